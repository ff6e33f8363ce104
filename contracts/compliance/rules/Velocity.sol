// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Finding, Verdict} from "../ICompliance.sol";
import {ConductLimits, IConduct} from "./IConduct.sol";
import {Disposals, RoundTrip} from "./RoundTrip.sol";

/// @notice What an owner bought in the running window, with the limits under which it began, so that a trade need not read them
/// elsewhere.
/// @param since Unix time of the first purchase that counts.
/// @param bought Tokens bought since then.
/// @param window Seconds from `since` for which purchases count.
/// @param limit How many may be bought within the window.
struct Purchases {
    uint40 since;
    uint32 bought;
    uint32 window;
    uint16 limit;
}

/// @notice One token, or one owner, trading too often.
/// @dev A token's count is read off its last disposals, which are there anyway; owners are counted as buyers, because who sells
/// again and again must have bought.
library Velocity {
    bytes32 internal constant ID = "Velocity";
    /// @dev Its bound: what is older counts under no limits, and they need not be read.
    uint256 private constant MAX_WINDOW = 30 days;

    /// @param skipped Disposals that belong to the trade itself.
    function violatedByToken(
        Disposals latest,
        uint256 skipped,
        ConductLimits storage limits
    ) internal view returns (bool) {
        (, uint256 newest) = RoundTrip.entry(latest, skipped);
        if (newest == 0 || block.timestamp - newest >= MAX_WINDOW) return false;
        // A limit of three among the two that are left beside the trade's own acts as a limit of two.
        uint256 oldest = Math.min(skipped + limits.tokenTrades, RoundTrip.DEPTH) - 1;
        (, uint256 time) = RoundTrip.entry(latest, oldest);
        return time != 0 && block.timestamp - time < limits.velocityWindow;
    }

    function violatedByOwner(Purchases storage purchases) internal view returns (bool) {
        return _isRunning(purchases) && purchases.bought >= purchases.limit;
    }

    function count(Purchases storage purchases, ConductLimits storage limits) internal {
        if (_isRunning(purchases)) {
            purchases.bought++;
            return;
        }
        (purchases.since, purchases.bought) = (uint40(block.timestamp), 1);
        (purchases.window, purchases.limit) = (limits.velocityWindow, limits.ownerTrades);
    }

    function tokenFinding(ConductLimits storage limits) internal view returns (Finding memory) {
        bytes memory evidence = abi.encode(limits.tokenTrades, limits.velocityWindow);
        bytes4 code = IConduct.VelocityOfToken.selector;
        return Finding({verdict: Verdict.Hold, ruleId: ID, code: code, evidence: evidence});
    }

    function ownerFinding(uint256 cluster, Purchases storage purchases) internal view returns (Finding memory) {
        bytes memory evidence = abi.encode(cluster, purchases.limit, purchases.window);
        bytes4 code = IConduct.VelocityOfOwner.selector;
        return Finding({verdict: Verdict.Hold, ruleId: ID, code: code, evidence: evidence});
    }

    function _isRunning(Purchases storage purchases) private view returns (bool) {
        return block.timestamp - purchases.since < purchases.window;
    }
}
