// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {Authority} from "../../../contracts/governance/Authority.sol";
import {vm} from "../Cheats.sol";

/// @notice What waits, who may cancel it, and that no grant shortens the wait.
contract AuthorityTest {
    uint32 private constant DELAY = 2 days;
    address private constant DECIDER = address(0xdec1de);
    address private constant WATCH = address(0x9a6d);

    Authority private authority;

    function setUp() public {
        authority = new Authority(address(this), DELAY);
        authority.grantRole(authority.ADMIN_ROLE(), DECIDER, DELAY);
        authority.grantRole(authority.DECISION(), DECIDER, DELAY);
        authority.grantRole(authority.GUARDIAN(), WATCH, 0);
    }

    function testFuzz_NoGrantOfADelayedRoleIsShorter(uint32 delay, uint8 pick) public {
        delay = delay % DELAY;
        uint64[3] memory delayed = [authority.ADMIN_ROLE(), authority.DECISION(), authority.REGISTRAR()];
        uint64 role = delayed[pick % 3];
        vm.expectRevert(abi.encodeWithSelector(Authority.AuthorityDelayTooShort.selector, role, delay, DELAY));
        authority.grantRole(role, address(1), delay);
    }

    function test_OtherRolesNeedNotWait() public {
        authority.grantRole(authority.EXECUTION(), address(1), 0);
        (bool isMember, uint32 delay) = authority.hasRole(authority.EXECUTION(), address(1));
        vm.assertTrue(isMember);
        vm.assertEq(delay, 0);
    }

    function test_TheGuardianOfWhatIsDelayedIsFixed() public {
        uint64 guardian = authority.GUARDIAN();
        vm.assertEq(authority.getRoleGuardian(authority.ADMIN_ROLE()), guardian);
        vm.assertEq(authority.getRoleGuardian(authority.DECISION()), guardian);
        vm.assertEq(authority.getRoleGuardian(authority.REGISTRAR()), guardian);
        uint64 decision = authority.DECISION();
        vm.expectRevert(abi.encodeWithSelector(IAccessManager.AccessManagerLockedRole.selector, decision));
        authority.setRoleGuardian(decision, decision);

        authority.setRoleGuardian(authority.BANK(), guardian);
        vm.assertEq(authority.getRoleGuardian(authority.BANK()), guardian);
    }

    function test_TheGuardianCancelsWhatWasAnnounced() public {
        bytes memory data = abi.encodeCall(authority.grantRole, (authority.BANK(), DECIDER, 0));
        _announce(data);
        vm.prank(WATCH);
        authority.cancel(DECIDER, address(authority), data);
        vm.warp(vm.getBlockTimestamp() + DELAY);
        bytes32 id = authority.hashOperation(DECIDER, address(authority), data);
        vm.expectRevert(abi.encodeWithSelector(IAccessManager.AccessManagerNotScheduled.selector, id));
        vm.prank(DECIDER);
        authority.execute(address(authority), data);
    }

    function test_TheGuardianCancelsTheDismissalOfOthers() public {
        bytes memory data = abi.encodeCall(authority.revokeRole, (authority.BANK(), DECIDER));
        _announce(data);
        vm.prank(WATCH);
        authority.cancel(DECIDER, address(authority), data);
    }

    function test_RevertWhen_TheGuardianCancelsItsOwnDismissal() public {
        bytes memory data = abi.encodeCall(authority.revokeRole, (authority.GUARDIAN(), WATCH));
        _announce(data);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAccessManager.AccessManagerUnauthorizedCancel.selector,
                WATCH,
                DECIDER,
                authority,
                authority.revokeRole.selector
            )
        );
        vm.prank(WATCH);
        authority.cancel(DECIDER, address(authority), data);

        vm.prank(DECIDER);
        authority.cancel(DECIDER, address(authority), data);
    }

    function _announce(bytes memory data) private {
        vm.prank(DECIDER);
        authority.schedule(address(authority), data, 0);
    }
}
