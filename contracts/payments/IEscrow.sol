// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Finding, Trade} from "../compliance/ICompliance.sol";
import {Leg} from "./ISettlementToken.sol";

type CaseId is uint256;

/// @notice Open: token and money are here. Released: the trade completed. Reversed: both went back.
enum CaseStatus {
    None,
    Open,
    Released,
    Reversed
}

/// @notice A held trade.
/// @param deadline Unix time from which anyone may reverse the case.
/// @param status Where the money is.
/// @param tokenPending The money went back but the collection would not give the token up yet; see `deliver`.
/// @param trade The trade as it was judged.
/// @param legs Who gets which share of the price on release.
struct Case {
    uint64 deadline;
    CaseStatus status;
    bool tokenPending;
    Trade trade;
    Leg[] legs;
}

/// @title Where held trades wait
/// @notice Token and money of a held trade, under a case number, until an officer releases or reverses it; past its
/// deadline anyone may reverse it. Nothing can be lost or stuck: the money never waits for the token.
/// @dev Collections may refuse, re-enter or lie: a case is opened only when the token is really here, and a collection
/// that later refuses to return it delays the token and not the money.
interface IEscrow {
    event CaseOpened(
        CaseId indexed caseId,
        address indexed collection,
        uint256 indexed tokenId,
        Trade trade,
        uint64 deadline,
        bytes32 ruleId,
        bytes4 code,
        bytes evidence
    );
    event CaseReleased(CaseId indexed caseId, address indexed officer, string reason);
    /// @notice `by` is the officer, or whoever noticed that the deadline had passed.
    event CaseReversed(CaseId indexed caseId, address indexed by, bool expired, string reason);
    event TokenUndeliverable(CaseId indexed caseId, address indexed collection, uint256 indexed tokenId);
    event TokenDelivered(CaseId indexed caseId, address indexed to);
    event ReviewPeriodChanged(uint64 period);
    event SurplusReturned(address indexed to, uint256 amount);

    error EscrowSettlerOnly(address caller);
    error EscrowTokenMissing(address collection, uint256 tokenId);
    error EscrowMoneyMissing(uint256 expected, uint256 balance);
    error EscrowLegsMismatch(uint256 sum, uint256 price);
    error EscrowCaseNotOpen(CaseId caseId, CaseStatus status);
    error EscrowDeadlineAhead(CaseId caseId, uint64 deadline);
    /// @notice The officer is, or belongs to one beneficial owner with, a party to the case.
    error EscrowOwnCase(CaseId caseId, address officer);
    error EscrowNothingPending(CaseId caseId);
    error EscrowTokenNotDelivered(address collection, uint256 tokenId, address to);
    error EscrowSelfOnly(address caller);
    error EscrowReviewPeriodOutOfBounds(uint64 period);

    /// @notice Takes a held trade in. Only for settlers, after token and price arrived here.
    function open(Trade calldata trade, Leg[] calldata legs, Finding calldata finding) external returns (CaseId);

    /// @notice Completes the trade: the legs are paid and the token goes to the buyer. Not in one's own case.
    function release(CaseId caseId, string calldata reason) external;

    /// @notice Undoes the trade: the payer gets the price and the seller the token. Not in one's own case.
    function reverse(CaseId caseId, string calldata reason) external;

    /// @notice Undoes a trade whose deadline has passed. For anyone.
    function expire(CaseId caseId) external;

    /// @notice Tries again to return a token that its collection refused to give up. For anyone.
    function deliver(CaseId caseId) external;

    /// @notice Sends on money that came here without a case.
    function returnSurplus(address to) external;

    /// @notice Time from opening to deadline for new cases, in seconds, 1 to 90 days.
    function setReviewPeriod(uint64 period) external;

    function caseOf(CaseId caseId) external view returns (Case memory);

    /// @return Number of cases ever opened; their ids are 1 to this.
    function caseCount() external view returns (uint256);

    /// @return Money that belongs to open cases.
    function held() external view returns (uint256);

    function reviewPeriod() external view returns (uint64);
}
