// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Leg} from "../payments/ISettlementToken.sol";

/// @notice Legs that one payer owes for several trades, one for each recipient.
/// @param legs Filled up to `count`, with room beyond.
struct Tab {
    Leg[] legs;
    uint256 count;
}

/// @notice Adds up legs, so that many trades of one payer are paid at once: a payment to somebody who is paid already costs no
/// slot, event or call.
library Tabs {
    function add(Tab memory tab, Leg[] memory due) internal pure {
        for (uint256 i = 0; i < due.length; i++) {
            if (due[i].amount != 0) _add(tab, due[i]);
        }
    }

    /// @return legs What is owed, for `payLegs`.
    function total(Tab memory tab) internal pure returns (Leg[] memory legs) {
        legs = new Leg[](tab.count);
        for (uint256 i = 0; i < legs.length; i++) legs[i] = tab.legs[i];
    }

    function _add(Tab memory tab, Leg memory leg) private pure {
        Leg[] memory legs = tab.legs;
        uint256 count = tab.count;
        for (uint256 i = 0; i < count; i++) {
            if (legs[i].to == leg.to) {
                legs[i].amount += leg.amount;
                return;
            }
        }
        if (count == legs.length) {
            Leg[] memory more = new Leg[](count * 2 + 4);
            for (uint256 i = 0; i < count; i++) more[i] = legs[i];
            tab.legs = more;
        }
        tab.legs[count] = leg;
        tab.count = count + 1;
    }
}
