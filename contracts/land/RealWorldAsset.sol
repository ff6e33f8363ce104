// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ICompliance, TransferPolicy} from "../compliance/ICompliance.sol";
import {AccountKind, ISettlementToken} from "../payments/ISettlementToken.sol";
import {IERC7943NonFungible} from "./IERC7943NonFungible.sol";
import {IRealWorldAsset} from "./IRealWorldAsset.sol";

/// @notice See `IRealWorldAsset`.
abstract contract RealWorldAsset is ERC721, AccessManaged, IRealWorldAsset {
    ICompliance public immutable COMPLIANCE;
    ISettlementToken private immutable SETTLEMENT_TOKEN;

    mapping(address account => mapping(uint256 tokenId => bool)) private _frozen;
    /// @dev How many of `_frozen` are set. The last variable here, so that it shares a slot with the first ones of the
    /// collection, its royalty: a sale has read that slot before, and pays 2,100 gas more only while something is frozen.
    uint64 private _frozenCount;

    constructor(address compliance) {
        COMPLIANCE = ICompliance(compliance);
        SETTLEMENT_TOKEN = ICompliance(compliance).SETTLEMENT_TOKEN();
    }

    /// @inheritdoc IERC7943NonFungible
    /// @dev From an account to itself would have to unfreeze what does not move: refused.
    function forcedTransfer(address from, address to, uint256 tokenId) external restricted returns (bool) {
        require(to != address(0), ERC721InvalidReceiver(to));
        address owner = _requireOwned(tokenId);
        require(owner == from, ERC721IncorrectOwner(from, tokenId, owner));
        require(from != to, ERC7943CannotTransfer(from, to, tokenId));
        require(canReceive(to), ERC7943CannotReceive(to));
        _requireNoCustody(from, tokenId);
        _requireNoCustody(to, tokenId);
        _requireImpartial(from);
        _requireImpartial(to);

        if (_frozen[from][tokenId]) _setFrozen(from, tokenId, false);
        super._update(to, tokenId, address(0));
        emit ForcedTransfer(from, to, tokenId);

        COMPLIANCE.onForcedTransfer(from, to, tokenId);
        return true;
    }

    /// @inheritdoc IERC7943NonFungible
    function setFrozenTokens(address account, uint256 tokenId, bool frozen) external restricted returns (bool) {
        if (frozen) _requireNoCustody(account, tokenId);
        _requireImpartial(account);

        _setFrozen(account, tokenId, frozen);
        return true;
    }

    /// @inheritdoc IERC7943NonFungible
    function canTransfer(address from, address to, uint256 tokenId) external view returns (bool) {
        if (_frozen[from][tokenId] || !canSend(from) || !canReceive(to)) return false;
        if (COMPLIANCE.isSettling(address(this), tokenId, from, to)) return true;
        if (_isSettler(to)) return false;
        TransferPolicy policy = COMPLIANCE.transferPolicy(address(this));
        return policy == TransferPolicy.Open || policy == TransferPolicy.Recorded;
    }

    /// @inheritdoc IERC7943NonFungible
    function getFrozenTokens(address account, uint256 tokenId) external view returns (bool) {
        return _frozen[account][tokenId];
    }

    /// @inheritdoc IERC7943NonFungible
    function canSend(address account) public view returns (bool) {
        return COMPLIANCE.mayHold(account);
    }

    /// @inheritdoc IERC7943NonFungible
    function canReceive(address account) public view returns (bool) {
        return COMPLIANCE.mayHold(account);
    }

    /// @dev For the collection's `_update`, which a forced transfer goes round.
    function _requireUnfrozen(address owner, uint256 tokenId) internal view {
        bool frozen = _frozenCount != 0 && _frozen[owner][tokenId];
        require(!frozen, ERC7943InsufficientUnfrozenBalance(owner, tokenId));
    }

    function _setFrozen(address account, uint256 tokenId, bool frozen) private {
        if (_frozen[account][tokenId] != frozen) {
            _frozen[account][tokenId] = frozen;
            _frozenCount = frozen ? _frozenCount + 1 : _frozenCount - 1;
        }
        emit Frozen(account, tokenId, frozen);
    }

    function _requireNoCustody(address account, uint256 tokenId) private view {
        require(!_isSettler(account), RealWorldAssetInCustody(account, tokenId));
    }

    function _requireImpartial(address account) private view {
        bool own = COMPLIANCE.clusterOf(msg.sender) == COMPLIANCE.clusterOf(account);
        require(!own, RealWorldAssetOwnCase(msg.sender, account));
    }

    function _isSettler(address account) private view returns (bool) {
        return SETTLEMENT_TOKEN.accountKind(account) == AccountKind.Settler;
    }
}
