// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1155Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {IERC1155MetadataURI} from "@openzeppelin/contracts/token/ERC1155/extensions/IERC1155MetadataURI.sol";
import {CuriousReceiver} from "../../../../contracts/mocks/CuriousReceiver.sol";
import {IPurposeBoundMoney, PBMToken} from "../../../../contracts/payments/IPurposeBoundMoney.sol";
import {NonReentrant} from "../../../../contracts/security/NonReentrant.sol";
import {vm} from "../../Cheats.sol";
import {PurposeFixture} from "./PurposeFixture.sol";

/// @notice `createPBMTokenType`, `recognise`, `safeMint` and `safeMintBatch`: how money is bound to a purpose.
contract IssueTest is PurposeFixture {
    function test_AnyoneCreatesAPurpose() public {
        vm.expectEmit(address(vouchers));
        emit IPurposeBoundMoney.NewPBMTypeCreated(2, "Books", 0, START + 1, STRANGER);
        vm.expectEmit(address(vouchers));
        emit IERC1155.URI("ipfs://books", 2);
        vm.prank(STRANGER);
        uint256 tokenId = vouchers.createPBMTokenType("Books", 1, START + 1, "ipfs://books");

        PBMToken memory details = vouchers.getTokenDetails(tokenId);
        vm.assertEq(details.name, "Books");
        vm.assertEq(details.faceValue, 1);
        vm.assertEq(details.expiry, START + 1);
        vm.assertEq(details.uri, "ipfs://books");
        vm.assertEq(vouchers.uri(tokenId), "ipfs://books");
        vm.assertEq(vouchers.issuerOf(tokenId), STRANGER);
        vm.assertEq(vouchers.backingOf(tokenId), 0);
    }

    function test_MintingWrapsTheIssuersMoney() public {
        vm.expectEmit(address(vouchers));
        emit IPurposeBoundMoney.TokenWrap(ISSUER, _list(VOUCHER), _list(uint256(3)), address(money), 3 * FACE);
        vm.expectEmit(address(vouchers));
        emit IERC1155.TransferSingle(ISSUER, address(0), SELLER, VOUCHER, 3);
        vm.prank(ISSUER);
        vouchers.safeMint(SELLER, VOUCHER, 3, "");
        vm.assertEq(vouchers.balanceOf(SELLER, VOUCHER), 3);
        vm.assertEq(vouchers.backingOf(VOUCHER), 13 * FACE);
        vm.assertEq(money.balanceOf(ISSUER), RICHES - 13 * FACE);
        _assertHeld(13 * FACE);
    }

    /// @dev Who gives vouchers gives money.
    function test_MintingIsAPaymentToTheReceiver() public view {
        (uint64 paidAt, uint192 total) = money.sidePayment(ISSUER, BUYER);
        vm.assertEq(paidAt, START);
        vm.assertEq(total, 10 * FACE);
    }

    function test_MintingFundsAFreshReceiver() public {
        vm.prank(ISSUER);
        vouchers.safeMint(STRANGER, VOUCHER, 1, "");
        vm.assertEq(money.fundingRoot(STRANGER), ISSUER);
    }

    function test_ABatchIsSeveralPurposes() public {
        uint256 second = _secondPurpose();
        vm.prank(ISSUER);
        vouchers.safeMintBatch(SELLER, _list(VOUCHER, second), _list(1, 2), "");
        vm.assertEq(vouchers.balanceOf(SELLER, VOUCHER), 1);
        vm.assertEq(vouchers.balanceOf(SELLER, second), 2);
        _assertHeld(11 * FACE + 6 * 7);
    }

    function test_RevertWhen_ABatchIsUneven() public {
        vm.expectRevert(abi.encodeWithSelector(IERC1155Errors.ERC1155InvalidArrayLength.selector, 2, 1));
        vm.prank(ISSUER);
        vouchers.safeMintBatch(SELLER, _list(VOUCHER, VOUCHER), _list(uint256(1)), "");
    }

    function test_RevertWhen_TheFaceValueIsZero() public {
        vm.expectRevert(abi.encodeWithSelector(IPurposeBoundMoney.PurposeBoundMoneyFaceValueZero.selector));
        vouchers.createPBMTokenType("Air", 0, EXPIRY, "");
    }

    function test_RevertWhen_ThePurposeIsBornExpired() public {
        _expectExpired(2, START);
        vouchers.createPBMTokenType("Yesterday", 1, START, "");
    }

    function test_RevertWhen_AStrangerMints() public {
        vm.expectRevert(
            abi.encodeWithSelector(IPurposeBoundMoney.PurposeBoundMoneyNotIssuer.selector, VOUCHER, STRANGER)
        );
        vm.prank(STRANGER);
        vouchers.safeMint(STRANGER, VOUCHER, 1, "");
    }

    function test_RevertWhen_ThePurposeIsUnknown() public {
        bytes memory refusal = abi.encodeWithSelector(IPurposeBoundMoney.PurposeBoundMoneyUnknown.selector, 2);
        vm.expectRevert(refusal);
        vouchers.safeMint(BUYER, 2, 1, "");
        vm.expectRevert(refusal);
        vouchers.getTokenDetails(2);
        vm.expectRevert(refusal);
        vouchers.uri(2);
        vm.expectRevert(refusal);
        vouchers.isRecognised(2);
        vm.expectRevert(refusal);
        vm.prank(SUPPORT);
        vouchers.recognise(2, true);
    }

    function test_RevertWhen_ThePurposeHasExpired() public {
        vm.warp(EXPIRY);
        _expectExpired(VOUCHER, EXPIRY);
        vm.prank(ISSUER);
        vouchers.safeMint(BUYER, VOUCHER, 1, "");
    }

    /// @dev Before it is recognised and after that was taken back, one by one and in a batch.
    function test_RevertWhen_ThePurposeIsNotRecognised() public {
        vm.prank(STRANGER);
        uint256 own = vouchers.createPBMTokenType("Own", 1, EXPIRY, "");
        vm.assertFalse(vouchers.isRecognised(own));
        _expectNotRecognised(own);
        vm.prank(STRANGER);
        vouchers.safeMint(BUYER, own, 1, "");

        _recognise(VOUCHER, false);
        vm.startPrank(ISSUER);
        _expectNotRecognised(VOUCHER);
        vouchers.safeMint(BUYER, VOUCHER, 1, "");
        _expectNotRecognised(VOUCHER);
        vouchers.safeMintBatch(BUYER, _list(VOUCHER), _list(uint256(1)), "");
        vm.stopPrank();
        (, uint192 total) = money.sidePayment(STRANGER, BUYER);
        vm.assertEq(total, 0);
    }

    function test_WhatIsMintedKeepsItsWorthWithoutRecognition() public {
        vm.expectEmit(address(vouchers));
        emit IPurposeBoundMoney.PurposeRecognised(VOUCHER, false);
        _recognise(VOUCHER, false);
        vm.prank(BUYER);
        vouchers.safeTransferFrom(BUYER, MERCHANT, VOUCHER, 10, "");
        vm.assertEq(money.balanceOf(MERCHANT), 10 * FACE);
        _assertHeld(0);
    }

    function test_RevertWhen_TheReceiverIsBlacklisted() public {
        _bar(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IPurposeBoundMoney.PurposeBoundMoneyBlacklisted.selector, STRANGER));
        vm.prank(ISSUER);
        vouchers.safeMint(STRANGER, VOUCHER, 1, "");
    }

    function test_RevertWhen_TheIssuerIsBlacklisted() public {
        _bar(ISSUER);
        vm.expectRevert(abi.encodeWithSelector(IPurposeBoundMoney.PurposeBoundMoneyBlacklisted.selector, ISSUER));
        vm.prank(ISSUER);
        vouchers.safeMint(STRANGER, VOUCHER, 1, "");
    }

    function test_AReceiverThatCallsBackFindsItLocked() public {
        CuriousReceiver curious = new CuriousReceiver();
        curious.callBack(abi.encodeCall(vouchers.safeTransferFrom, (address(curious), MERCHANT, VOUCHER, 1, "")));
        vm.prank(ISSUER);
        vouchers.safeMint(address(curious), VOUCHER, 1, "");
        vm.assertFalse(curious.reentered());
        vm.assertEq(curious.answer(), abi.encodeWithSelector(NonReentrant.NonReentrantCall.selector));
        vm.assertEq(vouchers.balanceOf(address(curious), VOUCHER), 1);
    }

    function test_SpeaksErc1155() public view {
        vm.assertTrue(vouchers.supportsInterface(type(IERC1155).interfaceId));
        vm.assertTrue(vouchers.supportsInterface(type(IERC1155MetadataURI).interfaceId));
        vm.assertEq(address(vouchers.SETTLEMENT_TOKEN()), address(money));
    }

    function _expectNotRecognised(uint256 tokenId) private {
        vm.expectRevert(abi.encodeWithSelector(IPurposeBoundMoney.PurposeBoundMoneyNotRecognised.selector, tokenId));
    }

    function _expectExpired(uint256 tokenId, uint256 expiry) private {
        vm.expectRevert(abi.encodeWithSelector(IPurposeBoundMoney.PurposeBoundMoneyExpired.selector, tokenId, expiry));
    }
}
