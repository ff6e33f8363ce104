// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Mode, Verdict} from "../../../../contracts/compliance/ICompliance.sol";
import {ConductLimits, IConduct} from "../../../../contracts/compliance/rules/IConduct.sol";
import {Order} from "../../../../contracts/market/Orders.sol";
import {vm} from "../../Cheats.sol";
import {ConductFixture} from "./ConductFixture.sol";

contract PriceBandTest is ConductFixture {
    uint80 private constant REFERENCE = uint80(PRICE);
    uint256 private nextPlace;

    function setUp() public override {
        super.setUp();
        _enforceOnly(PRICE_BAND);
    }

    function test_WithoutAReferenceItIsSilent() public view {
        _assertAllowed(SELLER, BUYER, 1);
        _assertAllowed(SELLER, BUYER, type(uint256).max);
    }

    function test_HoldsAPriceOutsideTheBand() public {
        _setReference(REFERENCE);
        _assertAllowed(SELLER, BUYER, 5 * PRICE);
        _assertHeld(5 * PRICE + 1);
        _assertAllowed(SELLER, BUYER, PRICE / 5);
        _assertHeld(PRICE / 5 - 1);
        _assertHeld(type(uint256).max);
    }

    function test_AGiftHasNoPrice() public {
        _setReference(REFERENCE);
        _assertAllowed(SELLER, BUYER, 0);
        vm.prank(SELLER);
        land.transferFrom(SELLER, BUYER, parcel);
        vm.assertEq(marketRules.referencePrice(address(land)), REFERENCE);
    }

    /// @dev A step of 5 % of the way from 1,000 to 1,200.
    function test_ASettledTradeMovesTheReferenceAStep() public {
        _setReference(REFERENCE);
        _sellFresh(1_200 * USD);
        vm.assertEq(marketRules.referencePrice(address(land)), 1_010 * USD);
    }

    /// @dev Not even one that an officer releases counts for more than the band's edge.
    function test_OnlyWhatSettledMovesTheReference() public {
        _setReference(REFERENCE);
        _sellFresh(100 * PRICE);
        vm.assertEq(marketRules.referencePrice(address(land)), REFERENCE);
        _reverse();
        vm.assertEq(marketRules.referencePrice(address(land)), REFERENCE);

        _sellFresh(6 * PRICE);
        _release();
        vm.assertEq(marketRules.referencePrice(address(land)), 1_100 * USD);
    }

    function test_ABlockedTradeMovesNothing() public {
        _setReference(REFERENCE);
        _setMode(SANCTIONS, Mode.Enforce);
        _setListed(BUYER, true);
        vm.assertTrue(_verdict(SELLER, BUYER, 2 * PRICE) == Verdict.Block);
        Order memory ask = _ask(SELLER, parcel, 2 * PRICE);
        _authorise(ask);
        vm.prank(BUYER);
        market.tryFill(ask, "", parcel);
        vm.assertEq(marketRules.referencePrice(address(land)), REFERENCE);
    }

    function test_InShadowItMovesTheReferenceToo() public {
        _setReference(REFERENCE);
        _setMode(PRICE_BAND, Mode.Shadow);
        _sellFresh(100 * PRICE);
        vm.assertEq(marketRules.referencePrice(address(land)), 1_100 * USD);
    }

    function test_OffItMovesNothing() public {
        _setReference(REFERENCE);
        _setMode(PRICE_BAND, Mode.Off);
        _sellFresh(2 * PRICE);
        vm.assertEq(marketRules.referencePrice(address(land)), REFERENCE);
    }

    function test_NobodyWalksTheReferenceFurtherThanADaysMove() public {
        _setReference(REFERENCE);
        for (uint256 i = 0; i < 20; i++) _sellFresh(4 * PRICE);
        vm.assertEq(marketRules.referencePrice(address(land)), 1_100 * USD);
        vm.warp(START + 1 days);
        for (uint256 i = 0; i < 20; i++) _sellFresh(4 * PRICE);
        vm.assertEq(marketRules.referencePrice(address(land)), 1_210 * USD);
        vm.warp(START + 2 days);
        for (uint256 i = 0; i < 20; i++) _sellFresh(500 * USD);
        vm.assertEq(marketRules.referencePrice(address(land)), 1_089 * USD);
    }

    /// @dev A reference that rounded down to nothing would switch the rule off.
    function test_TheReferenceNeverReachesZero() public {
        _setReference(1);
        _sellFresh(1);
        vm.assertEq(marketRules.referencePrice(address(land)), 1);
    }

    /// @dev Any price, any reference, any limits: within a step, within a day's move, and never a revert.
    function testFuzz_TheReferenceStaysWithinItsBounds(
        uint80 ref,
        uint256 price,
        uint24 bandBps,
        uint16 stepBps,
        uint16 dailyMoveBps
    ) public {
        if (ref == 0) ref = 1;
        if (price == 0) price = 1;
        ConductLimits memory limits = _limits();
        limits.bandBps = uint24(11_000 + (uint256(bandBps) % 989_001));
        limits.stepBps = 1 + (stepBps % 2_000);
        limits.dailyMoveBps = 1 + (dailyMoveBps % 2_500);
        _setLimits(limits);
        _setReference(ref);

        uint256 low = (uint256(ref) * 10_000) / limits.bandBps;
        uint256 high = (uint256(ref) * limits.bandBps) / 10_000;
        bool outside = price < low || price > high;
        vm.assertTrue((_verdict(SELLER, BUYER, price) == Verdict.Hold) == outside);

        vm.prank(address(compliance));
        marketRules.record(_tradeOf(SELLER, BUYER, parcel, price), _partiesOf(1, 2, SELLER, BUYER, 1 << 4));
        uint256 moved = marketRules.referencePrice(address(land));
        uint256 room = (uint256(ref) * limits.dailyMoveBps) / 10_000;
        vm.assertGe(moved, 1);
        vm.assertLe(moved, uint256(ref) + room);
        vm.assertGe(moved + room, ref);
        if (price >= ref) vm.assertLe(moved, price > ref ? price : ref);
        else vm.assertLe(moved, ref);
    }

    function _sellFresh(uint256 price) private {
        parcel = _giveParcel(SELLER, int128(uint128(++nextPlace)), 77);
        _sell(SELLER, BUYER, parcel, price);
    }

    function _assertHeld(uint256 price) private view {
        bytes memory reason = abi.encodeWithSelector(IConduct.PriceBandLeft.selector, price, REFERENCE, 50_000);
        _assertFinding(SELLER, BUYER, price, Verdict.Hold, PRICE_BAND, reason);
    }
}
