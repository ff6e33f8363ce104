// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Verdict} from "../../../../contracts/compliance/ICompliance.sol";
import {IWashTrading, WashTradingLimits} from "../../../../contracts/compliance/rules/IWashTrading.sol";
import {vm} from "../../Cheats.sol";
import {WashTradingFixture} from "./WashTradingFixture.sol";

contract SelfFinancedTest is WashTradingFixture {
    function test_BlocksWhenTheSellerPaidATenthOfThePrice() public {
        _pay(SELLER, BUYER, PRICE / 10);
        _assertBlocked(PRICE, PRICE / 10, START);
    }

    function test_AllowsLessThanATenth() public {
        _pay(SELLER, BUYER, PRICE / 10 - 1);
        _assertAllowed(SELLER, BUYER, PRICE);
    }

    function test_SmallPaymentsAddUp() public {
        for (uint256 i = 0; i < 9; i++) _pay(SELLER, BUYER, PRICE / 100);
        _assertAllowed(SELLER, BUYER, PRICE);
        _pay(SELLER, BUYER, PRICE / 100);
        _assertBlocked(PRICE, PRICE / 10, START);
    }

    function test_CountsForSevenDays() public {
        _pay(SELLER, BUYER, PRICE);
        vm.warp(START + 7 days - 1);
        _assertBlocked(PRICE, PRICE, START);
        vm.warp(START + 7 days);
        _assertAllowed(SELLER, BUYER, PRICE);
    }

    /// @dev A fresh payment brings back those of its own month and the one before, and none older.
    function test_AFreshPaymentRevivesTheLastMonthsOnly() public {
        _pay(SELLER, BUYER, PRICE);
        vm.warp(START + 30 days);
        _pay(SELLER, BUYER, 1);
        _assertBlocked(PRICE, PRICE + 1, START + 30 days);
        vm.warp(START + 68 days);
        _pay(SELLER, BUYER, 1);
        _assertAllowed(SELLER, BUYER, PRICE);
    }

    function test_APaymentTheOtherWayIsFree() public {
        _pay(BUYER, SELLER, PRICE);
        _assertAllowed(SELLER, BUYER, PRICE);
    }

    function test_TradesAreNoPayments() public {
        _sell(SELLER, BUYER, parcel, PRICE);
        parcel = _giveParcel(BUYER, 1, 1);
        _assertAllowed(BUYER, SELLER, PRICE);
    }

    function test_TheHighestPriceDoesNotOverflow() public {
        _pay(SELLER, BUYER, RICHES);
        _assertAllowed(SELLER, BUYER, type(uint256).max);
        _assertAllowed(SELLER, BUYER, type(uint256).max / 1_000);
    }

    function testFuzz_BlocksFromTheShareOn(uint256 paid, uint256 price, uint16 shareBps, uint32 window) public {
        paid = 1 + (paid % RICHES);
        price = 1 + (price % (100 * RICHES));
        shareBps = uint16(1 + (shareBps % 10_000));
        window = uint32(1 hours + (window % (30 days - 1 hours + 1)));
        vm.prank(DECISION);
        marketRules.setLimits(WashTradingLimits(7 days, 30 days, window, shareBps));
        _pay(SELLER, BUYER, paid);

        vm.warp(START + window - 1);
        bool blocked = compliance.preview(_tradeOf(SELLER, BUYER, parcel, price)).verdict == Verdict.Block;
        vm.assertEq(blocked, paid * 10_000 >= price * shareBps);
        vm.warp(START + window);
        _assertAllowed(SELLER, BUYER, price);
    }

    function _assertBlocked(uint256 price, uint256 paid, uint256 paidAt) private view {
        bytes memory reason = abi.encodeWithSelector(IWashTrading.SelfFinancedBySeller.selector, paid, paidAt, 7 days);
        _assertFinding(SELLER, BUYER, price, Verdict.Block, SELF_FINANCED, reason);
    }
}
