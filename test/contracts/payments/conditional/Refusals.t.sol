// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TransferPolicy} from "../../../../contracts/compliance/ICompliance.sol";
import {HostileCollection} from "../../../../contracts/mocks/HostileCollection.sol";
import {PaymentId, PaymentStatus} from "../../../../contracts/payments/IConditionalPayments.sol";
import {NonReentrant} from "../../../../contracts/security/NonReentrant.sol";
import {vm} from "../../Cheats.sol";
import {ConditionalFixture} from "./ConditionalFixture.sol";

/// @notice A token that calls back into each entry point of the house while it is delivered, with the officer's role; and
/// payments that were made or returned, to every entry point.
contract ConditionalRefusalsTest is ConditionalFixture {
    HostileCollection private hostile;

    function setUp() public override {
        super.setUp();
        hostile = new HostileCollection();
        _setPolicy(address(hostile), TransferPolicy.Open);
        vm.prank(SELLER);
        hostile.setApprovalForAll(address(house), true);
        uint64 execution = authority.EXECUTION();
        vm.prank(ADMIN);
        authority.grantRole(execution, address(hostile), 0);
    }

    function test_EveryEntryPointIsLockedDuringADelivery() public {
        PaymentId dated = _payOnDate();
        PaymentId approved = _payOnApproval();
        bytes[9] memory calls = [
            abi.encodeCall(house.payOnDelivery, (_delivery(address(hostile), 1))),
            abi.encodeCall(house.payOnDate, (SELLER, address(money), PRICE, DEADLINE)),
            abi.encodeCall(house.payOnApproval, (_approval())),
            abi.encodeCall(house.deliver, (PaymentId.wrap(3))),
            abi.encodeCall(house.release, (dated)),
            abi.encodeCall(house.approve, (approved)),
            abi.encodeCall(house.approveBySignature, (approved, NOTARY, _signed(approved))),
            abi.encodeCall(house.reclaim, (approved)),
            abi.encodeCall(house.returnSurplus, (STRANGER))
        ];
        for (uint256 i = 0; i < calls.length; i++) {
            hostile.mint(SELLER, i);
            PaymentId paymentId = _payOnDelivery(address(hostile), i);
            hostile.reenter(address(house), calls[i]);
            vm.prank(SELLER);
            house.deliver(paymentId);
            vm.assertFalse(hostile.reentered());
            vm.assertEq(hostile.answer(), abi.encodeWithSelector(NonReentrant.NonReentrantCall.selector));
            vm.assertEq(hostile.ownerOf(i), BUYER);
        }
        _assertHeld(2 * PRICE);
    }

    function test_RevertWhen_ThePaymentWasReturned() public {
        uint256 tokenId = _giveParcel(SELLER, 1, 1);
        PaymentId delivery = _payOnDelivery(address(land), tokenId);
        PaymentId approval = _payOnApproval();
        bytes memory signature = _signed(approval);
        vm.warp(DEADLINE);
        house.reclaim(delivery);
        house.reclaim(approval);
        _expectNotOpen(delivery, PaymentStatus.Returned);
        vm.prank(SELLER);
        house.deliver(delivery);
        _expectNotOpen(approval, PaymentStatus.Returned);
        vm.prank(NOTARY);
        house.approve(approval);
        _expectNotOpen(approval, PaymentStatus.Returned);
        house.approveBySignature(approval, NOTARY, signature);
        vm.assertEq(money.balanceOf(BUYER), RICHES);
    }

    function _signed(PaymentId paymentId) private view returns (bytes memory) {
        return _signDigest(NOTARY_KEY, house.hashApproval(paymentId));
    }
}
