// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {HostileRentable} from "../../../contracts/mocks/HostileRentable.sol";
import {Behaviour} from "../../../contracts/mocks/HostileCollection.sol";
import {FeeOnTransferToken} from "../../../contracts/mocks/FeeOnTransferToken.sol";
import {IRentals, Offer, RentalId} from "../../../contracts/rentals/IRentals.sol";
import {NonReentrant} from "../../../contracts/security/NonReentrant.sol";
import {vm} from "../Cheats.sol";
import {RentalsFixture} from "./RentalsFixture.sol";

/// @notice A token that calls back into each entry point of the house, whenever the house moves it; and offers that are not
/// to be authorised.
contract RentalsRefusalsTest is RentalsFixture {
    HostileRentable private hostile;
    uint256 private tokens;

    function setUp() public override {
        super.setUp();
        hostile = _hostileRentable();
        tokens = 1;
    }

    function test_EveryEntryPointIsLockedWhileATokenComesIn() public {
        for (uint256 i = 0; i < 5; i++) {
            hostile.reenter(address(rentals), _entryPoint(i));
            _rentNext();
            _assertLockedOut(address(rentals));
        }
        vm.assertEq(rentals.rentalCount(), 5);
    }

    function test_EveryEntryPointIsLockedWhileARentalEnds() public {
        for (uint256 i = 0; i < 5; i++) {
            RentalId rentalId = _rentNext();
            hostile.reenter(address(rentals), _entryPoint(i));
            vm.warp(vm.getBlockTimestamp() + 10 days);
            rentals.end(rentalId);
            _assertLockedOut(SELLER);
        }
        vm.assertEq(rentals.held(), 0);
    }

    function test_EveryEntryPointIsLockedWhileARentalIsTerminated() public {
        for (uint256 i = 0; i < 5; i++) {
            RentalId rentalId = _rentNext();
            hostile.reenter(address(rentals), _entryPoint(i));
            vm.prank(SELLER);
            rentals.terminate(rentalId);
            _assertLockedOut(SELLER);
        }
        vm.assertEq(rentals.held(), 0);
        vm.assertEq(money.balanceOf(BUYER), RICHES);
    }

    function test_EveryEntryPointIsLockedDuringADelivery() public {
        for (uint256 i = 0; i < 5; i++) {
            RentalId rentalId = _rentNext();
            hostile.behave(Behaviour.Refuse);
            vm.prank(SELLER);
            rentals.terminate(rentalId);
            hostile.reenter(address(rentals), _entryPoint(i));
            rentals.deliver(rentalId);
            _assertLockedOut(SELLER);
        }
    }

    function test_WhatTheHouseCallsItselfIsLockedToo() public {
        hostile.reenter(address(rentals), abi.encodeCall(rentals.giveBack, (RentalId.wrap(1))));
        _rentNext();
        vm.assertFalse(hostile.reentered());
        vm.assertEq(hostile.answer(), abi.encodeWithSelector(IRentals.RentalsSelfOnly.selector, hostile));
    }

    function test_RevertWhen_WhatIsAuthorisedTakesAFee() public {
        Offer memory offer = _offer();
        offer.currency = address(new FeeOnTransferToken());
        _refuse(offer, abi.encodeWithSelector(IRentals.RentalsCurrencyNotAccepted.selector, offer.currency));
    }

    function test_RevertWhen_WhatIsAuthorisedWasRentedOrCancelled() public {
        Offer memory offer = _offer();
        _rent(offer, 10);
        bytes32 offerHash = rentals.hashOffer(offer);
        _refuse(offer, abi.encodeWithSelector(IRentals.RentalsOfferSpent.selector, offerHash, offer.nonce));

        offer = _offer();
        vm.prank(SELLER);
        rentals.raiseCounter();
        _refuse(offer, abi.encodeWithSelector(IRentals.RentalsCounterMismatch.selector, SELLER, 0, 1));
    }

    function _refuse(Offer memory offer, bytes memory refusal) private {
        vm.expectRevert(refusal);
        vm.prank(SELLER);
        rentals.authorise(offer);
    }

    /// @dev Ten days of a token of its own.
    function _rentNext() private returns (RentalId) {
        uint256 tokenId = ++tokens;
        // The mock may be armed: minting moves nothing through its transfer.
        hostile.mint(SELLER, tokenId);
        return _rent(_offerOf(address(hostile), tokenId), 10);
    }

    /// @dev Aimed at the rental that runs last, or that is about to begin.
    function _entryPoint(uint256 i) private returns (bytes memory) {
        RentalId current = RentalId.wrap(rentals.rentalCount());
        if (i == 0) {
            Offer memory offer = _offer();
            return abi.encodeCall(rentals.rent, (offer, _signOffer(SELLER_KEY, offer), 10, BUYER));
        }
        if (i == 1) return abi.encodeCall(rentals.claim, (current));
        if (i == 2) return abi.encodeCall(rentals.end, (current));
        if (i == 3) return abi.encodeCall(rentals.terminate, (current));
        return abi.encodeCall(rentals.deliver, (current));
    }

    function _assertLockedOut(address owner) private view {
        vm.assertFalse(hostile.reentered());
        vm.assertEq(hostile.answer(), abi.encodeWithSelector(NonReentrant.NonReentrantCall.selector));
        vm.assertEq(hostile.ownerOf(tokens), owner);
    }
}
