// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IFingerprint} from "./IFingerprint.sol";
import {IRealWorldAsset} from "./IRealWorldAsset.sol";
import {ITenancy} from "./ITenancy.sol";

/// @title Parcels joined into estates
/// @notice ERC-721: each token is an estate of 1 to 256 parcels of one collection, which this contract holds in custody. Who
/// owns the estate may add parcels and take them out; who uses or operates the estate does so for each of its parcels.
/// @dev Registered as a settler, so that the engine lets it hold parcels, and as a collection of its own. A parcel stays its
/// owner's while it is in the estate; one that leaves for somebody else than who put it in is reported as a transfer between
/// those two. The owners in between are in the history of the estate and not of the parcel. The other way the engine does
/// look: the last three who disposed of a parcel count as having disposed of the estate that it joins. Trusts the engine and the parcels.
///
/// An estate is frozen and moved by force like a parcel, with all that it consists of: nothing leaves a frozen one. A parcel
/// inside cannot be moved by force alone. One that is frozen for an account goes with the estate, and stays where it is when
/// it comes out to that account.
interface IEstate is IERC721, IERC2981, IFingerprint, ITenancy, IRealWorldAsset {
    event EstateJoined(uint256 indexed estateId, address indexed owner, uint256[] tokenIds, bytes32 fingerprint);
    event ParcelsAdded(uint256 indexed estateId, address indexed owner, uint256[] tokenIds, bytes32 fingerprint);
    event ParcelsRemoved(uint256 indexed estateId, address indexed owner, uint256[] tokenIds, bytes32 fingerprint);
    event EstateDissolved(uint256 indexed estateId, address indexed owner, uint256[] tokenIds);
    event RoyaltyChanged(address indexed recipient, uint16 royaltyBps);

    error EstateOwnerOnly(uint256 estateId, address caller);
    /// @notice No parcels to join, add or remove, or none would be left: then dissolve it.
    error EstateEmpty(uint256 estateId);
    error EstateTooLarge(uint256 estateId, uint256 size, uint256 limit);
    error EstateParcelNotInside(uint256 estateId, uint256 tokenId);
    /// @notice The parcels' collection answered to `transferFrom` and did nothing.
    error EstateParcelNotMoved(uint256 tokenId, address to);
    error EstateRoyaltyTooHigh(uint16 royaltyBps, uint16 limit);
    error EstateRoyaltyRecipientZero();

    /// @notice Joins parcels of the caller into a new estate of the caller's.
    function join(uint256[] calldata tokenIds) external returns (uint256 estateId);

    /// @notice Adds parcels of the caller to an estate of the caller's.
    function add(uint256 estateId, uint256[] calldata tokenIds) external;

    /// @notice Takes some parcels out of an estate, for its owner, who calls. Not out of a frozen one.
    /// @dev To nobody else: that would be a gift that a collection's policy cannot refuse.
    function remove(uint256 estateId, uint256[] calldata tokenIds) external;

    /// @notice Gives all parcels of an estate to its owner, who calls, and burns the estate. Not while it is frozen.
    function dissolve(uint256 estateId) external;

    /// @notice Sets the creator's share of estate sales, at most 10 %.
    function setRoyalty(address recipient, uint16 royaltyBps) external;

    /// @return The parcels, in no order to rely on.
    function parcelsOf(uint256 estateId) external view returns (uint256[] memory);

    function sizeOf(uint256 estateId) external view returns (uint256);

    /// @return The estate of a parcel; 0 for none.
    function estateOf(uint256 tokenId) external view returns (uint256);

    /// @return Whether an account may develop a parcel because it may operate the parcel's estate.
    function mayOperateParcel(address account, uint256 tokenId) external view returns (bool);

    /// @return The fingerprint of what the estate consists of and how it came about; 0 where there is no such estate.
    function getFingerprint(uint256 estateId) external view returns (bytes32);

    /// @return How many estates there have been; ids start at 1 and are not used again.
    function estateCount() external view returns (uint256);
}
