// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AuctionId, AuctionStatus, IAuctionHouse} from "../../../contracts/auctions/IAuctionHouse.sol";
import {Behaviour, HostileCollection} from "../../../contracts/mocks/HostileCollection.sol";
import {NonReentrant} from "../../../contracts/security/NonReentrant.sol";
import {vm} from "../Cheats.sol";
import {AuctionFixture} from "./AuctionFixture.sol";

contract CancelTest is AuctionFixture {
    function test_TheSellerHasTheTokenBack() public {
        _create();
        vm.expectEmit(address(house));
        emit IAuctionHouse.AuctionEnded(FIRST, AuctionStatus.Cancelled);
        _cancel(SELLER);
        vm.assertEq(land.ownerOf(parcel), SELLER);
        _assertInCustody(address(land), parcel, AuctionId.wrap(0));
        _assertStatus(FIRST, AuctionStatus.Cancelled);
    }

    function test_TheTokenMayBeOfferedAgain() public {
        _create();
        _cancel(SELLER);
        vm.assertEq(AuctionId.unwrap(_create()), 2);
        _assertInCustody(address(land), parcel, AuctionId.wrap(2));
    }

    function test_RevertWhen_SomebodyElseCancels() public {
        _create();
        vm.expectRevert(abi.encodeWithSelector(IAuctionHouse.AuctionNotSeller.selector, STRANGER, SELLER));
        _cancel(STRANGER);
    }

    function test_RevertWhen_SomebodyHasBid() public {
        _create();
        _bidOn(FIRST, BUYER, RESERVE);
        vm.expectRevert(abi.encodeWithSelector(IAuctionHouse.AuctionHasBid.selector, FIRST, BUYER));
        _cancel(SELLER);
    }

    function test_RevertWhen_CancelledTwice() public {
        _create();
        _cancel(SELLER);
        vm.expectRevert(abi.encodeWithSelector(IAuctionHouse.AuctionNotOpen.selector, FIRST, AuctionStatus.Cancelled));
        _cancel(SELLER);
    }

    /// @dev Nobody's money waits: the auction stays open and the seller tries again.
    function test_RevertWhen_TheCollectionRefuses() public {
        HostileCollection hostile = _hostile();
        _create(_termsOf(hostile));
        hostile.behave(Behaviour.Refuse);
        vm.expectRevert(abi.encodeWithSelector(HostileCollection.HostileCollectionRefuses.selector));
        _cancel(SELLER);
        _assertInCustody(address(hostile), 1, FIRST);

        hostile.behave(Behaviour.Honest);
        _cancel(SELLER);
        vm.assertEq(hostile.ownerOf(1), SELLER);
    }

    function test_ReenteringFails() public {
        HostileCollection hostile = _hostile();
        _create(_termsOf(hostile));
        hostile.reenter(address(house), abi.encodeCall(house.cancel, (FIRST)));
        _cancel(SELLER);
        vm.assertFalse(hostile.reentered());
        vm.assertEq(hostile.answer(), abi.encodeWithSelector(NonReentrant.NonReentrantCall.selector));
        vm.assertEq(hostile.ownerOf(1), SELLER);
    }

    function _cancel(address caller) private {
        vm.prank(caller);
        house.cancel(FIRST);
    }
}
