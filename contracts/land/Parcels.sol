// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IERC4907} from "./IERC4907.sol";
import {IERC7943NonFungible} from "./IERC7943NonFungible.sol";
import {IParcels} from "./IParcels.sol";
import {RealWorldAsset} from "./RealWorldAsset.sol";
import {Tenancy} from "./Tenancy.sol";

/// @notice See `IParcels`. How a parcel gets its id is for those who inherit this.
abstract contract Parcels is IParcels, Tenancy, RealWorldAsset {
    uint16 private constant MAX_ROYALTY_BPS = 1_000;
    uint256 private constant BPS = 10_000;

    /// @dev First, to share a slot with the count of what is frozen.
    address private _royaltyRecipient;
    uint16 private _royaltyBps;
    /// @inheritdoc IParcels
    uint256 public totalSupply;

    constructor(
        address authority,
        address compliance,
        string memory name,
        string memory symbol
    ) ERC721(name, symbol) AccessManaged(authority) RealWorldAsset(compliance) {}

    /// @inheritdoc IParcels
    function setRoyalty(address recipient, uint16 royaltyBps) external restricted {
        require(royaltyBps <= MAX_ROYALTY_BPS, ParcelsRoyaltyTooHigh(royaltyBps, MAX_ROYALTY_BPS));
        require(recipient != address(0), ParcelsRoyaltyRecipientZero());

        (_royaltyRecipient, _royaltyBps) = (recipient, royaltyBps);
        emit RoyaltyChanged(recipient, royaltyBps);
    }

    /// @inheritdoc IERC2981
    function royaltyInfo(uint256, uint256 salePrice) external view returns (address, uint256) {
        return (_royaltyRecipient, Math.mulDiv(salePrice, _royaltyBps, BPS));
    }

    function supportsInterface(bytes4 interfaceId) public view override(ERC721, IERC165) returns (bool) {
        return
            interfaceId == type(IERC2981).interfaceId ||
            interfaceId == type(IERC4907).interfaceId ||
            interfaceId == type(IERC7943NonFungible).interfaceId ||
            super.supportsInterface(interfaceId);
    }

    function _update(address to, uint256 tokenId, address auth) internal override returns (address from) {
        from = super._update(to, tokenId, auth);
        if (from == address(0)) return from;
        _requireUnfrozen(from, tokenId);
        COMPLIANCE.onTransfer(from, to, tokenId);
    }

    /// @dev Before some are created for an owner.
    function _beforeMint(address to, uint256 count) internal {
        require(canReceive(to), ERC7943CannotReceive(to));

        totalSupply += count;
    }
}
