// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {HostileCollection} from "../../../contracts/mocks/HostileCollection.sol";
import {LotId, Sale} from "../../../contracts/sales/IPrimarySale.sol";
import {NonReentrant} from "../../../contracts/security/NonReentrant.sol";
import {vm} from "../Cheats.sol";
import {SaleFixture} from "./SaleFixture.sol";

/// @notice A token that calls back into each entry point of the house while it is sold or sent on. It has even the role that
/// the restricted ones ask for.
contract SaleReentryTest is SaleFixture {
    uint256 private constant PRICE = 1_000 * USD;
    HostileCollection private hostile;

    function setUp() public override {
        super.setUp();
        hostile = new HostileCollection();
        _setPolicy(address(hostile), TransferPolicy.Open);
        uint64 platform = authority.PLATFORM();
        vm.prank(ADMIN);
        authority.grantRole(platform, address(hostile), 0);
        Sale memory sale = _sale(PRICE, PRICE);
        sale.collection = address(hostile);
        _create(sale);
    }

    function test_EveryEntryPointIsLockedDuringAPurchase() public {
        _addLot(SALE, 0, _minted(1));
        for (uint256 i = 0; i < 3; i++) {
            LotId lotId = _addLot(SALE, 0, _minted(i + 2));
            hostile.reenter(address(house), _entryPoint(i));
            _buy(BUYER, lotId);
            _assertLockedOut();
            vm.assertEq(hostile.ownerOf(i + 2), BUYER);
        }
        vm.assertFalse(house.lotOf(LOT).sold);
        vm.assertEq(house.lotCount(), 4);
        vm.assertEq(money.balanceOf(BUYER), RICHES - 3 * PRICE);
    }

    function test_EveryEntryPointIsLockedWhileATokenIsSentOn() public {
        _addLot(SALE, 0, _minted(1));
        for (uint256 i = 0; i < 3; i++) {
            uint256[] memory unsold = _minted(i + 2);
            hostile.reenter(address(house), _entryPoint(i));
            vm.prank(PLATFORM);
            house.withdrawUnsold(address(hostile), unsold, DEVELOPER);
            _assertLockedOut();
            vm.assertEq(hostile.ownerOf(i + 2), DEVELOPER);
        }
        vm.assertEq(hostile.ownerOf(1), address(house));
    }

    /// @dev Creating a sale moves nothing: whoever may do it may do it then, and the purchase ends as it would.
    function test_ASaleCreatedDuringAPurchaseHarmsNobody() public {
        LotId lotId = _addLot(SALE, 0, _minted(1));
        hostile.reenter(address(house), abi.encodeCall(house.createSale, (_sale(PRICE, PRICE))));
        _buy(BUYER, lotId);
        vm.assertTrue(hostile.reentered());
        vm.assertEq(house.saleCount(), 2);
        vm.assertEq(hostile.ownerOf(1), BUYER);
        vm.assertEq(money.balanceOf(BUYER), RICHES - PRICE);
    }

    function _entryPoint(uint256 i) private view returns (bytes memory) {
        if (i == 0) return abi.encodeCall(house.buy, (_only(LOT), PRICE));
        if (i == 1) return abi.encodeCall(house.addLots, (SALE, 0, new uint256[][](0)));
        return abi.encodeCall(house.withdrawUnsold, (address(hostile), _one(1), DEVELOPER));
    }

    function _minted(uint256 tokenId) private returns (uint256[] memory) {
        hostile.mint(address(house), tokenId);
        return _one(tokenId);
    }

    function _assertLockedOut() private view {
        vm.assertFalse(hostile.reentered());
        vm.assertEq(hostile.answer(), abi.encodeWithSelector(NonReentrant.NonReentrantCall.selector));
    }
}
