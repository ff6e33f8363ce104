// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PlanId, PlanStatus} from "../../../contracts/payments/IInstalments.sol";
import {InstalmentsFixture} from "../payments/instalments/InstalmentsFixture.sol";
import {vm} from "../Cheats.sol";
import {traderAt} from "./Deals.sol";
import {Agreed, Lot, PaymentsInstalmentsHandler} from "./PaymentsInstalmentsHandler.sol";

/// @notice Two parcels and a token of a hostile collection are sold in instalments, every rule enforced.
contract PaymentsInstalmentsTest is InstalmentsFixture {
    PaymentsInstalmentsHandler private handler;

    function setUp() public override {
        super.setUp();
        hostile.mint(traderAt(2), 2);
        Lot[] memory lots = new Lot[](3);
        lots[0] = Lot(land, _giveParcel(traderAt(0), 7, 0));
        lots[1] = Lot(land, _giveParcel(traderAt(1), 8, 0));
        lots[2] = Lot(hostile, 2);
        handler = new PaymentsInstalmentsHandler(house, escrow, money, hostile, BANK, lots);
    }

    /// @dev The play is worth playing: every kind of end is within its reach.
    function test_ThePlayReachesEveryEnd() public {
        handler.accept(0, 3, 100, 0, 5_000);
        handler.payInstalments(0, 0);
        vm.assertEq(handler.settled(), 1);

        handler.accept(1, 3, 100, 3, 5_000);
        handler.foreclose(1);
        vm.assertEq(handler.foreclosed(), 0);
        handler.passTime(13 days);
        handler.foreclose(1);
        vm.assertEq(handler.foreclosed(), 1);

        handler.accept(2, 3, 100, 0, 5_000);
        handler.turn(2);
        handler.payInstalments(2, 0);
        vm.assertEq(handler.unwound(), 1);
        vm.assertTrue(handler.plans()[2].pending);
        invariant_13_EveryTokenInCustodyBelongsToOnePlan();
        handler.turn(0);
        handler.deliver(2);
        vm.assertFalse(handler.plans()[2].pending);

        handler.accept(0, 0, 100, 0, 5_000);
        handler.payInstalments(3, 0);
        vm.assertEq(escrow.caseCount(), 1);
        handler.expireCases();
        invariant_12_InstalmentsAreSolvent();
        invariant_13_EveryTokenInCustodyBelongsToOnePlan();
        invariant_14_InstalmentsAreConserved();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_12_InstalmentsAreSolvent() public view {
        Agreed[] memory plans = handler.plans();
        uint256 sum = 0;
        for (uint256 i = 0; i < plans.length; i++) {
            if (plans[i].open) sum += plans[i].paidIn;
            bool open = house.planOf(PlanId.wrap(i + 1)).status == PlanStatus.Open;
            vm.assertEq(open, plans[i].open);
        }
        _assertHeld(sum);
        vm.assertEq(house.planCount(), plans.length);
    }

    function invariant_13_EveryTokenInCustodyBelongsToOnePlan() public view {
        Agreed[] memory plans = handler.plans();
        Lot[] memory lots = handler.lots();
        for (uint256 i = 0; i < lots.length; i++) {
            uint256 count = 0;
            uint256 keeper = 0;
            for (uint256 j = 0; j < plans.length; j++) {
                bool pending = house.planOf(PlanId.wrap(j + 1)).tokenPending;
                vm.assertEq(pending, plans[j].pending);
                if (plans[j].lot == i && (plans[j].open || pending)) (count, keeper) = (count + 1, j + 1);
            }
            bool here = lots[i].collection.ownerOf(lots[i].tokenId) == address(house);
            vm.assertEq(count, here ? 1 : 0);
            address collection = address(lots[i].collection);
            vm.assertEq(PlanId.unwrap(house.custodyOf(collection, lots[i].tokenId)), keeper);
        }
    }

    function invariant_14_InstalmentsAreConserved() public view {
        vm.assertEq(handler.broken(), 0);
        uint256 out = handler.ghostSettled() + handler.ghostRefunded() + handler.ghostForfeited();
        vm.assertEq(handler.ghostPaidIn(), out + house.held());
        uint256 sum = house.held() + escrow.held() + money.balanceOf(TREASURY) + money.balanceOf(CREATOR);
        for (uint256 i = 0; i < handler.TRADERS(); i++) sum += money.balanceOf(traderAt(i));
        vm.assertEq(sum, handler.ghostIssued());
    }
}
