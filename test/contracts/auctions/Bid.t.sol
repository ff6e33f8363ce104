// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Auction, AuctionId, AuctionStatus, IAuctionHouse, Terms} from "../../../contracts/auctions/IAuctionHouse.sol";
import {Finding, ICompliance, Mode, Trade, TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {HostileWallet, WalletBehaviour} from "../../../contracts/mocks/HostileWallet.sol";
import {vm} from "../Cheats.sol";
import {AuctionFixture} from "./AuctionFixture.sol";

contract BidTest is AuctionFixture {
    function setUp() public override {
        super.setUp();
        _create();
    }

    function test_TheFirstBidMayBeTheReserve() public {
        vm.expectEmit(address(house));
        emit IAuctionHouse.BidPlaced(FIRST, BUYER, RESERVE, ENDS_AT);
        _bidOn(FIRST, BUYER, RESERVE);

        Auction memory auction = house.auctionOf(FIRST);
        vm.assertEq(auction.bidder, BUYER);
        vm.assertEq(auction.bid, RESERVE);
        vm.assertEq(money.balanceOf(BUYER), RICHES - RESERVE);
        _assertHolds(RESERVE);
    }

    function test_AnOutbidBidderHasTheMoneyBackAtOnce() public {
        _bidOn(FIRST, BUYER, RESERVE);
        vm.expectEmit(address(house));
        emit IAuctionHouse.BidRefunded(FIRST, BUYER, RESERVE, false);
        _bidOn(FIRST, RIVAL, 1_050 * USD);

        vm.assertEq(money.balanceOf(BUYER), RICHES);
        vm.assertEq(house.auctionOf(FIRST).bidder, RIVAL);
        _assertHolds(1_050 * USD);
    }

    /// @dev A deposit that comes back is no payment between persons, and says nothing about whose money it is.
    function test_ARefundLeavesNoTraceInTheMoney() public {
        _bidOn(FIRST, BUYER, RESERVE);
        _bidOn(FIRST, RIVAL, 2 * RESERVE);
        (uint64 paidAt, ) = money.sidePayment(RIVAL, BUYER);
        vm.assertEq(paidAt, 0);
        vm.assertEq(money.fundingRoot(BUYER), BUYER);
        vm.assertEq(money.fundingRoot(RIVAL), RIVAL);
    }

    function test_ABidderWithTheDifferenceMayRaiseTheOwnBid() public {
        _pay(BUYER, TREASURY, RICHES - 1_050 * USD);
        _bidOn(FIRST, BUYER, RESERVE);
        _bidOn(FIRST, BUYER, 1_050 * USD);
        vm.assertEq(money.balanceOf(BUYER), 0);
        _assertHolds(1_050 * USD);
    }

    function testFuzz_EachBidIsAStepAboveTheLast(uint256 first, uint256 second, uint16 bps) public {
        first = 1 + (first % RICHES);
        second = 1 + (second % RICHES);
        vm.prank(SELLER);
        house.cancel(FIRST);
        Terms memory terms = _terms();
        (terms.reserve, terms.minIncrementBps) = (1, 100 + (bps % 4_901));
        AuctionId auctionId = _create(terms);
        _bidOn(auctionId, BUYER, first);

        uint256 minimum = house.minimumBid(auctionId);
        vm.assertTrue(minimum > first);
        vm.assertTrue((minimum - first) * 10_000 >= first * terms.minIncrementBps);
        vm.assertTrue((minimum - first - 1) * 10_000 < first * terms.minIncrementBps);
        if (second < minimum) _expectTooLow(auctionId, second, minimum);
        _bidOn(auctionId, RIVAL, second);
        _assertHolds(second < minimum ? first : second);
    }

    function test_RevertWhen_BidBelowReserve() public {
        _expectTooLow(FIRST, RESERVE - 1, RESERVE);
        _bidOn(FIRST, BUYER, RESERVE - 1);
    }

    function test_RevertWhen_BidBelowTheNextStep() public {
        _bidOn(FIRST, BUYER, RESERVE);
        _expectTooLow(FIRST, 1_050 * USD - 1, 1_050 * USD);
        _bidOn(FIRST, RIVAL, 1_050 * USD - 1);
    }

    function test_ALateBidMovesTheEnd() public {
        vm.warp(ENDS_AT - 15 minutes);
        _bidOn(FIRST, BUYER, RESERVE);
        vm.assertEq(house.auctionOf(FIRST).endsAt, ENDS_AT, "just in time");

        vm.warp(ENDS_AT - 1);
        vm.expectEmit(address(house));
        emit IAuctionHouse.BidPlaced(FIRST, RIVAL, 2 * RESERVE, ENDS_AT - 1 + 15 minutes);
        _bidOn(FIRST, RIVAL, 2 * RESERVE);

        vm.warp(ENDS_AT);
        _bidOn(FIRST, BUYER, 3 * RESERVE);
        vm.assertEq(house.auctionOf(FIRST).endsAt, ENDS_AT + 15 minutes);
        vm.assertEq(house.auctionOf(FIRST).terms.endsAt, ENDS_AT, "as was agreed");
    }

    function test_RevertWhen_TheAuctionIsOver() public {
        vm.warp(ENDS_AT);
        vm.expectRevert(abi.encodeWithSelector(IAuctionHouse.AuctionOver.selector, FIRST, ENDS_AT));
        _bidOn(FIRST, BUYER, RESERVE);
    }

    function test_RevertWhen_TheAuctionHasNotStarted() public {
        vm.prank(SELLER);
        house.cancel(FIRST);
        Terms memory terms = _terms();
        terms.startsAt = uint64(START + 12 hours);
        AuctionId later = _create(terms);

        vm.warp(START + 12 hours - 1);
        vm.expectRevert(abi.encodeWithSelector(IAuctionHouse.AuctionNotStarted.selector, later, terms.startsAt));
        _bidOn(later, BUYER, RESERVE);
        vm.warp(START + 12 hours);
        _bidOn(later, BUYER, RESERVE);
    }

    function test_RevertWhen_TheAuctionIsCancelled() public {
        vm.prank(SELLER);
        house.cancel(FIRST);
        vm.expectRevert(abi.encodeWithSelector(IAuctionHouse.AuctionNotOpen.selector, FIRST, AuctionStatus.Cancelled));
        _bidOn(FIRST, BUYER, RESERVE);
    }

    function test_RevertWhen_TheAuctionIsUnknown() public {
        AuctionId unknown = AuctionId.wrap(2);
        bytes memory reason = abi.encodeWithSelector(
            IAuctionHouse.AuctionNotOpen.selector,
            unknown,
            AuctionStatus.None
        );
        vm.expectRevert(reason);
        _bidOn(unknown, BUYER, RESERVE);
        vm.expectRevert(reason);
        house.minimumBid(unknown);
    }

    function test_RevertWhen_TheSellerBids() public {
        _expectRefused(SELLER, SELLER);
        _bidOn(FIRST, SELLER, RESERVE);
    }

    /// @dev Another wallet of the seller's owner drives the price up.
    function test_RevertWhen_TheSellersOtherWalletBids() public {
        _bidOn(FIRST, BUYER, RESERVE);
        _attest(SELLER, 7);
        _attest(RIVAL, 7);
        _expectRefused(SELLER, RIVAL);
        _bidOn(FIRST, RIVAL, 2 * RESERVE);
        vm.assertEq(house.auctionOf(FIRST).bidder, BUYER);
    }

    /// @dev The seller gives a friend the money to bid with.
    function test_RevertWhen_TheSellerPaidTheBidder() public {
        _pay(SELLER, BUYER, RESERVE);
        _expectRefused(SELLER, BUYER);
        _bidOn(FIRST, BUYER, RESERVE);
    }

    function test_RevertWhen_TheCollectionIsNotRegistered() public {
        _setPolicy(address(land), TransferPolicy.Unlisted);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAuctionHouse.AuctionBidRefused.selector,
                bytes32("Compliance"),
                ICompliance.ComplianceCollectionNotRegistered.selector,
                abi.encode(land)
            )
        );
        _bidOn(FIRST, BUYER, RESERVE);
    }

    /// @dev The rules in shadow stop nobody.
    function test_InShadowTheSellerMayBid() public {
        _setAllModes(Mode.Shadow);
        _bidOn(FIRST, SELLER, RESERVE);
        vm.assertEq(house.auctionOf(FIRST).bidder, SELLER);
    }

    function test_RevertWhen_TheBidderHasNotTheMoney() public {
        uint256 amount = RICHES + 1;
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, BUYER, RICHES, amount));
        _bidOn(FIRST, BUYER, amount);
    }

    function test_RevertWhen_TheBidderHasNotApproved() public {
        vm.prank(BUYER);
        money.approve(address(house), 0);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, house, 0, RESERVE));
        _bidOn(FIRST, BUYER, RESERVE);
    }

    /// @dev Nothing asks a wallet whether it wants its money back.
    function test_AWalletThatFailsOnEverythingIsOutbid() public {
        HostileWallet wallet = new HostileWallet();
        _mint(address(wallet), RESERVE);
        vm.prank(address(wallet));
        money.approve(address(house), RESERVE);
        _bidOn(FIRST, address(wallet), RESERVE);
        wallet.behave(WalletBehaviour.Burn);

        _bidOn(FIRST, RIVAL, 2 * RESERVE);
        vm.assertEq(money.balanceOf(address(wallet)), RESERVE);
        vm.assertEq(house.auctionOf(FIRST).bidder, RIVAL);
    }

    function test_ARefundThatFailsIsCredited() public {
        _bidOn(FIRST, BUYER, RESERVE);
        _breakTransfersTo(BUYER);
        vm.expectEmit(address(house));
        emit IAuctionHouse.BidRefunded(FIRST, BUYER, RESERVE, true);
        _bidOn(FIRST, RIVAL, 2 * RESERVE);
        vm.assertEq(house.refundOf(BUYER), RESERVE);
        _assertHolds(3 * RESERVE);

        vm.clearMockedCalls();
        vm.expectEmit(address(house));
        emit IAuctionHouse.CreditWithdrawn(BUYER, RESERVE);
        vm.prank(BUYER);
        house.withdraw();
        vm.assertEq(money.balanceOf(BUYER), RICHES);
        vm.assertEq(house.refundOf(BUYER), 0);
        _assertHolds(2 * RESERVE);
    }

    function test_CreditsAddUp() public {
        _breakTransfersTo(BUYER);
        _bidOn(FIRST, BUYER, RESERVE);
        _bidOn(FIRST, BUYER, 2 * RESERVE);
        _bidOn(FIRST, RIVAL, 3 * RESERVE);
        vm.assertEq(house.refundOf(BUYER), 3 * RESERVE);
    }

    function test_RevertWhen_NothingIsToBeWithdrawn() public {
        vm.expectRevert(abi.encodeWithSelector(IAuctionHouse.AuctionNothingToWithdraw.selector, STRANGER));
        vm.prank(STRANGER);
        house.withdraw();
    }

    function _breakTransfersTo(address account) private {
        for (uint256 i = 1; i <= 3; i++) {
            vm.mockCallRevert(address(money), abi.encodeCall(IERC20.transfer, (account, i * RESERVE)), "broken");
        }
    }

    function _expectTooLow(AuctionId auctionId, uint256 amount, uint256 minimum) private {
        vm.expectRevert(abi.encodeWithSelector(IAuctionHouse.AuctionBidTooLow.selector, auctionId, amount, minimum));
    }

    /// @dev With the finding that the engine has for the trade as it would be.
    function _expectRefused(address seller, address bidder) private {
        uint256 amount = house.minimumBid(FIRST) == RESERVE ? RESERVE : 2 * RESERVE;
        Trade memory trade = _tradeOf(seller, bidder, parcel, amount);
        trade.settler = address(house);
        Finding memory finding = compliance.preview(trade);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAuctionHouse.AuctionBidRefused.selector,
                finding.ruleId,
                finding.code,
                finding.evidence
            )
        );
    }
}
