// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Market} from "../../../contracts/market/Market.sol";
import {Order} from "../../../contracts/market/Orders.sol";
import {TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {ERC721Mock} from "../../../contracts/mocks/ERC721Mock.sol";
import {RoyaltyBehaviour, RoyaltyCollection} from "../../../contracts/mocks/RoyaltyCollection.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {vm} from "../Cheats.sol";
import {Markets} from "../Deployers.sol";
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
        Order memory ask = _askFor(works, 1, price);
        bytes memory signature = _sign(SELLER_KEY, ask);
        vm.prank(BUYER);
        vm.expectRevert(abi.encodeWithSelector(ISettlement.SettlementRoyaltyTooHigh.selector, works, royalty, limit));
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

    /// @dev Anything that is not an address and an amount is no royalty: too short, too high an address, nothing.
    function test_ACollectionThatAnswersGarbageGetsNoRoyalty() public {
        bytes[4] memory answers = [
            bytes(""),
            abi.encode(CREATOR),
            abi.encode(uint256(1) << 160, 50 * USD),
            abi.encodePacked(abi.encode(CREATOR), bytes31(uint248(50 * USD)))
        ];
        for (uint256 i = 0; i < answers.length; i++) {
            works.answer(answers[i]);
            _buyToken(works, 1 + i, PRICE);
        }
        vm.assertEq(money.balanceOf(CREATOR), 0);
        vm.assertEq(money.balanceOf(TREASURY), 100 * USD);
        vm.assertEq(money.balanceOf(SELLER), RICHES + 3_900 * USD);
    }

    function testFuzz_AnyRoyaltyAnswerIsSurvived(bytes calldata answer) public {
        works.answer(answer);
        Order memory ask = _askFor(works, 1, PRICE);
        _authorise(ask);
        vm.prank(BUYER);
        (bool done, bytes memory reason) = address(market).call(abi.encodeCall(market.fill, (ask, "", 1)));
        // What remains is a royalty in the right form that asks for too much.
        if (!done) vm.assertEq(bytes32(bytes4(reason)), bytes32(ISettlement.SettlementRoyaltyTooHigh.selector));
    }

    function test_AMarketWithoutAFeeSettles() public {
        vm.startPrank(ADMIN);
        Market fresh = Markets.create(
            address(authority),
            address(compliance),
            address(escrow),
            address(splits),
            address(0)
        );
        vm.stopPrank();
        (address recipient, uint16 feeBps) = fresh.platformFee();
        vm.assertEq(recipient, address(0));
        vm.assertEq(feeBps, 0);
        _setSettler(address(fresh), true);
        vm.prank(BUYER);
        money.approve(address(fresh), PRICE);
        vm.prank(SELLER);
        works.setApprovalForAll(address(fresh), true);
        Order memory ask = _askFor(works, 1, PRICE);
        vm.prank(SELLER);
        fresh.authorise(ask);
        vm.prank(BUYER);
        fresh.fill(ask, "", 1);
        vm.assertEq(money.balanceOf(SELLER), RICHES + PRICE);
    }

    function test_TheCreatorMayBeTheSellerOrTheBuyer() public {
        works.answer(abi.encode(SELLER, 50 * USD));
        _buy(works, PRICE);
        vm.assertEq(money.balanceOf(SELLER), RICHES + 975 * USD);
        vm.assertEq(money.balanceOf(BUYER), RICHES - PRICE);
    }

    function _askFor(ERC721Mock collection, uint256 tokenId, uint256 price) private returns (Order memory ask) {
        collection.mint(SELLER, tokenId);
        ask = _ask(SELLER, tokenId, price);
        ask.collection = address(collection);
    }

    function _buy(ERC721Mock collection, uint256 price) private {
        _buyToken(collection, 1, price);
    }

    function _buyToken(ERC721Mock collection, uint256 tokenId, uint256 price) private {
        Order memory ask = _askFor(collection, tokenId, price);
        bytes memory signature = _sign(SELLER_KEY, ask);
        vm.prank(BUYER);
        market.fill(ask, signature, tokenId);
        vm.assertEq(collection.ownerOf(tokenId), BUYER);
    }

    function _assertNoRoyalty() private view {
        vm.assertEq(money.balanceOf(CREATOR), 0);
        vm.assertEq(money.balanceOf(TREASURY), 25 * USD);
        vm.assertEq(money.balanceOf(SELLER), RICHES + 975 * USD);
    }
}
