// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISettlementToken} from "../payments/ISettlementToken.sol";
import {IBeneficialOwners} from "./IBeneficialOwners.sol";

/// @notice One item changing hands for money. A bundle is several trades.
/// @param settler The registered contract that moves token and money.
/// @param collection The ERC-721 contract of the item.
/// @param tokenId The item.
/// @param seller The account that gives the token up.
/// @param buyer The account that receives the token in the end.
/// @param payer The account whose money is spent; usually the buyer.
/// @param currency The ERC-20 paid in.
/// @param price What the payer spends, all legs together, in units of `currency`.
struct Trade {
    address settler;
    address collection;
    uint256 tokenId;
    address seller;
    address buyer;
    address payer;
    address currency;
    uint256 price;
}

/// @notice What the engine decides about a trade, from mildest to strictest.
enum Verdict {
    Allow,
    Hold,
    Block
}

/// @notice One rule's answer to one trade.
/// @param verdict What the rule asks for.
/// @param ruleId The rule's name as a short string, `RoundTrip`; `Compliance` when the engine itself answers.
/// @param code Selector of the custom error that names the reason; the same four bytes in revert, event, journal and report.
/// @param evidence That error's arguments, ABI-encoded: `code ++ evidence` decodes as the error.
struct Finding {
    Verdict verdict;
    bytes32 ruleId;
    bytes4 code;
    bytes evidence;
}

/// @notice Whether a rule's findings count. Shadow findings are emitted and stop nothing.
enum Mode {
    Off,
    Shadow,
    Enforce
}

/// @notice What happens to transfers outside registered settlers.
/// Unlisted: the collection is unknown and its trades are blocked. Open: nothing is noted. Recorded: part of the token's
/// history. Refused: they revert.
enum TransferPolicy {
    Unlisted,
    Open,
    Recorded,
    Refused
}

/// @title The compliance engine
/// @notice Decides, trade by trade and inside the payment, what may settle.
/// @dev Settlers and rule sets are trusted to the degree governance checked them; the engine still survives a rule set
/// that reverts, runs out of gas or returns garbage, and then blocks on behalf of its enforced rules (fail closed).
/// Collections are trusted to report their transfers and nothing else.
interface ICompliance is IBeneficialOwners {
    /// @notice A rule in shadow or enforce mode objected to a trade.
    event FindingRaised(
        bytes32 indexed ruleId,
        address indexed collection,
        uint256 indexed tokenId,
        address seller,
        address buyer,
        uint256 price,
        Mode mode,
        Verdict verdict,
        bytes4 code,
        bytes evidence
    );
    /// @notice A rule set could not note a trade or transfer and none of its rules is enforced.
    event RecordMissed(address indexed ruleSet, address indexed collection, uint256 indexed tokenId);
    event RuleSetAdded(address indexed ruleSet, bytes32[] ruleIds);
    event RuleSetRemoved(address indexed ruleSet);
    event RuleModeChanged(bytes32 indexed ruleId, Mode mode);
    event TransferPolicyChanged(address indexed collection, TransferPolicy policy);
    /// @notice No trade settles before `until`, Unix time. What is in custody can still be given back.
    event TradingStopped(address indexed by, uint40 until);
    event TradingResumed(address indexed by);

    error ComplianceSettlerNotRegistered(address settler);
    error ComplianceSettlerMismatch(address caller, address settler);
    error ComplianceCollectionNotRegistered(address collection);
    /// @notice Code of the finding while an emergency stop lasts.
    error ComplianceTradingStopped(uint40 until);
    error ComplianceStopOutOfBounds(uint40 until, uint256 limit);
    error ComplianceMayNotHold(address account);
    /// @notice Less is noted or refused under the new policy: that is for the decision layer.
    error CompliancePolicyLoosened(address collection, TransferPolicy current, TransferPolicy policy);
    error ComplianceTransferRefused(address collection, uint256 tokenId, address from, address to);
    error ComplianceCustodyOnly(address settler, address collection, uint256 tokenId);
    /// @notice Code of the finding when a rule set reverts, runs out of gas or returns garbage.
    error ComplianceRuleFailed(address ruleSet);
    error ComplianceRecordFailed(address ruleSet);
    error ComplianceRuleUnknown(bytes32 ruleId);
    error ComplianceRuleExists(bytes32 ruleId);
    error ComplianceRuleSetUnknown(address ruleSet);
    error ComplianceTooManyRuleSets(uint256 limit);
    /// @notice No rules, too many of them, or a set that is there already.
    error ComplianceRulesInvalid(address ruleSet, uint256 rules);
    error ComplianceNotAContract(address account);
    error ComplianceSelfOnly(address caller);

    /// @notice The verdict that `onTrade` would give now. Never reverts.
    function preview(Trade calldata trade) external view returns (Finding memory);

    /// @notice Judges a trade and, if it is allowed, lets the rules record it. First Block wins, else the first Hold.
    /// @dev Only for the registered settler that the trade names. On Allow and Hold the settler must move the token in the
    /// same transaction, and a held trade must come back through `onRelease` when it completes.
    function onTrade(Trade calldata trade) external returns (Finding memory);

    /// @notice Judges a trade whose token and money somebody else will move, and records nothing: the first question to a settler
    /// that is asked before and after. If the trade is allowed, the token's next move from seller to buyer in this transaction is
    /// the trade, and no transfer beside it.
    /// @dev Only for the registered settler that the trade names. It must make sure that the move is followed by `onSettled` or
    /// taken back, and that the buyer is no settler: the move could end in custody that nobody has noted.
    function onAuthorisation(Trade calldata trade) external returns (Finding memory);

    /// @notice Judges a trade whose token and money have moved, and lets the rules record it if it is allowed. Ends what
    /// `onAuthorisation` allowed for the token.
    /// @dev Only for the registered settler that the trade names, which must revert unless the answer is Allow.
    function onSettled(Trade calldata trade) external returns (Finding memory);

    /// @notice Records a held trade that a case now lets complete. Only for registered settlers.
    function onRelease(Trade calldata trade) external;

    /// @notice The calling settler takes a token into custody by its next transfer: it stays its owner's, who must be one that
    /// may hold.
    function onDeposit(address collection, uint256 tokenId, address owner) external;

    /// @notice The calling settler gives a token out of custody to somebody else than who gave it in: from now on that is a
    /// transfer outside trades in the token's history. Policies do not refuse it: custody must end.
    /// @param from Who owned it when it came into custody, or last since.
    function onWithdrawal(address collection, uint256 tokenId, address from, address to) external;

    /// @notice A token in the calling settler's custody became part of one of the settler's own, which takes its history along:
    /// an estate that comes back to somebody brings its parcels back.
    function onJoin(address collection, uint256 tokenId, uint256 wholeId) external;

    /// @notice Called by a registered collection on every transfer between holders (mint and burn excepted).
    function onTransfer(address from, address to, uint256 tokenId) external;

    /// @notice Called by a registered collection whose token the authorities moved: a transfer outside trades in the token's
    /// history, which no policy and no rule refuses.
    function onForcedTransfer(address from, address to, uint256 tokenId) external;

    /// @notice Adds a set of rules at the end of the order, each rule in mode Off.
    function addRuleSet(address ruleSet) external;

    /// @notice Removes a set with all its rules; the order of the others stays.
    function removeRuleSet(address ruleSet) external;

    function setRuleMode(bytes32 ruleId, Mode mode) external;

    /// @notice Registers a collection or treats its transfers outside settlers more strictly.
    function setTransferPolicy(address collection, TransferPolicy policy) external;

    /// @notice Treats a collection's transfers outside settlers in any way, or strikes it off.
    function loosenTransferPolicy(address collection, TransferPolicy policy) external;

    /// @notice The emergency stop: no trade settles before `until`, Unix time, at most 14 days ahead. Withdrawals, refunds and
    /// reversals go on.
    function stopTrading(uint40 until) external;

    /// @notice Ends the emergency stop.
    function resumeTrading() external;

    function ruleMode(bytes32 ruleId) external view returns (Mode);

    /// @return sets The rule sets in the order in which they are asked.
    function ruleSets() external view returns (address[] memory sets);

    function transferPolicy(address collection) external view returns (TransferPolicy);

    /// @return until Unix time from which trades settle; 0 or past where no stop lasts.
    function tradingStoppedUntil() external view returns (uint40 until);

    /// @notice For hooks that may only read, such as transfer validators.
    /// @return Whether, in this transaction, the engine allowed the token to go from `from` to `to`: as a trade, or into or out of
    /// a settler's custody.
    function isSettling(address collection, uint256 tokenId, address from, address to) external view returns (bool);

    /// @return Whether an account may get or give tokens: not while it is listed and the rule Sanctions is enforced.
    function mayHold(address account) external view returns (bool);

    /// @notice The money in which houses settle, and which tells the engine where accounts' money came from.
    function SETTLEMENT_TOKEN() external view returns (ISettlementToken);
}
