// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CaseStatus, IEscrow} from "../../../../contracts/payments/IEscrow.sol";
import {vm} from "../../Cheats.sol";
import {EscrowFixture} from "./EscrowFixture.sol";

/// @notice `appeal`, and what becomes of an appealed case.
contract AppealsTest is EscrowFixture {
    uint256 private constant APPEALED_AT = HELD_AT + 2 days;
    uint256 private constant HEARD_UNTIL = APPEALED_AT + 14 days;

    function test_APartyAppealsAndTheTimeRunsAfresh() public {
        _refuse();
        vm.warp(APPEALED_AT);
        vm.expectEmit(address(escrow));
        emit IEscrow.CaseAppealed(CASE, BUYER, uint64(HEARD_UNTIL), "I sold to a stranger");
        vm.prank(BUYER);
        escrow.appeal(CASE, "I sold to a stranger");
        _assertStanding(CaseStatus.Appealed, HEARD_UNTIL);
    }

    function test_TheOtherPartyMayAppealToo() public {
        _refuse();
        _appeal();
        _assertStanding(CaseStatus.Appealed, DEADLINE);
    }

    function test_AnotherOfficerReleasesOnAppeal() public {
        _appealed();
        vm.expectEmit(address(escrow));
        emit IEscrow.CaseReleased(CASE, REVIEWER, "the market stood still");
        vm.prank(REVIEWER);
        escrow.release(CASE, "the market stood still");
        vm.assertTrue(escrow.caseOf(CASE).status == CaseStatus.Released);
        vm.assertEq(land.ownerOf(parcel), SELLER);
        vm.assertEq(money.balanceOf(BUYER), buyersMoney + 925 * USD);
        vm.assertEq(escrow.held(), 0);
    }

    function test_AnotherOfficerReversesOnAppealAtOnce() public {
        _appealed();
        vm.expectEmit(address(escrow));
        emit IEscrow.CaseReversed(CASE, REVIEWER, false, "upheld");
        vm.prank(REVIEWER);
        escrow.reverse(CASE, "upheld");
        _assertReversed();
    }

    function test_AnAppealThatNobodyHearsIsReversedByAnyone() public {
        _appealed();
        vm.warp(HEARD_UNTIL - 1);
        vm.expectRevert(abi.encodeWithSelector(IEscrow.EscrowDeadlineAhead.selector, CASE, HEARD_UNTIL));
        escrow.expire(CASE);
        vm.warp(HEARD_UNTIL);
        vm.expectEmit(address(escrow));
        emit IEscrow.CaseReversed(CASE, STRANGER, true, "");
        vm.prank(STRANGER);
        escrow.expire(CASE);
        _assertReversed();
    }

    function test_RevertWhen_TheOfficerHearsTheAppealFromHisOwnRefusal() public {
        _appealed();
        _assertOwnRefusal(OFFICER);
    }

    function test_RevertWhen_TheOfficerBelongsToWhoRefused() public {
        _appealed();
        _attest(OFFICER, 7);
        _attest(REVIEWER, 7);
        _assertOwnRefusal(REVIEWER);
    }

    function test_RevertWhen_ThePartyHearsItsOwnAppeal() public {
        uint64 execution = authority.EXECUTION();
        vm.prank(ADMIN);
        authority.grantRole(execution, SELLER, 0);
        _appealed();
        vm.expectRevert(abi.encodeWithSelector(IEscrow.EscrowOwnCase.selector, CASE, SELLER));
        vm.prank(SELLER);
        escrow.release(CASE, "");
    }

    function testFuzz_RevertWhen_AnyoneButAPartyAppeals(address caller) public {
        vm.assume(caller != SELLER && caller != BUYER);
        _refuse();
        vm.expectRevert(abi.encodeWithSelector(IEscrow.EscrowNotAParty.selector, CASE, caller));
        vm.prank(caller);
        escrow.appeal(CASE, "");
    }

    function test_RevertWhen_AppealedTooLate() public {
        _refuse();
        vm.warp(APPEAL_UNTIL);
        vm.expectRevert(abi.encodeWithSelector(IEscrow.EscrowAppealTooLate.selector, CASE, APPEAL_UNTIL));
        vm.prank(SELLER);
        escrow.appeal(CASE, "");
    }

    function test_RevertWhen_ThereIsNothingToAppeal() public {
        _assertNothingToAppeal(CaseStatus.Open);
        _appealed();
        _assertNothingToAppeal(CaseStatus.Appealed);
        vm.prank(REVIEWER);
        escrow.reverse(CASE, "");
        _assertNothingToAppeal(CaseStatus.Reversed);
    }

    function _appealed() private {
        _refuse();
        vm.warp(APPEALED_AT);
        _appeal();
    }

    function _assertOwnRefusal(address officer) private {
        bytes memory refusal = abi.encodeWithSelector(IEscrow.EscrowOwnRefusal.selector, CASE, officer);
        vm.startPrank(officer);
        vm.expectRevert(refusal);
        escrow.release(CASE, "");
        vm.expectRevert(refusal);
        escrow.reverse(CASE, "");
        vm.stopPrank();
    }

    function _assertNothingToAppeal(CaseStatus status) private {
        vm.expectRevert(abi.encodeWithSelector(IEscrow.EscrowCaseNotRefused.selector, CASE, status));
        vm.prank(SELLER);
        escrow.appeal(CASE, "");
    }
}
