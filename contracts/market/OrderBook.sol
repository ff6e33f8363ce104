// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {ISettlementToken} from "../payments/ISettlementToken.sol";
import {IMarket} from "./IMarket.sol";
import {Order, Orders, Scope, Side} from "./Orders.sol";

/// @notice What makers agreed to, and whether an order may still be filled: the market without its settlement.
abstract contract OrderBook is IMarket, EIP712 {
    /// @dev The first nonces share the counter's slot, which every fill reads; later ones have words of their own.
    struct Maker {
        uint64 counter;
        uint192 spent;
    }

    uint256 private constant NEAR_NONCES = 192;

    ISettlementToken public immutable SETTLEMENT_TOKEN;

    mapping(address maker => Maker) private _makers;
    mapping(address maker => mapping(uint256 word => uint256 bits)) private _spentBeyond;
    mapping(bytes32 orderHash => bool authorised) private _authorised;

    constructor(address settlementToken) {
        SETTLEMENT_TOKEN = ISettlementToken(settlementToken);
    }

    /// @inheritdoc IMarket
    function authorise(Order calldata order) external {
        require(order.maker == msg.sender, MarketNotMaker(msg.sender, order.maker));
        bytes32 orderHash = hashOrder(order);
        _requireOpen(order, orderHash);

        _authorised[orderHash] = true;
        emit OrderAuthorised(orderHash, msg.sender, order);
    }

    /// @inheritdoc IMarket
    function cancel(Order[] calldata orders) external {
        for (uint256 i = 0; i < orders.length; i++) {
            Order calldata order = orders[i];
            require(order.maker == msg.sender, MarketNotMaker(msg.sender, order.maker));

            _spend(msg.sender, order.nonce);
            emit OrderCancelled(hashOrder(order), msg.sender, order.nonce);
        }
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
    function hashOrder(Order memory order) public view returns (bytes32) {
        return _hashTypedDataV4(Orders.hash(order));
    }

    function _spend(address maker, uint256 nonce) internal {
        if (nonce < NEAR_NONCES) {
            _makers[maker].spent |= uint192(1 << nonce);
        } else {
            _spentBeyond[maker][nonce >> 8] |= 1 << (nonce & 0xff);
        }
    }

    function _requireFillable(
        address caller,
        Order memory order,
        bytes32 orderHash,
        bytes calldata signature,
        uint256 tokenId
    ) internal view {
        _requireOpen(order, orderHash);
        require(block.timestamp >= order.startsAt, MarketOrderNotStarted(orderHash, order.startsAt));
        require(order.taker == address(0) || order.taker == caller, MarketTakerMismatch(order.taker, caller));
        bool anyToken = order.scope == Scope.Collection;
        require(anyToken || order.tokenId == tokenId, MarketTokenMismatch(order.tokenId, tokenId));
        require(_isAgreed(caller, order.maker, orderHash, signature), MarketSignatureInvalid(orderHash, order.maker));
    }

    function _requireOpen(Order memory order, bytes32 orderHash) private view {
        require(order.currency == address(SETTLEMENT_TOKEN), MarketCurrencyNotAccepted(order.currency));
        require(order.price != 0, MarketPriceZero(orderHash));
        require(order.scope == Scope.Token || order.side == Side.Bid, MarketAskNeedsToken(orderHash));
        require(block.timestamp < order.expiresAt, MarketOrderExpired(orderHash, order.expiresAt));
        Maker memory maker = _makers[order.maker];
        require(order.counter == maker.counter, MarketCounterMismatch(order.maker, order.counter, maker.counter));
        require(!_isSpent(maker, order.maker, order.nonce), MarketOrderSpent(orderHash, order.nonce));
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
