// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Trade, Verdict} from "../../../../contracts/compliance/ICompliance.sol";
import {ConductLimits, IConduct} from "../../../../contracts/compliance/rules/IConduct.sol";
import {vm} from "../../Cheats.sol";
import {ConductFixture} from "./ConductFixture.sol";

contract VelocityTest is ConductFixture {
    uint16 private constant ACTIVE = 1 << 5;
    uint256 private nextPlace;

    function setUp() public override {
        super.setUp();
        _enforceOnly(VELOCITY);
    }

    function test_HoldsTheFourthSaleOfATokenWithinAWeek() public {
        _passOn(3);
        _assertTokenHeld(_trader(3), _trader(4), 3);
        vm.warp(START + 7 days - 1);
        _assertTokenHeld(_trader(3), _trader(4), 3);
        vm.warp(START + 7 days);
        _assertAllowed(_trader(3), _trader(4), PRICE);
    }

    function test_AGiftIsAChangeOfOwner() public {
        _passOn(2);
        (address holder, address receiver) = (_trader(2), _trader(3));
        vm.prank(holder);
        land.transferFrom(holder, receiver, parcel);
        _assertTokenHeld(_trader(3), _trader(4), 3);
    }

    function testFuzz_TheTokensLimitHolds(uint8 limit, uint8 sales, uint32 window, uint32 elapsed) public {
        limit = 1 + (limit % 3);
        sales = sales % 5;
        ConductLimits memory limits = _limits();
        limits.tokenTrades = limit;
        limits.velocityWindow = uint32(1 hours + (window % (30 days - 1 hours + 1)));
        _setLimits(limits);
        for (uint256 i = 0; i < sales; i++) _record(100 + i, 200 + i, PRICE);

        vm.warp(START + (elapsed % 60 days));
        bool held = sales >= limit && elapsed % 60 days < limits.velocityWindow;
        vm.assertTrue(_verdict(SELLER, BUYER, PRICE) == (held ? Verdict.Hold : Verdict.Allow));
    }

    /// @dev A hook that is asked after the transfer finds the trade's own disposal at the top: it does not count. A limit of
    /// three among the two that are left acts as a limit of two.
    function test_TheTradesOwnDisposalDoesNotCount() public {
        ConductLimits memory limits = _limits();
        limits.tokenTrades = 1;
        _setLimits(limits);
        _record(uint160(SELLER), 2, PRICE);
        _assertAllowed(SELLER, BUYER, PRICE);
        vm.warp(START + 1);
        _assertTokenHeld(SELLER, BUYER, 1);

        limits.tokenTrades = 3;
        _setLimits(limits);
        _record(3, 4, PRICE);
        _record(uint160(SELLER), 5, PRICE);
        _assertTokenHeld(SELLER, BUYER, 3);
    }

    function test_HoldsAnOwnersPurchasePastTheLimit() public {
        _setOwnerTrades(2);
        _buyFresh(2);
        (uint40 since, uint32 bought) = marketRules.purchasesOf(uint160(BUYER));
        vm.assertEq(since, START);
        vm.assertEq(bought, 2);
        _assertOwnerHeld(SELLER, BUYER, uint160(BUYER), 2);
        vm.warp(START + 7 days);
        _assertAllowed(SELLER, BUYER, PRICE);
        _buyFresh(1);
        (since, bought) = marketRules.purchasesOf(uint160(BUYER));
        vm.assertEq(since, START + 7 days);
        vm.assertEq(bought, 1);
    }

    function test_AHeldPurchaseCountsOnceItIsReleased() public {
        _setOwnerTrades(1);
        _buyFresh(2);
        (, uint32 bought) = marketRules.purchasesOf(uint160(BUYER));
        vm.assertEq(bought, 1);
        _release();
        (, bought) = marketRules.purchasesOf(uint160(BUYER));
        vm.assertEq(bought, 2);
    }

    function test_AccountsOfOneOwnerCountTogether() public {
        _setOwnerTrades(2);
        address second = _trader(1);
        _attest(BUYER, 7);
        _attest(second, 7);
        _buyFresh(1);
        _sell(SELLER, second, _giveParcel(SELLER, 50, 50), PRICE);
        _assertOwnerHeld(SELLER, BUYER, 7, 2);
        _assertOwnerHeld(SELLER, second, 7, 2);
    }

    function test_AGiftIsNoPurchase() public {
        vm.prank(SELLER);
        land.transferFrom(SELLER, BUYER, parcel);
        (, uint32 bought) = marketRules.purchasesOf(uint160(BUYER));
        vm.assertEq(bought, 0);
    }

    /// @dev Who buys through ever fresh accounts is counted by the purse.
    function test_ThePayerIsCountedBesideTheBuyer() public {
        _setOwnerTrades(2);
        _attest(STRANGER, 9);
        for (uint256 i = 0; i < 2; i++) {
            Trade memory trade = _tradeOf(SELLER, _trader(i), _giveParcel(SELLER, int128(uint128(i)), 60), PRICE);
            trade.payer = STRANGER;
            vm.prank(address(compliance));
            marketRules.record(trade, _partiesOf(1, uint160(trade.buyer), SELLER, trade.buyer, ACTIVE));
        }
        (, uint32 bought) = marketRules.purchasesOf(9);
        vm.assertEq(bought, 2);
        vm.assertTrue(_verdictPaidBy(STRANGER, PRICE) == Verdict.Hold);
        _assertAllowed(SELLER, BUYER, PRICE);
    }

    /// @dev A running count against a plain list of times.
    function testFuzz_CountsWithinTheWindow(uint32[12] memory gaps, uint32 window, uint16 limit) public {
        ConductLimits memory limits = _limits();
        limits.velocityWindow = uint32(1 hours + (window % (30 days - 1 hours + 1)));
        limits.ownerTrades = 1 + (limit % 6);
        limits.tokenTrades = 3;
        _setLimits(limits);
        (uint256 time, uint256 since, uint256 count) = (START, 0, 0);
        for (uint256 i = 0; i < gaps.length; i++) {
            time += gaps[i] % 10 days;
            vm.warp(time);
            parcel = 1_000 + i;
            bool running = count != 0 && time - since < limits.velocityWindow;
            bool held = running && count >= limits.ownerTrades;
            vm.assertTrue(_verdict(SELLER, BUYER, PRICE) == (held ? Verdict.Hold : Verdict.Allow));
            _record(1, uint160(BUYER), PRICE);
            (since, count) = running ? (since, count + 1) : (time, 1);
        }
    }

    /// @dev Sells the parcel from trader to trader, the first of whom gets it from the seller.
    function _passOn(uint256 times) private {
        address holder = SELLER;
        for (uint256 i = 1; i <= times; i++) {
            _sell(holder, _trader(i), parcel, PRICE);
            holder = _trader(i);
        }
    }

    function _buyFresh(uint256 count) private {
        for (uint256 i = 0; i < count; i++) {
            _sell(SELLER, BUYER, _giveParcel(SELLER, int128(uint128(++nextPlace)), 40), PRICE);
        }
    }

    function _setOwnerTrades(uint16 limit) private {
        ConductLimits memory limits = _limits();
        limits.ownerTrades = limit;
        _setLimits(limits);
    }

    function _record(uint256 sellerCluster, uint256 buyerCluster, uint256 price) private {
        vm.prank(address(compliance));
        marketRules.record(
            _tradeOf(SELLER, BUYER, parcel, price),
            _partiesOf(sellerCluster, buyerCluster, SELLER, BUYER, ACTIVE)
        );
    }

    function _assertTokenHeld(address seller, address buyer, uint256 limit) private view {
        bytes memory reason = abi.encodeWithSelector(IConduct.VelocityOfToken.selector, limit, 7 days);
        _assertFinding(seller, buyer, PRICE, Verdict.Hold, VELOCITY, reason);
    }

    function _assertOwnerHeld(address seller, address buyer, uint256 cluster, uint256 limit) private view {
        bytes memory reason = abi.encodeWithSelector(IConduct.VelocityOfOwner.selector, cluster, limit, 7 days);
        _assertFinding(seller, buyer, PRICE, Verdict.Hold, VELOCITY, reason);
    }
}
