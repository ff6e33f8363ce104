// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A token that consists of others
/// @notice Decentraland's way to tie an order to what an estate consists of (ERC-165 id 0x8f9f4b63).
interface IFingerprint {
    /// @param fingerprint The 32 bytes of the estate's fingerprint when the order was made.
    /// @return Whether the token still consists of the same.
    function verifyFingerprint(uint256 tokenId, bytes calldata fingerprint) external view returns (bool);
}
