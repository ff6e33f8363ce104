// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Mode, TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {AccountKind} from "../../../contracts/payments/ISettlementToken.sol";
import {vm} from "../Cheats.sol";
import {RealWorldAssetFixture} from "./RealWorldAssetFixture.sol";

/// @notice What a parcel's views foretell is what a transfer comes to.
contract CanTransferTest is RealWorldAssetFixture {
    address internal immutable HOUSE = _named("house");

    function setUp() public override {
        super.setUp();
        vm.etch(HOUSE, hex"00"); // only contracts are registered as houses
    }

    /// @dev ERC-721 itself asks who owns the token, and for a receiver. A house gives back even to whom it may not give.
    function testFuzz_CanTransferForetellsTheTransfer(uint256 seed) public {
        address[4] memory accounts = [SELLER, BUYER, STRANGER, HOUSE];
        address from = accounts[seed % 4];
        address to = (seed >> 8) % 8 == 0 ? address(0) : accounts[(seed >> 8) % 4];
        address owner = (seed >> 16) % 4 == 0 ? accounts[(seed >> 18) % 4] : from;
        parcel = _giveParcel(owner, 1, 1);
        _shake(seed >> 24, from, to);

        bool isHouse = money.accountKind(from) == AccountKind.Settler;
        bool sound = owner == from && to != address(0);
        bool allowed = land.canTransfer(from, to, parcel);
        vm.prank(owner);
        (bool moved, ) = address(land).call(abi.encodeCall(land.transferFrom, (from, to, parcel)));

        if (isHouse) vm.assertEq(moved, sound && !land.getFrozenTokens(from, parcel), "a house");
        else vm.assertEq(moved, sound && allowed, "an account");
        vm.assertTrue(!allowed || (land.canSend(from) && land.canReceive(to)), "neither");
    }

    function testFuzz_TheViewsNeverRevert(address from, address to, uint256 tokenId) public view {
        land.canSend(from);
        land.canReceive(to);
        land.getFrozenTokens(from, tokenId);
        land.canTransfer(from, to, tokenId);
        land.canTransfer(address(0), to, tokenId);
        land.canTransfer(from, address(0), tokenId);
        land.canTransfer(address(0), address(0), 0);
    }

    /// @dev A freeze from before the house was one holds on, until an officer ends it.
    function test_WhatWasFrozenForAHouseBeforeItWasOneCanBeFreed() public {
        _give(SELLER, HOUSE);
        _setFrozen(HOUSE, true);
        _setSettler(HOUSE, true);
        _refuseGift(HOUSE, SELLER, _frozenFor(HOUSE));
        _setFrozen(HOUSE, false);
        _give(HOUSE, SELLER);
        vm.assertEq(land.ownerOf(parcel), SELLER);
    }

    function test_AListedAccountNeitherSendsNorReceivesWhileTheRuleIsEnforced() public {
        _setListed(SELLER, true);
        vm.assertTrue(land.canSend(SELLER));
        _setMode(SANCTIONS, Mode.Shadow);
        vm.assertTrue(land.canReceive(SELLER));
        _setMode(SANCTIONS, Mode.Enforce);
        vm.assertFalse(land.canSend(SELLER));
        vm.assertFalse(land.canReceive(SELLER));
        vm.assertFalse(land.canTransfer(SELLER, BUYER, parcel));
        vm.assertFalse(land.canTransfer(BUYER, SELLER, parcel));
    }

    /// @dev Within the trade the transfer is allowed, whatever the policy says of gifts.
    function test_TheTransferOfATradeIsForetoldToo() public {
        _setPolicy(address(land), TransferPolicy.Refused);
        vm.assertFalse(land.canTransfer(SELLER, BUYER, parcel));
        vm.prank(address(market));
        compliance.onTrade(_tradeOf(SELLER, BUYER, parcel, PRICE));
        vm.assertTrue(land.canTransfer(SELLER, BUYER, parcel));
        vm.assertFalse(land.canTransfer(SELLER, STRANGER, parcel));
    }

    function _shake(uint256 seed, address from, address to) private {
        if (seed % 4 == 0) _setFrozen(from, true);
        if ((seed >> 2) % 4 == 0) _setFrozen(to, true);
        if ((seed >> 4) % 4 == 0) _setListed(from, true);
        if ((seed >> 6) % 4 == 0) _setListed(to, true);
        _setMode(SANCTIONS, Mode((seed >> 8) % 3));
        _setPolicy(address(land), TransferPolicy((seed >> 16) % 4));
        if ((seed >> 24) % 4 != 0) _setSettler(HOUSE, true);
    }
}
