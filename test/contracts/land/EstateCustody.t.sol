// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICompliance, Mode, TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {IConduct} from "../../../contracts/compliance/rules/IConduct.sol";
import {IWashTrading} from "../../../contracts/compliance/rules/IWashTrading.sol";
import {Estate} from "../../../contracts/land/Estate.sol";
import {IEstate} from "../../../contracts/land/IEstate.sol";
import {IMarket} from "../../../contracts/market/IMarket.sol";
import {Order} from "../../../contracts/market/Orders.sol";
import {Behaviour, HostileCollection} from "../../../contracts/mocks/HostileCollection.sol";
import {NonReentrant} from "../../../contracts/security/NonReentrant.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {vm} from "../Cheats.sol";
import {EstateFixture} from "./EstateFixture.sol";

/// @notice What the engine and the market make of estates, and what hostile parcels can do to one.
contract EstateCustodyTest is EstateFixture {
    uint256 private constant PRICE = 1_000 * USD;
    /// @dev The most that one transaction may use since EIP-7825.
    uint256 private constant TRANSACTION_GAS = 1 << 24;
    uint256[] private parcels;
    uint256 private estateId;

    function setUp() public override {
        super.setUp();
        parcels = _giveParcels(SELLER, 3, 7);
        estateId = _join(SELLER, parcels);
    }

    function test_CustodyIsNoDisposal() public {
        _dissolve(SELLER, estateId);
        vm.assertEq(_disposedAt(parcels[0], SELLER), 0);
    }

    function test_SoldWithTheEstateAParcelChangesItsOwner() public {
        _sellEstate(SELLER, BUYER, estateId, PRICE);
        vm.assertEq(marketRules.disposedAt(address(estates), estateId, compliance.clusterOf(SELLER)), START);
        vm.assertEq(_disposedAt(parcels[0], SELLER), 0);

        vm.warp(START + 1 days);
        _remove(BUYER, estateId, _only(parcels[0]));
        vm.assertEq(land.ownerOf(parcels[0]), BUYER);
        vm.assertEq(_disposedAt(parcels[0], SELLER), START + 1 days);
        vm.assertEq(_disposedAt(parcels[1], SELLER), 0);

        vm.warp(START + 2 days);
        _dissolve(BUYER, estateId);
        vm.assertEq(land.ownerOf(parcels[2]), BUYER);
        vm.assertEq(_disposedAt(parcels[1], SELLER), START + 2 days);
        vm.assertEq(_disposedAt(parcels[0], BUYER), 0);
    }

    /// @dev What the new owner added was never the old one's.
    function test_OnlyWhatSomebodyElsePutInIsReported() public {
        uint256 own = _giveParcel(BUYER, 50, 50);
        _sellEstate(SELLER, BUYER, estateId, PRICE);
        _add(BUYER, estateId, _only(own));
        _dissolve(BUYER, estateId);
        vm.assertEq(_disposedAt(own, BUYER), 0);
        vm.assertEq(_disposedAt(own, SELLER), 0);
        vm.assertEq(_disposedAt(parcels[0], SELLER), START);
    }

    function test_RevertWhen_AParcelComesBackThroughAnEstate() public {
        _sellEstate(SELLER, BUYER, estateId, PRICE);
        _dissolve(BUYER, estateId);
        Order memory ask = _ask(BUYER, parcels[0], PRICE);
        _authorise(ask);
        bytes memory evidence = abi.encode(compliance.clusterOf(SELLER), START, 7 days);
        bytes4 code = IWashTrading.RoundTripTooSoon.selector;
        vm.prank(SELLER);
        vm.expectRevert(
            abi.encodeWithSelector(ISettlement.SettlementTradeRefused.selector, ROUND_TRIP, code, evidence)
        );
        market.fill(ask, "", parcels[0]);
    }

    function test_RevertWhen_AParcelComesBackInsideAnEstate() public {
        uint256 sold = _giveParcel(SELLER, 40, 40);
        _sell(SELLER, BUYER, sold, PRICE);
        vm.warp(START + 2 days);
        uint256 another = _join(BUYER, _only(sold));
        _refuseEstate(
            another,
            ROUND_TRIP,
            IWashTrading.RoundTripTooSoon.selector,
            abi.encode(_cluster(), START, 7 days)
        );
        // The estate's own history does not hide what came with its parts.
        _enrich(STRANGER);
        _sellEstate(BUYER, STRANGER, another, PRICE);
        vm.assertEq(marketRules.disposedAt(address(estates), another, _cluster()), START);
    }

    function test_RevertWhen_AParcelComesBackInsideAnotherEstate() public {
        _sellEstate(SELLER, BUYER, estateId, PRICE);
        _dissolve(BUYER, estateId);
        uint256 another = _join(BUYER, parcels);
        _refuseEstate(
            another,
            ROUND_TRIP,
            IWashTrading.RoundTripTooSoon.selector,
            abi.encode(_cluster(), START, 7 days)
        );
    }

    function test_AddedToAnEstateAParcelTakesItsHistoryAlong() public {
        uint256 sold = _giveParcel(SELLER, 40, 40);
        uint256 own = _join(BUYER, _only(_giveParcel(BUYER, 41, 40)));
        _sell(SELLER, BUYER, sold, PRICE);
        vm.assertEq(marketRules.disposedAt(address(estates), own, _cluster()), 0);
        _add(BUYER, own, _only(sold));
        vm.assertEq(marketRules.disposedAt(address(estates), own, _cluster()), START);
    }

    /// @dev Nobody shortens a holding period by putting what he just bought into an estate.
    function test_RevertWhen_AFreshParcelIsSoldInsideAnEstate() public {
        uint256 sold = _giveParcel(SELLER, 40, 40);
        _sell(SELLER, BUYER, sold, PRICE);
        uint256 another = _join(BUYER, _only(sold));
        _setAllModes(Mode.Off);
        _setMode("SameBlock", Mode.Enforce);
        _refuseEstate(another, "SameBlock", IConduct.SameBlockTwice.selector, abi.encode(block.number));
        vm.warp(START + 2 hours);
        _setMode("HoldingPeriod", Mode.Enforce);
        bytes memory evidence = abi.encode(START, START + 1 days);
        _refuseEstate(another, "HoldingPeriod", IConduct.HoldingPeriodRunning.selector, evidence);
        vm.warp(START + 1 days);
        _sellEstate(BUYER, SELLER, another, PRICE);
        vm.assertEq(estates.ownerOf(another), SELLER);
    }

    function test_WithTheRulesOffNothingIsTakenAlong() public {
        uint256 sold = _giveParcel(SELLER, 40, 40);
        _sell(SELLER, BUYER, sold, PRICE);
        _setAllModes(Mode.Off);
        uint256 another = _join(BUYER, _only(sold));
        vm.assertEq(marketRules.disposedAt(address(estates), another, _cluster()), 0);
        _setMode(SELF_TRADE, Mode.Enforce);
        another = _join(SELLER, _giveParcels(SELLER, 1, 90));
        vm.assertEq(marketRules.disposedAt(address(estates), another, _cluster()), 0);
    }

    function test_CustodyEndsEvenWhereTransfersAreRefused() public {
        _sellEstate(SELLER, BUYER, estateId, PRICE);
        _setPolicy(address(land), TransferPolicy.Refused);
        _dissolve(BUYER, estateId);
        vm.assertEq(land.ownerOf(parcels[0]), BUYER);
    }

    function test_AnEstateIsGivenLikeAParcel() public {
        vm.prank(SELLER);
        estates.transferFrom(SELLER, STRANGER, estateId);
        vm.assertEq(marketRules.disposedAt(address(estates), estateId, compliance.clusterOf(SELLER)), START);
        _dissolve(STRANGER, estateId);
        vm.assertEq(land.ownerOf(parcels[0]), STRANGER);
    }

    function test_RevertWhen_TheEngineRefusesTheTransferOfAnEstate() public {
        _setPolicy(address(estates), TransferPolicy.Refused);
        bytes memory refusal = abi.encodeWithSelector(
            ICompliance.ComplianceTransferRefused.selector,
            estates,
            estateId,
            SELLER,
            BUYER
        );
        vm.prank(SELLER);
        vm.expectRevert(refusal);
        estates.transferFrom(SELLER, BUYER, estateId);
    }

    function test_RevertWhen_AParcelIsPushedIntoTheContract() public {
        uint256 loose = _giveParcel(SELLER, 60, 60);
        bytes memory refusal = abi.encodeWithSelector(ICompliance.ComplianceCustodyOnly.selector, estates, land, loose);
        vm.prank(SELLER);
        vm.expectRevert(refusal);
        land.transferFrom(SELLER, address(estates), loose);
    }

    function test_RevertWhen_TheContractIsNoCustodian() public {
        uint256 loose = _giveParcel(SELLER, 60, 60);
        _setSettler(address(estates), false);
        vm.prank(SELLER);
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceSettlerNotRegistered.selector, estates));
        estates.join(_only(loose));
    }

    function test_TheSaleOfAnEstatePaysItsRoyalty() public {
        uint256 before = money.balanceOf(CREATOR);
        _sellEstate(SELLER, BUYER, estateId, PRICE);
        vm.assertEq(money.balanceOf(CREATOR) - before, PRICE / 20);
    }

    function test_AnOrderIsBoundToTheFingerprint() public {
        Order memory ask = _askFor(estates.getFingerprint(estateId));
        _remove(SELLER, estateId, _only(parcels[2]));
        _add(SELLER, estateId, _only(parcels[2]));
        bytes32 ordered = ask.fingerprint;
        vm.prank(BUYER);
        vm.expectRevert(abi.encodeWithSelector(IMarket.MarketFingerprintMismatch.selector, estates, estateId, ordered));
        market.fill(ask, "", estateId);

        ask = _askFor(estates.getFingerprint(estateId));
        vm.prank(BUYER);
        market.fill(ask, "", estateId);
        vm.assertEq(estates.ownerOf(estateId), BUYER);
    }

    function test_VerifiesFingerprints() public {
        bytes32 fingerprint = estates.getFingerprint(estateId);
        vm.assertTrue(estates.verifyFingerprint(estateId, abi.encode(fingerprint)));
        vm.assertFalse(estates.verifyFingerprint(estateId, abi.encode(uint256(fingerprint) ^ 1)));
        vm.assertFalse(estates.verifyFingerprint(estateId, abi.encodePacked(fingerprint, uint8(0))));
        vm.assertFalse(estates.verifyFingerprint(estateId, ""));
        vm.assertFalse(estates.verifyFingerprint(estateId + 1, abi.encode(0)));
        _dissolve(SELLER, estateId);
        vm.assertFalse(estates.verifyFingerprint(estateId, abi.encode(fingerprint)));
        vm.assertFalse(estates.verifyFingerprint(estateId, abi.encode(0)));
    }

    /// @dev One parcel added, removed, or exchanged for another is always seen.
    function testFuzz_EveryChangeChangesTheFingerprint(uint256 seed) public {
        uint256[] memory more = _giveParcels(SELLER, 4, 9);
        bytes32[] memory seen = new bytes32[](10);
        for (uint256 i = 0; i < seen.length; i++) {
            seen[i] = estates.getFingerprint(estateId);
            for (uint256 j = 0; j < i; j++) vm.assertNotEq(seen[j], seen[i]);
            uint256 tokenId = more[seed % 4];
            seed = uint256(keccak256(abi.encode(seed)));
            if (estates.estateOf(tokenId) == 0) {
                _add(SELLER, estateId, _only(tokenId));
            } else {
                _remove(SELLER, estateId, _only(tokenId));
            }
        }
    }

    /// @dev The dearest way apart: every parcel becomes an event in its history. Here most slots are warm: a transaction of its
    /// own takes 12.4 million gas.
    function test_TheLargestEstateDissolvesWithinATransaction() public {
        uint256[] memory many = _giveParcels(SELLER, 256, 9);
        uint256 largest = _join(SELLER, many);
        _sellEstate(SELLER, BUYER, largest, PRICE);
        vm.prank(BUYER);
        uint256 before = gasleft();
        estates.dissolve(largest);
        vm.assertLe(before - gasleft() + 21_000, TRANSACTION_GAS, "dissolving 256 parcels");
        vm.assertEq(land.balanceOf(BUYER), 256);
    }

    function test_RevertWhen_ParcelsStayBehind() public {
        (HostileCollection hostile, Estate joined) = _hostileEstates();
        hostile.behave(Behaviour.Ignore);
        vm.prank(SELLER);
        vm.expectRevert(abi.encodeWithSelector(IEstate.EstateParcelNotMoved.selector, 1, joined));
        joined.join(_only(1));

        hostile.behave(Behaviour.Honest);
        vm.prank(SELLER);
        joined.join(_only(1));
        hostile.behave(Behaviour.Ignore);
        vm.prank(SELLER);
        vm.expectRevert(abi.encodeWithSelector(IEstate.EstateParcelNotMoved.selector, 1, SELLER));
        joined.dissolve(1);
        vm.assertEq(joined.ownerOf(1), SELLER);
        vm.assertEq(joined.sizeOf(1), 1);
    }

    function test_ReenteringAnEstateFails() public {
        (HostileCollection hostile, Estate joined) = _hostileEstates();
        hostile.reenter(address(joined), abi.encodeCall(joined.join, (_only(2))));
        vm.prank(SELLER);
        joined.join(_only(1));
        _assertLockedOut(hostile);
        hostile.reenter(address(joined), abi.encodeCall(joined.dissolve, (1)));
        vm.prank(SELLER);
        joined.add(1, _only(2));
        _assertLockedOut(hostile);
        hostile.reenter(address(joined), abi.encodeCall(joined.add, (1, _only(2))));
        vm.prank(SELLER);
        joined.remove(1, _only(2));
        _assertLockedOut(hostile);
        hostile.reenter(address(joined), abi.encodeCall(joined.remove, (1, _only(1))));
        vm.prank(SELLER);
        joined.dissolve(1);
        _assertLockedOut(hostile);
        vm.assertEq(hostile.ownerOf(1), SELLER);
        vm.assertEq(hostile.ownerOf(2), SELLER);
    }

    function _hostileEstates() private returns (HostileCollection hostile, Estate joined) {
        hostile = new HostileCollection();
        _setPolicy(address(hostile), TransferPolicy.Recorded);
        joined = _createEstates(address(hostile));
        hostile.mint(SELLER, 1);
        hostile.mint(SELLER, 2);
        vm.prank(SELLER);
        hostile.setApprovalForAll(address(joined), true);
    }

    /// @dev The seller wants it back from the buyer.
    function _refuseEstate(uint256 wanted, bytes32 ruleId, bytes4 code, bytes memory evidence) private {
        Order memory ask = _ask(BUYER, wanted, PRICE);
        ask.collection = address(estates);
        _authorise(ask);
        vm.prank(SELLER);
        vm.expectRevert(abi.encodeWithSelector(ISettlement.SettlementTradeRefused.selector, ruleId, code, evidence));
        market.fill(ask, "", wanted);
    }

    function _cluster() private view returns (uint256) {
        return compliance.clusterOf(SELLER);
    }

    function _askFor(bytes32 fingerprint) private returns (Order memory ask) {
        ask = _ask(SELLER, estateId, PRICE);
        (ask.collection, ask.fingerprint) = (address(estates), fingerprint);
        _authorise(ask);
    }

    function _disposedAt(uint256 tokenId, address owner) private view returns (uint256) {
        return marketRules.disposedAt(address(land), tokenId, compliance.clusterOf(owner));
    }

    function _assertLockedOut(HostileCollection hostile) private view {
        vm.assertFalse(hostile.reentered());
        vm.assertEq(hostile.answer(), abi.encodeWithSelector(NonReentrant.NonReentrantCall.selector));
    }
}
