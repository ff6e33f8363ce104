// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1155Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {IPurposeBoundMoney} from "../../../../contracts/payments/IPurposeBoundMoney.sol";
import {vm} from "../../Cheats.sol";
import {PurposeFixture} from "./PurposeFixture.sol";

/// @notice `safeTransferFrom` and its batch: passed on among people, spent with merchants.
contract SpendTest is PurposeFixture {
    function test_AMerchantGetsTheMoney() public {
        vm.expectEmit(address(vouchers));
        emit IERC1155.TransferSingle(BUYER, BUYER, address(0), VOUCHER, 4);
        vm.expectEmit(address(vouchers));
        emit IPurposeBoundMoney.TokenUnwrapForTarget(
            BUYER,
            MERCHANT,
            _list(VOUCHER),
            _list(uint256(4)),
            address(money),
            4 * FACE
        );
        _send(BUYER, MERCHANT, 4);
        vm.assertEq(money.balanceOf(MERCHANT), 4 * FACE);
        vm.assertEq(vouchers.balanceOf(BUYER, VOUCHER), 6);
        vm.assertEq(vouchers.balanceOf(MERCHANT, VOUCHER), 0);
        vm.assertEq(vouchers.backingOf(VOUCHER), 6 * FACE);
        _assertHeld(6 * FACE);
    }

    function test_SpendingIsAPaymentOfTheHolder() public {
        vm.warp(START + 5 days);
        _send(BUYER, MERCHANT, 4);
        (uint64 paidAt, uint192 total) = money.sidePayment(BUYER, MERCHANT);
        vm.assertEq(paidAt, START + 5 days);
        vm.assertEq(total, 4 * FACE);
        vm.assertEq(money.fundingRoot(MERCHANT), BUYER);
    }

    function test_PeoplePassItOn() public {
        vm.expectEmit(address(vouchers));
        emit IERC1155.TransferSingle(BUYER, BUYER, STRANGER, VOUCHER, 4);
        _send(BUYER, STRANGER, 4);
        vm.assertEq(vouchers.balanceOf(STRANGER, VOUCHER), 4);
        vm.assertEq(money.balanceOf(STRANGER), 0);
        _assertHeld(10 * FACE);
        _send(STRANGER, MERCHANT, 4);
        vm.assertEq(money.balanceOf(MERCHANT), 4 * FACE);
    }

    /// @dev Otherwise a seller could finance the buyer with vouchers, unseen.
    function test_PassingOnIsAPayment() public {
        _send(BUYER, SELLER, 4);
        (uint64 paidAt, uint192 total) = money.sidePayment(BUYER, SELLER);
        vm.assertEq(paidAt, START);
        vm.assertEq(total, 4 * FACE);
    }

    function test_AnApprovedOperatorSpends() public {
        vm.prank(BUYER);
        vouchers.setApprovalForAll(STRANGER, true);
        vm.prank(STRANGER);
        vouchers.safeTransferFrom(BUYER, MERCHANT, VOUCHER, 1, "");
        vm.assertEq(money.balanceOf(MERCHANT), FACE);
    }

    function test_AMerchantOfOnePurposeIsAPersonForTheOther() public {
        uint256 second = _secondPurpose();
        vm.prank(BUYER);
        vouchers.safeBatchTransferFrom(BUYER, SELLER, _list(VOUCHER, second), _list(2, 3), "");
        vm.assertEq(vouchers.balanceOf(SELLER, VOUCHER), 2);
        vm.assertEq(vouchers.balanceOf(SELLER, second), 0);
        vm.assertEq(money.balanceOf(SELLER), RICHES + 21);
        _assertHeld(10 * FACE + 7);
    }

    function testFuzz_MoneyAndVouchersAgree(uint8 spent, uint8 passed) public {
        (uint256 first, uint256 second) = (spent % 11, passed % 11);
        vm.assume(first + second <= 10);
        _send(BUYER, MERCHANT, first);
        _send(BUYER, STRANGER, second);
        vm.assertEq(money.balanceOf(MERCHANT), first * FACE);
        uint256 units = vouchers.balanceOf(BUYER, VOUCHER) + vouchers.balanceOf(STRANGER, VOUCHER);
        vm.assertEq(units, 10 - first);
        _assertHeld(units * FACE);
    }

    function test_RevertWhen_AStrangerSpends() public {
        bytes memory refusal = abi.encodeWithSelector(
            IERC1155Errors.ERC1155MissingApprovalForAll.selector,
            STRANGER,
            BUYER
        );
        vm.startPrank(STRANGER);
        vm.expectRevert(refusal);
        vouchers.safeTransferFrom(BUYER, MERCHANT, VOUCHER, 1, "");
        vm.expectRevert(refusal);
        vouchers.safeBatchTransferFrom(BUYER, MERCHANT, _list(VOUCHER), _list(uint256(1)), "");
        vm.stopPrank();
    }

    function test_RevertWhen_ABatchIsUneven() public {
        vm.expectRevert(abi.encodeWithSelector(IERC1155Errors.ERC1155InvalidArrayLength.selector, 2, 1));
        vm.prank(BUYER);
        vouchers.safeBatchTransferFrom(BUYER, MERCHANT, _list(VOUCHER, VOUCHER), _list(uint256(1)), "");
    }

    function test_RevertWhen_ThereIsLess() public {
        bytes memory refusal = abi.encodeWithSelector(
            IERC1155Errors.ERC1155InsufficientBalance.selector,
            BUYER,
            10,
            11,
            VOUCHER
        );
        vm.expectRevert(refusal);
        _send(BUYER, MERCHANT, 11);
        vm.expectRevert(refusal);
        _send(BUYER, STRANGER, 11);
    }

    function test_RevertWhen_ItHasExpired() public {
        vm.warp(EXPIRY);
        bytes memory refusal = abi.encodeWithSelector(
            IPurposeBoundMoney.PurposeBoundMoneyExpired.selector,
            VOUCHER,
            EXPIRY
        );
        vm.expectRevert(refusal);
        _send(BUYER, MERCHANT, 1);
        vm.expectRevert(refusal);
        _send(BUYER, STRANGER, 1);
    }

    function test_RevertWhen_TheHolderIsBlacklisted() public {
        _bar(BUYER);
        _refuseBarred(BUYER, MERCHANT, BUYER);
        _refuseBarred(BUYER, STRANGER, BUYER);
    }

    function test_RevertWhen_TheReceiverIsBlacklisted() public {
        _bar(MERCHANT);
        _bar(STRANGER);
        _refuseBarred(BUYER, MERCHANT, MERCHANT);
        _refuseBarred(BUYER, STRANGER, STRANGER);
    }

    /// @dev A house takes no ERC-1155 and can be no merchant: land is not bought with vouchers.
    function test_RevertWhen_ItIsSentToTheMarket() public {
        vm.expectRevert(abi.encodeWithSelector(IERC1155Errors.ERC1155InvalidReceiver.selector, market));
        _send(BUYER, address(market), 1);
    }

    function _refuseBarred(address from, address to, address barred) private {
        vm.expectRevert(abi.encodeWithSelector(IPurposeBoundMoney.PurposeBoundMoneyBlacklisted.selector, barred));
        _send(from, to, 1);
    }

    function _send(address from, address to, uint256 amount) private {
        vm.prank(from);
        vouchers.safeTransferFrom(from, to, VOUCHER, amount, "");
    }
}
