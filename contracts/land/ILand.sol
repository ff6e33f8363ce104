// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IParcels} from "./IParcels.sol";

/// @notice A parcel's place.
struct Place {
    int128 x;
    int128 y;
}

/// @title Parcels on a grid
/// @notice A token's id is its place, as in Decentraland.
interface ILand is IParcels {
    /// @notice Creates parcels for an owner.
    function mintBatch(address to, Place[] calldata places) external;

    function tokenIdAt(int256 x, int256 y) external pure returns (uint256);

    function coordinatesOf(uint256 tokenId) external pure returns (int256 x, int256 y);
}
