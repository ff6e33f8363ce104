// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMarket} from "../../../contracts/market/IMarket.sol";
import {Order, Side} from "../../../contracts/market/Orders.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {vm} from "../Cheats.sol";
import {MarketFixture} from "./MarketFixture.sol";

/// @notice Asks whose price falls (Dutch) and bids whose price rises.
contract LinearPriceTest is MarketFixture {
    uint256 private parcel;

    function setUp() public override {
        super.setUp();
        parcel = _parcelOf(SELLER);
    }

    function test_AnAskFallsHalfwayInHalfItsTime() public {
        Order memory ask = _dutch(1_000 * USD, 600 * USD);
        vm.assertEq(_priceAfter(ask, 0), 1_000 * USD);
        vm.assertEq(_priceAfter(ask, 12 hours), 800 * USD);
        bytes memory signature = _sign(SELLER_KEY, ask);
        vm.expectEmit(address(market));
        emit ISettlement.TradeSettled({
            orderHash: market.hashOrder(ask),
            collection: address(land),
            tokenId: parcel,
            seller: SELLER,
            buyer: BUYER,
            price: 800 * USD,
            fee: 20 * USD,
            royalty: 40 * USD
        });
        vm.prank(BUYER);
        market.fill(ask, signature, parcel);
        vm.assertEq(money.balanceOf(BUYER), RICHES - 800 * USD);
        vm.assertEq(money.balanceOf(SELLER), RICHES + 740 * USD);
    }

    function test_ABidRisesHalfwayInHalfItsTime() public {
        Order memory bid = _rising(600 * USD, 1_000 * USD);
        vm.assertEq(_priceAfter(bid, 0), 600 * USD);
        vm.assertEq(_priceAfter(bid, 12 hours), 800 * USD);
        bytes memory signature = _sign(BUYER_KEY, bid);
        vm.prank(SELLER);
        market.fill(bid, signature, parcel);
        vm.assertEq(money.balanceOf(BUYER), RICHES - 800 * USD);
    }

    /// @dev A third of a unit less than 10 is 10 for a seller; a third more than 10 is 10 for a buyer.
    function test_RoundsForTheMaker() public {
        Order memory ask = _dutch(10, 9);
        Order memory bid = _rising(10, 11);
        vm.assertEq(_priceAfter(ask, 8 hours), 10);
        vm.assertEq(_priceAfter(bid, 8 hours), 10);
        vm.assertEq(_priceAfter(ask, 1 days - 1), 10);
        vm.assertEq(_priceAfter(bid, 1 days - 1), 10);
    }

    function testFuzz_AnAskFallsBetweenItsEnds(
        uint256 price,
        uint256 endPrice,
        uint64 life,
        uint64[2] memory times
    ) public {
        (price, endPrice) = price > endPrice ? (price, endPrice) : (endPrice, price);
        vm.assume(endPrice != 0);
        Order memory ask = _dutch(price, endPrice);
        (uint256 sooner, uint256 later) = _within(ask, life, times);
        (uint256 first, uint256 second) = (_priceAfter(ask, sooner), _priceAfter(ask, later));
        vm.assertGe(price, first);
        vm.assertGe(first, second);
        vm.assertGe(second, endPrice);
        _assertExact(price - first, price - endPrice, sooner, ask);
        vm.assertEq(_priceAfter(ask, 0), price);
    }

    function testFuzz_ABidRisesBetweenItsEnds(
        uint256 price,
        uint256 endPrice,
        uint64 life,
        uint64[2] memory times
    ) public {
        (price, endPrice) = price < endPrice ? (price, endPrice) : (endPrice, price);
        vm.assume(price != 0);
        Order memory bid = _rising(price, endPrice);
        (uint256 sooner, uint256 later) = _within(bid, life, times);
        (uint256 first, uint256 second) = (_priceAfter(bid, sooner), _priceAfter(bid, later));
        vm.assertLe(price, first);
        vm.assertLe(first, second);
        vm.assertLe(second, endPrice);
        _assertExact(first - price, endPrice - price, sooner, bid);
        vm.assertEq(_priceAfter(bid, 0), price);
    }

    function test_RevertWhen_AnAskRises() public {
        Order memory ask = _dutch(600 * USD, 1_000 * USD);
        _refuseDirection(ask, SELLER_KEY, BUYER);
    }

    function test_RevertWhen_ABidFalls() public {
        Order memory bid = _rising(1_000 * USD, 600 * USD);
        _refuseDirection(bid, BUYER_KEY, SELLER);
    }

    function test_RevertWhen_APriceIsZero() public {
        Order[4] memory orders = [_dutch(0, 0), _dutch(PRICE, 0), _rising(0, PRICE), _rising(0, 0)];
        for (uint256 i = 0; i < orders.length; i++) {
            bytes memory signature = _sign(i < 2 ? SELLER_KEY : BUYER_KEY, orders[i]);
            bytes memory refusal = abi.encodeWithSelector(
                IMarket.MarketPriceZero.selector,
                market.hashOrder(orders[i])
            );
            vm.expectRevert(refusal);
            vm.prank(i < 2 ? BUYER : SELLER);
            market.fill(orders[i], signature, parcel);
            vm.expectRevert(refusal);
            vm.prank(orders[i].maker);
            market.authorise(orders[i]);
        }
    }

    function test_RevertWhen_TheFallHasNotBegun() public {
        Order memory ask = _dutch(1_000 * USD, 600 * USD);
        ask.startsAt = uint64(START + 1);
        bytes memory signature = _sign(SELLER_KEY, ask);
        bytes32 orderHash = market.hashOrder(ask);
        vm.expectRevert(abi.encodeWithSelector(IMarket.MarketOrderNotStarted.selector, orderHash, START + 1));
        vm.prank(BUYER);
        market.fill(ask, signature, parcel);
    }

    function test_RevertWhen_TheFallIsOver() public {
        Order memory ask = _dutch(1_000 * USD, 600 * USD);
        bytes memory signature = _sign(SELLER_KEY, ask);
        bytes32 orderHash = market.hashOrder(ask);
        vm.warp(ask.expiresAt);
        vm.expectRevert(abi.encodeWithSelector(IMarket.MarketOrderExpired.selector, orderHash, ask.expiresAt));
        vm.prank(BUYER);
        market.fill(ask, signature, parcel);
    }

    /// @dev A trace names the price of the moment, and the first one where the order's times have none.
    function test_ATraceNamesThePriceOfTheMoment() public {
        Order memory ask = _dutch(1_000 * USD, 600 * USD);
        ask.taker = SELLER;
        bytes4 code = IMarket.MarketTakerMismatch.selector;
        vm.warp(START + 6 hours);
        _expectRejected(ask, 900 * USD, code, abi.encode(SELLER, BUYER));
        vm.warp(ask.expiresAt);
        code = IMarket.MarketOrderExpired.selector;
        _expectRejected(ask, 1_000 * USD, code, abi.encode(market.hashOrder(ask), ask.expiresAt));
        (ask.startsAt, ask.expiresAt) = (ask.expiresAt + 2, ask.expiresAt + 1);
        code = IMarket.MarketOrderNotStarted.selector;
        _expectRejected(ask, 1_000 * USD, code, abi.encode(market.hashOrder(ask), ask.startsAt));
    }

    function _expectRejected(Order memory ask, uint256 price, bytes4 code, bytes memory evidence) private {
        bytes memory signature = _sign(SELLER_KEY, ask);
        vm.expectEmit(address(market));
        emit ISettlement.TradeRejected({
            orderHash: market.hashOrder(ask),
            collection: address(land),
            tokenId: parcel,
            seller: SELLER,
            buyer: BUYER,
            price: price,
            ruleId: 0,
            code: code,
            evidence: evidence
        });
        vm.prank(BUYER);
        market.tryFill(ask, signature, parcel);
    }

    function _refuseDirection(Order memory order, uint256 key, address taker) private {
        bytes memory signature = _sign(key, order);
        bytes4 invalid = IMarket.MarketPriceDirectionInvalid.selector;
        bytes memory refusal = abi.encodeWithSelector(invalid, market.hashOrder(order), order.price, order.endPrice);
        vm.expectRevert(refusal);
        vm.prank(taker);
        market.fill(order, signature, parcel);
        vm.expectRevert(refusal);
        vm.prank(order.maker);
        market.authorise(order);
    }

    /// @dev A life of any length and two times in it, in order.
    function _within(
        Order memory order,
        uint64 life,
        uint64[2] memory times
    ) private pure returns (uint256 sooner, uint256 later) {
        life = 1 + (life % uint64(10_000 days));
        order.expiresAt = order.startsAt + life;
        (sooner, later) = (times[0] % life, times[1] % life);
        if (sooner > later) (sooner, later) = (later, sooner);
    }

    /// @dev The way gone is rounded down: at most what time says and less than a unit below it.
    function _assertExact(uint256 gone, uint256 whole, uint256 time, Order memory order) private pure {
        uint256 life = order.expiresAt - order.startsAt;
        if (whole > type(uint160).max) return;
        vm.assertLe(gone * life, whole * time);
        vm.assertGe((gone + 1) * life, whole * time + 1);
    }

    function _priceAfter(Order memory order, uint256 time) private returns (uint256) {
        vm.warp(START + time);
        bool ask = order.side == Side.Ask;
        bytes memory signature = _sign(ask ? SELLER_KEY : BUYER_KEY, order);
        return market.checkFill(ask ? BUYER : SELLER, _fillOf(order, signature)).price;
    }

    function _dutch(uint256 price, uint256 endPrice) private returns (Order memory ask) {
        ask = _ask(SELLER, parcel, price);
        ask.endPrice = endPrice;
    }

    function _rising(uint256 price, uint256 endPrice) private returns (Order memory bid) {
        bid = _bid(BUYER, parcel, price);
        bid.endPrice = endPrice;
    }
}
