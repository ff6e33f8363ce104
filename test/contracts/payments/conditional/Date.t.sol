// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    Condition,
    IConditionalPayments,
    PaymentId,
    PaymentStatus
} from "../../../../contracts/payments/IConditionalPayments.sol";
import {vm} from "../../Cheats.sol";
import {ConditionalFixture} from "./ConditionalFixture.sol";

/// @notice `release`: a payment on a date.
contract DateTest is ConditionalFixture {
    PaymentId private paymentId;

    function setUp() public override {
        super.setUp();
        paymentId = _payOnDate();
    }

    function test_AnyoneReleasesFromTheDateOn() public {
        vm.warp(DEADLINE);
        vm.expectEmit(address(house));
        emit IConditionalPayments.PaymentReleased(paymentId, SELLER, PRICE);
        vm.prank(STRANGER);
        house.release(paymentId);
        vm.assertEq(money.balanceOf(SELLER), RICHES + PRICE);
        vm.assertEq(money.balanceOf(STRANGER), 0);
        _assertHeld(0);
        _assertStatus(paymentId, PaymentStatus.Released);
    }

    function testFuzz_RevertWhen_TheDateIsAhead(uint256 time) public {
        vm.warp(START + (time % 10 days));
        vm.expectRevert(
            abi.encodeWithSelector(IConditionalPayments.ConditionalPaymentsDateAhead.selector, paymentId, DEADLINE)
        );
        house.release(paymentId);
        _assertHeld(PRICE);
    }

    /// @dev What the rules see is the day on which the money changed hands.
    function test_ItIsASidePaymentWhenItIsMade() public {
        vm.warp(DEADLINE + 3 days);
        house.release(paymentId);
        (uint64 paidAt, uint192 total) = money.sidePayment(BUYER, SELLER);
        vm.assertEq(paidAt, DEADLINE + 3 days);
        vm.assertEq(total, PRICE);
        (paidAt, ) = money.sidePayment(address(house), SELLER);
        vm.assertEq(paidAt, 0);
    }

    /// @dev The house must not become the common funder of all whom it pays.
    function test_ThePayerIsTheSourceOfAFreshPayeesMoney() public {
        vm.prank(BUYER);
        PaymentId fresh = house.payOnDate(NOTARY, address(money), PRICE, DEADLINE);
        vm.warp(DEADLINE);
        house.release(fresh);
        vm.assertEq(money.fundingRoot(NOTARY), BUYER);
    }

    function test_RevertWhen_ReleasedTwice() public {
        vm.warp(DEADLINE);
        house.release(paymentId);
        _expectNotOpen(paymentId, PaymentStatus.Released);
        house.release(paymentId);
    }

    function test_RevertWhen_ThePaymentIsUnknown() public {
        _expectNotOpen(PaymentId.wrap(2), PaymentStatus.None);
        house.release(PaymentId.wrap(2));
    }

    function test_RevertWhen_ThePaymentWaitsForSomethingElse() public {
        PaymentId other = _payOnApproval();
        vm.warp(DEADLINE);
        vm.expectRevert(
            abi.encodeWithSelector(
                IConditionalPayments.ConditionalPaymentsConditionMismatch.selector,
                other,
                Condition.Approval
            )
        );
        house.release(other);
    }

    /// @dev A promise: the payer does not take it back, neither before the date nor after.
    function test_RevertWhen_ThePayerReclaims() public {
        bytes memory refusal = abi.encodeWithSelector(
            IConditionalPayments.ConditionalPaymentsConditionMismatch.selector,
            paymentId,
            Condition.Date
        );
        vm.startPrank(BUYER);
        vm.expectRevert(refusal);
        house.reclaim(paymentId);
        vm.warp(DEADLINE + 365 days);
        vm.expectRevert(refusal);
        house.reclaim(paymentId);
        vm.stopPrank();
    }

    /// @dev A house that was struck off can note nothing any more; it still pays.
    function test_MoneyLeavesAHouseThatIsNoSettlerAnyMore() public {
        _setSettler(address(house), false);
        vm.warp(DEADLINE);
        house.release(paymentId);
        vm.assertEq(money.balanceOf(SELLER), RICHES + PRICE);
        _assertHeld(0);
    }
}
