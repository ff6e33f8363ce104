// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Finding, ICompliance, Mode, Trade, Verdict} from "../../../contracts/compliance/ICompliance.sol";
import {Order} from "../../../contracts/market/Orders.sol";
import {InflatedRuleSet} from "../../../contracts/mocks/InflatedRuleSet.sol";
import {Failure, RuleSetMock} from "../../../contracts/mocks/RuleSetMock.sol";
import {RecordedLog, vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

/// @notice Rule sets that revert, burn their gas, return garbage or cannot take notes: enforced they stop the trade, in
/// shadow they stop nothing.
contract HostileRuleSetsTest is Fixture {
    bytes32 private constant FIRST = "First";
    bytes32 private constant SECOND = "Second";
    RuleSetMock private set;
    uint256 private parcel;

    function setUp() public override {
        super.setUp();
        bytes32[] memory ids = new bytes32[](2);
        (ids[0], ids[1]) = (FIRST, SECOND);
        set = new RuleSetMock(ids);
        vm.prank(DECISION);
        compliance.addRuleSet(address(set));
        parcel = _giveParcel(SELLER, 29, -5);
    }

    function test_ASetThatRevertsBlocks() public {
        set.failToCheck(Failure.Revert);
        _assertFailsClosed();
    }

    function test_ASetThatBurnsItsGasBlocks() public {
        set.failToCheck(Failure.Burn);
        _assertFailsClosed();
    }

    function test_ASetThatReturnsNothingBlocks() public {
        set.answer("");
        _assertFailsClosed();
    }

    function test_ASetThatReturnsGarbageBlocks() public {
        set.answer(abi.encode(uint256(64), uint256(0)));
        _assertFailsClosed();
        set.answer(abi.encode(uint256(32), uint256(1)));
        _assertFailsClosed();
        set.answer(abi.encode(type(uint256).max, uint256(1)));
        _assertFailsClosed();
        set.answer(hex"deadbeef");
        _assertFailsClosed();
    }

    function test_AVerdictOutOfRangeBlocks() public {
        Finding[] memory findings = new Finding[](1);
        findings[0] = Finding(Verdict.Block, FIRST, 0x12345678, "");
        bytes memory answer = abi.encode(findings);
        // Offset, length and the offset of the first element come before the verdict.
        answer[32 * 4 - 1] = 0x03;
        set.answer(answer);
        _assertFailsClosed();
    }

    function testFuzz_AnyAnswerIsSurvived(bytes calldata answer, bool enforced) public {
        set.answer(answer);
        Verdict verdict = _verdict(enforced ? Mode.Enforce : Mode.Shadow);
        if (!enforced) vm.assertTrue(verdict == Verdict.Allow);
    }

    function test_AnEmptyArrayInAnotherFormIsStillEmpty() public {
        set.answer(abi.encode(uint256(64), uint256(7), uint256(0)));
        vm.assertTrue(_verdict(Mode.Enforce) == Verdict.Allow);
    }

    /// @dev The answer is short to send and long to read; reading it is bounded, too.
    function test_AnInflatedAnswerBlocksAndDoesNotBurnTheGasOfOthers() public {
        address inflated = address(new InflatedRuleSet());
        vm.prank(DECISION);
        compliance.addRuleSet(inflated);
        Trade memory trade = _trade();
        vm.prank(address(market));
        vm.assertTrue(compliance.onTrade{gas: 3_000_000}(trade).verdict == Verdict.Allow);
        _setMode("Inflated", Mode.Enforce);
        Finding memory finding = compliance.preview{gas: 3_000_000}(trade);
        vm.assertTrue(finding.verdict == Verdict.Block);
        vm.assertEq(finding.ruleId, bytes32("Inflated"));
        vm.assertEq(bytes32(finding.code), bytes32(ICompliance.ComplianceRuleFailed.selector));
    }

    function test_ASetWithoutCodeBlocks() public {
        _setMode(FIRST, Mode.Enforce);
        vm.etch(address(set), "");
        Finding memory finding = compliance.preview(_trade());
        vm.assertTrue(finding.verdict == Verdict.Block);
        vm.assertEq(bytes32(finding.code), bytes32(ICompliance.ComplianceRuleFailed.selector));
    }

    /// @dev One finding for each rule of the set that is not off, whichever mode.
    function test_AFailureSpeaksForEveryActiveRule() public {
        set.failToCheck(Failure.Revert);
        _setMode(FIRST, Mode.Off);
        _setMode(SECOND, Mode.Shadow);
        vm.expectEmit(address(compliance));
        emit ICompliance.FindingRaised({
            ruleId: SECOND,
            collection: address(land),
            tokenId: parcel,
            seller: SELLER,
            buyer: BUYER,
            price: USD,
            mode: Mode.Shadow,
            verdict: Verdict.Block,
            code: ICompliance.ComplianceRuleFailed.selector,
            evidence: abi.encode(set)
        });
        Trade memory trade = _trade();
        vm.recordLogs();
        vm.prank(address(market));
        vm.assertTrue(compliance.onTrade(trade).verdict == Verdict.Allow);
        RecordedLog[] memory logs = vm.getRecordedLogs();
        uint256 findings = 0;
        for (uint256 i = 0; i < logs.length; i++) if (logs[i].emitter == address(compliance)) findings++;
        vm.assertEq(findings, 1);
    }

    function test_AFailingSetLeavesTheOthersTheirSay() public {
        set.failToCheck(Failure.Burn);
        _attest(SELLER, 7);
        _attest(BUYER, 7);
        vm.assertEq(compliance.preview(_trade()).ruleId, SELF_TRADE);
    }

    function test_RevertWhen_AnEnforcedSetCannotTakeNotes() public {
        _setMode(SECOND, Mode.Enforce);
        _expectRecordFailure(Failure.Revert);
        _expectRecordFailure(Failure.Burn);
    }

    function test_AShadowSetThatCannotTakeNotesIsMissed() public {
        _setMode(FIRST, Mode.Shadow);
        _sellUnnoted(Failure.Revert);
        vm.assertEq(land.ownerOf(parcel), BUYER);
        // The set before it took its notes.
        vm.assertEq(marketRules.disposedAt(address(land), parcel, uint160(SELLER)), START);
    }

    function test_ASetThatBurnsItsGasOnNotesIsMissed() public {
        _setMode(FIRST, Mode.Shadow);
        _sellUnnoted(Failure.Burn);
    }

    function test_RevertWhen_AGiftCannotBeRecorded() public {
        _setMode(FIRST, Mode.Enforce);
        set.failToRecord(Failure.Revert);
        vm.prank(SELLER);
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceRecordFailed.selector, set));
        land.transferFrom(SELLER, STRANGER, parcel);
    }

    function test_RevertWhen_APartCannotBeNoted() public {
        set.failToCheck(Failure.Revert);
        _setMode(FIRST, Mode.Enforce);
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceRecordFailed.selector, set));
        vm.prank(address(market));
        compliance.onJoin(address(land), parcel, 1);

        _setMode(FIRST, Mode.Shadow);
        vm.expectEmit(address(compliance));
        emit ICompliance.RecordMissed(address(set), address(land), parcel);
        vm.prank(address(market));
        compliance.onJoin(address(land), parcel, 1);

        _setMode(FIRST, Mode.Off);
        vm.recordLogs();
        vm.prank(address(market));
        compliance.onJoin(address(land), parcel, 1);
        vm.assertEq(vm.getRecordedLogs().length, 0);
    }

    function test_RevertWhen_SomebodyElseDecodesFindings() public {
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceSelfOnly.selector, STRANGER));
        vm.prank(STRANGER);
        compliance.decodeFindings("");
    }

    function _trade() private view returns (Trade memory) {
        return _tradeOf(SELLER, BUYER, parcel, USD);
    }

    function _verdict(Mode mode) private returns (Verdict) {
        _setMode(FIRST, mode);
        _setMode(SECOND, mode);
        bytes memory foretold = abi.encode(compliance.preview(_trade()));
        vm.prank(address(market));
        Finding memory finding = compliance.onTrade(_trade());
        vm.assertEq(abi.encode(finding), foretold);
        return finding.verdict;
    }

    function _assertFailsClosed() private {
        vm.assertTrue(_verdict(Mode.Off) == Verdict.Allow);
        vm.assertTrue(_verdict(Mode.Shadow) == Verdict.Allow);
        vm.assertTrue(_verdict(Mode.Enforce) == Verdict.Block);

        Finding memory finding = compliance.preview(_trade());
        vm.assertEq(finding.ruleId, FIRST);
        vm.assertEq(bytes32(finding.code), bytes32(ICompliance.ComplianceRuleFailed.selector));
        vm.assertEq(finding.evidence, abi.encode(set));
    }

    function _sellUnnoted(Failure failure) private {
        set.failToRecord(failure);
        Order memory ask = _ask(SELLER, parcel, USD);
        _authorise(ask);
        vm.expectEmit(address(compliance));
        emit ICompliance.RecordMissed(address(set), address(land), parcel);
        vm.prank(BUYER);
        market.fill(ask, "", parcel);
    }

    function _expectRecordFailure(Failure failure) private {
        set.failToRecord(failure);
        Trade memory trade = _trade();
        vm.prank(address(market));
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceRecordFailed.selector, set));
        compliance.onTrade(trade);
    }
}
