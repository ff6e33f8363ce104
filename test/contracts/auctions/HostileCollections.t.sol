// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {AuctionId, AuctionStatus, IAuctionHouse, Terms} from "../../../contracts/auctions/IAuctionHouse.sol";
import {ICompliance, TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {Behaviour, HostileCollection} from "../../../contracts/mocks/HostileCollection.sol";
import {RoyaltyCollection} from "../../../contracts/mocks/RoyaltyCollection.sol";
import {NonReentrant} from "../../../contracts/security/NonReentrant.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {vm} from "../Cheats.sol";
import {AuctionFixture} from "./AuctionFixture.sol";

/// @notice What a collection can do to an auction: the money must not wait for the token longer than the grace period.
contract HostileCollectionsAuctionTest is AuctionFixture {
    HostileCollection private hostile;

    /// @dev BUYER leads an auction that is over.
    function setUp() public override {
        super.setUp();
        hostile = _hostile();
        _create(_termsOf(hostile));
        _bidOn(FIRST, BUYER, RESERVE);
        vm.warp(ENDS_AT);
    }

    function test_RevertWhen_TheCollectionRefuses() public {
        hostile.behave(Behaviour.Refuse);
        vm.expectRevert(abi.encodeWithSelector(HostileCollection.HostileCollectionRefuses.selector));
        house.settle(FIRST);
        _assertStillOpen();
    }

    /// @dev The bidder paid long ago, unlike a buyer in the market: a token that stays must not cost the bid.
    function test_RevertWhen_TheTokenStays() public {
        hostile.behave(Behaviour.Ignore);
        vm.expectRevert(abi.encodeWithSelector(ISettlement.SettlementTokenNotMoved.selector, hostile, 1, BUYER));
        house.settle(FIRST);
        _assertStillOpen();
    }

    /// @dev A collection that lies about its owners cheats those who bid in it, and nobody else.
    function test_AnOwnerThatIsPretendedEndsTheAuction() public {
        hostile.behave(Behaviour.Pretend);
        house.settle(FIRST);
        _assertStatus(FIRST, AuctionStatus.Sold);
        _assertHolds(0);
    }

    /// @dev A royalty of the whole price, from a collection that asked for nothing when the bid was made.
    function test_RevertWhen_TheRoyaltyEatsThePrice() public {
        RoyaltyCollection greedy = new RoyaltyCollection();
        _setPolicy(address(greedy), TransferPolicy.Open);
        greedy.mint(SELLER, 1);
        vm.prank(SELLER);
        greedy.setApprovalForAll(address(house), true);
        Terms memory terms = _terms();
        (terms.collection, terms.tokenId, terms.endsAt) = (address(greedy), 1, ENDS_AT + 1 days);
        AuctionId second = _create(terms);
        _bidOn(second, BUYER, RESERVE);
        greedy.answer(abi.encode(CREATOR, RESERVE));

        vm.warp(terms.endsAt);
        uint256 limit = 975 * USD;
        vm.expectRevert(abi.encodeWithSelector(ISettlement.SettlementRoyaltyTooHigh.selector, greedy, RESERVE, limit));
        house.settle(second);
        vm.warp(terms.endsAt + 7 days);
        house.unwind(second);
        house.deliver(second);
        vm.assertEq(greedy.ownerOf(1), SELLER);
    }

    function test_AfterTheGracePeriodTheBidderIsRefunded() public {
        hostile.behave(Behaviour.Refuse);
        vm.warp(UNWINDABLE_AT);
        vm.expectEmit(address(house));
        emit IAuctionHouse.AuctionEnded(FIRST, AuctionStatus.Unwound);
        vm.expectEmit(address(house));
        emit IAuctionHouse.TokenUndeliverable(FIRST, address(hostile), 1);
        vm.expectEmit(address(house));
        emit IAuctionHouse.BidRefunded(FIRST, BUYER, RESERVE, false);
        _unwind();
        vm.assertEq(money.balanceOf(BUYER), RICHES);
        _assertPending(AuctionStatus.Unwound);

        vm.expectRevert(abi.encodeWithSelector(HostileCollection.HostileCollectionRefuses.selector));
        house.deliver(FIRST);
        _assertPending(AuctionStatus.Unwound);

        hostile.behave(Behaviour.Honest);
        vm.expectEmit(address(house));
        emit IAuctionHouse.TokenDelivered(FIRST, SELLER);
        vm.prank(STRANGER);
        house.deliver(FIRST);
        _assertDelivered();
    }

    /// @dev A plain transfer needs no rights.
    function test_AHouseThatIsNoSettlerAnyMoreRefunds() public {
        _setSettler(address(house), false);
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceSettlerNotRegistered.selector, house));
        house.settle(FIRST);

        vm.warp(UNWINDABLE_AT);
        _unwind();
        vm.assertEq(money.balanceOf(BUYER), RICHES);
        house.deliver(FIRST);
        _assertDelivered();
    }

    function test_RevertWhen_UnwoundWithinTheGracePeriod() public {
        vm.warp(UNWINDABLE_AT - 1);
        vm.expectRevert(abi.encodeWithSelector(IAuctionHouse.AuctionGraceAhead.selector, FIRST, UNWINDABLE_AT));
        _unwind();
    }

    function test_RevertWhen_UnwoundTwice() public {
        vm.warp(UNWINDABLE_AT);
        _unwind();
        vm.expectRevert(abi.encodeWithSelector(IAuctionHouse.AuctionNotOpen.selector, FIRST, AuctionStatus.Unwound));
        _unwind();
    }

    /// @dev Without a bid there is nothing to refund: `settle` gives the token back, now or later.
    function test_RevertWhen_UnwoundWithoutABid() public {
        hostile.mint(SELLER, 2);
        Terms memory terms = _termsOf(hostile);
        (terms.tokenId, terms.endsAt) = (2, ENDS_AT + 1 days);
        AuctionId second = _create(terms);
        vm.warp(terms.endsAt + 7 days);
        vm.expectRevert(abi.encodeWithSelector(IAuctionHouse.AuctionNoBid.selector, second));
        house.unwind(second);
        house.settle(second);
        vm.assertEq(hostile.ownerOf(2), SELLER);
    }

    function test_ABlockedTradesMoneyGoesBackWithoutTheToken() public {
        _block();
        hostile.behave(Behaviour.Refuse);
        vm.expectEmit(address(house));
        emit IAuctionHouse.TokenUndeliverable(FIRST, address(hostile), 1);
        house.settle(FIRST);
        vm.assertEq(money.balanceOf(BUYER), RICHES);
        _assertPending(AuctionStatus.Blocked);

        hostile.behave(Behaviour.Honest);
        house.deliver(FIRST);
        _assertDelivered();
    }

    function test_ABlockedTradesMoneyGoesBackFromACollectionThatBurnsGas() public {
        _block();
        hostile.behave(Behaviour.Burn);
        house.settle{gas: 4_000_000}(FIRST);
        vm.assertEq(money.balanceOf(BUYER), RICHES);
        _assertPending(AuctionStatus.Blocked);
    }

    function test_ATokenThatStaysBehindIsPending() public {
        _block();
        hostile.behave(Behaviour.Ignore);
        house.settle(FIRST);
        _assertPending(AuctionStatus.Blocked);
        vm.expectRevert(abi.encodeWithSelector(ISettlement.SettlementTokenNotMoved.selector, hostile, 1, SELLER));
        house.deliver(FIRST);
    }

    /// @dev Token and money both refuse to move: the one is pending, the other credited.
    function test_ABlockedTradeEndsThoughNothingMoves() public {
        _block();
        hostile.behave(Behaviour.Refuse);
        vm.mockCallRevert(address(money), abi.encodeCall(IERC20.transfer, (BUYER, RESERVE)), "broken");
        house.settle(FIRST);
        vm.assertEq(house.refundOf(BUYER), RESERVE);
        _assertHolds(RESERVE);
        vm.assertTrue(house.auctionOf(FIRST).tokenPending);
    }

    /// @dev The collection says that the seller owns it again; the house knows better.
    function test_RevertWhen_APendingTokenIsOfferedAgain() public {
        vm.warp(UNWINDABLE_AT);
        _unwind();
        Terms memory terms = _termsOf(hostile);
        terms.endsAt = UNWINDABLE_AT + 1 days;
        vm.expectRevert(abi.encodeWithSelector(IAuctionHouse.AuctionTokenTaken.selector, hostile, 1, FIRST));
        _create(terms);

        house.deliver(FIRST);
        _create(terms);
        _assertInCustody(address(hostile), 1, AuctionId.wrap(2));
    }

    function test_RevertWhen_NothingIsPending() public {
        vm.expectRevert(abi.encodeWithSelector(IAuctionHouse.AuctionNothingPending.selector, FIRST));
        house.deliver(FIRST);
    }

    function test_RevertWhen_DeliveredTwice() public {
        vm.warp(UNWINDABLE_AT);
        _unwind();
        house.deliver(FIRST);
        vm.expectRevert(abi.encodeWithSelector(IAuctionHouse.AuctionNothingPending.selector, FIRST));
        house.deliver(FIRST);
    }

    function test_RevertWhen_SomebodyElseGivesBack() public {
        vm.expectRevert(abi.encodeWithSelector(IAuctionHouse.AuctionSelfOnly.selector, STRANGER));
        vm.prank(STRANGER);
        house.giveBack(FIRST);
    }

    function test_ReenteringSettleFails() public {
        hostile.reenter(address(house), abi.encodeCall(house.settle, (FIRST)));
        house.settle(FIRST);
        _assertLockedOut(BUYER);
        _assertHolds(0);
    }

    function test_ReenteringGiveBackFails() public {
        hostile.reenter(address(house), abi.encodeCall(house.giveBack, (FIRST)));
        house.settle(FIRST);
        vm.assertEq(hostile.answer(), abi.encodeWithSelector(IAuctionHouse.AuctionSelfOnly.selector, hostile));
        vm.assertEq(hostile.ownerOf(1), BUYER);
    }

    function test_ReenteringUnwindFails() public {
        vm.warp(UNWINDABLE_AT);
        hostile.reenter(address(house), abi.encodeCall(house.unwind, (FIRST)));
        house.settle(FIRST);
        _assertLockedOut(BUYER);
        _assertHolds(0);
    }

    function test_ReenteringDeliverFails() public {
        vm.warp(UNWINDABLE_AT);
        _unwind();
        hostile.reenter(address(house), abi.encodeCall(house.deliver, (FIRST)));
        house.deliver(FIRST);
        _assertLockedOut(SELLER);
    }

    function test_ReenteringWithdrawFails() public {
        hostile.reenter(address(house), abi.encodeCall(house.withdraw, ()));
        house.settle(FIRST);
        _assertLockedOut(BUYER);
    }

    function _block() private {
        _attest(SELLER, 7);
        _attest(BUYER, 7);
    }

    function _unwind() private {
        vm.prank(STRANGER);
        house.unwind(FIRST);
    }

    function _assertStillOpen() private view {
        _assertStatus(FIRST, AuctionStatus.Open);
        _assertInCustody(address(hostile), 1, FIRST);
        _assertHolds(RESERVE);
    }

    function _assertPending(AuctionStatus status) private view {
        _assertStatus(FIRST, status);
        vm.assertTrue(house.auctionOf(FIRST).tokenPending);
        vm.assertEq(hostile.ownerOf(1), address(house));
        _assertInCustody(address(hostile), 1, FIRST);
        _assertHolds(0);
    }

    function _assertDelivered() private view {
        vm.assertEq(hostile.ownerOf(1), SELLER);
        vm.assertFalse(house.auctionOf(FIRST).tokenPending);
        _assertInCustody(address(hostile), 1, AuctionId.wrap(0));
    }

    function _assertLockedOut(address owner) private view {
        vm.assertFalse(hostile.reentered());
        vm.assertEq(hostile.answer(), abi.encodeWithSelector(NonReentrant.NonReentrantCall.selector));
        vm.assertEq(hostile.ownerOf(1), owner);
    }
}
