// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Who stands behind an account
/// @notice Clusters of accounts with one beneficial owner, as attested by the support layer. No personal data: a cluster is a number.
interface IBeneficialOwners {
    event ClusterAttested(address indexed account, uint256 indexed cluster);

    /// @notice Small numbers only: an unattested account is its own cluster, numbered by its address.
    error BeneficialOwnersClusterOutOfRange(uint256 cluster);

    /// @notice Puts accounts into a cluster; cluster 0 takes them out again.
    function attest(address[] calldata accounts, uint256 cluster) external;

    /// @return The first accounts of an attested cluster, `limit` at most, in no order.
    function membersOf(uint256 cluster, uint256 limit) external view returns (address[] memory);

    /// @return The attested cluster, or the account's own address as a number.
    function clusterOf(address account) external view returns (uint256);
}
