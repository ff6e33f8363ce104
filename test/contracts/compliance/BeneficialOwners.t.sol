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

    function test_ALimitCutsTheMembersShort() public {
        for (uint256 i = 1; i <= 3; i++) _attest(address(uint160(i << 40)), 7);
        vm.assertEq(compliance.membersOf(7, 2).length, 2);
        vm.assertEq(compliance.membersOf(7, 0).length, 0);
        vm.assertEq(compliance.membersOf(8, 10).length, 0);
    }

    /// @dev Accounts join and leave at random; a plain table knows who is where.
    function testFuzz_TheMembersAreThoseAttested(uint256[24] memory seeds) public {
        uint256[6] memory clusters;
        for (uint256 i = 0; i < seeds.length; i++) {
            uint256 account = seeds[i] % 6;
            clusters[account] = (seeds[i] >> 8) % 4;
            _attest(_account(account), clusters[account]);
            for (uint256 cluster = 1; cluster < 4; cluster++) _assertMembers(clusters, cluster);
        }
        vm.assertEq(compliance.membersOf(0, 6).length, 0);
    }

    function testFuzz_RevertWhen_AClusterCouldBeAnAccount(uint256 cluster) public {
        vm.assume(cluster > type(uint32).max);
        vm.prank(SUPPORT);
        vm.expectRevert(abi.encodeWithSelector(IBeneficialOwners.BeneficialOwnersClusterOutOfRange.selector, cluster));
        compliance.attest(new address[](0), cluster);
    }

    function _assertMembers(uint256[6] memory clusters, uint256 cluster) private view {
        address[] memory members = compliance.membersOf(cluster, 100);
        uint256 count = 0;
        for (uint256 i = 0; i < clusters.length; i++) {
            bool expected = clusters[i] == cluster;
            bool found = false;
            for (uint256 j = 0; j < members.length; j++) if (members[j] == _account(i)) found = true;
            vm.assertEq(found, expected);
            if (expected) count++;
        }
        vm.assertEq(members.length, count);
    }

    function _account(uint256 number) private pure returns (address) {
        return address(uint160((number + 1) << 64));
    }
}
