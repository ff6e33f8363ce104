// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IFingerprint} from "../land/IFingerprint.sol";

/// @notice Whether an estate still consists of what was agreed on.
library Fingerprints {
    /// @return Whether the token has the fingerprint; 0 is every token's.
    function isSame(address collection, uint256 tokenId, bytes32 fingerprint) internal view returns (bool) {
        if (fingerprint == 0) return true;
        bytes memory wanted = abi.encodePacked(fingerprint);
        bytes memory question = abi.encodeCall(IFingerprint.verifyFingerprint, (tokenId, wanted));
        (bool answered, bytes memory answer) = collection.staticcall(question);
        return answered && answer.length == 32 && abi.decode(answer, (uint256)) == 1;
    }
}
