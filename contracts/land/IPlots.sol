// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IParcels} from "./IParcels.sol";

/// @title Parcels of a world that numbers them in its own way
/// @notice What an id means is the world's business: a deed's number, a square of a map with its size. There are never more than
/// the world announced.
interface IPlots is IParcels {
    error PlotsSupplyExceeded(uint256 wanted, uint256 maxSupply);

    /// @notice Creates plots for an owner.
    function mintBatch(address to, uint256[] calldata tokenIds) external;

    function MAX_SUPPLY() external view returns (uint256);
}
