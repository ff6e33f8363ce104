// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPrimarySale, LotId, Sale, SaleId} from "../../../contracts/sales/IPrimarySale.sol";
import {vm} from "../Cheats.sol";
import {SaleFixture} from "./SaleFixture.sol";

/// @notice A cap per beneficial owner. Otherside capped each wallet, and was met with more wallets.
contract WalletCapTest is SaleFixture {
    uint256 private constant PRICE = 305 * USD;
    uint32 private constant CAP = 2;

    function setUp() public override {
        super.setUp();
        Sale memory sale = _sale(PRICE, PRICE);
        sale.walletCap = CAP;
        _create(sale);
        _addParcels(SALE, 0, 6);
    }

    function test_RevertWhen_OneWalletBuysTooMuch() public {
        _buy(BUYER, LotId.wrap(1));
        _buy(BUYER, LotId.wrap(2));
        vm.assertEq(house.boughtBy(SALE, BUYER), 2);
        _expectExceeded(BUYER, 3);
        _buy(BUYER, LotId.wrap(3));
        _buy(SELLER, LotId.wrap(3));
    }

    /// @dev Tokens count, not purchases and not lots.
    function test_RevertWhen_OneLotIsTooMuch() public {
        LotId square = _addLot(SALE, 0, _mintSquare(50, 2));
        _expectExceeded(BUYER, 4);
        _buy(BUYER, square);
    }

    function test_RevertWhen_OnePurchaseIsTooMuch() public {
        _buy(BUYER, LotId.wrap(1));
        _expectExceeded(BUYER, 3);
        _buy(BUYER, _both(LotId.wrap(2), LotId.wrap(3)), type(uint256).max);
    }

    function test_RevertWhen_TheOwnersOtherWalletBuysTooMuch() public {
        _attest(BUYER, 7);
        _attest(SELLER, 7);
        _buy(BUYER, LotId.wrap(1));
        _buy(SELLER, LotId.wrap(2));
        _expectExceeded(SELLER, 3);
        _buy(SELLER, LotId.wrap(3));
    }

    function test_ToBeAttestedLaterForgetsNothing() public {
        _buy(BUYER, LotId.wrap(1));
        _buy(BUYER, LotId.wrap(2));
        _attest(BUYER, 7);
        _expectExceeded(BUYER, 3);
        _buy(BUYER, LotId.wrap(3));
    }

    function test_ToLeaveAClusterForgetsNothing() public {
        _attest(BUYER, 7);
        _buy(BUYER, LotId.wrap(1));
        _buy(BUYER, LotId.wrap(2));
        _attest(BUYER, 0);
        _expectExceeded(BUYER, 3);
        _buy(BUYER, LotId.wrap(3));
    }

    function test_EachSaleCountsForItself() public {
        _buy(BUYER, LotId.wrap(1));
        _buy(BUYER, LotId.wrap(2));
        Sale memory sale = _sale(PRICE, PRICE);
        sale.walletCap = CAP;
        SaleId second = _create(sale);
        _buy(BUYER, _addParcels(second, 60, 1));
        vm.assertEq(house.boughtBy(second, BUYER), 1);
    }

    function testFuzz_TheCapIsNeverExceeded(uint256[12] calldata choices) public {
        address[3] memory buyers = [BUYER, SELLER, STRANGER];
        _enrich(STRANGER);
        _approveHouse(STRANGER);
        _attest(BUYER, 7);
        _attest(SELLER, 7);
        for (uint256 i = 0; i < choices.length; i++) {
            LotId lotId = LotId.wrap(1 + (choices[i] % 6));
            vm.prank(buyers[(choices[i] >> 8) % 3]);
            try house.buy(_only(lotId), PRICE) {} catch {}
        }
        vm.assertLe(land.balanceOf(BUYER) + land.balanceOf(SELLER), CAP);
        vm.assertLe(land.balanceOf(STRANGER), CAP);
        vm.assertEq(house.boughtBy(SALE, BUYER), land.balanceOf(BUYER) + land.balanceOf(SELLER));
        uint256 sold = land.balanceOf(BUYER) + land.balanceOf(SELLER) + land.balanceOf(STRANGER);
        vm.assertEq(3 * RICHES - sold * PRICE, _moneyOf(buyers));
    }

    function _moneyOf(address[3] memory accounts) private view returns (uint256 sum) {
        for (uint256 i = 0; i < 3; i++) sum += money.balanceOf(accounts[i]);
    }

    function _expectExceeded(address buyer, uint256 tokens) private {
        vm.expectRevert(
            abi.encodeWithSelector(IPrimarySale.SaleCapExceeded.selector, SALE, buyer, tokens, uint256(CAP))
        );
    }
}
