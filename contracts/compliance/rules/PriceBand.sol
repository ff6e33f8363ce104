// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Finding, Verdict} from "../ICompliance.sol";
import {ConductLimits, IConduct} from "./IConduct.sol";

/// @notice Where a collection's prices stand.
/// @param price The reference, in units of the settlement token; 0 for none.
/// @param dayPrice What it was when the day began.
/// @param day Days since the epoch.
struct Reference {
    uint96 price;
    uint96 dayPrice;
    uint32 day;
}

/// @notice A circuit breaker: a price far from the reference waits until somebody has looked.
/// @dev Each settled trade moves the reference a bounded step, and all trades of a day together a bounded way, so that nobody
/// walks it anywhere quickly. A held or blocked trade does not move it: the engine records what settled.
library PriceBand {
    bytes32 internal constant ID = "PriceBand";
    uint256 private constant BPS = 10_000;

    function violated(uint256 price, uint256 ref, ConductLimits storage limits) internal view returns (bool) {
        if (ref == 0 || price == 0) return false;
        (uint256 low, uint256 high) = _band(ref, limits);
        return price < low || price > high;
    }

    function finding(uint256 price, uint256 ref, ConductLimits storage limits) internal view returns (Finding memory) {
        bytes memory evidence = abi.encode(price, ref, limits.bandBps);
        bytes4 code = IConduct.PriceBandLeft.selector;
        return Finding({verdict: Verdict.Hold, ruleId: ID, code: code, evidence: evidence});
    }

    function moved(
        Reference memory ref,
        uint256 price,
        ConductLimits storage limits
    ) internal view returns (Reference memory) {
        uint256 current = ref.price;
        uint32 today = uint32(block.timestamp / 1 days);
        uint96 dayPrice = ref.day == today ? ref.dayPrice : ref.price;
        (uint256 low, uint256 high) = _band(current, limits);
        uint256 target = Math.min(Math.max(price, low), high);
        uint256 next = (current * (BPS - limits.stepBps) + target * limits.stepBps) / BPS;
        uint256 room = (uint256(dayPrice) * limits.dailyMoveBps) / BPS;
        next = Math.min(Math.max(next, dayPrice - room), dayPrice + room);
        // Never 0, which would switch the rule off: a day moves it by a quarter at most.
        return Reference(uint96(Math.min(next, type(uint96).max)), dayPrice, today);
    }

    function _band(uint256 ref, ConductLimits storage limits) private view returns (uint256 low, uint256 high) {
        return ((ref * BPS) / limits.bandBps, (ref * limits.bandBps) / BPS);
    }
}
