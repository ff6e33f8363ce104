// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {IWashTrading} from "../../../contracts/compliance/rules/IWashTrading.sol";
import {Fill, IMarket} from "../../../contracts/market/IMarket.sol";
import {Order} from "../../../contracts/market/Orders.sol";
import {HostileCollection} from "../../../contracts/mocks/HostileCollection.sol";
import {NonReentrant} from "../../../contracts/security/NonReentrant.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {RecordedLog, vm} from "../Cheats.sol";
import {MarketFixture} from "./MarketFixture.sol";

/// @notice `fillBatch` with a limit: buy up to so many of these.
contract SweepTest is MarketFixture {
    error Ended(bool[] done, address[] owners, uint256[7] balances, uint256 cases);

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

    /// @dev The engine blocks what an account of the buyer's own sells; all else is paid at once.
    function test_ABlockAmongTheOthersLeavesItsTrace() public {
        _enrich(OFFICER);
        _attest(BUYER, 7);
        _attest(OFFICER, 7);
        Fill[] memory fills = _asks(3);
        Order memory own = _ask(OFFICER, _parcelOf(OFFICER), PRICE);
        _authorise(own);
        fills[1] = _fillOf(own, "");
        bytes32 orderHash = market.hashOrder(own);
        vm.expectEmit(address(market));
        emit ISettlement.TradeRejected({
            orderHash: orderHash,
            collection: address(land),
            tokenId: own.tokenId,
            seller: OFFICER,
            buyer: BUYER,
            price: PRICE,
            ruleId: SELF_TRADE,
            code: IWashTrading.SelfTradeOneOwner.selector,
            evidence: abi.encode(7)
        });
        vm.prank(BUYER);
        bool[] memory done = market.fillBatch(fills, 3);
        vm.assertTrue(done[0] && !done[1] && done[2]);
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

    /// @dev One payment to each recipient, whatever the number of trades and however far the limit lies beyond them.
    function test_WhatIsBoughtIsPaidAtOnce() public {
        Fill[] memory fills = _asks(4);
        vm.recordLogs();
        vm.prank(BUYER);
        market.fillBatch(fills, 5);
        vm.assertEq(_count(IERC20.Transfer.selector), 4 + 3);
        vm.assertEq(money.balanceOf(SELLER), RICHES + 3_700 * USD);
        vm.assertEq(money.balanceOf(TREASURY), 100 * USD);
        vm.assertEq(money.balanceOf(CREATOR), 200 * USD);
    }

    /// @dev The buyer sells a parcel first; or last, as long as nothing else in the sweep fails.
    function test_WhatIsSoldPaysForWhatIsBought() public {
        for (uint256 i = 0; i < 2; i++) {
            Fill[] memory fills = _asks(2);
            Order memory bid = _bid(STRANGER, _parcelOf(BUYER), 2 * PRICE);
            _authorise(bid);
            fills[i] = _fillOf(bid, "");
            vm.prank(STRANGER);
            money.approve(address(market), type(uint256).max);
            _mint(STRANGER, 2 * PRICE);
            uint256 purse = money.balanceOf(BUYER);
            vm.prank(BUYER);
            money.burn(purse);
            vm.prank(BUYER);
            bool[] memory done = market.fillBatch(fills, 2);
            vm.assertTrue(done[0] && done[1]);
            vm.assertEq(money.balanceOf(BUYER), 850 * USD);
        }
    }

    /// @dev Paid at once or one by one, a sweep ends as its fills would alone: trades, cases, owners and money.
    function testFuzz_EndsAsItsFillsWouldAlone(uint256 seed, uint256 limit) public {
        Fill[] memory fills = _mixed(seed);
        limit = limit % (fills.length + 2);
        (, bytes memory swept) = address(this).call(abi.encodeCall(this.revealSweep, (fills, limit)));
        (, bytes memory alone) = address(this).call(abi.encodeCall(this.revealAlone, (fills, limit)));
        vm.assertEq(bytes32(bytes4(swept)), bytes32(Ended.selector));
        vm.assertEq(swept, alone);
    }

    function revealSweep(Fill[] calldata fills, uint256 limit) external {
        vm.prank(BUYER);
        _reveal(fills, market.fillBatch(fills, limit));
    }

    function revealAlone(Fill[] calldata fills, uint256 limit) external {
        bool[] memory done = new bool[](fills.length);
        for (uint256 i = 0; i < fills.length && limit != 0; i++) {
            vm.prank(BUYER);
            done[i] = market.tryFill(fills[i].order, fills[i].signature, fills[i].tokenId);
            if (done[i]) limit--;
        }
        _reveal(fills, done);
    }

    /// @dev Tells how it ended in a revert, which undoes it.
    function _reveal(Fill[] calldata fills, bool[] memory done) private view {
        address[] memory owners = new address[](fills.length);
        for (uint256 i = 0; i < owners.length; i++) owners[i] = land.ownerOf(fills[i].tokenId);
        address[7] memory accounts = [BUYER, SELLER, STRANGER, CREATOR, TREASURY, address(escrow), address(market)];
        uint256[7] memory balances;
        for (uint256 i = 0; i < accounts.length; i++) balances[i] = money.balanceOf(accounts[i]);
        revert Ended(done, owners, balances, escrow.caseCount());
    }

    /// @dev Asks that settle, are held, or are blocked, and bids; every other time some that fail without the engine's word.
    function _mixed(uint256 seed) private returns (Fill[] memory fills) {
        _enrich(STRANGER);
        _enrich(OFFICER);
        _attest(BUYER, 7);
        _attest(OFFICER, 7);
        fills = new Fill[](6);
        for (uint256 i = 0; i < fills.length; i++) {
            uint256 kind = (seed >> (8 * i)) % (seed >> 255 == 0 ? 5 : 8);
            uint256 price = 1 + (uint32(seed >> (64 + 32 * i)) % (4 * PRICE));
            if (kind == 3) {
                fills[i] = _fillOf(_bid(STRANGER, _parcelOf(BUYER), price), "");
            } else {
                uint256 parcel = _parcelOf(
                    kind == 2
                        ? BUYER
                        : kind == 1
                            ? OFFICER
                            : SELLER
                );
                if (kind == 2) _sell(BUYER, STRANGER, parcel, 1);
                address maker =
                    kind == 2
                        ? STRANGER
                        : kind == 1
                            ? OFFICER
                            : SELLER;
                fills[i] = _fillOf(_ask(maker, parcel, kind == 5 ? 2 * RICHES : price), "");
            }
            fills[i].order.expiresAt = uint64(START + 30 days);
            if (kind != 6) _authorise(fills[i].order);
            if (kind == 7 && i != 0) fills[i] = fills[i - 1];
        }
        vm.warp(START + 20 days);
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
