// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {AuctionHouse} from "../../../contracts/auctions/AuctionHouse.sol";
import {AuctionId, Terms} from "../../../contracts/auctions/IAuctionHouse.sol";
import {ICompliance, TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {Estate} from "../../../contracts/land/Estate.sol";
import {IERC7943NonFungible} from "../../../contracts/land/IERC7943NonFungible.sol";
import {CaseId} from "../../../contracts/payments/IEscrow.sol";
import {Offer, RentalId} from "../../../contracts/rentals/IRentals.sol";
import {Rentals} from "../../../contracts/rentals/Rentals.sol";
import {AuctionHouses} from "../auctions/AuctionFixture.sol";
import {vm} from "../Cheats.sol";
import {RentalHouse} from "../rentals/RentalsFixture.sol";
import {Estates} from "./EstateFixture.sol";
import {RealWorldAssetFixture} from "./RealWorldAssetFixture.sol";

/// @notice Houses and freezes: what is frozen does not come in, what is in custody is neither frozen nor seized and goes back
/// where it came from, and is frozen there.
contract FreezingTest is RealWorldAssetFixture {
    AuctionHouse private auctions;
    Rentals private rentals;
    Estate private estates;

    function setUp() public override {
        super.setUp();
        auctions = AuctionHouses.create(authority, compliance, escrow, splits);
        _openHouse(address(auctions));
        rentals = RentalHouse.create(address(authority), address(compliance), address(escrow), address(splits));
        _openHouse(address(rentals));
        estates = Estates.create(address(authority), address(compliance), address(land));
        _setSettler(address(estates), true);
        _setPolicy(address(estates), TransferPolicy.Recorded);
        _approve(SELLER, address(estates));
        vm.startPrank(ADMIN);
        _restrict(address(estates), IERC7943NonFungible.setFrozenTokens.selector, authority.EXECUTION());
        _restrict(address(estates), IERC7943NonFungible.forcedTransfer.selector, authority.EXECUTION());
        vm.stopPrank();
    }

    function test_AnAuctionGivesBackWhatIsFrozenForItsSeller() public {
        AuctionId auctionId = _auction();
        _assertUntouchable(address(auctions));
        vm.prank(SELLER);
        auctions.cancel(auctionId);
        _assertFrozenAtHome(SELLER);
    }

    function test_ARentalGivesBackWhatIsFrozenForItsLandlord() public {
        RentalId rentalId = _rent();
        _assertUntouchable(address(rentals));
        vm.warp(vm.getBlockTimestamp() + 10 days);
        rentals.end(rentalId);
        _assertFrozenAtHome(SELLER);
    }

    /// @dev Otherwise there would be nothing left in what is frozen; what is inside changes hands with the estate.
    function test_AFrozenEstateStaysWholeUntilItIsSeized() public {
        uint256 estateId = _join();
        vm.prank(OFFICER);
        estates.setFrozenTokens(SELLER, estateId, true);
        bytes memory refusal = abi.encodeWithSelector(
            IERC7943NonFungible.ERC7943InsufficientUnfrozenBalance.selector,
            SELLER,
            estateId
        );
        uint256[] memory tokenIds = _only(parcel);
        vm.startPrank(SELLER);
        vm.expectRevert(refusal);
        estates.transferFrom(SELLER, BUYER, estateId);
        vm.expectRevert(refusal);
        estates.remove(estateId, tokenIds);
        vm.expectRevert(refusal);
        estates.dissolve(estateId);
        vm.stopPrank();

        vm.prank(OFFICER);
        estates.forcedTransfer(SELLER, TREASURY, estateId);
        vm.prank(TREASURY);
        estates.dissolve(estateId);
        vm.assertEq(land.ownerOf(parcel), TREASURY);
        vm.assertTrue(estates.supportsInterface(type(IERC7943NonFungible).interfaceId));
    }

    function test_AnEstateGivesBackWhatIsFrozenForItsOwner() public {
        uint256 estateId = _join();
        _assertUntouchable(address(estates));
        vm.prank(SELLER);
        estates.dissolve(estateId);
        _assertFrozenAtHome(SELLER);
    }

    function test_ACaseGivesBackWhatIsFrozenForItsSeller() public {
        _sell(SELLER, BUYER, parcel, PRICE);
        vm.warp(START + 20 days);
        _sell(BUYER, SELLER, parcel, PRICE);
        vm.assertEq(land.ownerOf(parcel), address(escrow));
        _setFrozen(BUYER, true);
        _refuseSeizure(address(escrow), TREASURY, _inCustody(address(escrow)));
        vm.warp(vm.getBlockTimestamp() + 365 days);
        escrow.expire(CaseId.wrap(1));
        _assertFrozenAtHome(BUYER);
    }

    /// @dev Of the ways to keep a parcel out of reach none is open once it is frozen.
    function test_RevertWhen_AFrozenParcelIsTakenIn() public {
        _setFrozen(SELLER, true);
        Terms memory terms = _terms();
        Offer memory offer = _offer();
        uint256[] memory tokenIds = _only(parcel);
        vm.startPrank(SELLER);
        rentals.authorise(offer);
        vm.expectRevert(_frozenFor(SELLER));
        auctions.create(terms);
        vm.expectRevert(_frozenFor(SELLER));
        estates.join(tokenIds);
        vm.stopPrank();
        vm.prank(BUYER);
        vm.expectRevert(_frozenFor(SELLER));
        rentals.rent(offer, "", 10, BUYER);
    }

    /// @dev A freeze for an account says nothing about the next owner of the estate.
    function test_AParcelInsideASoldEstateIsFreeForItsNewOwner() public {
        uint256 estateId = _join();
        _setFrozen(SELLER, true);
        vm.prank(SELLER);
        estates.transferFrom(SELLER, BUYER, estateId);
        vm.prank(BUYER);
        estates.dissolve(estateId);
        _give(BUYER, STRANGER);
        vm.assertEq(land.ownerOf(parcel), STRANGER);
    }

    /// @dev The one transfer that goes on although `canReceive` says no.
    function test_AHouseGivesBackToAnAccountThatWasListedSince() public {
        AuctionId auctionId = _auction();
        _list(SELLER);
        vm.assertFalse(land.canTransfer(address(auctions), SELLER, parcel));
        vm.prank(SELLER);
        auctions.cancel(auctionId);
        vm.assertEq(land.ownerOf(parcel), SELLER);
    }

    function test_RevertWhen_AnAccountThatMayNotHoldGivesAParcelIntoCustody() public {
        Terms memory terms = _terms();
        _list(SELLER);
        bytes memory refusal = abi.encodeWithSelector(ICompliance.ComplianceMayNotHold.selector, SELLER);
        vm.startPrank(SELLER);
        vm.expectRevert(refusal);
        auctions.create(terms);
        vm.expectRevert(refusal);
        estates.join(_only(parcel));
        vm.stopPrank();
    }

    function test_RevertWhen_AStrangerFreezesOrSeizesAnEstate() public {
        uint256 estateId = _join();
        bytes memory refusal = abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, STRANGER);
        vm.startPrank(STRANGER);
        vm.expectRevert(refusal);
        estates.setFrozenTokens(SELLER, estateId, true);
        vm.expectRevert(refusal);
        estates.forcedTransfer(SELLER, STRANGER, estateId);
        vm.stopPrank();
    }

    function test_RevertWhen_AParcelIsForcedIntoAHouse() public {
        _refuseSeizure(SELLER, address(auctions), _inCustody(address(auctions)));
    }

    function _assertUntouchable(address house) private {
        vm.assertEq(land.ownerOf(parcel), house);
        _refuseSeizure(house, TREASURY, _inCustody(house));
        vm.prank(OFFICER);
        vm.expectRevert(_inCustody(house));
        land.setFrozenTokens(house, parcel, true);
        _setFrozen(SELLER, true);
    }

    function _assertFrozenAtHome(address owner) private {
        vm.assertEq(land.ownerOf(parcel), owner);
        _refuseGift(owner, STRANGER, _frozenFor(owner));
        _seize(owner, TREASURY);
        vm.assertEq(land.ownerOf(parcel), TREASURY);
    }

    function _auction() private returns (AuctionId) {
        Terms memory terms = _terms();
        vm.prank(SELLER);
        return auctions.create(terms);
    }

    function _rent() private returns (RentalId) {
        Offer memory offer = _offer();
        vm.prank(SELLER);
        rentals.authorise(offer);
        vm.prank(BUYER);
        return rentals.rent(offer, "", 10, BUYER);
    }

    function _join() private returns (uint256) {
        vm.prank(SELLER);
        return estates.join(_only(parcel));
    }

    function _terms() private view returns (Terms memory) {
        return
            Terms({
                collection: address(land),
                tokenId: parcel,
                currency: address(money),
                reserve: PRICE,
                minIncrementBps: 500,
                startsAt: 0,
                endsAt: uint64(START + 1 days)
            });
    }

    function _offer() private view returns (Offer memory) {
        return
            Offer({
                landlord: SELLER,
                collection: address(land),
                tokenId: parcel,
                fingerprint: 0,
                currency: address(money),
                pricePerDay: 100 * USD,
                minDays: 2,
                maxDays: 90,
                tenant: address(0),
                startsAt: uint64(START),
                expiresAt: uint64(START + 1 days),
                counter: 0,
                nonce: 0
            });
    }

    function _only(uint256 tokenId) private pure returns (uint256[] memory tokenIds) {
        tokenIds = new uint256[](1);
        tokenIds[0] = tokenId;
    }
}
