// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Trade} from "../../../contracts/compliance/ICompliance.sol";
import {Fill} from "../../../contracts/market/IMarket.sol";
import {Bundle, Order, Side} from "../../../contracts/market/Orders.sol";
import {RoyaltyCollection} from "../../../contracts/mocks/RoyaltyCollection.sol";
import {CaseId} from "../../../contracts/payments/IEscrow.sol";
import {Share} from "../../../contracts/payments/IPaymentSplits.sol";
import {Leg} from "../../../contracts/payments/ISettlementToken.sol";
import {RecordedLog, vm} from "../Cheats.sol";
import {MarketFixture} from "./MarketFixture.sol";

/// @notice However something is sold: the legs sum to the price, and what is paid in is paid out.
contract WaysOfSellingTest is MarketFixture {
    RoyaltyCollection private works;
    uint256 private tokens;

    function setUp() public override {
        super.setUp();
        works = new RoyaltyCollection();
        _enlist(works);
    }

    function testFuzz_TheLegsSumToThePrice(uint256 price, uint256 royalty, uint16 feeBps, uint8 kinds) public {
        _setFees(feeBps, kinds);
        uint256 fee = Math.mulDiv(price, feeBps % 1_001, 10_000);
        if (royalty > price - fee) royalty = price - fee;
        works.answer(abi.encode(kinds & 4 == 0 ? CREATOR : address(splits), royalty));
        Trade memory trade = _tradeOf(SELLER, BUYER, 1, price);
        trade.collection = address(works);
        Leg[] memory legs = market.payoutOf(trade);
        vm.assertEq(legs[0].to, SELLER);
        uint256 sum = 0;
        for (uint256 i = 0; i < legs.length; i++) sum += legs[i].amount;
        vm.assertEq(sum, price);
    }

    function testFuzz_AnAsk(uint256 price, uint16 feeBps, uint8 kinds) public {
        _set(feeBps, kinds);
        Order memory ask = _askAt(_bounded(price));
        _authorise(ask);
        _startCounting();
        vm.prank(BUYER);
        market.fill(ask, "", ask.tokenId);
        _assertPaid(ask.price);
    }

    function testFuzz_AFallingAsk(uint256 price, uint256 endPrice, uint256 time, uint16 feeBps, uint8 kinds) public {
        _set(feeBps, kinds);
        (price, endPrice) = (_bounded(price), _bounded(endPrice));
        Order memory ask = _askAt(price > endPrice ? price : endPrice);
        ask.endPrice = price > endPrice ? endPrice : price;
        _authorise(ask);
        vm.warp(START + (time % 1 days));
        uint256 due = market.checkFill(BUYER, _fillOf(ask, "")).price;
        _startCounting();
        vm.prank(BUYER);
        market.fill(ask, "", ask.tokenId);
        _assertPaid(due);
    }

    function testFuzz_ARisingBid(uint256 price, uint256 endPrice, uint256 time, uint16 feeBps, uint8 kinds) public {
        _set(feeBps, kinds);
        (price, endPrice) = (_bounded(price), _bounded(endPrice));
        Order memory bid = _bid(BUYER, _mintTo(SELLER), price < endPrice ? price : endPrice);
        (bid.collection, bid.endPrice) = (address(works), price < endPrice ? endPrice : price);
        _authorise(bid);
        vm.warp(START + (time % 1 days));
        uint256 due = market.checkFill(SELLER, _fillOf(bid, "")).price;
        _startCounting();
        vm.prank(SELLER);
        market.fill(bid, "", bid.tokenId);
        _assertPaid(due);
    }

    function testFuzz_ABidForSeveral(uint256 price, uint8 amount, uint16 feeBps, uint8 kinds) public {
        _set(feeBps, kinds);
        amount = 1 + (amount % 4);
        Order memory bid = _collectionBid(BUYER, _bounded(price));
        (bid.collection, bid.amount) = (address(works), amount);
        _authorise(bid);
        _startCounting();
        for (uint256 i = 0; i < amount; i++) {
            uint256 tokenId = _mintTo(SELLER);
            vm.prank(SELLER);
            market.fill(bid, "", tokenId);
        }
        _assertPaid(bid.price * amount);
    }

    function testFuzz_ABidForASet(uint256 price, uint256 index, uint16 feeBps, uint8 kinds) public {
        _set(feeBps, kinds);
        uint256[] memory set = new uint256[](6);
        for (uint256 i = 0; i < 6; i++) set[i] = _mintTo(SELLER);
        index = index % 6;
        Order memory bid = _setBid(BUYER, _rootOf(set), _bounded(price));
        bid.collection = address(works);
        _authorise(bid);
        _startCounting();
        vm.prank(SELLER);
        market.fillFromSet(bid, "", set[index], _proofOf(set, index));
        _assertPaid(bid.price);
    }

    function testFuzz_ASweep(uint256[5] memory prices, uint256 limit, uint16 feeBps, uint8 kinds) public {
        _set(feeBps, kinds);
        Fill[] memory fills = new Fill[](5);
        for (uint256 i = 0; i < 5; i++) {
            Order memory ask = _askAt(_bounded(prices[i]));
            // What asks for more than the purse holds fails; the others are paid.
            if (prices[i] % 5 == 0) ask.price = ask.endPrice = RICHES * 2;
            fills[i] = _fillOf(ask, _sign(SELLER_KEY, ask));
        }
        _startCounting();
        vm.prank(BUYER);
        bool[] memory done = market.fillBatch(fills, limit % 6);
        uint256 sum = 0;
        for (uint256 i = 0; i < 5; i++) if (done[i]) sum += fills[i].order.price;
        _assertPaid(sum);
    }

    function testFuzz_ABundle(uint256[4] memory prices, bool ask, uint16 feeBps, uint8 kinds) public {
        _set(feeBps, kinds);
        Bundle memory bundle = _bundle(ask ? Side.Ask : Side.Bid, ask ? SELLER : BUYER, new uint256[](4));
        uint256 sum = 0;
        for (uint256 i = 0; i < 4; i++) {
            (bundle.items[i].collection, bundle.items[i].tokenId) = (address(works), _mintTo(SELLER));
            bundle.items[i].price = _bounded(prices[i]);
            sum += bundle.items[i].price;
        }
        _authoriseBundle(bundle);
        _startCounting();
        vm.prank(ask ? BUYER : SELLER);
        market.fillBundle(bundle, "");
        _assertPaid(sum);
    }

    /// @dev A held trade's legs wait with its price, and sum to it.
    function testFuzz_AHeldSale(uint256 price, uint16 feeBps, uint8 kinds) public {
        _set(feeBps, kinds);
        price = _bounded(price);
        uint256 tokenId = _mintTo(BUYER);
        Order memory ask = _ask(BUYER, tokenId, 1);
        ask.collection = address(works);
        _authorise(ask);
        works.answer("");
        vm.prank(SELLER);
        market.fill(ask, "", tokenId);
        vm.warp(START + 20 days);
        _answerRoyalty(kinds);
        Order memory bid = _bid(BUYER, tokenId, price);
        bid.collection = address(works);
        (bid.startsAt, bid.expiresAt) = (uint64(START), uint64(START + 30 days));
        _authorise(bid);
        _startCounting();
        uint256 before = money.balanceOf(BUYER);
        vm.prank(SELLER);
        market.fill(bid, "", tokenId);

        vm.assertEq(money.balanceOf(address(escrow)), price);
        vm.assertEq(money.balanceOf(BUYER), before - price);
        Leg[] memory legs = escrow.caseOf(CaseId.wrap(1)).legs;
        uint256 sum = 0;
        for (uint256 i = 0; i < legs.length; i++) sum += legs[i].amount;
        vm.assertEq(sum, price);
        vm.prank(OFFICER);
        escrow.release(CaseId.wrap(1), "");
        vm.assertEq(money.balanceOf(address(escrow)), 0);
    }

    function _set(uint16 feeBps, uint8 kinds) private {
        _setFees(feeBps, kinds);
        _answerRoyalty(kinds);
    }

    /// @dev The fee for the treasury, or for `PaymentSplits` with a split or without one yet.
    function _setFees(uint16 feeBps, uint8 kinds) private {
        if (kinds & 1 != 0) {
            vm.prank(PLATFORM);
            splits.setSplit(address(market), _thirds(TREASURY));
        }
        if (kinds & 4 != 0 && kinds & 8 != 0) {
            vm.prank(PLATFORM);
            splits.setSplit(address(works), _thirds(CREATOR));
        }
        vm.prank(DECISION);
        market.setFee(kinds & 2 == 0 ? TREASURY : address(splits), feeBps % 1_001);
    }

    /// @dev None, one unit, or to one of the parties; the amount fits even the smallest price.
    function _answerRoyalty(uint8 kinds) private {
        address creator = kinds & 4 == 0 ? CREATOR : address(splits);
        if (kinds & 16 != 0) creator = SELLER;
        works.answer(abi.encode(creator, kinds & 32 == 0 ? 999 : 0));
    }

    function _thirds(address account) private view returns (Share[] memory shares) {
        shares = new Share[](3);
        (shares[0], shares[1], shares[2]) = (Share(account, 3_333), Share(STRANGER, 3_333), Share(SUPPORT, 3_334));
    }

    function _startCounting() private {
        vm.recordLogs();
    }

    /// @dev Every transfer of money came out of the buyer's purse, together they are the price, and the house keeps nothing.
    function _assertPaid(uint256 price) private {
        RecordedLog[] memory logs = vm.getRecordedLogs();
        uint256 sum = 0;
        for (uint256 i = 0; i < logs.length; i++) {
            if (logs[i].emitter != address(money) || logs[i].topics[0] != IERC20.Transfer.selector) continue;
            vm.assertEq(address(uint160(uint256(logs[i].topics[1]))), BUYER);
            sum += abi.decode(logs[i].data, (uint256));
        }
        vm.assertEq(sum, price);
        vm.assertEq(money.balanceOf(BUYER), RICHES - price);
        vm.assertEq(money.balanceOf(address(market)), 0);
        vm.assertEq(money.balanceOf(address(escrow)), 0);
        uint256 received = money.balanceOf(SELLER) - RICHES + money.balanceOf(TREASURY) + money.balanceOf(CREATOR);
        received += money.balanceOf(STRANGER) + money.balanceOf(SUPPORT) + money.balanceOf(address(splits));
        vm.assertEq(received, price);
    }

    function _askAt(uint256 price) private returns (Order memory ask) {
        ask = _ask(SELLER, _mintTo(SELLER), price);
        ask.collection = address(works);
    }

    function _mintTo(address owner) private returns (uint256 tokenId) {
        tokenId = ++tokens;
        works.mint(owner, tokenId);
    }

    /// @dev Prices with room for the royalty, and for five of them in a purse.
    function _bounded(uint256 price) private pure returns (uint256) {
        return 2_000 + (price % (RICHES / 6));
    }
}
