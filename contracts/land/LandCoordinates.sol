// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Decentraland's token ids: two signed 128-bit halves, x high and y low.
library LandCoordinates {
    int256 internal constant LIMIT = 1_000_000;

    error LandCoordinatesOutOfRange(int256 x, int256 y);
    error LandCoordinatesInvalidTokenId(uint256 tokenId);

    function encode(int256 x, int256 y) internal pure returns (uint256) {
        require(_inRange(x, y), LandCoordinatesOutOfRange(x, y));
        // In range both casts keep the value; the halves are two's complement.
        return (uint256(uint128(int128(x))) << 128) | uint128(int128(y));
    }

    function decode(uint256 tokenId) internal pure returns (int256 x, int256 y) {
        x = int128(uint128(tokenId >> 128));
        y = int128(uint128(tokenId));
        require(_inRange(x, y), LandCoordinatesInvalidTokenId(tokenId));
    }

    function _inRange(int256 x, int256 y) private pure returns (bool) {
        return -LIMIT < x && x < LIMIT && -LIMIT < y && y < LIMIT;
    }
}
