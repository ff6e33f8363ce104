// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMarket} from "../../../contracts/market/IMarket.sol";
import {Order} from "../../../contracts/market/Orders.sol";
import {TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {ERC721Mock} from "../../../contracts/mocks/ERC721Mock.sol";
import {RoyaltyBehaviour, RoyaltyCollection} from "../../../contracts/mocks/RoyaltyCollection.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

/// @notice Seller, platform and creator: who gets which share, whatever the collection says about royalties.
contract LegsTest is Fixture {
    uint256 private constant PRICE = 1_000 * USD;
    RoyaltyCollection private works;

    function setUp() public override {
        super.setUp();
        works = new RoyaltyCollection();
        _setPolicy(address(works), TransferPolicy.Open);
        vm.prank(SELLER);
        works.setApprovalForAll(address(market), true);
    }

    function testFuzz_LegsSumToThePrice(uint256 price, uint16 feeBps, uint256 royalty) public {
        price = 1 + (price % RICHES);
        feeBps = feeBps % 1_001;
        uint256 fee = (price * feeBps) / 10_000;
        royalty = royalty % (price - fee + 1);
        vm.prank(DECISION);
        market.setFee(TREASURY, feeBps);
        works.answer(abi.encode(CREATOR, royalty));
        _buy(works, price);

        vm.assertEq(money.balanceOf(TREASURY), fee);
        vm.assertEq(money.balanceOf(CREATOR), royalty);
        vm.assertEq(money.balanceOf(SELLER) - RICHES, price - fee - royalty);
        vm.assertEq(money.balanceOf(BUYER), RICHES - price);
        vm.assertEq(money.balanceOf(address(market)), 0);
    }

    function testFuzz_RevertWhen_TheRoyaltyExceedsWhatTheFeeLeaves(uint256 price, uint256 royalty) public {
        price = 1 + (price % RICHES);
        uint256 limit = price - (price * 250) / 10_000;
        vm.assume(royalty > limit);
        works.answer(abi.encode(CREATOR, royalty));
        Order memory ask = _askFor(works, price);
        bytes memory signature = _sign(SELLER_KEY, ask);
        vm.prank(BUYER);
        vm.expectRevert(abi.encodeWithSelector(IMarket.MarketRoyaltyTooHigh.selector, works, royalty, limit));
        market.fill(ask, signature, 1);
    }

    function test_TheRoyaltyMayTakeAllThatTheFeeLeaves() public {
        works.answer(abi.encode(CREATOR, 975 * USD));
        _buy(works, PRICE);
        vm.assertEq(money.balanceOf(CREATOR), 975 * USD);
        vm.assertEq(money.balanceOf(SELLER), RICHES);
    }

    function test_ACollectionWithoutRoyaltiesPaysNone() public {
        ERC721Mock plain = new ERC721Mock();
        _setPolicy(address(plain), TransferPolicy.Open);
        vm.prank(SELLER);
        plain.setApprovalForAll(address(market), true);
        _buy(plain, PRICE);
        _assertNoRoyalty();
    }

    function test_ARoyaltyForNobodyGoesToTheSeller() public {
        works.answer(abi.encode(address(0), 50 * USD));
        _buy(works, PRICE);
        _assertNoRoyalty();
    }

    function test_ACollectionThatRevertsGetsNoRoyalty() public {
        works.behave(RoyaltyBehaviour.Revert);
        _buy(works, PRICE);
        _assertNoRoyalty();
    }

    function test_ACollectionThatBurnsItsGasGetsNoRoyalty() public {
        works.behave(RoyaltyBehaviour.Burn);
        _buy(works, PRICE);
        _assertNoRoyalty();
    }

    function test_TheCreatorMayBeTheSellerOrTheBuyer() public {
        works.answer(abi.encode(SELLER, 50 * USD));
        _buy(works, PRICE);
        vm.assertEq(money.balanceOf(SELLER), RICHES + 975 * USD);
        vm.assertEq(money.balanceOf(BUYER), RICHES - PRICE);
    }

    function _askFor(ERC721Mock collection, uint256 price) private returns (Order memory ask) {
        collection.mint(SELLER, 1);
        ask = _ask(SELLER, 1, price);
        ask.collection = address(collection);
    }

    function _buy(ERC721Mock collection, uint256 price) private {
        Order memory ask = _askFor(collection, price);
        bytes memory signature = _sign(SELLER_KEY, ask);
        vm.prank(BUYER);
        market.fill(ask, signature, 1);
        vm.assertEq(collection.ownerOf(1), BUYER);
    }

    function _assertNoRoyalty() private view {
        vm.assertEq(money.balanceOf(CREATOR), 0);
        vm.assertEq(money.balanceOf(TREASURY), 25 * USD);
        vm.assertEq(money.balanceOf(SELLER), RICHES + 975 * USD);
    }
}
