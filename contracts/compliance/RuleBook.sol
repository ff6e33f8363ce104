// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Finding, ICompliance, Mode, Trade, Verdict} from "./ICompliance.sol";
import {IRuleSet, Parties} from "./IRuleSet.sol";

/// @notice The rules in force: which there are, in what mode, what they say of a trade, and what they are told of one.
abstract contract RuleBook is ICompliance, AccessManaged {
    /// @dev A rule set, how many follow it, and which of its rules are not off: one read tells all, and most markets have one
    /// set. The first slot also has the emergency stop, which then costs a trade next to nothing.
    struct RuleSlot {
        address ruleSet;
        uint8 following;
        uint16 active;
        uint40 stoppedUntil;
    }

    bytes32 internal constant ENGINE_ID = "Compliance";
    uint256 private constant MAX_RULE_SETS = 8;
    uint256 private constant MAX_RULES_PER_SET = 16;
    /// @dev Far above what any rule needs. A caller who leaves less cannot pay for the settlement that follows either.
    uint256 private constant RULE_GAS = 300_000;
    /// @dev Length of the ABI encoding of an empty array: offset and count.
    uint256 private constant EMPTY_ARRAY_LENGTH = 64;
    /// @dev Nobody can stop a market for good.
    uint256 private constant MAX_STOP = 14 days;

    RuleSlot[MAX_RULE_SETS] private _ruleSlots;
    mapping(address ruleSet => bytes32[] ids) private _ruleIds;
    mapping(bytes32 ruleId => address ruleSet) private _ruleSetOf;
    mapping(bytes32 ruleId => Mode mode) private _modes;

    /// @inheritdoc ICompliance
    function addRuleSet(address ruleSet) external restricted {
        require(ruleSet.code.length != 0, ComplianceNotAContract(ruleSet));
        uint256 count = _ruleSetCount();
        require(count < MAX_RULE_SETS, ComplianceTooManyRuleSets(MAX_RULE_SETS));
        bytes32[] memory ids = IRuleSet(ruleSet).ruleIds();
        bool known = _ruleIds[ruleSet].length != 0;
        require(
            !known && ids.length != 0 && ids.length <= MAX_RULES_PER_SET,
            ComplianceRulesInvalid(ruleSet, ids.length)
        );

        for (uint256 i = 0; i < ids.length; i++) {
            bool reserved = ids[i] == 0 || ids[i] == ENGINE_ID;
            require(_ruleSetOf[ids[i]] == address(0) && !reserved, ComplianceRuleExists(ids[i]));
            _ruleSetOf[ids[i]] = ruleSet;
        }
        _ruleIds[ruleSet] = ids;
        for (uint256 i = 0; i < count; i++) _ruleSlots[i].following++;
        _ruleSlots[count].ruleSet = ruleSet;
        emit RuleSetAdded(ruleSet, ids);
    }

    /// @inheritdoc ICompliance
    function removeRuleSet(address ruleSet) external restricted {
        uint256 count = _ruleSetCount();
        uint256 position = _positionOf(ruleSet);
        require(position < count, ComplianceRuleSetUnknown(ruleSet));

        uint40 stoppedUntil = _ruleSlots[0].stoppedUntil;
        for (uint256 i = 0; i < position; i++) _ruleSlots[i].following--;
        for (uint256 i = position; i + 1 < count; i++) _ruleSlots[i] = _ruleSlots[i + 1];
        delete _ruleSlots[count - 1];
        _ruleSlots[0].stoppedUntil = stoppedUntil;
        bytes32[] storage ids = _ruleIds[ruleSet];
        for (uint256 i = 0; i < ids.length; i++) {
            delete _ruleSetOf[ids[i]];
            delete _modes[ids[i]];
        }
        delete _ruleIds[ruleSet];
        emit RuleSetRemoved(ruleSet);
    }

    /// @inheritdoc ICompliance
    function setRuleMode(bytes32 ruleId, Mode mode) external restricted {
        address ruleSet = _ruleSetOf[ruleId];
        require(ruleSet != address(0), ComplianceRuleUnknown(ruleId));

        _modes[ruleId] = mode;
        RuleSlot storage slot = _ruleSlots[_positionOf(ruleSet)];
        bytes32[] storage ids = _ruleIds[ruleSet];
        uint256 active = 0;
        for (uint256 i = 0; i < ids.length; i++) if (_modes[ids[i]] != Mode.Off) active |= 1 << i;
        // MAX_RULES_PER_SET is the number of bits.
        slot.active = uint16(active);
        emit RuleModeChanged(ruleId, mode);
    }

    /// @inheritdoc ICompliance
    function stopTrading(uint40 until) external restricted {
        uint256 limit = block.timestamp + MAX_STOP;
        require(block.timestamp < until && until <= limit, ComplianceStopOutOfBounds(until, limit));

        _ruleSlots[0].stoppedUntil = until;
        emit TradingStopped(msg.sender, until);
    }

    /// @inheritdoc ICompliance
    function resumeTrading() external restricted {
        delete _ruleSlots[0].stoppedUntil;
        emit TradingResumed(msg.sender);
    }

    /// @inheritdoc ICompliance
    function tradingStoppedUntil() public view returns (uint40) {
        return _ruleSlots[0].stoppedUntil;
    }

    /// @inheritdoc ICompliance
    function ruleMode(bytes32 ruleId) public view returns (Mode) {
        return _modes[ruleId];
    }

    /// @inheritdoc ICompliance
    function ruleSets() external view returns (address[] memory sets) {
        sets = new address[](_ruleSetCount());
        for (uint256 i = 0; i < sets.length; i++) sets[i] = _ruleSlots[i].ruleSet;
    }

    /// @dev Decodes what a rule set returned. A call of its own, so that garbage reverts here and not in the engine.
    function decodeFindings(bytes calldata returned) external view returns (Finding[] memory) {
        require(msg.sender == address(this), ComplianceSelfOnly(msg.sender));
        return abi.decode(returned, (Finding[]));
    }

    /// @param recorded Whether the last set has noted the trade already, see `_judge`.
    function _record(Trade memory trade, Parties memory parties, bool recorded) internal {
        RuleSlot memory slot = _ruleSlots[0];
        for (uint256 i = 0; slot.ruleSet != address(0); slot = _slotAfter(slot, i++)) {
            if (recorded && slot.following == 0) return;
            if (slot.active == 0) continue;
            address set = slot.ruleSet;
            parties.active = slot.active;
            // Not bounded by RULE_GAS alone: a caller who starves this call is left with a 63rd of what it had.
            try IRuleSet(set).record{gas: RULE_GAS}(trade, parties) {} catch {
                require(!_isEnforced(set), ComplianceRecordFailed(set));
                emit RecordMissed(set, trade.collection, trade.tokenId);
            }
        }
    }

    function _recordJoin(address collection, uint256 tokenId, address wholeCollection, uint256 wholeId) internal {
        RuleSlot memory slot = _ruleSlots[0];
        for (uint256 i = 0; slot.ruleSet != address(0); slot = _slotAfter(slot, i++)) {
            if (slot.active == 0) continue;
            IRuleSet set = IRuleSet(slot.ruleSet);
            try set.recordJoin{gas: RULE_GAS}(collection, tokenId, wholeCollection, wholeId, slot.active) {} catch {
                require(!_isEnforced(address(set)), ComplianceRecordFailed(address(set)));
                emit RecordMissed(address(set), collection, tokenId);
            }
        }
    }

    /// @dev `_ask`, but the last set may note the trade in the same call if nobody objects: most markets have one set, and most
    /// trades meet no objection.
    /// @param slot The first set's.
    /// @return findings The objections.
    /// @return recorded Whether the last set has noted the trade. Then there are no findings.
    function _judge(
        Trade memory trade,
        Parties memory parties,
        RuleSlot memory slot
    ) internal returns (Finding[] memory findings, bool recorded) {
        for (uint256 i = 0; slot.ruleSet != address(0); slot = _slotAfter(slot, i++)) {
            if (slot.active == 0) {
                recorded = slot.following == 0 && findings.length == 0;
                continue;
            }
            address set = slot.ruleSet;
            parties.active = slot.active;
            if (slot.following != 0 || findings.length != 0) {
                findings = _concat(findings, _askOne(set, trade, parties));
                continue;
            }
            bytes memory question = abi.encodeCall(IRuleSet.judge, (trade, parties));
            // Garbage and failure are answers here, as in `_askOne`.
            // solhint-disable-next-line avoid-low-level-calls
            (bool answered, bytes memory returned) = set.call{gas: RULE_GAS}(question);
            recorded = answered && _isEmptyArray(returned);
            if (recorded) continue;
            findings = answered ? _active(set, answered, returned) : _askOne(set, trade, parties);
        }
    }

    function _emitFinding(Trade memory trade, Finding memory f) internal {
        emit FindingRaised({
            ruleId: f.ruleId,
            collection: trade.collection,
            tokenId: trade.tokenId,
            seller: trade.seller,
            buyer: trade.buyer,
            price: trade.price,
            mode: _modes[f.ruleId],
            verdict: f.verdict,
            code: f.code,
            evidence: f.evidence
        });
    }

    function _ask(Trade memory trade, Parties memory parties) internal view returns (Finding[] memory findings) {
        RuleSlot memory slot = _ruleSlots[0];
        for (uint256 i = 0; slot.ruleSet != address(0); slot = _slotAfter(slot, i++)) {
            if (slot.active == 0) continue;
            parties.active = slot.active;
            findings = _concat(findings, _askOne(slot.ruleSet, trade, parties));
        }
    }

    function _askOne(
        address set,
        Trade memory trade,
        Parties memory parties
    ) private view returns (Finding[] memory findings) {
        bytes memory question = abi.encodeCall(IRuleSet.check, (trade, parties));
        (bool answered, bytes memory returned) = set.staticcall{gas: RULE_GAS}(question);
        if (answered && _isEmptyArray(returned)) return findings;
        return _active(set, answered, returned);
    }

    /// @dev A set's findings without those of rules that are off or not its own; one per rule when it failed.
    function _active(address set, bool answered, bytes memory returned) private view returns (Finding[] memory active) {
        Finding[] memory found;
        if (answered) {
            try this.decodeFindings{gas: RULE_GAS}(returned) returns (Finding[] memory decoded) {
                found = decoded;
            } catch {
                found = _failed(set);
            }
        } else {
            found = _failed(set);
        }

        uint256 count = 0;
        for (uint256 i = 0; i < found.length; i++) if (_counts(set, found[i])) count++;
        active = new Finding[](count);
        for (uint256 i = found.length; i > 0; i--) if (_counts(set, found[i - 1])) active[--count] = found[i - 1];
    }

    function _counts(address set, Finding memory f) private view returns (bool) {
        return f.verdict != Verdict.Allow && _ruleSetOf[f.ruleId] == set && _modes[f.ruleId] != Mode.Off;
    }

    function _failed(address set) private view returns (Finding[] memory findings) {
        bytes32[] memory ids = _ruleIds[set];
        findings = new Finding[](ids.length);
        for (uint256 i = 0; i < ids.length; i++) {
            findings[i] = Finding(Verdict.Block, ids[i], ComplianceRuleFailed.selector, abi.encode(set));
        }
    }

    function _decide(Finding[] memory findings) internal view returns (Finding memory decisive) {
        for (uint256 i = 0; i < findings.length; i++) {
            if (findings[i].verdict > decisive.verdict && _modes[findings[i].ruleId] == Mode.Enforce) {
                decisive = findings[i];
            }
        }
    }

    function _slotAfter(RuleSlot memory slot, uint256 i) private view returns (RuleSlot memory next) {
        if (slot.following != 0) next = _ruleSlots[i + 1];
    }

    /// @return position The set's place in the order; the number of sets where it is none of them.
    function _positionOf(address ruleSet) private view returns (uint256 position) {
        uint256 count = _ruleSetCount();
        while (position < count && _ruleSlots[position].ruleSet != ruleSet) position++;
    }

    function _firstSlot() internal view returns (RuleSlot memory) {
        return _ruleSlots[0];
    }

    function _ruleSetCount() private view returns (uint256) {
        RuleSlot memory first = _ruleSlots[0];
        return first.ruleSet == address(0) ? 0 : uint256(first.following) + 1;
    }

    function _isEnforced(address set) private view returns (bool) {
        bytes32[] memory ids = _ruleIds[set];
        for (uint256 i = 0; i < ids.length; i++) if (_modes[ids[i]] == Mode.Enforce) return true;
        return false;
    }

    function _isEmptyArray(bytes memory returned) private pure returns (bool) {
        if (returned.length != EMPTY_ARRAY_LENGTH) return false;
        (uint256 offset, uint256 count) = abi.decode(returned, (uint256, uint256));
        return offset == 32 && count == 0;
    }

    function _concat(Finding[] memory a, Finding[] memory b) internal pure returns (Finding[] memory all) {
        if (a.length == 0) return b;
        if (b.length == 0) return a;
        all = new Finding[](a.length + b.length);
        for (uint256 i = 0; i < a.length; i++) all[i] = a[i];
        for (uint256 i = 0; i < b.length; i++) all[a.length + i] = b[i];
    }
}
