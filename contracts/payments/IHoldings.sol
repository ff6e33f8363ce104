// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Money kept for others
/// @notice What a contract that keeps money says about it: how much belongs to somebody, and where the rest goes.
interface IHoldings {
    event SurplusReturned(address indexed to, uint256 amount);

    /// @notice Sends on money that came here without being asked for.
    function returnSurplus(address to) external;

    /// @return Money that belongs to somebody, in units of the settlement token; the balance is at least that.
    function held() external view returns (uint256);
}
