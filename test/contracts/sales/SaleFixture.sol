// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Compliance} from "../../../contracts/compliance/Compliance.sol";
import {Authority} from "../../../contracts/governance/Authority.sol";
import {Place} from "../../../contracts/land/ILand.sol";
import {Escrow} from "../../../contracts/payments/Escrow.sol";
import {PaymentSplits} from "../../../contracts/payments/PaymentSplits.sol";
import {IPrimarySale, LotId, Sale, SaleId, Tier} from "../../../contracts/sales/IPrimarySale.sol";
import {PrimarySale} from "../../../contracts/sales/PrimarySale.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

/// @dev See `Worlds` for why this is a library with a public function.
library PrimarySales {
    function create(
        Authority authority,
        Compliance compliance,
        Escrow escrow,
        PaymentSplits splits
    ) public returns (PrimarySale) {
        return new PrimarySale(address(authority), address(compliance), address(escrow), address(splits));
    }
}

/// @notice A world with a house for primary sales, whose proceeds go to DEVELOPER. BUYER and SELLER may both buy.
abstract contract SaleFixture is Fixture {
    uint64 internal constant ENDS_AT = uint64(START + 14 days);
    SaleId internal constant SALE = SaleId.wrap(1);
    LotId internal constant LOT = LotId.wrap(1);

    address internal immutable DEVELOPER = _named("developer");

    PrimarySale internal house;

    function setUp() public virtual override {
        super.setUp();
        house = PrimarySales.create(authority, compliance, escrow, splits);
        _setSettler(address(house), true);
        _restrict(authority.DECISION(), ISettlement.setFee.selector);
        _restrict(authority.PLATFORM(), IPrimarySale.createSale.selector);
        _restrict(authority.PLATFORM(), IPrimarySale.addLots.selector);
        _restrict(authority.PLATFORM(), IPrimarySale.withdrawUnsold.selector);
        vm.prank(DECISION);
        house.setFee(TREASURY, 250);
        _approveHouse(BUYER);
        _approveHouse(SELLER);
    }

    function _approveHouse(address trader) internal {
        vm.prank(trader);
        money.approve(address(house), type(uint256).max);
    }

    /// @dev Two weeks of one price list.
    function _sale(uint256 startPrice, uint256 endPrice) internal view returns (Sale memory sale) {
        sale = Sale({
            collection: address(land),
            proceeds: DEVELOPER,
            currency: address(money),
            startsAt: uint64(START),
            endsAt: ENDS_AT,
            walletCap: 0,
            tiers: new Tier[](1)
        });
        sale.tiers[0] = Tier(startPrice, endPrice);
    }

    function _create(Sale memory sale) internal returns (SaleId) {
        vm.prank(PLATFORM);
        return house.createSale(sale);
    }

    /// @dev A square of parcels in the house's hands, its south-west corner at (x, 0).
    function _mintSquare(int128 x, uint256 side) internal returns (uint256[] memory tokenIds) {
        Place[] memory places = new Place[](side * side);
        tokenIds = new uint256[](side * side);
        for (uint256 i = 0; i < places.length; i++) {
            places[i] = Place(x + int128(int256(i % side)), int128(int256(i / side)));
            tokenIds[i] = land.tokenIdAt(places[i].x, places[i].y);
        }
        vm.prank(PLATFORM);
        land.mintBatch(address(house), places);
    }

    function _addLot(SaleId saleId, uint8 tier, uint256[] memory tokenIds) internal returns (LotId) {
        uint256[][] memory lots = new uint256[][](1);
        lots[0] = tokenIds;
        vm.prank(PLATFORM);
        return house.addLots(saleId, tier, lots);
    }

    /// @dev Lots of one parcel each, from (x, 0) to the east.
    function _addParcels(SaleId saleId, int128 x, uint256 count) internal returns (LotId first) {
        for (uint256 i = 0; i < count; i++) {
            LotId lotId = _addLot(saleId, 0, _mintSquare(x + int128(int256(i)), 1));
            if (i == 0) first = lotId;
        }
    }

    function _buy(address buyer, LotId lotId) internal {
        _buy(buyer, _only(lotId), type(uint256).max);
    }

    function _buy(address buyer, LotId[] memory lotIds, uint256 maxPrice) internal {
        vm.prank(buyer);
        house.buy(lotIds, maxPrice);
    }

    function _only(LotId lotId) internal pure returns (LotId[] memory lotIds) {
        lotIds = new LotId[](1);
        lotIds[0] = lotId;
    }

    function _both(LotId first, LotId second) internal pure returns (LotId[] memory lotIds) {
        lotIds = new LotId[](2);
        (lotIds[0], lotIds[1]) = (first, second);
    }

    function _one(uint256 tokenId) internal pure returns (uint256[] memory tokenIds) {
        tokenIds = new uint256[](1);
        tokenIds[0] = tokenId;
    }

    function _restrict(uint64 role, bytes4 selector) private {
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = selector;
        vm.prank(ADMIN);
        authority.setTargetFunctionRole(address(house), selectors, role);
    }
}
