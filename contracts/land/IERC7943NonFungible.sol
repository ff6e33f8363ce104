// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

/// @title Tokens that authorities can freeze and move (ERC-7943, uRWA, for ERC-721)
/// @notice Asks before a transfer whether it would be refused, freezes a token for an account, and moves one against its
/// owner's will. ERC-165 id 0xbf1ef5fe.
interface IERC7943NonFungible is IERC165 {
    /// @notice A token was moved by force. Comes after the `Transfer` of the same move.
    event ForcedTransfer(address indexed from, address indexed to, uint256 indexed tokenId);
    /// @notice A token was frozen for an account, or is so no more.
    event Frozen(address indexed account, uint256 indexed tokenId, bool indexed frozenStatus);

    error ERC7943CannotSend(address account);
    error ERC7943CannotReceive(address account);
    error ERC7943CannotTransfer(address from, address to, uint256 tokenId);
    /// @notice The token is frozen for its owner.
    error ERC7943InsufficientUnfrozenBalance(address account, uint256 tokenId);

    /// @notice Moves a token by force, frozen or not; it is then frozen for its former owner no more.
    /// @return result Always true; what cannot be done reverts.
    function forcedTransfer(address from, address to, uint256 tokenId) external returns (bool result);

    /// @notice Freezes a token for an account, which need not own it yet, or ends that.
    /// @return result Always true; what cannot be done reverts.
    function setFrozenTokens(address account, uint256 tokenId, bool frozenStatus) external returns (bool result);

    /// @return allowed Whether the account may give tokens away, whichever and to whomever. Never reverts.
    function canSend(address account) external view returns (bool allowed);

    /// @return allowed Whether the account may get tokens, whichever and from whomever. Never reverts.
    function canReceive(address account) external view returns (bool allowed);

    /// @return frozenStatus Whether the token is frozen for the account, also where the account does not own it. Never reverts.
    function getFrozenTokens(address account, uint256 tokenId) external view returns (bool frozenStatus);

    /// @return allowed Whether no authority objects to this transfer now. That `from` owns the token, that it exists and that
    /// `to` is not the zero address is for ERC-721 to say and not asked here. Never reverts.
    function canTransfer(address from, address to, uint256 tokenId) external view returns (bool allowed);
}
