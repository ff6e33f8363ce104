// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {FeeOnTransferToken} from "../../../../contracts/mocks/FeeOnTransferToken.sol";
import {
    ApprovalTerms,
    Condition,
    DeliveryTerms,
    IConditionalPayments,
    Payment,
    PaymentId,
    PaymentStatus
} from "../../../../contracts/payments/IConditionalPayments.sol";
import {ISettlementToken} from "../../../../contracts/payments/ISettlementToken.sol";
import {vm} from "../../Cheats.sol";
import {ConditionalFixture} from "./ConditionalFixture.sol";

/// @notice How a payment is opened, and with what terms it is not.
contract OpenTest is ConditionalFixture {
    function test_MoneyWaitsForADelivery() public {
        uint256 parcel = _giveParcel(SELLER, 1, 2);
        _expectOpened(Condition.Delivery);
        vm.expectEmit(address(house));
        emit IConditionalPayments.DeliveryAwaited(FIRST, address(land), parcel, 0);
        PaymentId paymentId = _payOnDelivery(address(land), parcel);

        Payment memory payment = house.paymentOf(paymentId);
        _assertTerms(payment, Condition.Delivery);
        vm.assertEq(payment.collection, address(land));
        vm.assertEq(payment.tokenId, parcel);
        _assertHeld(PRICE);
        vm.assertEq(money.balanceOf(BUYER), RICHES - PRICE);
    }

    function test_MoneyWaitsForADate() public {
        _expectOpened(Condition.Date);
        _assertTerms(house.paymentOf(_payOnDate()), Condition.Date);
        _assertHeld(PRICE);
    }

    function test_MoneyWaitsForTwoApprovals() public {
        _expectOpened(Condition.Approval);
        vm.expectEmit(address(house));
        emit IConditionalPayments.ApprovalAwaited(FIRST, NOTARY, SURVEYOR);
        Payment memory payment = house.paymentOf(_payOnApproval());

        _assertTerms(payment, Condition.Approval);
        vm.assertEq(payment.approvers[0], NOTARY);
        vm.assertEq(payment.approvers[1], SURVEYOR);
        vm.assertFalse(payment.approved[0] || payment.approved[1]);
        _assertHeld(PRICE);
    }

    function test_PaymentsAreNumbered() public {
        _payOnDate();
        vm.assertEq(PaymentId.unwrap(_payOnApproval()), 2);
        vm.assertEq(house.paymentCount(), 2);
        _assertHeld(2 * PRICE);
    }

    /// @dev Until it is made it is no payment to anybody.
    function test_OpeningIsNoSidePayment() public {
        _payOnDate();
        (uint64 paidAt, ) = money.sidePayment(BUYER, SELLER);
        vm.assertEq(paidAt, 0);
    }

    function test_RevertWhen_TheCurrencyIsAnother() public {
        FeeOnTransferToken other = new FeeOnTransferToken();
        other.mint(BUYER, PRICE);
        vm.prank(BUYER);
        other.approve(address(house), PRICE);
        (DeliveryTerms memory delivery, ApprovalTerms memory approval) = (_delivery(address(land), 1), _approval());
        (delivery.currency, approval.currency) = (address(other), address(other));
        _refuseAll(
            delivery,
            approval,
            abi.encodeWithSelector(IConditionalPayments.ConditionalPaymentsCurrencyNotAccepted.selector, other)
        );
    }

    function test_RevertWhen_TheAmountIsZero() public {
        (DeliveryTerms memory delivery, ApprovalTerms memory approval) = (_delivery(address(land), 1), _approval());
        (delivery.amount, approval.amount) = (0, 0);
        _refuseAll(
            delivery,
            approval,
            abi.encodeWithSelector(IConditionalPayments.ConditionalPaymentsAmountZero.selector)
        );
    }

    function test_RevertWhen_ThePayeeIsNobody() public {
        _refusePayee(address(0));
    }

    /// @dev The market would keep it; so would this house.
    function test_RevertWhen_ThePayeeIsAHouse() public {
        _refusePayee(address(market));
        _refusePayee(address(house));
    }

    function test_RevertWhen_TheTimeIsNotAhead() public {
        _refuseTime(uint64(START));
        _refuseTime(0);
    }

    /// @dev Milliseconds instead of seconds would lock the money for fifty thousand years.
    function test_RevertWhen_TheTimeIsTooFar() public {
        _refuseTime(uint64(START + 3_650 days + 1));
        _refuseTime(uint64(START * 1_000));
    }

    function testFuzz_RevertWhen_TheApproversAreNotTwo(address approver) public {
        ApprovalTerms memory terms = _approval();
        terms.approvers = [approver, approver];
        _refuseApprovers(terms);
        terms.approvers = [approver, address(0)];
        _refuseApprovers(terms);
        terms.approvers = [address(0), approver];
        _refuseApprovers(terms);
    }

    function test_RevertWhen_ThePayerLacksTheMoney() public {
        vm.startPrank(STRANGER);
        money.approve(address(house), PRICE);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, STRANGER, 0, PRICE));
        house.payOnDate(SELLER, address(money), PRICE, DEADLINE);
        vm.stopPrank();
    }

    function test_RevertWhen_TheHouseIsNotRegistered() public {
        _setSettler(address(house), false);
        vm.expectRevert(abi.encodeWithSelector(ISettlementToken.SettlementTokenNotSettler.selector, house));
        _payOnDate();
    }

    function _expectOpened(Condition condition) private {
        vm.expectEmit(address(house));
        emit IConditionalPayments.PaymentOpened(FIRST, BUYER, SELLER, condition, PRICE, DEADLINE);
    }

    function _assertTerms(Payment memory payment, Condition condition) private view {
        vm.assertEq(uint256(payment.condition), uint256(condition));
        vm.assertEq(uint256(payment.status), uint256(PaymentStatus.Open));
        vm.assertEq(payment.payer, BUYER);
        vm.assertEq(payment.payee, SELLER);
        vm.assertEq(payment.amount, PRICE);
        vm.assertEq(payment.time, DEADLINE);
    }

    function _refusePayee(address payee) private {
        (DeliveryTerms memory delivery, ApprovalTerms memory approval) = (_delivery(address(land), 1), _approval());
        (delivery.payee, approval.payee) = (payee, payee);
        _refuseAll(
            delivery,
            approval,
            abi.encodeWithSelector(IConditionalPayments.ConditionalPaymentsPayeeInvalid.selector, payee)
        );
    }

    function _refuseTime(uint64 time) private {
        (DeliveryTerms memory delivery, ApprovalTerms memory approval) = (_delivery(address(land), 1), _approval());
        (delivery.deadline, approval.deadline) = (time, time);
        _refuseAll(
            delivery,
            approval,
            abi.encodeWithSelector(IConditionalPayments.ConditionalPaymentsTimeInvalid.selector, time)
        );
    }

    /// @dev By all three doors.
    function _refuseAll(DeliveryTerms memory delivery, ApprovalTerms memory approval, bytes memory refusal) private {
        vm.startPrank(BUYER);
        vm.expectRevert(refusal);
        house.payOnDelivery(delivery);
        vm.expectRevert(refusal);
        house.payOnApproval(approval);
        vm.expectRevert(refusal);
        house.payOnDate(approval.payee, approval.currency, approval.amount, approval.deadline);
        vm.stopPrank();
        _assertHeld(0);
    }

    function _refuseApprovers(ApprovalTerms memory terms) private {
        vm.expectRevert(
            abi.encodeWithSelector(
                IConditionalPayments.ConditionalPaymentsApproversInvalid.selector,
                terms.approvers[0],
                terms.approvers[1]
            )
        );
        vm.prank(BUYER);
        house.payOnApproval(terms);
    }
}
