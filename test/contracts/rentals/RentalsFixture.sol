// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {HostileRentable} from "../../../contracts/mocks/HostileRentable.sol";
import {IRentals, Offer, RentalId} from "../../../contracts/rentals/IRentals.sol";
import {Rentals} from "../../../contracts/rentals/Rentals.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

/// @dev Linked, so that the bytecode is not part of every test contract.
library RentalHouse {
    function create(address authority, address compliance, address escrow, address splits) public returns (Rentals) {
        return new Rentals(authority, compliance, escrow, splits);
    }
}

/// @notice A world with a rental house and its fee of 2.5 %. SELLER is the landlord of `parcel`, BUYER the tenant.
abstract contract RentalsFixture is Fixture {
    uint256 internal constant PER_DAY = 100 * USD;
    RentalId internal constant FIRST = RentalId.wrap(1);
    Rentals internal rentals;
    uint256 internal parcel;
    uint256 private _offers;

    function setUp() public virtual override {
        super.setUp();
        rentals = RentalHouse.create(address(authority), address(compliance), address(escrow), address(splits));
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = ISettlement.setFee.selector;
        uint64 decision = authority.DECISION();
        vm.prank(ADMIN);
        authority.setTargetFunctionRole(address(rentals), selectors, decision);
        _setSettler(address(rentals), true);
        vm.prank(DECISION);
        rentals.setFee(TREASURY, 250);
        _allow(SELLER);
        _allow(BUYER);
        parcel = _giveParcel(SELLER, 29, -5);
    }

    function _allow(address trader) internal {
        vm.startPrank(trader);
        money.approve(address(rentals), type(uint256).max);
        land.setApprovalForAll(address(rentals), true);
        vm.stopPrank();
    }

    /// @dev 2 to 90 days of the parcel for anyone.
    function _offer() internal returns (Offer memory) {
        return
            Offer({
                landlord: SELLER,
                collection: address(land),
                tokenId: parcel,
                fingerprint: 0,
                currency: address(money),
                pricePerDay: PER_DAY,
                minDays: 2,
                maxDays: 90,
                tenant: address(0),
                startsAt: uint64(vm.getBlockTimestamp()),
                expiresAt: uint64(vm.getBlockTimestamp() + 1 days),
                counter: rentals.counterOf(SELLER),
                nonce: _offers++
            });
    }

    function _signOffer(uint256 key, Offer memory offer) internal view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, rentals.hashOffer(offer));
        return abi.encodePacked(r, s, v);
    }

    function _authoriseOffer(Offer memory offer) internal {
        vm.prank(offer.landlord);
        rentals.authorise(offer);
    }

    function _rent(Offer memory offer, uint16 term) internal returns (RentalId rentalId) {
        bytes memory signature = _signOffer(SELLER_KEY, offer);
        vm.prank(BUYER);
        return rentals.rent(offer, signature, term, BUYER);
    }

    function _rentFor(uint16 term) internal returns (RentalId) {
        return _rent(_offer(), term);
    }

    function _refuseRent(Offer memory offer, bytes memory refusal) internal {
        _refuseRent(offer, _signOffer(SELLER_KEY, offer), 10, refusal);
    }

    function _refuseRent(Offer memory offer, bytes memory signature, uint16 term, bytes memory refusal) internal {
        vm.prank(BUYER);
        vm.expectRevert(refusal);
        rentals.rent(offer, signature, term, BUYER);
    }

    /// @dev A hostile collection with users, of which SELLER has token 1.
    function _hostileRentable() internal returns (HostileRentable hostile) {
        hostile = new HostileRentable();
        _setPolicy(address(hostile), TransferPolicy.Recorded);
        hostile.mint(SELLER, 1);
        vm.prank(SELLER);
        hostile.setApprovalForAll(address(rentals), true);
    }

    function _offerOf(address collection, uint256 tokenId) internal returns (Offer memory offer) {
        offer = _offer();
        (offer.collection, offer.tokenId) = (collection, tokenId);
    }

    function _signatureInvalid(Offer memory offer) internal view returns (bytes memory) {
        bytes32 offerHash = rentals.hashOffer(offer);
        return abi.encodeWithSelector(IRentals.RentalsSignatureInvalid.selector, offerHash, offer.landlord);
    }
}
