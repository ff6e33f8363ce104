// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ConditionalPayments} from "../../../../contracts/payments/ConditionalPayments.sol";
import {
    ApprovalTerms,
    DeliveryTerms,
    IConditionalPayments,
    PaymentId,
    PaymentStatus
} from "../../../../contracts/payments/IConditionalPayments.sol";
import {vm} from "../../Cheats.sol";
import {HouseFixture} from "../HouseFixture.sol";

/// @dev A library, so that the contract's bytecode is not part of every test contract.
library ConditionalPaymentsHouse {
    function create(
        address authority,
        address compliance,
        address escrow,
        address splits
    ) public returns (ConditionalPayments) {
        return new ConditionalPayments(authority, compliance, escrow, splits);
    }
}

/// @notice A world with a house for conditional payments: BUYER pays SELLER 1,000 dollars within 10 days.
abstract contract ConditionalFixture is HouseFixture {
    uint256 internal constant PRICE = 1_000 * USD;
    uint64 internal constant DEADLINE = uint64(START + 10 days);
    PaymentId internal constant FIRST = PaymentId.wrap(1);
    uint256 internal constant NOTARY_KEY = uint256(keccak256("notary"));
    uint256 internal constant SURVEYOR_KEY = uint256(keccak256("surveyor"));
    address internal immutable NOTARY = _named("notary");
    address internal immutable SURVEYOR = _named("surveyor");
    ConditionalPayments internal house;

    function setUp() public virtual override {
        super.setUp();
        house = _newHouse();
        _openHouse(address(house));
    }

    function _newHouse() internal returns (ConditionalPayments) {
        (address engine, address cases) = (address(compliance), address(escrow));
        return ConditionalPaymentsHouse.create(address(authority), engine, cases, address(splits));
    }

    function _delivery(address collection, uint256 tokenId) internal view returns (DeliveryTerms memory) {
        return
            DeliveryTerms({
                payee: SELLER,
                collection: collection,
                tokenId: tokenId,
                fingerprint: 0,
                currency: address(money),
                amount: PRICE,
                deadline: DEADLINE
            });
    }

    function _approval() internal view returns (ApprovalTerms memory) {
        return ApprovalTerms(SELLER, address(money), PRICE, [NOTARY, SURVEYOR], DEADLINE);
    }

    function _payOnDelivery(address collection, uint256 tokenId) internal returns (PaymentId) {
        vm.prank(BUYER);
        return house.payOnDelivery(_delivery(collection, tokenId));
    }

    function _payOnDate() internal returns (PaymentId) {
        vm.prank(BUYER);
        return house.payOnDate(SELLER, address(money), PRICE, DEADLINE);
    }

    function _payOnApproval() internal returns (PaymentId) {
        vm.prank(BUYER);
        return house.payOnApproval(_approval());
    }

    function _expectNotOpen(PaymentId paymentId, PaymentStatus status) internal {
        vm.expectRevert(
            abi.encodeWithSelector(IConditionalPayments.ConditionalPaymentsNotOpen.selector, paymentId, status)
        );
    }

    /// @dev The money is here, all of it, and only of open payments.
    function _assertHeld(uint256 amount) internal view {
        vm.assertEq(house.held(), amount);
        vm.assertEq(money.balanceOf(address(house)), amount);
    }

    function _assertStatus(PaymentId paymentId, PaymentStatus status) internal view {
        vm.assertEq(uint256(house.paymentOf(paymentId).status), uint256(status));
    }
}
