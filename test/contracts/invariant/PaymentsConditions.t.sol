// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PaymentId, PaymentStatus} from "../../../contracts/payments/IConditionalPayments.sol";
import {ConditionalFixture} from "../payments/conditional/ConditionalFixture.sol";
import {vm} from "../Cheats.sol";
import {traderAt} from "./Deals.sol";
import {PaymentsConditionsHandler, Waiting} from "./PaymentsConditionsHandler.sol";

/// @notice Payments of all three kinds wait, every rule enforced.
contract PaymentsConditionsTest is ConditionalFixture {
    PaymentsConditionsHandler private handler;

    function setUp() public override {
        super.setUp();
        uint256[] memory parcels = new uint256[](4);
        for (uint256 i = 0; i < parcels.length; i++) {
            parcels[i] = _giveParcel(traderAt(i), int128(int256(i)), 0);
            _approve(traderAt(i), address(house));
        }
        handler = new PaymentsConditionsHandler(house, money, address(land), BANK, parcels);
    }

    /// @dev The play is worth playing: every kind of end is within its reach.
    function test_ThePlayReachesEveryEnd() public {
        handler.open(0, 0, 100, 5 days, 1);
        handler.open(1, 0, 100, 5 days, 0);
        handler.open(2, 0, 100, 5 days, 0);
        handler.open(2, 1, 100, 5 days, 0);
        handler.deliver(0);
        handler.approve(2, 2);
        handler.approve(2, 3);
        vm.assertEq(handler.ended(), 2);
        handler.release(1);
        handler.reclaim(3);
        vm.assertEq(handler.ended(), 2);
        handler.passTime(3 days);
        handler.passTime(3 days);
        handler.release(1);
        handler.reclaim(3);
        handler.donate(7);
        vm.assertEq(handler.ended(), 4);
        invariant_15_ConditionalPaymentsAreSolvent();
        invariant_16_APaymentEndsOnceAndByItsTerms();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_15_ConditionalPaymentsAreSolvent() public view {
        vm.assertEq(house.held(), handler.ghostOpen());
        vm.assertEq(money.balanceOf(address(house)), handler.ghostOpen() + handler.ghostDonated());
    }

    function invariant_16_APaymentEndsOnceAndByItsTerms() public view {
        vm.assertEq(handler.broken(), 0);
        Waiting[] memory payments = handler.payments();
        vm.assertEq(house.paymentCount(), payments.length);
        for (uint256 i = 0; i < payments.length; i++) {
            bool open = house.paymentOf(PaymentId.wrap(i + 1)).status == PaymentStatus.Open;
            vm.assertEq(open, payments[i].open);
        }
    }
}
