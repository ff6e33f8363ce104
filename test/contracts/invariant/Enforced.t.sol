// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Mode} from "../../../contracts/compliance/ICompliance.sol";
import {vm} from "../Cheats.sol";
import {Invariants} from "./Invariants.sol";

contract EnforcedTest is Invariants {
    function setUp() public override {
        super.setUp();
        _play(Mode.Enforce);
    }

    function invariant_6_NoSettledTradeViolatesARule() public view {
        vm.assertEq(handler.verdictsMissed(), 0);
        vm.assertEq(handler.findingsMissed(), 0);
    }
}
