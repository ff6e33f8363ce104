// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IRealWorldAsset} from "./IRealWorldAsset.sol";
import {ITenancy} from "./ITenancy.sol";

/// @title Parcels of a world
/// @notice ERC-721 with users and operators, and one ERC-2981 royalty for the collection. Every transfer between holders is
/// reported to the compliance engine, which may refuse it, and the execution layer may freeze and seize parcels (ERC-7943).
interface IParcels is IERC721, IERC2981, ITenancy, IRealWorldAsset {
    event RoyaltyChanged(address indexed recipient, uint16 royaltyBps);

    error ParcelsRoyaltyTooHigh(uint16 royaltyBps, uint16 limit);
    error ParcelsRoyaltyRecipientZero();

    /// @notice Sets the creator's share, at most 10 %.
    function setRoyalty(address recipient, uint16 royaltyBps) external;

    function totalSupply() external view returns (uint256);
}
