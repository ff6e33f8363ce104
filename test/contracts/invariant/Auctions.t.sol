// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {Auction, AuctionId, AuctionStatus} from "../../../contracts/auctions/IAuctionHouse.sol";
import {HostileCollection} from "../../../contracts/mocks/HostileCollection.sol";
import {TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {AuctionFixture} from "../auctions/AuctionFixture.sol";
import {vm} from "../Cheats.sol";
import {AuctionsHandler, Item} from "./AuctionsHandler.sol";
import {traderAt} from "./Deals.sol";

/// @notice Invariants 17 to 19 of the README.
contract AuctionsTest is AuctionFixture {
    AuctionsHandler private handler;
    HostileCollection private hostile;

    function setUp() public override {
        super.setUp();
        hostile = new HostileCollection();
        _setPolicy(address(hostile), TransferPolicy.Open);
        Item[] memory items = new Item[](4);
        for (uint256 i = 0; i < 2; i++) {
            items[i] = Item(address(land), _giveParcel(traderAt(i), int128(int256(i)), 0));
            items[2 + i] = Item(address(hostile), i);
            hostile.mint(traderAt(2 + i), i);
        }
        handler = new AuctionsHandler(house, money, compliance, hostile, BANK, SUPPORT, items);
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// @dev The play is worth playing: every outcome is within its reach.
    function test_ThePlayReachesEveryOutcome() public {
        handler.create(0, 1, 1_000, 0);
        handler.bid(0, 1, 5);
        handler.bidWhileRefundsFail(0, 2, 5);
        vm.assertTrue(house.refundOf(traderAt(1)) != 0);
        handler.bid(0, 3, 5);
        handler.withdraw(1);
        vm.assertEq(house.refundOf(traderAt(1)), 0);
        handler.settle(0);
        vm.assertEq(handler.sold(), 1);

        handler.create(2, 1, 1_000, 0);
        handler.bid(1, 1, 5);
        handler.behave(3);
        handler.settle(1);
        handler.unwind(1);
        vm.assertEq(handler.unwound(), 1);
        _assertAll();
        handler.behave(0);
        handler.deliver(1);
        _assertAll();

        handler.create(2, 1, 1_000, 0);
        handler.bid(2, 1, 5);
        handler.attest(1, 1);
        handler.attest(2, 1);
        handler.behave(4);
        handler.settle(2);
        vm.assertEq(handler.refused(), 1);
        _assertAll();
    }

    function invariant_17_TheHouseIsSolvent() public view {
        uint256 owed = 0;
        for (uint256 i = 1; i <= house.auctionCount(); i++) {
            Auction memory auction = house.auctionOf(AuctionId.wrap(i));
            if (auction.status == AuctionStatus.Open) owed += auction.bid;
        }
        for (uint256 i = 0; i < handler.TRADERS(); i++) owed += house.refundOf(traderAt(i));
        vm.assertEq(money.balanceOf(address(house)), owed);
    }

    /// @dev Only of the hostile tokens may it be said that they are somewhere else.
    function invariant_18_EveryTokenInCustodyBelongsToOneAuction() public view {
        for (uint256 i = 0; i < handler.itemCount(); i++) {
            Item memory item = handler.item(i);
            (uint256 count, uint256 last) = (0, 0);
            for (uint256 j = 1; j <= house.auctionCount(); j++) {
                Auction memory auction = house.auctionOf(AuctionId.wrap(j));
                bool same = auction.terms.collection == item.collection && auction.terms.tokenId == item.tokenId;
                bool holds = auction.status == AuctionStatus.Open || auction.tokenPending;
                if (same && holds) (count, last) = (count + 1, j);
            }
            vm.assertLe(count, 1);
            vm.assertEq(AuctionId.unwrap(house.custodyOf(item.collection, item.tokenId)), last);
            bool here = IERC721(item.collection).ownerOf(item.tokenId) == address(house);
            if (item.collection == address(land)) vm.assertEq(here, count == 1);
        }
    }

    function invariant_19_TheEventsTellTheWholeState() public view {
        vm.assertEq(house.auctionCount(), handler.toldCount());
        vm.assertEq(money.balanceOf(address(house)), handler.toldHeld());
        for (uint256 i = 1; i <= house.auctionCount(); i++) {
            Auction memory auction = house.auctionOf(AuctionId.wrap(i));
            AuctionsHandler.Told memory told = handler.toldAuction(AuctionId.wrap(i));
            vm.assertEq(auction.status == AuctionStatus.Open, told.open);
            vm.assertEq(auction.tokenPending, told.pending);
            vm.assertEq(auction.bidder, told.bidder);
            vm.assertEq(auction.bid, told.bid);
            vm.assertEq(auction.endsAt, told.endsAt);
        }
        for (uint256 i = 0; i < handler.TRADERS(); i++) {
            vm.assertEq(house.refundOf(traderAt(i)), handler.toldCredit(traderAt(i)));
        }
    }

    function _assertAll() private view {
        invariant_17_TheHouseIsSolvent();
        invariant_18_EveryTokenInCustodyBelongsToOneAuction();
        invariant_19_TheEventsTellTheWholeState();
    }
}
