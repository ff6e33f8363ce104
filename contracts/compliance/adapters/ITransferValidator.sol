// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What a creator token asks about its transfers
/// @notice The interface of Limit Break's creator token standards (version 5), each function as this project answers it.
/// An ERC721-C token calls `validateTransfer` with four arguments, in a STATICCALL, on every transfer that is neither mint
/// nor burn; the others are asked by ERC-20 and ERC-1155 tokens, by older versions, and by order protocols.
/// @dev To allow is to return, to refuse is to revert. The token is `msg.sender`, save where it is an argument.
interface ITransferValidator {
    /// @notice What the first version of ERC721-C calls: `validateTransfer` without the token's number.
    function applyCollectionTransferPolicy(address caller, address from, address to) external view;

    function validateTransfer(address caller, address from, address to) external view;

    function validateTransfer(address caller, address from, address to, uint256 tokenId) external view;

    /// @notice For ERC-1155, and for ERC-20 with token 0.
    function validateTransfer(address caller, address from, address to, uint256 tokenId, uint256 amount) external;

    /// @notice Announces that `operator` is about to move a token on the word of the caller, an authorizer.
    function beforeAuthorizedTransfer(address operator, address token, uint256 tokenId) external;

    function afterAuthorizedTransfer(address token, uint256 tokenId) external;

    function beforeAuthorizedTransfer(address operator, address token) external;

    function afterAuthorizedTransfer(address token) external;

    function beforeAuthorizedTransfer(address token, uint256 tokenId) external;

    function beforeAuthorizedTransferWithAmount(address token, uint256 tokenId, uint256 amount) external;

    function afterAuthorizedTransferWithAmount(address token, uint256 tokenId) external;
}
