// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @notice Ask: the maker sells. Bid: the maker buys.
enum Side {
    Ask,
    Bid
}

/// @notice Token: exactly `tokenId`. Collection: any token of the collection, for bids. Set: any token of a Merkle tree whose
/// root is `tokenId`, for bids.
enum Scope {
    Token,
    Collection,
    Set
}

/// @notice What a maker agrees to, signed (EIP-712) or authorised on chain.
/// @param side Whether the maker sells or buys.
/// @param scope Which tokens may fill it.
/// @param maker Who is bound by it.
/// @param collection ERC-721 contract.
/// @param tokenId The token; the root for scope Set; 0 for scope Collection.
/// @param fingerprint What the token, an estate, must consist of when it is filled. With 0 the order is for whatever it
/// consists of then: who buys an estate by such an ask may get less than was seen.
/// @param amount How many tokens a bid for any of several may buy, one fill each; 1 for all other orders.
/// @param currency The settlement token.
/// @param price What the buyer pays for one token at `startsAt`, fee and royalty included, in units of the currency.
/// @param endPrice The same at `expiresAt`; in between the price is linear. It falls for asks (Dutch) and rises for bids.
/// @param taker The only account that may fill it; the zero address for anyone.
/// @param startsAt Unix time from which it may be filled.
/// @param expiresAt Unix time from which it may no longer be filled.
/// @param counter The maker's counter; raising the counter cancels every earlier order.
/// @param nonce Spent by the last fill or cancellation; orders that share one exclude each other.
struct Order {
    Side side;
    Scope scope;
    address maker;
    address collection;
    uint256 tokenId;
    bytes32 fingerprint;
    uint256 amount;
    address currency;
    uint256 price;
    uint256 endPrice;
    address taker;
    uint64 startsAt;
    uint64 expiresAt;
    uint256 counter;
    uint256 nonce;
}

/// @notice One token of a bundle, with its own price: a trade of its own for the engine.
struct BundleItem {
    address collection;
    uint256 tokenId;
    bytes32 fingerprint;
    uint256 price;
}

/// @notice Several tokens that a maker sells, or buys, all or none.
/// @param items 1 to 32 of them, at fixed prices; other fields as in `Order`.
struct Bundle {
    Side side;
    address maker;
    BundleItem[] items;
    address currency;
    address taker;
    uint64 startsAt;
    uint64 expiresAt;
    uint256 counter;
    uint256 nonce;
}

/// @notice EIP-712 hashing, prices and membership of orders.
library Orders {
    bytes32 internal constant TYPE_HASH = keccak256(
        "Order(uint8 side,uint8 scope,address maker,address collection,uint256 tokenId,bytes32 fingerprint,uint256 amount,"
        "address currency,uint256 price,uint256 endPrice,address taker,uint64 startsAt,uint64 expiresAt,uint256 counter,"
        "uint256 nonce)"
    );
    bytes32 internal constant ITEM_TYPE_HASH = keccak256(
        "BundleItem(address collection,uint256 tokenId,bytes32 fingerprint,uint256 price)"
    );
    bytes32 internal constant BUNDLE_TYPE_HASH = keccak256(
        "Bundle(uint8 side,address maker,BundleItem[] items,address currency,address taker,uint64 startsAt,"
        "uint64 expiresAt,uint256 counter,uint256 nonce)"
        "BundleItem(address collection,uint256 tokenId,bytes32 fingerprint,uint256 price)"
    );

    /// @return The struct hash, without the domain.
    function hash(Order memory order) internal pure returns (bytes32) {
        return keccak256(abi.encode(TYPE_HASH, order));
    }

    /// @return The struct hash, without the domain.
    function hash(Bundle memory bundle) internal pure returns (bytes32) {
        bytes32[] memory items = new bytes32[](bundle.items.length);
        for (uint256 i = 0; i < items.length; i++) {
            items[i] = keccak256(abi.encode(ITEM_TYPE_HASH, bundle.items[i]));
        }
        return
            keccak256(
                abi.encode(
                    BUNDLE_TYPE_HASH,
                    bundle.side,
                    bundle.maker,
                    keccak256(abi.encodePacked(items)),
                    bundle.currency,
                    bundle.taker,
                    bundle.startsAt,
                    bundle.expiresAt,
                    bundle.counter,
                    bundle.nonce
                )
            );
    }

    /// @return What one token costs at a time within the order's life, in units of the currency: rounded for the maker's good,
    /// up for asks and down for bids.
    function priceAt(Order memory order, uint256 time) internal pure returns (uint256) {
        (uint256 price, uint256 endPrice) = (order.price, order.endPrice);
        if (price == endPrice) return price;
        (uint256 passed, uint256 life) = (time - order.startsAt, order.expiresAt - order.startsAt);
        if (price > endPrice) return price - Math.mulDiv(price - endPrice, passed, life);
        return price + Math.mulDiv(endPrice - price, passed, life);
    }

    /// @return Whether a token is in the tree: sorted pairs, leaves hashed twice (OpenZeppelin's standard tree of `uint256`).
    function isInSet(uint256 tokenId, bytes32[] memory proof, uint256 root) internal pure returns (bool) {
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(tokenId))));
        return MerkleProof.verify(proof, bytes32(root), leaf);
    }
}
