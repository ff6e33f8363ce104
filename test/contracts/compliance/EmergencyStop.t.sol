// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {Finding, ICompliance, Verdict} from "../../../contracts/compliance/ICompliance.sol";
import {Order} from "../../../contracts/market/Orders.sol";
import {RuleSetMock} from "../../../contracts/mocks/RuleSetMock.sol";
import {CaseId, IEscrow} from "../../../contracts/payments/IEscrow.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

/// @notice `stopTrading` and `resumeTrading`: trades wait, and nothing else does.
contract EmergencyStopTest is Fixture {
    uint256 private constant PRICE = 1_000 * USD;
    uint40 private constant UNTIL = uint40(START + 24 days);
    uint256 private parcel;

    function setUp() public override {
        super.setUp();
        parcel = _giveParcel(SELLER, 3, 4);
        _sell(SELLER, BUYER, parcel, PRICE);
        vm.warp(START + 20 days);
    }

    function test_NoTradeSettlesWhileItLasts() public {
        vm.expectEmit(address(compliance));
        emit ICompliance.TradingStopped(GUARDIAN, UNTIL);
        _stop(UNTIL);
        vm.assertEq(compliance.tradingStoppedUntil(), UNTIL);
        vm.warp(UNTIL - 1);
        Finding memory finding = compliance.preview(_tradeOf(BUYER, STRANGER, parcel, PRICE));
        vm.assertTrue(finding.verdict == Verdict.Block);
        vm.assertEq(finding.ruleId, bytes32("Compliance"));
        bytes memory reason = abi.encodePacked(finding.code, finding.evidence);
        vm.assertEq(reason, abi.encodeWithSelector(ICompliance.ComplianceTradingStopped.selector, UNTIL));

        Order memory ask = _ask(BUYER, parcel, PRICE);
        _authorise(ask);
        _enrich(STRANGER);
        vm.prank(STRANGER);
        vm.expectRevert(
            abi.encodeWithSelector(
                ISettlement.SettlementTradeRefused.selector,
                finding.ruleId,
                finding.code,
                finding.evidence
            )
        );
        market.fill(ask, "", parcel);

        vm.warp(UNTIL);
        vm.prank(STRANGER);
        market.fill(ask, "", parcel);
        vm.assertEq(land.ownerOf(parcel), STRANGER);
    }

    function test_WhatIsHeldComesBack() public {
        _sell(BUYER, SELLER, parcel, PRICE);
        _stop(UNTIL);
        vm.startPrank(OFFICER);
        vm.expectRevert(abi.encodeWithSelector(IEscrow.EscrowTradingStopped.selector, UNTIL));
        escrow.release(CaseId.wrap(1), "");
        escrow.reverse(CaseId.wrap(1), "");
        vm.stopPrank();
        vm.warp(vm.getBlockTimestamp() + escrow.appealPeriod());
        escrow.expire(CaseId.wrap(1));
        vm.assertEq(land.ownerOf(parcel), BUYER);
        vm.assertEq(money.balanceOf(address(escrow)), 0);
    }

    function test_GiftsAndPaymentsGoOn() public {
        _stop(UNTIL);
        vm.prank(BUYER);
        land.transferFrom(BUYER, STRANGER, parcel);
        vm.assertEq(land.ownerOf(parcel), STRANGER);
        _pay(BUYER, STRANGER, USD);
    }

    function test_TheDecisionLayerEndsIt() public {
        _stop(UNTIL);
        vm.expectEmit(address(compliance));
        emit ICompliance.TradingResumed(DECISION);
        vm.prank(DECISION);
        compliance.resumeTrading();
        vm.assertEq(compliance.tradingStoppedUntil(), 0);
        _enrich(STRANGER);
        _sell(BUYER, STRANGER, parcel, PRICE);
        vm.assertEq(land.ownerOf(parcel), STRANGER);
    }

    /// @dev The flag shares a slot with the first set of rules.
    function test_ItSurvivesAddingAndRemovingRules() public {
        _stop(UNTIL);
        bytes32[] memory ids = new bytes32[](1);
        ids[0] = "Another";
        address another = address(new RuleSetMock(ids));
        vm.startPrank(DECISION);
        compliance.addRuleSet(another);
        vm.assertEq(compliance.tradingStoppedUntil(), UNTIL);
        compliance.removeRuleSet(address(marketRules));
        vm.assertEq(compliance.tradingStoppedUntil(), UNTIL);
        vm.assertEq(compliance.ruleSets()[0], another);
        compliance.removeRuleSet(another);
        vm.assertEq(compliance.tradingStoppedUntil(), UNTIL);
        vm.assertEq(compliance.ruleSets().length, 0);
        compliance.addRuleSet(address(marketRules));
        vm.assertEq(compliance.tradingStoppedUntil(), UNTIL);
        vm.stopPrank();
        vm.assertTrue(compliance.preview(_tradeOf(BUYER, SELLER, 99, PRICE)).verdict == Verdict.Block);
    }

    function testFuzz_NobodyStopsTradingForLong(uint40 until) public {
        uint256 limit = START + 34 days;
        bool allowed = START + 20 days < until && until <= limit;
        if (!allowed) {
            vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceStopOutOfBounds.selector, until, limit));
        }
        _stop(until);
        vm.assertEq(compliance.tradingStoppedUntil(), allowed ? until : 0);
    }

    function test_TheBoundsThemselves() public {
        _stop(uint40(START + 34 days));
        _stop(uint40(START + 20 days + 1));
        vm.assertEq(compliance.tradingStoppedUntil(), START + 20 days + 1);
    }

    function test_RevertWhen_SomebodyElseStopsOrResumes() public {
        address[2] memory callers = [STRANGER, PLATFORM];
        for (uint256 i = 0; i < callers.length; i++) {
            bytes memory refusal = abi.encodeWithSelector(
                IAccessManaged.AccessManagedUnauthorized.selector,
                callers[i]
            );
            vm.startPrank(callers[i]);
            vm.expectRevert(refusal);
            compliance.stopTrading(UNTIL);
            vm.expectRevert(refusal);
            compliance.resumeTrading();
            vm.stopPrank();
        }
    }

    function _stop(uint40 until) private {
        vm.prank(GUARDIAN);
        compliance.stopTrading(until);
    }
}
