// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {
    ISeaportZone,
    ItemType,
    IZone,
    ReceivedItem,
    Schema,
    SpentItem,
    ZoneParameters
} from "../../../../contracts/compliance/adapters/ISeaportZone.sol";
import {SeaportZone} from "../../../../contracts/compliance/adapters/SeaportZone.sol";
import {ICompliance, TransferPolicy} from "../../../../contracts/compliance/ICompliance.sol";
import {IWashTrading} from "../../../../contracts/compliance/rules/IWashTrading.sol";
import {RoyaltyBehaviour, RoyaltyCollection} from "../../../../contracts/mocks/RoyaltyCollection.sol";
import {vm} from "../../Cheats.sol";
import {Fixture} from "../../Fixture.sol";
import {Zones} from "./Adapters.sol";

/// @dev Plays Seaport: asks the zone, moves token and money, asks again. test/adapters/seaport*.test.ts has the real one. A test
/// is one transaction.
contract SeaportZoneTest is Fixture {
    uint256 private constant PRICE = 10_000 * USD;
    uint256 private constant FEE = 250 * USD;
    uint256 private constant ROYALTY = 500 * USD;
    uint256 private constant MAX_DUES_PART = 5;
    bytes32 private constant ORDER = "order";

    address private immutable SEAPORT = _named("Seaport");
    SeaportZone private zone;
    uint256 private parcel;

    function setUp() public override {
        super.setUp();
        zone = Zones.create(address(compliance), SEAPORT);
        _setSettler(address(zone), true);
        parcel = _giveParcel(SELLER, 29, -5);
        _approveSeaport(SELLER);
        _approveSeaport(BUYER);
    }

    function test_SaysWhatItIs() public view {
        vm.assertTrue(zone.supportsInterface(0x39dd6933));
        vm.assertTrue(zone.supportsInterface(type(IERC165).interfaceId));
        vm.assertFalse(zone.supportsInterface(0xffffffff));
        (string memory name, Schema[] memory schemas) = zone.getSeaportMetadata();
        vm.assertEq(name, "Landslide");
        vm.assertEq(schemas[0].id, 5);
        vm.assertEq(zone.SEAPORT(), SEAPORT);
        vm.assertEq(address(zone.COMPLIANCE()), address(compliance));
        vm.assertEq(address(zone.SETTLEMENT_TOKEN()), address(money));
    }

    function test_AnAskIsRecordedWhenItIsSettled() public {
        ZoneParameters memory order = _askOrder();
        _authorizes(order);
        vm.assertEq(_disposedAt(SELLER), 0);

        _settleAsk(BUYER, BUYER);
        vm.expectEmit(address(zone));
        emit ISeaportZone.SeaportTradeSettled(ORDER, address(land), parcel, SELLER, BUYER, BUYER, PRICE);
        _validates(order);
        vm.assertEq(_disposedAt(SELLER), START);
        _assertNothingBeside(BUYER, SELLER);
        _assertNothingBeside(BUYER, CREATOR);
    }

    function test_ABidIsSettledByASellerWhoPaysTheDues() public {
        ZoneParameters memory order = _bidOrder();
        _authorizes(order);
        _seaportMoves(SELLER, BUYER);
        _seaportPays(BUYER, SELLER, PRICE);
        _seaportPays(SELLER, TREASURY, FEE);
        _seaportPays(SELLER, CREATOR, ROYALTY);
        _validates(order);

        vm.assertEq(_disposedAt(SELLER), START);
        _assertNothingBeside(BUYER, SELLER);
        _assertNothingBeside(SELLER, CREATOR);
    }

    function test_ABidIsSettledByABuyerWhoPaysTheDues() public {
        ZoneParameters memory order = _bidOrder();
        order.extraData = abi.encode(SELLER);
        _authorizes(order);
        _seaportMoves(SELLER, BUYER);
        _seaportPays(BUYER, SELLER, PRICE - FEE - ROYALTY);
        _seaportPays(BUYER, TREASURY, FEE);
        _seaportPays(BUYER, CREATOR, ROYALTY);
        _validates(order);

        vm.assertEq(_disposedAt(SELLER), START);
        _assertNothingBeside(BUYER, SELLER);
        _assertNothingBeside(BUYER, CREATOR);
    }

    function test_ABidThatMeetsAnAskOfTheZoneIsNotRecordedAgain() public {
        (ZoneParameters memory ask, ZoneParameters memory bid) = _matched();
        _authorizes(ask);
        _authorizes(bid);
        _settleAsk(BUYER, BUYER);
        _validates(ask);
        vm.recordLogs();
        _validates(bid);
        vm.assertEq(vm.getRecordedLogs().length, 0);
    }

    function test_RevertWhen_ABidOffersMoreThanTheAskItMeets() public {
        (ZoneParameters memory ask, ZoneParameters memory bid) = _matched();
        bid.offer[0].amount = PRICE + 1;
        _settleAsk(BUYER, BUYER);
        _validates(ask);
        _refusesToValidate(
            bid,
            abi.encodeWithSelector(ISeaportZone.SeaportZoneSpread.selector, bid.orderHash, PRICE + 1, PRICE)
        );
    }

    function test_AnAskIsOfNoUseToABidInAnotherCall() public {
        (ZoneParameters memory ask, ZoneParameters memory bid) = _matched();
        _settleAsk(BUYER, BUYER);
        _validates(ask);
        bid.orderHashes = new bytes32[](1);
        bytes memory unpaid = abi.encodeWithSelector(
            ISeaportZone.SeaportZoneNotPaid.selector,
            bid.orderHash,
            BUYER,
            SELLER,
            PRICE
        );
        _refusesToValidate(bid, unpaid);
    }

    function test_WhatIsAuthorisedMovesFromSellerToBuyerOnce() public {
        _setPolicy(address(land), TransferPolicy.Refused);
        _authorizes(_askOrder());

        _cannotMove(SELLER, STRANGER);
        _seaportMoves(SELLER, BUYER);
        _approveSeaport(BUYER);
        _cannotMove(BUYER, SELLER);
    }

    function test_AnOrderThatIsAuthorisedAndThenSkippedIsNoLicenceForAnotherTrade() public {
        _setPolicy(address(land), TransferPolicy.Refused);
        ZoneParameters memory skipped = _askOrder();
        _authorizes(skipped);
        ZoneParameters memory other = _askOrder();
        other.orderHash = "other";
        other.extraData = abi.encode(BUYER, STRANGER);
        _authorizes(other);

        _cannotMove(SELLER, BUYER);
        _seaportMoves(SELLER, STRANGER);
        _payAsk(BUYER);
        _validates(other);
        vm.assertFalse(compliance.isSettling(address(land), parcel, SELLER, BUYER));
        vm.assertFalse(compliance.isSettling(address(land), parcel, SELLER, STRANGER));
    }

    function test_ARefusedOrderLeavesNoLicence() public {
        _attest(SELLER, 17);
        _attest(BUYER, 17);
        bytes memory finding = abi.encodeWithSelector(
            ISeaportZone.SeaportZoneTradeRefused.selector,
            ORDER,
            SELF_TRADE,
            IWashTrading.SelfTradeOneOwner.selector,
            abi.encode(17)
        );
        _refusesToAuthorize(_askOrder(), finding);
        vm.assertFalse(compliance.isSettling(address(land), parcel, SELLER, BUYER));
    }

    function test_RevertWhen_TheBuyerTurnsOutToBeTheSeller() public {
        ZoneParameters memory order = _askOrder();
        _attest(SELLER, 17);
        _attest(STRANGER, 17);
        _authorizes(order);
        _seaportMoves(SELLER, STRANGER);
        _payAsk(BUYER);
        vm.prank(SEAPORT);
        vm.expectRevert();
        zone.validateOrder(order);
    }

    function test_RevertWhen_TheNamedBuyerDoesNotHaveTheToken() public {
        ZoneParameters memory order = _askOrder();
        order.extraData = abi.encode(BUYER, BUYER);
        _authorizes(order);
        _settleAsk(STRANGER, BUYER);
        _refusesToValidate(
            order,
            abi.encodeWithSelector(ISeaportZone.SeaportZoneBuyerMismatch.selector, ORDER, BUYER, STRANGER)
        );
    }

    function test_RevertWhen_TheNamedPayerHasNotPaid() public {
        ZoneParameters memory order = _askOrder();
        order.extraData = abi.encode(STRANGER, BUYER);
        _authorizes(order);
        _settleAsk(BUYER, BUYER);
        bytes memory unpaid = abi.encodeWithSelector(
            ISeaportZone.SeaportZoneNotPaid.selector,
            ORDER,
            STRANGER,
            SELLER,
            PRICE - FEE - ROYALTY
        );
        _refusesToValidate(order, unpaid);
    }

    function test_RevertWhen_TheSellerHasNotTheToken() public {
        ZoneParameters memory order = _askOrder();
        order.offerer = STRANGER;
        order.consideration[0].recipient = payable(STRANGER);
        _refusesToAuthorize(
            order,
            abi.encodeWithSelector(ISeaportZone.SeaportZoneSellerMismatch.selector, ORDER, STRANGER, SELLER)
        );
    }

    function test_RevertWhen_AHubIsSaidToPay() public {
        ZoneParameters memory order = _askOrder();
        order.extraData = abi.encode(address(splits), BUYER);
        _refusesToAuthorize(
            order,
            abi.encodeWithSelector(ISeaportZone.SeaportZonePayerNotAPerson.selector, ORDER, address(splits))
        );
    }

    function test_RevertWhen_TheBuyerIsASettler() public {
        ZoneParameters memory order = _askOrder();
        order.extraData = abi.encode(BUYER, address(escrow));
        bytes4 code = ISeaportZone.SeaportZoneBuyerIsSettler.selector;
        _refusesToAuthorize(order, abi.encodeWithSelector(code, ORDER, address(escrow)));
    }

    function test_RevertWhen_ThePartiesAreNamedInAnotherForm() public {
        ZoneParameters memory order = _askOrder();
        order.extraData = "x";
        _refusesToAuthorize(order, abi.encodeWithSelector(ISeaportZone.SeaportZoneExtraDataInvalid.selector, ORDER, 1));
    }

    function test_RevertWhen_ThereAreSeveralItems() public {
        ZoneParameters memory order = _askOrder();
        order.offer = new SpentItem[](2);
        _refusesToAuthorize(order, abi.encodeWithSelector(ISeaportZone.SeaportZoneNotOneItem.selector, ORDER, 2));
        order = _bidOrder();
        order.consideration = new ReceivedItem[](0);
        _refusesToAuthorize(order, abi.encodeWithSelector(ISeaportZone.SeaportZoneNotOneItem.selector, ORDER, 0));
    }

    function test_RevertWhen_TheItemIsNoSingleToken() public {
        ZoneParameters memory order = _askOrder();
        order.offer[0].itemType = ItemType.ERC1155;
        bytes4 code = ISeaportZone.SeaportZoneItemNotAccepted.selector;
        _refusesToAuthorize(order, abi.encodeWithSelector(code, ORDER, ItemType.ERC1155, 1));
        order = _askOrder();
        order.offer[0].amount = 2;
        _refusesToAuthorize(order, abi.encodeWithSelector(code, ORDER, ItemType.ERC721, 2));
    }

    function test_RevertWhen_TheCurrencyIsAnother() public {
        ZoneParameters memory order = _askOrder();
        order.consideration[1].itemType = ItemType.Native;
        bytes4 code = ISeaportZone.SeaportZoneCurrencyNotAccepted.selector;
        _refusesToAuthorize(order, abi.encodeWithSelector(code, ORDER, ItemType.Native, address(money)));
        order = _bidOrder();
        order.offer[0].token = address(land);
        _refusesToAuthorize(order, abi.encodeWithSelector(code, ORDER, ItemType.ERC20, address(land)));
    }

    function test_RevertWhen_ThePriceIsZero() public {
        ZoneParameters memory order = _bidOrder();
        order.offer[0].amount = 0;
        _refusesToAuthorize(order, abi.encodeWithSelector(ISeaportZone.SeaportZonePriceZero.selector, ORDER));
    }

    function testFuzz_ThePriceIsWhatThePayerSpends(uint64 toSeller, uint64 toOther, uint64 back) public {
        vm.assume(toSeller != 0);
        ZoneParameters memory order = _askOrder();
        order.consideration[0].amount = toSeller;
        order.consideration[1].amount = toOther;
        (order.consideration[2].amount, order.consideration[2].recipient) = (back, payable(BUYER));
        uint256 price = uint256(toSeller) + toOther;
        uint256 limit = price / MAX_DUES_PART;
        if (toOther > limit) {
            bytes4 code = ISeaportZone.SeaportZoneDuesTooHigh.selector;
            _refusesToAuthorize(order, abi.encodeWithSelector(code, ORDER, toOther, limit));
            return;
        }
        _authorizes(order);
        _mint(BUYER, type(uint64).max / 2);
        vm.assume(price < money.balanceOf(BUYER));

        _seaportMoves(SELLER, BUYER);
        _seaportPays(BUYER, SELLER, toSeller);
        _seaportPays(BUYER, TREASURY, toOther);
        vm.expectEmit(address(zone));
        emit ISeaportZone.SeaportTradeSettled(ORDER, address(land), parcel, SELLER, BUYER, BUYER, price);
        _validates(order);
    }

    function test_ACollectionWithoutRoyaltiesClaimsNone() public {
        RoyaltyCollection collection = new RoyaltyCollection();
        _setPolicy(address(collection), TransferPolicy.Open);
        ZoneParameters memory order = _askOrder();
        order.offer[0].token = address(collection);
        for (uint256 i = 0; i < 2; i++) {
            collection.mint(SELLER, i);
            if (i == 1) collection.behave(RoyaltyBehaviour.Revert);
            order.offer[0].identifier = i;
            _authorizes(order);
            vm.prank(SELLER);
            collection.transferFrom(SELLER, BUYER, i);
            _payAsk(BUYER);
            _validates(order);
        }
        (uint64 paidAt, uint192 paid) = money.sidePayment(BUYER, CREATOR);
        vm.assertEq(paidAt, START);
        vm.assertEq(paid, 2 * ROYALTY);
    }

    function test_RevertWhen_SomebodyButSeaportAsks() public {
        ZoneParameters memory order = _askOrder();
        bytes memory refusal = abi.encodeWithSelector(ISeaportZone.SeaportZoneCallerNotSeaport.selector, STRANGER);
        vm.startPrank(STRANGER);
        vm.expectRevert(refusal);
        zone.authorizeOrder(order);
        vm.expectRevert(refusal);
        zone.validateOrder(order);
        vm.stopPrank();
    }

    function _matched() private view returns (ZoneParameters memory ask, ZoneParameters memory bid) {
        (ask, bid) = (_askOrder(), _bidOrder());
        (bid.orderHash, ask.extraData, bid.extraData) = ("bid", abi.encode(BUYER, BUYER), abi.encode(SELLER));
        ReceivedItem memory item = bid.consideration[0];
        bid.consideration = new ReceivedItem[](1);
        bid.consideration[0] = item;
        ask.orderHashes = new bytes32[](2);
        (ask.orderHashes[0], ask.orderHashes[1]) = (ask.orderHash, bid.orderHash);
        (ask.fulfiller, bid.fulfiller, bid.orderHashes) = (STRANGER, STRANGER, ask.orderHashes);
    }

    function _askOrder() private view returns (ZoneParameters memory order) {
        order.consideration = new ReceivedItem[](3);
        order.offer = new SpentItem[](1);
        order.offer[0] = SpentItem(ItemType.ERC721, address(land), parcel, 1);
        (order.orderHash, order.offerer, order.fulfiller) = (ORDER, SELLER, BUYER);
        order.consideration[0] = _leg(SELLER, PRICE - FEE - ROYALTY);
        order.consideration[1] = _leg(TREASURY, FEE);
        order.consideration[2] = _leg(CREATOR, ROYALTY);
    }

    function _bidOrder() private view returns (ZoneParameters memory order) {
        order = _askOrder();
        (order.offerer, order.fulfiller) = (BUYER, SELLER);
        order.offer[0] = SpentItem(ItemType.ERC20, address(money), 0, PRICE);
        order.consideration[0] = ReceivedItem(ItemType.ERC721, address(land), parcel, 1, payable(BUYER));
    }

    function _leg(address to, uint256 amount) private view returns (ReceivedItem memory) {
        return ReceivedItem(ItemType.ERC20, address(money), 0, amount, payable(to));
    }

    function _settleAsk(address buyer, address payer) private {
        _seaportMoves(SELLER, buyer);
        _payAsk(payer);
    }

    function _payAsk(address payer) private {
        _seaportPays(payer, SELLER, PRICE - FEE - ROYALTY);
        _seaportPays(payer, TREASURY, FEE);
        _seaportPays(payer, CREATOR, ROYALTY);
    }

    function _seaportMoves(address from, address to) private {
        vm.prank(SEAPORT);
        land.transferFrom(from, to, parcel);
    }

    function _cannotMove(address from, address to) private {
        vm.expectRevert(
            abi.encodeWithSelector(ICompliance.ComplianceTransferRefused.selector, address(land), parcel, from, to)
        );
        _seaportMoves(from, to);
    }

    function _seaportPays(address from, address to, uint256 amount) private {
        vm.prank(SEAPORT);
        money.transferFrom(from, to, amount);
    }

    function _approveSeaport(address trader) private {
        vm.startPrank(trader);
        money.approve(SEAPORT, type(uint256).max);
        land.setApprovalForAll(SEAPORT, true);
        vm.stopPrank();
    }

    function _authorizes(ZoneParameters memory order) private {
        vm.prank(SEAPORT);
        vm.assertEq(bytes32(zone.authorizeOrder(order)), bytes32(IZone.authorizeOrder.selector));
    }

    function _validates(ZoneParameters memory order) private {
        vm.prank(SEAPORT);
        vm.assertEq(bytes32(zone.validateOrder(order)), bytes32(IZone.validateOrder.selector));
    }

    function _refusesToAuthorize(ZoneParameters memory order, bytes memory refusal) private {
        vm.prank(SEAPORT);
        vm.expectRevert(refusal);
        zone.authorizeOrder(order);
    }

    function _refusesToValidate(ZoneParameters memory order, bytes memory refusal) private {
        vm.prank(SEAPORT);
        vm.expectRevert(refusal);
        zone.validateOrder(order);
    }

    function _disposedAt(address owner) private view returns (uint256) {
        return marketRules.disposedAt(address(land), parcel, uint160(owner));
    }

    function _assertNothingBeside(address from, address to) private view {
        (uint64 paidAt, uint192 paid) = money.sidePayment(from, to);
        vm.assertEq(paidAt, 0);
        vm.assertEq(paid, 0);
        vm.assertEq(money.fundingRoot(to), to);
    }
}
