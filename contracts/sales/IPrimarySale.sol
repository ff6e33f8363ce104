// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISettlement} from "../settlement/ISettlement.sol";

type SaleId is uint256;
type LotId is uint256;

/// @notice The price of every lot of a kind: it falls in a straight line from the sale's start to its end, or stays flat.
struct Tier {
    uint256 startPrice;
    uint256 endPrice;
}

/// @notice The terms of a primary sale.
/// @param collection The ERC-721 contract whose tokens are sold; they are minted to this house.
/// @param proceeds The account that sells: it is the seller in every trade and gets the seller's leg.
/// @param currency The ERC-20 paid in; only the settlement token is accepted.
/// @param startsAt Unix time of the first possible purchase.
/// @param endsAt Unix time from which nothing is sold; at most 365 days after the start.
/// @param walletCap How many tokens one beneficial owner may buy; 0 for no limit.
/// @param tiers Price lists, 1 to 16; a lot names one by its position.
struct Sale {
    address collection;
    address proceeds;
    address currency;
    uint64 startsAt;
    uint64 endsAt;
    uint32 walletCap;
    Tier[] tiers;
}

/// @notice Tokens that are sold together, at one price.
struct Lot {
    SaleId saleId;
    uint8 tier;
    bool sold;
    uint256[] tokenIds;
}

/// @title Primary sales
/// @notice How worlds sell their land first, with the terms as data: fixed price tables, Dutch auctions, drops with a cap.
/// Tokens are minted to this house, put into lots and bought in single trades of the proceeds account, each judged by the
/// compliance engine. In `ISettlement`'s events the order's hash is the lot's number.
/// @dev A cap counts per beneficial owner where one is attested: Otherside's, per wallet, was met with more wallets.
/// Trusts the engine, the settlement token and the platform's choice of collections; a collection may still re-enter.
interface IPrimarySale is ISettlement {
    event SaleCreated(SaleId indexed saleId, address indexed collection, Sale sale);
    event LotAdded(LotId indexed lotId, SaleId indexed saleId, uint8 tier, uint256[] tokenIds);
    event LotSold(LotId indexed lotId, SaleId indexed saleId, address indexed buyer, uint256 price);
    event UnsoldWithdrawn(address indexed collection, address indexed to, uint256[] tokenIds);

    error SaleCurrencyNotAccepted(address currency);
    error SaleWindowInvalid(uint64 startsAt, uint64 endsAt);
    /// @notice Nobody, or a house that could not pass on what it gets.
    error SaleReceiverInvalid(address account);
    error SaleTierCountInvalid(uint256 tiers);
    /// @notice A price must not be zero and must not rise.
    error SaleTierInvalid(uint256 tier, uint256 startPrice, uint256 endPrice);
    error SaleUnknown(SaleId saleId);
    error SaleNotStarted(SaleId saleId, uint64 startsAt);
    error SaleOver(SaleId saleId, uint64 endsAt);
    error SaleTierUnknown(SaleId saleId, uint8 tier);
    error SaleLotSizeInvalid(uint256 tokens);
    /// @notice Each token of a lot must cost at least one unit.
    error SaleLotTooCheap(uint256 tokens, uint256 endPrice);
    error SaleTokenNotHere(address collection, uint256 tokenId);
    /// @notice The token is in a lot of a sale that is not over.
    error SaleTokenOffered(address collection, uint256 tokenId, SaleId saleId);
    error SaleLotUnknown(LotId lotId);
    error SaleLotSold(LotId lotId);
    error SaleCapExceeded(SaleId saleId, address buyer, uint256 tokens, uint256 cap);
    error SalePriceTooHigh(uint256 price, uint256 maxPrice);

    function createSale(Sale calldata sale) external returns (SaleId);

    /// @notice Offers tokens that this house holds. A lot has 1 to 144 tokens, so that its purchase fits a transaction: a square of
    /// 24 x 24 is four lots of 12 x 12.
    /// @param tier Which of the sale's price lists.
    /// @param lots The tokens of each lot.
    /// @return first The first of the new lots' consecutive numbers.
    function addLots(SaleId saleId, uint8 tier, uint256[][] calldata lots) external returns (LotId first);

    /// @notice Buys lots, all of them or none. The price of a lot is divided equally among its tokens, what rounds off is added
    /// to the first one's; each token is a trade for the engine. One that is blocked or would be held refuses the purchase
    /// with `SettlementTradeRefused`.
    /// @param maxPrice The most that all lots together may cost.
    function buy(LotId[] calldata lotIds, uint256 maxPrice) external;

    /// @notice Sends on tokens that were not sold: of a sale that is over, or never offered.
    function withdrawUnsold(address collection, uint256[] calldata tokenIds, address to) external;

    function saleOf(SaleId saleId) external view returns (Sale memory);

    function lotOf(LotId lotId) external view returns (Lot memory);

    /// @return What the lot costs now, before the start what it costs then, and after the end what it cost last.
    function priceOf(LotId lotId) external view returns (uint256);

    /// @return How many tokens count against an account's cap: its own, or all of its beneficial owner's if those are more.
    function boughtBy(SaleId saleId, address account) external view returns (uint256);

    /// @return Number of sales ever created; their ids are 1 to this.
    function saleCount() external view returns (uint256);

    /// @return Number of lots ever added, over all sales; their ids are 1 to this.
    function lotCount() external view returns (uint256);
}
