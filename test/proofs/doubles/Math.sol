// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Stands in for OpenZeppelin's library, which has assembly. Of `mulDiv` nothing is believed but what is required
/// below, which holds for the floor of x * y / d: the result may be anything else. What is proved with it is therefore true
/// of every amount, and of every rounding that keeps these facts.
library Math {
    function mulDiv(uint256 x, uint256 y, uint256 d) internal pure returns (uint256 r) {
        require(d != 0);
        r = uint256(keccak256(abi.encode(x, y, d)));
        require(y > d || r <= x);
        require(x > d || r <= y);
        require(y != d || r == x);
        require(x != d || r == y);
        require((x != 0 && y != 0) || r == 0);
    }

    function min(uint256 a, uint256 b) internal pure returns (uint256) {
        return a < b ? a : b;
    }

    function max(uint256 a, uint256 b) internal pure returns (uint256) {
        return a > b ? a : b;
    }

    function saturatingSub(uint256 a, uint256 b) internal pure returns (uint256) {
        return a > b ? a - b : 0;
    }

    /// @dev Saturates above all the money there is, which is less than 2^80.
    function saturatingMul(uint256 a, uint256 b) internal pure returns (uint256) {
        require(a <= type(uint128).max && b <= type(uint128).max);
        return a * b;
    }
}
