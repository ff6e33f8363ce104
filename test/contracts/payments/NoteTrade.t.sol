// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISettlementToken} from "../../../contracts/payments/ISettlementToken.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

contract NoteTradeTest is Fixture {
    uint256 private constant AMOUNT = 1_000 * USD;

    function test_APaymentForATradeIsNoSidePayment() public {
        _pay(BUYER, SELLER, AMOUNT);
        vm.expectEmit(address(money));
        emit ISettlementToken.SidePaymentNoted(BUYER, SELLER, 0, 0);
        vm.assertEq(_note(BUYER, SELLER, AMOUNT), AMOUNT);
        _assertPaid(0, 0);
    }

    function test_WhatWasPaidBesidesStays() public {
        _pay(BUYER, SELLER, AMOUNT + 7);
        vm.assertEq(_note(BUYER, SELLER, AMOUNT), AMOUNT);
        _assertPaid(START, 7);
    }

    function test_APaymentIsForOneTradeOnly() public {
        _pay(BUYER, SELLER, AMOUNT);
        vm.assertEq(_note(BUYER, SELLER, AMOUNT - 1), AMOUNT - 1);
        vm.assertEq(_note(BUYER, SELLER, AMOUNT), 1);
        vm.assertEq(_note(BUYER, SELLER, AMOUNT), 0);
        _assertPaid(0, 0);
    }

    function test_AnOlderPaymentIsForNoTrade() public {
        _pay(BUYER, SELLER, AMOUNT);
        vm.warp(START + 12);
        vm.assertEq(_note(BUYER, SELLER, AMOUNT), 0);
        _pay(BUYER, SELLER, 1);
        vm.assertEq(_note(BUYER, SELLER, AMOUNT), 1);
        _assertPaid(START + 12, AMOUNT);
    }

    function test_WhatNobodyPaidIsForNoTrade() public {
        vm.assertEq(_note(BUYER, SELLER, AMOUNT), 0);
    }

    function test_WhatAHubPaysNeedsNoNote() public {
        _setHub(SELLER, true);
        vm.assertEq(_note(BUYER, SELLER, AMOUNT), AMOUNT);
        vm.assertEq(_note(BUYER, BUYER, AMOUNT), AMOUNT);
    }

    function test_ThePayeeIsARootOfItsOwn() public {
        _pay(BUYER, STRANGER, AMOUNT);
        vm.assertEq(money.fundingRoot(STRANGER), BUYER);
        vm.expectEmit(address(money));
        emit ISettlementToken.FundingRootNoted(STRANGER, STRANGER);
        _note(BUYER, STRANGER, AMOUNT);
        vm.assertEq(money.fundingRoot(STRANGER), STRANGER);
    }

    function test_AnOlderRootStays() public {
        _pay(BUYER, STRANGER, AMOUNT);
        vm.warp(START + 12);
        _pay(BUYER, STRANGER, AMOUNT);
        _note(BUYER, STRANGER, AMOUNT);
        vm.assertEq(money.fundingRoot(STRANGER), BUYER);
    }

    function test_SomebodyElsesRootStays() public {
        _pay(BUYER, STRANGER, AMOUNT);
        _pay(SELLER, STRANGER, AMOUNT);
        _note(SELLER, STRANGER, AMOUNT);
        vm.assertEq(money.fundingRoot(STRANGER), BUYER);
    }

    function test_RevertWhen_AStrangerTakesAPaymentBack() public {
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(ISettlementToken.SettlementTokenNotSettler.selector, STRANGER));
        money.noteTrade(BUYER, SELLER, AMOUNT);
    }

    function testFuzz_NotesWhatWasPaidAndNoMore(uint64 paid, uint64 traded) public {
        vm.assume(paid != 0);
        _mint(BUYER, type(uint64).max / 2);
        vm.assume(paid <= money.balanceOf(BUYER));
        _pay(BUYER, SELLER, paid);
        uint256 noted = _note(BUYER, SELLER, traded);
        vm.assertEq(noted, traded < paid ? traded : paid);
        (, uint192 left) = money.sidePayment(BUYER, SELLER);
        vm.assertEq(left, paid - noted);
    }

    function _note(address payer, address payee, uint256 amount) private returns (uint256) {
        vm.prank(address(market));
        return money.noteTrade(payer, payee, amount);
    }

    function _assertPaid(uint256 time, uint256 total) private view {
        (uint64 paidAt, uint192 paid) = money.sidePayment(BUYER, SELLER);
        vm.assertEq(paidAt, time);
        vm.assertEq(paid, total);
    }
}
