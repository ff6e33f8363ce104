// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC5192} from "../../../contracts/collectibles/IERC5192.sol";
import {IMembership} from "../../../contracts/collectibles/IMembership.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

/// @notice Points and the token that carries them; the test itself is a registered settler.
contract MembershipTest is Fixture {
    /// @dev Points of one purchase, for the model.
    struct Lot {
        uint256 expiresAt;
        uint256 points;
    }

    uint256 private constant PERIOD = 365 days;
    uint256 private constant STEPS = 12;
    uint256 private constant FIRST_EXPIRY = (START / PERIOD + 2) * PERIOD;
    uint256 private token;
    Lot[] private lots;

    function setUp() public override {
        super.setUp();
        _setSettler(address(this), true);
        token = uint256(uint160(BUYER));
    }

    function test_KnowsItsMoney() public view {
        vm.assertEq(address(membership.SETTLEMENT_TOKEN()), address(money));
    }

    function test_TheFirstFeeMakesAMember() public {
        vm.assertEq(membership.balanceOf(BUYER), 0);
        vm.expectEmit(address(membership));
        emit IMembership.PointsEarned(BUYER, 10, uint64(FIRST_EXPIRY));
        vm.expectEmit(address(membership));
        emit IERC721.Transfer(address(0), BUYER, token);
        vm.expectEmit(address(membership));
        emit IERC5192.Locked(token);
        membership.earn(BUYER, 109);
        vm.assertEq(membership.ownerOf(token), BUYER);
        vm.assertEq(membership.balanceOf(BUYER), 1);
        vm.assertTrue(membership.locked(token));
        vm.assertEq(membership.pointsOf(BUYER), 10);
        vm.assertEq(membership.pointsOf(SELLER), 0);
    }

    function test_AMemberHasOneToken() public {
        membership.earn(BUYER, 100);
        membership.earn(BUYER, 50);
        vm.assertEq(membership.balanceOf(BUYER), 1);
        vm.assertEq(membership.pointsOf(BUYER), 15);
    }

    function test_AFeeOfNothingMakesAMemberWithoutPoints() public {
        membership.earn(BUYER, 0);
        vm.assertEq(membership.balanceOf(BUYER), 1);
        vm.assertEq(membership.pointsOf(BUYER), 0);
    }

    function test_RevertWhen_NoSettlerCredits() public {
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipSettlerOnly.selector, STRANGER));
        vm.prank(STRANGER);
        membership.earn(STRANGER, 1_000);
    }

    function test_RevertWhen_NoSettlerSpends() public {
        membership.earn(BUYER, 1_000);
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipSettlerOnly.selector, BUYER));
        vm.prank(BUYER);
        membership.redeem(BUYER, 1, 100);
    }

    function test_RevertWhen_TheSettlerWasDismissed() public {
        _setSettler(address(this), false);
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipSettlerOnly.selector, address(this)));
        membership.earn(BUYER, 1_000);
    }

    function test_APointIsAUnitOfDiscount() public {
        membership.earn(BUYER, 1_000);
        vm.expectEmit(address(membership));
        emit IMembership.PointsRedeemed(BUYER, 40, 40);
        vm.assertEq(membership.redeem(BUYER, 40, 1_000), 40);
        vm.assertEq(membership.pointsOf(BUYER), 60);
    }

    function test_ADiscountIsAtMostHalfOfTheFee() public {
        membership.earn(BUYER, 1_000);
        vm.assertEq(membership.redeem(BUYER, 100, 41), 20);
        vm.assertEq(membership.pointsOf(BUYER), 80);
        vm.assertEq(membership.redeem(BUYER, 80, 1), 0);
        vm.assertEq(membership.pointsOf(BUYER), 80);
    }

    function test_RevertWhen_PointsAreMissing() public {
        membership.earn(BUYER, 1_000);
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipPointsMissing.selector, BUYER, 101, 100));
        membership.redeem(BUYER, 101, 10);
    }

    function test_PointsLastThroughTheNextPeriod() public {
        membership.earn(BUYER, 1_000);
        vm.warp(FIRST_EXPIRY - 1);
        vm.assertEq(membership.pointsOf(BUYER), 100);
        vm.warp(FIRST_EXPIRY);
        vm.assertEq(membership.pointsOf(BUYER), 0);
        vm.assertEq(membership.balanceOf(BUYER), 1);
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipPointsMissing.selector, BUYER, 1, 0));
        membership.redeem(BUYER, 1, 10);
    }

    function test_TheOldestPointsAreSpentFirst() public {
        membership.earn(BUYER, 1_000);
        vm.warp(START + PERIOD);
        membership.earn(BUYER, 500);
        _assertPeriods(100, 50);
        membership.redeem(BUYER, 30, 1_000);
        _assertPeriods(70, 50);
        membership.redeem(BUYER, 90, 1_000);
        _assertPeriods(0, 30);
        vm.warp(START + 2 * PERIOD);
        _assertPeriods(30, 0);
        vm.warp(START + 3 * PERIOD);
        _assertPeriods(0, 0);
    }

    function test_AHugeFeeSaturates() public {
        membership.earn(BUYER, type(uint256).max);
        vm.assertEq(membership.pointsOf(BUYER), type(uint96).max);
        membership.earn(BUYER, type(uint256).max);
        vm.assertEq(membership.pointsOf(BUYER), type(uint96).max);
    }

    function test_RevertWhen_TheTokenIsTransferred() public {
        membership.earn(BUYER, 100);
        vm.startPrank(BUYER);
        membership.approve(STRANGER, token);
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipSoulbound.selector, BUYER));
        membership.transferFrom(BUYER, SELLER, token);
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipSoulbound.selector, BUYER));
        membership.safeTransferFrom(BUYER, SELLER, token);
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipSoulbound.selector, BUYER));
        membership.safeTransferFrom(BUYER, BUYER, token, "");
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipSoulbound.selector, BUYER));
        vm.prank(STRANGER);
        membership.transferFrom(BUYER, STRANGER, token);
    }

    function test_RevertWhen_ATokenThatDoesNotExistIsAskedAbout() public {
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, token));
        membership.locked(token);
    }

    function test_SpeaksItsStandards() public view {
        vm.assertTrue(membership.supportsInterface(0xb45a3c0e));
        vm.assertTrue(membership.supportsInterface(type(IERC721).interfaceId));
        vm.assertTrue(membership.supportsInterface(type(IERC165).interfaceId));
        vm.assertFalse(membership.supportsInterface(0xffffffff));
    }

    /// @dev The one word says what a list of every purchase would, at any time: expiry is exact, the oldest goes first.
    function testFuzz_TheWordIsAsGoodAsAListOfPurchases(uint256[STEPS] memory seeds) public {
        uint256 time = START;
        for (uint256 i = 0; i < STEPS; i++) {
            time += (seeds[i] >> 128) % 300 days;
            vm.warp(time);
            uint256 fee = uint64(seeds[i]);
            if (seeds[i] >> 255 == 0) {
                membership.earn(BUYER, fee);
                lots.push(Lot((time / PERIOD + 2) * PERIOD, fee / 10));
            } else {
                uint256 points = (seeds[i] >> 64) % (_modelBalance(time) + 1);
                _modelSpend(time, membership.redeem(BUYER, points, fee));
            }
            vm.assertEq(membership.pointsOf(BUYER), _modelBalance(time));
        }
    }

    /// @dev Whatever accounts do together: each unit of discount cost ten units of fee.
    function testFuzz_FarmingPointsLosesMoney(uint256[STEPS] memory seeds) public {
        address[2] memory ring = [BUYER, SELLER];
        (uint256 paid, uint256 discounts, uint256 time) = (0, 0, START);
        for (uint256 i = 0; i < STEPS; i++) {
            time += (seeds[i] >> 128) % 100 days;
            vm.warp(time);
            address buyer = ring[seeds[i] >> 255];
            uint256 fee = uint80(seeds[i]);
            uint256 discount = membership.redeem(buyer, membership.pointsOf(buyer), fee);
            vm.assertLe(discount, fee / 2);
            membership.earn(buyer, fee - discount);
            (paid, discounts) = (paid + fee - discount, discounts + discount);
            vm.assertLe(discounts * 10, paid);
        }
    }

    function _assertPeriods(uint256 previous, uint256 current) private view {
        (uint256 first, uint256 second) = membership.pointsByPeriod(BUYER);
        vm.assertEq(first, previous);
        vm.assertEq(second, current);
        vm.assertEq(membership.pointsOf(BUYER), previous + current);
    }

    function _modelSpend(uint256 time, uint256 points) private {
        for (uint256 i = 0; i < lots.length; i++) {
            if (lots[i].expiresAt <= time) continue;
            uint256 part = points < lots[i].points ? points : lots[i].points;
            lots[i].points -= part;
            points -= part;
        }
        vm.assertEq(points, 0);
    }

    function _modelBalance(uint256 time) private view returns (uint256 balance) {
        for (uint256 i = 0; i < lots.length; i++) if (lots[i].expiresAt > time) balance += lots[i].points;
    }
}
