// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Finding, Verdict} from "../ICompliance.sol";
import {ConductLimits, IConduct} from "./IConduct.sol";
import {Disposals, RoundTrip} from "./RoundTrip.sol";

/// @notice What an owner bought in the running window.
/// @param since Unix time of the first purchase that counts.
/// @param bought Tokens bought since then.
struct Purchases {
    uint40 since;
    uint32 bought;
}

/// @notice One token, or one owner, trading too often.
/// @dev A token's count is read off its last disposals, which are there anyway; owners are counted as buyers, because who sells
/// again and again must have bought.
library Velocity {
    bytes32 internal constant ID = "Velocity";

    /// @param skipped Disposals that belong to the trade itself.
    function violatedByToken(
        Disposals latest,
        uint256 skipped,
        ConductLimits storage limits
    ) internal view returns (bool) {
        // A limit of three among the two that are left beside the trade's own acts as a limit of two.
        uint256 oldest = Math.min(skipped + limits.tokenTrades, RoundTrip.DEPTH) - 1;
        (, uint256 time) = RoundTrip.entry(latest, oldest);
        return time != 0 && block.timestamp - time < limits.velocityWindow;
    }

    function violatedByOwner(Purchases memory purchases, ConductLimits storage limits) internal view returns (bool) {
        return _isRunning(purchases, limits) && purchases.bought >= limits.ownerTrades;
    }

    function counted(
        Purchases memory purchases,
        ConductLimits storage limits
    ) internal view returns (Purchases memory) {
        if (_isRunning(purchases, limits)) return Purchases(purchases.since, purchases.bought + 1);
        return Purchases(uint40(block.timestamp), 1);
    }

    function tokenFinding(ConductLimits storage limits) internal view returns (Finding memory) {
        bytes memory evidence = abi.encode(limits.tokenTrades, limits.velocityWindow);
        bytes4 code = IConduct.VelocityOfToken.selector;
        return Finding({verdict: Verdict.Hold, ruleId: ID, code: code, evidence: evidence});
    }

    function ownerFinding(uint256 cluster, ConductLimits storage limits) internal view returns (Finding memory) {
        bytes memory evidence = abi.encode(cluster, limits.ownerTrades, limits.velocityWindow);
        bytes4 code = IConduct.VelocityOfOwner.selector;
        return Finding({verdict: Verdict.Hold, ruleId: ID, code: code, evidence: evidence});
    }

    function _isRunning(Purchases memory purchases, ConductLimits storage limits) private view returns (bool) {
        return block.timestamp - purchases.since < limits.velocityWindow;
    }
}
