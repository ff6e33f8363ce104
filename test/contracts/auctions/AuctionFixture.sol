// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AuctionHouse} from "../../../contracts/auctions/AuctionHouse.sol";
import {AuctionId, AuctionStatus, Terms} from "../../../contracts/auctions/IAuctionHouse.sol";
import {Compliance} from "../../../contracts/compliance/Compliance.sol";
import {TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {Authority} from "../../../contracts/governance/Authority.sol";
import {HostileCollection} from "../../../contracts/mocks/HostileCollection.sol";
import {Escrow} from "../../../contracts/payments/Escrow.sol";
import {PaymentSplits} from "../../../contracts/payments/PaymentSplits.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

/// @dev See `Worlds` for why this is a library with a public function.
library AuctionHouses {
    function create(
        Authority authority,
        Compliance compliance,
        Escrow escrow,
        PaymentSplits splits
    ) public returns (AuctionHouse) {
        return new AuctionHouse(address(authority), address(compliance), address(escrow), address(splits));
    }
}

/// @notice A world with an auction house: SELLER has a parcel to sell, BUYER and RIVAL have money of their own.
abstract contract AuctionFixture is Fixture {
    uint256 internal constant RESERVE = 1_000 * USD;
    uint64 internal constant ENDS_AT = uint64(START + 1 days);
    uint64 internal constant UNWINDABLE_AT = ENDS_AT + 7 days;
    AuctionId internal constant FIRST = AuctionId.wrap(1);

    address internal immutable RIVAL = _named("rival");

    AuctionHouse internal house;
    uint256 internal parcel;

    function setUp() public virtual override {
        super.setUp();
        house = AuctionHouses.create(authority, compliance, escrow, splits);
        _setSettler(address(house), true);
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = ISettlement.setFee.selector;
        uint64 decision = authority.DECISION();
        vm.prank(ADMIN);
        authority.setTargetFunctionRole(address(house), selectors, decision);
        vm.prank(DECISION);
        house.setFee(TREASURY, 250);

        _enrich(RIVAL);
        parcel = _giveParcel(SELLER, 12, -7);
        _approveHouse(SELLER);
        _approveHouse(BUYER);
        _approveHouse(RIVAL);
    }

    function _approveHouse(address trader) internal {
        vm.startPrank(trader);
        land.setApprovalForAll(address(house), true);
        money.approve(address(house), type(uint256).max);
        vm.stopPrank();
    }

    function _terms() internal view returns (Terms memory) {
        return
            Terms({
                collection: address(land),
                tokenId: parcel,
                currency: address(money),
                reserve: RESERVE,
                minIncrementBps: 500,
                startsAt: 0,
                endsAt: ENDS_AT
            });
    }

    function _create() internal returns (AuctionId) {
        return _create(_terms());
    }

    function _create(Terms memory terms) internal returns (AuctionId) {
        vm.prank(SELLER);
        return house.create(terms);
    }

    function _bidOn(AuctionId auctionId, address bidder, uint256 amount) internal {
        vm.prank(bidder);
        house.bid(auctionId, amount);
    }

    /// @dev A collection that may turn, with its token 1 in SELLER's hands and approved for the house.
    function _hostile() internal returns (HostileCollection hostile) {
        hostile = new HostileCollection();
        _setPolicy(address(hostile), TransferPolicy.Open);
        hostile.mint(SELLER, 1);
        vm.prank(SELLER);
        hostile.setApprovalForAll(address(house), true);
    }

    function _termsOf(HostileCollection hostile) internal view returns (Terms memory terms) {
        terms = _terms();
        (terms.collection, terms.tokenId) = (address(hostile), 1);
    }

    function _assertStatus(AuctionId auctionId, AuctionStatus status) internal view {
        vm.assertEq(uint256(house.auctionOf(auctionId).status), uint256(status));
    }

    function _assertInCustody(address collection, uint256 tokenId, AuctionId auctionId) internal view {
        vm.assertEq(AuctionId.unwrap(house.custodyOf(collection, tokenId)), AuctionId.unwrap(auctionId));
    }

    /// @dev What the house holds: leading bids of open auctions and credits.
    function _assertHolds(uint256 amount) internal view {
        vm.assertEq(money.balanceOf(address(house)), amount);
    }
}
