// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AuctionId, AuctionStatus, IAuctionHouse, Terms} from "../../../contracts/auctions/IAuctionHouse.sol";
import {HostileCollection} from "../../../contracts/mocks/HostileCollection.sol";
import {NonReentrant} from "../../../contracts/security/NonReentrant.sol";
import {vm} from "../Cheats.sol";
import {AuctionFixture} from "./AuctionFixture.sol";

/// @notice A token that calls back into each entry point of the house, whenever the house moves it; and an auction that
/// somebody cancelled, to every entry point.
contract AuctionRefusalsTest is AuctionFixture {
    HostileCollection private hostile;
    uint256 private tokens = 1;

    function setUp() public override {
        super.setUp();
        hostile = _hostile();
    }

    function test_EveryEntryPointIsLockedWhileATokenComesIn() public {
        for (uint256 i = 0; i < 7; i++) {
            Terms memory terms = _nextTerms();
            hostile.reenter(address(house), _entryPoint(i));
            _create(terms);
            _assertLockedOut(address(house));
        }
    }

    function test_EveryEntryPointIsLockedWhileATokenIsCancelled() public {
        for (uint256 i = 0; i < 7; i++) {
            AuctionId auctionId = _create(_nextTerms());
            hostile.reenter(address(house), _entryPoint(i));
            vm.prank(SELLER);
            house.cancel(auctionId);
            _assertLockedOut(SELLER);
        }
    }

    function test_EveryEntryPointIsLockedWhileAnAuctionIsSettled() public {
        for (uint256 i = 0; i < 7; i++) {
            AuctionId auctionId = _create(_nextTerms());
            _bidOn(auctionId, BUYER, RESERVE);
            _settleInto(auctionId, i);
            _assertStatus(auctionId, AuctionStatus.Sold);
            _assertLockedOut(BUYER);
        }
        _assertHolds(0);
    }

    function test_EveryEntryPointIsLockedWhileAnUnsoldTokenGoesBack() public {
        for (uint256 i = 0; i < 7; i++) {
            AuctionId auctionId = _create(_nextTerms());
            _settleInto(auctionId, i);
            _assertStatus(auctionId, AuctionStatus.Unsold);
            _assertLockedOut(SELLER);
        }
    }

    function test_EveryEntryPointIsLockedWhileABlockedTokenGoesBack() public {
        for (uint256 i = 0; i < 7; i++) {
            AuctionId auctionId = _create(_nextTerms());
            _bidOn(auctionId, BUYER, RESERVE);
            _attest(SELLER, 7);
            _attest(BUYER, 7);
            _settleInto(auctionId, i);
            _attest(SELLER, 0);
            _attest(BUYER, 0);
            _assertStatus(auctionId, AuctionStatus.Blocked);
            _assertLockedOut(SELLER);
        }
        vm.assertEq(money.balanceOf(BUYER), RICHES);
    }

    function test_EveryEntryPointIsLockedDuringADelivery() public {
        for (uint256 i = 0; i < 7; i++) {
            AuctionId auctionId = _create(_nextTerms());
            _bidOn(auctionId, BUYER, RESERVE);
            vm.warp(vm.getBlockTimestamp() + 8 days);
            house.unwind(auctionId);
            hostile.reenter(address(house), _entryPoint(i));
            house.deliver(auctionId);
            _assertLockedOut(SELLER);
        }
        vm.assertEq(money.balanceOf(BUYER), RICHES);
    }

    function test_RevertWhen_TheAuctionWasCancelled() public {
        AuctionId auctionId = _create();
        vm.startPrank(SELLER);
        house.cancel(auctionId);
        bytes memory refusal = abi.encodeWithSelector(
            IAuctionHouse.AuctionNotOpen.selector,
            auctionId,
            AuctionStatus.Cancelled
        );
        vm.expectRevert(refusal);
        house.cancel(auctionId);
        vm.expectRevert(refusal);
        house.bid(auctionId, RESERVE);
        vm.warp(UNWINDABLE_AT);
        vm.expectRevert(refusal);
        house.settle(auctionId);
        vm.expectRevert(refusal);
        house.unwind(auctionId);
        vm.expectRevert(abi.encodeWithSelector(IAuctionHouse.AuctionNothingPending.selector, auctionId));
        house.deliver(auctionId);
        vm.stopPrank();
    }

    function test_RevertWhen_ABidIsReplayed() public {
        AuctionId auctionId = _create();
        _bidOn(auctionId, BUYER, RESERVE);
        uint256 next = house.minimumBid(auctionId);
        vm.expectRevert(abi.encodeWithSelector(IAuctionHouse.AuctionBidTooLow.selector, auctionId, RESERVE, next));
        _bidOn(auctionId, BUYER, RESERVE);
        _assertHolds(RESERVE);
    }

    function test_RevertWhen_WithdrawnTwice() public {
        AuctionId auctionId = _create();
        _bidOn(auctionId, BUYER, RESERVE);
        bytes memory refund = abi.encodeCall(money.transfer, (BUYER, RESERVE));
        vm.mockCallRevert(address(money), refund, "");
        _bidOn(auctionId, RIVAL, 2 * RESERVE);
        vm.clearMockedCalls();
        vm.startPrank(BUYER);
        house.withdraw();
        vm.expectRevert(abi.encodeWithSelector(IAuctionHouse.AuctionNothingToWithdraw.selector, BUYER));
        house.withdraw();
        vm.stopPrank();
        vm.assertEq(money.balanceOf(BUYER), RICHES);
        _assertHolds(2 * RESERVE);
    }

    function _settleInto(AuctionId auctionId, uint256 i) private {
        vm.warp(vm.getBlockTimestamp() + 1 days);
        hostile.reenter(address(house), _entryPoint(i));
        house.settle(auctionId);
    }

    /// @dev A token of its own for each auction.
    function _nextTerms() private returns (Terms memory terms) {
        terms = _termsOf(hostile);
        terms.tokenId = ++tokens;
        terms.endsAt = uint64(vm.getBlockTimestamp() + 1 days);
        hostile.mint(SELLER, terms.tokenId);
    }

    /// @dev Aimed at the auction that the house is about to create or has created last.
    function _entryPoint(uint256 i) private view returns (bytes memory) {
        AuctionId current = AuctionId.wrap(tokens - 1);
        if (i == 0) return abi.encodeCall(house.create, (_terms()));
        if (i == 1) return abi.encodeCall(house.bid, (current, 2 * RESERVE));
        if (i == 2) return abi.encodeCall(house.cancel, (current));
        if (i == 3) return abi.encodeCall(house.settle, (current));
        if (i == 4) return abi.encodeCall(house.unwind, (current));
        if (i == 5) return abi.encodeCall(house.deliver, (current));
        return abi.encodeCall(house.withdraw, ());
    }

    function _assertLockedOut(address owner) private view {
        vm.assertFalse(hostile.reentered());
        vm.assertEq(hostile.answer(), abi.encodeWithSelector(NonReentrant.NonReentrantCall.selector));
        vm.assertEq(hostile.ownerOf(tokens), owner);
    }
}
