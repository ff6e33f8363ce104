// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {
    Finding,
    ICompliance,
    Mode,
    Trade,
    TransferPolicy,
    Verdict
} from "../../../contracts/compliance/ICompliance.sol";
import {Behaviour, HostileCollection} from "../../../contracts/mocks/HostileCollection.sol";
import {RuleSetMock} from "../../../contracts/mocks/RuleSetMock.sol";
import {IPrimarySale, LotId, Sale, SaleId} from "../../../contracts/sales/IPrimarySale.sol";
import {NonReentrant} from "../../../contracts/security/NonReentrant.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {vm} from "../Cheats.sol";
import {SaleFixture} from "./SaleFixture.sol";

contract BuyTest is SaleFixture {
    uint256 private constant PRICE = 1_000 * USD;
    uint256[] private square;

    function setUp() public override {
        super.setUp();
        _create(_sale(PRICE, PRICE));
        square = _mintSquare(0, 3);
        _addLot(SALE, 0, square);
    }

    function test_EachTokenIsATradeOfTheProceedsAccount() public {
        vm.expectEmit(address(house));
        emit IPrimarySale.LotSold(LOT, SALE, BUYER, PRICE);
        uint256 share = PRICE / 9;
        for (uint256 i = 0; i < 9; i++) {
            uint256 price = i == 0 ? share + 1 : share;
            vm.expectEmit(address(house));
            emit ISettlement.TradeSettled({
                orderHash: bytes32(uint256(1)),
                collection: address(land),
                tokenId: square[i],
                seller: DEVELOPER,
                buyer: BUYER,
                price: price,
                fee: (price * 250) / 10_000,
                royalty: (price * 500) / 10_000
            });
        }
        _buy(BUYER, LOT);

        for (uint256 i = 0; i < 9; i++) vm.assertEq(land.ownerOf(square[i]), BUYER);
        vm.assertEq(marketRules.disposedAt(address(land), square[8], uint160(DEVELOPER)), START);
        vm.assertTrue(house.lotOf(LOT).sold);
        _assertPaid(BUYER, PRICE);
    }

    function testFuzz_TheLegsSumToTheLotsPrice(uint256 price, uint256 side, uint32 time) public {
        (price, side) = (25 + (price % (RICHES - 25)), 1 + (side % 5));
        SaleId saleId = _create(_sale(price, 25));
        LotId lotId = _addLot(saleId, 0, _mintSquare(100, side));
        vm.warp(START + (time % 14 days));
        uint256 paid = house.priceOf(lotId);
        vm.assertTrue(25 <= paid && paid <= price);
        _buy(BUYER, _only(lotId), paid);
        _assertPaid(BUYER, paid);
    }

    function test_SeveralLotsAtOnce() public {
        LotId second = _addParcels(SALE, 20, 1);
        _buy(BUYER, _both(LOT, second), 2 * PRICE);
        vm.assertEq(land.balanceOf(BUYER), 10);
        _assertPaid(BUYER, 2 * PRICE);
    }

    function test_RevertWhen_DearerThanTheBuyerPays() public {
        LotId second = _addParcels(SALE, 20, 1);
        vm.expectRevert(abi.encodeWithSelector(IPrimarySale.SalePriceTooHigh.selector, 2 * PRICE, 2 * PRICE - 1));
        _buy(BUYER, _both(LOT, second), 2 * PRICE - 1);
    }

    function test_RevertWhen_TheSaleHasNotStarted() public {
        Sale memory sale = _sale(PRICE, USD);
        sale.startsAt = uint64(START + 1 days);
        SaleId later = _create(sale);
        LotId lotId = _addParcels(later, 20, 1);
        vm.assertEq(house.priceOf(lotId), PRICE);
        vm.warp(START + 1 days - 1);
        vm.expectRevert(abi.encodeWithSelector(IPrimarySale.SaleNotStarted.selector, later, sale.startsAt));
        _buy(BUYER, lotId);
        vm.warp(START + 1 days);
        _buy(BUYER, lotId);
    }

    function test_RevertWhen_TheSaleIsOver() public {
        vm.warp(ENDS_AT);
        vm.expectRevert(abi.encodeWithSelector(IPrimarySale.SaleOver.selector, SALE, ENDS_AT));
        _buy(BUYER, LOT);
    }

    function test_RevertWhen_SoldTwice() public {
        _buy(BUYER, LOT);
        vm.expectRevert(abi.encodeWithSelector(IPrimarySale.SaleLotSold.selector, LOT));
        _buy(SELLER, LOT);
    }

    function test_RevertWhen_ALotIsNamedTwice() public {
        vm.expectRevert(abi.encodeWithSelector(IPrimarySale.SaleLotSold.selector, LOT));
        _buy(BUYER, _both(LOT, LOT), type(uint256).max);
    }

    function test_RevertWhen_TheLotIsUnknown() public {
        LotId unknown = LotId.wrap(2);
        vm.expectRevert(abi.encodeWithSelector(IPrimarySale.SaleLotUnknown.selector, unknown));
        _buy(BUYER, unknown);
        vm.expectRevert(abi.encodeWithSelector(IPrimarySale.SaleLotUnknown.selector, unknown));
        house.priceOf(unknown);
    }

    /// @dev The developer buys from itself to show a success.
    function test_RevertWhen_TheSellersOwnerBuys() public {
        _attest(DEVELOPER, 7);
        _attest(BUYER, 7);
        Trade memory trade = _tradeOf(DEVELOPER, BUYER, square[0], PRICE / 9 + 1);
        trade.settler = address(house);
        Finding memory finding = compliance.preview(trade);
        vm.assertEq(finding.ruleId, SELF_TRADE);
        vm.expectRevert(
            abi.encodeWithSelector(
                ISettlement.SettlementTradeRefused.selector,
                finding.ruleId,
                finding.code,
                finding.evidence
            )
        );
        _buy(BUYER, LOT);
    }

    /// @dev A lot sells whole: one that would be held refuses it, and leaves no trace.
    function test_RevertWhen_ATokenWouldBeHeld() public {
        bytes32[] memory ids = new bytes32[](1);
        ids[0] = "Held";
        RuleSetMock rules = new RuleSetMock(ids);
        Finding[] memory findings = new Finding[](1);
        findings[0] = Finding(Verdict.Hold, "Held", 0x12345678, "because");
        rules.find(findings);
        vm.prank(DECISION);
        compliance.addRuleSet(address(rules));
        _setMode("Held", Mode.Enforce);

        vm.expectRevert(
            abi.encodeWithSelector(
                ISettlement.SettlementTradeRefused.selector,
                bytes32("Held"),
                bytes4(0x12345678),
                bytes("because")
            )
        );
        _buy(BUYER, LOT);
        vm.assertFalse(house.lotOf(LOT).sold);
        vm.assertEq(escrow.caseCount(), 0);
    }

    function test_RevertWhen_TheBuyerHasNotTheMoney() public {
        _pay(BUYER, TREASURY, RICHES - PRICE / 9);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, BUYER, PRICE / 9, PRICE / 9 + 1)
        );
        _buy(BUYER, LOT);
    }

    function test_RevertWhen_TheHouseIsNoSettler() public {
        _setSettler(address(house), false);
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceSettlerNotRegistered.selector, house));
        _buy(BUYER, LOT);
    }

    function test_RevertWhen_TheCollectionRefuses() public {
        (HostileCollection hostile, LotId lotId) = _hostile();
        hostile.behave(Behaviour.Refuse);
        vm.expectRevert(abi.encodeWithSelector(HostileCollection.HostileCollectionRefuses.selector));
        _buy(BUYER, lotId);
        vm.assertFalse(house.lotOf(lotId).sold);
    }

    function test_ReenteringFails() public {
        (HostileCollection hostile, LotId lotId) = _hostile();
        hostile.reenter(address(house), abi.encodeCall(house.buy, (_only(LOT), PRICE)));
        _buy(BUYER, lotId);
        vm.assertFalse(hostile.reentered());
        vm.assertEq(hostile.answer(), abi.encodeWithSelector(NonReentrant.NonReentrantCall.selector));
        vm.assertFalse(house.lotOf(LOT).sold);
    }

    function _hostile() private returns (HostileCollection hostile, LotId lotId) {
        hostile = new HostileCollection();
        _setPolicy(address(hostile), TransferPolicy.Open);
        hostile.mint(address(house), 1);
        Sale memory sale = _sale(PRICE, PRICE);
        sale.collection = address(hostile);
        lotId = _addLot(_create(sale), 0, _one(1));
    }

    function _assertPaid(address buyer, uint256 price) private view {
        vm.assertEq(money.balanceOf(buyer), RICHES - price);
        uint256 legs = money.balanceOf(DEVELOPER) + money.balanceOf(TREASURY) + money.balanceOf(CREATOR);
        vm.assertEq(legs, price);
        vm.assertEq(money.balanceOf(address(house)), 0);
    }
}
