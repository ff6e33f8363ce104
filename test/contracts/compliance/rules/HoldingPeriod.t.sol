// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Mode, Verdict} from "../../../../contracts/compliance/ICompliance.sol";
import {ConductLimits, IConduct} from "../../../../contracts/compliance/rules/IConduct.sol";
import {vm} from "../../Cheats.sol";
import {ConductFixture} from "./ConductFixture.sol";

/// @notice HoldingPeriod, and SameBlock, which is the shortest of them.
contract HoldingPeriodTest is ConductFixture {
    function setUp() public override {
        super.setUp();
        _enforceOnly(HOLDING_PERIOD);
    }

    function test_WhoeverGotATokenFirstMaySellItAtOnce() public view {
        _assertAllowed(SELLER, BUYER, PRICE);
    }

    function test_BlocksUntilThePeriodIsOver() public {
        _sell(SELLER, BUYER, parcel, PRICE);
        _assertBlocked(START);
        vm.warp(START + 1 days - 1);
        _assertBlocked(START);
        vm.warp(START + 1 days);
        _assertAllowed(BUYER, STRANGER, PRICE);
    }

    function test_AGiftStartsThePeriod() public {
        vm.warp(START + 5);
        vm.prank(SELLER);
        land.transferFrom(SELLER, BUYER, parcel);
        _assertBlocked(START + 5);
    }

    function test_AMoveBetweenAccountsOfOneOwnerStartsNone() public {
        _attest(SELLER, 7);
        _attest(BUYER, 7);
        vm.prank(SELLER);
        land.transferFrom(SELLER, BUYER, parcel);
        _assertAllowed(BUYER, STRANGER, PRICE);
    }

    function test_AHeldTradeStartsThePeriodWhenItIsReleased() public {
        _setMode(PRICE_BAND, Mode.Enforce);
        _setReference(uint80(100 * PRICE));
        _sell(SELLER, BUYER, parcel, PRICE);
        vm.warp(START + 2 days);
        _release();
        _assertBlocked(START + 2 days);
    }

    /// @dev A part that came yesterday starts the period of the whole, where a rule is on that asks.
    function test_OnlyRulesThatAreOnRememberAPart() public {
        _sell(SELLER, BUYER, parcel, PRICE);
        uint256 part = parcel;
        parcel = _giveParcel(BUYER, 9, 9);
        vm.startPrank(address(compliance));
        marketRules.recordJoin(address(land), part, address(land), parcel, 0);
        _assertAllowed(BUYER, STRANGER, PRICE);
        marketRules.recordJoin(address(land), part, address(land), parcel, 1 << 6);
        vm.stopPrank();
        _assertBlocked(START);
    }

    function testFuzz_HoldsAtEveryBoundary(uint32 period, uint32 elapsed) public {
        ConductLimits memory limits = _limits();
        limits.holdingPeriod = uint32(1 minutes + (period % (30 days - 1 minutes + 1)));
        _setLimits(limits);
        _sell(SELLER, BUYER, parcel, PRICE);
        uint32[4] memory moments = [0, limits.holdingPeriod - 1, limits.holdingPeriod, elapsed % uint32(60 days)];
        for (uint256 i = 0; i < moments.length; i++) {
            vm.warp(START + moments[i]);
            bool blocked = moments[i] < limits.holdingPeriod;
            vm.assertTrue(_verdict(BUYER, STRANGER, PRICE) == (blocked ? Verdict.Block : Verdict.Allow));
        }
    }

    function test_SameBlockStopsASecondSaleAtOneTime() public {
        _enforceOnly(SAME_BLOCK);
        _assertAllowed(SELLER, BUYER, PRICE);
        _sell(SELLER, BUYER, parcel, PRICE);
        bytes memory reason = abi.encodeWithSelector(IConduct.SameBlockTwice.selector, block.number);
        _assertFinding(BUYER, STRANGER, PRICE, Verdict.Block, SAME_BLOCK, reason);
        vm.warp(START + 1);
        _assertAllowed(BUYER, STRANGER, PRICE);
    }

    /// @dev A hook that is asked after the transfer: the token told of the trade already.
    function test_TheTradesOwnDisposalIsNoFinding() public {
        vm.prank(address(compliance));
        marketRules.record(
            _tradeOf(SELLER, BUYER, parcel, 0),
            _partiesOf(uint160(SELLER), uint160(BUYER), SELLER, BUYER, 1 << 6)
        );
        _assertAllowed(SELLER, BUYER, PRICE);
        _enforceOnly(SAME_BLOCK);
        _assertAllowed(SELLER, BUYER, PRICE);
    }

    function _assertBlocked(uint256 since) private view {
        bytes memory reason = abi.encodeWithSelector(IConduct.HoldingPeriodRunning.selector, since, since + 1 days);
        _assertFinding(BUYER, STRANGER, PRICE, Verdict.Block, HOLDING_PERIOD, reason);
    }
}
