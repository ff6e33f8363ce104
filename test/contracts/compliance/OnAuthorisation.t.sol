// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Finding, ICompliance, Trade, TransferPolicy, Verdict} from "../../../contracts/compliance/ICompliance.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

/// @dev A test is one transaction, as a settlement is.
contract OnAuthorisationTest is Fixture {
    uint256 private constant PRICE = 1_000 * USD;
    uint256 private parcel;

    function setUp() public override {
        super.setUp();
        parcel = _giveParcel(SELLER, 29, -5);
        _setPolicy(address(land), TransferPolicy.Refused);
    }

    function test_TheMoveIsTheTradeAndNoTransferBesideIt() public {
        vm.assertFalse(_isSettling());
        vm.assertEq(uint8(_authorises().verdict), uint8(Verdict.Allow));
        vm.assertTrue(_isSettling());
        vm.assertEq(_disposedAt(), 0);

        _move(SELLER, BUYER);
        vm.assertEq(_disposedAt(), 0);
        vm.assertEq(uint8(_settles().verdict), uint8(Verdict.Allow));
        vm.assertEq(_disposedAt(), START);
    }

    function test_TheMoveEndsWhatWasAllowed() public {
        _authorises();
        _move(SELLER, BUYER);
        vm.assertFalse(_isSettling());
    }

    function test_SettlingEndsWhatWasAllowed() public {
        _authorises();
        _settles();
        vm.assertFalse(_isSettling());
        _cannotMove(SELLER, BUYER);
    }

    function test_SettlingAllowsNoFurtherMove() public {
        _authorises();
        _move(SELLER, BUYER);
        _settles();
        vm.assertFalse(compliance.isSettling(address(land), parcel, BUYER, STRANGER));
        _cannotMove(BUYER, STRANGER);
    }

    function test_SeveralTokensCanBeOnTheirWay() public {
        uint256 other = _giveParcel(SELLER, 30, -5);
        _authorises();
        Trade memory second = _tradeOf(SELLER, STRANGER, other, PRICE);
        vm.prank(address(market));
        compliance.onAuthorisation(second);

        vm.assertTrue(_isSettling());
        vm.assertTrue(compliance.isSettling(address(land), other, SELLER, STRANGER));
        vm.assertFalse(compliance.isSettling(address(land), other, SELLER, BUYER));
    }

    function test_NobodyElseMayHaveTheToken() public {
        _authorises();
        _cannotMove(SELLER, STRANGER);
    }

    function test_WhatIsBlockedMovesNowhere() public {
        _attest(SELLER, 7);
        _attest(BUYER, 7);
        vm.assertEq(uint8(_authorises().verdict), uint8(Verdict.Block));
        vm.assertFalse(_isSettling());
        vm.assertEq(uint8(_settles().verdict), uint8(Verdict.Block));
        vm.assertEq(_disposedAt(), 0);
    }

    function test_AnUnknownCollectionIsBlocked() public {
        vm.prank(DECISION);
        compliance.loosenTransferPolicy(address(land), TransferPolicy.Unlisted);
        vm.assertEq(_authorises().code, ICompliance.ComplianceCollectionNotRegistered.selector);
    }

    function test_NothingIsAllowedWhileTradingIsStopped() public {
        vm.prank(GUARDIAN);
        compliance.stopTrading(uint40(START + 1 days));
        vm.assertEq(_authorises().code, ICompliance.ComplianceTradingStopped.selector);
        vm.assertEq(_settles().code, ICompliance.ComplianceTradingStopped.selector);
    }

    function test_RevertWhen_AStrangerAuthorisesOrSettles() public {
        Trade memory trade = _tradeOf(SELLER, BUYER, parcel, PRICE);
        bytes memory refusal = abi.encodeWithSelector(ICompliance.ComplianceSettlerNotRegistered.selector, STRANGER);
        vm.startPrank(STRANGER);
        vm.expectRevert(refusal);
        compliance.onAuthorisation(trade);
        vm.expectRevert(refusal);
        compliance.onSettled(trade);
        vm.stopPrank();
    }

    function test_RevertWhen_TheTradeToAuthoriseNamesAnotherSettler() public {
        Trade memory trade = _tradeOf(SELLER, BUYER, parcel, PRICE);
        vm.prank(address(escrow));
        vm.expectRevert(
            abi.encodeWithSelector(ICompliance.ComplianceSettlerMismatch.selector, address(escrow), address(market))
        );
        compliance.onAuthorisation(trade);
    }

    function _authorises() private returns (Finding memory) {
        Trade memory trade = _tradeOf(SELLER, BUYER, parcel, PRICE);
        vm.prank(address(market));
        return compliance.onAuthorisation(trade);
    }

    function _settles() private returns (Finding memory) {
        Trade memory trade = _tradeOf(SELLER, BUYER, parcel, PRICE);
        vm.prank(address(market));
        return compliance.onSettled(trade);
    }

    function _move(address from, address to) private {
        vm.prank(from);
        land.transferFrom(from, to, parcel);
    }

    function _cannotMove(address from, address to) private {
        vm.prank(land.ownerOf(parcel));
        land.approve(address(this), parcel);
        vm.expectRevert(
            abi.encodeWithSelector(ICompliance.ComplianceTransferRefused.selector, address(land), parcel, from, to)
        );
        land.transferFrom(from, to, parcel);
    }

    function _isSettling() private view returns (bool) {
        return compliance.isSettling(address(land), parcel, SELLER, BUYER);
    }

    function _disposedAt() private view returns (uint256) {
        return marketRules.disposedAt(address(land), parcel, uint160(SELLER));
    }
}
