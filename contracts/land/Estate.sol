// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {NonReentrant} from "../security/NonReentrant.sol";
import {IERC4907} from "./IERC4907.sol";
import {IEstate} from "./IEstate.sol";
import {IERC7943NonFungible} from "./IERC7943NonFungible.sol";
import {IFingerprint} from "./IFingerprint.sol";
import {RealWorldAsset} from "./RealWorldAsset.sol";
import {Tenancy} from "./Tenancy.sol";

/// @notice See `IEstate`.
/// @dev A fingerprint is a chain of hashes over all that was added and removed. Decentraland's, the XOR of the parcels' hashes,
/// is linear: of some 256 parcels and more one can solve for a subset with the fingerprint of another, and deliver less than
/// was ordered. To find another history with the same end of a chain is to find a collision of Keccak. It also costs the same
/// for any size. The price: an estate that lost a parcel and got it back is another one, and orders for it must be made anew.
contract Estate is IEstate, Tenancy, RealWorldAsset, NonReentrant {
    struct Joined {
        bytes32 fingerprint;
        uint256[] tokenIds;
    }

    /// @dev One slot. `depositor` put the parcel in; `position` is its place in the estate's list.
    struct Parcel {
        address depositor;
        uint64 estateId;
        uint32 position;
    }

    /// @dev Decentraland's largest have more than 100 parcels (Fashion Street 116). 256 join with an estimated 16.2 million gas (200 with 12.65) and leave, each
    /// of them a change of owner to record, with 12.4 million: both within the 2^24 that a transaction may use (EIP-7825).
    uint256 private constant MAX_PARCELS = 256;
    uint16 private constant MAX_ROYALTY_BPS = 1_000;
    uint256 private constant BPS = 10_000;

    IERC721 public immutable LAND;

    /// @dev First, to share a slot with the count of what is frozen.
    address private _royaltyRecipient;
    uint16 private _royaltyBps;
    /// @inheritdoc IEstate
    uint256 public estateCount;
    mapping(uint256 estateId => Joined) private _estates;
    mapping(uint256 tokenId => Parcel) private _parcels;

    constructor(
        address authority,
        address compliance,
        address land,
        string memory name,
        string memory symbol
    ) ERC721(name, symbol) AccessManaged(authority) RealWorldAsset(compliance) {
        LAND = IERC721(land);
    }

    /// @inheritdoc IEstate
    function join(uint256[] calldata tokenIds) external nonReentrant returns (uint256 estateId) {
        estateId = ++estateCount;
        bytes32 fingerprint = _note(estateId, tokenIds);
        _mint(msg.sender, estateId);

        emit EstateJoined(estateId, msg.sender, tokenIds, fingerprint);

        _takeIn(estateId, tokenIds);
    }

    /// @inheritdoc IEstate
    function add(uint256 estateId, uint256[] calldata tokenIds) external nonReentrant {
        _requireOwner(estateId);

        bytes32 fingerprint = _note(estateId, tokenIds);

        emit ParcelsAdded(estateId, msg.sender, tokenIds, fingerprint);

        _takeIn(estateId, tokenIds);
    }

    /// @inheritdoc IEstate
    function remove(uint256 estateId, uint256[] calldata tokenIds) external nonReentrant {
        _requireOwner(estateId);
        _requireUnfrozen(msg.sender, estateId);
        Joined storage estate = _estates[estateId];
        // Whatever is named twice is not inside the second time.
        bool someLeft = tokenIds.length < estate.tokenIds.length;
        require(tokenIds.length != 0 && someLeft, EstateEmpty(estateId));

        address[] memory depositors = new address[](tokenIds.length);
        bytes32 fingerprint = estate.fingerprint;
        for (uint256 i = 0; i < tokenIds.length; i++) {
            depositors[i] = _strike(estateId, estate.tokenIds, tokenIds[i]);
            fingerprint = keccak256(abi.encode(fingerprint, false, tokenIds[i]));
        }
        estate.fingerprint = fingerprint;

        emit ParcelsRemoved(estateId, msg.sender, tokenIds, fingerprint);

        for (uint256 i = 0; i < tokenIds.length; i++) _handOut(tokenIds[i], depositors[i]);
    }

    /// @inheritdoc IEstate
    function dissolve(uint256 estateId) external nonReentrant {
        _requireOwner(estateId);

        uint256[] memory tokenIds = _estates[estateId].tokenIds;
        address[] memory depositors = new address[](tokenIds.length);
        for (uint256 i = 0; i < tokenIds.length; i++) {
            depositors[i] = _parcels[tokenIds[i]].depositor;
            delete _parcels[tokenIds[i]];
        }
        delete _estates[estateId];
        _burn(estateId);

        emit EstateDissolved(estateId, msg.sender, tokenIds);

        for (uint256 i = 0; i < tokenIds.length; i++) _handOut(tokenIds[i], depositors[i]);
    }

    /// @inheritdoc IEstate
    function setRoyalty(address recipient, uint16 royaltyBps) external restricted {
        require(royaltyBps <= MAX_ROYALTY_BPS, EstateRoyaltyTooHigh(royaltyBps, MAX_ROYALTY_BPS));
        require(recipient != address(0), EstateRoyaltyRecipientZero());

        (_royaltyRecipient, _royaltyBps) = (recipient, royaltyBps);
        emit RoyaltyChanged(recipient, royaltyBps);
    }

    /// @inheritdoc IERC2981
    function royaltyInfo(uint256, uint256 salePrice) external view returns (address, uint256) {
        return (_royaltyRecipient, Math.mulDiv(salePrice, _royaltyBps, BPS));
    }

    /// @inheritdoc IFingerprint
    function verifyFingerprint(uint256 estateId, bytes calldata fingerprint) external view returns (bool) {
        bytes32 current = _estates[estateId].fingerprint;
        return current != 0 && fingerprint.length == 32 && bytes32(fingerprint) == current;
    }

    /// @inheritdoc IEstate
    function getFingerprint(uint256 estateId) external view returns (bytes32) {
        return _estates[estateId].fingerprint;
    }

    /// @inheritdoc IEstate
    function parcelsOf(uint256 estateId) external view returns (uint256[] memory) {
        return _estates[estateId].tokenIds;
    }

    /// @inheritdoc IEstate
    function sizeOf(uint256 estateId) external view returns (uint256) {
        return _estates[estateId].tokenIds.length;
    }

    /// @inheritdoc IEstate
    function mayOperateParcel(address account, uint256 tokenId) external view returns (bool) {
        uint256 estateId = estateOf(tokenId);
        return estateId != 0 && mayOperate(account, estateId);
    }

    /// @inheritdoc IEstate
    function estateOf(uint256 tokenId) public view returns (uint256) {
        return _parcels[tokenId].estateId;
    }

    function supportsInterface(bytes4 interfaceId) public view override(ERC721, IERC165) returns (bool) {
        return
            interfaceId == type(IERC2981).interfaceId ||
            interfaceId == type(IERC4907).interfaceId ||
            interfaceId == type(IERC7943NonFungible).interfaceId ||
            interfaceId == type(IFingerprint).interfaceId ||
            super.supportsInterface(interfaceId);
    }

    function _update(address to, uint256 estateId, address auth) internal override returns (address from) {
        from = super._update(to, estateId, auth);
        if (from == address(0)) return from;
        _requireUnfrozen(from, estateId);
        if (to != address(0)) COMPLIANCE.onTransfer(from, to, estateId);
    }

    /// @dev Parcels become part of an estate. Whose they are is asked when they are taken in, which is also what refuses one that
    /// is in an estate already or is named twice: it is not the caller's.
    function _note(uint256 estateId, uint256[] calldata tokenIds) private returns (bytes32 fingerprint) {
        Joined storage estate = _estates[estateId];
        uint256 size = estate.tokenIds.length;
        require(tokenIds.length != 0, EstateEmpty(estateId));
        require(tokenIds.length <= MAX_PARCELS - size, EstateTooLarge(estateId, size + tokenIds.length, MAX_PARCELS));

        fingerprint = size == 0 ? bytes32(estateId) : estate.fingerprint;
        for (uint256 i = 0; i < tokenIds.length; i++) {
            uint256 tokenId = tokenIds[i];
            // Ids count up from 1 and positions end at MAX_PARCELS: both casts keep the value.
            _parcels[tokenId] = Parcel(msg.sender, uint64(estateId), uint32(size + i));
            estate.tokenIds.push(tokenId);
            fingerprint = keccak256(abi.encode(fingerprint, true, tokenId));
        }
        estate.fingerprint = fingerprint;
    }

    /// @dev Takes a parcel off an estate's list: the last one takes its place.
    function _strike(uint256 estateId, uint256[] storage list, uint256 tokenId) private returns (address depositor) {
        Parcel memory parcel = _parcels[tokenId];
        require(parcel.estateId == estateId, EstateParcelNotInside(estateId, tokenId));
        uint256 last = list[list.length - 1];
        list[parcel.position] = last;
        _parcels[last].position = parcel.position;
        list.pop();
        delete _parcels[tokenId];
        return parcel.depositor;
    }

    function _takeIn(uint256 estateId, uint256[] calldata tokenIds) private {
        for (uint256 i = 0; i < tokenIds.length; i++) {
            COMPLIANCE.onDeposit(address(LAND), tokenIds[i], msg.sender);
            _move(msg.sender, address(this), tokenIds[i]);
            COMPLIANCE.onJoin(address(LAND), tokenIds[i], estateId);
        }
    }

    /// @dev Custody ends: where it began, or for somebody who got the estate since, which is then part of the parcel's history.
    function _handOut(uint256 tokenId, address depositor) private {
        if (depositor != msg.sender) COMPLIANCE.onWithdrawal(address(LAND), tokenId, depositor, msg.sender);
        _move(address(this), msg.sender, tokenId);
    }

    function _move(address from, address to, uint256 tokenId) private {
        LAND.transferFrom(from, to, tokenId);
        require(LAND.ownerOf(tokenId) == to, EstateParcelNotMoved(tokenId, to));
    }

    function _requireOwner(uint256 estateId) private view {
        require(_requireOwned(estateId) == msg.sender, EstateOwnerOnly(estateId, msg.sender));
    }
}
