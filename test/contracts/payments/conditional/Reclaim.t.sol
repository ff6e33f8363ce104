// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IConditionalPayments, PaymentId, PaymentStatus} from "../../../../contracts/payments/IConditionalPayments.sol";
import {IHoldings} from "../../../../contracts/payments/IHoldings.sol";
import {vm} from "../../Cheats.sol";
import {ConditionalFixture} from "./ConditionalFixture.sol";

/// @notice `reclaim` and `returnSurplus`: how money goes back.
contract ReclaimTest is ConditionalFixture {
    function test_AnyoneReturnsWhatWasNotDelivered() public {
        _assertReturned(_payOnDelivery(address(land), 1));
    }

    function test_AnyoneReturnsWhatWasNotApproved() public {
        PaymentId paymentId = _payOnApproval();
        vm.prank(NOTARY);
        house.approve(paymentId);
        _assertReturned(paymentId);
    }

    /// @dev It was the payer's money all the time.
    function test_AReturnIsNoSidePayment() public {
        _assertReturned(_payOnApproval());
        (uint64 paidAt, ) = money.sidePayment(address(house), BUYER);
        vm.assertEq(paidAt, 0);
        (paidAt, ) = money.sidePayment(BUYER, SELLER);
        vm.assertEq(paidAt, 0);
    }

    function testFuzz_RevertWhen_TheDeadlineIsAhead(uint256 time) public {
        PaymentId paymentId = _payOnApproval();
        vm.warp(START + (time % 10 days));
        vm.expectRevert(
            abi.encodeWithSelector(IConditionalPayments.ConditionalPaymentsDeadlineAhead.selector, paymentId, DEADLINE)
        );
        vm.prank(BUYER);
        house.reclaim(paymentId);
    }

    function test_RevertWhen_ReclaimedTwice() public {
        PaymentId paymentId = _payOnApproval();
        _payOnDate();
        vm.warp(DEADLINE);
        house.reclaim(paymentId);
        _expectNotOpen(paymentId, PaymentStatus.Returned);
        house.reclaim(paymentId);
        _assertHeld(PRICE);
    }

    function test_RevertWhen_ThePaymentWasMade() public {
        PaymentId paymentId = _payOnApproval();
        vm.prank(NOTARY);
        house.approve(paymentId);
        vm.prank(SURVEYOR);
        house.approve(paymentId);
        vm.warp(DEADLINE);
        _expectNotOpen(paymentId, PaymentStatus.Released);
        house.reclaim(paymentId);
    }

    function test_MoneyGoesBackFromAHouseThatIsNoSettlerAnyMore() public {
        PaymentId paymentId = _payOnApproval();
        _setSettler(address(house), false);
        _assertReturned(paymentId);
    }

    function test_WhatNobodyAskedForIsSentOn() public {
        _payOnDate();
        _pay(SELLER, address(house), 7);
        vm.expectEmit(address(house));
        emit IHoldings.SurplusReturned(TREASURY, 7);
        vm.prank(OFFICER);
        house.returnSurplus(TREASURY);
        vm.assertEq(money.balanceOf(TREASURY), 7);
        _assertHeld(PRICE);
    }

    function test_RevertWhen_AStrangerAsksForTheSurplus() public {
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, STRANGER));
        vm.prank(STRANGER);
        house.returnSurplus(STRANGER);
    }

    function _assertReturned(PaymentId paymentId) private {
        vm.warp(DEADLINE);
        vm.expectEmit(address(house));
        emit IConditionalPayments.PaymentReturned(paymentId, BUYER, PRICE);
        vm.prank(STRANGER);
        house.reclaim(paymentId);
        vm.assertEq(money.balanceOf(BUYER), RICHES);
        _assertHeld(0);
        _assertStatus(paymentId, PaymentStatus.Returned);
    }
}
