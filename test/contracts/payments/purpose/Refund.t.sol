// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IERC1155Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IHoldings} from "../../../../contracts/payments/IHoldings.sol";
import {IPurposeBoundMoney} from "../../../../contracts/payments/IPurposeBoundMoney.sol";
import {vm} from "../../Cheats.sol";
import {PurposeFixture} from "./PurposeFixture.sol";

/// @notice `revokePBM`, `burn`, `burnBatch` and `returnSurplus`: how bound money becomes free without being spent.
contract RefundTest is PurposeFixture {
    function test_AfterTheExpiryTheIssuerGetsWhatWasNotSpent() public {
        vm.prank(BUYER);
        vouchers.safeTransferFrom(BUYER, MERCHANT, VOUCHER, 4, "");
        vm.warp(EXPIRY);
        vm.expectEmit(address(vouchers));
        emit IPurposeBoundMoney.PBMrevokeWithdraw(ISSUER, VOUCHER, address(money), 6 * FACE);
        vm.prank(ISSUER);
        vouchers.revokePBM(VOUCHER);
        vm.assertEq(money.balanceOf(ISSUER), RICHES - 4 * FACE);
        vm.assertEq(vouchers.backingOf(VOUCHER), 0);
        _assertHeld(0);
    }

    function test_RevertWhen_RevokedBeforeTheExpiry() public {
        vm.warp(EXPIRY - 1);
        vm.expectRevert(
            abi.encodeWithSelector(IPurposeBoundMoney.PurposeBoundMoneyNotExpired.selector, VOUCHER, EXPIRY)
        );
        vm.prank(ISSUER);
        vouchers.revokePBM(VOUCHER);
    }

    function test_RevertWhen_AStrangerRevokes() public {
        vm.warp(EXPIRY);
        vm.expectRevert(abi.encodeWithSelector(IPurposeBoundMoney.PurposeBoundMoneyNotIssuer.selector, VOUCHER, BUYER));
        vm.prank(BUYER);
        vouchers.revokePBM(VOUCHER);
    }

    function test_RevertWhen_NothingIsLeft() public {
        vm.warp(EXPIRY);
        vm.startPrank(ISSUER);
        vouchers.revokePBM(VOUCHER);
        vm.expectRevert(abi.encodeWithSelector(IPurposeBoundMoney.PurposeBoundMoneyNothingLeft.selector, VOUCHER));
        vouchers.revokePBM(VOUCHER);
        vm.stopPrank();
    }

    function test_WhoGivesItUpPaysTheIssuer() public {
        vm.expectEmit(address(vouchers));
        emit IPurposeBoundMoney.TokenUnwrapForPBMBurn(
            BUYER,
            ISSUER,
            _list(VOUCHER),
            _list(uint256(3)),
            address(money),
            3 * FACE
        );
        vm.prank(BUYER);
        vouchers.burn(BUYER, VOUCHER, 3, "");
        vm.assertEq(vouchers.balanceOf(BUYER, VOUCHER), 7);
        vm.assertEq(money.balanceOf(ISSUER), RICHES - 7 * FACE);
        (uint64 paidAt, uint192 total) = money.sidePayment(BUYER, ISSUER);
        vm.assertEq(paidAt, START);
        vm.assertEq(total, 3 * FACE);
        _assertHeld(7 * FACE);
    }

    function test_SeveralPurposesAreGivenUpAtOnce() public {
        uint256 second = _secondPurpose();
        vm.prank(BUYER);
        vouchers.burnBatch(BUYER, _list(VOUCHER, second), _list(10, 4), "");
        vm.assertEq(money.balanceOf(ISSUER), RICHES);
        _assertHeld(0);
    }

    /// @dev They are worth nothing then, and must not take other purposes' money.
    function test_UnitsBurntAfterTheRevocationReleaseNothing() public {
        _secondPurpose();
        vm.warp(EXPIRY);
        vm.prank(ISSUER);
        vouchers.revokePBM(VOUCHER);
        vm.prank(BUYER);
        vouchers.burn(BUYER, VOUCHER, 10, "");
        vm.assertEq(vouchers.balanceOf(BUYER, VOUCHER), 0);
        vm.assertEq(money.balanceOf(ISSUER), RICHES - 28);
        _assertHeld(28);
    }

    function test_RevertWhen_AStrangerBurns() public {
        vm.expectRevert(abi.encodeWithSelector(IERC1155Errors.ERC1155MissingApprovalForAll.selector, STRANGER, BUYER));
        vm.prank(STRANGER);
        vouchers.burn(BUYER, VOUCHER, 1, "");
    }

    function test_RevertWhen_ABatchIsUneven() public {
        vm.expectRevert(abi.encodeWithSelector(IERC1155Errors.ERC1155InvalidArrayLength.selector, 1, 2));
        vm.prank(BUYER);
        vouchers.burnBatch(BUYER, _list(VOUCHER), _list(1, 2), "");
    }

    function test_RevertWhen_ABlacklistedHolderBurns() public {
        _bar(BUYER);
        vm.expectRevert(abi.encodeWithSelector(IPurposeBoundMoney.PurposeBoundMoneyBlacklisted.selector, BUYER));
        vm.prank(BUYER);
        vouchers.burn(BUYER, VOUCHER, 1, "");
    }

    function test_RevertWhen_MoreIsBurntThanHeld() public {
        vm.expectRevert(
            abi.encodeWithSelector(IERC1155Errors.ERC1155InsufficientBalance.selector, BUYER, 10, 11, VOUCHER)
        );
        vm.prank(BUYER);
        vouchers.burn(BUYER, VOUCHER, 11, "");
    }

    function test_WhatNobodyAskedForIsSentOn() public {
        _pay(SELLER, address(vouchers), 7);
        vm.expectEmit(address(vouchers));
        emit IHoldings.SurplusReturned(TREASURY, 7);
        vm.prank(OFFICER);
        vouchers.returnSurplus(TREASURY);
        vm.assertEq(money.balanceOf(TREASURY), 7);
        _assertHeld(10 * FACE);
    }

    function test_RevertWhen_AStrangerAsksForTheSurplus() public {
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, STRANGER));
        vm.prank(STRANGER);
        vouchers.returnSurplus(STRANGER);
    }
}
