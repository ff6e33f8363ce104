// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Ask: the maker sells. Bid: the maker buys.
enum Side {
    Ask,
    Bid
}

/// @notice Token: exactly `tokenId`. Collection: any token of the collection, for bids.
enum Scope {
    Token,
    Collection
}

/// @notice What a maker agrees to, signed (EIP-712) or authorised on chain.
/// @param side Whether the maker sells or buys.
/// @param scope Which tokens may fill it.
/// @param maker Who is bound by it.
/// @param collection ERC-721 contract.
/// @param tokenId The token, for scope Token; 0 otherwise.
/// @param currency The settlement token.
/// @param price What the buyer pays, fee and royalty included, in units of the currency.
/// @param taker The only account that may fill it; the zero address for anyone.
/// @param startsAt Unix time from which it may be filled.
/// @param expiresAt Unix time from which it may no longer be filled.
/// @param counter The maker's counter; raising the counter cancels every earlier order.
/// @param nonce Spent by fill or cancellation; orders that share one exclude each other.
struct Order {
    Side side;
    Scope scope;
    address maker;
    address collection;
    uint256 tokenId;
    address currency;
    uint256 price;
    address taker;
    uint64 startsAt;
    uint64 expiresAt;
    uint256 counter;
    uint256 nonce;
}

/// @notice EIP-712 hashing of orders.
library Orders {
    bytes32 internal constant TYPE_HASH = keccak256(
        "Order(uint8 side,uint8 scope,address maker,address collection,uint256 tokenId,address currency,uint256 price,"
        "address taker,uint64 startsAt,uint64 expiresAt,uint256 counter,uint256 nonce)"
    );

    /// @return The struct hash, without the domain.
    function hash(Order memory order) internal pure returns (bytes32) {
        return keccak256(abi.encode(TYPE_HASH, order));
    }
}
