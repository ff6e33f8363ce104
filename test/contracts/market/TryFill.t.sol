// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ICompliance, Mode, TransferPolicy, Verdict} from "../../../contracts/compliance/ICompliance.sol";
import {IWashTrading} from "../../../contracts/compliance/rules/IWashTrading.sol";
import {Fill, IMarket} from "../../../contracts/market/IMarket.sol";
import {Order} from "../../../contracts/market/Orders.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

contract TryFillTest is Fixture {
    uint256 private constant PRICE = 1_000 * USD;
    uint256 private parcel;

    function setUp() public override {
        super.setUp();
        parcel = _giveParcel(SELLER, 29, -5);
    }

    function test_SettlesLikeFill() public {
        Order memory ask = _ask(SELLER, parcel, PRICE);
        bytes memory signature = _sign(SELLER_KEY, ask);
        vm.prank(BUYER);
        vm.assertTrue(market.tryFill(ask, signature, parcel));
        vm.assertEq(land.ownerOf(parcel), BUYER);
        vm.assertEq(money.balanceOf(BUYER), RICHES - PRICE);
    }

    function test_AHeldTradeCountsAsDone() public {
        _sell(SELLER, BUYER, parcel, PRICE);
        vm.warp(START + 20 days);
        Order memory ask = _ask(BUYER, parcel, PRICE);
        _authorise(ask);
        vm.prank(SELLER);
        vm.assertTrue(market.tryFill(ask, "", parcel));
        vm.assertEq(land.ownerOf(parcel), address(escrow));
    }

    function test_ABlockLeavesItsTraceAndNothingElse() public {
        _attest(SELLER, 7);
        _attest(BUYER, 7);
        Order memory ask = _ask(SELLER, parcel, PRICE);
        bytes memory signature = _sign(SELLER_KEY, ask);

        vm.expectEmit(address(compliance));
        emit ICompliance.FindingRaised({
            ruleId: SELF_TRADE,
            collection: address(land),
            tokenId: parcel,
            seller: SELLER,
            buyer: BUYER,
            price: PRICE,
            mode: Mode.Enforce,
            verdict: Verdict.Block,
            code: IWashTrading.SelfTradeOneOwner.selector,
            evidence: abi.encode(7)
        });
        _expectRejected(ask, BUYER, SELF_TRADE, IWashTrading.SelfTradeOneOwner.selector, abi.encode(7));
        vm.prank(BUYER);
        vm.assertFalse(market.tryFill(ask, signature, parcel));

        vm.assertFalse(market.isSpent(SELLER, ask.nonce));
        vm.assertEq(land.ownerOf(parcel), SELLER);
        vm.assertEq(money.balanceOf(BUYER), RICHES);
    }

    function test_TheMarketsOwnRefusalHasNoRule() public {
        Order memory ask = _ask(SELLER, parcel, PRICE);
        _expectRejected(
            ask,
            BUYER,
            0,
            IMarket.MarketSignatureInvalid.selector,
            abi.encode(market.hashOrder(ask), SELLER)
        );
        vm.prank(BUYER);
        vm.assertFalse(market.tryFill(ask, "", parcel));
    }

    function test_ATokensRefusalIsPassedOn() public {
        vm.prank(SELLER);
        land.setApprovalForAll(address(market), false);
        Order memory bid = _bid(BUYER, parcel, PRICE);
        bytes memory signature = _sign(BUYER_KEY, bid);
        _expectRejected(bid, SELLER, 0, IERC721Errors.ERC721InsufficientApproval.selector, abi.encode(market, parcel));
        vm.prank(SELLER);
        vm.assertFalse(market.tryFill(bid, signature, parcel));
        vm.assertFalse(market.isSpent(BUYER, bid.nonce));
    }

    /// @dev A collection without `ownerOf`, registered by mistake: its failure carries no error.
    function test_AFailureWithoutAnErrorHasNoCode() public {
        Order memory ask = _ask(SELLER, parcel, PRICE);
        ask.collection = address(escrow);
        _setPolicy(address(escrow), TransferPolicy.Open);
        bytes memory signature = _sign(SELLER_KEY, ask);
        _expectRejected(ask, BUYER, 0, 0, "");
        vm.prank(BUYER);
        vm.assertFalse(market.tryFill(ask, signature, parcel));
    }

    /// @dev Four bytes are a selector; fewer are no error, and all of the evidence.
    function test_AShortFailureIsKeptAsItIs() public {
        _failWith(hex"01", 0, hex"01");
        _failWith(hex"010203", 0, hex"010203");
        _failWith(hex"01020304", 0x01020304, "");
        _failWith(hex"0102030405", 0x01020304, hex"05");
    }

    function test_FillsABatchInOrderAndGoesOnAfterARejection() public {
        Fill[] memory fills = new Fill[](4);
        for (uint256 i = 0; i < 4; i++) {
            Order memory ask = _ask(SELLER, _giveParcel(SELLER, int128(int256(i)), 3), PRICE);
            fills[i] = Fill(ask, _sign(SELLER_KEY, ask), ask.tokenId, new bytes32[](0));
        }
        fills[1].signature = fills[0].signature;
        fills[3] = fills[2];

        _expectRejected(
            fills[1].order,
            BUYER,
            0,
            IMarket.MarketSignatureInvalid.selector,
            abi.encode(market.hashOrder(fills[1].order), SELLER)
        );
        _expectRejected(
            fills[3].order,
            BUYER,
            0,
            IMarket.MarketOrderSpent.selector,
            abi.encode(market.hashOrder(fills[3].order), fills[3].order.nonce)
        );
        vm.prank(BUYER);
        bool[] memory done = market.fillBatch(fills, fills.length);

        vm.assertTrue(done[0] && !done[1] && done[2] && !done[3]);
        vm.assertEq(land.ownerOf(fills[0].tokenId), BUYER);
        vm.assertEq(land.ownerOf(fills[1].tokenId), SELLER);
        vm.assertEq(land.ownerOf(fills[2].tokenId), BUYER);
        vm.assertEq(money.balanceOf(BUYER), RICHES - 2 * PRICE);
    }

    function test_AnEmptyBatchDoesNothing() public {
        vm.assertEq(market.fillBatch(new Fill[](0), 1).length, 0);
    }

    /// @dev There and back in one transaction: the second half must already see the first in the token's history.
    function test_ARoundTripInsideABatchIsSeen() public {
        Order memory ask = _ask(SELLER, parcel, PRICE);
        Order memory bid = _bid(SELLER, parcel, PRICE);
        Fill[] memory fills = new Fill[](2);
        fills[0] = Fill(ask, _sign(SELLER_KEY, ask), parcel, new bytes32[](0));
        fills[1] = Fill(bid, _sign(SELLER_KEY, bid), parcel, new bytes32[](0));
        vm.prank(BUYER);
        bool[] memory done = market.fillBatch(fills, fills.length);
        vm.assertTrue(done[0]);
        vm.assertFalse(done[1]);
        vm.assertEq(land.ownerOf(parcel), BUYER);
    }

    function test_RevertWhen_SomebodyElseCallsWhatTheMarketCallsItself() public {
        Order memory ask = _ask(SELLER, parcel, PRICE);
        bytes memory signature = _sign(SELLER_KEY, ask);
        Fill[] memory fills = new Fill[](1);
        fills[0] = Fill(ask, signature, parcel, new bytes32[](0));
        vm.startPrank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IMarket.MarketSelfOnly.selector, STRANGER));
        market.fillAlone(ask, signature, parcel);
        vm.expectRevert(abi.encodeWithSelector(IMarket.MarketSelfOnly.selector, STRANGER));
        market.fillOne(fills, 1);
        vm.expectRevert(abi.encodeWithSelector(IMarket.MarketSelfOnly.selector, STRANGER));
        market.fillAll(fills, 1);
        vm.stopPrank();
    }

    function _failWith(bytes memory reason, bytes4 code, bytes memory evidence) private {
        Order memory ask = _ask(SELLER, parcel, PRICE);
        bytes memory signature = _sign(SELLER_KEY, ask);
        vm.mockCallRevert(address(land), abi.encodeWithSelector(IERC721.transferFrom.selector), reason);
        _expectRejected(ask, BUYER, 0, code, evidence);
        vm.prank(BUYER);
        vm.assertFalse(market.tryFill(ask, signature, parcel));
    }

    function _expectRejected(
        Order memory order,
        address caller,
        bytes32 ruleId,
        bytes4 code,
        bytes memory evidence
    ) private {
        vm.expectEmit(address(market));
        emit ISettlement.TradeRejected({
            orderHash: market.hashOrder(order),
            collection: order.collection,
            tokenId: order.tokenId,
            seller: caller == SELLER ? SELLER : order.maker,
            buyer: caller == SELLER ? order.maker : caller,
            price: PRICE,
            ruleId: ruleId,
            code: code,
            evidence: evidence
        });
    }
}
