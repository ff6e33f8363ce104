// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {Fill, IMarket} from "../../../contracts/market/IMarket.sol";
import {Order} from "../../../contracts/market/Orders.sol";
import {HostileCollection} from "../../../contracts/mocks/HostileCollection.sol";
import {NonReentrant} from "../../../contracts/security/NonReentrant.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {RecordedLog, vm} from "../Cheats.sol";
import {MarketFixture} from "./MarketFixture.sol";

/// @notice `fillBatch` with a limit: buy up to so many of these.
contract SweepTest is MarketFixture {
    function test_StopsAtTheLimit() public {
        Fill[] memory fills = _asks(5);
        vm.prank(BUYER);
        bool[] memory done = market.fillBatch(fills, 2);
        vm.assertTrue(done[0] && done[1] && !done[2] && !done[3] && !done[4]);
        vm.assertEq(land.balanceOf(BUYER), 2);
        vm.assertEq(money.balanceOf(BUYER), RICHES - 2 * PRICE);
        vm.assertFalse(market.isSpent(SELLER, fills[2].order.nonce));
    }

    function test_WhatFailsDoesNotCount() public {
        Fill[] memory fills = _asks(5);
        fills[0].signature = "";
        fills[2].signature = "";
        vm.prank(BUYER);
        bool[] memory done = market.fillBatch(fills, 2);
        vm.assertTrue(!done[0] && done[1] && !done[2] && done[3] && !done[4]);
    }

    function test_WhatIsHeldCounts() public {
        uint256 parcel = _parcelOf(BUYER);
        _sell(BUYER, SELLER, parcel, PRICE);
        vm.warp(START + 20 days);
        Fill[] memory fills = _asks(3);
        Order memory ask = _ask(SELLER, parcel, PRICE);
        fills[0] = _fillOf(ask, _sign(SELLER_KEY, ask));
        vm.prank(BUYER);
        bool[] memory done = market.fillBatch(fills, 1);
        vm.assertTrue(done[0] && !done[1] && !done[2]);
        vm.assertEq(land.ownerOf(parcel), address(escrow));
    }

    function test_ALimitOfZeroBuysNothing() public {
        Fill[] memory fills = _asks(2);
        vm.prank(BUYER);
        bool[] memory done = market.fillBatch(fills, 0);
        vm.assertEq(done.length, 2);
        vm.assertFalse(done[0] || done[1]);
        vm.assertEq(land.balanceOf(BUYER), 0);
    }

    /// @dev What lies beyond the limit is not even looked at: it leaves no trace.
    function test_NothingIsTriedBeyondTheLimit() public {
        Fill[] memory fills = _asks(2);
        fills[1].signature = "";
        vm.recordLogs();
        vm.prank(BUYER);
        market.fillBatch(fills, 1);
        vm.assertEq(_count(ISettlement.TradeRejected.selector), 0);
    }

    function test_StopsWhenTheMoneyIsGone() public {
        Fill[] memory fills = _asks(4);
        vm.prank(BUYER);
        money.approve(address(market), 2 * PRICE);
        vm.prank(BUYER);
        bool[] memory done = market.fillBatch(fills, 4);
        vm.assertTrue(done[0] && done[1] && !done[2] && !done[3]);
    }

    function testFuzz_BuysUpToTheLimitOfWhatIsGood(uint8 good, uint256 limit) public {
        Fill[] memory fills = _asks(6);
        limit = limit % 8;
        uint256 expected = 0;
        for (uint256 i = 0; i < 6; i++) {
            if ((good >> i) & 1 == 0) fills[i].signature = "";
            else if (expected < limit) expected++;
        }
        vm.prank(BUYER);
        bool[] memory done = market.fillBatch(fills, limit);
        uint256 bought = 0;
        for (uint256 i = 0; i < 6; i++) {
            if (done[i]) bought++;
            vm.assertEq(done[i], land.ownerOf(fills[i].tokenId) == BUYER);
            vm.assertEq(done[i], market.isSpent(SELLER, fills[i].order.nonce));
        }
        vm.assertEq(bought, expected);
        vm.assertEq(money.balanceOf(BUYER), RICHES - expected * PRICE);
    }

    function test_ATokenCannotReEnterASweep() public {
        HostileCollection hostile = new HostileCollection();
        _setPolicy(address(hostile), TransferPolicy.Open);
        hostile.mint(SELLER, 1);
        vm.prank(SELLER);
        hostile.setApprovalForAll(address(market), true);
        Fill[] memory fills = _asks(2);
        Order memory ask = _ask(SELLER, 1, PRICE);
        ask.collection = address(hostile);
        hostile.reenter(address(market), abi.encodeCall(IMarket.fillBatch, (fills, 2)));
        fills[0] = _fillOf(ask, _sign(SELLER_KEY, ask));
        vm.prank(BUYER);
        bool[] memory done = market.fillBatch(fills, 2);
        vm.assertTrue(done[0] && done[1]);
        vm.assertFalse(hostile.reentered());
        vm.assertEq(hostile.answer(), abi.encodeWithSelector(NonReentrant.NonReentrantCall.selector));
    }

    function _asks(uint256 count) private returns (Fill[] memory fills) {
        fills = new Fill[](count);
        for (uint256 i = 0; i < count; i++) {
            Order memory ask = _ask(SELLER, _parcelOf(SELLER), PRICE);
            fills[i] = _fillOf(ask, _sign(SELLER_KEY, ask));
        }
    }

    function _count(bytes32 topic) private returns (uint256 count) {
        RecordedLog[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; i++) if (logs[i].topics[0] == topic) count++;
    }
}
