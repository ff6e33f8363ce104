// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CaseId} from "../payments/IEscrow.sol";
import {Order} from "./Orders.sol";

/// @notice One order to fill in a batch.
/// @param signature The maker's signature; empty for an order that is authorised on chain or the caller's own.
/// @param tokenId The token to trade: the order's own, or any of the collection for a collection bid.
struct Fill {
    Order order;
    bytes signature;
    uint256 tokenId;
}

/// @title The market
/// @notice Asks and bids at a fixed price for ERC-721 tokens, settled in the settlement token under the compliance engine.
/// The legs (seller, platform fee, royalty) sum to the price; what rounds off goes to the seller.
/// @dev Trusts the engine, the escrow and the settlement token. A collection may refuse, re-enter or ask for any royalty; one
/// that lies about its transfers cheats only those who buy in it. Native coin is not accepted: it carries no hook.
interface IMarket {
    event OrderAuthorised(bytes32 indexed orderHash, address indexed maker, Order order);
    event OrderCancelled(bytes32 indexed orderHash, address indexed maker, uint256 nonce);
    event CounterRaised(address indexed maker, uint256 counter);
    event TradeSettled(
        bytes32 indexed orderHash,
        address indexed collection,
        uint256 indexed tokenId,
        address seller,
        address buyer,
        uint256 price,
        uint256 fee,
        uint256 royalty
    );
    event TradeHeld(
        bytes32 indexed orderHash,
        address indexed collection,
        uint256 indexed tokenId,
        address seller,
        address buyer,
        uint256 price,
        CaseId caseId
    );
    /// @notice A fill that was tried and did not happen. `ruleId` is zero where the market itself, a token or a wallet refused;
    /// `code ++ evidence` is then the error it refused with.
    event TradeRejected(
        bytes32 indexed orderHash,
        address indexed collection,
        uint256 indexed tokenId,
        address seller,
        address buyer,
        uint256 price,
        bytes32 ruleId,
        bytes4 code,
        bytes evidence
    );
    event FeeChanged(address indexed recipient, uint16 feeBps);

    /// @notice The engine refused the trade; `code ++ evidence` decodes as the rule's error.
    error MarketTradeRefused(bytes32 ruleId, bytes4 code, bytes evidence);
    error MarketOrderNotStarted(bytes32 orderHash, uint64 startsAt);
    error MarketOrderExpired(bytes32 orderHash, uint64 expiresAt);
    error MarketOrderSpent(bytes32 orderHash, uint256 nonce);
    error MarketCounterMismatch(address maker, uint256 orderCounter, uint256 counter);
    error MarketSignatureInvalid(bytes32 orderHash, address maker);
    error MarketTakerMismatch(address taker, address caller);
    error MarketTokenMismatch(uint256 orderTokenId, uint256 tokenId);
    error MarketAskNeedsToken(bytes32 orderHash);
    error MarketCurrencyNotAccepted(address currency);
    error MarketPriceZero(bytes32 orderHash);
    error MarketNotMaker(address caller, address maker);
    error MarketRoyaltyTooHigh(address collection, uint256 royalty, uint256 limit);
    error MarketFeeTooHigh(uint16 feeBps, uint16 limit);
    error MarketFeeRecipientZero();
    error MarketSelfOnly(address caller);

    /// @notice Fills an order as the other side of it. Reverts with `MarketTradeRefused` when the engine blocks; a held trade
    /// goes into escrow and does not revert.
    function fill(Order calldata order, bytes calldata signature, uint256 tokenId) external;

    /// @notice The same, but a fill that fails for whatever reason leaves a `TradeRejected` instead of reverting.
    /// @return done Whether the trade settled or is held.
    function tryFill(Order calldata order, bytes calldata signature, uint256 tokenId) external returns (bool done);

    /// @notice `tryFill` for each, in order; one that fails does not stop the next.
    /// @return done Whether each trade settled or is held.
    function fillBatch(Fill[] calldata fills) external returns (bool[] memory done);

    /// @notice Agrees to an order without a signature; also how an order becomes public on chain.
    function authorise(Order calldata order) external;

    /// @notice Cancels the caller's orders by their hashes, and with each whatever shares its nonce.
    function cancel(Order[] calldata orders) external;

    /// @notice Cancels every order of the caller made so far.
    function raiseCounter() external;

    /// @notice Sets the platform's share, at most 10 %.
    function setFee(address recipient, uint16 feeBps) external;

    /// @return The EIP-712 digest that the maker signs and that names the order everywhere.
    function hashOrder(Order calldata order) external view returns (bytes32);

    function counterOf(address maker) external view returns (uint256);

    function isSpent(address maker, uint256 nonce) external view returns (bool);

    function isAuthorised(bytes32 orderHash) external view returns (bool);

    function platformFee() external view returns (address recipient, uint16 feeBps);
}
