// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Finding, Verdict} from "../ICompliance.sol";
import {ConductLimits, IConduct} from "./IConduct.sol";

/// @notice Where a collection's prices stand, with the limits of the day, so that a trade need not read them elsewhere.
/// @param price The reference, in units of the settlement token; 0 for none.
/// @param dayPrice What it was when the day began.
/// @param day Days since the epoch.
/// @param bandBps As in `ConductLimits`.
/// @param stepBps As in `ConductLimits`.
/// @param dailyMoveBps As in `ConductLimits`.
struct Reference {
    uint80 price;
    uint80 dayPrice;
    uint32 day;
    uint24 bandBps;
    uint16 stepBps;
    uint16 dailyMoveBps;
}

/// @notice A circuit breaker: a price far from the reference waits until somebody has looked.
/// @dev Each settled trade moves the reference a bounded step, and all trades of a day together a bounded way, so that nobody
/// walks it anywhere quickly. A held or blocked trade does not move it: the engine records what settled.
library PriceBand {
    bytes32 internal constant ID = "PriceBand";
    uint256 private constant BPS = 10_000;

    function violated(uint256 price, Reference memory ref) internal pure returns (bool) {
        if (ref.price == 0 || price == 0) return false;
        (uint256 low, uint256 high) = _band(ref);
        return price < low || price > high;
    }

    function finding(uint256 price, Reference memory ref) internal pure returns (Finding memory) {
        bytes memory evidence = abi.encode(price, ref.price, ref.bandBps);
        bytes4 code = IConduct.PriceBandLeft.selector;
        return Finding({verdict: Verdict.Hold, ruleId: ID, code: code, evidence: evidence});
    }

    /// @dev A day begins where the last one ended, under the limits of now.
    function begun(uint80 price, ConductLimits storage limits) internal view returns (Reference memory) {
        return
            Reference({
                price: price,
                dayPrice: price,
                day: uint32(block.timestamp / 1 days),
                bandBps: limits.bandBps,
                stepBps: limits.stepBps,
                dailyMoveBps: limits.dailyMoveBps
            });
    }

    function isOver(Reference memory ref) internal view returns (bool) {
        return ref.day != block.timestamp / 1 days;
    }

    /// @return The reference after a trade at this price.
    function moved(Reference memory ref, uint256 price) internal pure returns (uint80) {
        (uint256 current, uint256 dayPrice) = (ref.price, ref.dayPrice);
        (uint256 low, uint256 high) = _band(ref);
        uint256 target = Math.min(Math.max(price, low), high);
        uint256 next = (current * (BPS - ref.stepBps) + target * ref.stepBps) / BPS;
        uint256 room = (dayPrice * ref.dailyMoveBps) / BPS;
        next = Math.min(Math.max(next, dayPrice - room), dayPrice + room);
        // Never 0, which would switch the rule off: a day moves it by a quarter at most.
        return uint80(Math.min(next, type(uint80).max));
    }

    function _band(Reference memory ref) private pure returns (uint256 low, uint256 high) {
        (uint256 price, uint256 bandBps) = (ref.price, ref.bandBps);
        return ((price * BPS) / bandBps, (price * bandBps) / BPS);
    }
}
