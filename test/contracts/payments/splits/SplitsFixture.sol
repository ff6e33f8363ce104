// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Share} from "../../../../contracts/payments/IPaymentSplits.sol";
import {vm} from "../../Cheats.sol";
import {Fixture} from "../../Fixture.sol";

/// @notice A world in which the land's royalty goes to `PaymentSplits`, with two creators who share it.
abstract contract SplitsFixture is Fixture {
    uint256 internal constant PRICE = 1_000 * USD;
    address internal immutable PAINTER = _named("painter");
    address internal immutable MUSICIAN = _named("musician");

    function setUp() public virtual override {
        super.setUp();
        _setHub(address(splits), true);
        vm.prank(PLATFORM);
        land.setRoyalty(address(splits), 500);
    }

    function _setSplit(address target, Share[] memory shares) internal {
        vm.prank(PLATFORM);
        splits.setSplit(target, shares);
    }

    function _two(
        address first,
        uint16 firstBps,
        address second,
        uint16 secondBps
    ) internal pure returns (Share[] memory shares) {
        shares = new Share[](2);
        (shares[0], shares[1]) = (Share(first, firstBps), Share(second, secondBps));
    }
}
