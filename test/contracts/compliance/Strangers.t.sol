// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICompliance, Trade, TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {IMarketRules} from "../../../contracts/compliance/rules/IMarketRules.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

/// @notice What only settlers may tell the engine, and only the engine its rules.
contract ComplianceStrangersTest is Fixture {
    function test_RevertWhen_AStrangerTakesATokenIn() public {
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceSettlerNotRegistered.selector, STRANGER));
        vm.prank(STRANGER);
        compliance.onDeposit(address(land), 1, SELLER);
    }

    function test_RevertWhen_AStrangerHandsATokenOut() public {
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceSettlerNotRegistered.selector, STRANGER));
        vm.prank(STRANGER);
        compliance.onWithdrawal(address(land), 1, SELLER, STRANGER);
    }

    function test_RevertWhen_AStrangerTellsOfAPart() public {
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceSettlerNotRegistered.selector, STRANGER));
        vm.prank(STRANGER);
        compliance.onJoin(address(land), 1, 2);
    }

    /// @dev The other side of it: what a settler hands out is noted where transfers are, and goes unnoted where they are open.
    function test_CustodyEndsUnnotedWhereTransfersAreOpen() public {
        _setPolicy(address(land), TransferPolicy.Open);
        vm.prank(address(market));
        compliance.onWithdrawal(address(land), 1, SELLER, STRANGER);
        vm.assertEq(marketRules.disposedAt(address(land), 1, uint160(SELLER)), 0);

        _setPolicy(address(land), TransferPolicy.Recorded);
        vm.prank(address(market));
        compliance.onWithdrawal(address(land), 1, SELLER, STRANGER);
        vm.assertEq(marketRules.disposedAt(address(land), 1, uint160(SELLER)), START);
    }

    function test_RevertWhen_AStrangerHasATradeJudged() public {
        Trade memory trade = _tradeOf(SELLER, BUYER, 1, USD);
        vm.expectRevert(abi.encodeWithSelector(IMarketRules.MarketRulesEngineOnly.selector, STRANGER));
        vm.prank(STRANGER);
        marketRules.judge(trade, _partiesOf(1, 2, SELLER, BUYER, WASH_RULES));
    }

    /// @dev Where a rule objects nothing is noted: the answer is what anyone may ask.
    function test_AStrangerMayHearAnObjection() public {
        Trade memory trade = _tradeOf(SELLER, BUYER, 1, USD);
        vm.prank(STRANGER);
        vm.assertEq(marketRules.judge(trade, _partiesOf(1, 1, SELLER, BUYER, WASH_RULES)).length, 1);
        vm.assertEq(marketRules.disposedAt(address(land), 1, 1), 0);
    }
}
