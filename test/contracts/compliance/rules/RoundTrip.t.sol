// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Mode, Verdict} from "../../../../contracts/compliance/ICompliance.sol";
import {IWashTrading, WashTradingLimits} from "../../../../contracts/compliance/rules/IWashTrading.sol";
import {Order} from "../../../../contracts/market/Orders.sol";
import {CaseId} from "../../../../contracts/payments/IEscrow.sol";
import {vm} from "../../Cheats.sol";
import {WashTradingFixture} from "./WashTradingFixture.sol";

contract RoundTripTest is WashTradingFixture {
    function test_BlocksWithinSevenDays() public {
        _sell(SELLER, BUYER, parcel, PRICE);
        _assertBlocked(BUYER, SELLER, START);
        vm.warp(START + 7 days - 1);
        _assertBlocked(BUYER, SELLER, START);
    }

    function test_HoldsWithinThirtyDays() public {
        _sell(SELLER, BUYER, parcel, PRICE);
        vm.warp(START + 7 days);
        _assertHeld(BUYER, SELLER, START);
        vm.warp(START + 30 days - 1);
        _assertHeld(BUYER, SELLER, START);
    }

    function test_AllowsAfterThirtyDays() public {
        _sell(SELLER, BUYER, parcel, PRICE);
        vm.warp(START + 30 days);
        _assertAllowed(BUYER, SELLER, PRICE);
    }

    function test_OtherParcelsAndOtherBuyersAreFree() public {
        _sell(SELLER, BUYER, parcel, PRICE);
        _assertAllowed(BUYER, _trader(1), PRICE);
        parcel = _giveParcel(BUYER, 1, 1);
        _assertAllowed(BUYER, SELLER, PRICE);
    }

    function test_ADetourByWayOfAGiftCountsToo() public {
        address friend = _trader(1);
        vm.prank(SELLER);
        land.transferFrom(SELLER, friend, parcel);
        _sell(friend, BUYER, parcel, PRICE);
        _assertBlocked(BUYER, SELLER, START);
        _assertBlocked(BUYER, friend, START);
    }

    function test_AnyWalletOfTheOwnerCounts() public {
        address vault = _trader(1);
        _attest(SELLER, 7);
        _attest(vault, 7);
        _sell(SELLER, BUYER, parcel, PRICE);
        bytes memory reason = abi.encodeWithSelector(IWashTrading.RoundTripTooSoon.selector, 7, START, 7 days);
        _assertFinding(BUYER, vault, PRICE, Verdict.Block, ROUND_TRIP, reason);
    }

    function test_AnAttestationReachesBackForTheAccountItself() public {
        _sell(SELLER, BUYER, parcel, PRICE);
        _attest(SELLER, 7);
        bytes memory reason = abi.encodeWithSelector(IWashTrading.RoundTripTooSoon.selector, 7, START, 7 days);
        _assertFinding(BUYER, SELLER, PRICE, Verdict.Block, ROUND_TRIP, reason);
    }

    function test_TheLaterOfClustersAndAccountsDisposalCounts() public {
        address vault = _trader(1);
        _sell(SELLER, BUYER, parcel, PRICE);
        _attest(SELLER, 7);
        _attest(vault, 7);
        vm.warp(START + 10 days);
        _setMode(ROUND_TRIP, Mode.Shadow);
        _sell(BUYER, vault, parcel, PRICE);
        _sell(vault, BUYER, parcel, PRICE);
        _setMode(ROUND_TRIP, Mode.Enforce);
        vm.warp(START + 12 days);
        bytes memory reason = abi.encodeWithSelector(
            IWashTrading.RoundTripTooSoon.selector,
            7,
            START + 10 days,
            7 days
        );
        _assertFinding(BUYER, SELLER, PRICE, Verdict.Block, ROUND_TRIP, reason);
    }

    function test_AnAttestationReachesBackForTheOthersToo() public {
        address vault = _trader(1);
        _sell(SELLER, BUYER, parcel, PRICE);
        _attest(vault, 7);
        _assertAllowed(BUYER, vault, PRICE);
        _attest(SELLER, 7);
        bytes memory reason = abi.encodeWithSelector(IWashTrading.RoundTripTooSoon.selector, 7, START, 7 days);
        _assertFinding(BUYER, vault, PRICE, Verdict.Block, ROUND_TRIP, reason);
    }

    /// @dev A known limit, which bounds the gas: of the accounts attested as one owner's the first eight are asked.
    function test_AnAttestationReachesBackForEightAccounts() public {
        _sell(SELLER, BUYER, parcel, PRICE);
        for (uint256 i = 0; i < 8; i++) _attest(_trader(i), 7);
        _attest(SELLER, 7);
        _assertAllowed(BUYER, _trader(0), PRICE);
    }

    function test_AFreshAccountWithTheOwnersMoneyIsNoStranger() public {
        address wallet = _funded("wallet", SELLER);
        _sell(SELLER, BUYER, parcel, PRICE);
        _assertBlocked(BUYER, SELLER, START);
        _assertBlockedFor(wallet, uint160(SELLER));
        _assertAllowed(BUYER, _trader(1), PRICE);
    }

    function test_WhatAFundedAccountDisposesOfItsFunderDisposedOf() public {
        (address first, address second) = (_funded("first", SELLER), _funded("second", SELLER));
        vm.prank(SELLER);
        land.transferFrom(SELLER, first, parcel);
        vm.warp(START + 40 days);
        _sell(first, BUYER, parcel, PRICE);
        vm.assertEq(marketRules.disposedAt(address(land), parcel, uint160(SELLER)), START + 40 days);
        vm.warp(START + 47 days);
        bytes memory reason = abi.encodeWithSelector(
            IWashTrading.RoundTripForReview.selector,
            uint160(SELLER),
            START + 40 days,
            30 days
        );
        _assertFinding(BUYER, second, PRICE, Verdict.Hold, ROUND_TRIP, reason);
        _assertFinding(BUYER, first, PRICE, Verdict.Hold, ROUND_TRIP, reason);
    }

    function test_AFunderWhoIsAttestedCountsAsItsOwner() public {
        address wallet = _funded("wallet", SELLER);
        _attest(SELLER, 7);
        _sell(SELLER, BUYER, parcel, PRICE);
        _assertBlockedFor(wallet, 7);
    }

    function test_TheLatestDisposalCounts() public {
        _sell(SELLER, BUYER, parcel, PRICE);
        vm.warp(START + 40 days);
        _sell(BUYER, SELLER, parcel, PRICE);
        vm.warp(START + 50 days);
        address third = _trader(1);
        _sell(SELLER, third, parcel, PRICE);
        _assertBlocked(third, SELLER, START + 50 days);
        _assertHeld(third, BUYER, START + 40 days);
    }

    /// @dev A ring of any length closes at the sale that would bring the token home, and at none before.
    function testFuzz_BlocksACycleOfAnyLength(uint8 length, uint8 closesAt) public {
        uint256 k = 2 + (length % 24);
        address[] memory ring = new address[](k);
        for (uint256 i = 0; i < k; i++) ring[i] = _trader(i);
        vm.prank(SELLER);
        land.transferFrom(SELLER, ring[0], parcel);
        for (uint256 i = 0; i + 1 < k; i++) _sell(ring[i], ring[i + 1], parcel, PRICE);

        for (uint256 i = 0; i + 1 < k; i++) _assertBlocked(ring[k - 1], ring[i], START);
        uint256 back = closesAt % (k - 1);
        vm.prank(ring[back]);
        (bool done, ) = address(market).call(abi.encodeCall(market.fill, (_authorised(ring[k - 1]), "", parcel)));
        vm.assertFalse(done);
        _assertAllowed(ring[k - 1], _trader(k), PRICE);
    }

    /// @dev Any walk with any pauses: the answer is what a plain list of all disposals says, however many there were.
    function testFuzz_RemembersLikeAPlainList(uint8[16] memory steps, uint32[16] memory pauses) public {
        _setAllModes(Mode.Shadow);
        address[6] memory traders;
        uint256[6] memory lastDisposal;
        for (uint256 i = 0; i < 6; i++) traders[i] = _trader(i);
        vm.prank(SELLER);
        land.transferFrom(SELLER, traders[0], parcel);

        (uint256 holder, uint256 time) = (0, START);
        for (uint256 i = 0; i < steps.length; i++) {
            time += pauses[i] % 12 days;
            vm.warp(time);
            uint256 next = steps[i] % 6;
            _sell(traders[holder], traders[next], parcel, PRICE);
            if (next != holder) lastDisposal[holder] = time;
            holder = next;
            for (uint256 j = 0; j < 6; j++) {
                uint256 known = marketRules.disposedAt(address(land), parcel, uint160(traders[j]));
                // Older than the review window a disposal may be forgotten or give way to an earlier one; none counts.
                if (lastDisposal[j] != 0 && time - lastDisposal[j] < 30 days) vm.assertEq(known, lastDisposal[j]);
                else vm.assertLe(known, lastDisposal[j]);
            }
        }
    }

    function testFuzz_WindowsHoldAtEveryBoundary(uint32 blockWindow, uint32 reviewWindow, uint32 elapsed) public {
        blockWindow = uint32(1 days + (blockWindow % 179 days));
        reviewWindow = uint32(1 days + (reviewWindow % 179 days));
        if (blockWindow > reviewWindow) (blockWindow, reviewWindow) = (reviewWindow, blockWindow);
        _setWindows(blockWindow, reviewWindow);
        _sell(SELLER, BUYER, parcel, PRICE);

        uint32[5] memory moments = [
            blockWindow - 1,
            blockWindow,
            reviewWindow - 1,
            reviewWindow,
            elapsed % uint32(200 days)
        ];
        for (uint256 i = 0; i < moments.length; i++) {
            vm.warp(START + moments[i]);
            Verdict expected =
                moments[i] < blockWindow
                    ? Verdict.Block
                    : moments[i] < reviewWindow
                        ? Verdict.Hold
                        : Verdict.Allow;
            vm.assertTrue(compliance.preview(_tradeOf(BUYER, SELLER, parcel, PRICE)).verdict == expected);
        }
    }

    function test_AHeldBuyBackCompletesAndIsNewHistory() public {
        _sell(SELLER, BUYER, parcel, PRICE);
        vm.warp(START + 20 days);
        _sell(BUYER, SELLER, parcel, PRICE);
        vm.warp(START + 22 days);
        vm.prank(OFFICER);
        escrow.release(CaseId.wrap(1), "");
        _assertBlocked(SELLER, BUYER, START + 22 days);
    }

    /// @dev An account whose first money another one gave it.
    function _funded(string memory name, address funder) private returns (address account) {
        account = _named(name);
        _pay(funder, account, 2 * PRICE);
        vm.startPrank(account);
        money.approve(address(market), type(uint256).max);
        land.setApprovalForAll(address(market), true);
        vm.stopPrank();
    }

    function _assertBlockedFor(address buyer, uint256 owner) private view {
        bytes memory reason = abi.encodeWithSelector(IWashTrading.RoundTripTooSoon.selector, owner, START, 7 days);
        _assertFinding(BUYER, buyer, PRICE, Verdict.Block, ROUND_TRIP, reason);
    }

    function _authorised(address maker) private returns (Order memory ask) {
        ask = _ask(maker, parcel, PRICE);
        _authorise(ask);
    }

    function _setWindows(uint32 blockWindow, uint32 reviewWindow) private {
        vm.prank(DECISION);
        marketRules.setLimits(WashTradingLimits(blockWindow, reviewWindow, 7 days, 1_000));
    }

    function _assertBlocked(address seller, address buyer, uint256 disposedAt) private view {
        bytes memory reason = abi.encodeWithSelector(
            IWashTrading.RoundTripTooSoon.selector,
            uint160(buyer),
            disposedAt,
            7 days
        );
        _assertFinding(seller, buyer, PRICE, Verdict.Block, ROUND_TRIP, reason);
    }

    function _assertHeld(address seller, address buyer, uint256 disposedAt) private view {
        bytes memory reason = abi.encodeWithSelector(
            IWashTrading.RoundTripForReview.selector,
            uint160(buyer),
            disposedAt,
            30 days
        );
        _assertFinding(seller, buyer, PRICE, Verdict.Hold, ROUND_TRIP, reason);
    }
}
