// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ISettlementToken} from "../../../contracts/payments/ISettlementToken.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

contract SettlementTokenTest is Fixture {
    uint256 private constant MAX_SUPPLY = type(uint64).max;

    function test_IsADollarWithSixDecimals() public view {
        vm.assertEq(money.decimals(), 6);
        vm.assertEq(money.symbol(), "LUSD");
        vm.assertEq(money.name(), "Landslide Dollar");
        vm.assertEq(money.PERIOD(), 30 days);
    }

    function test_BankMints() public {
        uint256 supply = money.totalSupply();
        vm.expectEmit(address(money));
        emit IERC20.Transfer(address(0), STRANGER, 5 * USD);
        _mint(STRANGER, 5 * USD);

        vm.assertEq(money.balanceOf(STRANGER), 5 * USD);
        vm.assertEq(money.totalSupply(), supply + 5 * USD);
    }

    function test_RevertWhen_MintingToNobody() public {
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, address(0)));
        _mint(address(0), 1);
    }

    function test_MintsUpToTheLargestSupply() public {
        _mint(STRANGER, MAX_SUPPLY - money.totalSupply());
        vm.assertEq(money.totalSupply(), MAX_SUPPLY);
    }

    function test_RevertWhen_SupplyGrowsTooLarge() public {
        uint256 room = MAX_SUPPLY - money.totalSupply();
        vm.prank(BANK);
        vm.expectRevert(
            abi.encodeWithSelector(ISettlementToken.SettlementTokenSupplyTooLarge.selector, MAX_SUPPLY + 1, MAX_SUPPLY)
        );
        money.mint(STRANGER, room + 1);
    }

    function test_RevertWhen_MintingMoreThanCanBeCounted() public {
        vm.expectRevert(
            abi.encodeWithSelector(
                ISettlementToken.SettlementTokenSupplyTooLarge.selector,
                type(uint256).max,
                MAX_SUPPLY
            )
        );
        _mint(STRANGER, type(uint256).max);
    }

    function test_HolderBurns() public {
        uint256 supply = money.totalSupply();
        vm.expectEmit(address(money));
        emit IERC20.Transfer(BUYER, address(0), 3 * USD);
        vm.prank(BUYER);
        money.burn(3 * USD);

        vm.assertEq(money.balanceOf(BUYER), RICHES - 3 * USD);
        vm.assertEq(money.totalSupply(), supply - 3 * USD);
    }

    function test_BurningIsNoSidePayment() public {
        vm.prank(BUYER);
        money.burn(1);
        (uint64 paidAt, ) = money.sidePayment(BUYER, address(0));
        vm.assertEq(paidAt, 0);
    }

    function test_RevertWhen_BurningMoreThanHeld() public {
        _expectInsufficient(STRANGER, 0, 1);
        vm.prank(STRANGER);
        money.burn(1);
    }

    function test_Transfers() public {
        vm.expectEmit(address(money));
        emit IERC20.Transfer(SELLER, STRANGER, 7 * USD);
        _pay(SELLER, STRANGER, 7 * USD);

        vm.assertEq(money.balanceOf(SELLER), RICHES - 7 * USD);
        vm.assertEq(money.balanceOf(STRANGER), 7 * USD);
    }

    function test_TransferToOneselfChangesNothing() public {
        _pay(SELLER, SELLER, RICHES);
        vm.assertEq(money.balanceOf(SELLER), RICHES);
    }

    function test_RevertWhen_TransferringMoreThanHeld() public {
        _expectInsufficient(SELLER, RICHES, RICHES + 1);
        _pay(SELLER, STRANGER, RICHES + 1);
    }

    function test_RevertWhen_TransferringMoreThanFitsABalance() public {
        _expectInsufficient(SELLER, RICHES, type(uint256).max);
        _pay(SELLER, STRANGER, type(uint256).max);
    }

    function test_RevertWhen_TransferringToNobody() public {
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, address(0)));
        _pay(SELLER, address(0), 1);
    }

    function test_SpendsAnAllowance() public {
        vm.prank(SELLER);
        money.approve(STRANGER, 10);
        vm.prank(STRANGER);
        money.transferFrom(SELLER, STRANGER, 4);
        vm.assertEq(money.allowance(SELLER, STRANGER), 6);
        vm.assertEq(money.balanceOf(STRANGER), 4);
    }

    function test_PermitsByTheHoldersSignature() public {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(SELLER_KEY, _permitDigest(SELLER, STRANGER, 9, START + 1));
        money.permit(SELLER, STRANGER, 9, START + 1, v, r, s);
        vm.assertEq(money.allowance(SELLER, STRANGER), 9);
        vm.assertEq(money.nonces(SELLER), 1);
    }

    function test_RevertWhen_PermitIsSignedByAnother() public {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(BUYER_KEY, _permitDigest(SELLER, STRANGER, 9, START + 1));
        vm.expectRevert(abi.encodeWithSelector(ERC20Permit.ERC2612InvalidSigner.selector, BUYER, SELLER));
        money.permit(SELLER, STRANGER, 9, START + 1, v, r, s);
    }

    function _permitDigest(
        address owner,
        address spender,
        uint256 amount,
        uint256 deadline
    ) private view returns (bytes32) {
        bytes32 typeHash = keccak256(
            "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
        );
        bytes32 structHash = keccak256(abi.encode(typeHash, owner, spender, amount, 0, deadline));
        return keccak256(abi.encodePacked(hex"1901", money.DOMAIN_SEPARATOR(), structHash));
    }

    function _expectInsufficient(address account, uint256 balance, uint256 needed) private {
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, account, balance, needed)
        );
    }
}
