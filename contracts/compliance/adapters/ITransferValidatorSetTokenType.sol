// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What a creator token tells its validator of itself
interface ITransferValidatorSetTokenType {
    /// @notice Called by a token on its new validator; it swallows a revert.
    /// @param tokenType The number of its standard: 20, 721 or 1155.
    function setTokenTypeOfCollection(address collection, uint16 tokenType) external;
}
