// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Mode} from "../../../contracts/compliance/ICompliance.sol";
import {vm} from "../Cheats.sol";
import {Invariants} from "./Invariants.sol";

contract OffTest is Invariants {
    function setUp() public override {
        super.setUp();
        _play(Mode.Off);
    }

    function invariant_7_NoRuleEverBlocks() public view {
        vm.assertEq(handler.blocked(), 0);
        vm.assertEq(handler.held(), 0);
        vm.assertEq(handler.verdictsMissed(), 0);
        vm.assertEq(handler.findingsMissed(), 0);
        vm.assertEq(escrow.caseCount(), 0);
    }
}
