// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors, IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Bytes} from "@openzeppelin/contracts/utils/Bytes.sol";
import {Finding, ICompliance, Mode, TransferPolicy, Verdict} from "../../../contracts/compliance/ICompliance.sol";
import {IWashTrading} from "../../../contracts/compliance/rules/IWashTrading.sol";
import {Fill, IMarket} from "../../../contracts/market/IMarket.sol";
import {MarketLens} from "../../../contracts/market/MarketLens.sol";
import {Bundle, BundleItem, Order, Scope, Side} from "../../../contracts/market/Orders.sol";
import {RoyaltyCollection} from "../../../contracts/mocks/RoyaltyCollection.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {RecordedLog, vm} from "../Cheats.sol";
import {Lenses, MarketFixture} from "./MarketFixture.sol";

/// @notice The lens says what the market then does, for orders with any number of faults at once.
contract MarketLensMatchesTest is MarketFixture {
    uint256 private constant ITEMS = 4;
    /// @dev One fault in so many.
    uint256 private constant RARITY = 9;
    MarketLens private lens;
    RoyaltyCollection private works;
    uint256 private seed;

    error Answer(bytes4 code);

    function setUp() public override {
        super.setUp();
        lens = Lenses.create(address(market));
        works = new RoyaltyCollection();
        _enlist(works);
    }

    function testFuzz_ForetellsAFill(uint256 randomness) public {
        _playFill(randomness);
    }

    function testFuzz_ForetellsABundle(uint256 randomness) public {
        _playBundle(randomness);
    }

    /// @dev The random faults are worth something: they bring about every answer of a fill.
    function test_RandomFillsReachEveryAnswer() public {
        bytes4[24] memory answers = [
            bytes4(0),
            IWashTrading.RoundTripForReview.selector,
            IWashTrading.SelfTradeOneOwner.selector,
            ICompliance.ComplianceSettlerNotRegistered.selector,
            ICompliance.ComplianceCollectionNotRegistered.selector,
            IMarket.MarketOrderNotStarted.selector,
            IMarket.MarketOrderExpired.selector,
            IMarket.MarketOrderSpent.selector,
            IMarket.MarketCounterMismatch.selector,
            IMarket.MarketSignatureInvalid.selector,
            IMarket.MarketTakerMismatch.selector,
            IMarket.MarketTokenMismatch.selector,
            IMarket.MarketTokenNotInSet.selector,
            IMarket.MarketFingerprintMismatch.selector,
            IMarket.MarketAskNeedsToken.selector,
            IMarket.MarketAmountInvalid.selector,
            IMarket.MarketCurrencyNotAccepted.selector,
            IMarket.MarketPriceZero.selector,
            IMarket.MarketPriceDirectionInvalid.selector,
            ISettlement.SettlementRoyaltyTooHigh.selector,
            IERC20Errors.ERC20InsufficientAllowance.selector,
            IERC20Errors.ERC20InsufficientBalance.selector,
            IERC721Errors.ERC721NonexistentToken.selector,
            IERC721Errors.ERC721InsufficientApproval.selector
        ];
        bool[24] memory reached;
        uint256 missing = answers.length;
        for (uint256 i = 0; missing != 0; i++) {
            bytes4 code = _undone(abi.encodeCall(this.revealFill, (i)));
            for (uint256 j = 0; j < answers.length; j++) {
                if (reached[j] || answers[j] != code) continue;
                reached[j] = true;
                missing--;
            }
        }
    }

    /// @dev The same for bundles, whose purse and tokens change from item to item.
    function test_RandomBundlesReachEveryAnswer() public {
        bytes4[12] memory answers = [
            bytes4(0),
            IWashTrading.RoundTripForReview.selector,
            IWashTrading.SelfTradeOneOwner.selector,
            IMarket.MarketSignatureInvalid.selector,
            IMarket.MarketTakerMismatch.selector,
            IMarket.MarketPriceZero.selector,
            IMarket.MarketFingerprintMismatch.selector,
            ISettlement.SettlementRoyaltyTooHigh.selector,
            IERC20Errors.ERC20InsufficientAllowance.selector,
            IERC20Errors.ERC20InsufficientBalance.selector,
            IERC721Errors.ERC721InsufficientApproval.selector,
            IERC721Errors.ERC721IncorrectOwner.selector
        ];
        bool[12] memory reached;
        uint256 missing = answers.length;
        for (uint256 i = 0; missing != 0; i++) {
            bytes4 code = _undone(abi.encodeCall(this.revealBundle, (i)));
            for (uint256 j = 0; j < answers.length; j++) {
                if (reached[j] || answers[j] != code) continue;
                reached[j] = true;
                missing--;
            }
        }
    }

    function revealFill(uint256 randomness) external {
        revert Answer(_playFill(randomness).code);
    }

    function revealBundle(uint256 randomness) external {
        revert Answer(_playBundle(randomness).code);
    }

    /// @dev A play whose answer comes in a revert, which undoes the rest.
    function _undone(bytes memory play) private returns (bytes4) {
        (, bytes memory answer) = address(this).call(play);
        vm.assertEq(bytes32(bytes4(answer)), bytes32(Answer.selector));
        return abi.decode(Bytes.slice(answer, 4), (bytes4));
    }

    function _playFill(uint256 randomness) private returns (Finding memory foretold) {
        vm.warp(START);
        seed = randomness;
        bool ask = _flip(2);
        (address collection, uint256 tokenId) = _token();
        _disturbTheWorld();
        Order memory order = ask ? _ask(SELLER, tokenId, PRICE) : _bid(BUYER, tokenId, PRICE);
        order.collection = collection;
        (order.startsAt, order.expiresAt) = (uint64(vm.getBlockTimestamp()), uint64(vm.getBlockTimestamp() + 1 days));
        _spoil(order);
        bytes memory signature = _flip(RARITY) ? bytes("") : _sign(ask ? SELLER_KEY : BUYER_KEY, order);
        if (_flip(RARITY)) _cancel(order);
        _disturbThePurse(PRICE);
        if (_flip(RARITY)) vm.warp(vm.getBlockTimestamp() + 1 days);

        address taker = ask ? BUYER : SELLER;
        Fill memory fill = Fill(order, signature, _flip(RARITY) ? tokenId + 1 : tokenId, new bytes32[](0));
        foretold = lens.previewFill(taker, fill);
        _compare(taker, fill, foretold);
    }

    function _playBundle(uint256 randomness) private returns (Finding memory foretold) {
        vm.warp(START);
        seed = randomness;
        bool ask = _flip(2);
        BundleItem[] memory items = new BundleItem[](ITEMS);
        for (uint256 i = 0; i < ITEMS; i++) {
            (items[i].collection, items[i].tokenId) = _token();
            items[i].price = _flip(RARITY * 2) ? 0 : PRICE * (i + 1);
            if (_flip(RARITY * 2)) items[i].fingerprint = bytes32(uint256(1));
            if (i != 0 && _flip(RARITY)) items[i] = items[0];
        }
        _disturbTheWorld();
        Bundle memory bundle = _bundle(ask ? Side.Ask : Side.Bid, ask ? SELLER : BUYER, new uint256[](0));
        bundle.items = items;
        if (_flip(RARITY * 2)) bundle.taker = STRANGER;
        bytes memory signature = _flip(RARITY * 2) ? bytes("") : _signBundle(ask ? SELLER_KEY : BUYER_KEY, bundle);
        _disturbThePurse(PRICE * (1 + (_next() % 10)));

        address taker = ask ? BUYER : SELLER;
        foretold = lens.previewBundle(taker, bundle, signature);
        vm.prank(taker);
        (bool filled, bytes memory reason) = address(market).call(
            abi.encodeCall(market.fillBundle, (bundle, signature))
        );
        vm.assertEq(filled, foretold.verdict == Verdict.Allow);
        vm.assertTrue(foretold.verdict != Verdict.Hold);
        if (filled) return foretold;
        bytes4 refused = ISettlement.SettlementTradeRefused.selector;
        vm.assertEq(
            reason,
            foretold.ruleId == 0
                ? bytes.concat(foretold.code, foretold.evidence)
                : abi.encodeWithSelector(refused, foretold.ruleId, foretold.code, foretold.evidence)
        );
    }

    function _compare(address taker, Fill memory fill, Finding memory foretold) private {
        uint256 cases = escrow.caseCount();
        vm.recordLogs();
        vm.prank(taker);
        bool done = market.tryFill(fill.order, fill.signature, fill.tokenId);
        vm.assertEq(done, foretold.verdict != Verdict.Block);
        vm.assertEq(escrow.caseCount() - cases, foretold.verdict == Verdict.Hold ? 1 : 0);
        if (done) return;

        RecordedLog[] memory logs = vm.getRecordedLogs();
        RecordedLog memory last = logs[logs.length - 1];
        vm.assertEq(last.topics[0], ISettlement.TradeRejected.selector);
        (, , , bytes32 ruleId, bytes4 code, bytes memory evidence) = abi.decode(
            last.data,
            (address, address, uint256, bytes32, bytes4, bytes)
        );
        vm.assertEq(foretold.ruleId, ruleId);
        vm.assertEq(bytes32(foretold.code), bytes32(code));
        vm.assertEq(foretold.evidence, evidence);
    }

    /// @dev A parcel or a work: the seller's, a stranger's, the buyer's, nobody's, once sold by the buyer, or approved alone.
    function _token() private returns (address collection, uint256 tokenId) {
        address owner = _flip(RARITY) ? (_flip(2) ? STRANGER : BUYER) : SELLER;
        if (_flip(2)) {
            tokenId = 1_000 + (_next() % 1_000_000_000);
            if (_flip(RARITY)) return (address(works), tokenId);
            works.mint(owner, tokenId);
            if (_flip(2)) {
                vm.prank(owner);
                works.approve(address(market), tokenId);
            }
            return (address(works), tokenId);
        }
        if (_flip(4)) {
            tokenId = _parcelOf(BUYER);
            _sell(BUYER, SELLER, tokenId, PRICE);
        } else {
            tokenId = _parcelOf(owner);
        }
        if (_flip(RARITY)) tokenId += 1 << 64;
        return (address(land), tokenId);
    }

    function _disturbTheWorld() private {
        vm.warp(START + (_flip(2) ? 20 days : 40 days));
        if (_flip(RARITY)) _attest(SELLER, 7);
        if (_flip(2)) _attest(BUYER, 7);
        if (_flip(2)) _attest(BUYER, 8);
        if (_flip(RARITY)) _pay(SELLER, BUYER, PRICE);
        if (_flip(2)) _setMode(SELF_TRADE, Mode.Off);
        if (_flip(2)) _setMode(ROUND_TRIP, Mode.Shadow);
        if (_flip(RARITY)) _setPolicy(address(land), TransferPolicy.Unlisted);
        if (_flip(RARITY)) works.answer(abi.encode(_flip(2) ? CREATOR : BUYER, (PRICE * (_next() % 5)) / 4));
        if (_flip(RARITY)) works.answer(abi.encode(SELLER));
        if (_flip(RARITY)) _approve(false);
        if (_flip(RARITY)) {
            vm.prank(DECISION);
            market.setFee(BUYER, 1_000);
        }
        if (_flip(RARITY * 3)) _setSettler(address(market), false);
    }

    function _approve(bool approved) private {
        vm.startPrank(SELLER);
        if (_flip(2)) land.setApprovalForAll(address(market), approved);
        if (_flip(2)) works.setApprovalForAll(address(market), approved);
        vm.stopPrank();
    }

    function _disturbThePurse(uint256 amount) private {
        vm.startPrank(BUYER);
        if (_flip(RARITY / 2)) money.approve(address(market), amount - (_next() % 2));
        if (_flip(RARITY / 2)) money.burn(money.balanceOf(BUYER) - amount + (_next() % 2));
        vm.stopPrank();
    }

    function _spoil(Order memory order) private {
        uint256 fault = _next() % (RARITY * 2);
        if (fault == 0) order.price = 0;
        if (fault == 1) order.endPrice = order.side == Side.Ask ? PRICE + 1 : PRICE - 1;
        if (fault == 2) order.endPrice = order.side == Side.Ask ? PRICE - 1 : PRICE + 1;
        if (fault == 3) order.taker = STRANGER;
        if (fault == 4) order.amount = _next() % 4;
        if (fault == 5) order.scope = Scope.Collection;
        if (fault == 6) order.scope = Scope.Set;
        if (fault == 7) order.currency = address(land);
        if (fault == 8) order.startsAt += 1;
        if (fault == 9) order.counter = 1;
        if (fault == 10) order.fingerprint = bytes32(uint256(1));
    }

    function _cancel(Order memory order) private {
        Order[] memory orders = new Order[](1);
        orders[0] = order;
        vm.prank(order.maker);
        market.cancel(orders);
    }

    function _flip(uint256 rarity) private returns (bool) {
        return _next() % rarity == 0;
    }

    function _next() private returns (uint256) {
        seed = uint256(keccak256(abi.encode(seed)));
        return seed >> 128;
    }
}
