// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IPaymentSplits, Share} from "../../../../contracts/payments/IPaymentSplits.sol";
import {vm} from "../../Cheats.sol";
import {SplitsFixture} from "./SplitsFixture.sol";

/// @notice `setSplit` and `setTokenSplit`: which shares a split may have.
contract RegistrationTest is SplitsFixture {
    function test_ThePlatformRegistersACollectionsSplit() public {
        Share[] memory shares = _two(PAINTER, 7_000, MUSICIAN, 3_000);
        vm.expectEmit(address(splits));
        emit IPaymentSplits.SplitChanged(address(land), false, 0, shares);
        _setSplit(address(land), shares);
        _assertShares(address(land), 5, shares);
    }

    function test_ACollectionsTokenMayHaveASplitOfItsOwn() public {
        Share[] memory all = _two(PAINTER, 7_000, MUSICIAN, 3_000);
        Share[] memory own = _two(MUSICIAN, 9_999, PAINTER, 1);
        _setSplit(address(land), all);
        vm.expectEmit(address(splits));
        emit IPaymentSplits.SplitChanged(address(land), true, 7, own);
        vm.prank(address(land));
        splits.setTokenSplit(7, own);
        _assertShares(address(land), 7, own);
        _assertShares(address(land), 8, all);
    }

    function test_NoSharesRemoveASplit() public {
        Share[] memory all = _two(PAINTER, 7_000, MUSICIAN, 3_000);
        _setSplit(address(land), all);
        vm.startPrank(address(land));
        splits.setTokenSplit(7, _two(MUSICIAN, 9_999, PAINTER, 1));
        splits.setTokenSplit(7, new Share[](0));
        vm.stopPrank();
        _assertShares(address(land), 7, all);
        _setSplit(address(land), new Share[](0));
        vm.assertEq(splits.splitOf(address(land), 7).length, 0);
    }

    function test_RevertWhen_AStrangerRegistersASplit() public {
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, STRANGER));
        vm.prank(STRANGER);
        splits.setSplit(address(land), _two(STRANGER, 9_999, PAINTER, 1));
    }

    /// @dev A token's split is the caller's own: a stranger makes one for tokens of the stranger.
    function test_AStrangerCannotTouchACollectionsTokens() public {
        vm.prank(STRANGER);
        splits.setTokenSplit(7, _two(STRANGER, 9_999, PAINTER, 1));
        vm.assertEq(splits.splitOf(address(land), 7).length, 0);
    }

    function test_TenSharesAreAllowed() public {
        Share[] memory shares = _equal(10);
        _setSplit(address(land), shares);
        _assertShares(address(land), 1, shares);
    }

    function test_RevertWhen_ThereAreTooManyShares() public {
        _refuse(_equal(16), abi.encodeWithSelector(IPaymentSplits.PaymentSplitsTooManyShares.selector, 16, 10));
    }

    function test_RevertWhen_AShareIsZero() public {
        Share[] memory shares = _two(PAINTER, 10_000, MUSICIAN, 0);
        _refuse(shares, abi.encodeWithSelector(IPaymentSplits.PaymentSplitsShareZero.selector, MUSICIAN));
    }

    function test_RevertWhen_AShareIsNobodys() public {
        _refuseAccount(address(0));
    }

    /// @dev Money that comes back to where it is split, or to a house that did not ask for it, would stay there.
    function test_RevertWhen_AShareWouldBeStuck() public {
        _refuseAccount(address(splits));
        _refuseAccount(address(market));
        _refuseAccount(address(escrow));
    }

    function testFuzz_RevertWhen_TheSharesAreNotTheWhole(uint16 first, uint16 second) public {
        vm.assume(first != 0 && second != 0 && uint256(first) + second != 10_000);
        bytes memory refusal = abi.encodeWithSelector(
            IPaymentSplits.PaymentSplitsSumNotWhole.selector,
            uint256(first) + second
        );
        _refuse(_two(PAINTER, first, MUSICIAN, second), refusal);
    }

    function _refuseAccount(address account) private {
        Share[] memory shares = _two(PAINTER, 5_000, account, 5_000);
        _refuse(shares, abi.encodeWithSelector(IPaymentSplits.PaymentSplitsAccountInvalid.selector, account));
    }

    /// @dev By both doors.
    function _refuse(Share[] memory shares, bytes memory refusal) private {
        vm.expectRevert(refusal);
        vm.prank(PLATFORM);
        splits.setSplit(address(land), shares);
        vm.expectRevert(refusal);
        vm.prank(address(land));
        splits.setTokenSplit(1, shares);
    }

    function _equal(uint256 count) private pure returns (Share[] memory shares) {
        shares = new Share[](count);
        for (uint256 i = 0; i < count; i++) shares[i] = Share(vm.addr(i + 1), uint16(10_000 / count));
    }

    function _assertShares(address target, uint256 tokenId, Share[] memory expected) private view {
        vm.assertEq(abi.encode(splits.splitOf(target, tokenId)), abi.encode(expected));
    }
}
