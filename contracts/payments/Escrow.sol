// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {NonReentrant} from "../security/NonReentrant.sol";
import {Finding, ICompliance, Trade} from "../compliance/ICompliance.sol";
import {Case, CaseId, CaseStatus, IEscrow} from "./IEscrow.sol";
import {AccountKind, ISettlementToken, Leg} from "./ISettlementToken.sol";

/// @notice See `IEscrow`.
contract Escrow is IEscrow, AccessManaged, NonReentrant {
    uint64 private constant MIN_REVIEW_PERIOD = 1 days;
    uint64 private constant MAX_REVIEW_PERIOD = 90 days;
    uint64 private constant MIN_APPEAL_PERIOD = 1 days;
    uint64 private constant MAX_APPEAL_PERIOD = 30 days;

    /// @inheritdoc IEscrow
    uint64 public constant MAX_CASE_AGE = 180 days;

    ICompliance public immutable COMPLIANCE;
    ISettlementToken public immutable SETTLEMENT_TOKEN;

    /// @inheritdoc IEscrow
    uint256 public caseCount;
    /// @inheritdoc IEscrow
    uint256 public held;
    /// @inheritdoc IEscrow
    uint64 public reviewPeriod = 14 days;
    /// @inheritdoc IEscrow
    uint64 public appealPeriod = 3 days;
    mapping(CaseId caseId => Case) private _cases;

    constructor(address authority, address compliance, address settlementToken) AccessManaged(authority) {
        COMPLIANCE = ICompliance(compliance);
        SETTLEMENT_TOKEN = ISettlementToken(settlementToken);
    }

    /// @inheritdoc IEscrow
    function open(
        Trade calldata trade,
        Leg[] calldata legs,
        Finding calldata finding
    ) external nonReentrant returns (CaseId caseId) {
        bool settler = SETTLEMENT_TOKEN.accountKind(msg.sender) == AccountKind.Settler;
        require(settler, EscrowSettlerOnly(msg.sender));
        uint256 sum = 0;
        for (uint256 i = 0; i < legs.length; i++) sum += legs[i].amount;
        require(sum == trade.price, EscrowLegsMismatch(sum, trade.price));
        uint256 expected = held + trade.price;
        uint256 balance = SETTLEMENT_TOKEN.balanceOf(address(this));
        require(balance >= expected, EscrowMoneyMissing(expected, balance));
        bool tokenIsHere = IERC721(trade.collection).ownerOf(trade.tokenId) == address(this);
        require(tokenIsHere, EscrowTokenMissing(trade.collection, trade.tokenId));

        held = expected;
        caseId = CaseId.wrap(++caseCount);
        Case storage opened = _cases[caseId];
        (opened.openedAt, opened.status) = (uint64(block.timestamp), CaseStatus.Open);
        opened.deadline = uint64(block.timestamp) + reviewPeriod;
        opened.trade = trade;
        opened.trade.settler = address(this);
        for (uint256 i = 0; i < legs.length; i++) opened.legs.push(legs[i]);

        emit CaseOpened({
            caseId: caseId,
            collection: trade.collection,
            tokenId: trade.tokenId,
            trade: trade,
            deadline: opened.deadline,
            ruleId: finding.ruleId,
            code: finding.code,
            evidence: finding.evidence,
            legs: legs
        });
    }

    /// @inheritdoc IEscrow
    function release(CaseId caseId, string calldata reason) external restricted nonReentrant {
        Case storage closed = _undecided(caseId);
        Trade memory trade = closed.trade;
        uint40 stoppedUntil = COMPLIANCE.tradingStoppedUntil();
        require(block.timestamp >= stoppedUntil, EscrowTradingStopped(stoppedUntil));

        closed.status = CaseStatus.Released;
        held -= trade.price;

        emit CaseReleased(caseId, msg.sender, reason);

        COMPLIANCE.onRelease(trade);
        SETTLEMENT_TOKEN.payLegs(address(this), closed.legs);
        _deliver(trade, trade.buyer);
    }

    /// @inheritdoc IEscrow
    function reverse(CaseId caseId, string calldata reason) external restricted nonReentrant {
        Case storage refused = _undecided(caseId);

        if (refused.status == CaseStatus.Open) {
            uint64 appealUntil = uint64(block.timestamp) + appealPeriod;
            (refused.status, refused.deadline) = (CaseStatus.Refused, appealUntil);
            refused.refusedBy = msg.sender;
            emit CaseRefused(caseId, msg.sender, appealUntil, reason);
            return;
        }

        emit CaseReversed(caseId, msg.sender, false, reason);

        _reverse(caseId, refused);
    }

    /// @inheritdoc IEscrow
    function appeal(CaseId caseId, string calldata grounds) external {
        Case storage appealed = _cases[caseId];
        require(appealed.status == CaseStatus.Refused, EscrowCaseNotRefused(caseId, appealed.status));
        require(_clockOf(appealed) < appealed.deadline, EscrowAppealTooLate(caseId, appealed.deadline));
        Trade storage trade = appealed.trade;
        bool party = msg.sender == trade.seller || msg.sender == trade.buyer || msg.sender == trade.payer;
        require(party, EscrowNotAParty(caseId, msg.sender));

        appealed.status = CaseStatus.Appealed;
        appealed.deadline = _clockOf(appealed) + reviewPeriod;

        emit CaseAppealed(caseId, msg.sender, appealed.deadline, grounds);
    }

    /// @inheritdoc IEscrow
    function expire(CaseId caseId) external nonReentrant {
        Case storage closed = _unfinished(caseId);
        _requireNotFrozen(caseId, closed);
        require(block.timestamp >= closed.deadline, EscrowDeadlineAhead(caseId, closed.deadline));

        emit CaseReversed(caseId, msg.sender, true, "");

        _reverse(caseId, closed);
    }

    /// @inheritdoc IEscrow
    function freeze(CaseId caseId, uint64 until, string calldata reason) external restricted {
        Case storage frozen = _unfinished(caseId);
        _requireImpartial(caseId, frozen.trade);
        (uint64 clock, uint64 latest) = (_clockOf(frozen), frozen.openedAt + MAX_CASE_AGE);
        require(clock < until && until <= latest, EscrowFreezeOutOfBounds(caseId, until, latest));

        frozen.frozenUntil = until;
        frozen.deadline += until - clock;

        emit CaseFrozen(caseId, msg.sender, until, frozen.deadline, reason);
    }

    /// @inheritdoc IEscrow
    function unfreeze(CaseId caseId, string calldata reason) external restricted {
        Case storage frozen = _unfinished(caseId);
        _requireImpartial(caseId, frozen.trade);
        require(block.timestamp < frozen.frozenUntil, EscrowCaseNotFrozen(caseId));

        frozen.deadline -= frozen.frozenUntil - uint64(block.timestamp);
        frozen.frozenUntil = 0;

        emit CaseUnfrozen(caseId, msg.sender, frozen.deadline, reason);
    }

    /// @inheritdoc IEscrow
    function deliver(CaseId caseId) external nonReentrant {
        Case storage pending = _cases[caseId];
        require(pending.tokenPending, EscrowNothingPending(caseId));
        Trade memory trade = pending.trade;

        pending.tokenPending = false;

        emit TokenDelivered(caseId, trade.seller);

        _deliver(trade, trade.seller);
    }

    /// @inheritdoc IEscrow
    function returnSurplus(address to) external restricted nonReentrant {
        uint256 surplus = SETTLEMENT_TOKEN.balanceOf(address(this)) - held;

        emit SurplusReturned(to, surplus);

        SETTLEMENT_TOKEN.transfer(to, surplus);
    }

    /// @inheritdoc IEscrow
    function setReviewPeriod(uint64 period) external restricted {
        bool inBounds = MIN_REVIEW_PERIOD <= period && period <= MAX_REVIEW_PERIOD;
        require(inBounds, EscrowReviewPeriodOutOfBounds(period));

        reviewPeriod = period;
        emit ReviewPeriodChanged(period);
    }

    /// @inheritdoc IEscrow
    function setAppealPeriod(uint64 period) external restricted {
        bool inBounds = MIN_APPEAL_PERIOD <= period && period <= MAX_APPEAL_PERIOD;
        require(inBounds, EscrowAppealPeriodOutOfBounds(period));

        appealPeriod = period;
        emit AppealPeriodChanged(period);
    }

    /// @dev The delivery of a reversal in a call of its own, so that its failure does not stop the money.
    function giveBack(Trade calldata trade) external {
        require(msg.sender == address(this), EscrowSelfOnly(msg.sender));
        _deliver(trade, trade.seller);
    }

    /// @inheritdoc IEscrow
    function caseOf(CaseId caseId) external view returns (Case memory) {
        return _cases[caseId];
    }

    /// @dev Believes the collection only when the token has gone.
    function _deliver(Trade memory trade, address to) private {
        IERC721 collection = IERC721(trade.collection);
        collection.transferFrom(address(this), to, trade.tokenId);
        bool delivered = collection.ownerOf(trade.tokenId) == to;
        require(delivered, EscrowTokenNotDelivered(trade.collection, trade.tokenId, to));
    }

    /// @dev The money first; a collection that refuses delays only its own token.
    function _reverse(CaseId caseId, Case storage closed) private {
        Trade memory trade = closed.trade;
        closed.status = CaseStatus.Reversed;
        held -= trade.price;

        // A plain transfer: it would work even if the escrow were no settler any more.
        SETTLEMENT_TOKEN.transfer(trade.payer, trade.price);
        try this.giveBack(trade) {} catch {
            closed.tokenPending = true;
            emit TokenUndeliverable(caseId, trade.collection, trade.tokenId);
        }
    }

    /// @dev A case that the calling officer may decide now: open, or appealed from somebody else's refusal.
    function _undecided(CaseId caseId) private view returns (Case storage found) {
        found = _cases[caseId];
        CaseStatus status = found.status;
        require(status == CaseStatus.Open || status == CaseStatus.Appealed, EscrowCaseNotOpen(caseId, status));
        _requireNotFrozen(caseId, found);
        _requireImpartial(caseId, found.trade);
        if (status == CaseStatus.Open) return found;
        bool own = COMPLIANCE.clusterOf(msg.sender) == COMPLIANCE.clusterOf(found.refusedBy);
        require(!own, EscrowOwnRefusal(caseId, msg.sender));
    }

    /// @dev A case whose token and money are here.
    function _unfinished(CaseId caseId) private view returns (Case storage found) {
        found = _cases[caseId];
        CaseStatus status = found.status;
        bool unfinished = status == CaseStatus.Open || status == CaseStatus.Refused || status == CaseStatus.Appealed;
        require(unfinished, EscrowCaseNotOpen(caseId, status));
    }

    function _requireNotFrozen(CaseId caseId, Case storage found) private view {
        require(block.timestamp >= found.frozenUntil, EscrowCaseFrozen(caseId, found.frozenUntil));
    }

    /// @return From when the time of a case runs: now, or the end of its freeze.
    function _clockOf(Case storage found) private view returns (uint64) {
        return uint64(Math.max(block.timestamp, found.frozenUntil));
    }

    function _requireImpartial(CaseId caseId, Trade memory trade) private view {
        uint256 officer = COMPLIANCE.clusterOf(msg.sender);
        bool sells = officer == COMPLIANCE.clusterOf(trade.seller);
        bool buys = officer == COMPLIANCE.clusterOf(trade.buyer) || officer == COMPLIANCE.clusterOf(trade.payer);
        require(!sells && !buys, EscrowOwnCase(caseId, msg.sender));
    }
}
