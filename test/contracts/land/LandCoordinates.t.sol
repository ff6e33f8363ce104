// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LandCoordinates} from "../../../contracts/land/LandCoordinates.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

contract LandCoordinatesTest is Fixture {
    int256 private constant EDGE = 999_999;

    function test_EncodesDecentralandsTokenIds() public view {
        vm.assertEq(land.tokenIdAt(0, 0), 0);
        vm.assertEq(land.tokenIdAt(1, 0), 1 << 128);
        vm.assertEq(land.tokenIdAt(0, 1), 1);
        vm.assertEq(land.tokenIdAt(0, -1), type(uint128).max);
        vm.assertEq(land.tokenIdAt(-1, 0), uint256(type(uint128).max) << 128);
        vm.assertEq(land.tokenIdAt(-1, -1), type(uint256).max);
    }

    function test_DecodesTheCorners() public view {
        _assertRoundTrip(EDGE, EDGE);
        _assertRoundTrip(-EDGE, EDGE);
        _assertRoundTrip(EDGE, -EDGE);
        _assertRoundTrip(-EDGE, -EDGE);
    }

    function test_RevertWhen_CoordinateReachesTheLimit() public {
        _assertOutOfRange(EDGE + 1, 0);
        _assertOutOfRange(-EDGE - 1, 0);
        _assertOutOfRange(0, EDGE + 1);
        _assertOutOfRange(0, -EDGE - 1);
    }

    function test_RevertWhen_CoordinateDoesNotFitItsHalf() public {
        _assertOutOfRange(int256(1) << 128, 0);
        _assertOutOfRange(0, type(int256).min);
    }

    function testFuzz_DecodeUndoesEncode(int256 x, int256 y) public view {
        _assertRoundTrip(x % (EDGE + 1), y % (EDGE + 1));
    }

    function testFuzz_DifferentPlacesHaveDifferentIds(int256 x, int256 y, int256 otherX, int256 otherY) public view {
        (x, y, otherX, otherY) = (x % (EDGE + 1), y % (EDGE + 1), otherX % (EDGE + 1), otherY % (EDGE + 1));
        bool samePlace = x == otherX && y == otherY;
        vm.assertEq(land.tokenIdAt(x, y) == land.tokenIdAt(otherX, otherY), samePlace);
    }

    function testFuzz_RevertWhen_OutOfRange(int256 x, int256 y) public {
        vm.assume(x < -EDGE || EDGE < x || y < -EDGE || EDGE < y);
        _assertOutOfRange(x, y);
    }

    /// @dev Every id either names a place that encodes to it or is refused: no two ids share a place.
    function testFuzz_EncodeUndoesDecode(uint256 tokenId) public {
        int128 x = int128(uint128(tokenId >> 128));
        int128 y = int128(uint128(tokenId));
        if (-EDGE <= x && x <= EDGE && -EDGE <= y && y <= EDGE) {
            vm.assertEq(land.tokenIdAt(x, y), tokenId);
        } else {
            vm.expectRevert(abi.encodeWithSelector(LandCoordinates.LandCoordinatesInvalidTokenId.selector, tokenId));
            land.coordinatesOf(tokenId);
        }
    }

    function _assertRoundTrip(int256 x, int256 y) private view {
        (int256 decodedX, int256 decodedY) = land.coordinatesOf(land.tokenIdAt(x, y));
        vm.assertEq(decodedX, x);
        vm.assertEq(decodedY, y);
    }

    function _assertOutOfRange(int256 x, int256 y) private {
        vm.expectRevert(abi.encodeWithSelector(LandCoordinates.LandCoordinatesOutOfRange.selector, x, y));
        land.tokenIdAt(x, y);
    }
}
