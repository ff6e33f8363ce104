// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {Fill, IMarket} from "../../../contracts/market/IMarket.sol";
import {Bundle, Order, Side} from "../../../contracts/market/Orders.sol";
import {FeeOnTransferToken} from "../../../contracts/mocks/FeeOnTransferToken.sol";
import {HostileWallet, WalletBehaviour} from "../../../contracts/mocks/HostileWallet.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {RecordedLog, vm} from "../Cheats.sol";
import {MarketFixture} from "./MarketFixture.sol";

/// @notice An order that may not be filled is refused by every way to fill one, and for the same reason. Those that do not
/// revert leave the reason in their trace.
contract MarketRefusalsTest is MarketFixture {
    uint256 private constant OTHER_CHAIN = 137;
    uint256 private parcel;
    Order private ask;

    function setUp() public override {
        super.setUp();
        parcel = _parcelOf(SELLER);
        ask = _ask(SELLER, parcel, PRICE);
    }

    function test_RevertWhen_TheOrderIsForAnotherTaker() public {
        ask.taker = STRANGER;
        _refuse(ask, abi.encodeWithSelector(IMarket.MarketTakerMismatch.selector, STRANGER, BUYER));
    }

    function test_RevertWhen_AStrangerSigned() public {
        _refuse(ask, _sign(BUYER_KEY, ask), _unsigned(ask));
        _refuse(ask, "", _unsigned(ask));
    }

    function test_RevertWhen_AWalletLies() public {
        HostileWallet wallet = new HostileWallet();
        Order memory order = _ask(address(wallet), parcel, PRICE);
        wallet.answer(abi.encode(true));
        _refuse(order, "signature", _unsigned(order));
        wallet.answer(abi.encodePacked(IERC1271.isValidSignature.selector));
        _refuse(order, "signature", _unsigned(order));
        wallet.behave(WalletBehaviour.Revert);
        _refuse(order, "signature", _unsigned(order));
    }

    function test_RevertWhen_AWalletAnswersForAnother() public {
        HostileWallet wallet = new HostileWallet();
        wallet.answer(abi.encode(IERC1271.isValidSignature.selector));
        _refuse(ask, abi.encodePacked(wallet), _unsigned(ask));
    }

    function test_RevertWhen_TheCurrencyTakesAFee() public {
        ask.currency = address(new FeeOnTransferToken());
        _refuse(ask, abi.encodeWithSelector(IMarket.MarketCurrencyNotAccepted.selector, ask.currency));
    }

    function test_RevertWhen_TheOrderExpired() public {
        vm.warp(ask.expiresAt);
        _refuse(ask, _expired(market.hashOrder(ask), ask.expiresAt));
    }

    function test_RevertWhen_TheOrderWasCancelled() public {
        Order[] memory orders = new Order[](1);
        orders[0] = ask;
        vm.prank(SELLER);
        market.cancel(orders);
        _refuse(ask, _spent(market.hashOrder(ask), ask.nonce));
    }

    function test_RevertWhen_TheCounterWasRaised() public {
        vm.prank(SELLER);
        market.raiseCounter();
        _refuse(ask, abi.encodeWithSelector(IMarket.MarketCounterMismatch.selector, SELLER, 0, 1));
    }

    function test_RevertWhen_TheOrderIsReplayed() public {
        bytes memory signature = _sign(SELLER_KEY, ask);
        vm.prank(BUYER);
        market.fill(ask, signature, parcel);
        _refuse(ask, _spent(market.hashOrder(ask), ask.nonce));
    }

    function test_RevertWhen_TheOrderIsForAnotherChain() public {
        bytes memory signature = _sign(SELLER_KEY, ask);
        vm.chainId(OTHER_CHAIN);
        _refuse(ask, signature, _unsigned(ask));
    }

    function test_RevertWhen_WhatIsAuthorisedTakesAFee() public {
        ask.currency = address(new FeeOnTransferToken());
        _refuseToAuthorise(abi.encodeWithSelector(IMarket.MarketCurrencyNotAccepted.selector, ask.currency));
    }

    function test_RevertWhen_WhatIsAuthorisedWasCancelledOrFilled() public {
        bytes memory signature = _sign(SELLER_KEY, ask);
        vm.prank(BUYER);
        market.fill(ask, signature, parcel);
        _refuseToAuthorise(_spent(market.hashOrder(ask), ask.nonce));

        vm.prank(SELLER);
        market.raiseCounter();
        _refuseToAuthorise(abi.encodeWithSelector(IMarket.MarketCounterMismatch.selector, SELLER, 0, 1));
    }

    function test_RevertWhen_ABundleMayNotBeAuthorised() public {
        Bundle memory bundle = _bundle(Side.Ask, SELLER, _parcelsOf(SELLER, 2));
        bundle.currency = address(new FeeOnTransferToken());
        _refuseToAuthorise(bundle, abi.encodeWithSelector(IMarket.MarketCurrencyNotAccepted.selector, bundle.currency));

        bundle.currency = address(money);
        vm.prank(SELLER);
        market.cancelBundle(bundle);
        _refuseToAuthorise(bundle, _spent(market.hashBundle(bundle), bundle.nonce));

        vm.warp(bundle.expiresAt);
        _refuseToAuthorise(bundle, _expired(market.hashBundle(bundle), bundle.expiresAt));
    }

    function test_RevertWhen_AFilledBundleIsAuthorised() public {
        Bundle memory bundle = _bundle(Side.Ask, SELLER, _parcelsOf(SELLER, 2));
        bytes memory signature = _signBundle(SELLER_KEY, bundle);
        vm.prank(BUYER);
        market.fillBundle(bundle, signature);
        _refuseToAuthorise(bundle, _spent(market.hashBundle(bundle), bundle.nonce));
    }

    function test_RevertWhen_ABundleTakesAFee() public {
        Bundle memory bundle = _bundle(Side.Ask, SELLER, _parcelsOf(SELLER, 2));
        bundle.currency = address(new FeeOnTransferToken());
        bytes memory signature = _signBundle(SELLER_KEY, bundle);
        vm.expectRevert(abi.encodeWithSelector(IMarket.MarketCurrencyNotAccepted.selector, bundle.currency));
        vm.prank(BUYER);
        market.fillBundle(bundle, signature);
    }

    /// @dev Signed by the maker and for this chain, so that only the named reason can refuse.
    function _refuse(Order memory order, bytes memory refusal) private {
        _refuse(order, _sign(SELLER_KEY, order), refusal);
    }

    function _refuse(Order memory order, bytes memory signature, bytes memory refusal) private {
        Fill[] memory fills = new Fill[](1);
        fills[0] = _fillOf(order, signature);
        (address owner, uint256 balance) = (land.ownerOf(parcel), money.balanceOf(BUYER));
        vm.startPrank(BUYER);
        vm.expectRevert(refusal);
        market.fill(order, signature, order.tokenId);
        vm.expectRevert(refusal);
        market.fillFromSet(order, signature, order.tokenId, fills[0].proof);
        vm.expectRevert(refusal);
        market.fillAsMember(order, signature, order.tokenId, 0);
        vm.recordLogs();
        vm.assertFalse(market.tryFill(order, signature, order.tokenId));
        _assertTraced(refusal);
        vm.recordLogs();
        vm.assertFalse(market.fillBatch(fills, 1)[0]);
        _assertTraced(refusal);
        vm.stopPrank();
        vm.assertEq(land.ownerOf(parcel), owner);
        vm.assertEq(money.balanceOf(BUYER), balance);
    }

    function _refuseToAuthorise(bytes memory refusal) private {
        vm.expectRevert(refusal);
        vm.prank(SELLER);
        market.authorise(ask);
    }

    function _refuseToAuthorise(Bundle memory bundle, bytes memory refusal) private {
        vm.expectRevert(refusal);
        vm.prank(SELLER);
        market.authoriseBundle(bundle);
    }

    /// @dev One `TradeRejected` and nothing else.
    function _assertTraced(bytes memory refusal) private {
        RecordedLog[] memory logs = vm.getRecordedLogs();
        vm.assertEq(logs.length, 1);
        vm.assertEq(logs[0].topics[0], ISettlement.TradeRejected.selector);
        (, , , bytes32 ruleId, bytes4 code, bytes memory evidence) = abi.decode(
            logs[0].data,
            (address, address, uint256, bytes32, bytes4, bytes)
        );
        vm.assertEq(ruleId, bytes32(0));
        vm.assertEq(bytes.concat(code, evidence), refusal);
    }

    function _unsigned(Order memory order) private view returns (bytes memory) {
        bytes32 orderHash = market.hashOrder(order);
        return abi.encodeWithSelector(IMarket.MarketSignatureInvalid.selector, orderHash, order.maker);
    }

    function _expired(bytes32 orderHash, uint64 expiresAt) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IMarket.MarketOrderExpired.selector, orderHash, expiresAt);
    }

    function _spent(bytes32 orderHash, uint256 nonce) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IMarket.MarketOrderSpent.selector, orderHash, nonce);
    }
}
