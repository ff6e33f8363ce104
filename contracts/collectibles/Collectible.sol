// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ICompliance} from "../compliance/ICompliance.sol";
import {IPaymentSplits, Share} from "../payments/IPaymentSplits.sol";
import {Certificate, ICollectible, Licence, Work} from "./ICollectible.sol";

/// @notice See `ICollectible`.
contract Collectible is ICollectible, ERC721 {
    uint16 private constant MAX_ROYALTY_BPS = 1_000;
    uint16 private constant BPS = 10_000;

    /// @inheritdoc ICollectible
    ICompliance public immutable COMPLIANCE;
    /// @inheritdoc ICollectible
    IPaymentSplits public immutable PAYMENT_SPLITS;

    /// @inheritdoc ICollectible
    uint256 public totalSupply;
    mapping(uint256 tokenId => Certificate) private _certificates;
    mapping(uint256 tokenId => bool shared) private _isShared;

    constructor(
        address compliance,
        address paymentSplits,
        string memory name,
        string memory symbol
    ) ERC721(name, symbol) {
        COMPLIANCE = ICompliance(compliance);
        PAYMENT_SPLITS = IPaymentSplits(paymentSplits);
    }

    /// @inheritdoc ICollectible
    function certify(Work calldata work) external returns (uint256 tokenId) {
        require(work.workHash != 0, CollectibleWorkHashZero());
        require(work.royaltyBps <= MAX_ROYALTY_BPS, CollectibleRoyaltyTooHigh(work.royaltyBps, MAX_ROYALTY_BPS));
        bool textMissing = work.licence == Licence.Other && bytes(work.licenceUri).length == 0;
        require(!textMissing, CollectibleLicenceTextMissing(work.workHash));
        tokenId = uint256(work.workHash);
        address holder = _certificates[tokenId].creator;
        require(holder == address(0), CollectibleAlreadyCertified(work.workHash, holder));

        _certificates[tokenId] = Certificate({
            creator: msg.sender,
            certifiedAt: uint64(block.timestamp),
            licence: work.licence,
            royaltyBps: work.royaltyBps,
            licenceUri: work.licenceUri,
            uri: work.uri
        });
        totalSupply++;
        emit WorkCertified({
            workHash: work.workHash,
            creator: msg.sender,
            licence: work.licence,
            licenceUri: work.licenceUri,
            uri: work.uri,
            royaltyBps: work.royaltyBps,
            creators: work.creators
        });
        _mint(msg.sender, tokenId);

        if (work.creators.length == 0) return tokenId;
        _isShared[tokenId] = true;
        PAYMENT_SPLITS.setTokenSplit(tokenId, work.creators);
    }

    /// @inheritdoc ICollectible
    function certificateOf(uint256 tokenId) external view returns (Certificate memory) {
        _requireOwned(tokenId);
        return _certificates[tokenId];
    }

    /// @inheritdoc ICollectible
    function creatorsOf(uint256 tokenId) external view returns (Share[] memory creators) {
        _requireOwned(tokenId);
        if (_isShared[tokenId]) return PAYMENT_SPLITS.splitOf(address(this), tokenId);
        creators = new Share[](1);
        creators[0] = Share(_certificates[tokenId].creator, BPS);
    }

    /// @inheritdoc IERC2981
    function royaltyInfo(uint256 tokenId, uint256 salePrice) external view returns (address, uint256) {
        Certificate storage certificate = _certificates[tokenId];
        address receiver = _isShared[tokenId] ? address(PAYMENT_SPLITS) : certificate.creator;
        return (receiver, Math.mulDiv(salePrice, certificate.royaltyBps, BPS));
    }

    function supportsInterface(bytes4 interfaceId) public view override(ERC721, IERC165) returns (bool) {
        return interfaceId == type(IERC2981).interfaceId || super.supportsInterface(interfaceId);
    }

    function tokenURI(uint256 tokenId) public view override returns (string memory) {
        _requireOwned(tokenId);
        return _certificates[tokenId].uri;
    }

    function _update(address to, uint256 tokenId, address auth) internal override returns (address from) {
        from = super._update(to, tokenId, auth);
        if (from != address(0)) COMPLIANCE.onTransfer(from, to, tokenId);
    }
}
