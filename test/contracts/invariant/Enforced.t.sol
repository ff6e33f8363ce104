// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Mode} from "../../../contracts/compliance/ICompliance.sol";
import {CaseId, CaseStatus} from "../../../contracts/payments/IEscrow.sol";
import {vm} from "../Cheats.sol";
import {Invariants} from "./Invariants.sol";

contract EnforcedTest is Invariants {
    function setUp() public override {
        super.setUp();
        _play(Mode.Enforce);
    }

    /// @dev The play is worth playing: every outcome is within its reach.
    function test_ThePlayReachesEveryOutcome() public {
        handler.trade(0, 1, 100, false);
        vm.assertEq(handler.settled(), 1);
        handler.pingPong(1, 2, 100);
        vm.assertEq(handler.settled(), 2);
        vm.assertEq(handler.blocked(), 1);
        handler.passTime(9 days);
        handler.trade(0, 0, 100, true);
        vm.assertEq(handler.held(), 1);
        handler.freeze(0, 5 days);
        handler.dispose(0, 1);
        handler.freeze(0, 50 days);
        handler.appeal(0, true);
        handler.dispose(0, 0);
        handler.replay(0, 3);
        vm.assertTrue(escrow.caseOf(CaseId.wrap(1)).status == CaseStatus.Released);
        handler.passTime(9 days);
        handler.trade(0, 1, 100, true);
        handler.dispose(1, 1);
        handler.dispose(1, 2);
        vm.assertTrue(escrow.caseOf(CaseId.wrap(2)).status == CaseStatus.Reversed);
        _assertAll();
    }

    /// @dev The model itself, against the story told in the tests of the rules.
    function test_ThePlayFindsWhatTheRulesFind() public {
        handler.attest(1, 1);
        handler.attest(0, 1);
        handler.trade(0, 1, 100, false);
        vm.assertEq(handler.blocked(), 1, "one owner");
        handler.attest(0, 0);
        handler.trade(0, 1, 100e6, false);
        vm.assertEq(handler.settled(), 1);
        handler.pay(0, 7, 5e6);
        handler.trade(2, 7, 0, false);
        vm.assertEq(handler.settled(), 2, "a stranger to the funder");
        handler.trade(2, 0, 0, false);
        vm.assertEq(handler.blocked(), 2, "one funder");
        _assertAll();
    }

    function invariant_6_NoSettledTradeViolatesARule() public view {
        vm.assertEq(handler.verdictsMissed(), 0);
        vm.assertEq(handler.findingsMissed(), 0);
    }

    function _assertAll() private view {
        invariant_1_EscrowIsSolvent();
        invariant_2_EveryTokenHasAnOwnerOrACase();
        invariant_3_PaymentsAreLegsPlusEscrow();
        invariant_4_SupplyIsConserved();
        invariant_5_ASpentNonceNeverFills();
        invariant_20_CasesStandAsTheirStepsSay();
        invariant_6_NoSettledTradeViolatesARule();
    }
}
