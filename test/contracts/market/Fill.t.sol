// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order} from "../../../contracts/market/Orders.sol";
import {CaseId, CaseStatus} from "../../../contracts/payments/IEscrow.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

contract FillTest is Fixture {
    uint256 private constant PRICE = 1_000 * USD;
    uint256 private parcel;

    function setUp() public override {
        super.setUp();
        parcel = _giveParcel(SELLER, 29, -5);
    }

    function test_KnowsItsContracts() public view {
        vm.assertEq(address(market.COMPLIANCE()), address(compliance));
        vm.assertEq(address(market.ESCROW()), address(escrow));
        vm.assertEq(address(market.SETTLEMENT_TOKEN()), address(money));
    }

    function test_BuyerFillsASignedAsk() public {
        Order memory ask = _ask(SELLER, parcel, PRICE);
        bytes memory signature = _sign(SELLER_KEY, ask);
        _expectSettled(ask, SELLER, BUYER);
        vm.prank(BUYER);
        market.fill(ask, signature, parcel);
        _assertSettled(ask);
    }

    function test_SellerFillsASignedBid() public {
        Order memory bid = _bid(BUYER, parcel, PRICE);
        bytes memory signature = _sign(BUYER_KEY, bid);
        _expectSettled(bid, SELLER, BUYER);
        vm.prank(SELLER);
        market.fill(bid, signature, parcel);
        _assertSettled(bid);
    }

    function test_SellerFillsABidForAnyOfTheCollection() public {
        Order memory bid = _collectionBid(BUYER, PRICE);
        bytes memory signature = _sign(BUYER_KEY, bid);
        _expectSettled(bid, SELLER, BUYER);
        vm.prank(SELLER);
        market.fill(bid, signature, parcel);
        _assertSettled(bid);
    }

    function test_FillsAnOrderAuthorisedOnChain() public {
        Order memory ask = _ask(SELLER, parcel, PRICE);
        _authorise(ask);
        vm.prank(BUYER);
        market.fill(ask, "", parcel);
        _assertSettled(ask);
    }

    function test_TheChosenTakerFillsAPrivateAsk() public {
        Order memory ask = _ask(SELLER, parcel, PRICE);
        ask.taker = BUYER;
        bytes memory signature = _sign(SELLER_KEY, ask);
        vm.prank(BUYER);
        market.fill(ask, signature, parcel);
        _assertSettled(ask);
    }

    function test_FillsFromTheFirstSecondToTheLast() public {
        Order memory ask = _ask(SELLER, parcel, PRICE);
        (ask.startsAt, ask.expiresAt) = (uint64(START + 5), uint64(START + 6));
        bytes memory signature = _sign(SELLER_KEY, ask);
        vm.warp(START + 5);
        vm.prank(BUYER);
        market.fill(ask, signature, parcel);
        _assertSettled(ask);
    }

    function test_TheSmallestPriceGoesToTheSellerWhole() public {
        Order memory ask = _ask(SELLER, parcel, 1);
        bytes memory signature = _sign(SELLER_KEY, ask);
        vm.prank(BUYER);
        market.fill(ask, signature, parcel);
        vm.assertEq(money.balanceOf(SELLER), RICHES + 1);
        vm.assertEq(money.balanceOf(TREASURY), 0);
        vm.assertEq(money.balanceOf(CREATOR), 0);
    }

    /// @dev Money that the seller makes in a trade is neither a side payment nor a funding root handed on.
    function test_ATradeLeavesNoMoneyTrail() public {
        _sell(SELLER, BUYER, parcel, PRICE);
        (uint64 paidAt, ) = money.sidePayment(BUYER, SELLER);
        vm.assertEq(paidAt, 0);
        vm.assertEq(money.fundingRoot(TREASURY), TREASURY);
    }

    function test_AHeldTradeGoesIntoEscrow() public {
        _sell(SELLER, BUYER, parcel, PRICE);
        vm.warp(START + 20 days);
        Order memory ask = _ask(BUYER, parcel, PRICE);
        bytes memory signature = _sign(BUYER_KEY, ask);
        uint256 before = money.balanceOf(SELLER);

        vm.expectEmit(address(market));
        emit ISettlement.TradeHeld(market.hashOrder(ask), address(land), parcel, BUYER, SELLER, PRICE, CaseId.wrap(1));
        vm.prank(SELLER);
        market.fill(ask, signature, parcel);

        vm.assertEq(land.ownerOf(parcel), address(escrow));
        vm.assertEq(money.balanceOf(address(escrow)), PRICE);
        vm.assertEq(money.balanceOf(SELLER), before - PRICE);
        vm.assertEq(escrow.held(), PRICE);
        vm.assertTrue(escrow.caseOf(CaseId.wrap(1)).status == CaseStatus.Open);
        vm.assertTrue(market.isSpent(BUYER, ask.nonce));
    }

    function test_TheFeeMayBeNothing() public {
        vm.prank(DECISION);
        market.setFee(TREASURY, 0);
        _sell(SELLER, BUYER, parcel, PRICE);
        vm.assertEq(money.balanceOf(TREASURY), 0);
        vm.assertEq(money.balanceOf(SELLER), RICHES + (PRICE * 95) / 100);
    }

    function _expectSettled(Order memory order, address seller, address buyer) private {
        vm.expectEmit(address(market));
        emit ISettlement.TradeSettled({
            orderHash: market.hashOrder(order),
            collection: address(land),
            tokenId: parcel,
            seller: seller,
            buyer: buyer,
            price: PRICE,
            fee: 25 * USD,
            royalty: 50 * USD
        });
    }

    function _assertSettled(Order memory order) private view {
        vm.assertEq(land.ownerOf(parcel), BUYER);
        vm.assertEq(money.balanceOf(BUYER), RICHES - PRICE);
        vm.assertEq(money.balanceOf(SELLER), RICHES + 925 * USD);
        vm.assertEq(money.balanceOf(TREASURY), 25 * USD);
        vm.assertEq(money.balanceOf(CREATOR), 50 * USD);
        vm.assertTrue(market.isSpent(order.maker, order.nonce));
    }
}
