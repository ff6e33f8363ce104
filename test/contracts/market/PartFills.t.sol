// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMarket} from "../../../contracts/market/IMarket.sol";
import {Order} from "../../../contracts/market/Orders.sol";
import {RecordedLog, vm} from "../Cheats.sol";
import {MarketFixture} from "./MarketFixture.sol";

/// @notice Bids for several tokens, filled one by one.
contract PartFillsTest is MarketFixture {
    function test_EachFillBuysOneAndTheLastSpends() public {
        Order memory bid = _bidFor(3);
        bytes memory signature = _sign(BUYER_KEY, bid);
        bytes32 orderHash = market.hashOrder(bid);
        for (uint256 i = 1; i <= 3; i++) {
            vm.assertFalse(market.isSpent(BUYER, bid.nonce));
            uint256 parcel = _parcelOf(SELLER);
            vm.expectEmit(address(market));
            emit IMarket.OrderPartFilled(orderHash, i, 3);
            vm.prank(SELLER);
            market.fill(bid, signature, parcel);
            vm.assertEq(market.filledOf(orderHash), i);
            vm.assertEq(land.ownerOf(parcel), BUYER);
        }
        vm.assertEq(money.balanceOf(BUYER), RICHES - 3 * PRICE);
        vm.assertTrue(market.isSpent(BUYER, bid.nonce));
        _refuseSpent(bid, signature);
    }

    function testFuzz_NeverMoreThanTheAmount(uint256 amount, uint256 tries) public {
        (amount, tries) = (1 + (amount % 5), tries % 8);
        Order memory bid = _bidFor(amount);
        bytes memory signature = _sign(BUYER_KEY, bid);
        for (uint256 i = 0; i < tries; i++) {
            uint256 parcel = _parcelOf(SELLER);
            vm.prank(SELLER);
            vm.assertEq(market.tryFill(bid, signature, parcel), i < amount);
        }
        uint256 bought = tries < amount ? tries : amount;
        vm.assertEq(land.balanceOf(BUYER), bought);
        vm.assertEq(money.balanceOf(BUYER), RICHES - bought * PRICE);
        vm.assertEq(market.isSpent(BUYER, bid.nonce), tries >= amount);
    }

    function test_DifferentSellersFillIt() public {
        vm.prank(STRANGER);
        land.setApprovalForAll(address(market), true);
        Order memory bid = _bidFor(2);
        _authorise(bid);
        _fill(SELLER, bid);
        _fill(STRANGER, bid);
        vm.assertTrue(market.isSpent(BUYER, bid.nonce));
    }

    function test_ABidForOneLeavesNoCount() public {
        Order memory bid = _bidFor(1);
        _authorise(bid);
        vm.recordLogs();
        _fill(SELLER, bid);
        RecordedLog[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; i++) {
            vm.assertNotEq(logs[i].topics[0], IMarket.OrderPartFilled.selector);
        }
        vm.assertEq(market.filledOf(market.hashOrder(bid)), 0);
        vm.assertTrue(market.isSpent(BUYER, bid.nonce));
    }

    function test_CancellingInBetweenKeepsWhatWasBought() public {
        Order[] memory bids = new Order[](1);
        bids[0] = _bidFor(3);
        bytes memory signature = _sign(BUYER_KEY, bids[0]);
        uint256 parcel = _parcelOf(SELLER);
        vm.prank(SELLER);
        market.fill(bids[0], signature, parcel);
        vm.prank(BUYER);
        market.cancel(bids);
        _refuseSpent(bids[0], signature);
        vm.assertEq(market.filledOf(market.hashOrder(bids[0])), 1);
    }

    function test_RaisingTheCounterInBetweenStopsIt() public {
        Order memory bid = _bidFor(3);
        _authorise(bid);
        _fill(SELLER, bid);
        vm.prank(BUYER);
        market.raiseCounter();
        uint256 parcel = _parcelOf(SELLER);
        vm.expectRevert(abi.encodeWithSelector(IMarket.MarketCounterMismatch.selector, BUYER, 0, 1));
        vm.prank(SELLER);
        market.fill(bid, "", parcel);
    }

    /// @dev Two bids on one nonce exclude each other as soon as one is filled whole, and not before.
    function test_AnOrderOfTheSameNonceEndsIt() public {
        Order memory several = _bidFor(3);
        Order memory one = _bidFor(1);
        one.nonce = several.nonce;
        _authorise(several);
        _authorise(one);
        _fill(SELLER, several);
        _fill(SELLER, one);
        _refuseSpent(several, "");
    }

    function test_ABlockedFillDoesNotCount() public {
        Order memory bid = _bidFor(2);
        _authorise(bid);
        uint256 parcel = _parcelOf(SELLER);
        _attest(SELLER, 7);
        _attest(BUYER, 7);
        vm.prank(SELLER);
        vm.assertFalse(market.tryFill(bid, "", parcel));
        vm.assertEq(market.filledOf(market.hashOrder(bid)), 0);
    }

    function test_AFailedFillDoesNotCount() public {
        Order memory bid = _bidFor(2);
        _authorise(bid);
        uint256 parcel = _parcelOf(SELLER);
        vm.prank(STRANGER);
        vm.assertFalse(market.tryFill(bid, "", parcel));
        vm.assertEq(market.filledOf(market.hashOrder(bid)), 0);
    }

    /// @dev A token held in escrow is bought as far as the bid goes: its money is gone.
    function test_AHeldFillCounts() public {
        uint256 parcel = _parcelOf(BUYER);
        _sell(BUYER, SELLER, parcel, PRICE);
        vm.warp(START + 20 days);
        Order memory bid = _bidFor(2);
        _authorise(bid);
        vm.prank(SELLER);
        market.fill(bid, "", parcel);
        vm.assertEq(land.ownerOf(parcel), address(escrow));
        vm.assertEq(market.filledOf(market.hashOrder(bid)), 1);
    }

    /// @dev The rising price goes on rising between the parts.
    function test_EachPartHasThePriceOfItsTime() public {
        Order memory bid = _bidFor(2);
        bid.endPrice = 2 * PRICE;
        _authorise(bid);
        _fill(SELLER, bid);
        vm.warp(START + 12 hours);
        _fill(SELLER, bid);
        vm.assertEq(money.balanceOf(BUYER), RICHES - PRICE - (3 * PRICE) / 2);
    }

    function test_RevertWhen_TheAmountIsZero() public {
        _refuseAmount(_bidFor(0), BUYER_KEY, SELLER);
    }

    function test_RevertWhen_AnAskOffersTwo() public {
        Order memory ask = _ask(SELLER, _parcelOf(SELLER), PRICE);
        ask.amount = 2;
        _refuseAmount(ask, SELLER_KEY, BUYER);
        ask.amount = 0;
        _refuseAmount(ask, SELLER_KEY, BUYER);
    }

    function test_RevertWhen_ABidForOneTokenWantsItTwice() public {
        Order memory bid = _bid(BUYER, _parcelOf(SELLER), PRICE);
        bid.amount = 2;
        _refuseAmount(bid, BUYER_KEY, SELLER);
    }

    function test_RevertWhen_TheAmountWasChanged() public {
        Order memory bid = _bidFor(2);
        bytes memory signature = _sign(BUYER_KEY, bid);
        bid.amount = 3;
        uint256 parcel = _parcelOf(SELLER);
        bytes32 orderHash = market.hashOrder(bid);
        vm.expectRevert(abi.encodeWithSelector(IMarket.MarketSignatureInvalid.selector, orderHash, BUYER));
        vm.prank(SELLER);
        market.fill(bid, signature, parcel);
    }

    function _refuseAmount(Order memory order, uint256 key, address taker) private {
        bytes memory signature = _sign(key, order);
        bytes32 orderHash = market.hashOrder(order);
        bytes memory refusal = abi.encodeWithSelector(IMarket.MarketAmountInvalid.selector, orderHash, order.amount);
        vm.expectRevert(refusal);
        vm.prank(taker);
        market.fill(order, signature, order.tokenId);
        vm.expectRevert(refusal);
        vm.prank(order.maker);
        market.authorise(order);
    }

    function _refuseSpent(Order memory bid, bytes memory signature) private {
        uint256 parcel = _parcelOf(SELLER);
        bytes32 orderHash = market.hashOrder(bid);
        vm.expectRevert(abi.encodeWithSelector(IMarket.MarketOrderSpent.selector, orderHash, bid.nonce));
        vm.prank(SELLER);
        market.fill(bid, signature, parcel);
    }

    function _fill(address seller, Order memory bid) private {
        uint256 parcel = _parcelOf(seller);
        vm.prank(seller);
        market.fill(bid, "", parcel);
        vm.assertEq(land.ownerOf(parcel), BUYER);
    }

    function _bidFor(uint256 amount) private returns (Order memory bid) {
        bid = _collectionBid(BUYER, PRICE);
        bid.amount = amount;
    }
}
