// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {NonReentrant} from "../../../contracts/security/NonReentrant.sol";
import {vm} from "../Cheats.sol";

contract Locked is NonReentrant {
    uint256 public entries;
    bytes public answer;

    error LockedTooOften();

    function enter() external nonReentrant {
        require(entries < 2, LockedTooOften());
        entries++;
    }

    function enterTwice() external nonReentrant {
        (, answer) = address(this).call(abi.encodeCall(Locked.enter, ()));
    }
}

contract NonReentrantTest {
    Locked private locked = new Locked();

    function test_EntersAgainAfterwards() public {
        locked.enter();
        locked.enter();
        vm.assertEq(locked.entries(), 2);
    }

    function test_RefusesToBeEnteredInside() public {
        locked.enterTwice();
        vm.assertEq(locked.answer(), abi.encodeWithSelector(NonReentrant.NonReentrantCall.selector));
        vm.assertEq(locked.entries(), 0);
        locked.enter();
        vm.assertEq(locked.entries(), 1);
    }

    function test_AFailureLeavesTheLockOpen() public {
        locked.enter();
        locked.enter();
        for (uint256 i = 0; i < 2; i++) {
            vm.expectRevert(abi.encodeWithSelector(Locked.LockedTooOften.selector));
            locked.enter();
        }
    }
}
