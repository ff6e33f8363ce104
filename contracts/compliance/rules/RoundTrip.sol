// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Finding, Verdict} from "../ICompliance.sol";
import {IWashTrading, WashTradingLimits} from "./IWashTrading.sol";

/// @notice A token comes back to an owner who disposed of it.
/// @dev A token has one owner at a time, so its history is a walk and a cycle of any length closes exactly when the buyer
/// owned it before: one mapping finds them all at constant cost.
library RoundTrip {
    bytes32 internal constant ID = "RoundTrip";

    function key(address collection, uint256 tokenId, uint256 cluster) internal pure returns (bytes32) {
        return keccak256(abi.encode(collection, tokenId, cluster));
    }

    function violated(uint256 disposedAt, WashTradingLimits memory limits) internal view returns (bool) {
        return disposedAt != 0 && block.timestamp - disposedAt < limits.reviewWindow;
    }

    function finding(
        uint256 cluster,
        uint256 disposedAt,
        WashTradingLimits memory limits
    ) internal view returns (Finding memory) {
        bool tooSoon = block.timestamp - disposedAt < limits.blockWindow;
        (Verdict verdict, bytes4 code, uint256 window) = tooSoon
            ? (Verdict.Block, IWashTrading.RoundTripTooSoon.selector, limits.blockWindow)
            : (Verdict.Hold, IWashTrading.RoundTripForReview.selector, limits.reviewWindow);
        bytes memory evidence = abi.encode(cluster, disposedAt, window);
        return Finding({verdict: verdict, ruleId: ID, code: code, evidence: evidence});
    }
}
