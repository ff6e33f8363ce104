// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IRealWorldAsset} from "./IRealWorldAsset.sol";
import {ITenancy} from "./ITenancy.sol";

/// @notice A parcel's place.
struct Place {
    int128 x;
    int128 y;
}

/// @title Parcels of a world
/// @notice ERC-721 with Decentraland's token ids, users and operators, and one ERC-2981 royalty for the collection. Every
/// transfer between holders is reported to the compliance engine, which may refuse it, and the execution layer may freeze and
/// seize parcels (ERC-7943).
interface ILand is IERC721, IERC2981, ITenancy, IRealWorldAsset {
    event RoyaltyChanged(address indexed recipient, uint16 royaltyBps);

    error LandRoyaltyTooHigh(uint16 royaltyBps, uint16 limit);
    error LandRoyaltyRecipientZero();

    /// @notice Creates parcels for an owner.
    function mintBatch(address to, Place[] calldata places) external;

    /// @notice Sets the creator's share, at most 10 %.
    function setRoyalty(address recipient, uint16 royaltyBps) external;

    function tokenIdAt(int256 x, int256 y) external pure returns (uint256);

    function coordinatesOf(uint256 tokenId) external pure returns (int256 x, int256 y);

    function totalSupply() external view returns (uint256);
}
