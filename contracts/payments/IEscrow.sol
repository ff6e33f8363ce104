// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Finding, Trade} from "../compliance/ICompliance.sol";
import {Leg} from "./ISettlementToken.sol";

type CaseId is uint256;

/// @notice Open: token and money are here. Released: the trade completed. Reversed: both went back. Refused: an officer
/// wants both to go back, which a party may appeal. Appealed: a party did, and another officer decides.
enum CaseStatus {
    None,
    Open,
    Released,
    Reversed,
    Refused,
    Appealed
}

/// @notice A held trade.
/// @param deadline Unix time from which anyone may reverse the case; while it is refused, until which it may be appealed.
/// @param openedAt Unix time at which the trade was held.
/// @param frozenUntil Unix time until which nobody may end the case; in the past or 0 where it is not frozen.
/// @param status Where the money is.
/// @param tokenPending The money went back but the collection would not give the token up yet; see `deliver`.
/// @param refusedBy The officer who refused the case, who does not hear the appeal.
/// @param trade The trade as it was judged, with the escrow as its settler; the house that held it is in `CaseOpened`.
/// @param legs Who gets which share of the price on release.
struct Case {
    uint64 deadline;
    uint64 openedAt;
    uint64 frozenUntil;
    CaseStatus status;
    bool tokenPending;
    address refusedBy;
    Trade trade;
    Leg[] legs;
}

/// @title Where held trades wait
/// @notice Token and money of a held trade, under a case number. An officer releases it, which ends it, or refuses it: then
/// seller, buyer or payer may appeal, and another officer decides for good. Nobody decides a case of his own. Past its
/// deadline anyone may reverse it. A freeze stops officers, anyone and the clock, but no appeal.
/// Nothing can be lost or stuck: the money never waits for the token, each step happens once, and no freeze lasts beyond
/// `MAX_CASE_AGE`.
/// @dev Collections may refuse, re-enter or lie: a case is opened only when the token is really here, and a collection
/// that later refuses to return it delays the token and not the money.
/// The events alone tell the whole case: who settled what for whom, under which rule and on which evidence, every step with
/// its officer or party, its reason and the deadline that follows; the order is in the house's `TradeHeld`.
interface IEscrow {
    /// @notice `trade.settler` is the house that submitted the trade; `legs` is what a release pays.
    event CaseOpened(
        CaseId indexed caseId,
        address indexed collection,
        uint256 indexed tokenId,
        Trade trade,
        uint64 deadline,
        bytes32 ruleId,
        bytes4 code,
        bytes evidence,
        Leg[] legs
    );
    /// @notice Nothing has moved yet. Until `appealUntil` a party may appeal, from then on anyone may reverse.
    event CaseRefused(CaseId indexed caseId, address indexed officer, uint64 appealUntil, string reason);
    event CaseAppealed(CaseId indexed caseId, address indexed party, uint64 deadline, string grounds);
    event CaseFrozen(CaseId indexed caseId, address indexed officer, uint64 until, uint64 deadline, string reason);
    event CaseUnfrozen(CaseId indexed caseId, address indexed officer, uint64 deadline, string reason);
    event CaseReleased(CaseId indexed caseId, address indexed officer, string reason);
    /// @notice `by` is the officer, or whoever noticed that the deadline had passed.
    event CaseReversed(CaseId indexed caseId, address indexed by, bool expired, string reason);
    event TokenUndeliverable(CaseId indexed caseId, address indexed collection, uint256 indexed tokenId);
    event TokenDelivered(CaseId indexed caseId, address indexed to);
    event ReviewPeriodChanged(uint64 period);
    event AppealPeriodChanged(uint64 period);
    event SurplusReturned(address indexed to, uint256 amount);

    error EscrowSettlerOnly(address caller);
    error EscrowTokenMissing(address collection, uint256 tokenId);
    error EscrowMoneyMissing(uint256 expected, uint256 balance);
    error EscrowLegsMismatch(uint256 sum, uint256 price);
    /// @notice An emergency stop lasts: held trades may be undone, not completed.
    error EscrowTradingStopped(uint40 until);
    /// @notice The case is closed, or refused and not appealed.
    error EscrowCaseNotOpen(CaseId caseId, CaseStatus status);
    error EscrowCaseNotRefused(CaseId caseId, CaseStatus status);
    error EscrowCaseFrozen(CaseId caseId, uint64 until);
    error EscrowCaseNotFrozen(CaseId caseId);
    /// @notice A freeze ends in the future, later than the one it prolongs, and before the case is `MAX_CASE_AGE` old.
    error EscrowFreezeOutOfBounds(CaseId caseId, uint64 until, uint64 latest);
    error EscrowDeadlineAhead(CaseId caseId, uint64 deadline);
    /// @notice The officer is, or belongs to one beneficial owner with, a party to the case.
    error EscrowOwnCase(CaseId caseId, address officer);
    /// @notice The officer is, or belongs to one beneficial owner with, the one whose refusal is appealed.
    error EscrowOwnRefusal(CaseId caseId, address officer);
    error EscrowNotAParty(CaseId caseId, address caller);
    error EscrowAppealTooLate(CaseId caseId, uint64 appealUntil);
    error EscrowNothingPending(CaseId caseId);
    error EscrowTokenNotDelivered(address collection, uint256 tokenId, address to);
    error EscrowSelfOnly(address caller);
    error EscrowReviewPeriodOutOfBounds(uint64 period);
    error EscrowAppealPeriodOutOfBounds(uint64 period);

    /// @notice Takes a held trade in. Only for settlers, after token and price arrived here.
    function open(Trade calldata trade, Leg[] calldata legs, Finding calldata finding) external returns (CaseId);

    /// @notice Completes an open or appealed trade: the legs are paid and the token goes to the buyer. Not in one's own case,
    /// and not against an appeal from one's own refusal.
    function release(CaseId caseId, string calldata reason) external;

    /// @notice Refuses an open case: nothing moves until `appealPeriod` has passed or an appeal is decided. Reverses an
    /// appealed one: the payer gets the price and the seller the token. Not in one's own case, and not twice by one officer.
    function reverse(CaseId caseId, string calldata reason) external;

    /// @notice Puts a refused case before another officer, with a review period of its own. For its seller, buyer and payer,
    /// once, also while it is frozen.
    function appeal(CaseId caseId, string calldata grounds) external;

    /// @notice Reverses a case whose deadline has passed: nobody decided, or nobody appealed. For anyone.
    function expire(CaseId caseId) external;

    /// @notice Stops everything but an appeal until a time at most `MAX_CASE_AGE` after the opening, or prolongs that. The
    /// clock stands meanwhile: the deadline moves on by the time of the freeze. Not in one's own case.
    function freeze(CaseId caseId, uint64 until, string calldata reason) external;

    /// @notice Ends a freeze before its time; the deadline comes back by what was left of it. Not in one's own case.
    function unfreeze(CaseId caseId, string calldata reason) external;

    /// @notice Tries again to return a token that its collection refused to give up. For anyone.
    function deliver(CaseId caseId) external;

    /// @notice Sends on money that came here without a case.
    function returnSurplus(address to) external;

    /// @notice Time from opening, or from an appeal, to the deadline, in seconds, 1 to 90 days. For deadlines set from now on.
    function setReviewPeriod(uint64 period) external;

    /// @notice Time from a refusal to the end of appeals, in seconds, 1 to 30 days. For refusals from now on.
    function setAppealPeriod(uint64 period) external;

    function caseOf(CaseId caseId) external view returns (Case memory);

    /// @return Number of cases ever opened; their ids are 1 to this.
    function caseCount() external view returns (uint256);

    /// @return Money that belongs to cases that are neither released nor reversed.
    function held() external view returns (uint256);

    function reviewPeriod() external view returns (uint64);

    function appealPeriod() external view returns (uint64);

    /// @return Age of a case, in seconds, beyond which nobody can freeze it.
    function MAX_CASE_AGE() external view returns (uint64);
}
