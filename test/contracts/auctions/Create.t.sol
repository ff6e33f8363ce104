// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Auction, AuctionId, AuctionStatus, IAuctionHouse, Terms} from "../../../contracts/auctions/IAuctionHouse.sol";
import {ICompliance} from "../../../contracts/compliance/ICompliance.sol";
import {FeeOnTransferToken} from "../../../contracts/mocks/FeeOnTransferToken.sol";
import {Behaviour, HostileCollection} from "../../../contracts/mocks/HostileCollection.sol";
import {NonReentrant} from "../../../contracts/security/NonReentrant.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {vm} from "../Cheats.sol";
import {AuctionFixture} from "./AuctionFixture.sol";

contract CreateTest is AuctionFixture {
    function test_TakesTheTokenIntoCustody() public {
        Terms memory terms = _terms();
        terms.startsAt = uint64(START);
        vm.expectEmit(address(house));
        emit IAuctionHouse.AuctionCreated(FIRST, SELLER, address(land), parcel, terms);
        AuctionId auctionId = _create();

        vm.assertEq(AuctionId.unwrap(auctionId), 1);
        vm.assertEq(house.auctionCount(), 1);
        vm.assertEq(land.ownerOf(parcel), address(house));
        _assertInCustody(address(land), parcel, FIRST);
        Auction memory auction = house.auctionOf(FIRST);
        vm.assertEq(auction.seller, SELLER);
        vm.assertEq(auction.bidder, address(0));
        vm.assertEq(auction.endsAt, ENDS_AT);
        vm.assertEq(keccak256(abi.encode(auction.terms)), keccak256(abi.encode(terms)));
        vm.assertEq(house.minimumBid(FIRST), RESERVE);
        _assertStatus(FIRST, AuctionStatus.Open);
    }

    /// @dev Custody is no disposal: the seller may take the token back and sell it to anyone.
    function test_CustodyLeavesNoTraceInTheTokensHistory() public {
        _create();
        vm.prank(SELLER);
        house.cancel(FIRST);
        vm.assertEq(marketRules.disposedAt(address(land), parcel, uint160(SELLER)), 0);
    }

    function test_MayStartLater() public {
        Terms memory terms = _terms();
        terms.startsAt = uint64(START + 12 hours);
        _create(terms);
        vm.assertEq(house.auctionOf(FIRST).terms.startsAt, START + 12 hours);
    }

    function test_RevertWhen_TheCurrencyTakesAFee() public {
        Terms memory terms = _terms();
        terms.currency = address(new FeeOnTransferToken());
        _expectRefusal(
            terms,
            abi.encodeWithSelector(IAuctionHouse.AuctionCurrencyNotAccepted.selector, terms.currency)
        );
    }

    function test_RevertWhen_TheReserveIsZero() public {
        Terms memory terms = _terms();
        terms.reserve = 0;
        _expectRefusal(terms, abi.encodeWithSelector(IAuctionHouse.AuctionReserveZero.selector));
    }

    function testFuzz_TheIncrementIsBounded(uint16 bps) public {
        Terms memory terms = _terms();
        terms.minIncrementBps = bps;
        if (100 <= bps && bps <= 5_000) _create(terms);
        else _expectRefusal(terms, abi.encodeWithSelector(IAuctionHouse.AuctionIncrementOutOfBounds.selector, bps));
    }

    function testFuzz_TheDurationIsBounded(uint64 startsAt, uint64 endsAt) public {
        Terms memory terms = _terms();
        (terms.startsAt, terms.endsAt) = (startsAt, endsAt);
        uint256 start = startsAt < START ? START : startsAt;
        bool inBounds = endsAt >= start && endsAt - start >= 1 hours && endsAt - start <= 30 days;
        if (inBounds) _create(terms);
        else _expectDurationRefused(terms, uint64(start));
    }

    function test_TheDurationsBoundsAreInside() public {
        Terms memory terms = _terms();
        terms.endsAt = uint64(START + 1 hours - 1);
        _expectDurationRefused(terms, uint64(START));
        terms.endsAt = uint64(START + 30 days + 1);
        _expectDurationRefused(terms, uint64(START));
        terms.endsAt = uint64(START + 30 days);
        _create(terms);
        vm.prank(SELLER);
        house.cancel(FIRST);
        terms.endsAt = uint64(START + 1 hours);
        _create(terms);
    }

    function test_RevertWhen_TheTokenIsNotTheCallers() public {
        Terms memory terms = _terms();
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721IncorrectOwner.selector, STRANGER, parcel, SELLER));
        vm.prank(STRANGER);
        house.create(terms);
    }

    function test_RevertWhen_TheHouseIsNotApproved() public {
        vm.prank(SELLER);
        land.setApprovalForAll(address(house), false);
        _expectRefusal(
            _terms(),
            abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, house, parcel)
        );
    }

    function test_RevertWhen_TheTokenIsInAnAuction() public {
        _create();
        _expectRefusal(_terms(), abi.encodeWithSelector(IAuctionHouse.AuctionTokenTaken.selector, land, parcel, FIRST));
    }

    /// @dev The collection claims that the house got a token which it has already.
    function test_RevertWhen_ACollectionPretendsToBringATokenTwice() public {
        HostileCollection hostile = _hostile();
        Terms memory terms = _termsOf(hostile);
        _create(terms);
        hostile.behave(Behaviour.Pretend);
        _expectRefusal(terms, abi.encodeWithSelector(IAuctionHouse.AuctionTokenTaken.selector, hostile, 1, FIRST));
    }

    function test_RevertWhen_TheTokenDoesNotArrive() public {
        HostileCollection hostile = _hostile();
        hostile.behave(Behaviour.Ignore);
        _expectRefusal(
            _termsOf(hostile),
            abi.encodeWithSelector(ISettlement.SettlementTokenNotMoved.selector, hostile, 1, house)
        );
    }

    function test_RevertWhen_TheHouseIsNoSettler() public {
        _setSettler(address(house), false);
        _expectRefusal(_terms(), abi.encodeWithSelector(ICompliance.ComplianceSettlerNotRegistered.selector, house));
    }

    function test_ReenteringFails() public {
        HostileCollection hostile = _hostile();
        hostile.reenter(address(house), abi.encodeCall(house.create, (_termsOf(hostile))));
        _create(_termsOf(hostile));
        vm.assertFalse(hostile.reentered());
        vm.assertEq(hostile.answer(), abi.encodeWithSelector(NonReentrant.NonReentrantCall.selector));
        vm.assertEq(house.auctionCount(), 1);
    }

    /// @dev A bid must not be undercut while its token arrives.
    function test_ReenteringABidFails() public {
        HostileCollection hostile = _hostile();
        hostile.reenter(address(house), abi.encodeCall(house.bid, (FIRST, RESERVE)));
        _create(_termsOf(hostile));
        vm.assertEq(hostile.answer(), abi.encodeWithSelector(NonReentrant.NonReentrantCall.selector));
    }

    function _expectDurationRefused(Terms memory terms, uint64 start) private {
        _expectRefusal(
            terms,
            abi.encodeWithSelector(IAuctionHouse.AuctionDurationOutOfBounds.selector, start, terms.endsAt)
        );
    }

    function _expectRefusal(Terms memory terms, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(SELLER);
        house.create(terms);
    }
}
