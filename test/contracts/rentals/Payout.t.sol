// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {Share} from "../../../contracts/payments/IPaymentSplits.sol";
import {IRentals, RentalId, RentalStatus} from "../../../contracts/rentals/IRentals.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {vm} from "../Cheats.sol";
import {RentalsFixture} from "./RentalsFixture.sol";

/// @notice Who gets the rent, when, and how a rental ends. Ten days at $100, with a fee of 2.5 %.
contract PayoutTest is RentalsFixture {
    uint256 private constant RENT = 10 * PER_DAY;
    uint64 private constant ENDS_AT = uint64(START + 10 days);

    function setUp() public override {
        super.setUp();
        _rentFor(10);
    }

    function test_RentAccruesByTheSecond() public {
        vm.assertEq(rentals.claimable(FIRST), 0);
        vm.warp(START + 1);
        vm.assertEq(rentals.claimable(FIRST), PER_DAY / 1 days);
        vm.warp(START + 4 days);
        vm.assertEq(rentals.claimable(FIRST), 4 * PER_DAY);
        vm.warp(ENDS_AT + 100 days);
        vm.assertEq(rentals.claimable(FIRST), RENT);
        rentals.end(FIRST);
        vm.assertEq(rentals.claimable(FIRST), 0);
        vm.assertEq(rentals.claimable(RentalId.wrap(9)), 0);
    }

    function test_AnybodyClaimsForTheLandlord() public {
        vm.warp(START + 4 days);
        vm.expectEmit(address(rentals));
        emit IRentals.RentPaid(FIRST, SELLER, 4 * PER_DAY, 10 * USD);
        vm.prank(STRANGER);
        rentals.claim(FIRST);

        _assertPaid(4 * PER_DAY);
        vm.assertEq(rentals.claimable(FIRST), 0);
        vm.assertEq(rentals.rentalOf(FIRST).paid, 4 * PER_DAY);
        vm.assertTrue(rentals.rentalOf(FIRST).status == RentalStatus.Running);
        vm.assertEq(land.userOf(parcel), BUYER);
    }

    function test_ClaimingTwicePaysOnce() public {
        vm.warp(START + 4 days);
        rentals.claim(FIRST);
        rentals.claim(FIRST);
        _assertPaid(4 * PER_DAY);
    }

    /// @dev However the rent is claimed, the sum is the rent, and the house keeps nothing.
    function testFuzz_AllClaimsTogetherAreTheRent(uint32[5] memory waits) public {
        uint256 time = START;
        for (uint256 i = 0; i < waits.length; i++) {
            time += waits[i] % 3 days;
            vm.warp(time);
            rentals.claim(FIRST);
            vm.assertEq(money.balanceOf(address(rentals)), rentals.held());
        }
        vm.warp(time < ENDS_AT ? ENDS_AT : time);
        rentals.end(FIRST);
        vm.assertEq(money.balanceOf(SELLER) + money.balanceOf(TREASURY), RICHES + RENT);
        vm.assertLe(money.balanceOf(TREASURY), RENT / 40);
        vm.assertGe(money.balanceOf(TREASURY) + waits.length, RENT / 40);
        vm.assertEq(money.balanceOf(address(rentals)), 0);
        vm.assertEq(rentals.held(), 0);
    }

    function test_AnybodyEndsARentalAfterItsTerm() public {
        vm.warp(ENDS_AT);
        vm.expectEmit(address(rentals));
        emit IRentals.RentalEnded(FIRST, STRANGER, 0);
        vm.prank(STRANGER);
        rentals.end(FIRST);
        _assertOver();
        _assertPaid(RENT);
        vm.assertEq(money.balanceOf(BUYER), RICHES - RENT);
    }

    function test_RevertWhen_TheTermStillRuns() public {
        vm.warp(ENDS_AT - 1);
        bytes memory refusal = abi.encodeWithSelector(IRentals.RentalsTermRuns.selector, FIRST, ENDS_AT);
        vm.expectRevert(refusal);
        rentals.end(FIRST);
        vm.prank(SELLER);
        vm.expectRevert(refusal);
        rentals.end(FIRST);
    }

    function test_TheTenantLeavesAndForfeitsTheRest() public {
        vm.warp(START + 3 days);
        vm.expectEmit(address(rentals));
        emit IRentals.RentalEnded(FIRST, BUYER, 0);
        vm.prank(BUYER);
        rentals.terminate(FIRST);
        _assertOver();
        _assertPaid(RENT);
        vm.assertEq(money.balanceOf(BUYER), RICHES - RENT);
    }

    function test_TheLandlordEndsEarlyAndTheRestGoesBack() public {
        vm.warp(START + 1 days);
        rentals.claim(FIRST);
        vm.warp(START + 3 days);
        vm.expectEmit(address(rentals));
        emit IRentals.RentalEnded(FIRST, SELLER, 7 * PER_DAY);
        vm.prank(SELLER);
        rentals.terminate(FIRST);
        _assertOver();
        _assertPaid(3 * PER_DAY);
        vm.assertEq(money.balanceOf(BUYER), RICHES - 3 * PER_DAY);
    }

    function test_EndedInTheSecondItBeganTheWholeRentGoesBack() public {
        vm.prank(SELLER);
        rentals.terminate(FIRST);
        _assertOver();
        vm.assertEq(money.balanceOf(BUYER), RICHES);
        vm.assertEq(money.balanceOf(SELLER), RICHES);
    }

    /// @dev Landlord, tenant and platform together always have the rent; the landlord for the days that were, at least.
    function testFuzz_TerminationSharesTheWholeRent(uint32 wait, bool byTenant) public {
        uint256 passed = wait % 10 days;
        vm.warp(START + passed);
        vm.prank(byTenant ? BUYER : SELLER);
        rentals.terminate(FIRST);
        uint256 landlords = money.balanceOf(SELLER) + money.balanceOf(TREASURY) - RICHES;
        vm.assertEq(landlords + money.balanceOf(BUYER), RICHES);
        vm.assertEq(landlords, byTenant ? RENT : (RENT * passed) / 10 days);
        _assertOver();
    }

    function test_RevertWhen_AStrangerTerminates() public {
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IRentals.RentalsNotParty.selector, FIRST, STRANGER));
        rentals.terminate(FIRST);
    }

    function test_RevertWhen_TerminatedAfterTheTerm() public {
        vm.warp(ENDS_AT);
        vm.prank(SELLER);
        vm.expectRevert(abi.encodeWithSelector(IRentals.RentalsTermOver.selector, FIRST, ENDS_AT));
        rentals.terminate(FIRST);
    }

    function test_RevertWhen_TheRentalIsOver() public {
        vm.warp(ENDS_AT);
        rentals.end(FIRST);
        bytes memory refusal = abi.encodeWithSelector(IRentals.RentalsNotRunning.selector, FIRST, RentalStatus.Over);
        vm.expectRevert(refusal);
        rentals.end(FIRST);
        vm.expectRevert(refusal);
        rentals.claim(FIRST);
        vm.prank(BUYER);
        vm.expectRevert(refusal);
        rentals.terminate(FIRST);
    }

    function test_RevertWhen_ThereIsNoSuchRental() public {
        RentalId missing = RentalId.wrap(9);
        vm.expectRevert(abi.encodeWithSelector(IRentals.RentalsNotRunning.selector, missing, RentalStatus.None));
        rentals.claim(missing);
        vm.expectRevert(abi.encodeWithSelector(IRentals.RentalsNothingPending.selector, missing));
        rentals.deliver(missing);
    }

    function test_RevertWhen_SomebodyElseGivesBack() public {
        vm.prank(SELLER);
        vm.expectRevert(abi.encodeWithSelector(IRentals.RentalsSelfOnly.selector, SELLER));
        rentals.giveBack(FIRST);
    }

    function test_TheParcelIsRentedAgain() public {
        vm.warp(START + 3 days);
        vm.prank(BUYER);
        rentals.terminate(FIRST);
        vm.assertEq(RentalId.unwrap(_rentFor(10)), 2);
        vm.assertEq(land.userOf(parcel), BUYER);
    }

    function test_TheFeeOfTheDayIsSplit() public {
        Share[] memory shares = new Share[](2);
        (shares[0], shares[1]) = (Share(TREASURY, 6_000), Share(CREATOR, 4_000));
        vm.prank(PLATFORM);
        splits.setSplit(address(rentals), shares);
        vm.prank(DECISION);
        rentals.setFee(address(splits), 1_000);
        vm.warp(ENDS_AT);
        rentals.end(FIRST);
        vm.assertEq(money.balanceOf(SELLER), RICHES + 900 * USD);
        vm.assertEq(money.balanceOf(TREASURY), 60 * USD);
        vm.assertEq(money.balanceOf(CREATOR), 40 * USD);
    }

    /// @dev A house that was struck off can note nothing any more; it still pays and returns what it holds.
    function test_AHouseThatIsNoSettlerAnyMoreStillPays() public {
        _setSettler(address(rentals), false);
        vm.warp(START + 4 days);
        rentals.claim(FIRST);
        _assertPaid(4 * PER_DAY);

        vm.warp(START + 6 days);
        vm.prank(SELLER);
        rentals.terminate(FIRST);
        _assertPaid(6 * PER_DAY);
        vm.assertEq(money.balanceOf(BUYER), RICHES - 6 * PER_DAY);
        vm.assertEq(money.balanceOf(address(rentals)), 0);
        vm.assertEq(land.ownerOf(parcel), SELLER);
        (uint64 paidAt, ) = money.sidePayment(BUYER, SELLER);
        vm.assertEq(paidAt, 0);
    }

    /// @dev A fee of nothing is no payment.
    function test_AHouseThatIsNoSettlerAnyMorePaysNoFeeToNobody() public {
        vm.prank(DECISION);
        rentals.setFee(TREASURY, 0);
        _setSettler(address(rentals), false);
        vm.warp(ENDS_AT);
        rentals.end(FIRST);
        vm.assertEq(money.balanceOf(SELLER), RICHES + RENT);
        vm.assertEq(money.balanceOf(TREASURY), 0);
    }

    function test_RevertWhen_AStrangerSetsTheFee() public {
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, STRANGER));
        rentals.setFee(STRANGER, 1);
        vm.prank(DECISION);
        vm.expectRevert(abi.encodeWithSelector(ISettlement.SettlementFeeTooHigh.selector, 1_001, 1_000));
        rentals.setFee(TREASURY, 1_001);
    }

    function _assertPaid(uint256 rent) private view {
        vm.assertEq(money.balanceOf(TREASURY), rent / 40);
        vm.assertEq(money.balanceOf(SELLER), RICHES + rent - rent / 40);
        vm.assertEq(money.balanceOf(CREATOR), 0);
        vm.assertEq(money.balanceOf(address(rentals)), rentals.held());
    }

    function _assertOver() private view {
        vm.assertTrue(rentals.rentalOf(FIRST).status == RentalStatus.Over);
        vm.assertFalse(rentals.rentalOf(FIRST).tokenPending);
        vm.assertEq(land.ownerOf(parcel), SELLER);
        vm.assertEq(land.userOf(parcel), address(0));
        vm.assertEq(rentals.held(), 0);
        vm.assertEq(money.balanceOf(address(rentals)), 0);
    }
}
