// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Users of tokens (ERC-4907, ERC-165 id 0xad092b5c)
interface IERC4907 {
    event UpdateUser(uint256 indexed tokenId, address indexed user, uint64 expires);

    /// @notice Lets somebody use a token until a time. Only for its owner and who is approved for it.
    /// @param user Who may use it; the zero address ends the use.
    /// @param expires Unix time from which they may no longer.
    function setUser(uint256 tokenId, address user, uint64 expires) external;

    /// @return The user; the zero address where there is none, or none any more.
    function userOf(uint256 tokenId) external view returns (address);

    /// @return Unix time from which the use has ended; 0 where there is none.
    function userExpires(uint256 tokenId) external view returns (uint256);
}
