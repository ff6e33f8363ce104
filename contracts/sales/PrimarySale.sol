// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Finding, Trade, Verdict} from "../compliance/ICompliance.sol";
import {AccountKind} from "../payments/ISettlementToken.sol";
import {NonReentrant} from "../security/NonReentrant.sol";
import {Settlement} from "../settlement/Settlement.sol";
import {IPrimarySale, Lot, LotId, Sale, SaleId} from "./IPrimarySale.sol";

/// @notice See `IPrimarySale`.
contract PrimarySale is IPrimarySale, Settlement, NonReentrant {
    uint64 private constant MAX_DURATION = 365 days;
    uint256 private constant MAX_TIERS = 16;
    /// @dev The purchase of 144 tokens takes some 11 million gas; EIP-7825 gives a transaction 16.8 million.
    uint256 private constant MAX_LOT = 144;

    /// @inheritdoc IPrimarySale
    uint256 public saleCount;
    /// @inheritdoc IPrimarySale
    uint256 public lotCount;
    mapping(SaleId saleId => Sale) private _sales;
    mapping(LotId lotId => Lot) private _lots;
    /// @dev The last sale that offered a token.
    mapping(address collection => mapping(uint256 tokenId => SaleId saleId)) private _offeredIn;
    /// @dev By cluster; an account's own number counts all that it bought, so that to be attested later forgets nothing.
    mapping(SaleId saleId => mapping(uint256 cluster => uint256 tokens)) private _bought;

    constructor(
        address authority,
        address compliance,
        address escrow,
        address paymentSplits
    ) Settlement(authority, compliance, escrow, paymentSplits) {}

    /// @inheritdoc IPrimarySale
    function createSale(Sale calldata sale) external restricted returns (SaleId saleId) {
        require(sale.currency == address(SETTLEMENT_TOKEN), SaleCurrencyNotAccepted(sale.currency));
        bool windowValid = sale.startsAt < sale.endsAt && sale.endsAt - sale.startsAt <= MAX_DURATION;
        require(windowValid && sale.endsAt > block.timestamp, SaleWindowInvalid(sale.startsAt, sale.endsAt));
        _requireReceiver(sale.proceeds);
        uint256 tiers = sale.tiers.length;
        require(1 <= tiers && tiers <= MAX_TIERS, SaleTierCountInvalid(tiers));
        for (uint256 i = 0; i < tiers; i++) {
            (uint256 startPrice, uint256 endPrice) = (sale.tiers[i].startPrice, sale.tiers[i].endPrice);
            require(0 < endPrice && endPrice <= startPrice, SaleTierInvalid(i, startPrice, endPrice));
        }

        saleId = SaleId.wrap(++saleCount);
        _sales[saleId] = sale;
        emit SaleCreated(saleId, sale.collection, sale);
    }

    /// @inheritdoc IPrimarySale
    function addLots(
        SaleId saleId,
        uint8 tier,
        uint256[][] calldata lots
    ) external restricted nonReentrant returns (LotId first) {
        Sale storage sale = _sales[saleId];
        require(sale.endsAt != 0, SaleUnknown(saleId));
        require(!_isOver(saleId), SaleOver(saleId, sale.endsAt));
        require(tier < sale.tiers.length, SaleTierUnknown(saleId, tier));

        first = LotId.wrap(lotCount + 1);
        for (uint256 i = 0; i < lots.length; i++) _addLot(saleId, tier, sale, lots[i]);
    }

    /// @inheritdoc IPrimarySale
    function buy(LotId[] calldata lotIds, uint256 maxPrice) external nonReentrant {
        uint256[] memory prices = new uint256[](lotIds.length);
        uint256 sum = 0;
        for (uint256 i = 0; i < lotIds.length; i++) {
            prices[i] = _take(lotIds[i]);
            sum += prices[i];
        }
        require(sum <= maxPrice, SalePriceTooHigh(sum, maxPrice));

        for (uint256 i = 0; i < lotIds.length; i++) _sell(lotIds[i], prices[i]);
    }

    /// @inheritdoc IPrimarySale
    /// @dev The engine is not told: nobody has owned these tokens yet, as if they were minted to `to`.
    function withdrawUnsold(
        address collection,
        uint256[] calldata tokenIds,
        address to
    ) external restricted nonReentrant {
        _requireReceiver(to);
        for (uint256 i = 0; i < tokenIds.length; i++) _requireNotOffered(collection, tokenIds[i]);

        emit UnsoldWithdrawn(collection, to, tokenIds);

        for (uint256 i = 0; i < tokenIds.length; i++) _giveBack(collection, tokenIds[i], to);
    }

    /// @inheritdoc IPrimarySale
    function saleOf(SaleId saleId) external view returns (Sale memory) {
        return _sales[saleId];
    }

    /// @inheritdoc IPrimarySale
    function lotOf(LotId lotId) external view returns (Lot memory) {
        return _lots[lotId];
    }

    /// @inheritdoc IPrimarySale
    function priceOf(LotId lotId) external view returns (uint256) {
        Lot storage lot = _existingLot(lotId);
        return _priceNow(_sales[lot.saleId], lot.tier);
    }

    /// @inheritdoc IPrimarySale
    function boughtBy(SaleId saleId, address account) public view returns (uint256) {
        return Math.max(_bought[saleId][uint160(account)], _bought[saleId][COMPLIANCE.clusterOf(account)]);
    }

    function _addLot(SaleId saleId, uint8 tier, Sale storage sale, uint256[] calldata tokenIds) private {
        uint256 count = tokenIds.length;
        require(1 <= count && count <= MAX_LOT, SaleLotSizeInvalid(count));
        uint256 endPrice = sale.tiers[tier].endPrice;
        require(endPrice >= count, SaleLotTooCheap(count, endPrice));

        address collection = sale.collection;
        for (uint256 i = 0; i < count; i++) {
            uint256 tokenId = tokenIds[i];
            _requireNotOffered(collection, tokenId);
            bool here = IERC721(collection).ownerOf(tokenId) == address(this);
            require(here, SaleTokenNotHere(collection, tokenId));
            _offeredIn[collection][tokenId] = saleId;
        }

        LotId lotId = LotId.wrap(++lotCount);
        _lots[lotId] = Lot(saleId, tier, false, tokenIds);
        emit LotAdded(lotId, saleId, tier, tokenIds);
    }

    /// @dev Reserves a lot for the caller, before anything is paid or delivered.
    function _take(LotId lotId) private returns (uint256 price) {
        Lot storage lot = _existingLot(lotId);
        SaleId saleId = lot.saleId;
        Sale storage sale = _sales[saleId];
        require(block.timestamp >= sale.startsAt, SaleNotStarted(saleId, sale.startsAt));
        require(!_isOver(saleId), SaleOver(saleId, sale.endsAt));
        require(!lot.sold, SaleLotSold(lotId));
        if (sale.walletCap != 0) _count(saleId, lot.tokenIds.length, sale.walletCap);

        lot.sold = true;
        price = _priceNow(sale, lot.tier);
        emit LotSold(lotId, saleId, msg.sender, price);
    }

    function _count(SaleId saleId, uint256 tokens, uint256 cap) private {
        uint256 total = boughtBy(saleId, msg.sender) + tokens;
        require(total <= cap, SaleCapExceeded(saleId, msg.sender, total, cap));

        (uint256 own, uint256 cluster) = (uint160(msg.sender), COMPLIANCE.clusterOf(msg.sender));
        _bought[saleId][own] += tokens;
        if (cluster != own) _bought[saleId][cluster] += tokens;
    }

    function _sell(LotId lotId, uint256 lotPrice) private {
        Lot storage lot = _lots[lotId];
        uint256[] memory tokenIds = lot.tokenIds;
        (uint256 count, bytes32 orderHash) = (tokenIds.length, bytes32(LotId.unwrap(lotId)));
        Trade memory trade = _trade(_sales[lot.saleId]);
        for (uint256 i = 0; i < count; i++) {
            (trade.tokenId, trade.price) = (tokenIds[i], lotPrice / count);
            if (i == 0) trade.price += lotPrice % count;
            Finding memory finding = COMPLIANCE.onTrade(trade);
            bool allowed = finding.verdict == Verdict.Allow;
            require(allowed, SettlementTradeRefused(finding.ruleId, finding.code, finding.evidence));
            _complete(orderHash, trade, _payout(trade, 0), finding, trade.payer, address(this));
        }
    }

    function _existingLot(LotId lotId) private view returns (Lot storage lot) {
        lot = _lots[lotId];
        require(SaleId.unwrap(lot.saleId) != 0, SaleLotUnknown(lotId));
    }

    function _isOver(SaleId saleId) private view returns (bool) {
        return block.timestamp >= _sales[saleId].endsAt;
    }

    /// @dev A token of no sale has the sale 0, which is over.
    function _requireNotOffered(address collection, uint256 tokenId) private view {
        SaleId saleId = _offeredIn[collection][tokenId];
        require(_isOver(saleId), SaleTokenOffered(collection, tokenId, saleId));
    }

    /// @dev A house would not know whose the money or the token is.
    function _requireReceiver(address account) private view {
        bool valid = account != address(0) && SETTLEMENT_TOKEN.accountKind(account) != AccountKind.Settler;
        require(valid, SaleReceiverInvalid(account));
    }

    /// @dev What rounds off goes to the seller.
    function _priceNow(Sale storage sale, uint8 tier) private view returns (uint256) {
        (uint256 startPrice, uint256 endPrice) = (sale.tiers[tier].startPrice, sale.tiers[tier].endPrice);
        (uint256 startsAt, uint256 endsAt) = (sale.startsAt, sale.endsAt);
        uint256 time = Math.min(Math.max(block.timestamp, startsAt), endsAt);
        return startPrice - Math.mulDiv(startPrice - endPrice, time - startsAt, endsAt - startsAt);
    }

    function _trade(Sale storage sale) private view returns (Trade memory trade) {
        (trade.settler, trade.collection, trade.currency) = (address(this), sale.collection, sale.currency);
        (trade.seller, trade.buyer, trade.payer) = (sale.proceeds, msg.sender, msg.sender);
    }
}
