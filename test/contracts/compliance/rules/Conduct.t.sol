// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccountKind, LISTED, standingOf} from "../../../../contracts/payments/ISettlementToken.sol";
import {Finding, Mode, Trade, Verdict} from "../../../../contracts/compliance/ICompliance.sol";
import {Parties} from "../../../../contracts/compliance/IRuleSet.sol";
import {ConductLimits, IConduct} from "../../../../contracts/compliance/rules/IConduct.sol";
import {IMarketRules} from "../../../../contracts/compliance/rules/IMarketRules.sol";
import {WashTradingLimits} from "../../../../contracts/compliance/rules/IWashTrading.sol";
import {MarketRules} from "../../../../contracts/compliance/rules/MarketRules.sol";
import {vm} from "../../Cheats.sol";
import {ConductFixture} from "./ConductFixture.sol";

/// @notice The rules of conduct as a whole: limits, references, several findings at once, hostile arguments.
contract ConductTest is ConductFixture {
    function test_NamesItsRulesAfterTheWashRules() public view {
        bytes32[] memory ids = marketRules.ruleIds();
        bytes32[7] memory conduct = [
            PRICE_BAND,
            VELOCITY,
            HOLDING_PERIOD,
            SAME_BLOCK,
            SANCTIONS,
            IDENTITY,
            CONCENTRATION
        ];
        for (uint256 i = 0; i < conduct.length; i++) vm.assertEq(ids[4 + i], conduct[i]);
    }

    function test_SetsItsLimits() public {
        ConductLimits memory limits = _lowest();
        vm.expectEmit(address(marketRules));
        emit IConduct.ConductLimitsChanged(limits);
        _setLimits(limits);
        vm.assertEq(abi.encode(_limits()), abi.encode(limits));
        _setLimits(_highest());
        vm.assertEq(abi.encode(_limits()), abi.encode(_highest()));
    }

    function test_RevertWhen_ALimitIsOutOfBounds() public {
        for (uint256 i = 0; i < 8; i++) {
            if (i != 7) _refuse(_changed(_lowest(), i, false));
            _refuse(_changed(_highest(), i, true));
        }
        ConductLimits memory limits = _highest();
        limits.maxShareBps++;
        _refuse(limits);
        limits = _lowest();
        limits.maxShareBps--;
        _refuse(limits);
    }

    function test_RevertWhen_CreatedOutOfBounds() public {
        ConductLimits memory limits;
        WashTradingLimits memory wash = marketRules.limits();
        vm.expectRevert(abi.encodeWithSelector(IConduct.ConductLimitsOutOfBounds.selector, limits));
        new MarketRules(address(authority), address(compliance), wash, limits);
    }

    function test_SupportSetsAReference() public {
        vm.expectEmit(address(marketRules));
        emit IConduct.ReferencePriceSet(address(land), 5);
        _setReference(5);
        vm.assertEq(marketRules.referencePrice(address(land)), 5);
    }

    function test_RevertWhen_TheReferenceIsZero() public {
        vm.expectRevert(abi.encodeWithSelector(IConduct.ConductReferenceZero.selector, address(land)));
        _setReference(0);
    }

    function test_RevertWhen_SomebodyButTheEngineTellsOfAPart() public {
        vm.expectRevert(abi.encodeWithSelector(IMarketRules.MarketRulesEngineOnly.selector, STRANGER));
        vm.prank(STRANGER);
        marketRules.recordJoin(address(land), 1, address(land), 2, type(uint16).max);
    }

    /// @dev All rules object at once, in their order, the block decides; and each alone where the others are off.
    function test_AllRulesSpeakInTheirOrder() public {
        bytes32[] memory ids = marketRules.ruleIds();
        vm.startPrank(DECISION);
        for (uint256 i = 0; i < ids.length; i++) compliance.setRuleMode(ids[i], Mode.Enforce);
        vm.stopPrank();
        _setReference(uint80(PRICE));
        ConductLimits memory limits = _limits();
        limits.tokenTrades = 1;
        _setLimits(limits);
        _giveParcel(BUYER, 1, 1);
        Trade memory trade = _tradeOf(SELLER, BUYER, parcel, 10 * PRICE);
        Parties memory parties = _partiesOf(7, 7, SELLER, SELLER, type(uint16).max);
        (parties.paidAt, parties.paid) = (uint64(START), type(uint192).max);
        parties.seller = standingOf(parties.seller.rootOf(), LISTED);
        vm.prank(address(compliance));
        marketRules.record(trade, _partiesOf(uint160(BUYER), 2, SELLER, SELLER, type(uint16).max));

        Finding[] memory findings = marketRules.check(trade, parties);
        // Between accounts of one owner nothing is concentrated: the last rule speaks of two owners.
        vm.assertEq(findings.length, 10);
        for (uint256 i = 0; i < findings.length; i++) vm.assertEq(findings[i].ruleId, ids[i]);
        for (uint256 i = 0; i < 10; i++) {
            parties.active = uint16(1 << i);
            findings = marketRules.check(trade, parties);
            vm.assertEq(findings.length, 1);
            vm.assertEq(findings[0].ruleId, ids[i]);
        }
        (parties.active, parties.buyerCluster) = (type(uint16).max, uint160(BUYER));
        findings = marketRules.check(trade, parties);
        vm.assertEq(findings[findings.length - 1].ruleId, CONCENTRATION);
    }

    /// @dev Only the engine asks, and it never tells of a payment in the future.
    function testFuzz_CheckNeverReverts(Trade memory trade, Parties memory parties, uint80 ref, uint64 time) public {
        vm.warp(START + (time % 1000 days));
        parties.paidAt = uint64(parties.paidAt % (vm.getBlockTimestamp() + 1));
        vm.prank(SUPPORT);
        marketRules.setReferencePrice(trade.collection, ref == 0 ? 1 : ref);
        marketRules.check(trade, parties);
        vm.prank(address(compliance));
        marketRules.record(trade, parties);
        marketRules.check(trade, parties);
        vm.prank(address(compliance));
        marketRules.judge(trade, parties);
    }

    /// @dev The dry run answers whatever it is asked, with every rule on.
    function testFuzz_PreviewNeverReverts(Trade memory trade, uint8 known, uint80 ref) public {
        bytes32[] memory ids = marketRules.ruleIds();
        vm.startPrank(DECISION);
        for (uint256 i = 0; i < ids.length; i++) compliance.setRuleMode(ids[i], Mode.Enforce);
        vm.stopPrank();
        _setReference(ref == 0 ? 1 : ref);
        if (known & 1 != 0) trade.settler = address(market);
        if (known & 2 != 0) trade.collection = address(land);
        if (known & 4 != 0) trade.tokenId = parcel;
        if (known & 8 != 0) trade.seller = SELLER;
        if (known & 16 != 0) trade.payer = trade.buyer;
        Finding memory finding = compliance.preview(trade);
        // An account that nobody chose may be a house all the same: the fuzzer knows the addresses of the world.
        bool isHouse = money.accountKind(trade.settler) == AccountKind.Settler;
        if (!isHouse || trade.collection != address(land)) vm.assertTrue(finding.verdict == Verdict.Block);
    }

    function _lowest() private pure returns (ConductLimits memory) {
        return ConductLimits(11_000, 1, 1, 1 hours, 1, 1, 1 minutes, 0, 10);
    }

    function _highest() private pure returns (ConductLimits memory) {
        return ConductLimits(1_000_000, 2_000, 2_500, 30 days, 3, 1_000, 30 days, 10_000e6, 5_000);
    }

    function _changed(ConductLimits memory limits, uint256 i, bool up) private pure returns (ConductLimits memory) {
        if (i == 0) limits.bandBps = up ? limits.bandBps + 1 : limits.bandBps - 1;
        if (i == 1) limits.stepBps = up ? limits.stepBps + 1 : limits.stepBps - 1;
        if (i == 2) limits.dailyMoveBps = up ? limits.dailyMoveBps + 1 : limits.dailyMoveBps - 1;
        if (i == 3) limits.velocityWindow = up ? limits.velocityWindow + 1 : limits.velocityWindow - 1;
        if (i == 4) limits.tokenTrades = up ? limits.tokenTrades + 1 : limits.tokenTrades - 1;
        if (i == 5) limits.ownerTrades = up ? limits.ownerTrades + 1 : limits.ownerTrades - 1;
        if (i == 6) limits.holdingPeriod = up ? limits.holdingPeriod + 1 : limits.holdingPeriod - 1;
        if (i == 7) limits.identityThreshold++;
        return limits;
    }

    function _refuse(ConductLimits memory limits) private {
        vm.expectRevert(abi.encodeWithSelector(IConduct.ConductLimitsOutOfBounds.selector, limits));
        _setLimits(limits);
    }
}
