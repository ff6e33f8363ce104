// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LotId, Sale, SaleId, Tier} from "../../../contracts/sales/IPrimarySale.sol";
import {vm} from "../Cheats.sol";
import {SaleFixture} from "./SaleFixture.sol";

/// @notice How worlds sold their land first, with their figures. Whole units of the settlement token stand for the currency's.
contract WorldsTest is SaleFixture {
    /// @dev What one transaction may use on Ethereum (EIP-7825).
    uint256 private constant TRANSACTION_GAS = 1 << 24;

    /// @dev Decentraland, December 2018: from 200,000 to 1,000 MANA in two weeks. A straight line here.
    function test_DecentralandsDutchAuction() public {
        _create(_sale(200_000 * USD, 1_000 * USD));
        _addParcels(SALE, 0, 2);
        vm.assertEq(house.priceOf(LOT), 200_000 * USD);
        vm.warp(START + 7 days);
        vm.assertEq(house.priceOf(LOT), 100_500 * USD);
        _buy(BUYER, LOT);
        vm.assertEq(money.balanceOf(BUYER), RICHES - 100_500 * USD);
        vm.warp(ENDS_AT - 1);
        // 199,000 over 1,209,600 seconds, rounded up.
        vm.assertEq(house.priceOf(LotId.wrap(2)), 1_000 * USD + 164_518);
        vm.warp(ENDS_AT + 1 days);
        vm.assertEq(house.priceOf(LotId.wrap(2)), 1_000 * USD);
    }

    /// @dev The Sandbox: a fixed price by size, in SAND: 1x1 1,011, 3x3 8,648, 6x6 32,772, 12x12 123,806.
    function test_TheSandboxsTable() public {
        _createSandbox();
        uint16[4] memory sides = [uint16(1), 3, 6, 12];
        uint24[4] memory prices = [uint24(1_011), 8_648, 32_772, 123_806];
        uint256 spent = 0;
        int128 x = 0;
        for (uint8 i = 0; i < 4; i++) {
            LotId lotId = _addLot(SALE, i, _mintSquare(x, sides[i]));
            x += int128(uint128(sides[i]));
            _buy(BUYER, _only(lotId), prices[i] * USD);
            spent += prices[i] * USD;
            vm.assertEq(money.balanceOf(BUYER), RICHES - spent);
        }
        vm.assertEq(land.balanceOf(BUYER), 1 + 9 + 36 + 144);
    }

    /// @dev The largest square, 24x24 for 466,102 SAND, is four lots at a quarter each; not in one transaction.
    function test_TheSandboxsLargestSquareIsFourLots() public {
        _createSandbox();
        for (int128 i = 0; i < 4; i++) _addLot(SALE, 4, _mintSquare(12 * i, 12));
        for (uint256 i = 1; i <= 4; i++) _buy(BUYER, LotId.wrap(i));
        vm.assertEq(money.balanceOf(BUYER), RICHES - 466_102 * USD);
        vm.assertEq(land.balanceOf(BUYER), 576);
    }

    function test_TheLargestLotFitsATransaction() public {
        _createSandbox();
        LotId lotId = _addLot(SALE, 3, _mintSquare(0, 12));
        uint256 before = gasleft();
        _buy(BUYER, lotId);
        vm.assertLe(before - gasleft(), TRANSACTION_GAS);
    }

    /// @dev Otherside, 30 April 2022: 305 APE flat.
    function test_OthersidesDrop() public {
        Sale memory sale = _sale(305 * USD, 305 * USD);
        (sale.startsAt, sale.endsAt, sale.walletCap) = (1_651_276_800, 1_651_363_200, 2);
        _create(sale);
        _addParcels(SALE, 0, 2);
        vm.warp(sale.startsAt);
        _buy(BUYER, _both(LotId.wrap(1), LotId.wrap(2)), 610 * USD);
        vm.assertEq(money.balanceOf(BUYER), RICHES - 610 * USD);
        vm.assertEq(land.balanceOf(BUYER), 2);
    }

    function testFuzz_APriceFallsInAStraightLine(uint256 startPrice, uint256 endPrice, uint256 time) public {
        startPrice = 1 + (startPrice % RICHES);
        endPrice = 1 + (endPrice % startPrice);
        _create(_sale(startPrice, endPrice));
        _addParcels(SALE, 0, 1);
        time %= 14 days;
        vm.warp(START + time);
        uint256 price = house.priceOf(LOT);
        vm.assertTrue(endPrice <= price && price <= startPrice);
        uint256 exact = startPrice * 14 days - (startPrice - endPrice) * time;
        vm.assertTrue(price * 14 days >= exact && price * 14 days < exact + 14 days, "rounds for the seller");
        vm.warp(START + time + 1);
        vm.assertLe(house.priceOf(LOT), price);
    }

    function _createSandbox() private returns (SaleId) {
        Sale memory sale = _sale(USD, USD);
        uint256[5] memory prices = [
            uint256(1_011 * USD),
            8_648 * USD,
            32_772 * USD,
            123_806 * USD,
            (466_102 * USD) / 4
        ];
        sale.tiers = new Tier[](5);
        for (uint256 i = 0; i < 5; i++) sale.tiers[i] = Tier(prices[i], prices[i]);
        return _create(sale);
    }
}
