// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1155Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {CuriousReceiver} from "../../../../contracts/mocks/CuriousReceiver.sol";
import {IPurposeBoundMoney} from "../../../../contracts/payments/IPurposeBoundMoney.sol";
import {NonReentrant} from "../../../../contracts/security/NonReentrant.sol";
import {vm} from "../../Cheats.sol";
import {PurposeFixture} from "./PurposeFixture.sol";

/// @notice Batches are refused like what they consist of; and a receiver that calls back into each entry point while it is
/// told of its vouchers, with the officer's role.
contract PurposeRefusalsTest is PurposeFixture {
    CuriousReceiver private curious;

    function setUp() public override {
        super.setUp();
        curious = new CuriousReceiver();
        uint64 execution = authority.EXECUTION();
        vm.prank(ADMIN);
        authority.grantRole(execution, address(curious), 0);
    }

    function test_RevertWhen_AStrangerMintsABatch() public {
        vm.expectRevert(
            abi.encodeWithSelector(IPurposeBoundMoney.PurposeBoundMoneyNotIssuer.selector, VOUCHER, STRANGER)
        );
        vm.prank(STRANGER);
        vouchers.safeMintBatch(STRANGER, _list(VOUCHER), _list(uint256(1)), "");
    }

    function test_RevertWhen_AStrangerBurnsABatch() public {
        vm.expectRevert(abi.encodeWithSelector(IERC1155Errors.ERC1155MissingApprovalForAll.selector, STRANGER, BUYER));
        vm.prank(STRANGER);
        vouchers.burnBatch(BUYER, _list(VOUCHER), _list(uint256(1)), "");
    }

    function test_RevertWhen_ABatchHasExpired() public {
        vm.warp(EXPIRY);
        bytes memory refusal = abi.encodeWithSelector(
            IPurposeBoundMoney.PurposeBoundMoneyExpired.selector,
            VOUCHER,
            EXPIRY
        );
        vm.expectRevert(refusal);
        vm.prank(ISSUER);
        vouchers.safeMintBatch(BUYER, _list(VOUCHER), _list(uint256(1)), "");
        vm.expectRevert(refusal);
        vm.prank(BUYER);
        vouchers.safeBatchTransferFrom(BUYER, MERCHANT, _list(VOUCHER), _list(uint256(1)), "");
    }

    function test_AStrangersOperatorSpendsNothingOfOthers() public {
        vm.prank(STRANGER);
        vouchers.setApprovalForAll(SELLER, true);
        vm.expectRevert(abi.encodeWithSelector(IERC1155Errors.ERC1155MissingApprovalForAll.selector, SELLER, BUYER));
        vm.prank(SELLER);
        vouchers.safeTransferFrom(BUYER, MERCHANT, VOUCHER, 1, "");
    }

    function test_EveryEntryPointIsLockedWhileAReceiverIsTold() public {
        address receiver = address(curious);
        (uint256[] memory ids, uint256[] memory ones) = (_list(VOUCHER), _list(uint256(1)));
        bytes[8] memory calls = [
            abi.encodeCall(vouchers.safeMint, (receiver, VOUCHER, 1, "")),
            abi.encodeCall(vouchers.safeMintBatch, (receiver, ids, ones, "")),
            abi.encodeCall(vouchers.burn, (receiver, VOUCHER, 1, "")),
            abi.encodeCall(vouchers.burnBatch, (receiver, ids, ones, "")),
            abi.encodeCall(vouchers.revokePBM, (VOUCHER)),
            abi.encodeCall(vouchers.safeTransferFrom, (receiver, MERCHANT, VOUCHER, 1, "")),
            abi.encodeCall(vouchers.safeBatchTransferFrom, (receiver, MERCHANT, ids, ones, "")),
            abi.encodeCall(vouchers.returnSurplus, (receiver))
        ];
        for (uint256 i = 0; i < calls.length; i++) {
            curious.callBack(calls[i]);
            vm.startPrank(ISSUER);
            vouchers.safeMint(receiver, VOUCHER, 1, "");
            _assertLockedOut(4 * i + 1);
            vouchers.safeMintBatch(receiver, ids, ones, "");
            _assertLockedOut(4 * i + 2);
            vouchers.safeMint(BUYER, VOUCHER, 2, "");
            vm.stopPrank();
            vm.startPrank(BUYER);
            vouchers.safeTransferFrom(BUYER, receiver, VOUCHER, 1, "");
            _assertLockedOut(4 * i + 3);
            vouchers.safeBatchTransferFrom(BUYER, receiver, ids, ones, "");
            _assertLockedOut(4 * i + 4);
            vm.stopPrank();
        }
        _assertHeld((10 + 32) * FACE);
    }

    function _assertLockedOut(uint256 balance) private view {
        vm.assertFalse(curious.reentered());
        vm.assertEq(curious.answer(), abi.encodeWithSelector(NonReentrant.NonReentrantCall.selector));
        vm.assertEq(vouchers.balanceOf(address(curious), VOUCHER), balance);
    }
}
