// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Share} from "../../../../contracts/payments/IPaymentSplits.sol";
import {ISettlement} from "../../../../contracts/settlement/ISettlement.sol";
import {Order} from "../../../../contracts/market/Orders.sol";
import {CaseId} from "../../../../contracts/payments/IEscrow.sol";
import {vm} from "../../Cheats.sol";
import {SplitsFixture} from "./SplitsFixture.sol";

/// @notice Sales whose fee or royalty goes to `PaymentSplits`.
contract SalesTest is SplitsFixture {
    uint256 private parcel;

    function setUp() public override {
        super.setUp();
        parcel = _giveParcel(SELLER, 3, 4);
    }

    function test_CoCreatorsShareTheRoyalty() public {
        _setSplit(address(land), _two(PAINTER, 7_000, MUSICIAN, 3_000));
        _sell(SELLER, BUYER, parcel, PRICE);
        vm.assertEq(money.balanceOf(PAINTER), 35 * USD);
        vm.assertEq(money.balanceOf(MUSICIAN), 15 * USD);
        vm.assertEq(money.balanceOf(TREASURY), 25 * USD);
        vm.assertEq(money.balanceOf(SELLER), RICHES + 925 * USD);
        vm.assertEq(money.balanceOf(address(splits)), 0);
    }

    function test_ATokensOwnSplitGoesFirst() public {
        _setSplit(address(land), _two(PAINTER, 7_000, MUSICIAN, 3_000));
        vm.prank(address(land));
        splits.setTokenSplit(parcel, _two(PAINTER, 1_000, MUSICIAN, 9_000));
        _sell(SELLER, BUYER, parcel, PRICE);
        vm.assertEq(money.balanceOf(PAINTER), 5 * USD);
        vm.assertEq(money.balanceOf(MUSICIAN), 45 * USD);
    }

    function test_PlatformAndTreasuryShareTheFee() public {
        vm.prank(DECISION);
        market.setFee(address(splits), 250);
        _setSplit(address(market), _two(PLATFORM, 6_000, TREASURY, 4_000));
        _setSplit(address(land), _two(PAINTER, 7_000, MUSICIAN, 3_000));
        Order memory ask = _ask(SELLER, parcel, PRICE);
        _authorise(ask);
        vm.expectEmit(address(market));
        emit ISettlement.TradeSettled({
            orderHash: market.hashOrder(ask),
            collection: address(land),
            tokenId: parcel,
            seller: SELLER,
            buyer: BUYER,
            price: PRICE,
            fee: 25 * USD,
            royalty: 50 * USD
        });
        vm.prank(BUYER);
        market.fill(ask, "", parcel);
        vm.assertEq(money.balanceOf(PLATFORM), 15 * USD);
        vm.assertEq(money.balanceOf(TREASURY), 10 * USD);
        vm.assertEq(money.balanceOf(PAINTER), 35 * USD);
        vm.assertEq(money.balanceOf(SELLER), RICHES + 925 * USD);
    }

    function test_WhatRoundsOffGoesToTheSeller() public {
        _setSplit(address(land), _two(PAINTER, 3_333, MUSICIAN, 6_667));
        _sell(SELLER, BUYER, parcel, 59);
        // A fee of 1.475 and a royalty of 2.95 units round to 1 and 2; of the 2 the shares are 0.67 and 1.33.
        vm.assertEq(money.balanceOf(TREASURY), 1);
        vm.assertEq(money.balanceOf(PAINTER), 0);
        vm.assertEq(money.balanceOf(MUSICIAN), 1);
        vm.assertEq(money.balanceOf(SELLER), RICHES + 57);
        vm.assertEq(money.balanceOf(BUYER), RICHES - 59);
    }

    function testFuzz_TheLegsSumToThePrice(
        uint256 price,
        uint16[10] memory cuts,
        uint16 feeBps,
        uint16 royaltyBps
    ) public {
        price = 1 + (price % RICHES);
        vm.prank(DECISION);
        market.setFee(address(splits), feeBps % 1_001);
        vm.prank(PLATFORM);
        land.setRoyalty(address(splits), royaltyBps % 1_001);
        _setSplit(address(market), _shares(cuts, "fee"));
        _setSplit(address(land), _shares(cuts, "royalty"));
        _sell(SELLER, BUYER, parcel, price);

        uint256 paid = money.balanceOf(SELLER) - RICHES;
        for (uint256 i = 0; i < cuts.length; i++) {
            paid += money.balanceOf(_sharer("fee", i)) + money.balanceOf(_sharer("royalty", i));
        }
        vm.assertEq(paid, price);
        vm.assertEq(money.balanceOf(BUYER), RICHES - price);
        vm.assertEq(money.balanceOf(address(splits)), 0);
        vm.assertEq(money.balanceOf(address(market)), 0);
        // What rounds off is less than a unit a share, and one for each of fee and royalty.
        uint256 shares = (price * (feeBps % 1_001)) / 10_000 + (price * (royaltyBps % 1_001)) / 10_000;
        vm.assertGe(money.balanceOf(SELLER) - RICHES, price - shares);
        vm.assertLe(money.balanceOf(SELLER) - RICHES, price - shares + 20);
    }

    /// @dev Not the seller's gain, and no reason to stop a trade: it waits until somebody registers the split.
    function test_WhatHasNoSplitWaits() public {
        vm.prank(DECISION);
        market.setFee(address(splits), 250);
        Order memory ask = _ask(SELLER, parcel, PRICE);
        _authorise(ask);
        vm.prank(BUYER);
        market.fill(ask, "", parcel);
        vm.assertEq(money.balanceOf(SELLER), RICHES + 925 * USD);
        vm.assertEq(money.balanceOf(address(splits)), 75 * USD);

        _setSplit(address(land), _two(PAINTER, 7_000, MUSICIAN, 3_000));
        vm.prank(PLATFORM);
        splits.distribute(address(land), parcel, 50 * USD);
        vm.assertEq(money.balanceOf(PAINTER), 35 * USD);
        vm.assertEq(money.balanceOf(MUSICIAN), 15 * USD);
        vm.assertEq(money.balanceOf(address(splits)), 25 * USD);
    }

    /// @dev The shares of a held trade are those of the day on which it was held.
    function test_AHeldTradePaysTheSharesOnRelease() public {
        vm.prank(PLATFORM);
        land.setRoyalty(CREATOR, 0);
        _sell(SELLER, BUYER, parcel, PRICE);
        vm.warp(START + 20 days);
        vm.prank(PLATFORM);
        land.setRoyalty(address(splits), 500);
        _setSplit(address(land), _two(PAINTER, 7_000, MUSICIAN, 3_000));
        _sell(BUYER, SELLER, parcel, PRICE);
        _setSplit(address(land), new Share[](0));
        vm.prank(OFFICER);
        escrow.release(CaseId.wrap(1), "");
        vm.assertEq(land.ownerOf(parcel), SELLER);
        vm.assertEq(money.balanceOf(PAINTER), 35 * USD);
        vm.assertEq(money.balanceOf(MUSICIAN), 15 * USD);
    }

    /// @dev Ten shares, each at least one basis point, whose last takes what is left of the whole.
    function _shares(uint16[10] memory cuts, string memory kind) private pure returns (Share[] memory shares) {
        shares = new Share[](cuts.length);
        uint256 left = 10_000;
        for (uint256 i = 0; i < cuts.length; i++) {
            uint256 others = cuts.length - 1 - i;
            uint256 bps = others == 0 ? left : 1 + (cuts[i] % (left - others));
            left -= bps;
            shares[i] = Share(_sharer(kind, i), uint16(bps));
        }
    }

    function _sharer(string memory kind, uint256 place) private pure returns (address) {
        return vm.addr(uint256(keccak256(abi.encode(kind, place))));
    }
}
