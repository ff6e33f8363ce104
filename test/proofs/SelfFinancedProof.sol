// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Parties} from "../../contracts/compliance/IRuleSet.sol";
import {WashTradingLimits} from "../../contracts/compliance/rules/IWashTrading.sol";
import {SelfFinanced} from "../../contracts/compliance/rules/SelfFinanced.sol";

contract SelfFinancedProof {
    uint256 private constant PRICES = type(uint80).max;

    /// @notice A payment older than the window counts for nothing.
    function nothingCountsBeyondTheWindow(
        Parties calldata parties,
        WashTradingLimits memory limits,
        uint256 price
    ) external view {
        require(parties.paidAt <= block.timestamp && price <= PRICES);
        require(block.timestamp - parties.paidAt >= limits.financeWindow);
        assert(!SelfFinanced.violated(parties, limits, price));
    }

    /// @notice A payment of the whole price within the window is found, whatever share of it counts.
    function thePriceItselfCounts(
        Parties calldata parties,
        WashTradingLimits memory limits,
        uint256 price
    ) external view {
        require(parties.paidAt != 0 && parties.paidAt <= block.timestamp && price <= PRICES);
        require(block.timestamp - parties.paidAt < limits.financeWindow && limits.financeShareBps <= 10_000);
        require(parties.paid >= price);
        assert(SelfFinanced.violated(parties, limits, price));
    }
}
