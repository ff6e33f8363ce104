// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IBeneficialOwners} from "./IBeneficialOwners.sol";

/// @notice See `IBeneficialOwners`.
/// @dev A base of the engine and not a contract of its own: a call to another address would cost every trade 3,500 gas.
abstract contract BeneficialOwners is IBeneficialOwners, AccessManaged {
    mapping(address account => uint256 cluster) private _attested;

    /// @inheritdoc IBeneficialOwners
    function attest(address[] calldata accounts, uint256 cluster) external restricted {
        // Below 2^32 no cluster can be mistaken for an account's own: nobody finds an address with 128 leading zero bits.
        require(cluster <= type(uint32).max, BeneficialOwnersClusterOutOfRange(cluster));

        for (uint256 i = 0; i < accounts.length; i++) {
            _attested[accounts[i]] = cluster;
            emit ClusterAttested(accounts[i], cluster);
        }
        _noteAttested(accounts, cluster != 0);
    }

    /// @inheritdoc IBeneficialOwners
    function clusterOf(address account) public view returns (uint256) {
        uint256 cluster = _attested[account];
        return cluster == 0 ? uint256(uint160(account)) : cluster;
    }

    /// @dev Tells who answers before this register is asked.
    function _noteAttested(address[] calldata accounts, bool attested) internal virtual;
}
