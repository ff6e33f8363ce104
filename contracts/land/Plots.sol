// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPlots} from "./IPlots.sol";
import {Parcels} from "./Parcels.sol";

/// @notice See `IPlots`.
contract Plots is IPlots, Parcels {
    /// @inheritdoc IPlots
    uint256 public immutable MAX_SUPPLY;

    constructor(
        address authority,
        address compliance,
        string memory name,
        string memory symbol,
        uint256 maxSupply
    ) Parcels(authority, compliance, name, symbol) {
        MAX_SUPPLY = maxSupply;
    }

    /// @inheritdoc IPlots
    function mintBatch(address to, uint256[] calldata tokenIds) external restricted {
        _beforeMint(to, tokenIds.length);
        require(totalSupply <= MAX_SUPPLY, PlotsSupplyExceeded(totalSupply, MAX_SUPPLY));

        for (uint256 i = 0; i < tokenIds.length; i++) _mint(to, tokenIds[i]);
    }
}
