// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {IWashTrading} from "../../../contracts/compliance/rules/IWashTrading.sol";
import {IERC7943NonFungible} from "../../../contracts/land/IERC7943NonFungible.sol";
import {Place} from "../../../contracts/land/ILand.sol";
import {Order} from "../../../contracts/market/Orders.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {RecordedLog, vm} from "../Cheats.sol";
import {RealWorldAssetFixture} from "./RealWorldAssetFixture.sol";

/// @notice Freezing and moving parcels by force.
contract RealWorldAssetTest is RealWorldAssetFixture {
    function test_TheIdsAreTheStandards() public view {
        vm.assertTrue(IERC7943NonFungible.canSend.selector == 0x2bc06a92);
        vm.assertTrue(IERC7943NonFungible.canReceive.selector == 0x90d370ba);
        vm.assertTrue(IERC7943NonFungible.canTransfer.selector == 0xe46638e6);
        vm.assertTrue(IERC7943NonFungible.getFrozenTokens.selector == 0xff6e708c);
        vm.assertTrue(IERC7943NonFungible.setFrozenTokens.selector == 0x80c4775b);
        vm.assertTrue(IERC7943NonFungible.forcedTransfer.selector == 0x9fc1d0e7);
        vm.assertTrue(type(IERC7943NonFungible).interfaceId == 0xbf1ef5fe);
        vm.assertTrue(land.supportsInterface(0xbf1ef5fe));
    }

    /// @dev The four bytes of `canTransfer` mean an amount there and a token here: a contract that said it is both would lie.
    /// Nor is a parcel fungible or one of many (the standard's other two forms).
    function test_LandDoesNotClaimToBeAnErc3643Token() public {
        vm.assertTrue(bytes4(keccak256("canTransfer(address,address,uint256)")) == 0xe46638e6);
        string[4] memory functionsOfErc3643 = ["compliance()", "identityRegistry()", "onchainID()", "paused()"];
        for (uint256 i = 0; i < functionsOfErc3643.length; i++) {
            (bool answered, ) = address(land).call(abi.encodeWithSignature(functionsOfErc3643[i]));
            vm.assertFalse(answered, functionsOfErc3643[i]);
        }
        vm.assertFalse(land.supportsInterface(0x3edbb4c4));
        vm.assertFalse(land.supportsInterface(0x41c4fbad));
    }

    function test_AFrozenParcelDoesNotMove() public {
        vm.expectEmit(address(land));
        emit IERC7943NonFungible.Frozen(SELLER, parcel, true);
        _setFrozen(SELLER, true);

        vm.assertTrue(land.getFrozenTokens(SELLER, parcel));
        vm.assertFalse(land.canTransfer(SELLER, BUYER, parcel));
        _refuseGift(SELLER, BUYER, _frozenFor(SELLER));
        Order memory ask = _ask(SELLER, parcel, PRICE);
        _authorise(ask);
        vm.prank(BUYER);
        vm.expectRevert(_frozenFor(SELLER));
        market.fill(ask, "", parcel);
    }

    function test_OneFrozenParcelStopsNoOther() public {
        uint256 other = _giveParcel(SELLER, 1, 1);
        _setFrozen(SELLER, true);
        _sell(SELLER, BUYER, other, PRICE);
        vm.assertEq(land.ownerOf(other), BUYER);
    }

    /// @dev What is set twice is counted once: the second parcel's freeze is not forgotten when the first one ends.
    function test_AnUnfrozenParcelMovesAgain() public {
        uint256 other = _giveParcel(SELLER, 1, 1);
        vm.prank(OFFICER);
        land.setFrozenTokens(SELLER, other, true);
        _setFrozen(SELLER, true);
        _setFrozen(SELLER, true);
        _setFrozen(SELLER, false);
        _setFrozen(SELLER, false);

        _give(SELLER, BUYER);
        vm.assertEq(land.ownerOf(parcel), BUYER);
        vm.prank(SELLER);
        vm.expectRevert(
            abi.encodeWithSelector(IERC7943NonFungible.ERC7943InsufficientUnfrozenBalance.selector, SELLER, other)
        );
        land.transferFrom(SELLER, BUYER, other);
    }

    function test_WhatIsFrozenForSomebodyElseMovesUntilItIsTheirs() public {
        _setFrozen(BUYER, true);
        _sell(SELLER, BUYER, parcel, PRICE);
        _refuseGift(BUYER, STRANGER, _frozenFor(BUYER));
    }

    /// @dev In this order: whoever looks at the transfer finds the parcel unfrozen.
    function test_AForcedTransferUnfreezesFirst() public {
        _setFrozen(SELLER, true);
        vm.recordLogs();
        _seize(SELLER, TREASURY);

        RecordedLog[] memory logs = vm.getRecordedLogs();
        vm.assertEq(logs[0].topics[0], IERC7943NonFungible.Frozen.selector);
        vm.assertEq(logs[0].topics[3], bytes32(0));
        vm.assertEq(logs[1].topics[0], IERC721.Transfer.selector);
        vm.assertEq(logs[2].topics[0], IERC7943NonFungible.ForcedTransfer.selector);
        vm.assertEq(logs.length, 3);
        vm.assertEq(land.ownerOf(parcel), TREASURY);
        vm.assertFalse(land.getFrozenTokens(SELLER, parcel));
    }

    function test_AForcedTransferNeedsNoFreeze() public {
        vm.expectEmit(address(land));
        emit IERC7943NonFungible.ForcedTransfer(SELLER, TREASURY, parcel);
        _seize(SELLER, TREASURY);
        vm.assertEq(land.ownerOf(parcel), TREASURY);
    }

    function test_AForcedTransferPassesWhereTransfersAreRefused() public {
        _setPolicy(address(land), TransferPolicy.Refused);
        _seize(SELLER, TREASURY);
        vm.assertEq(land.ownerOf(parcel), TREASURY);
    }

    function test_AForcedTransferTakesFromAnAccountThatMayNotHold() public {
        _list(SELLER);
        _seize(SELLER, TREASURY);
        vm.assertEq(land.ownerOf(parcel), TREASURY);
    }

    /// @dev The former owner cannot buy back at once what was taken.
    function test_AForcedTransferIsPartOfTheHistory() public {
        _seize(SELLER, BUYER);
        vm.assertEq(marketRules.disposedAt(address(land), parcel, uint160(SELLER)), START);
        Order memory ask = _ask(BUYER, parcel, PRICE);
        _authorise(ask);
        bytes memory evidence = abi.encode(uint160(SELLER), START, 7 days);
        bytes4 code = IWashTrading.RoundTripTooSoon.selector;
        vm.prank(SELLER);
        vm.expectRevert(
            abi.encodeWithSelector(ISettlement.SettlementTradeRefused.selector, ROUND_TRIP, code, evidence)
        );
        market.fill(ask, "", parcel);
    }

    function test_ToASecondAccountOfOneOwnerItIsNoDisposal() public {
        _attest(SELLER, 7);
        _attest(STRANGER, 7);
        _seize(SELLER, STRANGER);
        vm.assertEq(marketRules.disposedAt(address(land), parcel, 7), 0);
    }

    function test_WhereTransfersAreOpenAForcedOneIsNotNoted() public {
        _setPolicy(address(land), TransferPolicy.Open);
        _seize(SELLER, BUYER);
        vm.assertEq(marketRules.disposedAt(address(land), parcel, uint160(SELLER)), 0);
    }

    /// @dev A stranger speaks for a collection of its own, which nobody listed.
    function test_AStrangersWordOfAForcedTransferLeavesNoTrace() public {
        vm.prank(STRANGER);
        compliance.onForcedTransfer(SELLER, STRANGER, parcel);
        vm.assertEq(marketRules.disposedAt(address(land), parcel, uint160(SELLER)), 0);
        vm.assertEq(marketRules.disposedAt(STRANGER, parcel, uint160(SELLER)), 0);
    }

    function test_RevertWhen_ForcedFromAnAccountToItself() public {
        _setFrozen(SELLER, true);
        bytes4 refusal = IERC7943NonFungible.ERC7943CannotTransfer.selector;
        _refuseSeizure(SELLER, SELLER, abi.encodeWithSelector(refusal, SELLER, SELLER, parcel));
        vm.assertTrue(land.getFrozenTokens(SELLER, parcel));
    }

    function test_RevertWhen_ForcedFromAnotherThanTheOwner() public {
        bytes4 refusal = IERC721Errors.ERC721IncorrectOwner.selector;
        _refuseSeizure(BUYER, TREASURY, abi.encodeWithSelector(refusal, BUYER, parcel, SELLER));
    }

    function test_RevertWhen_ForcingWhatDoesNotExist() public {
        parcel = land.tokenIdAt(9, 9);
        bytes4 refusal = IERC721Errors.ERC721NonexistentToken.selector;
        _refuseSeizure(SELLER, TREASURY, abi.encodeWithSelector(refusal, parcel));
    }

    function test_RevertWhen_ForcedToNobody() public {
        bytes4 refusal = IERC721Errors.ERC721InvalidReceiver.selector;
        _refuseSeizure(SELLER, address(0), abi.encodeWithSelector(refusal, address(0)));
    }

    function test_RevertWhen_ForcedToAnAccountThatMayNotHold() public {
        _list(TREASURY);
        bytes4 refusal = IERC7943NonFungible.ERC7943CannotReceive.selector;
        _refuseSeizure(SELLER, TREASURY, abi.encodeWithSelector(refusal, TREASURY));
    }

    function test_RevertWhen_TheOfficerDecidesAnOwnCase() public {
        _attest(OFFICER, 7);
        _attest(SELLER, 7);
        vm.startPrank(OFFICER);
        vm.expectRevert(_ownCase(SELLER));
        land.setFrozenTokens(SELLER, parcel, false);
        vm.expectRevert(_ownCase(SELLER));
        land.forcedTransfer(SELLER, TREASURY, parcel);
        vm.stopPrank();
        _attest(SELLER, 0);
        _refuseSeizure(SELLER, OFFICER, _ownCase(OFFICER));
    }

    function test_RevertWhen_MintingForAnAccountThatMayNotHold() public {
        _list(BUYER);
        vm.expectRevert(abi.encodeWithSelector(IERC7943NonFungible.ERC7943CannotReceive.selector, BUYER));
        vm.prank(PLATFORM);
        land.mintBatch(BUYER, new Place[](1));
    }
}
