// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    Finding,
    ICompliance,
    Mode,
    Trade,
    TransferPolicy,
    Verdict
} from "../../../contracts/compliance/ICompliance.sol";
import {IWashTrading} from "../../../contracts/compliance/rules/IWashTrading.sol";
import {Parties} from "../../../contracts/compliance/IRuleSet.sol";
import {RuleSetMock} from "../../../contracts/mocks/RuleSetMock.sol";
import {RecordedLog, vm} from "../Cheats.sol";
import {ATTESTED, standingOf} from "../../../contracts/payments/ISettlementToken.sol";
import {Fixture} from "../Fixture.sol";

/// @notice `onTrade`, `onRelease` and `preview`, with rules that find what they are told to find.
contract OnTradeTest is Fixture {
    bytes32 private constant FIRST = "First";
    bytes32 private constant SECOND = "Second";
    bytes4 private constant CODE = 0x12345678;
    RuleSetMock private set;

    function setUp() public override {
        super.setUp();
        bytes32[] memory ids = new bytes32[](2);
        (ids[0], ids[1]) = (FIRST, SECOND);
        set = new RuleSetMock(ids);
        vm.prank(DECISION);
        compliance.addRuleSet(address(set));
        _setMode(FIRST, Mode.Enforce);
        _setMode(SECOND, Mode.Enforce);
    }

    function test_NothingSpeaksAgainstAnHonestTrade() public {
        vm.recordLogs();
        _assertDecision(Verdict.Allow, 0);
        vm.assertEq(_findingsRaised(), 0);
        vm.assertEq(set.recordCount(), 1);
    }

    function test_TheFirstBlockWins() public {
        _find(Verdict.Block, Verdict.Block);
        _assertDecision(Verdict.Block, FIRST);
    }

    function test_ABlockWinsOverAnEarlierHold() public {
        _find(Verdict.Hold, Verdict.Block);
        _assertDecision(Verdict.Block, SECOND);
    }

    function test_TheFirstHoldWinsOverALaterHold() public {
        _find(Verdict.Hold, Verdict.Hold);
        _assertDecision(Verdict.Hold, FIRST);
    }

    function test_AFindingThatAllowsIsNone() public {
        vm.recordLogs();
        _find(Verdict.Allow, Verdict.Allow);
        _assertDecision(Verdict.Allow, 0);
        vm.assertEq(_findingsRaised(), 0);
    }

    function test_OnlyAnAllowedTradeIsRecorded() public {
        _find(Verdict.Hold, Verdict.Allow);
        _assertDecision(Verdict.Hold, FIRST);
        _find(Verdict.Allow, Verdict.Block);
        _assertDecision(Verdict.Block, SECOND);
        vm.assertEq(set.recordCount(), 0);
    }

    function test_ShadowIsEmittedAndStopsNothing() public {
        _setMode(FIRST, Mode.Shadow);
        _setMode(SECOND, Mode.Off);
        _find(Verdict.Block, Verdict.Block);
        vm.recordLogs();
        vm.expectEmit(address(compliance));
        emit ICompliance.FindingRaised({
            ruleId: FIRST,
            collection: address(land),
            tokenId: 1,
            seller: SELLER,
            buyer: BUYER,
            price: USD,
            mode: Mode.Shadow,
            verdict: Verdict.Block,
            code: CODE,
            evidence: abi.encode(1)
        });
        _assertDecision(Verdict.Allow, 0);
        vm.assertEq(set.recordCount(), 1);
    }

    function test_RulesThatAreOffAreSilent() public {
        _setMode(FIRST, Mode.Off);
        _setMode(SECOND, Mode.Off);
        _find(Verdict.Block, Verdict.Block);
        vm.recordLogs();
        _assertDecision(Verdict.Allow, 0);
        vm.assertEq(_findingsRaised(), 0);
    }

    function test_EveryFindingIsEmittedInOrder() public {
        _find(Verdict.Hold, Verdict.Block);
        _attest(SELLER, 7);
        _attest(BUYER, 7);
        vm.recordLogs();
        _assertDecision(Verdict.Block, SELF_TRADE);
        RecordedLog[] memory logs = vm.getRecordedLogs();
        vm.assertEq(logs.length, 3);
        vm.assertEq(logs[0].topics[1], SELF_TRADE);
        vm.assertEq(logs[1].topics[1], FIRST);
        vm.assertEq(logs[2].topics[1], SECOND);
    }

    function test_ThePayerIsJudgedLikeTheBuyer() public {
        _pay(SELLER, STRANGER, USD);
        Trade memory trade = _tradeOf(SELLER, BUYER, 1, USD);
        vm.assertTrue(compliance.preview(trade).verdict == Verdict.Allow);
        trade.payer = STRANGER;
        Finding memory finding = compliance.preview(trade);
        vm.assertTrue(finding.verdict == Verdict.Block);
        vm.assertEq(finding.ruleId, COMMON_FUNDER);

        vm.recordLogs();
        vm.prank(address(market));
        finding = compliance.onTrade(trade);
        vm.assertEq(finding.ruleId, COMMON_FUNDER);
        // CommonFunder and SelfFinanced speak against the payer, nothing against the buyer, who stays the buyer.
        RecordedLog[] memory logs = vm.getRecordedLogs();
        vm.assertEq(logs.length, 2);
        (, address buyer) = abi.decode(logs[0].data, (address, address));
        vm.assertEq(buyer, BUYER);
    }

    function test_AnAllowedTradeByAnotherPayerIsRecordedForTheBuyer() public {
        _mint(STRANGER, 1);
        Trade memory trade = _tradeOf(SELLER, BUYER, 1, USD);
        trade.payer = STRANGER;
        vm.expectEmit(address(set));
        emit RuleSetMock.TradeRecorded(trade, _partiesOf(uint160(SELLER), uint160(BUYER), SELLER, BUYER, 3));
        vm.prank(address(market));
        vm.assertTrue(compliance.onTrade(trade).verdict == Verdict.Allow);
    }

    function test_BuyerAndPayerCanBothRaiseFindings() public {
        _find(Verdict.Hold, Verdict.Allow);
        Trade memory trade = _tradeOf(SELLER, BUYER, 1, USD);
        trade.payer = STRANGER;
        vm.recordLogs();
        vm.prank(address(market));
        vm.assertTrue(compliance.onTrade(trade).verdict == Verdict.Hold);
        vm.assertEq(_findingsRaised(), 2);
    }

    /// @dev Anyone can make such a token, and a sale of it would be a payment that leaves no trail.
    function test_TradesOfAnUnlistedCollectionAreBlocked() public {
        _setPolicy(address(land), TransferPolicy.Unlisted);
        _assertDecision(Verdict.Block, "Compliance");
        Finding memory finding = compliance.preview(_tradeOf(SELLER, BUYER, 1, USD));
        vm.assertEq(
            abi.encodePacked(finding.code, finding.evidence),
            abi.encodeWithSelector(ICompliance.ComplianceCollectionNotRegistered.selector, land)
        );
        vm.assertEq(set.recordCount(), 0);
    }

    function test_RevertWhen_CallerIsNoSettler() public {
        Trade memory trade = _tradeOf(SELLER, BUYER, 1, USD);
        trade.settler = STRANGER;
        vm.startPrank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceSettlerNotRegistered.selector, STRANGER));
        compliance.onTrade(trade);
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceSettlerNotRegistered.selector, STRANGER));
        compliance.onRelease(trade);
        vm.stopPrank();
    }

    function test_RevertWhen_TheTradeNamesAnotherSettler() public {
        Trade memory trade = _tradeOf(SELLER, BUYER, 1, USD);
        vm.startPrank(address(escrow));
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceSettlerMismatch.selector, escrow, market));
        compliance.onTrade(trade);
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceSettlerMismatch.selector, escrow, market));
        compliance.onRelease(trade);
        vm.stopPrank();
    }

    function test_ThePreviewOfAnUnknownSettlerBlocks() public view {
        Trade memory trade = _tradeOf(SELLER, BUYER, 1, USD);
        trade.settler = STRANGER;
        Finding memory finding = compliance.preview(trade);
        vm.assertTrue(finding.verdict == Verdict.Block);
        vm.assertEq(finding.ruleId, bytes32("Compliance"));
        vm.assertEq(bytes32(finding.code), bytes32(ICompliance.ComplianceSettlerNotRegistered.selector));
        vm.assertEq(finding.evidence, abi.encode(STRANGER));
    }

    function test_AReleaseIsRecordedWithoutAnotherJudgement() public {
        _find(Verdict.Block, Verdict.Block);
        Trade memory trade = _tradeOf(SELLER, BUYER, 1, USD);
        trade.settler = address(escrow);
        vm.prank(address(escrow));
        compliance.onRelease(trade);
        vm.assertEq(set.recordCount(), 1);
        vm.assertEq(marketRules.disposedAt(address(land), 1, uint160(SELLER)), START);
    }

    function test_TheSetLearnsWhoStandsBehindTheTrade() public {
        _attest(SELLER, 7);
        vm.startPrank(SUPPORT);
        money.attestFundingRoot(SELLER, address(11));
        money.attestFundingRoot(BUYER, address(12));
        vm.stopPrank();
        vm.warp(START + 10 days);
        _pay(SELLER, BUYER, 5);
        vm.warp(START + 20 days);
        Trade memory trade = _tradeOf(SELLER, BUYER, 1, USD);
        vm.expectEmit(address(set));
        Parties memory parties = _partiesOf(7, uint160(BUYER), address(11), address(12), 3);
        parties.seller = standingOf(address(11), ATTESTED);
        (parties.paidAt, parties.paid) = (uint64(START + 10 days), 5);
        emit RuleSetMock.TradeRecorded(trade, parties);
        vm.prank(address(market));
        compliance.onTrade(trade);
    }

    function test_TheCodeDecodesAsTheRulesError() public {
        _attest(SELLER, 7);
        _attest(BUYER, 7);
        Finding memory finding = compliance.preview(_tradeOf(SELLER, BUYER, 1, USD));
        vm.assertEq(
            abi.encodePacked(finding.code, finding.evidence),
            abi.encodeWithSelector(IWashTrading.SelfTradeOneOwner.selector, 7)
        );
    }

    /// @dev Since `recordLogs`; the rule set's own events are not counted.
    function _findingsRaised() private returns (uint256 count) {
        RecordedLog[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; i++) if (logs[i].emitter == address(compliance)) count++;
    }

    function _find(Verdict first, Verdict second) private {
        Finding[] memory findings = new Finding[](2);
        findings[0] = Finding(first, FIRST, CODE, abi.encode(1));
        findings[1] = Finding(second, SECOND, CODE, abi.encode(2));
        set.find(findings);
    }

    /// @dev The dry run says the same as the settlement.
    function _assertDecision(Verdict verdict, bytes32 ruleId) private {
        Trade memory trade = _tradeOf(SELLER, BUYER, 1, USD);
        bytes memory foretold = abi.encode(compliance.preview(trade));
        vm.prank(address(market));
        Finding memory finding = compliance.onTrade(trade);
        vm.assertTrue(finding.verdict == verdict);
        vm.assertEq(finding.ruleId, ruleId);
        vm.assertEq(abi.encode(finding), foretold);
    }
}
