// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICompliance, Mode, Trade, TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {RuleSetMock} from "../../../contracts/mocks/RuleSetMock.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

contract OnTransferTest is Fixture {
    uint256 private parcel;
    RuleSetMock private set;

    function setUp() public override {
        super.setUp();
        parcel = _giveParcel(SELLER, 29, -5);
        bytes32[] memory ids = new bytes32[](1);
        ids[0] = "Mine";
        set = new RuleSetMock(ids);
        vm.prank(DECISION);
        compliance.addRuleSet(address(set));
        _setMode("Mine", Mode.Shadow);
    }

    function test_ARecordedGiftIsATradeForNothing() public {
        Trade memory gift = Trade({
            settler: address(compliance),
            collection: address(land),
            tokenId: parcel,
            seller: SELLER,
            buyer: STRANGER,
            payer: STRANGER,
            currency: address(0),
            price: 0
        });
        vm.expectEmit(address(set));
        emit RuleSetMock.TradeRecorded(gift, _partiesOf(uint160(SELLER), uint160(STRANGER), SELLER, STRANGER, 1));
        _give(SELLER, STRANGER);
    }

    function test_AGiftIsNoted() public {
        _give(SELLER, STRANGER);
        vm.assertEq(marketRules.disposedAt(address(land), parcel, uint160(SELLER)), START);
    }

    function test_AMoveToOnesOwnVaultIsNoDisposal() public {
        _attest(SELLER, 7);
        _attest(STRANGER, 7);
        _give(SELLER, STRANGER);
        vm.assertEq(marketRules.disposedAt(address(land), parcel, 7), 0);
    }

    function test_AnOpenCollectionsGiftIsNotNoted() public {
        _setPolicy(address(land), TransferPolicy.Open);
        _give(SELLER, STRANGER);
        vm.assertEq(set.recordCount(), 0);
        vm.assertEq(land.ownerOf(parcel), STRANGER);
    }

    function test_RevertWhen_TransfersAreRefused() public {
        _setPolicy(address(land), TransferPolicy.Refused);
        bytes memory refusal = abi.encodeWithSelector(
            ICompliance.ComplianceTransferRefused.selector,
            land,
            parcel,
            SELLER,
            STRANGER
        );
        vm.prank(SELLER);
        vm.expectRevert(refusal);
        land.transferFrom(SELLER, STRANGER, parcel);
    }

    function test_RevertWhen_TheCollectionIsUnlisted() public {
        _setPolicy(address(land), TransferPolicy.Unlisted);
        vm.prank(SELLER);
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceCollectionNotRegistered.selector, land));
        land.transferFrom(SELLER, STRANGER, parcel);
    }

    function test_RevertWhen_AStrangerReportsATransfer() public {
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceCollectionNotRegistered.selector, STRANGER));
        vm.prank(STRANGER);
        compliance.onTransfer(SELLER, BUYER, parcel);
    }

    function test_RevertWhen_ATokenIsPushedIntoCustody() public {
        _setPolicy(address(land), TransferPolicy.Open);
        _expectCustodyOnly(address(escrow));
        _expectCustodyOnly(address(market));
    }

    /// @dev A settled trade's own transfer is the trade, whatever the policy; it is recorded once.
    function test_ATradesTransferIsNotRecordedAgain() public {
        _sell(SELLER, BUYER, parcel, USD);
        vm.assertEq(set.recordCount(), 1);
    }

    function test_ARefusedCollectionTradesAllTheSame() public {
        _setPolicy(address(land), TransferPolicy.Refused);
        _sell(SELLER, BUYER, parcel, USD);
        vm.assertEq(land.ownerOf(parcel), BUYER);
    }

    /// @dev The pass that a trade gives is for one transfer of one token: the next transfer is seen again.
    function test_ThePassOfATradeIsUsedUp() public {
        _sell(SELLER, BUYER, parcel, USD);
        _give(BUYER, STRANGER);
        vm.assertEq(set.recordCount(), 2);
        vm.assertEq(marketRules.disposedAt(address(land), parcel, uint160(BUYER)), START);
    }

    function test_ThePassIsForTheTradedTokenOnly() public {
        uint256 other = _giveParcel(SELLER, 1, 1);
        vm.prank(address(market));
        compliance.onTrade(_tradeOf(SELLER, BUYER, parcel, USD));
        vm.prank(address(land));
        compliance.onTransfer(SELLER, BUYER, other);
        vm.assertEq(set.recordCount(), 2);
        vm.prank(address(land));
        compliance.onTransfer(SELLER, BUYER, parcel);
        vm.assertEq(set.recordCount(), 2);
    }

    function test_ThePassIsForTheTradedCollectionOnly() public {
        vm.prank(address(market));
        compliance.onTrade(_tradeOf(SELLER, BUYER, parcel, USD));
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceCollectionNotRegistered.selector, STRANGER));
        vm.prank(STRANGER);
        compliance.onTransfer(SELLER, BUYER, parcel);
    }

    function _give(address from, address to) private {
        vm.prank(from);
        land.transferFrom(from, to, parcel);
    }

    function _expectCustodyOnly(address settler) private {
        bytes memory refusal = abi.encodeWithSelector(
            ICompliance.ComplianceCustodyOnly.selector,
            settler,
            land,
            parcel
        );
        vm.prank(SELLER);
        vm.expectRevert(refusal);
        land.transferFrom(SELLER, settler, parcel);
    }
}
