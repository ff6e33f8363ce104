// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {AccountKind, ISettlementToken, MoneyTrail} from "../payments/ISettlementToken.sol";
import {BeneficialOwners} from "./BeneficialOwners.sol";
import {Finding, ICompliance, Mode, Trade, TransferPolicy, Verdict} from "./ICompliance.sol";
import {Parties} from "./IRuleSet.sol";
import {RuleBook} from "./RuleBook.sol";

/// @notice See `ICompliance`.
contract Compliance is RuleBook, BeneficialOwners {
    bytes32 private constant SANCTIONS = "Sanctions";

    /// @inheritdoc ICompliance
    ISettlementToken public immutable SETTLEMENT_TOKEN;

    mapping(address collection => TransferPolicy policy) private _policies;
    /// @dev The token that a settler was just allowed to move, from whom and to whom: its transfer is the trade,
    /// not another event in its history.
    /// Whole words: to write part of one costs a read.
    uint256 private transient _settlingCollection;
    uint256 private transient _settlingToken;
    uint256 private transient _settlingFrom;
    uint256 private transient _settlingTo;
    /// @dev Tokens that somebody else moves for a trade, several at a time: from whom to whom, and in which block. The language
    /// has no transient mapping; what stays in storage is of use in no other transaction, save in the same block to somebody who
    /// could have used it in the first.
    mapping(address collection => mapping(uint256 tokenId => bytes32 way)) private _authorised;
    bool private transient _hasAuthorised;

    constructor(address authority, address settlementToken) AccessManaged(authority) {
        SETTLEMENT_TOKEN = ISettlementToken(settlementToken);
    }

    /// @inheritdoc ICompliance
    function onTrade(Trade calldata judged) external returns (Finding memory decisive) {
        Trade memory trade = judged;
        decisive = _judgeAndRecord(trade);

        if (decisive.verdict != Verdict.Block) _expect(trade.collection, trade.tokenId, trade.seller, trade.buyer);
    }

    /// @inheritdoc ICompliance
    function onAuthorisation(Trade calldata trade) external returns (Finding memory decisive) {
        Parties memory parties = _settledParties(trade.settler, trade.seller, trade.buyer);
        if (_policies[trade.collection] == TransferPolicy.Unlisted) return _unlisted(trade.collection);
        if (_isStopped()) return _stopped();
        decisive = _decide(_findings(trade, parties));
        if (decisive.verdict != Verdict.Allow) return decisive;

        _hasAuthorised = true;
        _authorised[trade.collection][trade.tokenId] = _wayOf(trade.seller, trade.buyer);
    }

    /// @inheritdoc ICompliance
    function onSettled(Trade calldata trade) external returns (Finding memory) {
        delete _authorised[trade.collection][trade.tokenId];
        return _judgeAndRecord(trade);
    }

    /// @inheritdoc ICompliance
    function onRelease(Trade calldata trade) external {
        Parties memory parties = _settledParties(trade.settler, trade.seller, trade.buyer);

        _record(trade, parties, false);
        _expect(trade.collection, trade.tokenId, trade.seller, trade.buyer);
    }

    /// @inheritdoc ICompliance
    function onDeposit(address collection, uint256 tokenId, address owner) external {
        require(_isSettler(msg.sender), ComplianceSettlerNotRegistered(msg.sender));
        _requireMayHold(owner);

        _expect(collection, tokenId, owner, msg.sender);
    }

    /// @inheritdoc ICompliance
    function onJoin(address collection, uint256 tokenId, uint256 wholeId) external {
        require(_isSettler(msg.sender), ComplianceSettlerNotRegistered(msg.sender));

        _recordJoin(collection, tokenId, msg.sender, wholeId);
    }

    /// @inheritdoc ICompliance
    function onWithdrawal(address collection, uint256 tokenId, address from, address to) external {
        require(_isSettler(msg.sender), ComplianceSettlerNotRegistered(msg.sender));

        _recordUnrefused(collection, tokenId, from, to);
    }

    /// @inheritdoc ICompliance
    function onTransfer(address from, address to, uint256 tokenId) external {
        if (_settlingCollection == uint160(msg.sender) && _settlingToken == tokenId) {
            _settlingCollection = 0;
            return;
        }
        if (_isAuthorised(msg.sender, tokenId, from, to)) {
            delete _authorised[msg.sender][tokenId];
            return;
        }
        // Custody ends where it began, or through `onRelease`; nobody can push a token into it.
        if (_isSettler(from)) return;
        require(!_isSettler(to), ComplianceCustodyOnly(to, msg.sender, tokenId));
        TransferPolicy policy = _policies[msg.sender];
        require(policy != TransferPolicy.Unlisted, ComplianceCollectionNotRegistered(msg.sender));
        require(policy != TransferPolicy.Refused, ComplianceTransferRefused(msg.sender, tokenId, from, to));
        Parties memory parties = _parties(from, to);
        if (parties.seller.accountListed()) _requireMayHold(from);
        if (parties.buyer.accountListed()) _requireMayHold(to);
        if (policy == TransferPolicy.Open) return;

        _record(_gift(msg.sender, from, to, tokenId), parties, false);
    }

    /// @inheritdoc ICompliance
    function onForcedTransfer(address from, address to, uint256 tokenId) external {
        _recordUnrefused(msg.sender, tokenId, from, to);
    }

    /// @inheritdoc ICompliance
    function setTransferPolicy(address collection, TransferPolicy policy) external restricted {
        TransferPolicy current = _policies[collection];
        require(current <= policy, CompliancePolicyLoosened(collection, current, policy));
        _setPolicy(collection, policy);
    }

    /// @inheritdoc ICompliance
    function loosenTransferPolicy(address collection, TransferPolicy policy) external restricted {
        _setPolicy(collection, policy);
    }

    /// @inheritdoc ICompliance
    function preview(Trade calldata trade) external view returns (Finding memory) {
        if (!_isSettler(trade.settler)) {
            bytes4 code = ComplianceSettlerNotRegistered.selector;
            return Finding(Verdict.Block, ENGINE_ID, code, abi.encode(trade.settler));
        }
        if (_policies[trade.collection] == TransferPolicy.Unlisted) return _unlisted(trade.collection);
        if (_isStopped()) return _stopped();
        return _decide(_findings(trade, _parties(trade.seller, trade.buyer)));
    }

    /// @inheritdoc ICompliance
    function transferPolicy(address collection) external view returns (TransferPolicy) {
        return _policies[collection];
    }

    /// @inheritdoc ICompliance
    function isSettling(address collection, uint256 tokenId, address from, address to) external view returns (bool) {
        if (_isSettler(from)) return true;
        if (_isAuthorised(collection, tokenId, from, to)) return true;
        if (_settlingCollection != uint160(collection) || _settlingToken != tokenId) return false;
        return _settlingFrom == uint160(from) && (_settlingTo == uint160(to) || _isSettler(to));
    }

    /// @inheritdoc ICompliance
    function mayHold(address account) public view returns (bool) {
        return ruleMode(SANCTIONS) != Mode.Enforce || !SETTLEMENT_TOKEN.isListed(account);
    }

    /// @dev The engine's answer to a trade; what it allows, the rules have recorded.
    function _judgeAndRecord(Trade memory trade) private returns (Finding memory decisive) {
        Parties memory parties = _settledParties(trade.settler, trade.seller, trade.buyer);
        if (_policies[trade.collection] == TransferPolicy.Unlisted) return _unlisted(trade.collection);
        RuleSlot memory first = _firstSlot();
        if (block.timestamp < first.stoppedUntil) return _stopped();
        bool isOneSet = first.following == 0;

        (Finding[] memory findings, bool recorded) = trade.payer == trade.buyer
            ? _judge(trade, parties, first)
            : (_findings(trade, parties), false);
        if (findings.length != 0) {
            for (uint256 i = 0; i < findings.length; i++) _emitFinding(trade, findings[i]);
            decisive = _decide(findings);
            if (decisive.verdict == Verdict.Block) return decisive;
        }

        if (decisive.verdict == Verdict.Allow && !(recorded && isOneSet)) _record(trade, parties, recorded);
    }

    function _noteAttested(address[] calldata accounts, bool attested) internal override {
        SETTLEMENT_TOKEN.noteAttested(accounts, attested);
    }

    function _setPolicy(address collection, TransferPolicy policy) private {
        require(collection.code.length != 0, ComplianceNotAContract(collection));

        _policies[collection] = policy;
        emit TransferPolicyChanged(collection, policy);
    }

    function _expect(address collection, uint256 tokenId, address from, address to) private {
        (_settlingCollection, _settlingToken) = (uint160(collection), tokenId);
        (_settlingFrom, _settlingTo) = (uint160(from), uint160(to));
    }

    /// @dev A transfer outside trades that happens whatever the collection's policy is.
    function _recordUnrefused(address collection, uint256 tokenId, address from, address to) private {
        TransferPolicy policy = _policies[collection];
        if (policy == TransferPolicy.Unlisted || policy == TransferPolicy.Open) return;
        _record(_gift(collection, from, to, tokenId), _parties(from, to), false);
    }

    /// @dev The parties of a trade that the caller settles, which must be registered and the one that the trade names.
    function _settledParties(address settler, address seller, address buyer) private view returns (Parties memory) {
        MoneyTrail memory trail = SETTLEMENT_TOKEN.moneyTrail(msg.sender, seller, buyer);
        require(trail.settler == AccountKind.Settler, ComplianceSettlerNotRegistered(msg.sender));
        require(msg.sender == settler, ComplianceSettlerMismatch(msg.sender, settler));
        return _partiesOf(trail, seller, buyer);
    }

    /// @dev Every objection of a rule that is not off, in the order of the rules.
    function _findings(Trade memory trade, Parties memory parties) private view returns (Finding[] memory findings) {
        findings = _ask(trade, parties);
        if (trade.payer == trade.buyer) return findings;

        address buyer = trade.buyer;
        trade.buyer = trade.payer;
        findings = _concat(findings, _ask(trade, _parties(trade.seller, trade.payer)));
        trade.buyer = buyer;
    }

    function _parties(address seller, address buyer) private view returns (Parties memory) {
        return _partiesOf(SETTLEMENT_TOKEN.moneyTrail(address(this), seller, buyer), seller, buyer);
    }

    /// @dev The token says who is attested: for the others the register of owners need not be read.
    function _partiesOf(MoneyTrail memory trail, address seller, address buyer) private view returns (Parties memory) {
        return
            Parties({
                sellerCluster: trail.seller.ownerAttested() ? clusterOf(seller) : uint160(seller),
                buyerCluster: trail.buyer.ownerAttested() ? clusterOf(buyer) : uint160(buyer),
                seller: trail.seller,
                buyer: trail.buyer,
                paidAt: trail.paidAt,
                paid: trail.paid,
                active: 0
            });
    }

    function _requireMayHold(address account) private view {
        require(mayHold(account), ComplianceMayNotHold(account));
    }

    function _isStopped() private view returns (bool) {
        return block.timestamp < tradingStoppedUntil();
    }

    function _stopped() private view returns (Finding memory) {
        bytes4 code = ComplianceTradingStopped.selector;
        return Finding(Verdict.Block, ENGINE_ID, code, abi.encode(tradingStoppedUntil()));
    }

    function _isAuthorised(address collection, uint256 tokenId, address from, address to) private view returns (bool) {
        return _hasAuthorised && _authorised[collection][tokenId] == _wayOf(from, to);
    }

    function _wayOf(address from, address to) private view returns (bytes32) {
        return keccak256(abi.encode(block.number, from, to));
    }

    function _isSettler(address account) private view returns (bool) {
        return SETTLEMENT_TOKEN.accountKind(account) == AccountKind.Settler;
    }

    /// @dev A transfer outside trades, in the form in which rules record: nobody pays.
    function _gift(address collection, address from, address to, uint256 tokenId) private view returns (Trade memory) {
        return
            Trade({
                settler: address(this),
                collection: collection,
                tokenId: tokenId,
                seller: from,
                buyer: to,
                payer: to,
                currency: address(0),
                price: 0
            });
    }

    /// @dev A token that anyone can make at will would carry money between any two accounts in the form of a sale.
    function _unlisted(address collection) private pure returns (Finding memory) {
        bytes4 code = ComplianceCollectionNotRegistered.selector;
        return Finding(Verdict.Block, ENGINE_ID, code, abi.encode(collection));
    }
}
