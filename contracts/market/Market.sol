// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Bytes} from "@openzeppelin/contracts/utils/Bytes.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IMembership} from "../collectibles/IMembership.sol";
import {Finding, Trade, Verdict} from "../compliance/ICompliance.sol";
import {NonReentrant} from "../security/NonReentrant.sol";
import {Payout, Settlement} from "../settlement/Settlement.sol";
import {Tab, Tabs} from "../settlement/Tabs.sol";
import {Fill, IMarket} from "./IMarket.sol";
import {OrderBook} from "./OrderBook.sol";
import {Bundle, Order, Orders, Side} from "./Orders.sol";

/// @notice See `IMarket`.
contract Market is OrderBook, Settlement, NonReentrant {
    using Tabs for Tab;

    IMembership public immutable MEMBERSHIP;

    /// @dev Who tries, and whose turn it is in a batch: what a call to oneself does not carry.
    address private transient _taker;
    uint256 private transient _turn;

    constructor(
        address authority,
        address compliance,
        address escrow,
        address paymentSplits,
        address membership
    ) EIP712("Landslide Market", "2") Settlement(authority, compliance, escrow, paymentSplits) {
        MEMBERSHIP = IMembership(membership);
    }

    /// @inheritdoc IMarket
    function fill(Order calldata order, bytes calldata signature, uint256 tokenId) external nonReentrant {
        _requireNotBlocked(_fill(msg.sender, order, signature, tokenId, new bytes32[](0)));
    }

    /// @inheritdoc IMarket
    function fillFromSet(
        Order calldata order,
        bytes calldata signature,
        uint256 tokenId,
        bytes32[] calldata proof
    ) external nonReentrant {
        _requireNotBlocked(_fill(msg.sender, order, signature, tokenId, proof));
    }

    /// @inheritdoc IMarket
    function fillAsMember(
        Order calldata order,
        bytes calldata signature,
        uint256 tokenId,
        uint256 points
    ) external nonReentrant {
        bytes32 orderHash = hashOrder(order);
        bytes32[] memory noProof = new bytes32[](0);
        (Trade memory trade, Finding memory finding) = _agree(
            msg.sender,
            order,
            orderHash,
            signature,
            tokenId,
            noProof
        );
        _requireNotBlocked(finding);
        Payout memory payout = _payout(trade, 0);
        bool settles = finding.verdict == Verdict.Allow;
        if (settles && points != 0) {
            uint256 discount = MEMBERSHIP.redeem(msg.sender, points, payout.fee);
            payout = _payout(trade, discount);
            if (msg.sender == trade.buyer) _rebate(payout, msg.sender, discount);
        }

        _complete(orderHash, trade, payout, finding, trade.payer, trade.seller);
        if (settles && msg.sender == trade.buyer) MEMBERSHIP.earn(msg.sender, payout.fee);
    }

    /// @inheritdoc IMarket
    function tryFill(Order calldata order, bytes calldata, uint256 tokenId) external nonReentrant returns (bool) {
        _taker = msg.sender;
        return _try(this.fillAlone.selector, order, tokenId);
    }

    /// @inheritdoc IMarket
    function fillBatch(Fill[] calldata fills, uint256 limit) external nonReentrant returns (bool[] memory done) {
        _taker = msg.sender;
        (bool ended, bytes memory answer) = _callSelf(this.fillAll.selector);
        if (ended) return abi.decode(answer, (bool[]));

        done = new bool[](fills.length);
        for (uint256 i = 0; i < fills.length && limit != 0; i++) {
            _turn = i;
            done[i] = _try(this.fillOne.selector, fills[i].order, fills[i].tokenId);
            if (done[i]) limit--;
        }
    }

    /// @inheritdoc IMarket
    function fillBundle(Bundle calldata bundle, bytes calldata signature) external nonReentrant {
        bytes32 orderHash = hashBundle(bundle);
        Order[] memory items = _itemsOf(bundle, orderHash);
        _requireAgreed(msg.sender, items[0], orderHash, signature);

        _spend(items[0], orderHash);
        for (uint256 i = 0; i < items.length; i++) {
            Trade memory trade = _itemTrade(msg.sender, items[i], orderHash);
            Finding memory finding = COMPLIANCE.onTrade(trade);
            bool allowed = finding.verdict == Verdict.Allow;
            require(allowed, SettlementTradeRefused(finding.ruleId, finding.code, finding.evidence));
            _complete(orderHash, trade, _payout(trade, 0), finding, trade.payer, trade.seller);
        }
    }

    /// @dev `tryFill` in a call of its own, which undoes it whole where it fails. Only this contract calls it.
    function fillAlone(
        Order calldata order,
        bytes calldata signature,
        uint256 tokenId
    ) external returns (Finding memory) {
        require(msg.sender == address(this), MarketSelfOnly(msg.sender));
        return _fill(_taker, order, signature, tokenId, new bytes32[](0));
    }

    /// @dev The fill of a batch whose turn it is, in a call of its own. Only this contract calls it.
    function fillOne(Fill[] calldata fills, uint256) external returns (Finding memory) {
        require(msg.sender == address(this), MarketSelfOnly(msg.sender));
        Fill calldata f = fills[_turn];
        return _fill(_taker, f.order, f.signature, f.tokenId, f.proof);
    }

    /// @dev A batch in one call, in which nothing may fail but by the engine's word: then what the taker buys is paid at
    /// once, which saves most of the payment. Only this contract calls it.
    function fillAll(Fill[] calldata fills, uint256 limit) external returns (bool[] memory done) {
        require(msg.sender == address(this), MarketSelfOnly(msg.sender));
        address taker = _taker;
        Tab memory tab;
        done = new bool[](fills.length);
        for (uint256 i = 0; i < fills.length && limit != 0; i++) {
            done[i] = _fillOnTab(taker, fills[i], tab);
            if (done[i]) limit--;
        }
        if (tab.count != 0) SETTLEMENT_TOKEN.payLegs(taker, tab.total());
    }

    /// @inheritdoc IMarket
    function checkFill(address caller, Fill calldata f) external view returns (Trade memory) {
        _requireFillable(caller, f.order, hashOrder(f.order), f.signature, f.tokenId, f.proof);
        return _trade(caller, f.order, f.tokenId);
    }

    /// @inheritdoc IMarket
    function checkBundleItem(
        address caller,
        Bundle calldata bundle,
        bytes calldata signature,
        uint256 index
    ) external view returns (Trade memory) {
        bytes32 orderHash = hashBundle(bundle);
        Order[] memory items = _itemsOf(bundle, orderHash);
        _requireAgreed(caller, items[0], orderHash, signature);
        return _itemTrade(caller, items[index], orderHash);
    }

    /// @param selector The function that fills alone what the running one, with the same arguments, should try.
    function _try(bytes4 selector, Order calldata order, uint256 tokenId) private returns (bool) {
        Finding memory finding;
        (bool ended, bytes memory answer) = _callSelf(selector);
        if (ended) finding = abi.decode(answer, (Finding));
        else finding = _refusal(answer);
        if (finding.verdict != Verdict.Block) return true;

        _reject(msg.sender, order, hashOrder(order), tokenId, finding);
        return false;
    }

    /// @dev The arguments go on as they came: decoding and encoding an order again costs more than most checks.
    function _callSelf(bytes4 selector) private returns (bool, bytes memory) {
        // What runs is this contract, and its failure is an answer.
        // solhint-disable-next-line avoid-low-level-calls
        return address(this).call(bytes.concat(selector, msg.data[4:]));
    }

    function _fillOnTab(address taker, Fill calldata f, Tab memory tab) private returns (bool) {
        Order memory order = f.order;
        bytes32 orderHash = hashOrder(order);
        (Trade memory trade, Finding memory finding) = _agree(taker, order, orderHash, f.signature, f.tokenId, f.proof);
        if (finding.verdict == Verdict.Block) {
            _reject(taker, order, orderHash, f.tokenId, finding);
            return false;
        }

        Payout memory payout = _payout(trade, 0);
        if (finding.verdict == Verdict.Allow && trade.payer == taker) {
            _deliver(orderHash, trade, payout);
            tab.add(payout.legs);
        } else {
            _complete(orderHash, trade, payout, finding, trade.payer, trade.seller);
        }
        return true;
    }

    function _reject(
        address taker,
        Order memory order,
        bytes32 orderHash,
        uint256 tokenId,
        Finding memory finding
    ) private {
        (address seller, address buyer) = _sides(order, taker);
        emit TradeRejected({
            orderHash: orderHash,
            collection: order.collection,
            tokenId: tokenId,
            seller: seller,
            buyer: buyer,
            price: _priceNow(order),
            ruleId: finding.ruleId,
            code: finding.code,
            evidence: finding.evidence
        });
    }

    /// @dev The order comes in memory: every field is read several times, and calldata is checked anew each time.
    function _fill(
        address caller,
        Order memory order,
        bytes calldata signature,
        uint256 tokenId,
        bytes32[] memory proof
    ) private returns (Finding memory) {
        bytes32 orderHash = hashOrder(order);
        (Trade memory trade, Finding memory finding) = _agree(caller, order, orderHash, signature, tokenId, proof);
        if (finding.verdict == Verdict.Block) return finding;

        _complete(orderHash, trade, _payout(trade, 0), finding, trade.payer, trade.seller);
        return finding;
    }

    /// @dev Checks the order, asks the engine and spends the order unless the engine blocks.
    function _agree(
        address caller,
        Order memory order,
        bytes32 orderHash,
        bytes calldata signature,
        uint256 tokenId,
        bytes32[] memory proof
    ) private returns (Trade memory trade, Finding memory finding) {
        _requireFillable(caller, order, orderHash, signature, tokenId, proof);
        trade = _trade(caller, order, tokenId);

        // The engine answers before anything is spent: a block must leave its trace and nothing else.
        finding = COMPLIANCE.onTrade(trade);
        if (finding.verdict != Verdict.Block) _spend(order, orderHash);
    }

    function _itemTrade(address caller, Order memory item, bytes32 orderHash) private view returns (Trade memory) {
        require(item.price != 0, MarketPriceZero(orderHash));
        _requireFingerprint(item, item.tokenId);
        return _trade(caller, item, item.tokenId);
    }

    function _trade(address caller, Order memory order, uint256 tokenId) private view returns (Trade memory) {
        (address seller, address buyer) = _sides(order, caller);
        return
            Trade({
                settler: address(this),
                collection: order.collection,
                tokenId: tokenId,
                seller: seller,
                buyer: buyer,
                payer: buyer,
                currency: order.currency,
                price: Orders.priceAt(order, block.timestamp)
            });
    }

    /// @dev For the trace of a fill that failed, perhaps because the order's times make no sense.
    function _priceNow(Order memory order) private view returns (uint256) {
        bool alive = order.startsAt <= block.timestamp && block.timestamp < order.expiresAt;
        return alive ? Orders.priceAt(order, block.timestamp) : order.price;
    }

    function _isAccepted(address currency) internal view override returns (bool) {
        return currency == address(SETTLEMENT_TOKEN);
    }

    function _sides(Order memory order, address caller) private pure returns (address seller, address buyer) {
        return order.side == Side.Ask ? (order.maker, caller) : (caller, order.maker);
    }

    function _requireNotBlocked(Finding memory finding) private pure {
        bool refused = finding.verdict == Verdict.Block;
        require(!refused, SettlementTradeRefused(finding.ruleId, finding.code, finding.evidence));
    }

    /// @dev What a call that failed had to say: selector and arguments of its error, or neither.
    function _refusal(bytes memory reason) private pure returns (Finding memory finding) {
        finding.verdict = Verdict.Block;
        if (reason.length < 4) finding.evidence = reason;
        else (finding.code, finding.evidence) = (bytes4(reason), Bytes.slice(reason, 4));
    }
}
