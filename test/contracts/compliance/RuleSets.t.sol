// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Finding, ICompliance, Mode, Verdict} from "../../../contracts/compliance/ICompliance.sol";
import {RuleSetMock} from "../../../contracts/mocks/RuleSetMock.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

/// @notice `addRuleSet`, `removeRuleSet` and `setRuleMode`.
contract RuleSetsTest is Fixture {
    function test_KnowsItsTokenAndItsFirstSet() public view {
        vm.assertEq(address(compliance.SETTLEMENT_TOKEN()), address(money));
        address[] memory sets = compliance.ruleSets();
        vm.assertEq(sets.length, 1);
        vm.assertEq(sets[0], address(marketRules));
        vm.assertTrue(compliance.ruleMode(SELF_TRADE) == Mode.Enforce);
    }

    function test_AddsASetWithItsRulesOff() public {
        RuleSetMock set = _set("Price", 2);
        bytes32[] memory ids = set.ruleIds();
        vm.expectEmit(address(compliance));
        emit ICompliance.RuleSetAdded(address(set), ids);
        _add(address(set));
        vm.assertEq(compliance.ruleSets()[1], address(set));
        vm.assertTrue(compliance.ruleMode(ids[0]) == Mode.Off);
        vm.assertTrue(compliance.ruleMode(ids[1]) == Mode.Off);
    }

    function test_RevertWhen_ASetIsNoContract() public {
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceNotAContract.selector, STRANGER));
        _add(STRANGER);
    }

    function test_RevertWhen_ThereAreTooManySets() public {
        for (uint256 i = 1; i < 8; i++) _add(address(_set(bytes32(i), 1)));
        address ninth = address(_set("Ninth", 1));
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceTooManyRuleSets.selector, 8));
        _add(ninth);
    }

    function test_RevertWhen_ASetHasNoRules() public {
        address set = address(_set("None", 0));
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceRulesInvalid.selector, set, 0));
        _add(set);
    }

    function test_ASetHasAtMostSixteenRules() public {
        _add(address(_set("Sixteen", 16)));
        address set = address(_set("Seventeen", 17));
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceRulesInvalid.selector, set, 17));
        _add(set);
    }

    function test_RevertWhen_ARuleExists() public {
        address set = address(_rule(ROUND_TRIP));
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceRuleExists.selector, ROUND_TRIP));
        _add(set);
    }

    function test_RevertWhen_ARuleIsNamedTwice() public {
        bytes32[] memory ids = new bytes32[](2);
        (ids[0], ids[1]) = ("Twice", "Twice");
        address set = address(new RuleSetMock(ids));
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceRuleExists.selector, ids[0]));
        _add(set);
    }

    function test_RevertWhen_ASetIsThereAlready() public {
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceRulesInvalid.selector, marketRules, 11));
        _add(address(marketRules));
    }

    /// @dev Rule 0 means "no rule" in the market's rejections.
    function test_RevertWhen_ARuleHasNoName() public {
        address set = address(_rule(0));
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceRuleExists.selector, bytes32(0)));
        _add(set);
    }

    function test_RevertWhen_ARuleTakesTheEnginesName() public {
        address set = address(_rule("Compliance"));
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceRuleExists.selector, bytes32("Compliance")));
        _add(set);
    }

    function test_RemovesASetAndItsModes() public {
        vm.expectEmit(address(compliance));
        emit ICompliance.RuleSetRemoved(address(marketRules));
        _remove(address(marketRules));
        vm.assertEq(compliance.ruleSets().length, 0);
        vm.assertTrue(compliance.ruleMode(SELF_TRADE) == Mode.Off);

        _add(address(marketRules));
        vm.assertTrue(compliance.ruleMode(SELF_TRADE) == Mode.Off);
    }

    /// @dev Any number of sets, any of them removed: the others stay, in their order, and are still asked.
    function testFuzz_TheOthersStayInOrder(uint8 count, uint8 removed) public {
        _remove(address(marketRules));
        address[] memory sets = new address[](1 + (count % 8));
        for (uint256 i = 0; i < sets.length; i++) {
            sets[i] = address(_rule(bytes32(i + 1)));
            _add(sets[i]);
            _setMode(bytes32(i + 1), Mode.Shadow);
        }
        uint256 gone = removed % sets.length;
        _remove(sets[gone]);

        address[] memory left = compliance.ruleSets();
        vm.assertEq(left.length, sets.length - 1);
        for (uint256 i = 0; i < left.length; i++) vm.assertEq(left[i], sets[i < gone ? i : i + 1]);

        vm.prank(address(market));
        compliance.onTrade(_tradeOf(SELLER, BUYER, 1, 1));
        for (uint256 i = 0; i < sets.length; i++) vm.assertEq(RuleSetMock(sets[i]).recordCount(), i == gone ? 0 : 1);
    }

    function test_RevertWhen_TheSetToRemoveIsUnknown() public {
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceRuleSetUnknown.selector, STRANGER));
        _remove(STRANGER);
        _remove(address(marketRules));
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceRuleSetUnknown.selector, marketRules));
        _remove(address(marketRules));
    }

    function test_SetsAMode() public {
        vm.expectEmit(address(compliance));
        emit ICompliance.RuleModeChanged(ROUND_TRIP, Mode.Shadow);
        _setMode(ROUND_TRIP, Mode.Shadow);
        vm.assertTrue(compliance.ruleMode(ROUND_TRIP) == Mode.Shadow);
        vm.assertTrue(compliance.ruleMode(SELF_TRADE) == Mode.Enforce);
    }

    function test_RevertWhen_TheRuleIsUnknown() public {
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceRuleUnknown.selector, bytes32("Nothing")));
        _setMode("Nothing", Mode.Enforce);
    }

    /// @dev A set may only speak for its own rules; findings for another's are as if they were not made.
    function test_ASetCannotSpeakForAnothersRule() public {
        RuleSetMock set = _rule("Mine");
        _add(address(set));
        _setMode("Mine", Mode.Enforce);
        Finding[] memory findings = new Finding[](2);
        findings[0] = Finding(Verdict.Block, SELF_TRADE, 0x12345678, "");
        findings[1] = Finding(Verdict.Block, "Compliance", 0x12345678, "");
        set.find(findings);
        vm.assertTrue(compliance.preview(_tradeOf(SELLER, BUYER, 1, 1)).verdict == Verdict.Allow);
    }

    function _rule(bytes32 id) private returns (RuleSetMock) {
        bytes32[] memory ids = new bytes32[](1);
        ids[0] = id;
        return new RuleSetMock(ids);
    }

    function _set(bytes32 prefix, uint256 count) private returns (RuleSetMock) {
        bytes32[] memory ids = new bytes32[](count);
        for (uint256 i = 0; i < count; i++) ids[i] = keccak256(abi.encode(prefix, i));
        return new RuleSetMock(ids);
    }

    function _add(address set) private {
        vm.prank(DECISION);
        compliance.addRuleSet(set);
    }

    function _remove(address set) private {
        vm.prank(DECISION);
        compliance.removeRuleSet(set);
    }
}
