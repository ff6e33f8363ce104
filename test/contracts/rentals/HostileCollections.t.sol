// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Behaviour, HostileCollection} from "../../../contracts/mocks/HostileCollection.sol";
import {HostileRentable, UserBehaviour} from "../../../contracts/mocks/HostileRentable.sol";
import {IRentals, Offer, RentalStatus} from "../../../contracts/rentals/IRentals.sol";
import {NonReentrant} from "../../../contracts/security/NonReentrant.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {vm} from "../Cheats.sol";
import {RentalsFixture} from "./RentalsFixture.sol";

/// @notice What a collection can do to a rental: the money must never wait for the token.
contract HostileCollectionsRentalsTest is RentalsFixture {
    uint256 private constant RENT = 10 * PER_DAY;
    HostileRentable private hostile;

    function setUp() public override {
        super.setUp();
        hostile = _hostileRentable();
    }

    function test_RevertWhen_TheTokenIsNotTakenIn() public {
        Offer memory offer = _offerOf(address(hostile), 1);
        hostile.behave(Behaviour.Ignore);
        _refuseRent(offer, abi.encodeWithSelector(ISettlement.SettlementTokenNotMoved.selector, hostile, 1, rentals));
        hostile.behave(Behaviour.Refuse);
        _refuseRent(offer, abi.encodeWithSelector(HostileCollection.HostileCollectionRefuses.selector));
        vm.assertEq(money.balanceOf(BUYER), RICHES);
    }

    function test_RevertWhen_TheUserIsNotSet() public {
        Offer memory offer = _offerOf(address(hostile), 1);
        bytes memory refusal = abi.encodeWithSelector(IRentals.RentalsUserNotSet.selector, hostile, 1, BUYER);
        hostile.behaveToUsers(UserBehaviour.Balk);
        _refuseRent(offer, refusal);
        hostile.behaveToUsers(UserBehaviour.Forget);
        _refuseRent(offer, refusal);
        vm.assertEq(hostile.ownerOf(1), SELLER);
        vm.assertEq(money.balanceOf(BUYER), RICHES);
    }

    function test_RevertWhen_TheFingerprintIsAnsweredWithGarbage() public {
        Offer memory offer = _offerOf(address(hostile), 1);
        offer.fingerprint = keccak256("estate");
        bytes32 fingerprint = offer.fingerprint;
        bytes memory refusal = abi.encodeWithSelector(
            IRentals.RentalsFingerprintMismatch.selector,
            hostile,
            1,
            fingerprint
        );
        _refuseRent(offer, refusal);
        hostile.answerAnythingWith(abi.encode(2));
        _refuseRent(offer, refusal);
        hostile.answerAnythingWith(abi.encode(true, true));
        _refuseRent(offer, refusal);
        hostile.answerAnythingWith(abi.encode(true));
        _rent(offer, 10);
    }

    function test_TheRentIsPaidWithoutTheToken() public {
        _rentHostile();
        hostile.behave(Behaviour.Refuse);
        vm.warp(START + 10 days);
        vm.expectEmit(address(rentals));
        emit IRentals.TokenUndeliverable(FIRST, address(hostile), 1);
        rentals.end(FIRST);
        _assertPending();

        vm.expectRevert(abi.encodeWithSelector(HostileCollection.HostileCollectionRefuses.selector));
        rentals.deliver(FIRST);
        _assertPending();

        hostile.behave(Behaviour.Honest);
        vm.expectEmit(address(rentals));
        emit IRentals.TokenDelivered(FIRST, SELLER);
        vm.prank(STRANGER);
        rentals.deliver(FIRST);
        vm.assertEq(hostile.ownerOf(1), SELLER);
        vm.expectRevert(abi.encodeWithSelector(IRentals.RentalsNothingPending.selector, FIRST));
        rentals.deliver(FIRST);
    }

    function test_TheRentIsPaidByACollectionThatBurnsGas() public {
        _rentHostile();
        hostile.behave(Behaviour.Burn);
        vm.warp(START + 10 days);
        rentals.end{gas: 5_000_000}(FIRST);
        _assertPending();
    }

    function test_ATokenThatStaysBehindIsPending() public {
        _rentHostile();
        hostile.behave(Behaviour.Ignore);
        vm.warp(START + 10 days);
        rentals.end(FIRST);
        _assertPending();
        vm.expectRevert(abi.encodeWithSelector(ISettlement.SettlementTokenNotMoved.selector, hostile, 1, SELLER));
        rentals.deliver(FIRST);
    }

    /// @dev A collection that keeps its users when a token moves is told that the use has ended.
    function test_TheUseEndsWithTheRentalNotWithTheTerm() public {
        _rentHostile();
        vm.prank(SELLER);
        rentals.terminate(FIRST);
        vm.assertEq(hostile.userOf(1), address(0));
        vm.assertEq(hostile.ownerOf(1), SELLER);
    }

    function test_ACollectionThatKeepsTheUserStillGivesTheTokenBack() public {
        _rentHostile();
        hostile.behaveToUsers(UserBehaviour.Balk);
        vm.prank(BUYER);
        rentals.terminate(FIRST);
        vm.assertEq(hostile.userOf(1), BUYER);
        vm.assertEq(hostile.ownerOf(1), SELLER);
    }

    function test_ARefundDoesNotWaitForTheToken() public {
        _rentHostile();
        hostile.behave(Behaviour.Refuse);
        vm.prank(SELLER);
        rentals.terminate(FIRST);
        vm.assertEq(money.balanceOf(BUYER), RICHES);
        vm.assertTrue(rentals.rentalOf(FIRST).tokenPending);
        hostile.behave(Behaviour.Honest);
        rentals.deliver(FIRST);
        vm.assertEq(hostile.ownerOf(1), SELLER);
        vm.assertEq(hostile.userOf(1), address(0));
    }

    function test_ReenteringRentFailsWhileTheTokenIsTakenIn() public {
        Offer memory second = _offer();
        bytes memory signature = _signOffer(SELLER_KEY, second);
        hostile.reenter(address(rentals), abi.encodeCall(rentals.rent, (second, signature, 10, BUYER)));
        _rentHostile();
        _assertLockedOut();
    }

    function test_ReenteringFailsWhileTheUserIsSet() public {
        hostile.callBack(address(rentals), abi.encodeCall(rentals.terminate, (FIRST)));
        _rentHostile();
        vm.assertFalse(hostile.calledBack());
        vm.assertEq(hostile.callBackAnswer(), abi.encodeWithSelector(NonReentrant.NonReentrantCall.selector));
    }

    function test_ReenteringClaimFailsWhileARentalEnds() public {
        _rentHostile();
        hostile.reenter(address(rentals), abi.encodeCall(rentals.claim, (FIRST)));
        vm.warp(START + 10 days);
        rentals.end(FIRST);
        _assertLockedOut();
    }

    function test_ReenteringEndFailsWhileARentalIsTerminated() public {
        _rentHostile();
        hostile.reenter(address(rentals), abi.encodeCall(rentals.end, (FIRST)));
        vm.prank(BUYER);
        rentals.terminate(FIRST);
        _assertLockedOut();
    }

    function test_ReenteringDeliverFailsDuringDelivery() public {
        _rentHostile();
        hostile.behave(Behaviour.Refuse);
        vm.warp(START + 10 days);
        rentals.end(FIRST);
        hostile.reenter(address(rentals), abi.encodeCall(rentals.deliver, (FIRST)));
        rentals.deliver(FIRST);
        _assertLockedOut();
        vm.assertEq(hostile.ownerOf(1), SELLER);
    }

    function _rentHostile() private {
        _rent(_offerOf(address(hostile), 1), 10);
    }

    function _assertPending() private view {
        vm.assertTrue(rentals.rentalOf(FIRST).status == RentalStatus.Over);
        vm.assertTrue(rentals.rentalOf(FIRST).tokenPending);
        vm.assertEq(hostile.ownerOf(1), address(rentals));
        vm.assertEq(money.balanceOf(SELLER), RICHES + RENT - RENT / 40);
        vm.assertEq(rentals.held(), 0);
    }

    function _assertLockedOut() private view {
        vm.assertFalse(hostile.reentered());
        vm.assertEq(hostile.answer(), abi.encodeWithSelector(NonReentrant.NonReentrantCall.selector));
    }
}
