// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IPaymentSplits} from "../../../../contracts/payments/IPaymentSplits.sol";
import {vm} from "../../Cheats.sol";
import {SplitsFixture} from "./SplitsFixture.sol";

/// @notice `distribute`: money that came by itself, from somebody who knows no splits.
contract DistributeTest is SplitsFixture {
    function setUp() public override {
        super.setUp();
        _setSplit(address(land), _two(PAINTER, 3_333, MUSICIAN, 6_667));
    }

    function test_PaysOutByTheSplit() public {
        _pay(BUYER, 100 * USD);
        vm.expectEmit(address(splits));
        emit IPaymentSplits.Distributed(address(land), 1, 100 * USD, 0);
        _distribute(100 * USD);
        vm.assertEq(money.balanceOf(PAINTER), 33_330_000);
        vm.assertEq(money.balanceOf(MUSICIAN), 66_670_000);
        vm.assertEq(money.balanceOf(address(splits)), 0);
    }

    function testFuzz_NothingStaysBehind(uint256 amount) public {
        amount = amount % RICHES;
        _pay(BUYER, amount);
        _distribute(amount);
        vm.assertEq(money.balanceOf(address(splits)), 0);
        vm.assertEq(money.balanceOf(PAINTER) + money.balanceOf(MUSICIAN), amount);
        vm.assertEq(money.balanceOf(MUSICIAN), (amount * 6_667) / 10_000);
    }

    /// @dev As customers of a hub, those who are paid are no accomplices of each other.
    function test_ThoseWhoArePaidShareNoFundingRoot() public {
        _pay(BUYER, 100 * USD);
        _distribute(100 * USD);
        vm.assertEq(money.fundingRoot(PAINTER), PAINTER);
        vm.assertEq(money.fundingRoot(MUSICIAN), MUSICIAN);
        (uint64 paidAt, ) = money.sidePayment(address(splits), PAINTER);
        vm.assertEq(paidAt, 0);
    }

    function test_RevertWhen_AStrangerDistributes() public {
        _pay(BUYER, 100);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, STRANGER));
        vm.prank(STRANGER);
        splits.distribute(address(land), 1, 100);
    }

    function test_RevertWhen_NoSplitIsRegistered() public {
        _pay(BUYER, 100);
        vm.expectRevert(abi.encodeWithSelector(IPaymentSplits.PaymentSplitsNotRegistered.selector, address(market), 0));
        vm.prank(PLATFORM);
        splits.distribute(address(market), 0, 100);
    }

    function test_RevertWhen_ThereIsLessMoney() public {
        _pay(BUYER, 100);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, address(splits), 66, 68)
        );
        _distribute(102);
    }

    function _pay(address from, uint256 amount) private {
        _pay(from, address(splits), amount);
    }

    function _distribute(uint256 amount) private {
        vm.prank(PLATFORM);
        splits.distribute(address(land), 1, amount);
    }
}
