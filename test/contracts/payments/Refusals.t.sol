// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {HostileWallet} from "../../../contracts/mocks/HostileWallet.sol";
import {ISettlementToken} from "../../../contracts/payments/ISettlementToken.sol";
import {SettlementToken} from "../../../contracts/payments/SettlementToken.sol";
import {vm} from "../Cheats.sol";
import {SettlementTokens} from "../Deployers.sol";
import {Fixture} from "../Fixture.sol";

/// @notice Money that is not the caller's to move, and allowances that nobody gave, or not here, not any more, not twice.
contract SettlementTokenRefusalsTest is Fixture {
    uint256 private constant OTHER_CHAIN = 137;
    uint256 private constant DEADLINE = START + 1 days;

    function test_RevertWhen_AStrangerSpends() public {
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, STRANGER, 0, 1));
        vm.prank(STRANGER);
        money.transferFrom(SELLER, STRANGER, 1);
    }

    function test_RevertWhen_AStrangerNotesAPayment() public {
        vm.expectRevert(abi.encodeWithSelector(ISettlementToken.SettlementTokenNotSettler.selector, STRANGER));
        vm.prank(STRANGER);
        money.notePayment(SELLER, BUYER, 1);
    }

    function test_RevertWhen_AnAllowanceIsSpentTwice() public {
        vm.prank(SELLER);
        money.approve(STRANGER, 9);
        vm.startPrank(STRANGER);
        money.transferFrom(SELLER, STRANGER, 9);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, STRANGER, 0, 9));
        money.transferFrom(SELLER, STRANGER, 9);
        vm.stopPrank();
    }

    function test_RevertWhen_AnAllowanceWasTakenBack() public {
        vm.startPrank(SELLER);
        money.approve(STRANGER, 9);
        money.approve(STRANGER, 0);
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, STRANGER, 0, 9));
        vm.prank(STRANGER);
        money.transferFrom(SELLER, STRANGER, 9);
    }

    function test_RevertWhen_ThePermitExpired() public {
        bytes32 digest = _digest(money, SELLER, 0);
        vm.warp(DEADLINE + 1);
        _refuse(money, SELLER, digest, abi.encodeWithSelector(ERC20Permit.ERC2612ExpiredSignature.selector, DEADLINE));
    }

    function test_RevertWhen_ThePermitIsReplayed() public {
        bytes32 digest = _digest(money, SELLER, 0);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(SELLER_KEY, digest);
        money.permit(SELLER, STRANGER, 9, DEADLINE, v, r, s);
        _refuseSigner(money, SELLER, digest);
    }

    function test_RevertWhen_ThePermitIsForAnotherChain() public {
        bytes32 digest = _digest(money, SELLER, 0);
        vm.chainId(OTHER_CHAIN);
        _refuseSigner(money, SELLER, digest);
    }

    function test_RevertWhen_ThePermitIsForAnotherToken() public {
        _refuseSigner(SettlementTokens.create(address(authority)), SELLER, _digest(money, SELLER, 0));
    }

    /// @dev ERC-2612 knows keys and no contracts: whatever a wallet would answer, nobody asks it.
    function test_RevertWhen_AWalletWouldAgreeToAnything() public {
        HostileWallet wallet = new HostileWallet();
        wallet.answer(abi.encode(IERC1271.isValidSignature.selector));
        _refuseSigner(money, address(wallet), _digest(money, address(wallet), 0));
    }

    /// @dev Another digest than the token's own makes another signer appear.
    function _refuseSigner(SettlementToken token, address owner, bytes32 digest) private {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(SELLER_KEY, digest);
        address signer = ecrecover(_digest(token, owner, token.nonces(owner)), v, r, s);
        bytes memory refusal = abi.encodeWithSelector(ERC20Permit.ERC2612InvalidSigner.selector, signer, owner);
        _refuse(token, owner, digest, refusal);
    }

    function _refuse(SettlementToken token, address owner, bytes32 digest, bytes memory refusal) private {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(SELLER_KEY, digest);
        uint256 before = token.allowance(owner, STRANGER);
        vm.expectRevert(refusal);
        token.permit(owner, STRANGER, 9, DEADLINE, v, r, s);
        vm.assertEq(token.allowance(owner, STRANGER), before);
    }

    function _digest(SettlementToken token, address owner, uint256 nonce) private view returns (bytes32) {
        bytes32 typeHash = keccak256(
            "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
        );
        bytes32 structHash = keccak256(abi.encode(typeHash, owner, STRANGER, 9, nonce, DEADLINE));
        return keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), structHash));
    }
}
