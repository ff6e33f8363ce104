// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Finding, ICompliance, Trade, Verdict} from "../compliance/ICompliance.sol";
import {Signatures} from "../security/Signatures.sol";
import {Fingerprints} from "../settlement/Fingerprints.sol";
import {Settlement} from "../settlement/Settlement.sol";
import {Holdings} from "./Holdings.sol";
import {
    ApprovalTerms,
    Condition,
    DeliveryTerms,
    IConditionalPayments,
    Payment,
    PaymentId,
    PaymentStatus
} from "./IConditionalPayments.sol";

/// @notice See `IConditionalPayments`.
contract ConditionalPayments is IConditionalPayments, EIP712, Settlement, Holdings {
    /// @dev Longer than any deal; a time in milliseconds would lock the money for ever.
    uint64 private constant MAX_WAIT = 3_650 days;
    bytes32 private constant APPROVAL_TYPE_HASH = keccak256(
        "Approval(uint256 paymentId,address payer,address payee,uint256 amount,uint64 deadline)"
    );

    /// @inheritdoc IConditionalPayments
    uint256 public paymentCount;
    mapping(PaymentId paymentId => Payment) private _payments;

    constructor(
        address authority,
        address compliance,
        address escrow,
        address paymentSplits
    )
        EIP712("Landslide Conditional Payments", "1")
        Settlement(authority, compliance, escrow, paymentSplits)
        Holdings(ICompliance(compliance).SETTLEMENT_TOKEN())
    {}

    /// @inheritdoc IConditionalPayments
    function payOnDelivery(DeliveryTerms calldata terms) external nonReentrant returns (PaymentId paymentId) {
        _requireTerms(terms.payee, terms.currency, terms.amount, terms.deadline);

        Payment storage payment;
        (paymentId, payment) = _open(Condition.Delivery, terms.payee, terms.amount, terms.deadline);
        (payment.collection, payment.tokenId) = (terms.collection, terms.tokenId);
        payment.fingerprint = terms.fingerprint;
        emit DeliveryAwaited(paymentId, terms.collection, terms.tokenId, terms.fingerprint);

        _takeMoney(msg.sender, terms.amount);
    }

    /// @inheritdoc IConditionalPayments
    function payOnDate(
        address payee,
        address currency,
        uint256 amount,
        uint64 releaseAt
    ) external nonReentrant returns (PaymentId paymentId) {
        _requireTerms(payee, currency, amount, releaseAt);

        (paymentId, ) = _open(Condition.Date, payee, amount, releaseAt);

        _takeMoney(msg.sender, amount);
    }

    /// @inheritdoc IConditionalPayments
    function payOnApproval(ApprovalTerms calldata terms) external nonReentrant returns (PaymentId paymentId) {
        _requireTerms(terms.payee, terms.currency, terms.amount, terms.deadline);
        (address first, address second) = (terms.approvers[0], terms.approvers[1]);
        bool two = first != address(0) && second != address(0) && first != second;
        require(two, ConditionalPaymentsApproversInvalid(first, second));

        Payment storage payment;
        (paymentId, payment) = _open(Condition.Approval, terms.payee, terms.amount, terms.deadline);
        payment.approvers = terms.approvers;
        emit ApprovalAwaited(paymentId, first, second);

        _takeMoney(msg.sender, terms.amount);
    }

    /// @inheritdoc IConditionalPayments
    function deliver(PaymentId paymentId) external nonReentrant {
        Payment memory payment = _openPayment(paymentId, Condition.Delivery);
        require(msg.sender == payment.payee, ConditionalPaymentsNotPayee(paymentId, msg.sender));
        _requireBeforeDeadline(paymentId, payment.time);
        (address collection, uint256 tokenId) = (payment.collection, payment.tokenId);
        bool same = Fingerprints.isSame(collection, tokenId, payment.fingerprint);
        require(same, ConditionalPaymentsFingerprintMismatch(collection, tokenId, payment.fingerprint));

        _payments[paymentId].status = PaymentStatus.Released;
        held -= payment.amount;
        emit PaymentReleased(paymentId, payment.payee, payment.amount);

        _sell(paymentId, payment);
    }

    /// @inheritdoc IConditionalPayments
    function release(PaymentId paymentId) external nonReentrant {
        Payment storage payment = _openPayment(paymentId, Condition.Date);
        uint64 releaseAt = payment.time;
        require(block.timestamp >= releaseAt, ConditionalPaymentsDateAhead(paymentId, releaseAt));

        _release(paymentId, payment);
    }

    /// @inheritdoc IConditionalPayments
    function approve(PaymentId paymentId) external nonReentrant {
        _approve(paymentId, msg.sender);
    }

    /// @inheritdoc IConditionalPayments
    function approveBySignature(PaymentId paymentId, address approver, bytes calldata signature) external nonReentrant {
        bool agreed = Signatures.isBy(approver, hashApproval(paymentId), signature);
        require(agreed, ConditionalPaymentsSignatureInvalid(paymentId, approver));

        _approve(paymentId, approver);
    }

    /// @inheritdoc IConditionalPayments
    function reclaim(PaymentId paymentId) external nonReentrant {
        Payment storage payment = _payments[paymentId];
        _requireOpen(paymentId, payment.status);
        Condition condition = payment.condition;
        require(condition != Condition.Date, ConditionalPaymentsConditionMismatch(paymentId, condition));
        uint64 deadline = payment.time;
        require(block.timestamp >= deadline, ConditionalPaymentsDeadlineAhead(paymentId, deadline));

        payment.status = PaymentStatus.Returned;
        emit PaymentReturned(paymentId, payment.payer, payment.amount);

        _giveMoneyBack(payment.payer, payment.amount);
    }

    /// @inheritdoc IConditionalPayments
    function paymentOf(PaymentId paymentId) external view returns (Payment memory) {
        return _payments[paymentId];
    }

    /// @inheritdoc IConditionalPayments
    /// @dev The number alone would do; the rest is for the eyes of who signs.
    function hashApproval(PaymentId paymentId) public view returns (bytes32) {
        Payment storage payment = _payments[paymentId];
        bytes32 structHash = keccak256(
            abi.encode(APPROVAL_TYPE_HASH, paymentId, payment.payer, payment.payee, payment.amount, payment.time)
        );
        return _hashTypedDataV4(structHash);
    }

    function _open(
        Condition condition,
        address payee,
        uint256 amount,
        uint64 time
    ) private returns (PaymentId paymentId, Payment storage payment) {
        paymentId = PaymentId.wrap(++paymentCount);
        payment = _payments[paymentId];
        (payment.condition, payment.status, payment.time) = (condition, PaymentStatus.Open, time);
        (payment.payer, payment.payee, payment.amount) = (msg.sender, payee, amount);
        emit PaymentOpened(paymentId, msg.sender, payee, condition, amount, time);
    }

    function _approve(PaymentId paymentId, address approver) private {
        Payment storage payment = _openPayment(paymentId, Condition.Approval);
        _requireBeforeDeadline(paymentId, payment.time);
        uint256 place = payment.approvers[0] == approver ? 0 : 1;
        bool known = payment.approvers[place] == approver;
        require(known, ConditionalPaymentsNotApprover(paymentId, approver));
        require(!payment.approved[place], ConditionalPaymentsAlreadyApproved(paymentId, approver));

        payment.approved[place] = true;
        emit PaymentApproved(paymentId, approver);

        if (payment.approved[1 - place]) _release(paymentId, payment);
    }

    function _release(PaymentId paymentId, Payment storage payment) private {
        payment.status = PaymentStatus.Released;
        emit PaymentReleased(paymentId, payment.payee, payment.amount);

        _handOver(payment.payer, payment.payee, payment.amount);
    }

    function _sell(PaymentId paymentId, Payment memory payment) private {
        Trade memory trade = Trade({
            settler: address(this),
            collection: payment.collection,
            tokenId: payment.tokenId,
            seller: payment.payee,
            buyer: payment.payer,
            payer: payment.payer,
            currency: address(SETTLEMENT_TOKEN),
            price: payment.amount
        });
        Finding memory finding = COMPLIANCE.onTrade(trade);
        bool refused = finding.verdict == Verdict.Block;
        require(!refused, SettlementTradeRefused(finding.ruleId, finding.code, finding.evidence));
        bytes32 orderHash = bytes32(PaymentId.unwrap(paymentId));
        _complete(orderHash, trade, _payout(trade, 0), finding, address(this), trade.seller);

        // The escrow looks for itself. Delivery is the condition here: a collection that only pretends has not met it.
        if (finding.verdict == Verdict.Hold) return;
        bool moved = IERC721(trade.collection).ownerOf(trade.tokenId) == trade.buyer;
        require(moved, SettlementTokenNotMoved(trade.collection, trade.tokenId, trade.buyer));
    }

    function _requireTerms(address payee, address currency, uint256 amount, uint64 time) private view {
        require(currency == address(SETTLEMENT_TOKEN), ConditionalPaymentsCurrencyNotAccepted(currency));
        require(amount != 0, ConditionalPaymentsAmountZero());
        require(payee != address(0) && !_isHouse(payee), ConditionalPaymentsPayeeInvalid(payee));
        bool ahead = block.timestamp < time && time <= block.timestamp + MAX_WAIT;
        require(ahead, ConditionalPaymentsTimeInvalid(time));
    }

    function _openPayment(PaymentId paymentId, Condition condition) private view returns (Payment storage payment) {
        payment = _payments[paymentId];
        _requireOpen(paymentId, payment.status);
        Condition own = payment.condition;
        require(own == condition, ConditionalPaymentsConditionMismatch(paymentId, own));
    }

    function _requireBeforeDeadline(PaymentId paymentId, uint64 deadline) private view {
        require(block.timestamp < deadline, ConditionalPaymentsDeadlinePassed(paymentId, deadline));
    }

    function _requireOpen(PaymentId paymentId, PaymentStatus status) private pure {
        require(status == PaymentStatus.Open, ConditionalPaymentsNotOpen(paymentId, status));
    }
}
