// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {Behaviour, HostileCollection} from "../../../../contracts/mocks/HostileCollection.sol";
import {IHoldings} from "../../../../contracts/payments/IHoldings.sol";
import {IInstalments, InstalmentOffer, PlanStatus} from "../../../../contracts/payments/IInstalments.sol";
import {ISettlementToken} from "../../../../contracts/payments/ISettlementToken.sol";
import {ISettlement} from "../../../../contracts/settlement/ISettlement.sol";
import {vm} from "../../Cheats.sol";
import {InstalmentsFixture} from "./InstalmentsFixture.sol";

/// @notice `foreclose`, `deliver` and `returnSurplus`: how a plan ends that the buyer does not keep up.
contract ForecloseTest is InstalmentsFixture {
    function test_AnyoneForeclosesAnOverduePlan() public {
        _accept(_offer());
        _pay(FIRST, 2);
        vm.warp(START + 3 * PERIOD + GRACE + 1);
        vm.expectEmit(address(house));
        emit IInstalments.PlanForeclosed(FIRST, STRANGER, 90 * USD, 210 * USD);
        vm.prank(STRANGER);
        house.foreclose(FIRST);

        vm.assertEq(land.ownerOf(parcel), SELLER);
        vm.assertEq(money.balanceOf(SELLER), RICHES + 90 * USD);
        vm.assertEq(money.balanceOf(BUYER), RICHES - 90 * USD);
        vm.assertEq(money.balanceOf(STRANGER), 0);
        _assertHeld(0);
        _assertStatus(FIRST, PlanStatus.Foreclosed);
        _assertNoCustody(address(land), parcel);
    }

    /// @dev What the seller keeps was paid for nothing: a side payment. What goes back is none.
    function test_TheForfeitIsASidePayment() public {
        _accept(_offer());
        vm.warp(START + PERIOD + GRACE + 1);
        house.foreclose(FIRST);
        (uint64 paidAt, uint192 total) = money.sidePayment(BUYER, SELLER);
        vm.assertEq(paidAt, START + PERIOD + GRACE + 1);
        vm.assertEq(total, 30 * USD);
        (paidAt, ) = money.sidePayment(address(house), BUYER);
        vm.assertEq(paidAt, 0);
    }

    /// @dev The platform must not bring a buyer into default.
    function test_WhoCannotPayBecauseTheHouseWasStruckOffForfeitsNothing() public {
        _accept(_offer());
        _pay(FIRST, 2);
        _setSettler(address(house), false);
        vm.prank(BUYER);
        vm.expectRevert(abi.encodeWithSelector(ISettlementToken.SettlementTokenNotSettler.selector, house));
        house.pay(FIRST, 1);
        vm.warp(START + 3 * PERIOD + GRACE + 1);
        vm.expectEmit(address(house));
        emit IInstalments.PlanForeclosed(FIRST, SELLER, 0, 300 * USD);
        vm.prank(SELLER);
        house.foreclose(FIRST);
        vm.assertEq(money.balanceOf(BUYER), RICHES);
        vm.assertEq(land.ownerOf(parcel), SELLER);
        _assertHeld(0);
    }

    /// @dev The token never left its owner: neither the way in nor the way out is history.
    function test_AForeclosureIsNoHistory() public {
        _accept(_offer());
        vm.warp(START + PERIOD + GRACE + 1);
        house.foreclose(FIRST);
        vm.assertEq(marketRules.disposedAt(address(land), parcel, uint160(SELLER)), 0);
        vm.assertEq(marketRules.disposedAt(address(land), parcel, uint160(address(house))), 0);
    }

    function testFuzz_EveryUnitIsAccountedFor(uint128 down, uint128 part, uint32 paid, uint16 forfeitBps) public {
        InstalmentOffer memory offer = _offer();
        offer.downPayment = uint128(1 + (down % (1_000_000 * USD)));
        offer.instalment = uint128(1 + (part % (1_000_000 * USD)));
        offer.forfeitBps = forfeitBps % 5_001;
        paid = paid % 9;
        uint256 paidIn = offer.downPayment + uint256(paid) * offer.instalment;
        _accept(offer);
        if (paid != 0) _pay(FIRST, paid);
        vm.warp(START + 10 * PERIOD + GRACE);
        house.foreclose(FIRST);
        uint256 forfeited = (paidIn * offer.forfeitBps) / 10_000;
        vm.assertEq(money.balanceOf(SELLER), RICHES + forfeited);
        vm.assertEq(money.balanceOf(BUYER), RICHES - forfeited);
        vm.assertLe(2 * forfeited, paidIn);
        _assertHeld(0);
    }

    function testFuzz_RevertWhen_ThePlanIsNotOverdue(uint32 paid, uint256 time) public {
        _accept(_offer());
        paid = paid % 9;
        if (paid != 0) _pay(FIRST, paid);
        uint256 safeUntil = START + (uint256(paid) + 1) * PERIOD + GRACE;
        vm.warp(START + (time % (safeUntil - START + 1)));
        vm.expectRevert(abi.encodeWithSelector(IInstalments.InstalmentsNotOverdue.selector, FIRST, safeUntil));
        house.foreclose(FIRST);
    }

    function test_TheLastSecondOfGraceIsStillSafe() public {
        _accept(_offer());
        uint256 safeUntil = START + PERIOD + GRACE;
        vm.warp(safeUntil);
        vm.expectRevert(abi.encodeWithSelector(IInstalments.InstalmentsNotOverdue.selector, FIRST, safeUntil));
        house.foreclose(FIRST);
        vm.warp(safeUntil + 1);
        house.foreclose(FIRST);
        _assertStatus(FIRST, PlanStatus.Foreclosed);
    }

    function test_RevertWhen_ThePlanIsNotOpen() public {
        vm.expectRevert(abi.encodeWithSelector(IInstalments.InstalmentsPlanNotOpen.selector, FIRST, PlanStatus.None));
        house.foreclose(FIRST);
        _accept(_offer());
        vm.warp(START + PERIOD + GRACE + 1);
        house.foreclose(FIRST);
        bytes memory refusal = abi.encodeWithSelector(
            IInstalments.InstalmentsPlanNotOpen.selector,
            FIRST,
            PlanStatus.Foreclosed
        );
        vm.expectRevert(refusal);
        house.foreclose(FIRST);
        vm.expectRevert(refusal);
        _pay(FIRST, 1);
    }

    function test_ACollectionThatRefusesDelaysOnlyItsToken() public {
        _assertDelayed(Behaviour.Refuse);
    }

    function test_ACollectionThatDoesNothingDelaysOnlyItsToken() public {
        _assertDelayed(Behaviour.Ignore);
    }

    function test_ACollectionThatBurnsGasDelaysOnlyItsToken() public {
        _assertDelayed(Behaviour.Burn);
    }

    /// @dev A try that fails changes nothing.
    function test_RevertWhen_TheCollectionStillRefuses() public {
        _foreclosePending(Behaviour.Refuse);
        vm.expectRevert(abi.encodeWithSelector(HostileCollection.HostileCollectionRefuses.selector));
        house.deliver(FIRST);
        hostile.behave(Behaviour.Ignore);
        vm.expectRevert(abi.encodeWithSelector(ISettlement.SettlementTokenNotMoved.selector, hostile, 1, SELLER));
        house.deliver(FIRST);
        vm.assertTrue(house.planOf(FIRST).tokenPending);
        _assertCustody(FIRST);
    }

    function test_RevertWhen_NothingIsPending() public {
        bytes memory refusal = abi.encodeWithSelector(IInstalments.InstalmentsNothingPending.selector, FIRST);
        vm.expectRevert(refusal);
        house.deliver(FIRST);
        _accept(_offer());
        vm.expectRevert(refusal);
        house.deliver(FIRST);
    }

    function test_RevertWhen_DeliveredTwice() public {
        _foreclosePending(Behaviour.Refuse);
        hostile.behave(Behaviour.Honest);
        house.deliver(FIRST);
        vm.expectRevert(abi.encodeWithSelector(IInstalments.InstalmentsNothingPending.selector, FIRST));
        house.deliver(FIRST);
    }

    /// @dev Given back, the token may be offered again.
    function test_TheSellerOffersAgain() public {
        _accept(_offer());
        vm.warp(START + PERIOD + GRACE + 1);
        house.foreclose(FIRST);
        _accept(_offer());
        vm.assertEq(land.ownerOf(parcel), address(house));
        vm.assertEq(house.planCount(), 2);
    }

    function test_WhatNobodyAskedForIsSentOn() public {
        _accept(_offer());
        _pay(SELLER, address(house), 7);
        vm.expectEmit(address(house));
        emit IHoldings.SurplusReturned(TREASURY, 7);
        vm.prank(OFFICER);
        house.returnSurplus(TREASURY);
        vm.assertEq(money.balanceOf(TREASURY), 7);
        _assertHeld(PART);
    }

    function test_RevertWhen_AStrangerAsksForTheSurplus() public {
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, STRANGER));
        vm.prank(STRANGER);
        house.returnSurplus(STRANGER);
    }

    function _assertDelayed(Behaviour behaviour) private {
        _foreclosePending(behaviour);
        vm.assertEq(money.balanceOf(SELLER), RICHES + 30 * USD);
        vm.assertEq(money.balanceOf(BUYER), RICHES - 30 * USD);
        _assertHeld(0);
        _assertStatus(FIRST, PlanStatus.Foreclosed);
        vm.assertTrue(house.planOf(FIRST).tokenPending);

        hostile.behave(Behaviour.Honest);
        vm.prank(STRANGER);
        house.deliver(FIRST);
        vm.assertEq(hostile.ownerOf(1), SELLER);
        vm.assertFalse(house.planOf(FIRST).tokenPending);
        _assertNoCustody(address(hostile), 1);
    }

    function _foreclosePending(Behaviour behaviour) private {
        _acceptHostile();
        hostile.behave(behaviour);
        vm.warp(START + PERIOD + GRACE + 1);
        vm.expectEmit(address(house));
        emit IInstalments.PlanTokenUndeliverable(FIRST, address(hostile), 1);
        house.foreclose{gas: 3_000_000}(FIRST);
    }
}
