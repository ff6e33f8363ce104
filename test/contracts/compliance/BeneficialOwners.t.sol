// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBeneficialOwners} from "../../../contracts/compliance/IBeneficialOwners.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

contract BeneficialOwnersTest is Fixture {
    function testFuzz_AnUnattestedAccountIsItsOwnCluster(address account) public view {
        vm.assertEq(compliance.clusterOf(account), uint160(account));
    }

    function test_SupportAttestsSeveralAccounts() public {
        address[] memory accounts = new address[](2);
        (accounts[0], accounts[1]) = (SELLER, BUYER);
        vm.expectEmit(address(compliance));
        emit IBeneficialOwners.ClusterAttested(SELLER, 7);
        vm.expectEmit(address(compliance));
        emit IBeneficialOwners.ClusterAttested(BUYER, 7);
        vm.prank(SUPPORT);
        compliance.attest(accounts, 7);
        vm.assertEq(compliance.clusterOf(SELLER), 7);
        vm.assertEq(compliance.clusterOf(BUYER), 7);
    }

    function test_ClusterZeroTakesAnAccountOut() public {
        _attest(SELLER, type(uint32).max);
        vm.assertEq(compliance.clusterOf(SELLER), type(uint32).max);
        _attest(SELLER, 0);
        vm.assertEq(compliance.clusterOf(SELLER), uint160(SELLER));
    }

    function testFuzz_RevertWhen_AClusterCouldBeAnAccount(uint256 cluster) public {
        vm.assume(cluster > type(uint32).max);
        vm.prank(SUPPORT);
        vm.expectRevert(abi.encodeWithSelector(IBeneficialOwners.BeneficialOwnersClusterOutOfRange.selector, cluster));
        compliance.attest(new address[](0), cluster);
    }
}
