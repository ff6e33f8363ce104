// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC4907} from "./IERC4907.sol";
import {ITenancy} from "./ITenancy.sol";

/// @notice See `ITenancy`.
/// @dev Grants name who gave them and are compared with the owner when read: a transfer neither reads nor clears them, which
/// would cost every sale 2,100 gas and more.
abstract contract Tenancy is ERC721, ITenancy {
    /// @dev User and expiry share a slot.
    struct Grant {
        address user;
        uint64 expires;
        address givenBy;
    }

    struct Operator {
        address account;
        address namedBy;
    }

    mapping(uint256 tokenId => Grant) private _grants;
    mapping(uint256 tokenId => Operator) private _operators;

    /// @inheritdoc IERC4907
    function setUser(uint256 tokenId, address user, uint64 expires) external {
        address owner = _requireOwned(tokenId);
        _checkAuthorized(owner, msg.sender, tokenId);

        _grants[tokenId] = Grant({user: user, expires: expires, givenBy: owner});
        emit UpdateUser(tokenId, user, expires);
    }

    /// @inheritdoc ITenancy
    function setOperator(uint256 tokenId, address operator) external {
        require(msg.sender == _occupantOf(tokenId), TenancyNotUser(msg.sender, tokenId));

        _operators[tokenId] = Operator({account: operator, namedBy: msg.sender});
        emit OperatorNamed(tokenId, operator, msg.sender);
    }

    /// @inheritdoc IERC4907
    function userExpires(uint256 tokenId) external view returns (uint256) {
        Grant storage grant = _grants[tokenId];
        return grant.givenBy == _ownerOf(tokenId) ? grant.expires : 0;
    }

    /// @inheritdoc IERC4907
    function userOf(uint256 tokenId) public view returns (address) {
        Grant storage grant = _grants[tokenId];
        bool holds = block.timestamp < grant.expires && grant.givenBy == _ownerOf(tokenId);
        return holds ? grant.user : address(0);
    }

    /// @inheritdoc ITenancy
    function operatorOf(uint256 tokenId) public view returns (address) {
        Operator storage operator = _operators[tokenId];
        return operator.namedBy == _occupantOf(tokenId) ? operator.account : address(0);
    }

    /// @inheritdoc ITenancy
    function mayOperate(address account, uint256 tokenId) public view returns (bool) {
        address owner = _requireOwned(tokenId);
        if (account == address(0)) return false;
        return account == owner || account == userOf(tokenId) || account == operatorOf(tokenId);
    }

    /// @dev Who has the use of a token: its user, or its owner where it has none.
    function _occupantOf(uint256 tokenId) private view returns (address) {
        address user = userOf(tokenId);
        return user == address(0) ? _requireOwned(tokenId) : user;
    }
}
