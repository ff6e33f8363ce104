// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FeeOnTransferToken} from "../../../../contracts/mocks/FeeOnTransferToken.sol";
import {Behaviour} from "../../../../contracts/mocks/HostileCollection.sol";
import {IInstalments, InstalmentOffer, PlanId, PlanStatus} from "../../../../contracts/payments/IInstalments.sol";
import {NonReentrant} from "../../../../contracts/security/NonReentrant.sol";
import {vm} from "../../Cheats.sol";
import {InstalmentsFixture} from "./InstalmentsFixture.sol";

/// @notice A token that calls back into each entry point of the house, whenever the house moves it, with the officer's role;
/// and offers that are not to be authorised.
contract InstalmentsRefusalsTest is InstalmentsFixture {
    uint256 private tokens = 1;

    function setUp() public override {
        super.setUp();
        uint64 execution = authority.EXECUTION();
        vm.prank(ADMIN);
        authority.grantRole(execution, address(hostile), 0);
    }

    function test_EveryEntryPointIsLockedWhileATokenComesIn() public {
        for (uint256 i = 0; i < 5; i++) {
            hostile.reenter(address(house), _entryPoint(i));
            _acceptNext();
            _assertLockedOut(address(house));
        }
        _assertHeld(5 * PART);
    }

    function test_EveryEntryPointIsLockedWhileAPlanIsSettled() public {
        for (uint256 i = 0; i < 5; i++) {
            PlanId planId = _acceptNext();
            hostile.reenter(address(house), _entryPoint(i));
            _pay(planId, 9);
            _assertStatus(planId, PlanStatus.Settled);
            _assertLockedOut(BUYER);
        }
        _assertHeld(0);
    }

    function test_EveryEntryPointIsLockedWhileABlockedTokenGoesBack() public {
        for (uint256 i = 0; i < 5; i++) {
            PlanId planId = _acceptNext();
            hostile.reenter(address(house), _entryPoint(i));
            _attest(SELLER, 7);
            _attest(BUYER, 7);
            _pay(planId, 9);
            _attest(SELLER, 0);
            _attest(BUYER, 0);
            _assertStatus(planId, PlanStatus.Unwound);
            _assertLockedOut(SELLER);
        }
        vm.assertEq(money.balanceOf(BUYER), RICHES);
    }

    function test_EveryEntryPointIsLockedWhileAPlanIsForeclosed() public {
        for (uint256 i = 0; i < 5; i++) {
            PlanId planId = _acceptNext();
            vm.warp(vm.getBlockTimestamp() + PERIOD + GRACE + 1);
            hostile.reenter(address(house), _entryPoint(i));
            house.foreclose(planId);
            _assertLockedOut(SELLER);
        }
        _assertHeld(0);
    }

    function test_EveryEntryPointIsLockedDuringADelivery() public {
        for (uint256 i = 0; i < 5; i++) {
            PlanId planId = _acceptNext();
            hostile.behave(Behaviour.Refuse);
            vm.warp(vm.getBlockTimestamp() + PERIOD + GRACE + 1);
            house.foreclose(planId);
            hostile.reenter(address(house), _entryPoint(i));
            house.deliver(planId);
            _assertLockedOut(SELLER);
        }
    }

    function test_WhatTheHouseCallsItselfIsLockedToo() public {
        bytes[2] memory calls = [
            abi.encodeCall(house.settle, (PlanId.wrap(1))),
            abi.encodeCall(house.giveBack, (PlanId.wrap(2)))
        ];
        for (uint256 i = 0; i < calls.length; i++) {
            PlanId planId = _acceptNext();
            hostile.reenter(address(house), calls[i]);
            _pay(planId, 9);
            vm.assertFalse(hostile.reentered());
            vm.assertEq(hostile.answer(), abi.encodeWithSelector(IInstalments.InstalmentsSelfOnly.selector, hostile));
            _assertStatus(planId, PlanStatus.Settled);
        }
    }

    function test_RevertWhen_WhatIsAuthorisedTakesAFee() public {
        InstalmentOffer memory offer = _offer();
        offer.currency = address(new FeeOnTransferToken());
        _refuse(offer, abi.encodeWithSelector(IInstalments.InstalmentsCurrencyNotAccepted.selector, offer.currency));
    }

    function test_RevertWhen_WhatIsAuthorisedWasCancelled() public {
        InstalmentOffer memory offer = _offer();
        vm.prank(SELLER);
        house.cancel(offer);
        _refuse(offer, _spent(offer));

        offer = _offer();
        vm.prank(SELLER);
        house.raiseCounter();
        _refuse(offer, abi.encodeWithSelector(IInstalments.InstalmentsCounterMismatch.selector, SELLER, 0, 1));
    }

    function test_RevertWhen_WhatIsAuthorisedWasAccepted() public {
        InstalmentOffer memory offer = _offer();
        _accept(offer);
        _refuse(offer, _spent(offer));
    }

    function _refuse(InstalmentOffer memory offer, bytes memory refusal) private {
        vm.expectRevert(refusal);
        vm.prank(SELLER);
        house.authorise(offer);
    }

    /// @dev A plan for a token of its own.
    function _acceptNext() private returns (PlanId) {
        InstalmentOffer memory offer = _offer();
        (offer.collection, offer.tokenId) = (address(hostile), ++tokens);
        hostile.mint(SELLER, offer.tokenId);
        return _accept(offer);
    }

    /// @dev Aimed at the plan opened last, or about to be.
    function _entryPoint(uint256 i) private returns (bytes memory) {
        PlanId current = PlanId.wrap(house.planCount());
        if (i == 0) {
            InstalmentOffer memory offer = _offer();
            return abi.encodeCall(house.accept, (offer, _sign(offer)));
        }
        if (i == 1) return abi.encodeCall(house.pay, (current, 1));
        if (i == 2) return abi.encodeCall(house.foreclose, (current));
        if (i == 3) return abi.encodeCall(house.deliver, (current));
        return abi.encodeCall(house.returnSurplus, (STRANGER));
    }

    function _spent(InstalmentOffer memory offer) private view returns (bytes memory) {
        bytes32 offerHash = house.hashOffer(offer);
        return abi.encodeWithSelector(IInstalments.InstalmentsOfferSpent.selector, offerHash, offer.nonce);
    }

    function _assertLockedOut(address owner) private view {
        vm.assertFalse(hostile.reentered());
        vm.assertEq(hostile.answer(), abi.encodeWithSelector(NonReentrant.NonReentrantCall.selector));
        vm.assertEq(hostile.ownerOf(tokens), owner);
    }
}
