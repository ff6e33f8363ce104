// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IERC4907} from "../../../contracts/land/IERC4907.sol";
import {IEstate} from "../../../contracts/land/IEstate.sol";
import {IFingerprint} from "../../../contracts/land/IFingerprint.sol";
import {vm} from "../Cheats.sol";
import {EstateFixture} from "./EstateFixture.sol";

contract EstateTest is EstateFixture {
    uint256[] private parcels;
    uint256 private estateId;

    function setUp() public override {
        super.setUp();
        parcels = _giveParcels(SELLER, 6, 7);
        estateId = _join(SELLER, _first(parcels, 4));
    }

    function test_KnowsItsNamesItsLandAndItsEngine() public view {
        vm.assertEq(estates.name(), "Estate");
        vm.assertEq(estates.symbol(), "EST");
        vm.assertEq(address(estates.LAND()), address(land));
        vm.assertEq(address(estates.COMPLIANCE()), address(compliance));
    }

    function test_SupportsItsInterfaces() public view {
        vm.assertTrue(estates.supportsInterface(type(IERC165).interfaceId));
        vm.assertTrue(estates.supportsInterface(type(IERC721).interfaceId));
        vm.assertTrue(estates.supportsInterface(type(IERC2981).interfaceId));
        vm.assertTrue(estates.supportsInterface(type(IERC4907).interfaceId));
        vm.assertTrue(estates.supportsInterface(type(IFingerprint).interfaceId));
        vm.assertTrue(estates.supportsInterface(0x8f9f4b63));
        vm.assertFalse(estates.supportsInterface(0xffffffff));
    }

    function test_JoinsParcels() public {
        uint256[] memory rest = new uint256[](2);
        (rest[0], rest[1]) = (parcels[4], parcels[5]);
        bytes32 fingerprint = _chained(_chained(bytes32(uint256(2)), true, rest[0]), true, rest[1]);
        vm.expectEmit(address(estates));
        emit IEstate.EstateJoined(2, SELLER, rest, fingerprint);
        uint256 second = _join(SELLER, rest);

        vm.assertEq(second, 2);
        vm.assertEq(estates.estateCount(), 2);
        vm.assertEq(estates.ownerOf(second), SELLER);
        vm.assertEq(abi.encode(estates.parcelsOf(second)), abi.encode(rest));
        vm.assertEq(estates.sizeOf(second), 2);
        for (uint256 i = 0; i < 6; i++) {
            vm.assertEq(land.ownerOf(parcels[i]), address(estates));
            vm.assertEq(estates.estateOf(parcels[i]), i < 4 ? estateId : second);
        }
    }

    function test_AddsParcels() public {
        bytes32 fingerprint = _chained(estates.getFingerprint(estateId), true, parcels[4]);
        vm.expectEmit(address(estates));
        emit IEstate.ParcelsAdded(estateId, SELLER, _only(parcels[4]), fingerprint);
        _add(SELLER, estateId, _only(parcels[4]));
        vm.assertEq(abi.encode(estates.parcelsOf(estateId)), abi.encode(_first(parcels, 5)));
        vm.assertEq(estates.getFingerprint(estateId), fingerprint);
        vm.assertEq(land.ownerOf(parcels[4]), address(estates));
    }

    function test_RemovesParcels() public {
        uint256[] memory some = new uint256[](2);
        (some[0], some[1]) = (parcels[1], parcels[3]);
        bytes32 fingerprint = estates.getFingerprint(estateId);
        fingerprint = _chained(_chained(fingerprint, false, some[0]), false, some[1]);
        vm.expectEmit(address(estates));
        emit IEstate.ParcelsRemoved(estateId, SELLER, some, fingerprint);
        _remove(SELLER, estateId, some);

        vm.assertEq(estates.sizeOf(estateId), 2);
        vm.assertEq(estates.getFingerprint(estateId), fingerprint);
        for (uint256 i = 0; i < 4; i++) {
            bool out = i == 1 || i == 3;
            vm.assertEq(land.ownerOf(parcels[i]), out ? SELLER : address(estates));
            vm.assertEq(estates.estateOf(parcels[i]), out ? 0 : estateId);
        }
    }

    function test_DissolvesAnEstate() public {
        vm.expectEmit(address(estates));
        emit IEstate.EstateDissolved(estateId, SELLER, _first(parcels, 4));
        _dissolve(SELLER, estateId);

        for (uint256 i = 0; i < 4; i++) {
            vm.assertEq(land.ownerOf(parcels[i]), SELLER);
            vm.assertEq(estates.estateOf(parcels[i]), 0);
        }
        vm.assertEq(estates.sizeOf(estateId), 0);
        vm.assertEq(estates.getFingerprint(estateId), 0);
        vm.assertEq(estates.balanceOf(SELLER), 0);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, estateId));
        estates.ownerOf(estateId);
    }

    function test_AParcelJoinsAgainUnderANewNumber() public {
        _dissolve(SELLER, estateId);
        vm.assertEq(_join(SELLER, parcels), 2);
        vm.assertEq(estates.sizeOf(2), 6);
    }

    /// @dev Whatever is put in and taken out in whatever order: each parcel is in one estate's list or with the owner.
    function testFuzz_NoParcelIsLost(uint256 seed) public {
        for (uint256 step = 0; step < 12; step++) {
            uint256 tokenId = parcels[seed % 6];
            seed = uint256(keccak256(abi.encode(seed)));
            if (estates.estateOf(tokenId) == 0) {
                _add(SELLER, estateId, _only(tokenId));
            } else if (estates.sizeOf(estateId) != 1) {
                _remove(SELLER, estateId, _only(tokenId));
            }
            _assertListed();
        }
        _dissolve(SELLER, estateId);
        for (uint256 i = 0; i < 6; i++) vm.assertEq(land.ownerOf(parcels[i]), SELLER);
    }

    function test_RevertWhen_NothingIsJoined() public {
        vm.prank(SELLER);
        vm.expectRevert(abi.encodeWithSelector(IEstate.EstateEmpty.selector, 2));
        estates.join(new uint256[](0));
    }

    function test_RevertWhen_NothingIsAddedOrRemoved() public {
        bytes memory empty = abi.encodeWithSelector(IEstate.EstateEmpty.selector, estateId);
        vm.startPrank(SELLER);
        vm.expectRevert(empty);
        estates.add(estateId, new uint256[](0));
        vm.expectRevert(empty);
        estates.remove(estateId, new uint256[](0));
        vm.stopPrank();
    }

    function test_RevertWhen_EverythingIsRemoved() public {
        vm.prank(SELLER);
        vm.expectRevert(abi.encodeWithSelector(IEstate.EstateEmpty.selector, estateId));
        estates.remove(estateId, _first(parcels, 4));
    }

    function test_RevertWhen_AParcelIsNotTheCallers() public {
        bytes memory refusal = abi.encodeWithSelector(
            IERC721Errors.ERC721IncorrectOwner.selector,
            BUYER,
            parcels[4],
            SELLER
        );
        vm.prank(BUYER);
        vm.expectRevert(refusal);
        estates.join(_only(parcels[4]));
    }

    function test_RevertWhen_AParcelIsJoinedTwice() public {
        uint256[] memory twice = new uint256[](2);
        (twice[0], twice[1]) = (parcels[4], parcels[4]);
        bytes memory refusal = abi.encodeWithSelector(
            IERC721Errors.ERC721IncorrectOwner.selector,
            SELLER,
            parcels[4],
            estates
        );
        vm.prank(SELLER);
        vm.expectRevert(refusal);
        estates.join(twice);
    }

    function test_RevertWhen_AParcelIsInAnEstateAlready() public {
        bytes memory refusal = abi.encodeWithSelector(
            IERC721Errors.ERC721IncorrectOwner.selector,
            SELLER,
            parcels[0],
            estates
        );
        vm.prank(SELLER);
        vm.expectRevert(refusal);
        estates.join(_only(parcels[0]));
    }

    function test_RevertWhen_ParcelsAreNotApproved() public {
        vm.prank(SELLER);
        land.setApprovalForAll(address(estates), false);
        vm.prank(SELLER);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, estates, parcels[4]));
        estates.join(_only(parcels[4]));
    }

    function test_RevertWhen_RemovedTwice() public {
        uint256[] memory twice = new uint256[](2);
        (twice[0], twice[1]) = (parcels[0], parcels[0]);
        vm.prank(SELLER);
        vm.expectRevert(abi.encodeWithSelector(IEstate.EstateParcelNotInside.selector, estateId, parcels[0]));
        estates.remove(estateId, twice);
    }

    function test_RevertWhen_TheParcelIsInAnotherEstate() public {
        _join(SELLER, _only(parcels[4]));
        vm.prank(SELLER);
        vm.expectRevert(abi.encodeWithSelector(IEstate.EstateParcelNotInside.selector, estateId, parcels[4]));
        estates.remove(estateId, _only(parcels[4]));
    }

    function test_RevertWhen_AStrangerChangesAnEstate() public {
        uint256[] memory some = _only(parcels[0]);
        bytes memory refusal = abi.encodeWithSelector(IEstate.EstateOwnerOnly.selector, estateId, STRANGER);
        vm.startPrank(STRANGER);
        vm.expectRevert(refusal);
        estates.add(estateId, some);
        vm.expectRevert(refusal);
        estates.remove(estateId, some);
        vm.expectRevert(refusal);
        estates.dissolve(estateId);
        vm.stopPrank();
    }

    /// @dev Neither the user nor the operator takes an estate apart.
    function test_RevertWhen_TheUserOrOperatorChangesAnEstate() public {
        vm.startPrank(SELLER);
        estates.setOperator(estateId, STRANGER);
        estates.setUser(estateId, BUYER, uint64(START + 1 days));
        vm.stopPrank();
        vm.prank(BUYER);
        vm.expectRevert(abi.encodeWithSelector(IEstate.EstateOwnerOnly.selector, estateId, BUYER));
        estates.dissolve(estateId);
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IEstate.EstateOwnerOnly.selector, estateId, STRANGER));
        estates.remove(estateId, _only(parcels[0]));
    }

    function test_RevertWhen_ThereIsNoSuchEstate() public {
        bytes memory missing = abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 9);
        vm.startPrank(SELLER);
        vm.expectRevert(missing);
        estates.add(9, _only(parcels[4]));
        vm.expectRevert(missing);
        estates.remove(9, _only(parcels[0]));
        vm.expectRevert(missing);
        estates.dissolve(9);
        vm.stopPrank();
    }

    function test_HoldsUpTo256Parcels() public {
        uint256[] memory many = _giveParcels(SELLER, 253, 8);
        bytes memory tooLarge = abi.encodeWithSelector(IEstate.EstateTooLarge.selector, estateId, 257, 256);
        vm.prank(SELLER);
        vm.expectRevert(tooLarge);
        estates.add(estateId, many);
        _add(SELLER, estateId, _first(many, 252));
        vm.assertEq(estates.sizeOf(estateId), 256);
        vm.prank(SELLER);
        vm.expectRevert(tooLarge);
        estates.add(estateId, _only(many[252]));
    }

    function test_SetsTheRoyalty() public {
        vm.expectEmit(address(estates));
        emit IEstate.RoyaltyChanged(BUYER, 1_000);
        vm.prank(PLATFORM);
        estates.setRoyalty(BUYER, 1_000);
        (address recipient, uint256 royalty) = estates.royaltyInfo(7, 12_345);
        vm.assertEq(recipient, BUYER);
        vm.assertEq(royalty, 1_234);
    }

    function test_RevertWhen_TheRoyaltyIsRefused() public {
        vm.startPrank(PLATFORM);
        vm.expectRevert(abi.encodeWithSelector(IEstate.EstateRoyaltyTooHigh.selector, 1_001, 1_000));
        estates.setRoyalty(CREATOR, 1_001);
        vm.expectRevert(abi.encodeWithSelector(IEstate.EstateRoyaltyRecipientZero.selector));
        estates.setRoyalty(address(0), 100);
        vm.stopPrank();
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, STRANGER));
        estates.setRoyalty(STRANGER, 100);
    }

    function test_WhoOperatesTheEstateOperatesItsParcels() public {
        vm.startPrank(SELLER);
        estates.setOperator(estateId, STRANGER);
        vm.stopPrank();
        vm.assertTrue(estates.mayOperateParcel(SELLER, parcels[0]));
        vm.assertTrue(estates.mayOperateParcel(STRANGER, parcels[0]));
        vm.assertFalse(estates.mayOperateParcel(BUYER, parcels[0]));
        vm.assertFalse(estates.mayOperateParcel(SELLER, parcels[4]));
        // Land itself knows only that the estate holds the parcel.
        vm.assertFalse(land.mayOperate(SELLER, parcels[0]));

        vm.prank(SELLER);
        estates.setUser(estateId, BUYER, uint64(START + 1 days));
        vm.assertTrue(estates.mayOperateParcel(BUYER, parcels[0]));
        vm.assertFalse(estates.mayOperateParcel(STRANGER, parcels[0]));
        _remove(SELLER, estateId, _only(parcels[0]));
        vm.assertFalse(estates.mayOperateParcel(BUYER, parcels[0]));
    }

    function test_TheUserEndsWhenTheEstateIsSold() public {
        vm.prank(SELLER);
        estates.setUser(estateId, STRANGER, uint64(START + 1 days));
        vm.assertEq(estates.userOf(estateId), STRANGER);
        _sellEstate(SELLER, BUYER, estateId, 1_000 * USD);
        vm.assertEq(estates.userOf(estateId), address(0));
    }

    function _assertListed() private view {
        uint256[] memory listed = estates.parcelsOf(estateId);
        uint256 inside = 0;
        for (uint256 i = 0; i < 6; i++) {
            bool isInside = estates.estateOf(parcels[i]) == estateId;
            vm.assertEq(land.ownerOf(parcels[i]), isInside ? address(estates) : SELLER);
            uint256 found = 0;
            for (uint256 j = 0; j < listed.length; j++) if (listed[j] == parcels[i]) found++;
            vm.assertEq(found, isInside ? 1 : 0);
            inside += found;
        }
        vm.assertEq(listed.length, inside);
    }

    function _chained(bytes32 fingerprint, bool added, uint256 tokenId) private pure returns (bytes32) {
        return keccak256(abi.encode(fingerprint, added, tokenId));
    }
}
