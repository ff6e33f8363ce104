// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Finding, Mode, Trade} from "../../../../contracts/compliance/ICompliance.sol";
import {Parties} from "../../../../contracts/compliance/IRuleSet.sol";
import {IMarketRules} from "../../../../contracts/compliance/rules/IMarketRules.sol";
import {ConductLimits} from "../../../../contracts/compliance/rules/IConduct.sol";
import {IWashTrading, WashTradingLimits} from "../../../../contracts/compliance/rules/IWashTrading.sol";
import {MarketRules} from "../../../../contracts/compliance/rules/MarketRules.sol";
import {vm} from "../../Cheats.sol";
import {WashTradingFixture} from "./WashTradingFixture.sol";

/// @notice The set as a whole: its names, its limits, who may write, and several rules at once.
contract WashTradingTest is WashTradingFixture {
    function test_NamesItsRules() public view {
        bytes32[] memory ids = marketRules.ruleIds();
        vm.assertEq(ids.length, 11);
        vm.assertEq(ids[0], SELF_TRADE);
        vm.assertEq(ids[1], ROUND_TRIP);
        vm.assertEq(ids[2], COMMON_FUNDER);
        vm.assertEq(ids[3], SELF_FINANCED);
        vm.assertEq(marketRules.ENGINE(), address(compliance));
    }

    function test_SetsItsLimits() public {
        WashTradingLimits memory limits = WashTradingLimits(2 days, 3 days, 4 days, 5);
        vm.expectEmit(address(marketRules));
        emit IWashTrading.WashTradingLimitsChanged(limits);
        vm.prank(DECISION);
        marketRules.setLimits(limits);
        vm.assertEq(abi.encode(marketRules.limits()), abi.encode(limits));
    }

    function test_AcceptsTheBounds() public {
        vm.startPrank(DECISION);
        marketRules.setLimits(WashTradingLimits(1 days, 1 days, 1 hours, 1));
        marketRules.setLimits(WashTradingLimits(180 days, 180 days, 30 days, 10_000));
        vm.stopPrank();
    }

    function test_RevertWhen_ALimitIsOutOfBounds() public {
        _refuse(WashTradingLimits(1 days - 1, 30 days, 7 days, 1_000));
        _refuse(WashTradingLimits(31 days, 30 days, 7 days, 1_000));
        _refuse(WashTradingLimits(7 days, 180 days + 1, 7 days, 1_000));
        _refuse(WashTradingLimits(7 days, 30 days, 1 hours - 1, 1_000));
        _refuse(WashTradingLimits(7 days, 30 days, 30 days + 1, 1_000));
        _refuse(WashTradingLimits(7 days, 30 days, 7 days, 0));
        _refuse(WashTradingLimits(7 days, 30 days, 7 days, 10_001));
    }

    function test_RevertWhen_CreatedOutOfBounds() public {
        WashTradingLimits memory limits = WashTradingLimits(0, 0, 0, 0);
        ConductLimits memory conduct = marketRules.conductLimits();
        vm.expectRevert(abi.encodeWithSelector(IWashTrading.WashTradingLimitsOutOfBounds.selector, limits));
        new MarketRules(address(authority), address(compliance), limits, conduct);
    }

    function test_RevertWhen_SomebodyButTheEngineRecords() public {
        Trade memory trade = _tradeOf(SELLER, BUYER, parcel, PRICE);
        Parties memory parties = _partiesOf(1, 2, SELLER, BUYER, WASH_RULES);
        vm.expectRevert(abi.encodeWithSelector(IMarketRules.MarketRulesEngineOnly.selector, STRANGER));
        vm.prank(STRANGER);
        marketRules.record(trade, parties);
    }

    /// @dev All 16 combinations of the four rules: each speaks when it should, in its place.
    function testFuzz_EveryCombinationIsFound(uint8 combination) public {
        bool[4] memory violated;
        for (uint256 i = 0; i < 4; i++) violated[i] = (combination >> i) & 1 == 1;
        address buyerRoot = violated[2] ? SELLER : BUYER;
        Parties memory parties = _partiesOf(1, violated[0] ? 1 : 2, SELLER, buyerRoot, WASH_RULES);
        if (violated[3]) (parties.paidAt, parties.paid) = (uint64(START), uint192(PRICE));
        if (violated[1]) {
            vm.prank(address(compliance));
            marketRules.record(
                _tradeOf(BUYER, SELLER, parcel, PRICE),
                _partiesOf(parties.buyerCluster, 99, BUYER, SELLER, WASH_RULES)
            );
        }

        Finding[] memory findings = marketRules.check(_tradeOf(SELLER, BUYER, parcel, PRICE), parties);
        uint256 next = 0;
        bytes32[] memory ids = marketRules.ruleIds();
        for (uint256 i = 0; i < 4; i++) if (violated[i]) vm.assertEq(findings[next++].ruleId, ids[i]);
        vm.assertEq(findings.length, next);
    }

    /// @dev A disposal long past and a payment long past are read, judged and found harmless.
    function test_OldHistoryIsHarmless() public {
        _pay(SELLER, BUYER, PRICE);
        _sell(BUYER, SELLER, _giveParcel(BUYER, 9, 9), PRICE);
        vm.warp(START + 365 days);
        parcel = land.tokenIdAt(9, 9);
        _assertAllowed(SELLER, BUYER, PRICE);
    }

    function test_ARuleInShadowTakesNotes() public {
        _setAllModes(Mode.Shadow);
        _sell(SELLER, BUYER, parcel, PRICE);
        vm.assertEq(marketRules.disposedAt(address(land), parcel, uint160(SELLER)), START);
    }

    function test_ARuleThatIsOffTakesNone() public {
        _setAllModes(Mode.Off);
        _sell(SELLER, BUYER, parcel, PRICE);
        vm.assertEq(marketRules.disposedAt(address(land), parcel, uint160(SELLER)), 0);
    }

    function _refuse(WashTradingLimits memory limits) private {
        vm.expectRevert(abi.encodeWithSelector(IWashTrading.WashTradingLimitsOutOfBounds.selector, limits));
        vm.prank(DECISION);
        marketRules.setLimits(limits);
    }
}
