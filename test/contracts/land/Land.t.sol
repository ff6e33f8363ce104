// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {ICompliance, TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {Place} from "../../../contracts/land/ILand.sol";
import {IParcels} from "../../../contracts/land/IParcels.sol";
import {LandCoordinates} from "../../../contracts/land/LandCoordinates.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

contract LandTest is Fixture {
    function test_KnowsItsNamesAndItsEngine() public view {
        vm.assertEq(land.name(), "Land");
        vm.assertEq(land.symbol(), "LAND");
        vm.assertEq(address(land.COMPLIANCE()), address(compliance));
    }

    function test_SupportsItsInterfaces() public view {
        vm.assertTrue(land.supportsInterface(type(IERC165).interfaceId));
        vm.assertTrue(land.supportsInterface(type(IERC721).interfaceId));
        vm.assertTrue(land.supportsInterface(type(IERC2981).interfaceId));
        vm.assertFalse(land.supportsInterface(0xffffffff));
    }

    function test_MintsABatch() public {
        Place[] memory places = new Place[](3);
        (places[0], places[1], places[2]) = (Place(29, -5), Place(21, -127), Place(0, 1));

        for (uint256 i = 0; i < places.length; i++) {
            vm.expectEmit(address(land));
            emit IERC721.Transfer(address(0), SELLER, land.tokenIdAt(places[i].x, places[i].y));
        }
        vm.prank(PLATFORM);
        land.mintBatch(SELLER, places);

        vm.assertEq(land.totalSupply(), 3);
        vm.assertEq(land.balanceOf(SELLER), 3);
        for (uint256 i = 0; i < places.length; i++) {
            vm.assertEq(land.ownerOf(land.tokenIdAt(places[i].x, places[i].y)), SELLER);
        }
    }

    function test_MintsNothingForAnEmptyBatch() public {
        vm.prank(PLATFORM);
        land.mintBatch(SELLER, new Place[](0));
        vm.assertEq(land.totalSupply(), 0);
    }

    function test_RevertWhen_PlaceIsTaken() public {
        _giveParcel(SELLER, 4, 4);
        Place[] memory places = new Place[](1);
        places[0] = Place(4, 4);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidSender.selector, address(0)));
        vm.prank(PLATFORM);
        land.mintBatch(BUYER, places);
    }

    function test_RevertWhen_PlaceIsOutsideTheWorld() public {
        Place[] memory places = new Place[](1);
        places[0] = Place(type(int128).min, 0);
        vm.expectRevert(
            abi.encodeWithSelector(LandCoordinates.LandCoordinatesOutOfRange.selector, type(int128).min, 0)
        );
        vm.prank(PLATFORM);
        land.mintBatch(BUYER, places);
    }

    function test_RevertWhen_MintingToNobody() public {
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidReceiver.selector, address(0)));
        vm.prank(PLATFORM);
        land.mintBatch(address(0), new Place[](1));
    }

    function test_SetsTheRoyalty() public {
        vm.expectEmit(address(land));
        emit IParcels.RoyaltyChanged(BUYER, 1_000);
        vm.prank(PLATFORM);
        land.setRoyalty(BUYER, 1_000);

        (address recipient, uint256 royalty) = land.royaltyInfo(7, 12_345);
        vm.assertEq(recipient, BUYER);
        vm.assertEq(royalty, 1_234);
    }

    function test_RevertWhen_RoyaltyIsTooHigh() public {
        vm.expectRevert(abi.encodeWithSelector(IParcels.ParcelsRoyaltyTooHigh.selector, 1_001, 1_000));
        vm.prank(PLATFORM);
        land.setRoyalty(CREATOR, 1_001);
    }

    function test_RevertWhen_RoyaltyHasNoRecipient() public {
        vm.expectRevert(abi.encodeWithSelector(IParcels.ParcelsRoyaltyRecipientZero.selector));
        vm.prank(PLATFORM);
        land.setRoyalty(address(0), 100);
    }

    function testFuzz_RoyaltyIsItsShareRoundedDown(uint256 price, uint16 royaltyBps) public {
        royaltyBps = royaltyBps % 1_001;
        vm.prank(PLATFORM);
        land.setRoyalty(CREATOR, royaltyBps);
        price = price % type(uint240).max;

        (, uint256 royalty) = land.royaltyInfo(0, price);
        vm.assertEq(royalty, (price * royaltyBps) / 10_000);
    }

    function test_RoyaltyOfTheHighestPriceDoesNotOverflow() public view {
        (, uint256 royalty) = land.royaltyInfo(0, type(uint256).max);
        vm.assertEq(royalty, type(uint256).max / 20);
    }

    function test_ReportsATransferToTheEngine() public {
        uint256 tokenId = _giveParcel(SELLER, 1, 1);
        vm.prank(SELLER);
        land.transferFrom(SELLER, BUYER, tokenId);

        vm.assertEq(land.ownerOf(tokenId), BUYER);
        vm.assertEq(marketRules.disposedAt(address(land), tokenId, compliance.clusterOf(SELLER)), START);
    }

    function test_RevertWhen_TheEngineRefusesTheTransfer() public {
        uint256 tokenId = _giveParcel(SELLER, 1, 1);
        _setPolicy(address(land), TransferPolicy.Refused);
        bytes memory refusal = abi.encodeWithSelector(
            ICompliance.ComplianceTransferRefused.selector,
            land,
            tokenId,
            SELLER,
            BUYER
        );
        vm.prank(SELLER);
        vm.expectRevert(refusal);
        land.transferFrom(SELLER, BUYER, tokenId);
    }

    function test_MintingIsNoTransfer() public {
        _setPolicy(address(land), TransferPolicy.Refused);
        uint256 tokenId = _giveParcel(SELLER, 1, 1);
        vm.assertEq(land.ownerOf(tokenId), SELLER);
    }
}
