// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICompliance, TransferPolicy} from "../../../../contracts/compliance/ICompliance.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {CaseId, CaseStatus, IEscrow} from "../../../../contracts/payments/IEscrow.sol";
import {vm} from "../../Cheats.sol";
import {EscrowFixture} from "./EscrowFixture.sol";

/// @notice `release`, `reverse` and `expire`: how a case ends.
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

    function test_OfficerReverses() public {
        vm.expectEmit(address(escrow));
        emit IEscrow.CaseReversed(CASE, OFFICER, false, "a wash trade");
        vm.prank(OFFICER);
        escrow.reverse(CASE, "a wash trade");
        _assertReversed();
    }

    function test_AReversalIsNoHistory() public {
        vm.prank(OFFICER);
        escrow.reverse(CASE, "");
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
        vm.startPrank(OFFICER);
        escrow.reverse(CASE, "");
        _expectNotOpen(CASE, CaseStatus.Reversed);
        escrow.release(CASE, "");
        vm.stopPrank();
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
        vm.prank(OFFICER);
        escrow.reverse(CASE, "");
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

    /// @dev Custody ends where it began even for a collection that was delisted or frozen meanwhile.
    function test_AReversalNeedsNoPolicy() public {
        _freeze();
        vm.prank(OFFICER);
        escrow.reverse(CASE, "");
        _assertReversed();
    }

    function test_AReleaseNeedsNoPolicy() public {
        _freeze();
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

    function test_TheTokenIsFreeAfterARelease() public {
        vm.prank(OFFICER);
        escrow.release(CASE, "");
        vm.expectEmit(address(land));
        emit IERC721.Transfer(SELLER, STRANGER, parcel);
        vm.prank(SELLER);
        land.transferFrom(SELLER, STRANGER, parcel);
        vm.assertEq(marketRules.disposedAt(address(land), parcel, uint160(SELLER)), HELD_AT);
    }

    function _freeze() private {
        _setPolicy(address(land), TransferPolicy.Unlisted);
    }

    function _assertPartial(address officer) private {
        bytes memory refusal = abi.encodeWithSelector(IEscrow.EscrowOwnCase.selector, CASE, officer);
        vm.startPrank(officer);
        vm.expectRevert(refusal);
        escrow.release(CASE, "");
        vm.expectRevert(refusal);
        escrow.reverse(CASE, "");
        vm.stopPrank();
    }

    function _expectNotOpen(CaseId caseId, CaseStatus status) private {
        vm.expectRevert(abi.encodeWithSelector(IEscrow.EscrowCaseNotOpen.selector, caseId, status));
    }
}
