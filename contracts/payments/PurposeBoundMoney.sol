// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";
import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {IERC1155MetadataURI} from "@openzeppelin/contracts/token/ERC1155/extensions/IERC1155MetadataURI.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Holdings} from "./Holdings.sol";
import {IPurposeBoundMoney, PBMToken} from "./IPurposeBoundMoney.sol";
import {ISettlementToken} from "./ISettlementToken.sol";

/// @notice See `IPurposeBoundMoney`.
contract PurposeBoundMoney is IPurposeBoundMoney, ERC1155, Holdings {
    struct Purpose {
        PBMToken details;
        address issuer;
        bool recognised;
        uint256 backing;
    }

    ISettlementToken public immutable SETTLEMENT_TOKEN;

    uint256 private _purposes;
    mapping(uint256 tokenId => Purpose) private _purposeOf;
    mapping(uint256 tokenId => mapping(address account => bool listed)) private _merchants;
    /// @inheritdoc IPurposeBoundMoney
    mapping(address account => bool blacklisted) public isBlacklisted;

    constructor(
        address authority,
        address settlementToken
    ) ERC1155("") AccessManaged(authority) Holdings(ISettlementToken(settlementToken)) {
        SETTLEMENT_TOKEN = ISettlementToken(settlementToken);
    }

    /// @inheritdoc IPurposeBoundMoney
    function createPBMTokenType(
        string calldata name,
        uint256 faceValue,
        uint256 tokenExpiry,
        string calldata tokenURI
    ) external returns (uint256 tokenId) {
        require(faceValue != 0, PurposeBoundMoneyFaceValueZero());
        tokenId = _purposes + 1;
        require(block.timestamp < tokenExpiry, PurposeBoundMoneyExpired(tokenId, tokenExpiry));

        _purposes = tokenId;
        _purposeOf[tokenId] = Purpose(PBMToken(name, faceValue, tokenExpiry, tokenURI), msg.sender, false, 0);
        emit NewPBMTypeCreated(tokenId, name, 0, tokenExpiry, msg.sender);
        emit URI(tokenURI, tokenId);
    }

    /// @inheritdoc IPurposeBoundMoney
    function safeMint(address receiver, uint256 tokenId, uint256 amount, bytes calldata data) external nonReentrant {
        _wrap(receiver, tokenId, amount, data);
    }

    /// @inheritdoc IPurposeBoundMoney
    function safeMintBatch(
        address receiver,
        uint256[] calldata tokenIds,
        uint256[] calldata amounts,
        bytes calldata data
    ) external nonReentrant {
        _requireSameLength(tokenIds.length, amounts.length);
        for (uint256 i = 0; i < tokenIds.length; i++) _wrap(receiver, tokenIds[i], amounts[i], data);
    }

    /// @inheritdoc IPurposeBoundMoney
    function burn(address from, uint256 tokenId, uint256 amount, bytes calldata) external nonReentrant {
        _giveUp(from, tokenId, amount);
    }

    /// @inheritdoc IPurposeBoundMoney
    function burnBatch(
        address from,
        uint256[] calldata tokenIds,
        uint256[] calldata amounts,
        bytes calldata
    ) external nonReentrant {
        _requireSameLength(tokenIds.length, amounts.length);
        for (uint256 i = 0; i < tokenIds.length; i++) _giveUp(from, tokenIds[i], amounts[i]);
    }

    /// @inheritdoc IPurposeBoundMoney
    function revokePBM(uint256 tokenId) external nonReentrant {
        Purpose storage purpose = _known(tokenId);
        require(msg.sender == purpose.issuer, PurposeBoundMoneyNotIssuer(tokenId, msg.sender));
        uint256 expiry = purpose.details.expiry;
        require(block.timestamp >= expiry, PurposeBoundMoneyNotExpired(tokenId, expiry));
        uint256 left = purpose.backing;
        require(left != 0, PurposeBoundMoneyNothingLeft(tokenId));

        purpose.backing = 0;
        emit PBMrevokeWithdraw(msg.sender, tokenId, address(SETTLEMENT_TOKEN), left);

        _giveMoneyBack(msg.sender, left);
    }

    /// @inheritdoc IPurposeBoundMoney
    function recognise(uint256 tokenId, bool recognised) external restricted {
        _known(tokenId).recognised = recognised;
        emit PurposeRecognised(tokenId, recognised);
    }

    /// @inheritdoc IPurposeBoundMoney
    function addMerchants(uint256 tokenId, address[] calldata accounts, string calldata metadata) external restricted {
        _known(tokenId);
        for (uint256 i = 0; i < accounts.length; i++) {
            address account = accounts[i];
            require(account != address(0) && !_isHouse(account), PurposeBoundMoneyMerchantInvalid(account));
        }

        for (uint256 i = 0; i < accounts.length; i++) _merchants[tokenId][accounts[i]] = true;
        emit MerchantList("add", accounts, metadata);
        emit MerchantsChanged(tokenId, accounts, true);
    }

    /// @inheritdoc IPurposeBoundMoney
    function removeMerchants(
        uint256 tokenId,
        address[] calldata accounts,
        string calldata metadata
    ) external restricted {
        _known(tokenId);

        for (uint256 i = 0; i < accounts.length; i++) _merchants[tokenId][accounts[i]] = false;
        emit MerchantList("remove", accounts, metadata);
        emit MerchantsChanged(tokenId, accounts, false);
    }

    /// @inheritdoc IPurposeBoundMoney
    function addToBlacklist(address[] calldata accounts, string calldata metadata) external restricted {
        for (uint256 i = 0; i < accounts.length; i++) isBlacklisted[accounts[i]] = true;
        emit Blacklist("add", accounts, metadata);
    }

    /// @inheritdoc IPurposeBoundMoney
    function removeFromBlacklist(address[] calldata accounts, string calldata metadata) external restricted {
        for (uint256 i = 0; i < accounts.length; i++) isBlacklisted[accounts[i]] = false;
        emit Blacklist("remove", accounts, metadata);
    }

    /// @inheritdoc IPurposeBoundMoney
    function isMerchant(uint256 tokenId, address account) external view returns (bool) {
        return _merchants[tokenId][account] && !isBlacklisted[account];
    }

    /// @inheritdoc IPurposeBoundMoney
    function getTokenDetails(uint256 tokenId) external view returns (PBMToken memory) {
        return _known(tokenId).details;
    }

    /// @inheritdoc IPurposeBoundMoney
    function issuerOf(uint256 tokenId) external view returns (address) {
        return _known(tokenId).issuer;
    }

    /// @inheritdoc IPurposeBoundMoney
    function isRecognised(uint256 tokenId) external view returns (bool) {
        return _known(tokenId).recognised;
    }

    /// @inheritdoc IPurposeBoundMoney
    function backingOf(uint256 tokenId) external view returns (uint256) {
        return _known(tokenId).backing;
    }

    /// @inheritdoc IERC1155
    /// @dev To a merchant of the purpose it is burnt and unwrapped; to anybody else it is passed on.
    function safeTransferFrom(
        address from,
        address to,
        uint256 id,
        uint256 value,
        bytes memory data
    ) public override(ERC1155, IERC1155) nonReentrant {
        _checkAuthorized(msg.sender, from);

        _passOn(from, to, id, value, data);
    }

    /// @inheritdoc IERC1155
    function safeBatchTransferFrom(
        address from,
        address to,
        uint256[] memory ids,
        uint256[] memory values,
        bytes memory data
    ) public override(ERC1155, IERC1155) nonReentrant {
        _checkAuthorized(msg.sender, from);
        _requireSameLength(ids.length, values.length);

        for (uint256 i = 0; i < ids.length; i++) _passOn(from, to, ids[i], values[i], data);
    }

    /// @inheritdoc IERC1155MetadataURI
    function uri(uint256 tokenId) public view override(ERC1155, IERC1155MetadataURI) returns (string memory) {
        return _known(tokenId).details.uri;
    }

    function _wrap(address receiver, uint256 tokenId, uint256 amount, bytes calldata data) private {
        Purpose storage purpose = _alive(tokenId);
        require(msg.sender == purpose.issuer, PurposeBoundMoneyNotIssuer(tokenId, msg.sender));
        require(purpose.recognised, PurposeBoundMoneyNotRecognised(tokenId));
        _requireNotBarred(msg.sender);
        _requireNotBarred(receiver);

        uint256 value = amount * purpose.details.faceValue;
        purpose.backing += value;
        emit TokenWrap(msg.sender, _list(tokenId), _list(amount), address(SETTLEMENT_TOKEN), value);

        _takeMoney(msg.sender, value);
        _noteMoney(msg.sender, receiver, value);
        _mint(receiver, tokenId, amount, data);
    }

    function _passOn(address from, address to, uint256 tokenId, uint256 amount, bytes memory data) private {
        Purpose storage purpose = _alive(tokenId);
        _requireNotBarred(from);
        _requireNotBarred(to);
        uint256 value = amount * purpose.details.faceValue;

        if (_merchants[tokenId][to]) {
            _unwrap(from, to, tokenId, amount, value);
        } else {
            _noteMoney(from, to, value);
            _safeTransferFrom(from, to, tokenId, amount, data);
        }
    }

    function _unwrap(address from, address to, uint256 tokenId, uint256 amount, uint256 value) private {
        _burn(from, tokenId, amount);
        _purposeOf[tokenId].backing -= value;
        emit TokenUnwrapForTarget(from, to, _list(tokenId), _list(amount), address(SETTLEMENT_TOKEN), value);

        _handOver(from, to, value);
    }

    /// @dev After a revocation nothing is left to give up.
    function _giveUp(address from, uint256 tokenId, uint256 amount) private {
        _checkAuthorized(msg.sender, from);
        Purpose storage purpose = _known(tokenId);
        _requireNotBarred(from);

        _burn(from, tokenId, amount);
        uint256 value = Math.min(amount * purpose.details.faceValue, purpose.backing);
        if (value == 0) return;
        purpose.backing -= value;
        address issuer = purpose.issuer;
        emit TokenUnwrapForPBMBurn(from, issuer, _list(tokenId), _list(amount), address(SETTLEMENT_TOKEN), value);

        _handOver(from, issuer, value);
    }

    function _alive(uint256 tokenId) private view returns (Purpose storage purpose) {
        purpose = _known(tokenId);
        uint256 expiry = purpose.details.expiry;
        require(block.timestamp < expiry, PurposeBoundMoneyExpired(tokenId, expiry));
    }

    function _known(uint256 tokenId) private view returns (Purpose storage purpose) {
        purpose = _purposeOf[tokenId];
        require(purpose.issuer != address(0), PurposeBoundMoneyUnknown(tokenId));
    }

    function _requireNotBarred(address account) private view {
        require(!isBlacklisted[account], PurposeBoundMoneyBlacklisted(account));
    }

    function _requireSameLength(uint256 ids, uint256 values) private pure {
        require(ids == values, ERC1155InvalidArrayLength(ids, values));
    }

    function _list(uint256 item) private pure returns (uint256[] memory list) {
        list = new uint256[](1);
        list[0] = item;
    }
}
