// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IBeneficialOwners} from "./IBeneficialOwners.sol";

/// @notice See `IBeneficialOwners`.
/// @dev A base of the engine and not a contract of its own: a call to another address would cost every trade 3,500 gas.
abstract contract BeneficialOwners is IBeneficialOwners, AccessManaged {
    mapping(address account => uint256 cluster) private _attested;
    mapping(uint256 cluster => address[] accounts) private _members;
    /// @dev Of an attested account among its cluster's.
    mapping(address account => uint256 index) private _memberIndex;

    /// @inheritdoc IBeneficialOwners
    function attest(address[] calldata accounts, uint256 cluster) external restricted {
        // Below 2^32 no cluster can be mistaken for an account's own: nobody finds an address with 128 leading zero bits.
        require(cluster <= type(uint32).max, BeneficialOwnersClusterOutOfRange(cluster));

        for (uint256 i = 0; i < accounts.length; i++) {
            _leave(accounts[i]);
            if (cluster != 0) _join(accounts[i], cluster);
            emit ClusterAttested(accounts[i], cluster);
        }
        _noteAttested(accounts, cluster != 0);
    }

    /// @inheritdoc IBeneficialOwners
    function membersOf(uint256 cluster, uint256 limit) external view returns (address[] memory members) {
        address[] storage accounts = _members[cluster];
        members = new address[](Math.min(accounts.length, limit));
        for (uint256 i = 0; i < members.length; i++) members[i] = accounts[i];
    }

    /// @inheritdoc IBeneficialOwners
    function clusterOf(address account) public view returns (uint256) {
        uint256 cluster = _attested[account];
        return cluster == 0 ? uint256(uint160(account)) : cluster;
    }

    function _join(address account, uint256 cluster) private {
        _attested[account] = cluster;
        _memberIndex[account] = _members[cluster].length;
        _members[cluster].push(account);
    }

    /// @dev The last member takes the place of the one that leaves.
    function _leave(address account) private {
        uint256 cluster = _attested[account];
        if (cluster == 0) return;
        address[] storage accounts = _members[cluster];
        address last = accounts[accounts.length - 1];
        accounts[_memberIndex[account]] = last;
        _memberIndex[last] = _memberIndex[account];
        accounts.pop();
        delete _attested[account];
    }

    /// @dev Tells who answers before this register is asked.
    function _noteAttested(address[] calldata accounts, bool attested) internal virtual;
}
