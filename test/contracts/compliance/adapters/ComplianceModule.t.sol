// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ComplianceModule} from "../../../../contracts/compliance/adapters/ComplianceModule.sol";
import {IComplianceModule} from "../../../../contracts/compliance/adapters/IComplianceModule.sol";
import {IModule} from "../../../../contracts/compliance/adapters/IModule.sol";
import {ICompliance, Mode, TransferPolicy, Verdict} from "../../../../contracts/compliance/ICompliance.sol";
import {ERC721Mock} from "../../../../contracts/mocks/ERC721Mock.sol";
import {vm} from "../../Cheats.sol";
import {Fixture} from "../../Fixture.sol";
import {Modules} from "./Adapters.sol";

/// @dev Any contract stands for the security's compliance: it only has to call.
contract ComplianceModuleTest is Fixture {
    uint256 private constant SHARES = 100;

    ComplianceModule private module;
    address private security;

    function setUp() public override {
        super.setUp();
        module = Modules.create(address(compliance));
        _setSettler(address(module), true);
        security = _newSecurity();
        _bind(security);
    }

    function test_KnowsTheEngineAndItsMoney() public view {
        vm.assertEq(address(module.COMPLIANCE()), address(compliance));
        vm.assertEq(address(module.SETTLEMENT_TOKEN()), address(money));
        vm.assertEq(module.name(), "LandslideComplianceModule");
        vm.assertFalse(module.isPlugAndPlay());
    }

    function test_IsBoundAndUnbound() public {
        address other = _newSecurity();
        vm.assertTrue(module.canComplianceBind(other));
        vm.expectEmit(address(module));
        emit IModule.ComplianceBound(other);
        _bind(other);
        vm.assertTrue(module.isComplianceBound(other));

        vm.expectEmit(address(module));
        emit IModule.ComplianceUnbound(other);
        vm.prank(other);
        module.unbindCompliance(other);
        vm.assertFalse(module.isComplianceBound(other));
        vm.assertTrue(module.isComplianceBound(security));
    }

    function test_RevertWhen_SomebodyElseBindsOrUnbinds() public {
        bytes memory mismatch = abi.encodeWithSelector(
            IComplianceModule.ComplianceModuleCallerMismatch.selector,
            STRANGER,
            security
        );
        vm.expectRevert(mismatch);
        vm.prank(STRANGER);
        module.bindCompliance(security);
        vm.expectRevert(mismatch);
        vm.prank(STRANGER);
        module.unbindCompliance(security);
    }

    function test_RevertWhen_BoundAgain() public {
        vm.expectRevert(abi.encodeWithSelector(IComplianceModule.ComplianceModuleAlreadyBound.selector, security));
        _bind(security);
    }

    function test_RevertWhen_UnboundAgain() public {
        vm.startPrank(security);
        module.unbindCompliance(security);
        vm.expectRevert(abi.encodeWithSelector(IComplianceModule.ComplianceModuleNotBound.selector, security));
        module.unbindCompliance(security);
        vm.stopPrank();
    }

    function test_RevertWhen_TheComplianceIsNotRegistered() public {
        address unknown = address(new ERC721Mock());
        vm.assertFalse(module.canComplianceBind(unknown));
        _expectNotRegistered(unknown);
        _bind(unknown);
    }

    function test_RevertWhen_TheModuleIsNoSettler() public {
        address other = _newSecurity();
        _setSettler(address(module), false);
        vm.assertFalse(module.canComplianceBind(other));
        _expectNotRegistered(other);
        _bind(other);
    }

    function test_ATransferIsRecordedAndItsReturnRefused() public {
        vm.assertTrue(_check(SELLER, BUYER));
        vm.prank(security);
        module.moduleTransferAction(SELLER, BUYER, SHARES);

        vm.assertFalse(_check(BUYER, SELLER));
        vm.assertTrue(_check(SELLER, BUYER));
        vm.assertTrue(module.findingOf(BUYER, SELLER, security).verdict == Verdict.Block);
        vm.assertEq(module.findingOf(BUYER, SELLER, security).ruleId, ROUND_TRIP);
        vm.warp(START + 8 days);
        vm.assertTrue(module.findingOf(BUYER, SELLER, security).verdict == Verdict.Hold);
        vm.assertFalse(_check(BUYER, SELLER));
        vm.warp(START + 31 days);
        vm.assertTrue(_check(BUYER, SELLER));
    }

    function test_SecuritiesDoNotMix() public {
        address other = _newSecurity();
        _bind(other);
        vm.prank(security);
        module.moduleTransferAction(SELLER, BUYER, SHARES);

        vm.assertTrue(module.moduleCheck(BUYER, SELLER, SHARES, other));
    }

    function test_WhoIsNotBoundGetsNo() public {
        vm.assertFalse(module.moduleCheck(SELLER, BUYER, SHARES, _newSecurity()));
    }

    function test_AnEngineThatFailsMeansNo() public {
        vm.mockCallRevert(address(compliance), abi.encodeWithSelector(ICompliance.preview.selector), "");
        vm.mockCallRevert(address(compliance), abi.encodeWithSelector(ICompliance.mayHold.selector), "");
        vm.assertFalse(_check(SELLER, BUYER));
        vm.assertFalse(_check(address(0), BUYER));
    }

    function test_SharesAreIssuedToWhoeverMayHoldThem() public {
        vm.prank(security);
        module.moduleTransferAction(SELLER, BUYER, SHARES);
        vm.assertTrue(_check(address(0), SELLER));
        address[] memory accounts = new address[](1);
        accounts[0] = SELLER;
        _setMode("Sanctions", Mode.Enforce);
        vm.prank(SUPPORT);
        money.setListed(accounts, true);
        vm.assertFalse(_check(address(0), SELLER));
    }

    function test_IssueAndReturnToTheIssuerAreNoTrades() public {
        vm.startPrank(security);
        module.moduleMintAction(SELLER, SHARES);
        module.moduleBurnAction(SELLER, SHARES);
        vm.stopPrank();
        vm.assertTrue(_check(BUYER, SELLER));
    }

    function test_ATransferThatCannotBeRecordedPassesAndSaysSo() public {
        _setSettler(address(module), false);
        vm.expectEmit(address(module));
        emit IComplianceModule.TransferUnrecorded(security, SELLER, BUYER, SHARES);
        vm.prank(security);
        module.moduleTransferAction(SELLER, BUYER, SHARES);
    }

    function test_ASecurityStruckOffIsNotRecorded() public {
        _setPolicy(security, TransferPolicy.Unlisted);
        vm.assertFalse(_check(SELLER, BUYER));
        vm.expectEmit(address(module));
        emit IComplianceModule.TransferUnrecorded(security, SELLER, BUYER, SHARES);
        vm.prank(security);
        module.moduleTransferAction(SELLER, BUYER, SHARES);

        _setPolicy(security, TransferPolicy.Recorded);
        vm.assertTrue(_check(BUYER, SELLER));
    }

    function test_RevertWhen_ItFailsForWantOfGas() public {
        vm.mockCallRevert(address(compliance), abi.encodeWithSelector(ICompliance.onRelease.selector), "");
        vm.prank(security);
        try module.moduleTransferAction{gas: 22_000}(SELLER, BUYER, SHARES) {
            vm.assertTrue(false, "it went unrecorded");
        } catch (bytes memory reason) {
            vm.assertEq(bytes32(bytes4(reason)), bytes32(IComplianceModule.ComplianceModuleOutOfGas.selector));
        }
    }

    function test_RevertWhen_AStrangerReports() public {
        bytes memory refusal = abi.encodeWithSelector(IComplianceModule.ComplianceModuleNotBound.selector, STRANGER);
        vm.startPrank(STRANGER);
        vm.expectRevert(refusal);
        module.moduleTransferAction(SELLER, BUYER, SHARES);
        vm.expectRevert(refusal);
        module.moduleMintAction(SELLER, SHARES);
        vm.expectRevert(refusal);
        module.moduleBurnAction(SELLER, SHARES);
        vm.expectRevert(refusal);
        module.findingOf(SELLER, BUYER, STRANGER);
        vm.stopPrank();
    }

    /// @dev Whatever it is asked, in calls of their own so that a revert shows.
    function testFuzz_CheckNeverReverts(address from, address to, uint256 value, address bound) public view {
        module.moduleCheck(from, to, value, bound);
        module.moduleCheck(from, to, value, security);
    }

    function _check(address from, address to) private view returns (bool) {
        return module.moduleCheck(from, to, SHARES, security);
    }

    function _newSecurity() private returns (address created) {
        created = address(new ERC721Mock());
        _setPolicy(created, TransferPolicy.Recorded);
    }

    function _bind(address bound) private {
        vm.prank(bound);
        module.bindCompliance(bound);
    }

    function _expectNotRegistered(address bound) private {
        vm.expectRevert(abi.encodeWithSelector(IComplianceModule.ComplianceModuleNotRegistered.selector, bound));
    }
}
