// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IFingerprint} from "../land/IFingerprint.sol";
import {ERC721Mock} from "./ERC721Mock.sol";

/// @notice Tokens that consist of whatever anyone says.
contract EstateMock is ERC721Mock, IFingerprint {
    mapping(uint256 tokenId => bytes32 fingerprint) private _fingerprints;

    function compose(uint256 tokenId, bytes32 fingerprint) external {
        _fingerprints[tokenId] = fingerprint;
    }

    function verifyFingerprint(uint256 tokenId, bytes calldata fingerprint) external view returns (bool) {
        return fingerprint.length == 32 && bytes32(fingerprint) == _fingerprints[tokenId];
    }
}
