// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC4907} from "../../../contracts/land/IERC4907.sol";
import {ITenancy} from "../../../contracts/land/ITenancy.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

/// @notice Users and operators of parcels. Estates inherit the same.
contract TenancyTest is Fixture {
    uint64 private constant EXPIRES = uint64(START + 30 days);
    uint256 private parcel;

    function setUp() public override {
        super.setUp();
        parcel = _giveParcel(SELLER, 29, -5);
    }

    function test_SpeaksErc4907() public view {
        vm.assertTrue(land.supportsInterface(0xad092b5c));
        vm.assertEq(bytes32(type(IERC4907).interfaceId), bytes32(bytes4(0xad092b5c)));
    }

    function test_HasNeitherUserNorOperatorAtFirst() public view {
        vm.assertEq(land.userOf(parcel), address(0));
        vm.assertEq(land.userExpires(parcel), 0);
        vm.assertEq(land.operatorOf(parcel), address(0));
        vm.assertTrue(land.mayOperate(SELLER, parcel));
        vm.assertFalse(land.mayOperate(BUYER, parcel));
        vm.assertFalse(land.mayOperate(address(0), parcel));
    }

    function test_TheOwnerLendsAParcel() public {
        vm.expectEmit(address(land));
        emit IERC4907.UpdateUser(parcel, BUYER, EXPIRES);
        _lend();
        vm.assertEq(land.userOf(parcel), BUYER);
        vm.assertEq(land.userExpires(parcel), EXPIRES);
        vm.assertEq(land.ownerOf(parcel), SELLER);
        vm.assertTrue(land.mayOperate(BUYER, parcel));
    }

    function test_WhoIsApprovedLendsAParcel() public {
        vm.prank(SELLER);
        land.approve(STRANGER, parcel);
        vm.prank(STRANGER);
        land.setUser(parcel, BUYER, EXPIRES);
        vm.assertEq(land.userOf(parcel), BUYER);
    }

    function test_RevertWhen_AStrangerLendsAParcel() public {
        _refuseSetUser(STRANGER);
    }

    function test_RevertWhen_TheUserLendsItOn() public {
        _lend();
        _refuseSetUser(BUYER);
    }

    function test_RevertWhen_TheOperatorLendsAParcel() public {
        vm.prank(SELLER);
        land.setOperator(parcel, STRANGER);
        _refuseSetUser(STRANGER);
    }

    function test_RevertWhen_ThereIsNoSuchParcel() public {
        bytes memory missing = abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 77);
        vm.prank(SELLER);
        vm.expectRevert(missing);
        land.setUser(77, BUYER, EXPIRES);
        vm.prank(SELLER);
        vm.expectRevert(missing);
        land.setOperator(77, BUYER);
        vm.expectRevert(missing);
        land.mayOperate(BUYER, 77);
        vm.assertEq(land.userOf(77), address(0));
    }

    /// @dev From `expires` on there is no user, without anybody doing anything.
    function testFuzz_TheUseEndsByItself(uint64 expires, uint64 time) public {
        time = uint64(START + (time % (100 * 365 days)));
        vm.prank(SELLER);
        land.setUser(parcel, BUYER, expires);
        vm.warp(time);
        vm.assertEq(land.userOf(parcel), time < expires ? BUYER : address(0));
        vm.assertEq(land.mayOperate(BUYER, parcel), time < expires);
        vm.assertEq(land.userExpires(parcel), expires);
    }

    function test_TheOwnerEndsTheUse() public {
        _lend();
        vm.prank(SELLER);
        land.setUser(parcel, address(0), 0);
        vm.assertEq(land.userOf(parcel), address(0));
        vm.assertFalse(land.mayOperate(BUYER, parcel));
    }

    function test_TheUseEndsWhenTheParcelIsSold() public {
        _lend();
        vm.prank(BUYER);
        land.setOperator(parcel, STRANGER);
        _sell(SELLER, _enriched("third"), parcel, 1_000 * USD);
        vm.assertEq(land.userOf(parcel), address(0));
        vm.assertEq(land.userExpires(parcel), 0);
        vm.assertEq(land.operatorOf(parcel), address(0));
        vm.assertFalse(land.mayOperate(BUYER, parcel));
        vm.assertFalse(land.mayOperate(STRANGER, parcel));
    }

    function test_TheUseEndsWhenTheParcelIsGiven() public {
        _lend();
        _give(SELLER, STRANGER);
        vm.assertEq(land.userOf(parcel), address(0));
        vm.prank(STRANGER);
        land.setUser(parcel, STRANGER, EXPIRES);
        _give(STRANGER, SELLER);
        vm.assertEq(land.userOf(parcel), address(0));
    }

    /// @dev A grant binds its giver and nobody else: custody and its end are no change that matters.
    function test_AGrantRestsWhileTheParcelIsElsewhere() public {
        _lend();
        _give(SELLER, STRANGER);
        vm.assertEq(land.userOf(parcel), address(0));
        _give(STRANGER, SELLER);
        vm.assertEq(land.userOf(parcel), BUYER);
    }

    function test_TheUserNeverMovesTheParcel() public {
        _lend();
        _refuseTransfer(BUYER);
        vm.prank(BUYER);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidApprover.selector, BUYER));
        land.approve(BUYER, parcel);
    }

    function test_TheOperatorNeverMovesTheParcel() public {
        vm.prank(SELLER);
        land.setOperator(parcel, STRANGER);
        _refuseTransfer(STRANGER);
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidApprover.selector, STRANGER));
        land.approve(STRANGER, parcel);
    }

    function test_TheOwnerNamesAnOperator() public {
        vm.expectEmit(address(land));
        emit ITenancy.OperatorNamed(parcel, STRANGER, SELLER);
        vm.prank(SELLER);
        land.setOperator(parcel, STRANGER);
        vm.assertEq(land.operatorOf(parcel), STRANGER);
        vm.assertTrue(land.mayOperate(STRANGER, parcel));

        vm.prank(SELLER);
        land.setOperator(parcel, address(0));
        vm.assertFalse(land.mayOperate(STRANGER, parcel));
        vm.assertFalse(land.mayOperate(address(0), parcel));
    }

    function test_TheUserNamesTheOperatorInsteadOfTheOwner() public {
        vm.prank(SELLER);
        land.setOperator(parcel, TREASURY);
        _lend();
        vm.assertEq(land.operatorOf(parcel), address(0));
        vm.prank(BUYER);
        land.setOperator(parcel, STRANGER);
        vm.assertEq(land.operatorOf(parcel), STRANGER);
        _refuseSetOperator(SELLER);
    }

    function test_TheUsersOperatorGoesWithTheUser() public {
        _lend();
        vm.prank(BUYER);
        land.setOperator(parcel, STRANGER);
        vm.warp(EXPIRES);
        vm.assertEq(land.operatorOf(parcel), address(0));
        vm.assertFalse(land.mayOperate(STRANGER, parcel));
        _refuseSetOperator(BUYER);
    }

    /// @dev A tenant who names nobody leaves the owner's operator as it was.
    function test_TheOwnersOperatorIsThereAgainAfterTheUser() public {
        vm.prank(SELLER);
        land.setOperator(parcel, TREASURY);
        _lend();
        vm.warp(EXPIRES);
        vm.assertEq(land.operatorOf(parcel), TREASURY);
    }

    function test_RevertWhen_AStrangerNamesAnOperator() public {
        _refuseSetOperator(STRANGER);
        vm.prank(SELLER);
        land.setOperator(parcel, STRANGER);
        _refuseSetOperator(STRANGER);
    }

    function test_TheOperatorIsClearedWhenTheParcelIsSold() public {
        vm.prank(SELLER);
        land.setOperator(parcel, STRANGER);
        _sell(SELLER, BUYER, parcel, 1_000 * USD);
        vm.assertEq(land.operatorOf(parcel), address(0));
        vm.assertFalse(land.mayOperate(STRANGER, parcel));
        vm.assertFalse(land.mayOperate(SELLER, parcel));
    }

    /// @dev Grants cost a transfer nothing: neither one that is there nor one that is not is read.
    function test_ATransferCostsTheSameWithAndWithoutAUser() public {
        (uint256 free, uint256 lent) = (_giveParcel(SELLER, 30, -5), _giveParcel(SELLER, 31, -5));
        _giveParcel(SELLER, 32, -5); // So that no balance comes back to what it was, which has a price of its own.
        vm.prank(SELLER);
        land.setUser(lent, BUYER, EXPIRES);
        _costOf(parcel); // Warms what both have in common.
        uint256 costOfFree = _costOf(free);
        vm.assertEq(_costOf(lent), costOfFree);
    }

    function _enriched(string memory name) private returns (address trader) {
        trader = _named(name);
        _enrich(trader);
    }

    function _costOf(uint256 tokenId) private returns (uint256) {
        vm.prank(SELLER);
        uint256 before = gasleft();
        land.transferFrom(SELLER, STRANGER, tokenId);
        return before - gasleft();
    }

    function _lend() private {
        vm.prank(SELLER);
        land.setUser(parcel, BUYER, EXPIRES);
    }

    function _give(address from, address to) private {
        vm.prank(from);
        land.transferFrom(from, to, parcel);
    }

    function _refuseSetUser(address caller) private {
        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, caller, parcel));
        land.setUser(parcel, caller, EXPIRES);
    }

    function _refuseSetOperator(address caller) private {
        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(ITenancy.TenancyNotUser.selector, caller, parcel));
        land.setOperator(parcel, caller);
    }

    function _refuseTransfer(address caller) private {
        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, caller, parcel));
        land.transferFrom(SELLER, caller, parcel);
    }
}
