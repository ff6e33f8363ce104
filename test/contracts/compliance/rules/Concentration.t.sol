// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Finding, Mode, Trade, TransferPolicy, Verdict} from "../../../../contracts/compliance/ICompliance.sol";
import {ConductLimits, IConduct} from "../../../../contracts/compliance/rules/IConduct.sol";
import {StrangeCollection, Strangeness} from "../../../../contracts/mocks/StrangeCollection.sol";
import {vm} from "../../Cheats.sol";
import {ConductFixture} from "./ConductFixture.sol";

contract ConcentrationTest is ConductFixture {
    uint256 private nextPlace;

    function setUp() public override {
        super.setUp();
        _enforceOnly(CONCENTRATION);
    }

    function test_BlocksPastTheShare() public {
        _settle(BUYER, 1);
        _settle(STRANGER, 18);
        _assertAllowed(SELLER, BUYER, PRICE);
        _settle(BUYER, 1);
        _assertBlocked(SELLER, BUYER, uint160(BUYER), 3, 21);
        _settle(STRANGER, 9);
        _assertAllowed(SELLER, BUYER, PRICE);
    }

    function test_OneTokenIsNoConcentration() public {
        _assertAllowed(SELLER, BUYER, PRICE);
        _settle(BUYER, 1);
        _assertBlocked(SELLER, BUYER, uint160(BUYER), 2, 2);
    }

    function test_AccountsOfOneOwnerCountTogether() public {
        _settle(_trader(0), 1);
        _settle(_trader(1), 1);
        _settle(STRANGER, 17);
        _attest(_trader(0), 7);
        _attest(_trader(1), 7);
        _assertBlocked(SELLER, _trader(0), 7, 3, 20);
        _attest(_trader(1), 0);
        _assertAllowed(SELLER, _trader(0), PRICE);
    }

    function test_AMoveWithinOneOwnersAccountsAddsNothing() public {
        _settle(SELLER, 1);
        _settle(STRANGER, 18);
        _attest(SELLER, 7);
        _attest(BUYER, 7);
        (uint256 tokens, uint256 supply) = marketRules.holdingOf(address(land), BUYER, 7);
        vm.assertEq(tokens, 2);
        vm.assertEq(supply, 20);
        // Two of 20 are the limit: one more would be found.
        _assertAllowed(SELLER, BUYER, PRICE);
        _attest(SELLER, 8);
        _settle(BUYER, 2);
        _assertBlocked(SELLER, BUYER, 7, 3, 22);
    }

    /// @dev A hook that is asked after the transfer finds the token with the buyer.
    function test_ADeliveredTokenCountsOnce() public {
        _settle(BUYER, 1);
        _settle(STRANGER, 18);
        _assertAllowed(SELLER, BUYER, PRICE);
        vm.prank(SELLER);
        land.transferFrom(SELLER, BUYER, parcel);
        vm.assertTrue(marketRules.isOwnedBy(address(land), parcel, BUYER));
        _assertAllowed(SELLER, BUYER, PRICE);
        _settle(BUYER, 1);
        _assertBlocked(SELLER, BUYER, uint160(BUYER), 3, 21);
    }

    /// @dev The buyer is beyond the 32 accounts that count, and counts all the same; with all rules on, the gas is enough.
    function test_ALargeClusterFitsIntoTheGas() public {
        address[] memory accounts = new address[](40);
        for (uint256 i = 0; i < accounts.length; i++) {
            accounts[i] = vm.addr(1_000 + i);
            _settle(accounts[i], 1);
        }
        vm.prank(SUPPORT);
        compliance.attest(accounts, 7);
        _attest(BUYER, 7);
        _settle(BUYER, 2);
        _setAllModes(Mode.Enforce);
        bytes32[3] memory others = [PRICE_BAND, VELOCITY, SANCTIONS];
        for (uint256 i = 0; i < others.length; i++) _setMode(others[i], Mode.Enforce);
        _setReference(uint80(PRICE));
        _assertBlocked(SELLER, BUYER, 7, 35, 43);

        _settle(STRANGER, 700);
        _sell(SELLER, BUYER, parcel, PRICE);
        vm.assertEq(land.ownerOf(parcel), BUYER);
    }

    function testFuzz_BlocksPastAnyShare(uint8 owned, uint8 others, uint16 maxShareBps) public {
        (uint256 mine, uint256 theirs) = (owned % 8, others % 40);
        ConductLimits memory limits = _limits();
        limits.maxShareBps = uint16(10 + (uint256(maxShareBps) % 4_991));
        _setLimits(limits);
        if (mine != 0) _settle(BUYER, mine);
        if (theirs != 0) _settle(STRANGER, theirs);
        bool tooHigh = mine != 0 && (mine + 1) * 10_000 > (mine + theirs + 1) * limits.maxShareBps;
        // The share is rounded down to whole tokens, which changes nothing for whole tokens.
        vm.assertTrue(_verdict(SELLER, BUYER, PRICE) == (tooHigh ? Verdict.Block : Verdict.Allow));
    }

    /// @dev A tenth of a per cent of ten thousand are ten.
    function test_AShareOfALargeSupply() public {
        ConductLimits memory limits = _limits();
        limits.maxShareBps = 10;
        _setLimits(limits);
        StrangeCollection large = new StrangeCollection(BUYER);
        _setPolicy(address(large), TransferPolicy.Recorded);
        Trade memory trade = _tradeOf(SELLER, BUYER, 1, PRICE);
        trade.collection = address(large);
        large.behave(Strangeness.Lie, Strangeness.Honest, 9_999);
        vm.assertTrue(compliance.preview(trade).verdict == Verdict.Block);
        large.behave(Strangeness.Lie, Strangeness.Honest, 10_000);
        vm.assertTrue(compliance.preview(trade).verdict == Verdict.Allow);
    }

    /// @dev Whatever the collection answers, the other rules speak, and nothing reverts.
    function testFuzz_AStrangeCollectionSilencesThisRuleAlone(uint8 supply, uint8 balance, uint256 told) public {
        StrangeCollection strange = new StrangeCollection(SELLER);
        _setPolicy(address(strange), TransferPolicy.Recorded);
        strange.behave(Strangeness(supply % 6), Strangeness(balance % 6), told);
        Trade memory trade = _tradeOf(SELLER, BUYER, 1, PRICE);
        trade.collection = address(strange);
        bool answers = supply % 6 < 2 && balance % 6 < 2;
        Finding memory finding = compliance.preview(trade);
        if (!answers) vm.assertTrue(finding.verdict == Verdict.Allow);
        else if (finding.verdict != Verdict.Allow) vm.assertEq(finding.ruleId, CONCENTRATION);

        _setMode(SELF_TRADE, Mode.Enforce);
        trade.buyer = SELLER;
        trade.payer = SELLER;
        vm.assertEq(compliance.preview(trade).ruleId, SELF_TRADE);
    }

    function test_AHugeSupplyDoesNotOverflow() public {
        StrangeCollection strange = new StrangeCollection(SELLER);
        _setPolicy(address(strange), TransferPolicy.Recorded);
        strange.behave(Strangeness.Lie, Strangeness.Honest, type(uint256).max);
        Trade memory trade = _tradeOf(SELLER, BUYER, 1, PRICE);
        trade.collection = address(strange);
        vm.assertTrue(compliance.preview(trade).verdict == Verdict.Allow);
    }

    function _settle(address owner, uint256 count) private {
        for (uint256 i = 0; i < count; i++) _giveParcel(owner, int128(uint128(++nextPlace)), 99);
    }

    function _assertBlocked(
        address seller,
        address buyer,
        uint256 cluster,
        uint256 tokens,
        uint256 supply
    ) private view {
        bytes memory reason = abi.encodeWithSelector(
            IConduct.ConcentrationTooHigh.selector,
            cluster,
            tokens,
            supply,
            1_000
        );
        _assertFinding(seller, buyer, PRICE, Verdict.Block, CONCENTRATION, reason);
    }
}
