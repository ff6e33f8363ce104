// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {FeeOnTransferToken} from "../../../contracts/mocks/FeeOnTransferToken.sol";
import {IPrimarySale, Sale, SaleId, Tier} from "../../../contracts/sales/IPrimarySale.sol";
import {vm} from "../Cheats.sol";
import {SaleFixture} from "./SaleFixture.sol";

contract CreateSaleTest is SaleFixture {
    function test_ASaleIsItsTerms() public {
        Sale memory sale = _sale(10 * USD, 2 * USD);
        vm.expectEmit(address(house));
        emit IPrimarySale.SaleCreated(SALE, address(land), sale);
        SaleId saleId = _create(sale);
        vm.assertEq(SaleId.unwrap(saleId), 1);
        vm.assertEq(house.saleCount(), 1);
        vm.assertEq(keccak256(abi.encode(house.saleOf(saleId))), keccak256(abi.encode(sale)));
    }

    function test_RevertWhen_AStrangerCreates() public {
        Sale memory sale = _sale(USD, USD);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, STRANGER));
        vm.prank(STRANGER);
        house.createSale(sale);
    }

    function test_RevertWhen_TheCurrencyTakesAFee() public {
        Sale memory sale = _sale(USD, USD);
        sale.currency = address(new FeeOnTransferToken());
        _expectRefusal(sale, abi.encodeWithSelector(IPrimarySale.SaleCurrencyNotAccepted.selector, sale.currency));
    }

    function testFuzz_TheWindowIsBounded(uint64 startsAt, uint64 endsAt) public {
        Sale memory sale = _sale(USD, USD);
        (sale.startsAt, sale.endsAt) = (startsAt, endsAt);
        if (endsAt > START && endsAt > startsAt && endsAt - startsAt <= 365 days) _create(sale);
        else _expectWindowRefused(sale);
    }

    function test_TheWindowsBoundsAreInside() public {
        Sale memory sale = _sale(USD, USD);
        (sale.startsAt, sale.endsAt) = (uint64(START), uint64(START + 365 days));
        _create(sale);
        sale.endsAt++;
        _expectWindowRefused(sale);
        (sale.startsAt, sale.endsAt) = (uint64(START), uint64(START));
        _expectWindowRefused(sale);
        (sale.startsAt, sale.endsAt) = (uint64(START - 1), uint64(START));
        _expectWindowRefused(sale);
        sale.endsAt++;
        _create(sale);
    }

    function test_RevertWhen_NobodyGetsTheProceeds() public {
        Sale memory sale = _sale(USD, USD);
        sale.proceeds = address(0);
        _expectRefusal(sale, abi.encodeWithSelector(IPrimarySale.SaleReceiverInvalid.selector, address(0)));
    }

    function test_RevertWhen_AHouseGetsTheProceeds() public {
        Sale memory sale = _sale(USD, USD);
        sale.proceeds = address(market);
        _expectRefusal(sale, abi.encodeWithSelector(IPrimarySale.SaleReceiverInvalid.selector, market));
    }

    function test_ThePriceListsAreBounded() public {
        Sale memory sale = _sale(USD, USD);
        sale.tiers = new Tier[](0);
        _expectRefusal(sale, abi.encodeWithSelector(IPrimarySale.SaleTierCountInvalid.selector, 0));
        sale.tiers = new Tier[](17);
        _expectRefusal(sale, abi.encodeWithSelector(IPrimarySale.SaleTierCountInvalid.selector, 17));
        sale.tiers = new Tier[](16);
        for (uint256 i = 0; i < 16; i++) sale.tiers[i] = Tier(USD, USD);
        _create(sale);
    }

    function test_RevertWhen_APriceIsZero() public {
        _expectRefusal(_sale(USD, 0), abi.encodeWithSelector(IPrimarySale.SaleTierInvalid.selector, 0, USD, 0));
    }

    function test_RevertWhen_APriceRises() public {
        _expectRefusal(
            _sale(USD, USD + 1),
            abi.encodeWithSelector(IPrimarySale.SaleTierInvalid.selector, 0, USD, USD + 1)
        );
    }

    function _expectWindowRefused(Sale memory sale) private {
        _expectRefusal(
            sale,
            abi.encodeWithSelector(IPrimarySale.SaleWindowInvalid.selector, sale.startsAt, sale.endsAt)
        );
    }

    function _expectRefusal(Sale memory sale, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(PLATFORM);
        house.createSale(sale);
    }
}
