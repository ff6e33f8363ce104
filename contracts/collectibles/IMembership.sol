// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Points of members
/// @notice Purchases earn points; points lower a later fee, and expire. One soulbound token a member (ERC-5192) carries them.
/// @dev Trusts the settlers registered in the settlement token, which report fees truly.
interface IMembership {
    event PointsEarned(address indexed member, uint256 points, uint64 expiresAt);
    event PointsRedeemed(address indexed member, uint256 points, uint256 discount);

    error MembershipSettlerOnly(address caller);
    error MembershipPointsMissing(address member, uint256 points, uint256 balance);

    /// @notice Credits a buyer for a fee that was paid, and makes the buyer a member. Only for settlers.
    function earn(address member, uint256 fee) external;

    /// @notice Spends points, the oldest first, for a discount on a fee. Only for settlers.
    /// @return discount In units of the settlement token; never more than half of the fee, and only points that count are
    /// spent.
    function redeem(address member, uint256 points, uint256 fee) external returns (uint256 discount);

    /// @return Points that have not expired.
    function pointsOf(address member) external view returns (uint256);
}
