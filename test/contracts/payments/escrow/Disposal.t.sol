// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICompliance, TransferPolicy} from "../../../../contracts/compliance/ICompliance.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {CaseId, CaseStatus, IEscrow} from "../../../../contracts/payments/IEscrow.sol";
import {vm} from "../../Cheats.sol";
import {EscrowFixture} from "./EscrowFixture.sol";

/// @notice `release`, `reverse` and `expire` without an appeal.
contract DisposalTest is EscrowFixture {
    function test_OfficerReleases() public {
        vm.expectEmit(address(escrow));
        emit IEscrow.CaseReleased(CASE, OFFICER, "a plain buy-back");
        vm.prank(OFFICER);
        escrow.release(CASE, "a plain buy-back");

        vm.assertTrue(escrow.caseOf(CASE).status == CaseStatus.Released);
        vm.assertEq(land.ownerOf(parcel), SELLER);
        vm.assertEq(money.balanceOf(SELLER), sellersMoney - PRICE);
        vm.assertEq(money.balanceOf(BUYER), buyersMoney + 925 * USD);
        // Both trades paid their fee and royalty.
        vm.assertEq(money.balanceOf(TREASURY), 50 * USD);
        vm.assertEq(money.balanceOf(CREATOR), 100 * USD);
        vm.assertEq(escrow.held(), 0);
        vm.assertEq(money.balanceOf(address(escrow)), 0);
    }

    /// @dev A held trade becomes history when it completes, not when it was held.
    function test_AReleaseIsRecordedAsTheTrade() public {
        uint256 sellersDisposal = marketRules.disposedAt(address(land), parcel, uint160(SELLER));
        vm.assertEq(marketRules.disposedAt(address(land), parcel, uint160(BUYER)), 0);
        vm.warp(HELD_AT + 3 days);
        vm.prank(OFFICER);
        escrow.release(CASE, "");
        vm.assertEq(marketRules.disposedAt(address(land), parcel, uint160(BUYER)), HELD_AT + 3 days);
        vm.assertEq(marketRules.disposedAt(address(land), parcel, uint160(SELLER)), sellersDisposal);
        vm.assertEq(marketRules.disposedAt(address(land), parcel, uint160(address(escrow))), 0);
    }

    function test_OfficerReleasesAfterTheDeadlineToo() public {
        vm.warp(DEADLINE + 365 days);
        vm.prank(OFFICER);
        escrow.release(CASE, "late");
        vm.assertEq(land.ownerOf(parcel), SELLER);
    }

    function test_OfficerRefusesAndNothingMoves() public {
        vm.expectEmit(address(escrow));
        emit IEscrow.CaseRefused(CASE, OFFICER, uint64(APPEAL_UNTIL), "a wash trade");
        vm.prank(OFFICER);
        escrow.reverse(CASE, "a wash trade");
        _assertStanding(CaseStatus.Refused, APPEAL_UNTIL);
        vm.assertEq(escrow.caseOf(CASE).refusedBy, OFFICER);
    }

    function test_AnyoneReversesARefusedCaseThatNobodyAppealed() public {
        _refuse();
        vm.warp(APPEAL_UNTIL);
        vm.expectEmit(address(escrow));
        emit IEscrow.CaseReversed(CASE, STRANGER, true, "");
        vm.prank(STRANGER);
        escrow.expire(CASE);
        _assertReversed();
    }

    function test_RevertWhen_ARefusedCaseMayStillBeAppealed() public {
        _refuse();
        vm.warp(APPEAL_UNTIL - 1);
        vm.expectRevert(abi.encodeWithSelector(IEscrow.EscrowDeadlineAhead.selector, CASE, APPEAL_UNTIL));
        escrow.expire(CASE);
    }

    /// @dev Once refused, a case is out of the officers' hands until somebody appeals.
    function test_RevertWhen_ARefusedCaseIsDecidedAgain() public {
        _refuse();
        vm.startPrank(REVIEWER);
        _expectNotOpen(CASE, CaseStatus.Refused);
        escrow.release(CASE, "");
        _expectNotOpen(CASE, CaseStatus.Refused);
        escrow.reverse(CASE, "");
        vm.stopPrank();
    }

    /// @dev Late, but nobody has noticed; the parties still get their time to appeal.
    function test_OfficerRefusesAfterTheDeadlineToo() public {
        vm.warp(DEADLINE + 1 days);
        _refuse();
        _assertStanding(CaseStatus.Refused, DEADLINE + 4 days);
    }

    function test_AReversalIsNoHistory() public {
        _reverse(CASE);
        vm.assertEq(marketRules.disposedAt(address(land), parcel, uint160(BUYER)), 0);
    }

    function test_AnyoneReversesFromTheDeadlineOn() public {
        vm.warp(DEADLINE);
        vm.expectEmit(address(escrow));
        emit IEscrow.CaseReversed(CASE, STRANGER, true, "");
        vm.prank(STRANGER);
        escrow.expire(CASE);
        _assertReversed();
    }

    function test_RevertWhen_TheDeadlineIsAhead() public {
        vm.warp(DEADLINE - 1);
        vm.expectRevert(abi.encodeWithSelector(IEscrow.EscrowDeadlineAhead.selector, CASE, DEADLINE));
        escrow.expire(CASE);
    }

    function test_RevertWhen_TheCaseIsUnknown() public {
        CaseId unknown = CaseId.wrap(2);
        _expectNotOpen(unknown, CaseStatus.None);
        escrow.expire(unknown);
        vm.startPrank(OFFICER);
        _expectNotOpen(unknown, CaseStatus.None);
        escrow.release(unknown, "");
        _expectNotOpen(unknown, CaseStatus.None);
        escrow.reverse(unknown, "");
        vm.stopPrank();
    }

    function test_RevertWhen_TheCaseIsClosed() public {
        vm.startPrank(OFFICER);
        escrow.release(CASE, "");
        _expectNotOpen(CASE, CaseStatus.Released);
        escrow.release(CASE, "");
        _expectNotOpen(CASE, CaseStatus.Released);
        escrow.reverse(CASE, "");
        vm.stopPrank();
        vm.warp(DEADLINE);
        _expectNotOpen(CASE, CaseStatus.Released);
        escrow.expire(CASE);
    }

    function test_RevertWhen_AReversedCaseIsReleased() public {
        _reverse(CASE);
        _expectNotOpen(CASE, CaseStatus.Reversed);
        vm.prank(OFFICER);
        escrow.release(CASE, "");
    }

    function test_RevertWhen_TheOfficerIsSellerOrBuyer() public {
        uint64 execution = authority.EXECUTION();
        vm.startPrank(ADMIN);
        authority.grantRole(execution, SELLER, 0);
        authority.grantRole(execution, BUYER, 0);
        vm.stopPrank();
        _assertPartial(SELLER);
        _assertPartial(BUYER);
    }

    function test_RevertWhen_TheOfficerBelongsToAParty() public {
        _attest(OFFICER, 7);
        _attest(SELLER, 7);
        _assertPartial(OFFICER);
        _attest(SELLER, 0);
        _attest(BUYER, 7);
        _assertPartial(OFFICER);
        _attest(BUYER, 8);
        _reverse(CASE);
        _assertReversed();
    }

    function test_AnOfficerMayLetOnesOwnCaseExpire() public {
        uint64 execution = authority.EXECUTION();
        vm.prank(ADMIN);
        authority.grantRole(execution, SELLER, 0);
        vm.warp(DEADLINE);
        vm.prank(SELLER);
        escrow.expire(CASE);
        _assertReversed();
    }

    /// @dev Custody ends where it began even for a collection that was delisted meanwhile.
    function test_AReversalNeedsNoPolicy() public {
        _setPolicy(address(land), TransferPolicy.Unlisted);
        _reverse(CASE);
        _assertReversed();
    }

    function test_AReleaseNeedsNoPolicy() public {
        _setPolicy(address(land), TransferPolicy.Unlisted);
        vm.prank(OFFICER);
        escrow.release(CASE, "");
        vm.assertEq(land.ownerOf(parcel), SELLER);
    }

    function test_RevertWhen_TheEscrowIsNoSettlerAnyMore() public {
        _setSettler(address(escrow), false);
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceSettlerNotRegistered.selector, escrow));
        vm.prank(OFFICER);
        escrow.release(CASE, "");
    }

    /// @dev An emergency stop keeps held trades from completing, and nobody from getting back what is his.
    function test_RevertWhen_TradingIsStopped() public {
        uint40 until = uint40(HELD_AT + 5 days);
        vm.prank(GUARDIAN);
        compliance.stopTrading(until);
        vm.expectRevert(abi.encodeWithSelector(IEscrow.EscrowTradingStopped.selector, until));
        vm.prank(OFFICER);
        escrow.release(CASE, "");
        _reverse(CASE);
        _assertReversed();
    }

    function test_TheTokenIsFreeAfterARelease() public {
        vm.prank(OFFICER);
        escrow.release(CASE, "");
        vm.expectEmit(address(land));
        emit IERC721.Transfer(SELLER, STRANGER, parcel);
        vm.prank(SELLER);
        land.transferFrom(SELLER, STRANGER, parcel);
        vm.assertEq(marketRules.disposedAt(address(land), parcel, uint160(SELLER)), HELD_AT);
    }

    function _assertPartial(address officer) private {
        bytes memory refusal = abi.encodeWithSelector(IEscrow.EscrowOwnCase.selector, CASE, officer);
        vm.startPrank(officer);
        vm.expectRevert(refusal);
        escrow.release(CASE, "");
        vm.expectRevert(refusal);
        escrow.reverse(CASE, "");
        vm.expectRevert(refusal);
        escrow.freeze(CASE, uint64(HELD_AT + 1 days), "");
        vm.expectRevert(refusal);
        escrow.unfreeze(CASE, "");
        vm.stopPrank();
    }
}
