// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {Fill, IMarket} from "../../../contracts/market/IMarket.sol";
import {Bundle, Order, Side} from "../../../contracts/market/Orders.sol";
import {HostileCollection} from "../../../contracts/mocks/HostileCollection.sol";
import {NonReentrant} from "../../../contracts/security/NonReentrant.sol";
import {vm} from "../Cheats.sol";
import {MarketFixture} from "./MarketFixture.sol";

/// @notice A token that, on its way to the buyer, calls back into each entry point of the market, whichever brought it
/// there. What it sends back in would do no harm only because the market is locked: a parcel that is for sale to anyone.
contract MarketReentryTest is MarketFixture {
    uint256 private constant WAYS = 6;
    HostileCollection private hostile;
    uint256 private nextToken = 1;

    function setUp() public override {
        super.setUp();
        hostile = new HostileCollection();
        _setPolicy(address(hostile), TransferPolicy.Open);
        vm.prank(SELLER);
        hostile.setApprovalForAll(address(market), true);
        // A buyer like any other, were it let in.
        _mint(address(hostile), RICHES);
        vm.prank(address(hostile));
        money.approve(address(market), type(uint256).max);
    }

    function test_EveryWayToFillIsLockedDuringEveryOther() public {
        Order memory tempting = _ask(SELLER, _parcelOf(SELLER), PRICE);
        Bundle memory bundle = _bundle(Side.Ask, SELLER, _parcelsOf(SELLER, 1));
        (bytes memory signature, bytes memory bundles) = (_sign(SELLER_KEY, tempting), _signBundle(SELLER_KEY, bundle));
        for (uint256 outer = 0; outer < WAYS; outer++) {
            for (uint256 inner = 0; inner < WAYS; inner++) {
                hostile.reenter(address(market), _callOf(inner, tempting, signature, bundle, bundles));
                _fillHostile(outer);
                vm.assertFalse(hostile.reentered());
                vm.assertEq(hostile.answer(), abi.encodeWithSelector(NonReentrant.NonReentrantCall.selector));
            }
        }
        vm.assertEq(land.ownerOf(tempting.tokenId), SELLER);
        vm.assertFalse(market.isSpent(SELLER, tempting.nonce) || market.isSpent(SELLER, bundle.nonce));
        vm.assertEq(money.balanceOf(address(hostile)), RICHES);
    }

    function test_WhatTheMarketCallsItselfIsLockedToo() public {
        Order memory ask = _ask(SELLER, _parcelOf(SELLER), PRICE);
        bytes memory signature = _sign(SELLER_KEY, ask);
        Fill[] memory fills = new Fill[](1);
        fills[0] = _fillOf(ask, signature);
        bytes[3] memory calls = [
            abi.encodeCall(market.fillAlone, (ask, signature, ask.tokenId)),
            abi.encodeCall(market.fillOne, (fills, 1)),
            abi.encodeCall(market.fillAll, (fills, 1))
        ];
        for (uint256 outer = 0; outer < WAYS; outer++) {
            for (uint256 i = 0; i < calls.length; i++) {
                hostile.reenter(address(market), calls[i]);
                _fillHostile(outer);
                vm.assertFalse(hostile.reentered());
                vm.assertEq(hostile.answer(), abi.encodeWithSelector(IMarket.MarketSelfOnly.selector, hostile));
            }
        }
        vm.assertEq(land.ownerOf(ask.tokenId), SELLER);
    }

    /// @dev What only notes what its caller wants is open: the collection speaks for itself, and the sale ends as it would.
    function test_WhatATokenSaysForItselfHarmsNobody() public {
        Order memory own = _bid(address(hostile), 77, PRICE);
        Bundle memory bundle = _bundle(Side.Bid, address(hostile), _parcelsOf(SELLER, 1));
        Order[] memory orders = new Order[](1);
        orders[0] = own;
        bytes[5] memory calls = [
            abi.encodeCall(market.authorise, (own)),
            abi.encodeCall(market.authoriseBundle, (bundle)),
            abi.encodeCall(market.cancel, (orders)),
            abi.encodeCall(market.cancelBundle, (bundle)),
            abi.encodeCall(market.raiseCounter, ())
        ];
        for (uint256 i = 0; i < calls.length; i++) {
            hostile.reenter(address(market), calls[i]);
            _fillHostile(0);
            vm.assertTrue(hostile.reentered());
        }
        vm.assertEq(market.counterOf(address(hostile)), 1);
        vm.assertEq(market.counterOf(SELLER), 0);
        vm.assertEq(market.counterOf(BUYER), 0);
    }

    /// @dev Sells the collection's next token to BUYER in one of the ways and sees that token and money went as they should.
    function _fillHostile(uint256 way) private {
        uint256 tokenId = nextToken++;
        hostile.mint(SELLER, tokenId);
        Order memory ask = _ask(SELLER, tokenId, PRICE);
        ask.collection = address(hostile);
        uint256[] memory only = new uint256[](1);
        only[0] = tokenId;
        Bundle memory bundle = _bundle(Side.Ask, SELLER, only);
        bundle.items[0].collection = address(hostile);
        uint256 balance = money.balanceOf(BUYER);
        bytes memory data = _callOf(way, ask, _sign(SELLER_KEY, ask), bundle, _signBundle(SELLER_KEY, bundle));
        vm.prank(BUYER);
        (bool done, ) = address(market).call(data);
        vm.assertTrue(done);
        vm.assertEq(hostile.ownerOf(tokenId), BUYER);
        vm.assertEq(money.balanceOf(BUYER), balance - PRICE);
        vm.assertEq(money.balanceOf(address(market)), 0);
    }

    function _callOf(
        uint256 way,
        Order memory order,
        bytes memory signature,
        Bundle memory bundle,
        bytes memory bundles
    ) private view returns (bytes memory) {
        uint256 tokenId = order.tokenId;
        if (way == 0) return abi.encodeCall(market.fill, (order, signature, tokenId));
        if (way == 1) return abi.encodeCall(market.fillFromSet, (order, signature, tokenId, new bytes32[](0)));
        if (way == 2) return abi.encodeCall(market.fillAsMember, (order, signature, tokenId, 0));
        if (way == 3) return abi.encodeCall(market.tryFill, (order, signature, tokenId));
        if (way == 4) return abi.encodeCall(market.fillBundle, (bundle, bundles));
        Fill[] memory fills = new Fill[](1);
        fills[0] = _fillOf(order, signature);
        return abi.encodeCall(market.fillBatch, (fills, 1));
    }
}
