// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICompliance, TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {IWashTrading} from "../../../contracts/compliance/rules/IWashTrading.sol";
import {Order} from "../../../contracts/market/Orders.sol";
import {CaseId} from "../../../contracts/payments/IEscrow.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {vm} from "../Cheats.sol";
import {CollectibleFixture} from "./CollectibleFixture.sol";

/// @notice Certified works in the market, and outside it.
contract RoyaltiesTest is CollectibleFixture {
    uint256 private constant PRICE = 1_000 * USD;

    function setUp() public override {
        super.setUp();
        vm.startPrank(STRANGER);
        works.setApprovalForAll(address(market), true);
        money.approve(address(market), type(uint256).max);
        vm.stopPrank();
        _mint(STRANGER, RICHES);
    }

    function test_ASalePaysTheCreator() public {
        uint256 tokenId = _certify(_work(HASH, 1_000));
        _buy(SELLER, BUYER, tokenId, PRICE);
        vm.assertEq(money.balanceOf(SELLER), RICHES + 975 * USD);
        _buy(BUYER, STRANGER, tokenId, PRICE);
        vm.assertEq(money.balanceOf(SELLER), RICHES + 1_075 * USD);
        vm.assertEq(money.balanceOf(BUYER), RICHES - 125 * USD);
        vm.assertEq(works.ownerOf(tokenId), STRANGER);
    }

    function test_ASalePaysEveryCreator() public {
        uint256 tokenId = _certify(_sharedWork(HASH, 1_000));
        Order memory ask = _askFor(SELLER, tokenId, PRICE);
        vm.expectEmit(address(market));
        emit ISettlement.TradeSettled({
            orderHash: market.hashOrder(ask),
            collection: address(works),
            tokenId: tokenId,
            seller: SELLER,
            buyer: BUYER,
            price: PRICE,
            fee: 25 * USD,
            royalty: 100 * USD
        });
        vm.prank(BUYER);
        market.fill(ask, "", tokenId);
        vm.assertEq(money.balanceOf(PAINTER), 66_670_000);
        vm.assertEq(money.balanceOf(WRITER), 33_330_000);
        vm.assertEq(money.balanceOf(SELLER), RICHES + 875 * USD);
        vm.assertEq(money.balanceOf(address(splits)), 0);
    }

    function testFuzz_EveryUnitOfThePriceArrives(uint256 price, uint16 bps) public {
        price = 1 + (price % RICHES);
        bps = bps % 1_001;
        uint256 tokenId = _certify(_sharedWork(HASH, bps));
        _buy(SELLER, BUYER, tokenId, price);
        uint256 creators = money.balanceOf(PAINTER) + money.balanceOf(WRITER);
        uint256 royalty = (price * bps) / 10_000;
        vm.assertLe(creators, royalty);
        vm.assertGe(creators + 1, royalty);
        uint256 received = money.balanceOf(SELLER) - RICHES;
        vm.assertEq(received + creators + money.balanceOf(TREASURY), price);
        vm.assertEq(money.balanceOf(BUYER), RICHES - price);
    }

    /// @dev A gift pays no royalty and is not forgotten: the token cannot come back to its giver as if it were new.
    function test_ARecordedGiftPaysNothingAndIsRemembered() public {
        uint256 tokenId = _certify(_work(HASH, 1_000));
        vm.prank(SELLER);
        works.transferFrom(SELLER, BUYER, tokenId);
        vm.assertEq(works.ownerOf(tokenId), BUYER);
        vm.assertEq(money.balanceOf(SELLER), RICHES);

        Order memory ask = _askFor(BUYER, tokenId, PRICE);
        bytes memory evidence = abi.encode(uint256(uint160(SELLER)), START, 7 days);
        vm.expectRevert(
            abi.encodeWithSelector(
                ISettlement.SettlementTradeRefused.selector,
                ROUND_TRIP,
                IWashTrading.RoundTripTooSoon.selector,
                evidence
            )
        );
        vm.prank(SELLER);
        market.fill(ask, "", tokenId);
    }

    function test_UnderRefusedARoyaltyCannotBeAvoided() public {
        uint256 tokenId = _certify(_work(HASH, 1_000));
        _setPolicy(address(works), TransferPolicy.Refused);
        bytes4 refused = ICompliance.ComplianceTransferRefused.selector;
        vm.expectRevert(abi.encodeWithSelector(refused, works, tokenId, SELLER, BUYER));
        vm.prank(SELLER);
        works.transferFrom(SELLER, BUYER, tokenId);
        vm.expectRevert(abi.encodeWithSelector(refused, works, tokenId, SELLER, BUYER));
        vm.prank(address(market));
        works.safeTransferFrom(SELLER, BUYER, tokenId);

        _buy(SELLER, BUYER, tokenId, PRICE);
        vm.assertEq(works.ownerOf(tokenId), BUYER);
        vm.assertEq(money.balanceOf(SELLER), RICHES + 975 * USD);
    }

    function test_UnderRefusedWorksAreStillCertified() public {
        _setPolicy(address(works), TransferPolicy.Refused);
        vm.assertEq(works.ownerOf(_certify(_work(HASH, 1_000))), SELLER);
    }

    function test_RevertWhen_AnUnlistedWorkIsGivenAway() public {
        uint256 tokenId = _certify(_work(HASH, 1_000));
        _setPolicy(address(works), TransferPolicy.Unlisted);
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceCollectionNotRegistered.selector, works));
        vm.prank(SELLER);
        works.transferFrom(SELLER, BUYER, tokenId);
    }

    function test_AHeldSalePaysTheCreatorsOnRelease() public {
        uint256 tokenId = _certify(_sharedWork(HASH, 1_000));
        _buy(SELLER, BUYER, tokenId, PRICE);
        vm.warp(START + 20 days);
        _buy(BUYER, SELLER, tokenId, PRICE);
        vm.assertEq(works.ownerOf(tokenId), address(escrow));
        vm.assertEq(money.balanceOf(PAINTER), 66_670_000);
        vm.prank(OFFICER);
        escrow.release(CaseId.wrap(1), "known collectors");
        vm.assertEq(money.balanceOf(PAINTER), 2 * 66_670_000);
        vm.assertEq(money.balanceOf(WRITER), 2 * 33_330_000);
        vm.assertEq(works.ownerOf(tokenId), SELLER);
    }
}
