// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AuctionId, AuctionStatus, IAuctionHouse, Terms} from "../../../contracts/auctions/IAuctionHouse.sol";
import {Finding, Trade} from "../../../contracts/compliance/ICompliance.sol";
import {CaseId, IEscrow} from "../../../contracts/payments/IEscrow.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {vm} from "../Cheats.sol";
import {AuctionFixture} from "./AuctionFixture.sol";

contract SettleTest is AuctionFixture {
    uint256 private constant PRICE = 2_000 * USD;
    AuctionId private constant SECOND = AuctionId.wrap(2);

    function setUp() public override {
        super.setUp();
        _create();
    }

    function test_TheWinnersTradeSettles() public {
        _bidOn(FIRST, BUYER, PRICE);
        vm.warp(ENDS_AT);
        vm.expectEmit(address(house));
        emit IAuctionHouse.AuctionEnded(FIRST, AuctionStatus.Sold);
        vm.expectEmit(address(house));
        emit ISettlement.TradeSettled({
            orderHash: bytes32(uint256(1)),
            collection: address(land),
            tokenId: parcel,
            seller: SELLER,
            buyer: BUYER,
            price: PRICE,
            fee: 50 * USD,
            royalty: 100 * USD
        });
        _settle();

        vm.assertEq(land.ownerOf(parcel), BUYER);
        vm.assertEq(money.balanceOf(SELLER), RICHES + 1_850 * USD);
        vm.assertEq(money.balanceOf(TREASURY), 50 * USD);
        vm.assertEq(money.balanceOf(CREATOR), 100 * USD);
        vm.assertEq(marketRules.disposedAt(address(land), parcel, uint160(SELLER)), ENDS_AT);
        _assertInCustody(address(land), parcel, AuctionId.wrap(0));
        _assertStatus(FIRST, AuctionStatus.Sold);
        _assertHolds(0);
    }

    /// @dev A stop is no verdict on the winner: nothing is undone.
    function test_RevertWhen_TradingIsStopped() public {
        _bidOn(FIRST, BUYER, PRICE);
        vm.warp(ENDS_AT);
        uint40 until = uint40(ENDS_AT + 1 days);
        vm.prank(GUARDIAN);
        compliance.stopTrading(until);
        vm.expectRevert(abi.encodeWithSelector(ISettlement.SettlementTradingStopped.selector, until));
        _settle();
        _assertHolds(PRICE);
        vm.warp(until);
        _settle();
        vm.assertEq(land.ownerOf(parcel), BUYER);
    }

    function testFuzz_TheLegsSumToTheBid(uint256 amount) public {
        amount = RESERVE + (amount % (RICHES - RESERVE));
        _bidOn(FIRST, BUYER, amount);
        vm.warp(ENDS_AT);
        _settle();
        uint256 shares = money.balanceOf(TREASURY) + money.balanceOf(CREATOR);
        vm.assertEq(money.balanceOf(SELLER) + shares, RICHES + amount);
        vm.assertEq(money.balanceOf(BUYER), RICHES - amount);
        _assertHolds(0);
    }

    function test_AnUnsoldTokenGoesBack() public {
        vm.warp(ENDS_AT);
        vm.expectEmit(address(house));
        emit IAuctionHouse.AuctionEnded(FIRST, AuctionStatus.Unsold);
        _settle();
        vm.assertEq(land.ownerOf(parcel), SELLER);
        _assertInCustody(address(land), parcel, AuctionId.wrap(0));
    }

    /// @dev The winner sold the token 20 days ago and buys it back: for an officer to decide.
    function test_AHeldTradeWaitsInEscrow() public {
        _playToAHold();
        vm.expectEmit(address(house));
        emit ISettlement.TradeHeld({
            orderHash: bytes32(uint256(2)),
            collection: address(land),
            tokenId: parcel,
            seller: BUYER,
            buyer: SELLER,
            price: PRICE,
            caseId: CaseId.wrap(1)
        });
        vm.prank(STRANGER);
        house.settle(SECOND);

        vm.assertEq(land.ownerOf(parcel), address(escrow));
        vm.assertEq(escrow.held(), PRICE);
        _assertStatus(SECOND, AuctionStatus.Sold);
        _assertInCustody(address(land), parcel, AuctionId.wrap(0));
        _assertHolds(0);
    }

    function test_AReversedCaseGivesTheBidderTheMoney() public {
        _playToAHold();
        house.settle(SECOND);
        uint256 before = money.balanceOf(SELLER);
        _reverse(CaseId.wrap(1));
        vm.assertEq(money.balanceOf(SELLER), before + PRICE);
        vm.assertEq(land.ownerOf(parcel), BUYER);
    }

    function test_ATradeThatIsBlockedGivesBothSidesBackWhatIsTheirs() public {
        _bidOn(FIRST, BUYER, PRICE);
        _attest(SELLER, 7);
        _attest(BUYER, 7);
        vm.warp(ENDS_AT);
        Trade memory trade = _tradeOf(SELLER, BUYER, parcel, PRICE);
        trade.settler = address(house);
        Finding memory finding = compliance.preview(trade);
        vm.expectEmit(address(house));
        emit ISettlement.TradeRejected({
            orderHash: bytes32(uint256(1)),
            collection: address(land),
            tokenId: parcel,
            seller: SELLER,
            buyer: BUYER,
            price: PRICE,
            ruleId: SELF_TRADE,
            code: finding.code,
            evidence: finding.evidence
        });
        vm.expectEmit(address(house));
        emit IAuctionHouse.BidRefunded(FIRST, BUYER, PRICE, false);
        _settle();

        vm.assertEq(land.ownerOf(parcel), SELLER);
        vm.assertEq(money.balanceOf(BUYER), RICHES);
        vm.assertEq(money.balanceOf(SELLER), RICHES);
        _assertStatus(FIRST, AuctionStatus.Blocked);
        _assertInCustody(address(land), parcel, AuctionId.wrap(0));
        _assertHolds(0);
    }

    function test_RevertWhen_TheAuctionIsNotOver() public {
        vm.warp(ENDS_AT - 1);
        vm.expectRevert(abi.encodeWithSelector(IAuctionHouse.AuctionNotOver.selector, FIRST, ENDS_AT));
        _settle();
    }

    function test_RevertWhen_ALateBidMovedTheEnd() public {
        vm.warp(ENDS_AT - 1);
        _bidOn(FIRST, BUYER, RESERVE);
        vm.warp(ENDS_AT);
        uint64 endsAt = ENDS_AT - 1 + 15 minutes;
        vm.expectRevert(abi.encodeWithSelector(IAuctionHouse.AuctionNotOver.selector, FIRST, endsAt));
        _settle();
    }

    function test_RevertWhen_SettledTwice() public {
        _bidOn(FIRST, BUYER, PRICE);
        vm.warp(ENDS_AT);
        _settle();
        vm.expectRevert(abi.encodeWithSelector(IAuctionHouse.AuctionNotOpen.selector, FIRST, AuctionStatus.Sold));
        _settle();
    }

    function test_RevertWhen_TheAuctionIsUnknown() public {
        vm.expectRevert(
            abi.encodeWithSelector(IAuctionHouse.AuctionNotOpen.selector, AuctionId.wrap(9), AuctionStatus.None)
        );
        house.settle(AuctionId.wrap(9));
    }

    /// @dev The escrow does not believe the house either; nothing has moved then, and the auction can be unwound.
    function test_RevertWhen_TheEscrowDoesNotAcceptAHeldTrade() public {
        _playToAHold();
        vm.mockCallRevert(address(escrow), abi.encodePacked(IEscrow.open.selector), "closed");
        vm.expectRevert("closed");
        house.settle(SECOND);
        _assertHolds(PRICE);
    }

    /// @dev SELLER sells to BUYER, who puts the token up 15 days later; SELLER bids, which the engine would hold.
    function _playToAHold() private {
        vm.prank(SELLER);
        house.cancel(FIRST);
        _sell(SELLER, BUYER, parcel, RESERVE);
        vm.warp(START + 15 days);
        Terms memory terms = _terms();
        terms.endsAt = uint64(START + 20 days);
        vm.prank(BUYER);
        house.create(terms);
        _bidOn(SECOND, SELLER, PRICE);
        vm.warp(terms.endsAt);
    }

    function _settle() private {
        vm.prank(STRANGER);
        house.settle(FIRST);
    }
}
