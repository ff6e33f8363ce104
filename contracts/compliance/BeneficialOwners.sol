// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IBeneficialOwners} from "./IBeneficialOwners.sol";

/// @notice See `IBeneficialOwners`.
contract BeneficialOwners is IBeneficialOwners, AccessManaged {
    mapping(address account => uint256 cluster) private _attested;

    constructor(address authority) AccessManaged(authority) {}

    /// @inheritdoc IBeneficialOwners
    function attest(address[] calldata accounts, uint256 cluster) external restricted {
        // Below 2^32 no cluster can be mistaken for an account's own: nobody finds an address with 128 leading zero bits.
        require(cluster <= type(uint32).max, BeneficialOwnersClusterOutOfRange(cluster));

        for (uint256 i = 0; i < accounts.length; i++) {
            _attested[accounts[i]] = cluster;
            emit ClusterAttested(accounts[i], cluster);
        }
    }

    /// @inheritdoc IBeneficialOwners
    function clustersOf(address a, address b) external view returns (uint256, uint256) {
        return (clusterOf(a), clusterOf(b));
    }

    /// @inheritdoc IBeneficialOwners
    function clusterOf(address account) public view returns (uint256) {
        uint256 cluster = _attested[account];
        return cluster == 0 ? uint256(uint160(account)) : cluster;
    }
}
