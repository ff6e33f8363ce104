// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {Behaviour, HostileCollection} from "../../../contracts/mocks/HostileCollection.sol";
import {IPrimarySale, Lot, LotId, Sale, SaleId} from "../../../contracts/sales/IPrimarySale.sol";
import {NonReentrant} from "../../../contracts/security/NonReentrant.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {vm} from "../Cheats.sol";
import {SaleFixture} from "./SaleFixture.sol";

/// @notice What goes into a sale and what is left of it.
contract InventoryTest is SaleFixture {
    uint256[] private square;

    function setUp() public override {
        super.setUp();
        _create(_sale(1_000 * USD, 1_000 * USD));
        square = _mintSquare(0, 3);
    }

    function test_ALotIsItsTokens() public {
        vm.expectEmit(address(house));
        emit IPrimarySale.LotAdded(LOT, SALE, 0, square);
        LotId lotId = _addLot(SALE, 0, square);
        vm.assertEq(LotId.unwrap(lotId), 1);
        vm.assertEq(house.lotCount(), 1);
        Lot memory lot = house.lotOf(lotId);
        vm.assertEq(keccak256(abi.encode(lot)), keccak256(abi.encode(Lot(SALE, 0, false, square))));
    }

    function test_LotsAreNumberedOn() public {
        uint256[][] memory lots = new uint256[][](2);
        (lots[0], lots[1]) = (_mintSquare(10, 1), _mintSquare(11, 1));
        _addLot(SALE, 0, square);
        vm.prank(PLATFORM);
        vm.assertEq(LotId.unwrap(house.addLots(SALE, 0, lots)), 2);
        vm.assertEq(house.lotCount(), 3);
    }

    function test_RevertWhen_AStrangerAddsLots() public {
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, STRANGER));
        vm.prank(STRANGER);
        house.addLots(SALE, 0, new uint256[][](0));
    }

    function test_RevertWhen_TheSaleIsUnknown() public {
        SaleId unknown = SaleId.wrap(2);
        vm.expectRevert(abi.encodeWithSelector(IPrimarySale.SaleUnknown.selector, unknown));
        vm.prank(PLATFORM);
        house.addLots(unknown, 0, new uint256[][](0));
    }

    function test_RevertWhen_TheSaleIsOver() public {
        vm.warp(ENDS_AT);
        vm.expectRevert(abi.encodeWithSelector(IPrimarySale.SaleOver.selector, SALE, ENDS_AT));
        vm.prank(PLATFORM);
        house.addLots(SALE, 0, new uint256[][](0));
    }

    function test_RevertWhen_ThePriceListIsUnknown() public {
        vm.expectRevert(abi.encodeWithSelector(IPrimarySale.SaleTierUnknown.selector, SALE, 1));
        _addLot(SALE, 1, square);
    }

    function test_RevertWhen_ALotIsEmpty() public {
        vm.expectRevert(abi.encodeWithSelector(IPrimarySale.SaleLotSizeInvalid.selector, 0));
        _addLot(SALE, 0, new uint256[](0));
    }

    function test_RevertWhen_ALotWouldNotFitATransaction() public {
        vm.expectRevert(abi.encodeWithSelector(IPrimarySale.SaleLotSizeInvalid.selector, 145));
        _addLot(SALE, 0, new uint256[](145));
    }

    function test_RevertWhen_ATokenWouldCostNothing() public {
        SaleId cheap = _create(_sale(USD, 8));
        vm.expectRevert(abi.encodeWithSelector(IPrimarySale.SaleLotTooCheap.selector, 9, 8));
        _addLot(cheap, 0, square);
    }

    function test_RevertWhen_TheTokenIsNotHere() public {
        uint256 elsewhere = _giveParcel(SELLER, 50, 50);
        vm.expectRevert(abi.encodeWithSelector(IPrimarySale.SaleTokenNotHere.selector, land, elsewhere));
        _addLot(SALE, 0, _one(elsewhere));
    }

    function test_RevertWhen_TheTokenIsInALot() public {
        _addLot(SALE, 0, square);
        SaleId other = _create(_sale(USD, USD));
        _expectOffered(square[4]);
        _addLot(other, 0, _one(square[4]));
    }

    function test_RevertWhen_ALotNamesATokenTwice() public {
        uint256[] memory twice = new uint256[](2);
        (twice[0], twice[1]) = (square[0], square[0]);
        _expectOffered(square[0]);
        _addLot(SALE, 0, twice);
    }

    /// @dev What nobody bought may be offered again, elsewhere.
    function test_UnsoldTokensMayBeOfferedAgain() public {
        _addLot(SALE, 0, square);
        vm.warp(ENDS_AT);
        Sale memory sale = _sale(500 * USD, 500 * USD);
        (sale.startsAt, sale.endsAt) = (ENDS_AT, ENDS_AT + 1 days);
        LotId again = _addLot(_create(sale), 0, square);
        vm.expectRevert(abi.encodeWithSelector(IPrimarySale.SaleOver.selector, SALE, ENDS_AT));
        _buy(BUYER, LOT);
        _buy(BUYER, again);
        vm.assertEq(land.ownerOf(square[8]), BUYER);
    }

    function test_UnsoldTokensAreSentOn() public {
        _addLot(SALE, 0, square);
        vm.warp(ENDS_AT);
        vm.expectEmit(address(house));
        emit IPrimarySale.UnsoldWithdrawn(address(land), DEVELOPER, square);
        _withdraw(square, DEVELOPER);
        for (uint256 i = 0; i < square.length; i++) vm.assertEq(land.ownerOf(square[i]), DEVELOPER);
    }

    function test_TokensThatWereNeverOfferedAreSentOn() public {
        _withdraw(square, DEVELOPER);
        vm.assertEq(land.ownerOf(square[0]), DEVELOPER);
    }

    function test_RevertWhen_AStrangerWithdraws() public {
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, STRANGER));
        vm.prank(STRANGER);
        house.withdrawUnsold(address(land), square, STRANGER);
    }

    function test_RevertWhen_WithdrawnBeforeTheEnd() public {
        _addLot(SALE, 0, square);
        vm.warp(ENDS_AT - 1);
        _expectOffered(square[0]);
        _withdraw(square, DEVELOPER);
    }

    function test_RevertWhen_ASoldTokenIsWithdrawn() public {
        _addLot(SALE, 0, square);
        _buy(BUYER, LOT);
        vm.warp(ENDS_AT);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, house, square[0]));
        _withdraw(square, DEVELOPER);
    }

    /// @dev A house would not know whose it is.
    function test_RevertWhen_WithdrawnToAHouse() public {
        vm.expectRevert(abi.encodeWithSelector(IPrimarySale.SaleReceiverInvalid.selector, market));
        _withdraw(square, address(market));
    }

    function test_RevertWhen_AWithdrawnTokenStays() public {
        HostileCollection hostile = new HostileCollection();
        hostile.mint(address(house), 1);
        hostile.behave(Behaviour.Ignore);
        vm.expectRevert(abi.encodeWithSelector(ISettlement.SettlementTokenNotMoved.selector, hostile, 1, DEVELOPER));
        vm.prank(PLATFORM);
        house.withdrawUnsold(address(hostile), _one(1), DEVELOPER);
    }

    function test_ReenteringFails() public {
        HostileCollection hostile = new HostileCollection();
        _setPolicy(address(hostile), TransferPolicy.Open);
        hostile.mint(address(house), 1);
        hostile.mint(address(house), 2);
        uint64 platform = authority.PLATFORM();
        vm.prank(ADMIN);
        authority.grantRole(platform, address(hostile), 0);
        hostile.reenter(address(house), abi.encodeCall(house.withdrawUnsold, (address(hostile), _one(2), STRANGER)));
        vm.prank(PLATFORM);
        house.withdrawUnsold(address(hostile), _one(1), DEVELOPER);
        vm.assertEq(hostile.answer(), abi.encodeWithSelector(NonReentrant.NonReentrantCall.selector));
        vm.assertEq(hostile.ownerOf(2), address(house));
    }

    function _withdraw(uint256[] memory tokenIds, address to) private {
        vm.prank(PLATFORM);
        house.withdrawUnsold(address(land), tokenIds, to);
    }

    function _expectOffered(uint256 tokenId) private {
        vm.expectRevert(abi.encodeWithSelector(IPrimarySale.SaleTokenOffered.selector, land, tokenId, SALE));
    }
}
