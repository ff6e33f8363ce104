// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IEscrow} from "../../../../contracts/payments/IEscrow.sol";
import {vm} from "../../Cheats.sol";
import {EscrowFixture} from "./EscrowFixture.sol";

/// @notice `returnSurplus`, `setReviewPeriod` and `setAppealPeriod`.
contract SettingsTest is EscrowFixture {
    function test_SurplusGoesOutAndTheCasesStay() public {
        _mint(STRANGER, 30);
        _pay(STRANGER, address(escrow), 30);
        vm.expectEmit(address(escrow));
        emit IEscrow.SurplusReturned(STRANGER, 30);
        vm.prank(OFFICER);
        escrow.returnSurplus(STRANGER);

        vm.assertEq(money.balanceOf(STRANGER), 30);
        vm.assertEq(money.balanceOf(address(escrow)), PRICE);
        _reverse(CASE);
        _assertReversed();
    }

    function test_WithoutASurplusNothingGoesOut() public {
        vm.expectEmit(address(escrow));
        emit IEscrow.SurplusReturned(STRANGER, 0);
        vm.prank(OFFICER);
        escrow.returnSurplus(STRANGER);
        vm.assertEq(money.balanceOf(STRANGER), 0);
        vm.assertEq(money.balanceOf(address(escrow)), PRICE);
    }

    function test_RevertWhen_TheSurplusGoesNowhere() public {
        _mint(address(escrow), 1);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, address(0)));
        vm.prank(OFFICER);
        escrow.returnSurplus(address(0));
    }

    function test_SetsTheReviewPeriodWithinItsBounds() public {
        vm.assertEq(escrow.reviewPeriod(), 14 days);
        vm.startPrank(DECISION);
        vm.expectEmit(address(escrow));
        emit IEscrow.ReviewPeriodChanged(1 days);
        escrow.setReviewPeriod(1 days);
        vm.assertEq(escrow.reviewPeriod(), 1 days);
        escrow.setReviewPeriod(90 days);
        vm.assertEq(escrow.reviewPeriod(), 90 days);
        vm.stopPrank();
    }

    function test_OpenCasesKeepTheirDeadline() public {
        vm.prank(DECISION);
        escrow.setReviewPeriod(1 days);
        vm.assertEq(escrow.caseOf(CASE).deadline, DEADLINE);
    }

    function testFuzz_RevertWhen_TheReviewPeriodIsOutOfBounds(uint64 period) public {
        vm.assume(period < 1 days || 90 days < period);
        vm.expectRevert(abi.encodeWithSelector(IEscrow.EscrowReviewPeriodOutOfBounds.selector, period));
        vm.prank(DECISION);
        escrow.setReviewPeriod(period);
    }

    function test_SetsTheAppealPeriodWithinItsBounds() public {
        vm.assertEq(escrow.appealPeriod(), 3 days);
        vm.startPrank(DECISION);
        vm.expectEmit(address(escrow));
        emit IEscrow.AppealPeriodChanged(30 days);
        escrow.setAppealPeriod(30 days);
        vm.assertEq(escrow.appealPeriod(), 30 days);
        escrow.setAppealPeriod(1 days);
        vm.assertEq(escrow.appealPeriod(), 1 days);
        vm.stopPrank();
    }

    function testFuzz_RevertWhen_TheAppealPeriodIsOutOfBounds(uint64 period) public {
        vm.assume(period < 1 days || 30 days < period);
        vm.expectRevert(abi.encodeWithSelector(IEscrow.EscrowAppealPeriodOutOfBounds.selector, period));
        vm.prank(DECISION);
        escrow.setAppealPeriod(period);
    }

    function test_RefusedCasesKeepTheirDeadline() public {
        _refuse();
        vm.prank(DECISION);
        escrow.setAppealPeriod(30 days);
        vm.assertEq(escrow.caseOf(CASE).deadline, APPEAL_UNTIL);
    }
}
