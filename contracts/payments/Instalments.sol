// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Finding, ICompliance, Trade, Verdict} from "../compliance/ICompliance.sol";
import {Signatures} from "../security/Signatures.sol";
import {Fingerprints} from "../settlement/Fingerprints.sol";
import {Settlement} from "../settlement/Settlement.sol";
import {Holdings} from "./Holdings.sol";
import {IInstalments, InstalmentOffer, Plan, PlanId, PlanStatus} from "./IInstalments.sol";

/// @notice See `IInstalments`.
contract Instalments is IInstalments, EIP712, Settlement, Holdings {
    bytes32 private constant OFFER_TYPE_HASH = keccak256(
        "InstalmentOffer(address seller,address buyer,address collection,uint256 tokenId,bytes32 fingerprint,"
        "address currency,uint128 downPayment,uint128 instalment,uint32 count,uint32 period,uint32 graceSeconds,"
        "uint16 forfeitBps,uint64 expiresAt,uint256 counter,uint256 nonce)"
    );
    uint32 private constant MAX_COUNT = 600;
    uint32 private constant MIN_PERIOD = 1 hours;
    uint32 private constant MAX_PERIOD = 366 days;
    uint32 private constant MAX_GRACE = 366 days;
    uint16 private constant MAX_FORFEIT_BPS = 5_000;
    uint256 private constant BPS = 10_000;
    /// @dev Several times what a settlement takes with every rule set, split and the escrow in play. With less, a buyer
    /// could have the trade run out of gas, keep enough for the refund, and so undo the deal at the last payment.
    uint256 private constant SETTLE_GAS = 4_000_000;

    /// @inheritdoc IInstalments
    uint256 public planCount;
    /// @inheritdoc IInstalments
    mapping(address seller => uint256 counter) public counterOf;
    /// @inheritdoc IInstalments
    mapping(address seller => mapping(uint256 nonce => bool spent)) public isSpent;
    /// @inheritdoc IInstalments
    mapping(bytes32 offerHash => bool authorised) public isAuthorised;
    /// @inheritdoc IInstalments
    mapping(address collection => mapping(uint256 tokenId => PlanId planId)) public custodyOf;
    mapping(PlanId planId => Plan) private _plans;

    constructor(
        address authority,
        address compliance,
        address escrow,
        address paymentSplits
    )
        EIP712("Landslide Instalments", "1")
        Settlement(authority, compliance, escrow, paymentSplits)
        Holdings(ICompliance(compliance).SETTLEMENT_TOKEN())
    {}

    /// @inheritdoc IInstalments
    function accept(
        InstalmentOffer calldata offer,
        bytes calldata signature
    ) external nonReentrant returns (PlanId planId) {
        bytes32 offerHash = hashOffer(offer);
        _requireOpen(offer, offerHash);
        bool agreed =
            signature.length == 0 ? isAuthorised[offerHash] : Signatures.isBy(offer.seller, offerHash, signature);
        require(agreed, InstalmentsSignatureInvalid(offerHash, offer.seller));
        bool invited = offer.buyer == address(0) || offer.buyer == msg.sender;
        require(invited, InstalmentsBuyerMismatch(offer.buyer, msg.sender));
        PlanId other = custodyOf[offer.collection][offer.tokenId];
        require(PlanId.unwrap(other) == 0, InstalmentsTokenTaken(offer.collection, offer.tokenId, other));
        Plan memory plan = _planFor(msg.sender, offer);
        _requireFingerprint(plan);
        _requireNotBlocked(COMPLIANCE.preview(_trade(plan)));

        planId = PlanId.wrap(++planCount);
        _plans[planId] = plan;
        custodyOf[offer.collection][offer.tokenId] = planId;
        isSpent[offer.seller][offer.nonce] = true;
        emit PlanOpened(planId, offer.seller, msg.sender, offerHash, offer);

        _takeMoney(msg.sender, offer.downPayment);
        _takeIn(offer.collection, offer.tokenId, offer.seller);
    }

    /// @inheritdoc IInstalments
    function pay(PlanId planId, uint32 instalments) external nonReentrant {
        Plan storage plan = _openPlan(planId);
        require(msg.sender == plan.buyer, InstalmentsNotBuyer(planId, msg.sender));
        uint32 left = plan.count - plan.paid;
        bool some = instalments != 0 && instalments <= left;
        require(some, InstalmentsNumberInvalid(planId, instalments, left));
        if (instalments == left) _requireTrading();

        plan.paid += instalments;
        uint256 amount = uint256(instalments) * plan.instalment;
        emit InstalmentPaid(planId, instalments, amount, _paidIn(plan));

        _takeMoney(msg.sender, amount);
        if (instalments == left) _finish(planId, plan);
    }

    /// @inheritdoc IInstalments
    function foreclose(PlanId planId) external nonReentrant {
        Plan storage plan = _openPlan(planId);
        uint256 safeUntil = _foreclosableAt(plan);
        require(block.timestamp > safeUntil, InstalmentsNotOverdue(planId, safeUntil));

        uint256 paidIn = _paidIn(plan);
        // Struck off the register of settlers, the house takes no instalments: the buyer cannot pay, and forfeits nothing.
        uint256 forfeited = _isHouse(address(this)) ? Math.mulDiv(paidIn, plan.forfeitBps, BPS) : 0;
        plan.status = PlanStatus.Foreclosed;
        emit PlanForeclosed(planId, msg.sender, forfeited, paidIn - forfeited);

        _handOver(plan.buyer, plan.seller, forfeited);
        _giveMoneyBack(plan.buyer, paidIn - forfeited);
        _tryToGiveBack(planId, plan);
    }

    /// @inheritdoc IInstalments
    function deliver(PlanId planId) external nonReentrant {
        Plan storage plan = _plans[planId];
        require(plan.tokenPending, InstalmentsNothingPending(planId));

        plan.tokenPending = false;
        emit PlanTokenDelivered(planId, plan.seller);

        _return(plan);
    }

    /// @inheritdoc IInstalments
    function authorise(InstalmentOffer calldata offer) external {
        require(msg.sender == offer.seller, InstalmentsNotSeller(msg.sender, offer.seller));
        bytes32 offerHash = hashOffer(offer);
        _requireOpen(offer, offerHash);

        isAuthorised[offerHash] = true;
        emit OfferAuthorised(offerHash, msg.sender, offer);
    }

    /// @inheritdoc IInstalments
    function cancel(InstalmentOffer calldata offer) external {
        require(msg.sender == offer.seller, InstalmentsNotSeller(msg.sender, offer.seller));

        isSpent[msg.sender][offer.nonce] = true;
        emit OfferCancelled(hashOffer(offer), msg.sender, offer.nonce);
    }

    /// @inheritdoc IInstalments
    function raiseCounter() external {
        emit CounterRaised(msg.sender, ++counterOf[msg.sender]);
    }

    /// @dev The trade in a call of its own, so that it can fail whole and leave the money. A Block changes nothing here.
    function settle(PlanId planId) external returns (Finding memory finding) {
        require(msg.sender == address(this), InstalmentsSelfOnly(msg.sender));
        Plan memory plan = _plans[planId];
        _requireFingerprint(plan);
        Trade memory trade = _trade(plan);
        finding = COMPLIANCE.onTrade(trade);
        if (finding.verdict == Verdict.Block) return finding;

        _plans[planId].status = PlanStatus.Settled;
        custodyOf[plan.collection][plan.tokenId] = PlanId.wrap(0);
        held -= trade.price;
        emit PlanSettled(planId, trade.price);

        bytes32 orderHash = bytes32(PlanId.unwrap(planId));
        _complete(orderHash, trade, _payout(trade, 0), finding, address(this), address(this));
        bool moved = IERC721(trade.collection).ownerOf(trade.tokenId) != address(this);
        require(moved, SettlementTokenNotMoved(trade.collection, trade.tokenId, trade.buyer));
    }

    /// @dev The token's way back in a call of its own, so that its failure does not stop the money.
    function giveBack(PlanId planId) external {
        require(msg.sender == address(this), InstalmentsSelfOnly(msg.sender));
        _return(_plans[planId]);
    }

    /// @inheritdoc IInstalments
    function planOf(PlanId planId) external view returns (Plan memory) {
        return _plans[planId];
    }

    /// @inheritdoc IInstalments
    function foreclosableAt(PlanId planId) external view returns (uint256) {
        return _foreclosableAt(_openPlan(planId));
    }

    /// @inheritdoc IInstalments
    function hashOffer(InstalmentOffer calldata offer) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(OFFER_TYPE_HASH, offer)));
    }

    function _finish(PlanId planId, Plan storage plan) private {
        require(gasleft() >= SETTLE_GAS, InstalmentsGasTooLow(gasleft(), SETTLE_GAS));
        try this.settle(planId) returns (Finding memory finding) {
            if (finding.verdict != Verdict.Block) return;
            _unwind(planId, plan, finding);
            _tryToGiveBack(planId, plan);
        } catch {
            // Without the reason, which a collection may make too long to copy, and without asking it for the token,
            // which may cost the gas that is left.
            Finding memory failed;
            (failed.code, failed.evidence) = (InstalmentsSettlementFailed.selector, abi.encode(planId));
            _unwind(planId, plan, failed);
            _leavePending(planId, plan);
        }
    }

    function _unwind(PlanId planId, Plan storage plan, Finding memory finding) private {
        Trade memory trade = _trade(plan);
        plan.status = PlanStatus.Unwound;
        emit PlanUnwound(planId, trade.price);
        emit TradeRejected({
            orderHash: bytes32(PlanId.unwrap(planId)),
            collection: trade.collection,
            tokenId: trade.tokenId,
            seller: trade.seller,
            buyer: trade.buyer,
            price: trade.price,
            ruleId: finding.ruleId,
            code: finding.code,
            evidence: finding.evidence
        });

        _giveMoneyBack(trade.buyer, trade.price);
    }

    function _tryToGiveBack(PlanId planId, Plan storage plan) private {
        try this.giveBack(planId) {} catch {
            _leavePending(planId, plan);
        }
    }

    function _leavePending(PlanId planId, Plan storage plan) private {
        plan.tokenPending = true;
        emit PlanTokenUndeliverable(planId, plan.collection, plan.tokenId);
    }

    function _return(Plan storage plan) private {
        (address collection, uint256 tokenId) = (plan.collection, plan.tokenId);
        custodyOf[collection][tokenId] = PlanId.wrap(0);
        _giveBack(collection, tokenId, plan.seller);
    }

    function _requireOpen(InstalmentOffer calldata offer, bytes32 offerHash) private view {
        require(offer.currency == address(SETTLEMENT_TOKEN), InstalmentsCurrencyNotAccepted(offer.currency));
        bool parts = offer.downPayment != 0 && offer.instalment != 0 && offer.count != 0 && offer.count <= MAX_COUNT;
        bool times = MIN_PERIOD <= offer.period && offer.period <= MAX_PERIOD && offer.graceSeconds <= MAX_GRACE;
        require(parts && times && offer.forfeitBps <= MAX_FORFEIT_BPS, InstalmentsTermsInvalid(offerHash));
        require(block.timestamp < offer.expiresAt, InstalmentsOfferExpired(offerHash, offer.expiresAt));
        uint256 counter = counterOf[offer.seller];
        require(offer.counter == counter, InstalmentsCounterMismatch(offer.seller, offer.counter, counter));
        require(!isSpent[offer.seller][offer.nonce], InstalmentsOfferSpent(offerHash, offer.nonce));
    }

    function _requireFingerprint(Plan memory plan) private view {
        bool same = Fingerprints.isSame(plan.collection, plan.tokenId, plan.fingerprint);
        require(same, InstalmentsFingerprintMismatch(plan.collection, plan.tokenId, plan.fingerprint));
    }

    function _openPlan(PlanId planId) private view returns (Plan storage plan) {
        plan = _plans[planId];
        require(plan.status == PlanStatus.Open, InstalmentsPlanNotOpen(planId, plan.status));
    }

    function _planFor(address buyer, InstalmentOffer calldata offer) private view returns (Plan memory) {
        return
            Plan({
                status: PlanStatus.Open,
                tokenPending: false,
                startedAt: uint64(block.timestamp),
                paid: 0,
                buyer: buyer,
                seller: offer.seller,
                collection: offer.collection,
                tokenId: offer.tokenId,
                fingerprint: offer.fingerprint,
                downPayment: offer.downPayment,
                instalment: offer.instalment,
                count: offer.count,
                period: offer.period,
                graceSeconds: offer.graceSeconds,
                forfeitBps: offer.forfeitBps
            });
    }

    function _trade(Plan memory plan) private view returns (Trade memory) {
        return
            Trade({
                settler: address(this),
                collection: plan.collection,
                tokenId: plan.tokenId,
                seller: plan.seller,
                buyer: plan.buyer,
                payer: plan.buyer,
                currency: address(SETTLEMENT_TOKEN),
                price: plan.downPayment + uint256(plan.count) * plan.instalment
            });
    }

    function _paidIn(Plan storage plan) private view returns (uint256) {
        return plan.downPayment + uint256(plan.paid) * plan.instalment;
    }

    function _foreclosableAt(Plan storage plan) private view returns (uint256) {
        return plan.startedAt + (uint256(plan.paid) + 1) * plan.period + plan.graceSeconds;
    }

    function _requireNotBlocked(Finding memory finding) private pure {
        bool refused = finding.verdict == Verdict.Block;
        require(!refused, SettlementTradeRefused(finding.ruleId, finding.code, finding.evidence));
    }
}
