// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IMembership} from "../../../contracts/collectibles/IMembership.sol";
import {Mode, TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {IWashTrading} from "../../../contracts/compliance/rules/IWashTrading.sol";
import {Order} from "../../../contracts/market/Orders.sol";
import {RoyaltyCollection} from "../../../contracts/mocks/RoyaltyCollection.sol";
import {HostileCollection} from "../../../contracts/mocks/HostileCollection.sol";
import {CaseId} from "../../../contracts/payments/IEscrow.sol";
import {Share} from "../../../contracts/payments/IPaymentSplits.sol";
import {Leg} from "../../../contracts/payments/ISettlementToken.sol";
import {NonReentrant} from "../../../contracts/security/NonReentrant.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {RecordedLog, vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

/// @notice `fillAsMember`: a fee of 25, or less for points, on a price of 1,000.
contract MembersTest is Fixture {
    uint256 private constant PRICE = 1_000 * USD;
    uint256 private constant FEE = 25 * USD;
    uint256 private constant STEPS = 8;
    RoyaltyCollection private works;
    int128 private parcels;

    function setUp() public override {
        super.setUp();
        works = new RoyaltyCollection();
        _setPolicy(address(works), TransferPolicy.Open);
        for (uint256 i = 0; i < 2; i++) {
            vm.prank(i == 0 ? SELLER : BUYER);
            works.setApprovalForAll(address(market), true);
        }
    }

    function test_KnowsTheMembership() public view {
        vm.assertEq(address(market.MEMBERSHIP()), address(membership));
    }

    function test_ABuyerEarnsATenthOfTheFee() public {
        _buyAsMember(0);
        vm.assertEq(membership.pointsOf(BUYER), FEE / 10);
        vm.assertEq(membership.balanceOf(BUYER), 1);
        vm.assertEq(membership.pointsOf(SELLER), 0);
        _assertPaid(PRICE, 925 * USD, FEE, 50 * USD);
    }

    function test_APlainFillEarnsNothing() public {
        _sell(SELLER, BUYER, _parcel(), PRICE);
        vm.assertEq(membership.balanceOf(BUYER), 0);
    }

    function test_ABuyerPaysLessForPoints() public {
        _credit(BUYER, 4 * USD);
        Order memory ask = _ask(SELLER, _parcel(), PRICE);
        _authorise(ask);
        vm.expectEmit(address(membership));
        emit IMembership.PointsRedeemed(BUYER, 4 * USD, 4 * USD);
        _expectSettled(ask, SELLER, BUYER, 21 * USD);
        vm.prank(BUYER);
        market.fillAsMember(ask, "", ask.tokenId, 4 * USD);
        _assertPaid(PRICE - 4 * USD, 925 * USD, 21 * USD, 50 * USD);
        vm.assertEq(membership.pointsOf(BUYER), (21 * USD) / 10);
    }

    function test_ASellerReceivesMoreForPoints() public {
        _credit(SELLER, 4 * USD);
        Order memory bid = _bid(BUYER, _parcel(), PRICE);
        _authorise(bid);
        _expectSettled(bid, SELLER, BUYER, 21 * USD);
        vm.prank(SELLER);
        market.fillAsMember(bid, "", bid.tokenId, 4 * USD);
        _assertPaid(PRICE, 929 * USD, 21 * USD, 50 * USD);
        vm.assertEq(membership.pointsOf(SELLER), 0);
        vm.assertEq(membership.pointsOf(BUYER), 0);
        vm.assertEq(membership.balanceOf(BUYER), 0);
    }

    function test_ASellersDiscountIsNoPaymentOfItsOwn() public {
        _credit(SELLER, 4 * USD);
        Order memory bid = _bid(BUYER, _parcel(), PRICE);
        _authorise(bid);
        vm.recordLogs();
        vm.prank(SELLER);
        market.fillAsMember(bid, "", bid.tokenId, 4 * USD);
        RecordedLog[] memory logs = vm.getRecordedLogs();
        uint256 payments = 0;
        for (uint256 i = 0; i < logs.length; i++) {
            if (logs[i].emitter == address(money) && logs[i].topics[0] == IERC20.Transfer.selector) payments++;
        }
        vm.assertEq(payments, 3);
    }

    function test_PointsPayAtMostHalfOfTheFee() public {
        _credit(BUYER, 20 * USD);
        _buyAsMember(20 * USD);
        _assertPaid(PRICE - FEE / 2, 925 * USD, FEE / 2, 50 * USD);
        vm.assertEq(membership.pointsOf(BUYER), 20 * USD - FEE / 2 + FEE / 20);
    }

    function test_RevertWhen_TheMemberLacksPoints() public {
        _credit(SELLER, 20 * USD);
        Order memory ask = _ask(SELLER, _parcel(), PRICE);
        _authorise(ask);
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipPointsMissing.selector, BUYER, 1, 0));
        vm.prank(BUYER);
        market.fillAsMember(ask, "", ask.tokenId, 1);
        vm.assertFalse(market.isSpent(SELLER, ask.nonce));
    }

    /// @dev Who knows whether the case is released: the price waits whole, and the points stay.
    function test_AHeldTradeNeitherRedeemsNorEarns() public {
        _credit(SELLER, 4 * USD);
        uint256 parcel = _parcel();
        _sell(SELLER, BUYER, parcel, PRICE);
        vm.warp(START + 20 days);
        Order memory ask = _ask(BUYER, parcel, PRICE);
        _authorise(ask);
        vm.prank(SELLER);
        market.fillAsMember(ask, "", parcel, 4 * USD);

        vm.assertEq(membership.pointsOf(SELLER), 4 * USD);
        vm.assertEq(money.balanceOf(address(escrow)), PRICE);
        Leg[] memory legs = escrow.caseOf(CaseId.wrap(1)).legs;
        vm.assertEq(legs.length, 3);
        vm.assertEq(legs[1].amount, FEE);
        vm.prank(OFFICER);
        escrow.release(CaseId.wrap(1), "");
        vm.assertEq(membership.pointsOf(SELLER), 4 * USD);
    }

    function test_RevertWhen_TheEngineBlocks() public {
        _credit(BUYER, 4 * USD);
        _attest(SELLER, 7);
        _attest(BUYER, 7);
        Order memory ask = _ask(SELLER, _parcel(), PRICE);
        _authorise(ask);
        bytes4 code = IWashTrading.SelfTradeOneOwner.selector;
        vm.expectRevert(
            abi.encodeWithSelector(ISettlement.SettlementTradeRefused.selector, SELF_TRADE, code, abi.encode(7))
        );
        vm.prank(BUYER);
        market.fillAsMember(ask, "", ask.tokenId, 4 * USD);
        vm.assertEq(membership.pointsOf(BUYER), 4 * USD);
    }

    function test_RevertWhen_TheTokenReEntersAsAMember() public {
        HostileCollection hostile = new HostileCollection();
        _setPolicy(address(hostile), TransferPolicy.Open);
        hostile.mint(SELLER, 1);
        vm.prank(SELLER);
        hostile.setApprovalForAll(address(market), true);
        Order memory ask = _ask(SELLER, 1, PRICE);
        ask.collection = address(hostile);
        _authorise(ask);
        hostile.reenter(address(market), abi.encodeCall(market.fillAsMember, (ask, "", 1, 0)));
        vm.prank(BUYER);
        market.fillAsMember(ask, "", 1, 0);
        vm.assertFalse(hostile.reentered());
        vm.assertEq(hostile.answer(), abi.encodeWithSelector(NonReentrant.NonReentrantCall.selector));
    }

    /// @dev A discount comes out of the fee and never out of the royalty or the price.
    function test_AMemberPaysTheWholeRoyalty() public {
        _credit(BUYER, 4 * USD);
        works.answer(abi.encode(CREATOR, PRICE - FEE));
        Order memory ask = _work(PRICE);
        vm.prank(BUYER);
        market.fillAsMember(ask, "", ask.tokenId, 4 * USD);
        _assertPaid(PRICE - 4 * USD, 0, 21 * USD, PRICE - FEE);
    }

    function test_RevertWhen_OnlyTheDiscountWouldMakeRoomForTheRoyalty() public {
        _credit(BUYER, 4 * USD);
        uint256 royalty = PRICE - FEE + 1;
        works.answer(abi.encode(CREATOR, royalty));
        Order memory ask = _work(PRICE);
        vm.expectRevert(
            abi.encodeWithSelector(ISettlement.SettlementRoyaltyTooHigh.selector, works, royalty, PRICE - FEE)
        );
        vm.prank(BUYER);
        market.fillAsMember(ask, "", ask.tokenId, 4 * USD);
    }

    /// @dev With a fee that is split, and one that is not; as a buyer, and as a seller.
    function testFuzz_EveryUnitOfThePriceArrives(uint256 price, uint256 royalty, uint256 points, uint8 kind) public {
        price = 1 + (price % (RICHES / 2));
        uint256 fee = (price * 250) / 10_000;
        royalty = royalty % (price - fee + 1);
        works.answer(abi.encode(CREATOR, royalty));
        if (kind % 2 == 1) _splitFee();
        address member = kind % 4 < 2 ? BUYER : SELLER;
        points = points % 1_000_000_000;
        _credit(member, points);
        Order memory order = _work(price);
        if (member == SELLER) {
            order = _bid(BUYER, order.tokenId, price);
            order.collection = address(works);
            _authorise(order);
        }

        vm.prank(member);
        market.fillAsMember(order, "", order.tokenId, points);

        uint256 platform = money.balanceOf(TREASURY) + money.balanceOf(STRANGER);
        uint256 discount = membership.pointsOf(member);
        discount = points + (member == BUYER ? platform / 10 : 0) - discount;
        vm.assertLe(discount, fee / 2);
        vm.assertEq(money.balanceOf(CREATOR), royalty);
        vm.assertEq(money.balanceOf(BUYER), RICHES - price + (member == BUYER ? discount : 0));
        uint256 received = money.balanceOf(SELLER) - RICHES;
        // What the shares of a split fee round off goes to the seller.
        uint256 least = price - fee - royalty + (member == SELLER ? discount : 0);
        vm.assertGe(received, least);
        vm.assertLe(received, least + (kind % 2 == 1 ? 4 : 0));
        vm.assertEq(money.balanceOf(BUYER) + money.balanceOf(SELLER) + platform + royalty, 2 * RICHES);
        vm.assertEq(money.balanceOf(address(market)), 0);
    }

    /// @dev Two accounts of one owner that pass tokens back and forth, all rules off and no royalty: what they lose is the fee
    /// less the discounts, at least ten times what the points brought.
    function testFuzz_WashTradingForPointsLosesMoney(uint256[STEPS] memory seeds) public {
        _setAllModes(Mode.Off);
        uint256 token = 1;
        works.mint(SELLER, token);
        uint256 fees = 0;
        for (uint256 i = 0; i < STEPS; i++) {
            address seller = works.ownerOf(token);
            address buyer = seller == SELLER ? BUYER : SELLER;
            uint256 price = 1 + (seeds[i] % (RICHES / 100));
            Order memory ask = _ask(seller, token, price);
            ask.collection = address(works);
            _authorise(ask);
            uint256 points = membership.pointsOf(buyer);
            vm.prank(buyer);
            market.fillAsMember(ask, "", token, points);

            fees += (price * 250) / 10_000;
            uint256 lost = 2 * RICHES - money.balanceOf(SELLER) - money.balanceOf(BUYER);
            vm.assertEq(lost, money.balanceOf(TREASURY));
            vm.assertGe(lost, (fees - lost) * 10);
        }
    }

    function _credit(address member, uint256 points) private {
        vm.prank(address(market));
        membership.earn(member, points * 10);
    }

    function _buyAsMember(uint256 points) private {
        Order memory ask = _ask(SELLER, _parcel(), PRICE);
        _authorise(ask);
        vm.prank(BUYER);
        market.fillAsMember(ask, "", ask.tokenId, points);
        vm.assertEq(land.ownerOf(ask.tokenId), BUYER);
    }

    function _parcel() private returns (uint256) {
        return _giveParcel(SELLER, parcels++, 7);
    }

    function _work(uint256 price) private returns (Order memory ask) {
        works.mint(SELLER, 1);
        ask = _ask(SELLER, 1, price);
        ask.collection = address(works);
        _authorise(ask);
    }

    function _splitFee() private {
        Share[] memory shares = new Share[](2);
        (shares[0], shares[1]) = (Share(TREASURY, 6_667), Share(STRANGER, 3_333));
        vm.prank(PLATFORM);
        splits.setSplit(address(market), shares);
        vm.prank(DECISION);
        market.setFee(address(splits), 250);
    }

    function _expectSettled(Order memory order, address seller, address buyer, uint256 fee) private {
        vm.expectEmit(address(market));
        emit ISettlement.TradeSettled({
            orderHash: market.hashOrder(order),
            collection: order.collection,
            tokenId: order.tokenId,
            seller: seller,
            buyer: buyer,
            price: order.price,
            fee: fee,
            royalty: 50 * USD
        });
    }

    function _assertPaid(uint256 buyer, uint256 seller, uint256 treasury, uint256 creator) private view {
        vm.assertEq(money.balanceOf(BUYER), RICHES - buyer);
        vm.assertEq(money.balanceOf(SELLER), RICHES + seller);
        vm.assertEq(money.balanceOf(TREASURY), treasury);
        vm.assertEq(money.balanceOf(CREATOR), creator);
    }
}
