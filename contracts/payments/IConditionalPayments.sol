// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISettlement} from "../settlement/ISettlement.sol";
import {IHoldings} from "./IHoldings.sol";

type PaymentId is uint256;

/// @notice What a payment waits for.
enum Condition {
    None,
    Delivery,
    Date,
    Approval
}

/// @notice Open: the money is here. Released: the condition held. Returned: it did not in time.
enum PaymentStatus {
    None,
    Open,
    Released,
    Returned
}

/// @notice Terms of a payment for a token. The payee promises nothing: a token that is not delivered costs nobody.
/// @param payee Who owns the token and gets the price, less fee and royalty.
/// @param collection ERC-721 contract.
/// @param tokenId The token.
/// @param fingerprint What the token, an estate, must consist of when it is delivered; 0 for any token.
/// @param currency The settlement token.
/// @param amount The price, fee and royalty included, in units of the currency.
/// @param deadline Unix time from which the money goes back.
struct DeliveryTerms {
    address payee;
    address collection;
    uint256 tokenId;
    bytes32 fingerprint;
    address currency;
    uint256 amount;
    uint64 deadline;
}

/// @notice Terms of a payment that two others must agree to.
/// @param payee Who gets the money.
/// @param currency The settlement token.
/// @param amount In units of the currency.
/// @param approvers Two different accounts, each of which may be payer or payee.
/// @param deadline Unix time from which the money goes back.
struct ApprovalTerms {
    address payee;
    address currency;
    uint256 amount;
    address[2] approvers;
    uint64 deadline;
}

/// @notice A payment.
/// @param condition What it waits for.
/// @param status Where the money is.
/// @param time Unix time: of the release for Date, otherwise the deadline.
/// @param payer Whose money it is until the condition holds.
/// @param payee Who gets it then.
/// @param amount In units of the settlement token.
/// @param collection For Delivery, as `tokenId` and `fingerprint`.
/// @param approvers For Approval, as `approved`: which of them have agreed.
struct Payment {
    Condition condition;
    PaymentStatus status;
    uint64 time;
    address payer;
    address payee;
    uint256 amount;
    address collection;
    uint256 tokenId;
    bytes32 fingerprint;
    address[2] approvers;
    bool[2] approved;
}

/// @title Payments that wait for a condition
/// @notice A payment waits here until its condition holds (a token is delivered, a date has come, two accounts agreed),
/// and goes back to the payer when it has not by its deadline. What is paid for a token is a trade: the engine judges it,
/// and it pays fee and royalty. What is paid for anything else is noted as a payment from payer to payee, when it is
/// made.
/// @dev Collections may refuse, re-enter or lie: a delivery that does not arrive is undone. A house that is struck off
/// the register of settlers still pays and returns what it holds; it then delivers nothing, and notes no payments.
interface IConditionalPayments is ISettlement, IHoldings {
    event PaymentOpened(
        PaymentId indexed paymentId,
        address indexed payer,
        address indexed payee,
        Condition condition,
        uint256 amount,
        uint64 time
    );
    /// @notice What an open payment for a token is for.
    event DeliveryAwaited(
        PaymentId indexed paymentId,
        address indexed collection,
        uint256 indexed tokenId,
        bytes32 fingerprint
    );
    /// @notice Whom an open payment waits for.
    event ApprovalAwaited(PaymentId indexed paymentId, address indexed first, address indexed second);
    event PaymentApproved(PaymentId indexed paymentId, address indexed approver);
    /// @notice The payee is paid; for Delivery see the `TradeSettled` or `TradeHeld` that follows.
    event PaymentReleased(PaymentId indexed paymentId, address indexed payee, uint256 amount);
    event PaymentReturned(PaymentId indexed paymentId, address indexed payer, uint256 amount);

    error ConditionalPaymentsCurrencyNotAccepted(address currency);
    error ConditionalPaymentsAmountZero();
    /// @notice Nobody, or a house: money sent to one might never leave it.
    error ConditionalPaymentsPayeeInvalid(address payee);
    /// @notice Not ahead, or so far that it must be a mistake in the unit.
    error ConditionalPaymentsTimeInvalid(uint64 time);
    error ConditionalPaymentsApproversInvalid(address first, address second);
    error ConditionalPaymentsNotOpen(PaymentId paymentId, PaymentStatus status);
    error ConditionalPaymentsConditionMismatch(PaymentId paymentId, Condition condition);
    error ConditionalPaymentsDeadlinePassed(PaymentId paymentId, uint64 deadline);
    error ConditionalPaymentsDeadlineAhead(PaymentId paymentId, uint64 deadline);
    error ConditionalPaymentsDateAhead(PaymentId paymentId, uint64 releaseAt);
    error ConditionalPaymentsNotPayee(PaymentId paymentId, address caller);
    error ConditionalPaymentsNotApprover(PaymentId paymentId, address account);
    error ConditionalPaymentsAlreadyApproved(PaymentId paymentId, address approver);
    error ConditionalPaymentsSignatureInvalid(PaymentId paymentId, address approver);
    error ConditionalPaymentsFingerprintMismatch(address collection, uint256 tokenId, bytes32 fingerprint);

    /// @notice Pays for a token in advance.
    function payOnDelivery(DeliveryTerms calldata terms) external returns (PaymentId);

    /// @notice Pays on a date. The payer cannot take it back.
    function payOnDate(address payee, address currency, uint256 amount, uint64 releaseAt) external returns (PaymentId);

    /// @notice Pays when two accounts agree.
    function payOnApproval(ApprovalTerms calldata terms) external returns (PaymentId);

    /// @notice Delivers the token and is paid. Only for the payee, who must have approved this contract. Reverts with
    /// `SettlementTradeRefused` when the engine blocks; a held trade goes into escrow.
    function deliver(PaymentId paymentId) external;

    /// @notice Pays what has come due. For anyone, from the date on.
    function release(PaymentId paymentId) external;

    /// @notice Agrees to a payment; the second agreement releases it. Only for its approvers.
    function approve(PaymentId paymentId) external;

    /// @notice The same by an approver's signature (EIP-712, ERC-1271), handed in by anyone.
    function approveBySignature(PaymentId paymentId, address approver, bytes calldata signature) external;

    /// @notice Returns a payment whose deadline has passed to its payer. For anyone; not for payments on a date.
    function reclaim(PaymentId paymentId) external;

    /// @return The EIP-712 digest that an approver of this payment signs.
    function hashApproval(PaymentId paymentId) external view returns (bytes32);

    function paymentOf(PaymentId paymentId) external view returns (Payment memory);

    /// @return Number of payments ever opened; their ids are 1 to this.
    function paymentCount() external view returns (uint256);
}
