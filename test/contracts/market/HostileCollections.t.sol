// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {IMarket} from "../../../contracts/market/IMarket.sol";
import {Order} from "../../../contracts/market/Orders.sol";
import {Behaviour, HostileCollection} from "../../../contracts/mocks/HostileCollection.sol";
import {IEscrow} from "../../../contracts/payments/IEscrow.sol";
import {NonReentrant} from "../../../contracts/security/NonReentrant.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

/// @notice What a collection can do to the market while its token is being sold.
contract HostileCollectionsTest is Fixture {
    uint256 private constant PRICE = 1_000 * USD;
    HostileCollection private hostile;
    Order private ask;
    bytes private signature;

    function setUp() public override {
        super.setUp();
        hostile = new HostileCollection();
        _setPolicy(address(hostile), TransferPolicy.Open);
        hostile.mint(SELLER, 1);
        vm.prank(SELLER);
        hostile.setApprovalForAll(address(market), true);
        ask = _ask(SELLER, 1, PRICE);
        ask.collection = address(hostile);
        signature = _sign(SELLER_KEY, ask);
    }

    function test_RevertWhen_TheCollectionRefuses() public {
        hostile.behave(Behaviour.Refuse);
        vm.prank(BUYER);
        vm.expectRevert(abi.encodeWithSelector(HostileCollection.HostileCollectionRefuses.selector));
        market.fill(ask, signature, 1);
    }

    function test_ARefusalInABatchIsTraced() public {
        hostile.behave(Behaviour.Refuse);
        vm.expectEmit(address(market));
        emit ISettlement.TradeRejected({
            orderHash: market.hashOrder(ask),
            collection: address(hostile),
            tokenId: 1,
            seller: SELLER,
            buyer: BUYER,
            price: PRICE,
            ruleId: 0,
            code: HostileCollection.HostileCollectionRefuses.selector,
            evidence: ""
        });
        vm.prank(BUYER);
        vm.assertFalse(market.tryFill(ask, signature, 1));
        vm.assertFalse(market.isSpent(SELLER, ask.nonce));
        vm.assertEq(money.balanceOf(BUYER), RICHES);
    }

    /// @dev The gas that the caller keeps back is enough for the trace.
    function test_BurningGasIsTraced() public {
        hostile.behave(Behaviour.Burn);
        vm.prank(BUYER);
        vm.assertFalse(market.tryFill{gas: 3_000_000}(ask, signature, 1));
        vm.assertEq(money.balanceOf(BUYER), RICHES);
    }

    function test_ReenteringFillFails() public {
        Order memory bid = _ownBid();
        hostile.reenter(address(market), abi.encodeCall(market.fill, (bid, "", 1)));
        _fillAndAssertLockedOut();
    }

    function test_ReenteringTryFillFails() public {
        Order memory bid = _ownBid();
        hostile.reenter(address(market), abi.encodeCall(market.tryFill, (bid, "", 1)));
        _fillAndAssertLockedOut();
    }

    function test_ReenteringFillForFails() public {
        hostile.reenter(address(market), abi.encodeCall(market.fillAlone, (ask, signature, 1)));
        vm.prank(BUYER);
        market.fill(ask, signature, 1);
        vm.assertFalse(hostile.reentered());
        vm.assertEq(hostile.answer(), abi.encodeWithSelector(IMarket.MarketSelfOnly.selector, hostile));
    }

    /// @dev While a held trade is on its way into the escrow, its money lies there without a case. Nobody may take it.
    function test_ReenteringTheEscrowOnTheWayInFails() public {
        _holdable();
        hostile.reenter(address(escrow), abi.encodeCall(escrow.returnSurplus, (STRANGER)));
        vm.prank(SELLER);
        market.fill(ask, signature, 1);
        vm.assertFalse(hostile.reentered());
        vm.assertEq(money.balanceOf(STRANGER), 0);
        vm.assertEq(escrow.held(), PRICE);
    }

    function test_RevertWhen_AHeldTokenDoesNotArrive() public {
        _holdable();
        hostile.behave(Behaviour.Ignore);
        vm.prank(SELLER);
        vm.expectRevert(abi.encodeWithSelector(IEscrow.EscrowTokenMissing.selector, hostile, 1));
        market.fill(ask, signature, 1);
    }

    function test_TheMarketKeepsNothing() public {
        vm.prank(BUYER);
        market.fill(ask, signature, 1);
        vm.assertEq(money.balanceOf(address(market)), 0);
        vm.assertEq(hostile.balanceOf(address(market)), 0);
    }

    /// @dev Sold once, the token waits with the buyer for 20 days; its way back is then held.
    function _holdable() private {
        vm.prank(BUYER);
        market.fill(ask, signature, 1);
        vm.warp(START + 20 days);
        vm.prank(BUYER);
        hostile.setApprovalForAll(address(market), true);
        Order memory back = _ask(BUYER, 1, PRICE);
        back.collection = address(hostile);
        (ask, signature) = (back, _sign(BUYER_KEY, back));
    }

    /// @dev An order of the collection itself: it needs no signature to fill its own.
    function _ownBid() private returns (Order memory bid) {
        bid = _bid(address(hostile), 1, PRICE);
        bid.collection = address(hostile);
    }

    function _fillAndAssertLockedOut() private {
        vm.prank(BUYER);
        market.fill(ask, signature, 1);
        vm.assertFalse(hostile.reentered());
        vm.assertEq(hostile.answer(), abi.encodeWithSelector(NonReentrant.NonReentrantCall.selector));
        vm.assertEq(hostile.ownerOf(1), BUYER);
        vm.assertEq(money.balanceOf(BUYER), RICHES - PRICE);
    }
}
