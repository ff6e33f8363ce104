// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Finding, ICompliance, Trade, Verdict} from "../compliance/ICompliance.sol";
import {CaseId, IEscrow} from "../payments/IEscrow.sol";
import {IPaymentSplits} from "../payments/IPaymentSplits.sol";
import {ISettlementToken, Leg} from "../payments/ISettlementToken.sol";
import {ISettlement} from "./ISettlement.sol";

/// @notice How a price is divided; the legs sum to it, the seller's first.
struct Payout {
    Leg[] legs;
    uint256 fee;
    uint256 royalty;
}

/// @notice See `ISettlement`. A house asks `COMPLIANCE.onTrade`, notes what is spent, and completes what was not blocked.
/// @dev The token of a trade may re-enter: a house guards its entry points.
abstract contract Settlement is ISettlement, AccessManaged {
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
    ISettlementToken public immutable SETTLEMENT_TOKEN;
    IPaymentSplits public immutable PAYMENT_SPLITS;

    Fee private _fee;

    constructor(address authority, address compliance, address escrow, address paymentSplits) AccessManaged(authority) {
        COMPLIANCE = ICompliance(compliance);
        ESCROW = IEscrow(escrow);
        SETTLEMENT_TOKEN = ICompliance(compliance).SETTLEMENT_TOKEN();
        PAYMENT_SPLITS = IPaymentSplits(paymentSplits);
    }

    /// @inheritdoc ISettlement
    function setFee(address recipient, uint16 feeBps) external restricted {
        require(feeBps <= MAX_FEE_BPS, SettlementFeeTooHigh(feeBps, MAX_FEE_BPS));
        require(recipient != address(0), SettlementFeeRecipientZero());

        _fee = Fee(recipient, feeBps);
        emit FeeChanged(recipient, feeBps);
    }

    /// @inheritdoc ISettlement
    function platformFee() external view returns (address, uint16) {
        return (_fee.recipient, _fee.bps);
    }

    /// @inheritdoc ISettlement
    function payoutOf(Trade calldata trade) external view returns (Leg[] memory) {
        return _payout(trade, 0).legs;
    }

    /// @dev Pays and delivers a trade that the engine allowed, or puts both sides of one that it held into escrow.
    /// @param orderHash What was agreed, for the event.
    /// @param payout From `_payout`.
    /// @param finding The engine's answer to this trade, in this transaction; not a Block.
    /// @param purse Whose money is spent: the payer's, or this house's where it holds the payment already.
    /// @param holder Who holds the token: the seller, or this house where it is in custody.
    function _complete(
        bytes32 orderHash,
        Trade memory trade,
        Payout memory payout,
        Finding memory finding,
        address purse,
        address holder
    ) internal {
        if (finding.verdict == Verdict.Hold) {
            _hold(orderHash, trade, payout.legs, finding, purse, holder);
            return;
        }
        _announce(orderHash, trade, payout);

        SETTLEMENT_TOKEN.payLegs(purse, payout.legs);
        IERC721(trade.collection).transferFrom(holder, trade.buyer, trade.tokenId);
    }

    /// @dev Delivers a trade that the engine allowed and that is paid later in the same transaction, with others.
    function _deliver(bytes32 orderHash, Trade memory trade, Payout memory payout) internal {
        _announce(orderHash, trade, payout);

        IERC721(trade.collection).transferFrom(trade.seller, trade.buyer, trade.tokenId);
    }

    /// @dev Takes a token into custody: it stays its owner's, and the engine is told so. Believes only `ownerOf`.
    function _takeIn(address collection, uint256 tokenId, address owner) internal {
        COMPLIANCE.onDeposit(collection, tokenId, owner);
        _move(collection, tokenId, owner, address(this));
    }

    /// @dev Ends custody where it began.
    function _giveBack(address collection, uint256 tokenId, address owner) internal {
        _move(collection, tokenId, address(this), owner);
    }

    /// @dev For a house that undoes what the engine blocks: a stop is no verdict on what was agreed.
    function _requireTrading() internal view {
        uint40 until = COMPLIANCE.tradingStoppedUntil();
        require(block.timestamp >= until, SettlementTradingStopped(until));
    }

    /// @param discount By how much the platform's fee is lowered; the seller's leg gets it, see `_rebate`.
    /// @return payout Seller, platform, royalty; a share registered with `PaymentSplits` is several legs.
    function _payout(Trade memory trade, uint256 discount) internal view returns (Payout memory payout) {
        Fee memory platform = _fee;
        uint256 fee = Math.saturatingSub(Math.mulDiv(trade.price, platform.bps, BPS), discount);
        (address creator, uint256 royalty) = _royalty(trade);
        uint256 limit = trade.price - fee;
        require(royalty <= limit, SettlementRoyaltyTooHigh(trade.collection, royalty, limit));

        if (platform.recipient == address(PAYMENT_SPLITS) || creator == address(PAYMENT_SPLITS)) {
            Leg[] memory fees = _shares(platform.recipient, address(this), 0, fee);
            return _split(trade, fees, _shares(creator, trade.collection, trade.tokenId, royalty));
        }
        (payout.legs, payout.fee, payout.royalty) = (new Leg[](3), fee, royalty);
        (payout.legs[0].to, payout.legs[0].amount) = (trade.seller, limit - royalty);
        (payout.legs[1].to, payout.legs[1].amount) = (platform.recipient, fee);
        (payout.legs[2].to, payout.legs[2].amount) = (creator, royalty);
    }

    /// @dev Divides a payment that is no sale, such as rent: it bears the platform's fee and no royalty. The payee's leg first.
    function _payoutWithoutRoyalty(address payee, uint256 amount) internal view returns (Payout memory) {
        Fee memory platform = _fee;
        Trade memory payment;
        (payment.seller, payment.price) = (payee, amount);
        uint256 fee = Math.mulDiv(amount, platform.bps, BPS);
        return _split(payment, _shares(platform.recipient, address(this), 0, fee), new Leg[](0));
    }

    /// @dev Hands a discount on the fee from the seller's leg to somebody else.
    function _rebate(Payout memory payout, address to, uint256 discount) internal pure {
        uint256 count = payout.legs.length;
        Leg[] memory legs = new Leg[](count + 1);
        for (uint256 i = 0; i < count; i++) legs[i] = payout.legs[i];
        legs[0].amount -= discount;
        legs[count] = Leg(to, discount);
        payout.legs = legs;
    }

    function _announce(bytes32 orderHash, Trade memory trade, Payout memory payout) private {
        emit TradeSettled({
            orderHash: orderHash,
            collection: trade.collection,
            tokenId: trade.tokenId,
            seller: trade.seller,
            buyer: trade.buyer,
            price: trade.price,
            fee: payout.fee,
            royalty: payout.royalty
        });
    }

    function _hold(
        bytes32 orderHash,
        Trade memory trade,
        Leg[] memory legs,
        Finding memory finding,
        address purse,
        address holder
    ) private {
        Leg[] memory deposit = new Leg[](1);
        deposit[0] = Leg(address(ESCROW), trade.price);
        SETTLEMENT_TOKEN.payLegs(purse, deposit);
        IERC721(trade.collection).transferFrom(holder, address(ESCROW), trade.tokenId);
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

    function _move(address collection, uint256 tokenId, address from, address to) private {
        IERC721(collection).transferFrom(from, to, tokenId);
        bool moved = IERC721(collection).ownerOf(tokenId) == to;
        require(moved, SettlementTokenNotMoved(collection, tokenId, to));
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

    /// @dev What has no split yet waits in `PAYMENT_SPLITS`: no reason to stop the trade, and no gain of the seller's.
    function _shares(address to, address ofWhat, uint256 tokenId, uint256 amount) private view returns (Leg[] memory) {
        if (to == address(PAYMENT_SPLITS)) {
            Leg[] memory legs = PAYMENT_SPLITS.legsOf(ofWhat, tokenId, amount);
            if (legs.length != 0) return legs;
        }
        Leg[] memory whole = new Leg[](1);
        whole[0] = Leg(to, amount);
        return whole;
    }

    function _split(
        Trade memory trade,
        Leg[] memory fees,
        Leg[] memory royalties
    ) private pure returns (Payout memory payout) {
        payout.legs = new Leg[](1 + fees.length + royalties.length);
        for (uint256 i = 0; i < fees.length; i++) {
            payout.legs[1 + i] = fees[i];
            payout.fee += fees[i].amount;
        }
        for (uint256 i = 0; i < royalties.length; i++) {
            payout.legs[1 + fees.length + i] = royalties[i];
            payout.royalty += royalties[i].amount;
        }
        payout.legs[0] = Leg(trade.seller, trade.price - payout.fee - payout.royalty);
    }
}
