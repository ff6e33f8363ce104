// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMarket} from "../../../contracts/market/IMarket.sol";
import {Order} from "../../../contracts/market/Orders.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

/// @notice `authorise`, `cancel`, `raiseCounter` and `setFee`.
contract OrderStateTest is Fixture {
    uint256 private constant PRICE = 1_000 * USD;
    uint256 private parcel;

    function setUp() public override {
        super.setUp();
        parcel = _giveParcel(SELLER, 29, -5);
    }

    function test_MakerAuthorises() public {
        Order memory ask = _ask(SELLER, parcel, PRICE);
        bytes32 orderHash = market.hashOrder(ask);
        vm.assertFalse(market.isAuthorised(orderHash));
        vm.expectEmit(address(market));
        emit IMarket.OrderAuthorised(orderHash, SELLER, ask);
        _authorise(ask);
        vm.assertTrue(market.isAuthorised(orderHash));
    }

    function test_RevertWhen_SomebodyElseAuthorises() public {
        Order memory ask = _ask(SELLER, parcel, PRICE);
        vm.expectRevert(abi.encodeWithSelector(IMarket.MarketNotMaker.selector, STRANGER, SELLER));
        vm.prank(STRANGER);
        market.authorise(ask);
    }

    function test_RevertWhen_AuthorisingAnExpiredOrder() public {
        Order memory ask = _ask(SELLER, parcel, PRICE);
        vm.warp(ask.expiresAt);
        bytes32 orderHash = market.hashOrder(ask);
        vm.prank(SELLER);
        vm.expectRevert(abi.encodeWithSelector(IMarket.MarketOrderExpired.selector, orderHash, ask.expiresAt));
        market.authorise(ask);
    }

    function test_RevertWhen_AuthorisingASpentOrder() public {
        Order memory ask = _ask(SELLER, parcel, PRICE);
        _authorise(ask);
        vm.prank(BUYER);
        market.fill(ask, "", parcel);
        bytes32 orderHash = market.hashOrder(ask);
        vm.prank(SELLER);
        vm.expectRevert(abi.encodeWithSelector(IMarket.MarketOrderSpent.selector, orderHash, ask.nonce));
        market.authorise(ask);
    }

    function test_CancelSpendsTheNonces() public {
        Order[] memory orders = new Order[](2);
        (orders[0], orders[1]) = (_ask(SELLER, parcel, PRICE), _bid(SELLER, 5, PRICE));
        for (uint256 i = 0; i < 2; i++) {
            vm.expectEmit(address(market));
            emit IMarket.OrderCancelled(market.hashOrder(orders[i]), SELLER, orders[i].nonce);
        }
        vm.prank(SELLER);
        market.cancel(orders);
        vm.assertTrue(market.isSpent(SELLER, orders[0].nonce));
        vm.assertTrue(market.isSpent(SELLER, orders[1].nonce));
        vm.assertFalse(market.isSpent(BUYER, orders[0].nonce));
    }

    function test_CancellingAnAuthorisedOrderStopsIt() public {
        Order[] memory orders = new Order[](1);
        orders[0] = _ask(SELLER, parcel, PRICE);
        _authorise(orders[0]);
        vm.prank(SELLER);
        market.cancel(orders);
        bytes32 orderHash = market.hashOrder(orders[0]);
        vm.prank(BUYER);
        vm.expectRevert(abi.encodeWithSelector(IMarket.MarketOrderSpent.selector, orderHash, orders[0].nonce));
        market.fill(orders[0], "", parcel);
    }

    function test_RevertWhen_SomebodyElseCancels() public {
        Order[] memory orders = new Order[](1);
        orders[0] = _ask(SELLER, parcel, PRICE);
        vm.expectRevert(abi.encodeWithSelector(IMarket.MarketNotMaker.selector, STRANGER, SELLER));
        vm.prank(STRANGER);
        market.cancel(orders);
    }

    /// @dev Each nonce is one bit: spending one leaves its 255 neighbours and every other word alone.
    function testFuzz_ANonceIsSpentAlone(uint256 nonce, uint256 other) public {
        vm.assume(nonce != other);
        Order[] memory orders = new Order[](1);
        orders[0] = _ask(SELLER, parcel, PRICE);
        orders[0].nonce = nonce;
        vm.prank(SELLER);
        market.cancel(orders);
        vm.assertTrue(market.isSpent(SELLER, nonce));
        vm.assertFalse(market.isSpent(SELLER, other));
        uint256 neighbour = nonce ^ 1;
        vm.assertFalse(market.isSpent(SELLER, neighbour));
    }

    /// @dev The first 192 nonces lie beside the counter, the rest in words of 256 bits; the edges must not touch.
    function test_NoncesAtTheEdgesOfTheirWordsAreSpentAlone() public {
        uint256[8] memory nonces = [uint256(0), 191, 192, 255, 256, 448, 511, type(uint256).max];
        for (uint256 i = 0; i < nonces.length; i++) {
            vm.assertFalse(market.isSpent(SELLER, nonces[i]));
            Order[] memory orders = new Order[](1);
            orders[0] = _ask(SELLER, parcel, PRICE);
            orders[0].nonce = nonces[i];
            vm.prank(SELLER);
            market.cancel(orders);
            for (uint256 j = 0; j < nonces.length; j++) vm.assertEq(market.isSpent(SELLER, nonces[j]), j <= i);
        }
        vm.assertEq(market.counterOf(SELLER), 0);
    }

    function test_RaisingTheCounterLeavesSpentNoncesSpent() public {
        Order[] memory orders = new Order[](1);
        orders[0] = _ask(SELLER, parcel, PRICE);
        vm.startPrank(SELLER);
        market.cancel(orders);
        market.raiseCounter();
        vm.stopPrank();
        vm.assertTrue(market.isSpent(SELLER, orders[0].nonce));
    }

    function test_RaisingTheCounterCancelsAuthorisedOrdersToo() public {
        Order memory ask = _ask(SELLER, parcel, PRICE);
        _authorise(ask);
        vm.expectEmit(address(market));
        emit IMarket.CounterRaised(SELLER, 1);
        vm.prank(SELLER);
        market.raiseCounter();

        vm.assertEq(market.counterOf(SELLER), 1);
        vm.assertEq(market.counterOf(BUYER), 0);
        vm.prank(BUYER);
        vm.expectRevert(abi.encodeWithSelector(IMarket.MarketCounterMismatch.selector, SELLER, 0, 1));
        market.fill(ask, "", parcel);
    }

    function test_SetsTheFee() public {
        vm.expectEmit(address(market));
        emit ISettlement.FeeChanged(BUYER, 1_000);
        vm.prank(DECISION);
        market.setFee(BUYER, 1_000);
        (address recipient, uint16 feeBps) = market.platformFee();
        vm.assertEq(recipient, BUYER);
        vm.assertEq(feeBps, 1_000);
    }

    function test_RevertWhen_FeeIsTooHigh() public {
        vm.expectRevert(abi.encodeWithSelector(ISettlement.SettlementFeeTooHigh.selector, 1_001, 1_000));
        vm.prank(DECISION);
        market.setFee(TREASURY, 1_001);
    }

    function test_RevertWhen_FeeHasNoRecipient() public {
        vm.expectRevert(abi.encodeWithSelector(ISettlement.SettlementFeeRecipientZero.selector));
        vm.prank(DECISION);
        market.setFee(address(0), 0);
    }
}
