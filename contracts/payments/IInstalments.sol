// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISettlement} from "../settlement/ISettlement.sol";
import {IHoldings} from "./IHoldings.sol";

type PlanId is uint256;

/// @notice Open: token and payments are here. Settled: all was paid, and the trade settled or is held. Unwound: all was
/// paid and the trade could not settle; both sides went back. Foreclosed: the buyer did not pay in time.
enum PlanStatus {
    None,
    Open,
    Settled,
    Unwound,
    Foreclosed
}

/// @notice What a seller agrees to, signed (EIP-712) or authorised on chain. The price is
/// `downPayment + count * instalment`, fee and royalty included.
/// @param seller Who owns the token until the last payment.
/// @param buyer The only account that may accept; the zero address for anyone.
/// @param collection ERC-721 contract.
/// @param tokenId The token.
/// @param fingerprint What the token, an estate, must consist of; 0 for any token.
/// @param currency The settlement token.
/// @param downPayment Paid on acceptance, in units of the currency; not zero.
/// @param instalment Paid `count` times, in units of the currency; not zero.
/// @param count Number of instalments, 1 to 600.
/// @param period Seconds from one due date to the next, 1 hour to 366 days.
/// @param graceSeconds How long after a due date the plan is safe from foreclosure, at most 366 days.
/// @param forfeitBps Share of what was paid that the seller keeps after a foreclosure, at most half; nothing where the house
/// was struck off the register of settlers and takes no payments any more.
/// @param expiresAt Unix time from which it may no longer be accepted.
/// @param counter The seller's counter; raising the counter cancels every earlier offer.
/// @param nonce Spent by acceptance or cancellation; offers that share one exclude each other.
struct InstalmentOffer {
    address seller;
    address buyer;
    address collection;
    uint256 tokenId;
    bytes32 fingerprint;
    address currency;
    uint128 downPayment;
    uint128 instalment;
    uint32 count;
    uint32 period;
    uint32 graceSeconds;
    uint16 forfeitBps;
    uint64 expiresAt;
    uint256 counter;
    uint256 nonce;
}

/// @notice An accepted offer.
/// @param status Where token and money are.
/// @param tokenPending The money is settled but the collection would not give the token up yet; see `deliver`.
/// @param startedAt Unix time of acceptance; instalment n is due n periods later.
/// @param paid Number of instalments paid so far.
/// @param buyer Who pays and gets the token.
struct Plan {
    PlanStatus status;
    bool tokenPending;
    uint64 startedAt;
    uint32 paid;
    address buyer;
    address seller;
    address collection;
    uint256 tokenId;
    bytes32 fingerprint;
    uint128 downPayment;
    uint128 instalment;
    uint32 count;
    uint32 period;
    uint32 graceSeconds;
    uint16 forfeitBps;
}

/// @title Land in instalments
/// @notice The buyer pays in parts; meanwhile the token is in custody here and remains the seller's. With the last
/// payment the whole price settles as one trade: the engine judges it, fee and royalty are paid, and the token goes over.
/// If it is refused, all goes back. If the buyer stops paying, anyone may foreclose: the token goes back, and the seller
/// keeps the agreed share of what was paid.
/// @dev Collections may refuse, re-enter or lie: the money never waits for the token. There is no interest beside what
/// the parts sum to. Fee and royalty are those of the day of the last payment. Whoever can have the trade refused
/// at the end, such as a seller who pays the buyer beside it, can undo the plan at the cost that the rules set; the buyer
/// then has all money back.
interface IInstalments is ISettlement, IHoldings {
    event OfferAuthorised(bytes32 indexed offerHash, address indexed seller, InstalmentOffer offer);
    event OfferCancelled(bytes32 indexed offerHash, address indexed seller, uint256 nonce);
    event CounterRaised(address indexed seller, uint256 counter);
    event PlanOpened(
        PlanId indexed planId,
        address indexed seller,
        address indexed buyer,
        bytes32 offerHash,
        InstalmentOffer offer
    );
    /// @notice `paidIn` is all that the buyer has paid so far, down payment included.
    event InstalmentPaid(PlanId indexed planId, uint32 instalments, uint256 amount, uint256 paidIn);
    /// @notice All is paid; see the `TradeSettled` or `TradeHeld` that follows.
    event PlanSettled(PlanId indexed planId, uint256 price);
    /// @notice All is paid and the trade could not settle; see the `TradeRejected` that follows.
    event PlanUnwound(PlanId indexed planId, uint256 refunded);
    event PlanForeclosed(PlanId indexed planId, address indexed by, uint256 forfeited, uint256 refunded);
    event PlanTokenUndeliverable(PlanId indexed planId, address indexed collection, uint256 indexed tokenId);
    event PlanTokenDelivered(PlanId indexed planId, address indexed to);

    error InstalmentsCurrencyNotAccepted(address currency);
    /// @notice A part that is zero, or a number, period, grace or share out of its bounds.
    error InstalmentsTermsInvalid(bytes32 offerHash);
    error InstalmentsOfferExpired(bytes32 offerHash, uint64 expiresAt);
    error InstalmentsOfferSpent(bytes32 offerHash, uint256 nonce);
    error InstalmentsCounterMismatch(address seller, uint256 offerCounter, uint256 counter);
    error InstalmentsSignatureInvalid(bytes32 offerHash, address seller);
    error InstalmentsBuyerMismatch(address buyer, address caller);
    error InstalmentsFingerprintMismatch(address collection, uint256 tokenId, bytes32 fingerprint);
    /// @notice The token is in custody for another plan; only a collection that lies about its owners gets this far.
    error InstalmentsTokenTaken(address collection, uint256 tokenId, PlanId planId);
    error InstalmentsNotSeller(address caller, address seller);
    error InstalmentsNotBuyer(PlanId planId, address caller);
    error InstalmentsPlanNotOpen(PlanId planId, PlanStatus status);
    /// @notice None, or more than are left.
    error InstalmentsNumberInvalid(PlanId planId, uint32 instalments, uint32 left);
    error InstalmentsNotOverdue(PlanId planId, uint256 foreclosableAt);
    error InstalmentsNothingPending(PlanId planId);
    /// @notice The last payment comes with too little gas to tell a trade that fails from one that was starved.
    error InstalmentsGasTooLow(uint256 gas, uint256 needed);
    /// @notice Code of the `TradeRejected` when the settlement reverted: the collection, its royalty or fingerprint.
    error InstalmentsSettlementFailed(PlanId planId);
    error InstalmentsSelfOnly(address caller);

    /// @notice Accepts an offer: pays the down payment and takes the token into custody. Reverts with
    /// `SettlementTradeRefused` when the engine would block the trade.
    /// @param signature The seller's; empty for an offer that is authorised on chain.
    function accept(InstalmentOffer calldata offer, bytes calldata signature) external returns (PlanId);

    /// @notice Pays one or several instalments, also ahead of time, and late ones until somebody forecloses. Only for the
    /// buyer. The last one completes the plan and must come with at least 4 million gas.
    function pay(PlanId planId, uint32 instalments) external;

    /// @notice Ends a plan whose next instalment is overdue beyond its grace. For anyone.
    function foreclose(PlanId planId) external;

    /// @notice Tries again to return a token that its collection refused to give up. For anyone.
    function deliver(PlanId planId) external;

    /// @notice Agrees to an offer without a signature; also how an offer becomes public on chain.
    function authorise(InstalmentOffer calldata offer) external;

    /// @notice Cancels the caller's offer, and with it whatever shares its nonce.
    function cancel(InstalmentOffer calldata offer) external;

    /// @notice Cancels every offer of the caller made so far. Plans go on.
    function raiseCounter() external;

    /// @return The EIP-712 digest that the seller signs and that names the offer everywhere.
    function hashOffer(InstalmentOffer calldata offer) external view returns (bytes32);

    function planOf(PlanId planId) external view returns (Plan memory);

    /// @return Number of plans ever opened; their ids are 1 to this.
    function planCount() external view returns (uint256);

    /// @return Unix time after which the plan may be foreclosed unless the next instalment is paid.
    function foreclosableAt(PlanId planId) external view returns (uint256);

    /// @return The plan for which a token is in custody; 0 for none.
    function custodyOf(address collection, uint256 tokenId) external view returns (PlanId);

    function counterOf(address seller) external view returns (uint256);

    function isSpent(address seller, uint256 nonce) external view returns (bool);

    function isAuthorised(bytes32 offerHash) external view returns (bool);
}
