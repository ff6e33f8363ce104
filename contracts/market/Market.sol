// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {NonReentrant} from "../security/NonReentrant.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Bytes} from "@openzeppelin/contracts/utils/Bytes.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Finding, ICompliance, Trade, Verdict} from "../compliance/ICompliance.sol";
import {CaseId, IEscrow} from "../payments/IEscrow.sol";
import {Leg} from "../payments/ISettlementToken.sol";
import {Fill, IMarket} from "./IMarket.sol";
import {OrderBook} from "./OrderBook.sol";
import {Order, Side} from "./Orders.sol";

/// @notice See `IMarket`.
contract Market is OrderBook, AccessManaged, NonReentrant {
    struct Fee {
        address recipient;
        uint16 bps;
    }

    uint16 private constant MAX_FEE_BPS = 1_000;
    uint256 private constant BPS = 10_000;
    /// @dev A collection that needs more for `royaltyInfo` gets no royalty.
    uint256 private constant ROYALTY_GAS = 50_000;

    ICompliance public immutable COMPLIANCE;
    IEscrow public immutable ESCROW;

    Fee private _fee;

    constructor(
        address authority,
        address compliance,
        address escrow,
        address settlementToken
    ) EIP712("Landslide Market", "1") OrderBook(settlementToken) AccessManaged(authority) {
        COMPLIANCE = ICompliance(compliance);
        ESCROW = IEscrow(escrow);
    }

    /// @inheritdoc IMarket
    function fill(Order calldata order, bytes calldata signature, uint256 tokenId) external nonReentrant {
        Finding memory finding = _fill(msg.sender, order, signature, tokenId);
        bool refused = finding.verdict == Verdict.Block;
        require(!refused, MarketTradeRefused(finding.ruleId, finding.code, finding.evidence));
    }

    /// @inheritdoc IMarket
    function tryFill(
        Order calldata order,
        bytes calldata signature,
        uint256 tokenId
    ) external nonReentrant returns (bool) {
        return _tryFill(order, signature, tokenId);
    }

    /// @inheritdoc IMarket
    function fillBatch(Fill[] calldata fills) external nonReentrant returns (bool[] memory done) {
        done = new bool[](fills.length);
        for (uint256 i = 0; i < fills.length; i++) {
            done[i] = _tryFill(fills[i].order, fills[i].signature, fills[i].tokenId);
        }
    }

    /// @inheritdoc IMarket
    function setFee(address recipient, uint16 feeBps) external restricted {
        _setFee(recipient, feeBps);
    }

    /// @dev A fill in a call of its own, so that `tryFill` can undo it whole. Only this contract calls it.
    function fillFor(
        address caller,
        Order calldata order,
        bytes calldata signature,
        uint256 tokenId
    ) external returns (Finding memory) {
        require(msg.sender == address(this), MarketSelfOnly(msg.sender));
        return _fill(caller, order, signature, tokenId);
    }

    /// @inheritdoc IMarket
    function platformFee() external view returns (address, uint16) {
        return (_fee.recipient, _fee.bps);
    }

    function _tryFill(Order calldata order, bytes calldata signature, uint256 tokenId) private returns (bool) {
        bytes32 ruleId;
        bytes4 code;
        bytes memory evidence;
        try this.fillFor(msg.sender, order, signature, tokenId) returns (Finding memory finding) {
            if (finding.verdict != Verdict.Block) return true;
            (ruleId, code, evidence) = (finding.ruleId, finding.code, finding.evidence);
        } catch (bytes memory reason) {
            (code, evidence) = _split(reason);
        }

        (address seller, address buyer) = _sides(order, msg.sender);
        emit TradeRejected({
            orderHash: hashOrder(order),
            collection: order.collection,
            tokenId: tokenId,
            seller: seller,
            buyer: buyer,
            price: order.price,
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
        uint256 tokenId
    ) private returns (Finding memory finding) {
        bytes32 orderHash = hashOrder(order);
        _requireFillable(caller, order, orderHash, signature, tokenId);
        Trade memory trade = _trade(caller, order, tokenId);

        // The engine answers before anything is spent: a block must leave its trace and nothing else.
        finding = COMPLIANCE.onTrade(trade);
        if (finding.verdict == Verdict.Block) return finding;

        _spend(order.maker, order.nonce);
        Leg[] memory legs = _legs(trade);
        if (finding.verdict == Verdict.Hold) {
            _hold(orderHash, trade, legs, finding);
        } else {
            _settle(orderHash, trade, legs);
        }
    }

    function _settle(bytes32 orderHash, Trade memory trade, Leg[] memory legs) private {
        emit TradeSettled({
            orderHash: orderHash,
            collection: trade.collection,
            tokenId: trade.tokenId,
            seller: trade.seller,
            buyer: trade.buyer,
            price: trade.price,
            fee: legs[1].amount,
            royalty: legs[2].amount
        });

        SETTLEMENT_TOKEN.payLegs(trade.payer, legs);
        IERC721(trade.collection).transferFrom(trade.seller, trade.buyer, trade.tokenId);
    }

    function _hold(bytes32 orderHash, Trade memory trade, Leg[] memory legs, Finding memory finding) private {
        Leg[] memory deposit = new Leg[](1);
        deposit[0] = Leg(address(ESCROW), trade.price);
        SETTLEMENT_TOKEN.payLegs(trade.payer, deposit);
        IERC721(trade.collection).transferFrom(trade.seller, address(ESCROW), trade.tokenId);
        CaseId caseId = ESCROW.open(trade, legs, finding);

        emit TradeHeld({
            orderHash: orderHash,
            collection: trade.collection,
            tokenId: trade.tokenId,
            seller: trade.seller,
            buyer: trade.buyer,
            price: trade.price,
            caseId: caseId
        });
    }

    function _setFee(address recipient, uint16 feeBps) private {
        require(feeBps <= MAX_FEE_BPS, MarketFeeTooHigh(feeBps, MAX_FEE_BPS));
        require(recipient != address(0), MarketFeeRecipientZero());

        _fee = Fee(recipient, feeBps);
        emit FeeChanged(recipient, feeBps);
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
                price: order.price
            });
    }

    /// @return legs Seller, platform, royalty; they sum to the price.
    function _legs(Trade memory trade) private view returns (Leg[] memory legs) {
        Fee memory platform = _fee;
        uint256 fee = Math.mulDiv(trade.price, platform.bps, BPS);
        (address creator, uint256 royalty) = _royalty(trade);
        uint256 limit = trade.price - fee;
        require(royalty <= limit, MarketRoyaltyTooHigh(trade.collection, royalty, limit));

        legs = new Leg[](3);
        (legs[0].to, legs[0].amount) = (trade.seller, limit - royalty);
        (legs[1].to, legs[1].amount) = (platform.recipient, fee);
        (legs[2].to, legs[2].amount) = (creator, royalty);
    }

    /// @dev A collection without ERC-2981, or with a broken one, gets none; the seller then gets its share.
    function _royalty(Trade memory trade) private view returns (address, uint256) {
        bytes memory question = abi.encodeCall(IERC2981.royaltyInfo, (trade.tokenId, trade.price));
        (bool answered, bytes memory answer) = trade.collection.staticcall{gas: ROYALTY_GAS}(question);
        if (!answered || answer.length < 64) return (trade.seller, 0);
        (uint256 creator, uint256 royalty) = abi.decode(answer, (uint256, uint256));
        if (creator == 0 || creator > type(uint160).max) return (trade.seller, 0);
        return (address(uint160(creator)), royalty);
    }

    function _sides(Order memory order, address caller) private pure returns (address seller, address buyer) {
        return order.side == Side.Ask ? (order.maker, caller) : (caller, order.maker);
    }

    /// @dev Selector and arguments of an error; zero and nothing where a call failed without one.
    function _split(bytes memory reason) private pure returns (bytes4 code, bytes memory evidence) {
        if (reason.length < 4) return (0, reason);
        return (bytes4(reason), Bytes.slice(reason, 4));
    }
}
