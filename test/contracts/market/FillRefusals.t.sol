// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors, IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ICompliance} from "../../../contracts/compliance/ICompliance.sol";
import {IWashTrading} from "../../../contracts/compliance/rules/IWashTrading.sol";
import {IMarket} from "../../../contracts/market/IMarket.sol";
import {Order, Scope} from "../../../contracts/market/Orders.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

contract FillRefusalsTest is Fixture {
    uint256 private constant PRICE = 1_000 * USD;
    uint256 private parcel;
    Order private ask;

    function setUp() public override {
        super.setUp();
        parcel = _giveParcel(SELLER, 29, -5);
        ask = _ask(SELLER, parcel, PRICE);
    }

    function test_RevertWhen_OrderExpired() public {
        ask.expiresAt = uint64(START + 5);
        vm.warp(START + 5);
        _refuse(abi.encodeWithSelector(IMarket.MarketOrderExpired.selector, market.hashOrder(ask), START + 5));
    }

    function test_RevertWhen_OrderNotStarted() public {
        ask.startsAt = uint64(START + 5);
        vm.warp(START + 4);
        _refuse(abi.encodeWithSelector(IMarket.MarketOrderNotStarted.selector, market.hashOrder(ask), START + 5));
    }

    function test_RevertWhen_Replayed() public {
        bytes memory signature = _sign(SELLER_KEY, ask);
        vm.prank(BUYER);
        market.fill(ask, signature, parcel);
        _refuse(abi.encodeWithSelector(IMarket.MarketOrderSpent.selector, market.hashOrder(ask), ask.nonce));
    }

    function test_RevertWhen_AnotherOrderSpentTheNonce() public {
        Order memory other = _ask(SELLER, _giveParcel(SELLER, 1, 1), PRICE);
        other.nonce = ask.nonce;
        _authorise(other);
        vm.prank(BUYER);
        market.fill(other, "", other.tokenId);
        _refuse(abi.encodeWithSelector(IMarket.MarketOrderSpent.selector, market.hashOrder(ask), ask.nonce));
    }

    function test_RevertWhen_CancelledByHash() public {
        Order[] memory orders = new Order[](1);
        orders[0] = ask;
        vm.prank(SELLER);
        market.cancel(orders);
        _refuse(abi.encodeWithSelector(IMarket.MarketOrderSpent.selector, market.hashOrder(ask), ask.nonce));
    }

    function test_RevertWhen_CancelledByCounter() public {
        vm.prank(SELLER);
        market.raiseCounter();
        _refuse(abi.encodeWithSelector(IMarket.MarketCounterMismatch.selector, SELLER, 0, 1));
    }

    function test_RevertWhen_CounterIsAhead() public {
        ask.counter = 1;
        _refuse(abi.encodeWithSelector(IMarket.MarketCounterMismatch.selector, SELLER, 1, 0));
    }

    function test_RevertWhen_TakerIsAnother() public {
        ask.taker = STRANGER;
        _refuse(abi.encodeWithSelector(IMarket.MarketTakerMismatch.selector, STRANGER, BUYER));
    }

    function test_RevertWhen_TokenIsAnother() public {
        bytes memory signature = _sign(SELLER_KEY, ask);
        vm.expectRevert(abi.encodeWithSelector(IMarket.MarketTokenMismatch.selector, parcel, 7));
        vm.prank(BUYER);
        market.fill(ask, signature, 7);
    }

    function test_RevertWhen_CurrencyIsAnother() public {
        ask.currency = address(land);
        _refuse(abi.encodeWithSelector(IMarket.MarketCurrencyNotAccepted.selector, land));
    }

    function test_RevertWhen_PriceIsZero() public {
        ask.price = 0;
        _refuse(abi.encodeWithSelector(IMarket.MarketPriceZero.selector, market.hashOrder(ask)));
    }

    function test_RevertWhen_AnAskNamesNoToken() public {
        ask.scope = Scope.Collection;
        _refuse(abi.encodeWithSelector(IMarket.MarketAskNeedsToken.selector, market.hashOrder(ask)));
    }

    function test_RevertWhen_TheEngineBlocks() public {
        _attest(SELLER, 7);
        _attest(BUYER, 7);
        _refuse(
            abi.encodeWithSelector(
                ISettlement.SettlementTradeRefused.selector,
                SELF_TRADE,
                IWashTrading.SelfTradeOneOwner.selector,
                abi.encode(7)
            )
        );
        vm.assertFalse(market.isSpent(SELLER, ask.nonce));
    }

    function test_RevertWhen_TheCollectionIsNotListed() public {
        ask.collection = address(money);
        _refuse(
            abi.encodeWithSelector(
                ISettlement.SettlementTradeRefused.selector,
                bytes32("Compliance"),
                ICompliance.ComplianceCollectionNotRegistered.selector,
                abi.encode(money)
            )
        );
    }

    function test_RevertWhen_TheMarketIsNoSettler() public {
        _setSettler(address(market), false);
        _refuse(abi.encodeWithSelector(ICompliance.ComplianceSettlerNotRegistered.selector, market));
    }

    function test_RevertWhen_BuyerCannotPay() public {
        vm.prank(BUYER);
        money.burn(RICHES);
        _refuse(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, BUYER, 0, PRICE));
    }

    function test_RevertWhen_BuyerDidNotApprove() public {
        vm.prank(BUYER);
        money.approve(address(market), PRICE - 1);
        _refuse(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, market, PRICE - 1, PRICE));
    }

    function test_RevertWhen_SellerDidNotApprove() public {
        vm.prank(SELLER);
        land.setApprovalForAll(address(market), false);
        _refuse(abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, market, parcel));
    }

    function test_RevertWhen_SellerIsNotTheOwner() public {
        vm.prank(SELLER);
        land.transferFrom(SELLER, STRANGER, parcel);
        vm.prank(STRANGER);
        land.setApprovalForAll(address(market), true);
        _refuse(abi.encodeWithSelector(IERC721Errors.ERC721IncorrectOwner.selector, SELLER, parcel, STRANGER));
    }

    function test_RevertWhen_TheHighestPriceIsAsked() public {
        ask.price = type(uint256).max;
        _refuse(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, BUYER, RICHES, type(uint256).max)
        );
    }

    /// @dev The signature is always the maker's own, so that only the named reason can refuse.
    function _refuse(bytes memory expected) private {
        bytes memory signature = _sign(SELLER_KEY, ask);
        vm.prank(BUYER);
        vm.expectRevert(expected);
        market.fill(ask, signature, ask.tokenId);
    }
}
