// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {AuctionStatus, Terms} from "../../../contracts/auctions/IAuctionHouse.sol";
import {Fill} from "../../../contracts/market/IMarket.sol";
import {Order} from "../../../contracts/market/Orders.sol";
import {HostileCollection} from "../../../contracts/mocks/HostileCollection.sol";
import {CaseId, IEscrow} from "../../../contracts/payments/IEscrow.sol";
import {NonReentrant} from "../../../contracts/security/NonReentrant.sol";
import {AuctionFixture} from "../auctions/AuctionFixture.sol";
import {vm} from "../Cheats.sol";

/// @notice A token that, while one house moves it, calls into another. Each house has a lock of its own, so such a call may
/// go through; then both trades must end as they would one after the other, and no house keeps or lacks anything.
contract AcrossHousesTest is AuctionFixture {
    uint256 private constant PRICE = 2_000 * USD;
    HostileCollection private hostile;

    function setUp() public override {
        super.setUp();
        hostile = _hostile();
        vm.prank(SELLER);
        hostile.setApprovalForAll(address(market), true);
        // A buyer like any other.
        _mint(address(hostile), RICHES);
        vm.prank(address(hostile));
        money.approve(address(market), type(uint256).max);
    }

    function test_AnAuctionedTokenMayBuyInTheMarket() public {
        Order memory ask = _ask(SELLER, parcel, PRICE);
        ask.expiresAt = ENDS_AT + 1;
        _auctionHostile();
        hostile.reenter(address(market), abi.encodeCall(market.fill, (ask, _sign(SELLER_KEY, ask), parcel)));
        house.settle(FIRST);
        vm.assertTrue(hostile.reentered());
        vm.assertEq(land.ownerOf(parcel), address(hostile));
        _assertAuctionSold();
        vm.assertEq(money.balanceOf(address(hostile)), RICHES - PRICE);
        // 2.5 % of both, and 5 % of the parcel.
        vm.assertEq(money.balanceOf(SELLER), RICHES + RESERVE - RESERVE / 40 + (PRICE * 925) / 1_000);
        _assertNothingStays();
    }

    /// @dev An ask for the very token that is on its way to the winner, from before the auction.
    function test_AnAuctionedTokenIsNotSoldOnItsWay() public {
        Order memory ask = _hostileAsk(SELLER);
        bytes memory signature = _sign(SELLER_KEY, ask);
        _auctionHostile();
        hostile.reenter(address(market), abi.encodeCall(market.fill, (ask, signature, 1)));
        house.settle(FIRST);
        vm.assertFalse(hostile.reentered());
        vm.assertEq(
            hostile.answer(),
            abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, market, 1)
        );
        vm.assertFalse(market.isSpent(SELLER, ask.nonce));
        vm.assertEq(money.balanceOf(address(hostile)), RICHES);
        _assertAuctionSold();
        _assertNothingStays();
    }

    /// @dev Sold in the market while the auction takes it in: it is not there to be taken in, and neither happens.
    function test_RevertWhen_ATokenIsSoldWhileItIsTakenIn() public {
        Order memory ask = _hostileAsk(SELLER);
        hostile.reenter(address(market), abi.encodeCall(market.fill, (ask, _sign(SELLER_KEY, ask), 1)));
        Terms memory terms = _termsOf(hostile);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, house, 1));
        vm.prank(SELLER);
        house.create(terms);
        vm.assertFalse(market.isSpent(SELLER, ask.nonce));
        vm.assertEq(hostile.ownerOf(1), SELLER);
        vm.assertEq(house.auctionCount(), 0);
        vm.assertEq(money.balanceOf(SELLER), RICHES);
    }

    function test_ATokenInTheMarketMaySettleAnAuction() public {
        _create();
        _bidOn(FIRST, RIVAL, RESERVE);
        vm.warp(ENDS_AT);
        Order memory ask = _hostileAsk(SELLER);
        bytes memory signature = _sign(SELLER_KEY, ask);
        hostile.reenter(address(house), abi.encodeCall(house.settle, (FIRST)));
        vm.prank(BUYER);
        market.fill(ask, signature, 1);
        vm.assertTrue(hostile.reentered());
        vm.assertEq(hostile.ownerOf(1), BUYER);
        vm.assertEq(land.ownerOf(parcel), RIVAL);
        vm.assertEq(money.balanceOf(BUYER), RICHES - PRICE);
        vm.assertEq(money.balanceOf(RIVAL), RICHES - RESERVE);
        _assertStatus(FIRST, AuctionStatus.Sold);
        _assertNothingStays();
    }

    /// @dev While a held trade is on its way into the escrow its money lies there without a case; another case opens meanwhile.
    function test_TwoCasesOpenedInOneAnotherAreBothCovered() public {
        Order memory back = _holdable();
        bytes memory signature = _sign(BUYER_KEY, back);
        hostile.reenter(address(house), abi.encodeCall(house.settle, (FIRST)));
        vm.prank(SELLER);
        market.fill(back, signature, 1);
        vm.assertTrue(hostile.reentered());
        vm.assertEq(escrow.caseCount(), 2);
        vm.assertEq(escrow.held(), RESERVE + PRICE);
        vm.assertEq(money.balanceOf(address(escrow)), RESERVE + PRICE);
        vm.assertEq(escrow.caseOf(CaseId.wrap(1)).trade.price, RESERVE);
        vm.assertEq(escrow.caseOf(CaseId.wrap(2)).trade.price, PRICE);
        _reverse(CaseId.wrap(1));
        vm.prank(OFFICER);
        escrow.release(CaseId.wrap(2), "");
        vm.assertEq(land.ownerOf(parcel), BUYER);
        vm.assertEq(hostile.ownerOf(1), SELLER);
        _assertNothingStays();
    }

    /// @dev Nor does an officer's collection get at that money: without it there is no case, and no trade.
    function test_RevertWhen_AnOfficersTokenTakesTheMoneyOnItsWay() public {
        Order memory back = _holdable();
        bytes memory signature = _sign(BUYER_KEY, back);
        uint64 execution = authority.EXECUTION();
        vm.prank(ADMIN);
        authority.grantRole(execution, address(hostile), 0);
        hostile.reenter(address(escrow), abi.encodeCall(escrow.returnSurplus, (STRANGER)));
        vm.expectRevert(abi.encodeWithSelector(IEscrow.EscrowMoneyMissing.selector, PRICE, 0));
        vm.prank(SELLER);
        market.fill(back, signature, 1);
        vm.assertEq(money.balanceOf(STRANGER), 0);
        vm.assertEq(hostile.ownerOf(1), BUYER);
    }

    /// @dev While a case is disposed of no other opens: that trade fails alone, and is made later.
    function test_NoCaseOpensWhileAnotherIsReleased() public {
        Order memory back = _holdable();
        bytes memory signature = _sign(BUYER_KEY, back);
        vm.prank(SELLER);
        market.fill(back, signature, 1);
        hostile.reenter(address(house), abi.encodeCall(house.settle, (FIRST)));
        vm.prank(OFFICER);
        escrow.release(CaseId.wrap(1), "");
        vm.assertFalse(hostile.reentered());
        vm.assertEq(hostile.answer(), abi.encodeWithSelector(NonReentrant.NonReentrantCall.selector));
        vm.assertEq(hostile.ownerOf(1), SELLER);
        vm.assertEq(escrow.held(), 0);
        _assertStatus(FIRST, AuctionStatus.Open);
        _assertHolds(RESERVE);
        house.settle(FIRST);
        vm.assertEq(escrow.held(), RESERVE);
        vm.assertEq(money.balanceOf(address(escrow)), RESERVE);
    }

    /// @dev A sweep is paid at its end. What was delivered before is not the buyer's to keep when the payment fails.
    function test_WhatASweepDeliveredUnpaidComesBack() public {
        uint256 riches = money.balanceOf(BUYER);
        vm.startPrank(BUYER);
        money.burn(riches - PRICE);
        land.setApprovalForAll(address(hostile), true);
        vm.stopPrank();
        Fill[] memory fills = new Fill[](2);
        Order memory ask = _ask(SELLER, parcel, PRICE);
        fills[0] = Fill(ask, _sign(SELLER_KEY, ask), parcel, new bytes32[](0));
        ask = _hostileAsk(SELLER);
        fills[1] = Fill(ask, _sign(SELLER_KEY, ask), 1, new bytes32[](0));
        hostile.reenter(address(land), abi.encodeCall(land.transferFrom, (BUYER, STRANGER, parcel)));
        vm.prank(BUYER);
        bool[] memory done = market.fillBatch(fills, 2);
        vm.assertTrue(done[0] && !done[1]);
        vm.assertEq(land.ownerOf(parcel), BUYER);
        vm.assertEq(hostile.ownerOf(1), SELLER);
        vm.assertEq(money.balanceOf(BUYER), 0);
        _assertNothingStays();
    }

    /// @dev BUYER has the hostile token and the parcel from SELLER; 20 days later the parcel's auction, in which SELLER leads,
    /// is over. Both ways back are up for review.
    function _holdable() private returns (Order memory back) {
        Order memory ask = _hostileAsk(SELLER);
        bytes memory signature = _sign(SELLER_KEY, ask);
        vm.prank(BUYER);
        market.fill(ask, signature, 1);
        _sell(SELLER, BUYER, parcel, PRICE);
        vm.warp(START + 19 days);
        Terms memory terms = _terms();
        terms.endsAt = uint64(START + 20 days);
        vm.startPrank(BUYER);
        hostile.setApprovalForAll(address(market), true);
        house.create(terms);
        vm.stopPrank();
        _bidOn(FIRST, SELLER, RESERVE);
        vm.warp(START + 20 days);
        return _hostileAsk(BUYER);
    }

    function _auctionHostile() private {
        _create(_termsOf(hostile));
        _bidOn(FIRST, BUYER, RESERVE);
        vm.warp(ENDS_AT);
    }

    function _hostileAsk(address maker) private returns (Order memory ask) {
        ask = _ask(maker, 1, PRICE);
        ask.collection = address(hostile);
        ask.expiresAt = uint64(vm.getBlockTimestamp() + 30 days);
    }

    function _assertAuctionSold() private view {
        _assertStatus(FIRST, AuctionStatus.Sold);
        vm.assertEq(hostile.ownerOf(1), BUYER);
        vm.assertEq(money.balanceOf(BUYER), RICHES - RESERVE);
    }

    function _assertNothingStays() private view {
        _assertHolds(0);
        vm.assertEq(money.balanceOf(address(market)), 0);
        vm.assertEq(money.balanceOf(address(escrow)), 0);
        vm.assertEq(escrow.held(), 0);
    }
}
