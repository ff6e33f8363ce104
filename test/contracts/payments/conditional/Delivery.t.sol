// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TransferPolicy} from "../../../../contracts/compliance/ICompliance.sol";
import {IWashTrading} from "../../../../contracts/compliance/rules/IWashTrading.sol";
import {EstateMock} from "../../../../contracts/mocks/EstateMock.sol";
import {Behaviour, HostileCollection} from "../../../../contracts/mocks/HostileCollection.sol";
import {
    Condition,
    DeliveryTerms,
    IConditionalPayments,
    PaymentId,
    PaymentStatus
} from "../../../../contracts/payments/IConditionalPayments.sol";
import {CaseId} from "../../../../contracts/payments/IEscrow.sol";
import {NonReentrant} from "../../../../contracts/security/NonReentrant.sol";
import {ISettlement} from "../../../../contracts/settlement/ISettlement.sol";
import {vm} from "../../Cheats.sol";
import {ConditionalFixture} from "./ConditionalFixture.sol";

/// @notice `deliver`: a sale that was paid in advance.
contract DeliveryTest is ConditionalFixture {
    bytes32 private constant CONTENTS = keccak256("contents");
    uint256 private parcel;
    HostileCollection private hostile;

    function setUp() public override {
        super.setUp();
        parcel = _giveParcel(SELLER, 1, 2);
        hostile = new HostileCollection();
        _setPolicy(address(hostile), TransferPolicy.Open);
        hostile.mint(SELLER, 1);
        vm.prank(SELLER);
        hostile.setApprovalForAll(address(house), true);
    }

    function test_ThePayeeDeliversAndIsPaid() public {
        PaymentId paymentId = _payOnDelivery(address(land), parcel);
        vm.expectEmit(address(house));
        emit IConditionalPayments.PaymentReleased(paymentId, SELLER, PRICE);
        vm.expectEmit(address(house));
        emit ISettlement.TradeSettled({
            orderHash: bytes32(uint256(1)),
            collection: address(land),
            tokenId: parcel,
            seller: SELLER,
            buyer: BUYER,
            price: PRICE,
            fee: 25 * USD,
            royalty: 50 * USD
        });
        vm.prank(SELLER);
        house.deliver(paymentId);

        vm.assertEq(land.ownerOf(parcel), BUYER);
        vm.assertEq(money.balanceOf(SELLER), RICHES + 925 * USD);
        vm.assertEq(money.balanceOf(TREASURY), 25 * USD);
        vm.assertEq(money.balanceOf(CREATOR), 50 * USD);
        _assertHeld(0);
        _assertStatus(paymentId, PaymentStatus.Released);
    }

    /// @dev A delivery is a trade in the token's history, and no side payment.
    function test_ADeliveryIsHistory() public {
        PaymentId paymentId = _payOnDelivery(address(land), parcel);
        vm.prank(SELLER);
        house.deliver(paymentId);
        vm.assertEq(marketRules.disposedAt(address(land), parcel, uint160(SELLER)), START);
        (uint64 paidAt, ) = money.sidePayment(BUYER, SELLER);
        vm.assertEq(paidAt, 0);
    }

    function test_RevertWhen_TheEngineBlocks() public {
        PaymentId paymentId = _payOnDelivery(address(land), parcel);
        _pay(SELLER, BUYER, PRICE);
        vm.expectRevert(
            abi.encodeWithSelector(
                ISettlement.SettlementTradeRefused.selector,
                SELF_FINANCED,
                IWashTrading.SelfFinancedBySeller.selector,
                abi.encode(PRICE, START, 7 days)
            )
        );
        vm.prank(SELLER);
        house.deliver(paymentId);
        _assertHeld(PRICE);
        vm.assertEq(land.ownerOf(parcel), SELLER);
        _assertStatus(paymentId, PaymentStatus.Open);

        // The payer does not lose by it.
        vm.warp(DEADLINE);
        house.reclaim(paymentId);
        vm.assertEq(money.balanceOf(BUYER), RICHES + PRICE);
    }

    function test_AHeldDeliveryGoesToEscrow() public {
        _sell(SELLER, BUYER, parcel, PRICE);
        vm.warp(START + 20 days);
        vm.prank(SELLER);
        house.payOnDelivery(_backwards());
        vm.prank(BUYER);
        house.deliver(FIRST);
        vm.assertEq(land.ownerOf(parcel), address(escrow));
        vm.assertEq(escrow.held(), PRICE);
        _assertHeld(0);
        _assertStatus(FIRST, PaymentStatus.Released);

        uint256 before = money.balanceOf(SELLER);
        _reverse(CaseId.wrap(1));
        vm.assertEq(money.balanceOf(SELLER), before + PRICE);
        vm.assertEq(land.ownerOf(parcel), BUYER);
    }

    function testFuzz_RevertWhen_AnyoneButThePayeeDelivers(address caller) public {
        vm.assume(caller != SELLER);
        PaymentId paymentId = _payOnDelivery(address(land), parcel);
        vm.expectRevert(
            abi.encodeWithSelector(IConditionalPayments.ConditionalPaymentsNotPayee.selector, paymentId, caller)
        );
        vm.prank(caller);
        house.deliver(paymentId);
    }

    function test_RevertWhen_TheDeadlineHasPassed() public {
        PaymentId paymentId = _payOnDelivery(address(land), parcel);
        vm.warp(DEADLINE);
        vm.expectRevert(
            abi.encodeWithSelector(IConditionalPayments.ConditionalPaymentsDeadlinePassed.selector, paymentId, DEADLINE)
        );
        vm.prank(SELLER);
        house.deliver(paymentId);
    }

    function test_RevertWhen_DeliveredTwice() public {
        PaymentId paymentId = _payOnDelivery(address(land), parcel);
        vm.startPrank(SELLER);
        house.deliver(paymentId);
        _expectNotOpen(paymentId, PaymentStatus.Released);
        house.deliver(paymentId);
        vm.stopPrank();
    }

    function test_RevertWhen_ThePaymentIsUnknown() public {
        _expectNotOpen(FIRST, PaymentStatus.None);
        house.deliver(FIRST);
    }

    function test_RevertWhen_ThePaymentWaitsForSomethingElse() public {
        PaymentId paymentId = _payOnDate();
        vm.expectRevert(
            abi.encodeWithSelector(
                IConditionalPayments.ConditionalPaymentsConditionMismatch.selector,
                paymentId,
                Condition.Date
            )
        );
        vm.prank(SELLER);
        house.deliver(paymentId);
    }

    function test_AnEstateIsDeliveredAsItWas() public {
        EstateMock estate = _estate();
        DeliveryTerms memory terms = _delivery(address(estate), 1);
        terms.fingerprint = CONTENTS;
        vm.prank(BUYER);
        house.payOnDelivery(terms);
        vm.prank(SELLER);
        house.deliver(FIRST);
        vm.assertEq(estate.ownerOf(1), BUYER);
    }

    function test_RevertWhen_TheEstateWasEmptied() public {
        EstateMock estate = _estate();
        DeliveryTerms memory terms = _delivery(address(estate), 1);
        terms.fingerprint = CONTENTS;
        vm.prank(BUYER);
        house.payOnDelivery(terms);
        estate.compose(1, keccak256("another"));
        vm.expectRevert(
            abi.encodeWithSelector(
                IConditionalPayments.ConditionalPaymentsFingerprintMismatch.selector,
                estate,
                1,
                terms.fingerprint
            )
        );
        vm.prank(SELLER);
        house.deliver(FIRST);
    }

    function test_RevertWhen_ATokenWithoutFingerprintIsAskedForOne() public {
        DeliveryTerms memory terms = _delivery(address(land), parcel);
        terms.fingerprint = keccak256("estate");
        vm.prank(BUYER);
        house.payOnDelivery(terms);
        vm.expectRevert(
            abi.encodeWithSelector(
                IConditionalPayments.ConditionalPaymentsFingerprintMismatch.selector,
                land,
                parcel,
                terms.fingerprint
            )
        );
        vm.prank(SELLER);
        house.deliver(FIRST);
    }

    function test_RevertWhen_TheCollectionDoesNothing() public {
        _refuseDelivery(
            Behaviour.Ignore,
            abi.encodeWithSelector(ISettlement.SettlementTokenNotMoved.selector, hostile, 1, BUYER)
        );
    }

    function test_RevertWhen_TheCollectionRefuses() public {
        _refuseDelivery(Behaviour.Refuse, abi.encodeWithSelector(HostileCollection.HostileCollectionRefuses.selector));
    }

    function test_ReenteringFindsThePaymentLocked() public {
        PaymentId paymentId = _payOnDelivery(address(hostile), 1);
        bytes[5] memory calls = [
            abi.encodeCall(house.reclaim, (paymentId)),
            abi.encodeCall(house.deliver, (paymentId)),
            abi.encodeCall(house.release, (paymentId)),
            abi.encodeCall(house.approve, (paymentId)),
            abi.encodeCall(house.payOnDate, (SELLER, address(money), PRICE, DEADLINE))
        ];
        for (uint256 i = 0; i < calls.length; i++) {
            if (i != 0) {
                vm.prank(BUYER);
                hostile.transferFrom(BUYER, SELLER, 1);
                paymentId = _payOnDelivery(address(hostile), 1);
            }
            vm.warp(vm.getBlockTimestamp() + 1 days);
            hostile.reenter(address(house), calls[i]);
            vm.prank(SELLER);
            house.deliver(paymentId);
            vm.assertFalse(hostile.reentered());
            vm.assertEq(hostile.answer(), abi.encodeWithSelector(NonReentrant.NonReentrantCall.selector));
        }
        _assertHeld(0);
    }

    function _refuseDelivery(Behaviour behaviour, bytes memory refusal) private {
        PaymentId paymentId = _payOnDelivery(address(hostile), 1);
        hostile.behave(behaviour);
        vm.expectRevert(refusal);
        vm.prank(SELLER);
        house.deliver(paymentId);
        _assertHeld(PRICE);
    }

    function _backwards() private view returns (DeliveryTerms memory terms) {
        terms = _delivery(address(land), parcel);
        (terms.payee, terms.deadline) = (BUYER, uint64(START + 30 days));
    }

    function _estate() private returns (EstateMock estate) {
        estate = new EstateMock();
        _setPolicy(address(estate), TransferPolicy.Open);
        estate.mint(SELLER, 1);
        estate.compose(1, CONTENTS);
        vm.prank(SELLER);
        estate.setApprovalForAll(address(house), true);
    }
}
