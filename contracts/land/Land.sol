// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ILand, Place} from "./ILand.sol";
import {LandCoordinates} from "./LandCoordinates.sol";
import {Parcels} from "./Parcels.sol";

/// @notice See `ILand`.
contract Land is ILand, Parcels {
    constructor(
        address authority,
        address compliance,
        string memory name,
        string memory symbol
    ) Parcels(authority, compliance, name, symbol) {}

    /// @inheritdoc ILand
    function mintBatch(address to, Place[] calldata places) external restricted {
        _beforeMint(to, places.length);

        for (uint256 i = 0; i < places.length; i++) {
            _mint(to, LandCoordinates.encode(places[i].x, places[i].y));
        }
    }

    /// @inheritdoc ILand
    function tokenIdAt(int256 x, int256 y) external pure returns (uint256) {
        return LandCoordinates.encode(x, y);
    }

    /// @inheritdoc ILand
    function coordinatesOf(uint256 tokenId) external pure returns (int256, int256) {
        return LandCoordinates.decode(tokenId);
    }
}
