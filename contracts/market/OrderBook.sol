// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IFingerprint} from "../land/IFingerprint.sol";
import {IMarket} from "./IMarket.sol";
import {Bundle, BundleItem, Order, Orders, Scope, Side} from "./Orders.sol";

/// @notice What makers agreed to, and whether an order may still be filled: the market without its settlement.
abstract contract OrderBook is IMarket, EIP712 {
    /// @dev The first nonces share the counter's slot, which every fill reads; later ones have words of their own.
    struct Maker {
        uint64 counter;
        uint192 spent;
    }

    uint256 private constant NEAR_NONCES = 192;
    uint256 private constant MAX_BUNDLE = 32;

    mapping(address maker => Maker) private _makers;
    mapping(address maker => mapping(uint256 word => uint256 bits)) private _spentBeyond;
    mapping(bytes32 orderHash => bool authorised) private _authorised;
    mapping(bytes32 orderHash => uint256 filled) private _filled;

    /// @inheritdoc IMarket
    function authorise(Order calldata order) external {
        require(order.maker == msg.sender, MarketNotMaker(msg.sender, order.maker));
        bytes32 orderHash = hashOrder(order);
        _requireOpen(order, orderHash);

        _authorised[orderHash] = true;
        emit OrderAuthorised(orderHash, msg.sender, order);
    }

    /// @inheritdoc IMarket
    function authoriseBundle(Bundle calldata bundle) external {
        require(bundle.maker == msg.sender, MarketNotMaker(msg.sender, bundle.maker));
        bytes32 orderHash = hashBundle(bundle);
        Order[] memory items = _itemsOf(bundle, orderHash);
        for (uint256 i = 0; i < items.length; i++) _requireOpen(items[i], orderHash);

        _authorised[orderHash] = true;
        emit BundleAuthorised(orderHash, msg.sender, bundle);
    }

    /// @inheritdoc IMarket
    function cancel(Order[] calldata orders) external {
        for (uint256 i = 0; i < orders.length; i++) {
            Order calldata order = orders[i];
            require(order.maker == msg.sender, MarketNotMaker(msg.sender, order.maker));

            _spendNonce(msg.sender, order.nonce);
            emit OrderCancelled(hashOrder(order), msg.sender, order.nonce);
        }
    }

    /// @inheritdoc IMarket
    function cancelBundle(Bundle calldata bundle) external {
        require(bundle.maker == msg.sender, MarketNotMaker(msg.sender, bundle.maker));

        _spendNonce(msg.sender, bundle.nonce);
        emit OrderCancelled(hashBundle(bundle), msg.sender, bundle.nonce);
    }

    /// @inheritdoc IMarket
    function raiseCounter() external {
        emit CounterRaised(msg.sender, ++_makers[msg.sender].counter);
    }

    /// @inheritdoc IMarket
    function counterOf(address maker) external view returns (uint256) {
        return _makers[maker].counter;
    }

    /// @inheritdoc IMarket
    function isAuthorised(bytes32 orderHash) external view returns (bool) {
        return _authorised[orderHash];
    }

    /// @inheritdoc IMarket
    function isSpent(address maker, uint256 nonce) external view returns (bool) {
        return _isSpent(_makers[maker], maker, nonce);
    }

    /// @inheritdoc IMarket
    function filledOf(bytes32 orderHash) external view returns (uint256) {
        return _filled[orderHash];
    }

    /// @inheritdoc IMarket
    function hashOrder(Order memory order) public view returns (bytes32) {
        return _hashTypedDataV4(Orders.hash(order));
    }

    /// @inheritdoc IMarket
    function hashBundle(Bundle memory bundle) public view returns (bytes32) {
        return _hashTypedDataV4(Orders.hash(bundle));
    }

    /// @dev The order is spent, or one token closer to it.
    function _spend(Order memory order, bytes32 orderHash) internal {
        if (order.amount != 1) {
            uint256 filled = ++_filled[orderHash];
            emit OrderPartFilled(orderHash, filled, order.amount);
            if (filled < order.amount) return;
        }
        _spendNonce(order.maker, order.nonce);
    }

    function _requireFillable(
        address caller,
        Order memory order,
        bytes32 orderHash,
        bytes calldata signature,
        uint256 tokenId,
        bytes32[] memory proof
    ) internal view {
        _requireAgreed(caller, order, orderHash, signature);
        if (order.scope == Scope.Token) {
            require(order.tokenId == tokenId, MarketTokenMismatch(order.tokenId, tokenId));
        } else if (order.scope == Scope.Set) {
            require(Orders.isInSet(tokenId, proof, order.tokenId), MarketTokenNotInSet(order.tokenId, tokenId));
        }
        _requireFingerprint(order, tokenId);
    }

    /// @dev That the maker agreed, that it still holds, and that the caller may take it: all but what is traded.
    function _requireAgreed(
        address caller,
        Order memory order,
        bytes32 orderHash,
        bytes calldata signature
    ) internal view {
        _requireOpen(order, orderHash);
        require(block.timestamp >= order.startsAt, MarketOrderNotStarted(orderHash, order.startsAt));
        require(order.taker == address(0) || order.taker == caller, MarketTakerMismatch(order.taker, caller));
        require(_isAgreed(caller, order.maker, orderHash, signature), MarketSignatureInvalid(orderHash, order.maker));
    }

    function _requireFingerprint(Order memory order, uint256 tokenId) internal view {
        if (order.fingerprint == 0) return;
        bytes memory question = abi.encodeCall(
            IFingerprint.verifyFingerprint,
            (tokenId, abi.encodePacked(order.fingerprint))
        );
        (bool answered, bytes memory answer) = order.collection.staticcall(question);
        bool same = answered && answer.length == 32 && abi.decode(answer, (uint256)) == 1;
        require(same, MarketFingerprintMismatch(order.collection, tokenId, order.fingerprint));
    }

    /// @dev The bundle's items as orders that share its terms, and its nonce.
    function _itemsOf(Bundle calldata bundle, bytes32 orderHash) internal pure returns (Order[] memory items) {
        uint256 count = bundle.items.length;
        require(count != 0 && count <= MAX_BUNDLE, MarketBundleSizeInvalid(orderHash, count));
        items = new Order[](count);
        for (uint256 i = 0; i < count; i++) {
            BundleItem calldata item = bundle.items[i];
            items[i] = Order({
                side: bundle.side,
                scope: Scope.Token,
                maker: bundle.maker,
                collection: item.collection,
                tokenId: item.tokenId,
                fingerprint: item.fingerprint,
                amount: 1,
                currency: bundle.currency,
                price: item.price,
                endPrice: item.price,
                taker: bundle.taker,
                startsAt: bundle.startsAt,
                expiresAt: bundle.expiresAt,
                counter: bundle.counter,
                nonce: bundle.nonce
            });
        }
    }

    /// @dev Whether the house settles in a currency.
    function _isAccepted(address currency) internal view virtual returns (bool);

    function _requireOpen(Order memory order, bytes32 orderHash) private view {
        require(_isAccepted(order.currency), MarketCurrencyNotAccepted(order.currency));
        _requireWellFormed(order, orderHash);
        require(block.timestamp < order.expiresAt, MarketOrderExpired(orderHash, order.expiresAt));
        Maker memory maker = _makers[order.maker];
        require(order.counter == maker.counter, MarketCounterMismatch(order.maker, order.counter, maker.counter));
        require(!_isSpent(maker, order.maker, order.nonce), MarketOrderSpent(orderHash, order.nonce));
    }

    function _requireWellFormed(Order memory order, bytes32 orderHash) private pure {
        (uint256 price, uint256 endPrice, bool ask) = (order.price, order.endPrice, order.side == Side.Ask);
        require(price != 0 && endPrice != 0, MarketPriceZero(orderHash));
        bool direction = price == endPrice || (price > endPrice) == ask;
        require(direction, MarketPriceDirectionInvalid(orderHash, price, endPrice));
        bool one = order.scope == Scope.Token;
        require(one || !ask, MarketAskNeedsToken(orderHash));
        require(one ? order.amount == 1 : order.amount != 0, MarketAmountInvalid(orderHash, order.amount));
    }

    function _spendNonce(address maker, uint256 nonce) private {
        if (nonce < NEAR_NONCES) {
            _makers[maker].spent |= uint192(1 << nonce);
        } else {
            _spentBeyond[maker][nonce >> 8] |= 1 << (nonce & 0xff);
        }
    }

    function _isSpent(Maker memory state, address maker, uint256 nonce) private view returns (bool) {
        if (nonce < NEAR_NONCES) return state.spent & (1 << nonce) != 0;
        return _spentBeyond[maker][nonce >> 8] & (1 << (nonce & 0xff)) != 0;
    }

    /// @dev Recovers before asking whether the maker has code: that saves a cold account for the usual maker, and the key of
    /// an EIP-7702 account, which has code, remains its owner.
    function _isAgreed(
        address caller,
        address maker,
        bytes32 orderHash,
        bytes calldata signature
    ) private view returns (bool) {
        if (signature.length == 0) return caller == maker || _authorised[orderHash];
        (address recovered, ECDSA.RecoverError problem, ) = ECDSA.tryRecoverCalldata(orderHash, signature);
        if (problem == ECDSA.RecoverError.NoError && recovered == maker) return true;
        return maker.code.length != 0 && SignatureChecker.isValidERC1271SignatureNow(maker, orderHash, signature);
    }
}
