// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Finding, Verdict} from "../ICompliance.sol";
import {IWashTrading, WashTradingLimits} from "./IWashTrading.sol";

/// @notice A token's last three disposals in one word, newest lowest: 52 bits of the cluster's hash and 32 of the time each;
/// the top bit says that earlier ones were kept elsewhere.
type Disposals is uint256;

/// @notice A token comes back to an owner who disposed of it.
/// @dev A token has one owner at a time, so its history is a walk and a cycle of any length closes exactly when the buyer
/// owned it before. The last three disposals share a word, because a fresh slot for every sale costs an honest trade
/// 17,100 gas more; a fourth within the review window moves the oldest into a mapping, so that cycles of any length close.
/// A hash of 52 bits takes some 10^15 tries to forge, and forging one only keeps oneself or one other account from a token.
library RoundTrip {
    bytes32 internal constant ID = "RoundTrip";
    /// @dev How many disposals share the word.
    uint256 internal constant DEPTH = 3;
    uint256 private constant ENTRY_BITS = 84;
    uint256 private constant ENTRY_MASK = (1 << ENTRY_BITS) - 1;
    uint256 private constant TIME_BITS = 32;
    uint256 private constant TIME_MASK = (1 << TIME_BITS) - 1;
    uint256 private constant TAG_MASK = (1 << (ENTRY_BITS - TIME_BITS)) - 1;
    uint256 private constant KEPT_ELSEWHERE = 1 << 255;

    function tagOf(uint256 cluster) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(cluster))) & TAG_MASK;
    }

    /// @return time Unix time of the cluster's latest disposal among the last three; 0 where it is none of them.
    function find(Disposals disposals, uint256 tag) internal pure returns (uint256 time) {
        uint256 word = Disposals.unwrap(disposals);
        for (uint256 i = 0; i < DEPTH; i++) {
            uint256 candidate = word & ENTRY_MASK;
            if (candidate >> TIME_BITS == tag) return candidate & TIME_MASK;
            word >>= ENTRY_BITS;
        }
    }

    /// @param i 0 for the newest, below DEPTH.
    /// @return tag Tag of who disposed of the token.
    /// @return time Unix time; 0 for no disposal.
    function entry(Disposals disposals, uint256 i) internal pure returns (uint256 tag, uint256 time) {
        uint256 word = (Disposals.unwrap(disposals) >> (i * ENTRY_BITS)) & ENTRY_MASK;
        return (word >> TIME_BITS, word & TIME_MASK);
    }

    function isNewest(Disposals disposals, uint256 tag, uint256 time) internal pure returns (bool) {
        return Disposals.unwrap(disposals) & ENTRY_MASK == (tag << TIME_BITS) | (time & TIME_MASK);
    }

    function isKeptElsewhere(Disposals disposals) internal pure returns (bool) {
        return Disposals.unwrap(disposals) & KEPT_ELSEWHERE != 0;
    }

    /// @return pushed The word with the new disposal.
    /// @return oldestTag Tag of the entry that fell out.
    /// @return oldestTime Time of the entry that fell out; 0 for none.
    function push(
        Disposals disposals,
        uint256 tag,
        uint256 time
    ) internal pure returns (Disposals pushed, uint256 oldestTag, uint256 oldestTime) {
        uint256 word = Disposals.unwrap(disposals);
        uint256 oldest = (word >> (2 * ENTRY_BITS)) & ENTRY_MASK;
        uint256 kept = (word & ((1 << (2 * ENTRY_BITS)) - 1)) << ENTRY_BITS;
        pushed = Disposals.wrap((word & KEPT_ELSEWHERE) | kept | (tag << TIME_BITS) | (time & TIME_MASK));
        (oldestTag, oldestTime) = (oldest >> TIME_BITS, oldest & TIME_MASK);
    }

    function markKeptElsewhere(Disposals disposals) internal pure returns (Disposals) {
        return Disposals.wrap(Disposals.unwrap(disposals) | KEPT_ELSEWHERE);
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
