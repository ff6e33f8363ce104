// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Trade} from "../compliance/ICompliance.sol";
import {ISettlement} from "../settlement/ISettlement.sol";
import {Bundle, Order} from "./Orders.sol";

/// @notice One order to fill in a batch.
/// @param signature The maker's signature; empty for an order that is authorised on chain or the caller's own.
/// @param tokenId The token to trade: the order's own, or one that a bid for any of several accepts.
/// @param proof Merkle proof that the token is in the order's set; empty for other scopes.
struct Fill {
    Order order;
    bytes signature;
    uint256 tokenId;
    bytes32[] proof;
}

/// @title The market
/// @notice Asks and bids for ERC-721 tokens at fixed or linear prices, settled in the settlement token under the compliance
/// engine. The legs (seller, platform fee, royalty) sum to the price; what rounds off goes to the seller.
/// @dev Trusts the engine, the escrow and the settlement token. A collection may refuse, re-enter or ask for any royalty; one
/// that lies about its transfers cheats only those who buy in it. Native coin is not accepted: it carries no hook.
interface IMarket is ISettlement {
    event OrderAuthorised(bytes32 indexed orderHash, address indexed maker, Order order);
    event BundleAuthorised(bytes32 indexed orderHash, address indexed maker, Bundle bundle);
    event OrderCancelled(bytes32 indexed orderHash, address indexed maker, uint256 nonce);
    /// @notice A bid for several tokens bought one more; `filled` of them so far.
    event OrderPartFilled(bytes32 indexed orderHash, uint256 filled, uint256 amount);
    event CounterRaised(address indexed maker, uint256 counter);

    error MarketOrderNotStarted(bytes32 orderHash, uint64 startsAt);
    error MarketOrderExpired(bytes32 orderHash, uint64 expiresAt);
    error MarketOrderSpent(bytes32 orderHash, uint256 nonce);
    error MarketCounterMismatch(address maker, uint256 orderCounter, uint256 counter);
    error MarketSignatureInvalid(bytes32 orderHash, address maker);
    error MarketTakerMismatch(address taker, address caller);
    error MarketTokenMismatch(uint256 orderTokenId, uint256 tokenId);
    error MarketTokenNotInSet(uint256 root, uint256 tokenId);
    error MarketFingerprintMismatch(address collection, uint256 tokenId, bytes32 fingerprint);
    error MarketAskNeedsToken(bytes32 orderHash);
    /// @notice Not 1 token for an order that names its token, or none at all.
    error MarketAmountInvalid(bytes32 orderHash, uint256 amount);
    error MarketCurrencyNotAccepted(address currency);
    error MarketPriceZero(bytes32 orderHash);
    /// @notice An ask's price must not rise, nor a bid's fall: who fills later must not do worse than was seen.
    error MarketPriceDirectionInvalid(bytes32 orderHash, uint256 price, uint256 endPrice);
    error MarketBundleSizeInvalid(bytes32 orderHash, uint256 items);
    error MarketNotMaker(address caller, address maker);
    error MarketSelfOnly(address caller);

    /// @notice Fills an order as the other side of it. Reverts with `SettlementTradeRefused` when the engine blocks; a held
    /// trade goes into escrow and does not revert.
    function fill(Order calldata order, bytes calldata signature, uint256 tokenId) external;

    /// @notice The same for a bid on a Merkle set of tokens.
    function fillFromSet(
        Order calldata order,
        bytes calldata signature,
        uint256 tokenId,
        bytes32[] calldata proof
    ) external;

    /// @notice `fill` as a member: points lower the fee, for the good of the member who pays it (a buyer pays less than the
    /// price, a seller receives more), and the fee that is paid earns points.
    function fillAsMember(Order calldata order, bytes calldata signature, uint256 tokenId, uint256 points) external;

    /// @notice `fill`, but one that fails for whatever reason leaves a `TradeRejected` instead of reverting.
    /// @return done Whether the trade settled or is held.
    function tryFill(Order calldata order, bytes calldata signature, uint256 tokenId) external returns (bool done);

    /// @notice A sweep: tries each in order, goes on past what fails, and stops after `limit` that did not. Where
    /// nothing fails but by the engine's word, what the caller buys is paid at once; otherwise each is tried alone, and what
    /// was tried before is tried again. A maker's wallet or a registered collection that burns all gas it is given leaves too
    /// little for those behind it: no share of gas is set aside, because what never reverts cannot be estimated then.
    /// @return done Whether each trade settled or is held.
    function fillBatch(Fill[] calldata fills, uint256 limit) external returns (bool[] memory done);

    /// @notice Fills a bundle, whole or not at all. Each item is a trade of its own for the engine; one that is blocked or
    /// would be held refuses the bundle with `SettlementTradeRefused`.
    function fillBundle(Bundle calldata bundle, bytes calldata signature) external;

    /// @notice Agrees to an order without a signature; also how an order becomes public on chain.
    function authorise(Order calldata order) external;

    function authoriseBundle(Bundle calldata bundle) external;

    /// @notice Cancels the caller's orders by their hashes, and with each whatever shares its nonce.
    function cancel(Order[] calldata orders) external;

    function cancelBundle(Bundle calldata bundle) external;

    /// @notice Cancels every order of the caller made so far.
    function raiseCounter() external;

    /// @notice Reverts with the error with which a fill by `caller` would be refused before the engine is asked.
    /// @return The trade that it would be now.
    function checkFill(address caller, Fill calldata fill) external view returns (Trade memory);

    /// @notice The same for one item of a bundle. A fill asks the engine about each item before it checks the next.
    function checkBundleItem(
        address caller,
        Bundle calldata bundle,
        bytes calldata signature,
        uint256 index
    ) external view returns (Trade memory);

    /// @return The EIP-712 digest that the maker signs and that names the order everywhere.
    function hashOrder(Order calldata order) external view returns (bytes32);

    function hashBundle(Bundle calldata bundle) external view returns (bytes32);

    function counterOf(address maker) external view returns (uint256);

    function isSpent(address maker, uint256 nonce) external view returns (bool);

    function isAuthorised(bytes32 orderHash) external view returns (bool);

    /// @return How many tokens a bid for several has bought.
    function filledOf(bytes32 orderHash) external view returns (uint256);
}
