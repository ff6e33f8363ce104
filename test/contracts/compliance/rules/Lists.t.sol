// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICompliance, Mode, Verdict} from "../../../../contracts/compliance/ICompliance.sol";
import {ConductLimits, IConduct} from "../../../../contracts/compliance/rules/IConduct.sol";
import {ISettlementToken} from "../../../../contracts/payments/ISettlementToken.sol";
import {vm} from "../../Cheats.sol";
import {ConductFixture} from "./ConductFixture.sol";

/// @notice Sanctions and Identity, which read what the support layer noted of an account.
contract ListsTest is ConductFixture {
    function setUp() public override {
        super.setUp();
        _enforceOnly(SANCTIONS);
    }

    function test_SupportListsAndUnlists() public {
        vm.expectEmit(address(money));
        emit ISettlementToken.AccountListed(SELLER, true);
        _setListed(SELLER, true);
        vm.assertTrue(money.isListed(SELLER));
        _setListed(SELLER, false);
        vm.assertFalse(money.isListed(SELLER));
    }

    function test_SupportIdentifies() public {
        vm.expectEmit(address(money));
        emit ISettlementToken.AccountIdentified(SELLER, true);
        _setIdentified(SELLER, true);
        vm.assertTrue(money.isIdentified(SELLER));
        _setIdentified(SELLER, false);
        vm.assertFalse(money.isIdentified(SELLER));
    }

    function test_TheListsKeepBalanceKindAndRoot() public {
        _setListed(SELLER, true);
        _setIdentified(SELLER, true);
        vm.assertEq(money.balanceOf(SELLER), RICHES);
        vm.assertEq(money.fundingRoot(SELLER), SELLER);
        _pay(SELLER, STRANGER, USD);
        vm.assertEq(money.balanceOf(STRANGER), USD);
    }

    function test_BlocksAListedSellerBuyerOrPayer() public {
        _assertAllowed(SELLER, BUYER, PRICE);
        _setListed(BUYER, true);
        _assertListed(SELLER, BUYER, BUYER);
        _setListed(SELLER, true);
        _assertListed(SELLER, BUYER, SELLER);
        _setListed(BUYER, false);
        _setListed(SELLER, false);
        _setListed(STRANGER, true);
        vm.assertTrue(_verdictPaidBy(STRANGER, PRICE) == Verdict.Block);
        vm.assertTrue(_verdictPaidBy(BUYER, PRICE) == Verdict.Allow);
    }

    function test_AListedAccountNeitherGivesNorGets() public {
        _setListed(SELLER, true);
        vm.assertFalse(compliance.mayHold(SELLER));
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceMayNotHold.selector, SELLER));
        vm.prank(SELLER);
        land.transferFrom(SELLER, BUYER, parcel);

        _setListed(SELLER, false);
        _setListed(BUYER, true);
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceMayNotHold.selector, BUYER));
        vm.prank(SELLER);
        land.transferFrom(SELLER, BUYER, parcel);
    }

    function test_NotEnforcedItStopsNothing() public {
        _setListed(SELLER, true);
        _setMode(SANCTIONS, Mode.Shadow);
        vm.assertTrue(compliance.mayHold(SELLER));
        _assertAllowed(SELLER, BUYER, PRICE);
        vm.prank(SELLER);
        land.transferFrom(SELLER, BUYER, parcel);
        vm.assertEq(land.ownerOf(parcel), BUYER);
    }

    function test_IdentityAsksFromTheThresholdOn() public {
        _enforceOnly(IDENTITY);
        _assertAllowed(SELLER, BUYER, PRICE - 1);
        _assertUnknown(SELLER);
        _setIdentified(SELLER, true);
        _assertUnknown(BUYER);
        _setIdentified(BUYER, true);
        _assertAllowed(SELLER, BUYER, type(uint256).max);
        vm.assertTrue(_verdictPaidBy(STRANGER, PRICE) == Verdict.Block);
        vm.assertTrue(_verdictPaidBy(STRANGER, PRICE - 1) == Verdict.Allow);
    }

    function testFuzz_IdentityAsksFromAnyThresholdOn(uint64 threshold, uint256 price, uint8 known) public {
        _enforceOnly(IDENTITY);
        ConductLimits memory limits = _limits();
        limits.identityThreshold = uint64(threshold % (10_000 * USD + 1));
        _setLimits(limits);
        _setIdentified(SELLER, known & 1 != 0);
        _setIdentified(BUYER, known & 2 != 0);
        bool blocked = price >= limits.identityThreshold && known & 3 != 3;
        vm.assertTrue(_verdict(SELLER, BUYER, price) == (blocked ? Verdict.Block : Verdict.Allow));
    }

    function _assertListed(address seller, address buyer, address listed) private view {
        bytes memory reason = abi.encodeWithSelector(IConduct.SanctionsListed.selector, listed);
        _assertFinding(seller, buyer, PRICE, Verdict.Block, SANCTIONS, reason);
    }

    function _assertUnknown(address unknown) private view {
        bytes memory reason = abi.encodeWithSelector(IConduct.IdentityMissing.selector, unknown, PRICE);
        _assertFinding(SELLER, BUYER, PRICE, Verdict.Block, IDENTITY, reason);
    }
}
