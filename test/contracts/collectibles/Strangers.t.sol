// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ITenancy} from "../../../contracts/land/ITenancy.sol";
import {vm} from "../Cheats.sol";
import {EstateFixture} from "../land/EstateFixture.sol";
import {Collectibles} from "./CollectibleFixture.sol";
import {Collectible} from "../../../contracts/collectibles/Collectible.sol";
import {Work} from "../../../contracts/collectibles/ICollectible.sol";

/// @notice Parcels, estates, works and memberships: a stranger neither moves nor approves nor lends what is another's.
contract TokenStrangersTest is EstateFixture {
    address[] private collections;
    uint256[] private tokenIds;

    function setUp() public override {
        super.setUp();
        uint256 parcel = _giveParcel(SELLER, 1, 1);
        uint256 estateId = _join(SELLER, _giveParcels(SELLER, 2, 7));
        Collectible works = Collectibles.create(address(compliance), address(splits));
        Work memory work;
        work.workHash = keccak256("a work");
        vm.prank(SELLER);
        uint256 workId = works.certify(work);
        vm.prank(address(market));
        membership.earn(SELLER, 0);
        collections = [address(land), address(estates), address(works), address(membership)];
        tokenIds = [parcel, estateId, workId, uint256(uint160(SELLER))];
    }

    function test_RevertWhen_AStrangerMovesAToken() public {
        for (uint256 i = 0; i < collections.length; i++) {
            bytes memory refusal = abi.encodeWithSelector(
                IERC721Errors.ERC721InsufficientApproval.selector,
                STRANGER,
                tokenIds[i]
            );
            IERC721 collection = IERC721(collections[i]);
            vm.startPrank(STRANGER);
            vm.expectRevert(refusal);
            collection.transferFrom(SELLER, STRANGER, tokenIds[i]);
            vm.expectRevert(refusal);
            collection.safeTransferFrom(SELLER, STRANGER, tokenIds[i]);
            vm.expectRevert(refusal);
            collection.safeTransferFrom(SELLER, STRANGER, tokenIds[i], "");
            vm.stopPrank();
            vm.assertEq(collection.ownerOf(tokenIds[i]), SELLER);
        }
    }

    function test_RevertWhen_AStrangerApproves() public {
        for (uint256 i = 0; i < collections.length; i++) {
            vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidApprover.selector, STRANGER));
            vm.prank(STRANGER);
            IERC721(collections[i]).approve(STRANGER, tokenIds[i]);
        }
    }

    /// @dev Of one's own tokens, of which a stranger has none.
    function test_AStrangersOperatorMovesNothingOfOthers() public {
        for (uint256 i = 0; i < collections.length; i++) {
            vm.prank(STRANGER);
            IERC721(collections[i]).setApprovalForAll(BUYER, true);
            vm.assertFalse(IERC721(collections[i]).isApprovedForAll(SELLER, BUYER));
        }
    }

    function test_RevertWhen_AStrangerLendsAnEstate() public {
        vm.startPrank(STRANGER);
        vm.expectRevert(
            abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, STRANGER, tokenIds[1])
        );
        estates.setUser(tokenIds[1], STRANGER, uint64(START + 1 days));
        vm.expectRevert(abi.encodeWithSelector(ITenancy.TenancyNotUser.selector, STRANGER, tokenIds[1]));
        estates.setOperator(tokenIds[1], STRANGER);
        vm.stopPrank();
    }

    function test_RevertWhen_TheUseHasExpired() public {
        for (uint256 i = 0; i < 2; i++) {
            ITenancy tenancy = ITenancy(collections[i]);
            vm.prank(SELLER);
            tenancy.setUser(tokenIds[i], BUYER, uint64(START + 1 days));
            vm.warp(START + 1 days);
            vm.expectRevert(abi.encodeWithSelector(ITenancy.TenancyNotUser.selector, BUYER, tokenIds[i]));
            vm.prank(BUYER);
            tenancy.setOperator(tokenIds[i], BUYER);
            vm.warp(START);
        }
    }

    function test_RevertWhen_TheUseWasTakenBack() public {
        for (uint256 i = 0; i < 2; i++) {
            ITenancy tenancy = ITenancy(collections[i]);
            vm.startPrank(SELLER);
            tenancy.setUser(tokenIds[i], BUYER, uint64(START + 1 days));
            tenancy.setUser(tokenIds[i], address(0), 0);
            vm.stopPrank();
            vm.expectRevert(abi.encodeWithSelector(ITenancy.TenancyNotUser.selector, BUYER, tokenIds[i]));
            vm.prank(BUYER);
            tenancy.setOperator(tokenIds[i], BUYER);
        }
    }
}
