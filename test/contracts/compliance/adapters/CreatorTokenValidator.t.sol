// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {CreatorTokenValidator} from "../../../../contracts/compliance/adapters/CreatorTokenValidator.sol";
import {ICreatorTokenValidator} from "../../../../contracts/compliance/adapters/ICreatorTokenValidator.sol";
import {ITransferValidator} from "../../../../contracts/compliance/adapters/ITransferValidator.sol";
import {ITransferValidatorSetTokenType} from "../../../../contracts/compliance/adapters/ITransferValidatorSetTokenType.sol";
import {Mode, Trade, TransferPolicy} from "../../../../contracts/compliance/ICompliance.sol";
import {ERC721Mock} from "../../../../contracts/mocks/ERC721Mock.sol";
import {vm} from "../../Cheats.sol";
import {Fixture} from "../../Fixture.sol";
import {Validators} from "./Adapters.sol";

/// @dev The collection asks; its tokens need not exist for that. A test is one transaction, as a settlement is.
contract CreatorTokenValidatorTest is Fixture {
    uint256 private constant TOKEN = 7;
    uint256 private constant PRICE = 1_000 * USD;

    CreatorTokenValidator private validator;
    address private collection;

    function setUp() public override {
        super.setUp();
        validator = Validators.create(address(compliance));
        collection = address(new ERC721Mock());
        _setPolicy(collection, TransferPolicy.Refused);
    }

    function test_KnowsTheEngineAndItsMoney() public view {
        vm.assertEq(address(validator.COMPLIANCE()), address(compliance));
        vm.assertEq(address(validator.SETTLEMENT_TOKEN()), address(money));
    }

    function test_WhatTheEngineAllowedMayMoveAndNothingElse() public {
        _allow(SELLER, BUYER);

        _validate(SELLER, BUYER, TOKEN);
        _refused(SELLER, BUYER, TOKEN + 1);
        _refused(BUYER, SELLER, TOKEN);
        _refused(SELLER, STRANGER, TOKEN);
    }

    function test_TheTradeOfOneCollectionIsNoneOfAnother() public {
        address other = address(new ERC721Mock());
        _setPolicy(other, TransferPolicy.Refused);
        _allow(SELLER, BUYER);

        collection = other;
        _refused(SELLER, BUYER, TOKEN);
    }

    function test_AHouseMayTakeATokenIntoCustody() public {
        vm.prank(address(escrow));
        compliance.onDeposit(collection, TOKEN, SELLER);

        _validate(SELLER, address(escrow), TOKEN);
    }

    function test_CustodyEndsUnderEveryPolicy() public {
        _validate(address(escrow), BUYER, TOKEN);
        collection = address(new ERC721Mock());
        _validate(address(escrow), BUYER, TOKEN);
        _setPolicy(collection, TransferPolicy.Recorded);
        _validate(address(escrow), BUYER, TOKEN);
    }

    function test_RevertWhen_ATokenIsPushedIntoCustody() public {
        vm.expectRevert(
            abi.encodeWithSelector(
                ICreatorTokenValidator.CreatorTokenValidatorCustodyOnly.selector,
                collection,
                address(escrow)
            )
        );
        _validate(SELLER, address(escrow), TOKEN);
    }

    function test_RevertWhen_TheCollectionIsUnknown() public {
        collection = address(new ERC721Mock());
        vm.expectRevert(
            abi.encodeWithSelector(
                ICreatorTokenValidator.CreatorTokenValidatorCollectionNotRegistered.selector,
                collection
            )
        );
        _validate(SELLER, BUYER, TOKEN);
    }

    function test_RevertWhen_TransfersAreRecorded() public {
        collection = address(new ERC721Mock());
        _setPolicy(collection, TransferPolicy.Recorded);
        vm.expectRevert(
            abi.encodeWithSelector(
                ICreatorTokenValidator.CreatorTokenValidatorCannotRecord.selector,
                collection,
                SELLER,
                BUYER
            )
        );
        _validate(SELLER, BUYER, TOKEN);
    }

    function test_OpenTransfersPassExceptForWhoMayNotHold() public {
        collection = address(new ERC721Mock());
        _setPolicy(collection, TransferPolicy.Open);
        _validate(SELLER, BUYER, TOKEN);

        _list(BUYER);
        _mayNotHold(SELLER, BUYER, BUYER);
        _mayNotHold(BUYER, SELLER, BUYER);
    }

    function test_FormsWithoutANumberAreTransfersOutsideTrades() public {
        _allow(SELLER, BUYER);
        bytes memory refusal = abi.encodeWithSelector(
            ICreatorTokenValidator.CreatorTokenValidatorTransferRefused.selector,
            collection,
            SELLER,
            BUYER
        );
        vm.expectRevert(refusal);
        vm.prank(collection);
        validator.validateTransfer(address(market), SELLER, BUYER);
        vm.expectRevert(refusal);
        vm.prank(collection);
        validator.applyCollectionTransferPolicy(address(market), SELLER, BUYER);

        vm.prank(collection);
        validator.validateTransfer(address(escrow), address(escrow), BUYER);
        vm.prank(collection);
        validator.applyCollectionTransferPolicy(address(escrow), address(escrow), BUYER);
    }

    function test_RevertWhen_ATokenHasAmounts() public {
        vm.expectRevert(
            abi.encodeWithSelector(ICreatorTokenValidator.CreatorTokenValidatorAmountsNotSupported.selector, collection)
        );
        vm.prank(collection);
        validator.validateTransfer(address(market), SELLER, BUYER, TOKEN, 1);
    }

    function test_RevertWhen_SomebodyAuthorisesTransfers() public {
        _refusesAuthorizer();
        validator.beforeAuthorizedTransfer(STRANGER, collection, TOKEN);
        _refusesAuthorizer();
        validator.beforeAuthorizedTransfer(STRANGER, collection);
        _refusesAuthorizer();
        validator.beforeAuthorizedTransfer(collection, TOKEN);
        _refusesAuthorizer();
        validator.beforeAuthorizedTransferWithAmount(collection, TOKEN, 1);
        _refusesAuthorizer();
        validator.afterAuthorizedTransfer(collection, TOKEN);
        _refusesAuthorizer();
        validator.afterAuthorizedTransfer(collection);
        _refusesAuthorizer();
        validator.afterAuthorizedTransferWithAmount(collection, TOKEN);
    }

    function test_AnyTokenTypeIsHeardAndForgotten() public view {
        validator.setTokenTypeOfCollection(collection, 721);
        validator.setTokenTypeOfCollection(collection, 20);
    }

    function test_SaysWhatItIs() public view {
        vm.assertTrue(validator.supportsInterface(type(ITransferValidator).interfaceId));
        vm.assertTrue(validator.supportsInterface(type(ITransferValidatorSetTokenType).interfaceId));
        vm.assertTrue(validator.supportsInterface(type(IERC165).interfaceId));
        vm.assertFalse(validator.supportsInterface(0xffffffff));
    }

    function _allow(address from, address to) private {
        Trade memory trade = _tradeOf(from, to, TOKEN, PRICE);
        trade.collection = collection;
        vm.prank(address(market));
        compliance.onTrade(trade);
    }

    function _validate(address from, address to, uint256 tokenId) private {
        vm.prank(collection);
        validator.validateTransfer(address(market), from, to, tokenId);
    }

    function _refused(address from, address to, uint256 tokenId) private {
        vm.expectRevert(
            abi.encodeWithSelector(
                ICreatorTokenValidator.CreatorTokenValidatorTransferRefused.selector,
                collection,
                from,
                to
            )
        );
        _validate(from, to, tokenId);
    }

    function _mayNotHold(address from, address to, address listed) private {
        vm.expectRevert(
            abi.encodeWithSelector(ICreatorTokenValidator.CreatorTokenValidatorMayNotHold.selector, collection, listed)
        );
        _validate(from, to, TOKEN);
    }

    function _refusesAuthorizer() private {
        vm.expectRevert(
            abi.encodeWithSelector(
                ICreatorTokenValidator.CreatorTokenValidatorAuthorizersNotSupported.selector,
                STRANGER
            )
        );
        vm.prank(STRANGER);
    }

    function _list(address account) private {
        address[] memory accounts = new address[](1);
        accounts[0] = account;
        _setMode("Sanctions", Mode.Enforce);
        vm.prank(SUPPORT);
        money.setListed(accounts, true);
    }
}
