// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Bytes} from "@openzeppelin/contracts/utils/Bytes.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IMembership} from "../collectibles/IMembership.sol";
import {Finding, Trade, Verdict} from "../compliance/ICompliance.sol";
import {NonReentrant} from "../security/NonReentrant.sol";
import {Payout, Settlement} from "../settlement/Settlement.sol";
import {Fill, IMarket} from "./IMarket.sol";
import {OrderBook} from "./OrderBook.sol";
import {Bundle, Order, Orders, Side} from "./Orders.sol";

/// @notice See `IMarket`.
contract Market is OrderBook, Settlement, NonReentrant {
    IMembership public immutable MEMBERSHIP;

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
    function tryFill(
        Order calldata order,
        bytes calldata signature,
        uint256 tokenId
    ) external nonReentrant returns (bool) {
        return _tryFill(Fill(order, signature, tokenId, new bytes32[](0)));
    }

    /// @inheritdoc IMarket
    function fillBatch(Fill[] calldata fills, uint256 limit) external nonReentrant returns (bool[] memory done) {
        done = new bool[](fills.length);
        for (uint256 i = 0; i < fills.length && limit != 0; i++) {
            done[i] = _tryFill(fills[i]);
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

    /// @dev A fill in a call of its own, so that `tryFill` can undo it whole. Only this contract calls it.
    function fillFor(address caller, Fill calldata f) external returns (Finding memory) {
        require(msg.sender == address(this), MarketSelfOnly(msg.sender));
        return _fill(caller, f.order, f.signature, f.tokenId, f.proof);
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

    function _tryFill(Fill memory f) private returns (bool) {
        bytes32 ruleId;
        bytes4 code;
        bytes memory evidence;
        try this.fillFor(msg.sender, f) returns (Finding memory finding) {
            if (finding.verdict != Verdict.Block) return true;
            (ruleId, code, evidence) = (finding.ruleId, finding.code, finding.evidence);
        } catch (bytes memory reason) {
            (code, evidence) = _split(reason);
        }

        (address seller, address buyer) = _sides(f.order, msg.sender);
        emit TradeRejected({
            orderHash: hashOrder(f.order),
            collection: f.order.collection,
            tokenId: f.tokenId,
            seller: seller,
            buyer: buyer,
            price: _priceNow(f.order),
            ruleId: ruleId,
            code: code,
            evidence: evidence
        });
        return false;
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

    /// @dev Selector and arguments of an error; zero and nothing where a call failed without one.
    function _split(bytes memory reason) private pure returns (bytes4 code, bytes memory evidence) {
        if (reason.length < 4) return (0, reason);
        return (bytes4(reason), Bytes.slice(reason, 4));
    }
}
