// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CaseStatus, IEscrow} from "../../../../contracts/payments/IEscrow.sol";
import {vm} from "../../Cheats.sol";
import {EscrowFixture} from "./EscrowFixture.sol";

/// @notice `freeze` and `unfreeze`: the clock of a case stands, and its parties keep their right to appeal.
contract FreezingTest is EscrowFixture {
    uint256 private constant THAW = HELD_AT + 40 days;
    uint256 private constant LATEST = HELD_AT + 180 days;

    function test_OfficerFreezesAndTheClockStands() public {
        vm.warp(HELD_AT + 4 days);
        vm.expectEmit(address(escrow));
        emit IEscrow.CaseFrozen(CASE, OFFICER, uint64(THAW), uint64(THAW + 10 days), "a court asks");
        _freeze(THAW);
        _assertStanding(CaseStatus.Open, THAW + 10 days);
        vm.assertEq(escrow.caseOf(CASE).frozenUntil, THAW);
    }

    function test_RevertWhen_AFrozenCaseIsToEnd() public {
        _freeze(THAW);
        vm.warp(THAW - 1);
        _assertFrozen();
        _expectFrozen();
        escrow.expire(CASE);
    }

    function test_RevertWhen_AFrozenAppealIsToBeHeard() public {
        _refuse();
        _appeal();
        _freeze(THAW);
        vm.warp(THAW - 1);
        _assertFrozen();
    }

    function test_FromItsEndOnTheFreezeStopsNothing() public {
        _freeze(THAW);
        vm.warp(THAW);
        vm.prank(OFFICER);
        escrow.release(CASE, "");
        vm.assertEq(land.ownerOf(parcel), SELLER);
    }

    function test_AFreezeIsProlonged() public {
        _freeze(THAW);
        vm.warp(HELD_AT + 5 days);
        _freeze(THAW + 7 days);
        _assertStanding(CaseStatus.Open, DEADLINE + 47 days);
    }

    function test_AnUnfrozenCaseHasTheTimeThatWasLeft() public {
        _freeze(THAW);
        vm.warp(HELD_AT + 6 days);
        vm.expectEmit(address(escrow));
        emit IEscrow.CaseUnfrozen(CASE, REVIEWER, uint64(DEADLINE + 6 days), "the court is done");
        vm.prank(REVIEWER);
        escrow.unfreeze(CASE, "the court is done");
        _assertStanding(CaseStatus.Open, DEADLINE + 6 days);
        vm.assertEq(escrow.caseOf(CASE).frozenUntil, 0);
    }

    /// @dev The time to appeal is neither used up by a freeze, nor is anyone kept from appealing meanwhile.
    function test_AFreezeDoesNotEatTheTimeToAppeal() public {
        _refuse();
        vm.warp(HELD_AT + 1 days);
        _freeze(THAW);
        _assertStanding(CaseStatus.Refused, THAW + 2 days);
        vm.warp(THAW - 1);
        _appeal();
        _assertStanding(CaseStatus.Appealed, THAW + 14 days);
        vm.prank(OFFICER);
        escrow.unfreeze(CASE, "");
        _assertStanding(CaseStatus.Appealed, THAW - 1 + 14 days);
    }

    function test_RevertWhen_AFreezeWouldReopenAppeals() public {
        _refuse();
        vm.warp(APPEAL_UNTIL);
        _freeze(THAW);
        uint256 appealUntil = APPEAL_UNTIL + (THAW - APPEAL_UNTIL);
        vm.expectRevert(abi.encodeWithSelector(IEscrow.EscrowAppealTooLate.selector, CASE, appealUntil));
        vm.prank(SELLER);
        escrow.appeal(CASE, "");
        vm.warp(THAW);
        escrow.expire(CASE);
        _assertReversed();
    }

    function testFuzz_RevertWhen_TheFreezeIsOutOfBounds(uint64 until) public {
        vm.warp(HELD_AT + 1 days);
        vm.assume(until <= HELD_AT + 1 days || LATEST < until);
        _expectOutOfBounds(until);
        _freeze(until);
    }

    /// @dev To make a freeze shorter, an officer ends it.
    function test_RevertWhen_AFreezeIsNotProlonged() public {
        _freeze(THAW);
        _expectOutOfBounds(THAW);
        _freeze(THAW);
    }

    /// @dev Whatever officers freeze, and whenever, from the highest age on nobody can, and what is left of the clock runs.
    function testFuzz_NothingIsFrozenForever(uint256 seed) public {
        vm.assertEq(escrow.MAX_CASE_AGE(), 180 days);
        for (uint256 i = 0; i < 4; i++) {
            seed = uint256(keccak256(abi.encode(seed)));
            vm.prank(OFFICER);
            (bool done, ) = address(escrow).call(
                abi.encodeCall(escrow.freeze, (CASE, uint64(HELD_AT + (seed % 200 days)), ""))
            );
            if (!done) vm.warp(vm.getBlockTimestamp() + (seed % 20 days));
        }
        vm.assertLe(escrow.caseOf(CASE).frozenUntil, LATEST);
        vm.assertLe(escrow.caseOf(CASE).deadline, LATEST + 14 days);
        if (vm.getBlockTimestamp() < LATEST) vm.warp(LATEST);
        _expectOutOfBounds(LATEST + 1);
        _freeze(LATEST + 1);
        vm.warp(LATEST + 14 days);
        escrow.expire(CASE);
        _assertReversed();
    }

    function test_RevertWhen_ThereIsNothingToFreeze() public {
        _reverse(CASE);
        vm.startPrank(OFFICER);
        _expectNotOpen(CASE, CaseStatus.Reversed);
        escrow.freeze(CASE, uint64(THAW), "");
        _expectNotOpen(CASE, CaseStatus.Reversed);
        escrow.unfreeze(CASE, "");
        vm.stopPrank();
    }

    function test_RevertWhen_ThereIsNothingToUnfreeze() public {
        _assertNotFrozen();
        _freeze(THAW);
        vm.warp(THAW);
        _assertNotFrozen();
    }

    function _assertFrozen() private {
        vm.startPrank(REVIEWER);
        _expectFrozen();
        escrow.release(CASE, "");
        _expectFrozen();
        escrow.reverse(CASE, "");
        vm.stopPrank();
    }

    function _assertNotFrozen() private {
        vm.expectRevert(abi.encodeWithSelector(IEscrow.EscrowCaseNotFrozen.selector, CASE));
        vm.prank(OFFICER);
        escrow.unfreeze(CASE, "");
    }

    function _expectFrozen() private {
        vm.expectRevert(abi.encodeWithSelector(IEscrow.EscrowCaseFrozen.selector, CASE, THAW));
    }

    function _expectOutOfBounds(uint256 until) private {
        vm.expectRevert(abi.encodeWithSelector(IEscrow.EscrowFreezeOutOfBounds.selector, CASE, until, LATEST));
    }
}
