// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Finding, ICompliance, Trade, TransferPolicy, Verdict} from "../../../../contracts/compliance/ICompliance.sol";
import {IWashTrading} from "../../../../contracts/compliance/rules/IWashTrading.sol";
import {Order} from "../../../../contracts/market/Orders.sol";
import {Case, CaseId, CaseStatus, IEscrow} from "../../../../contracts/payments/IEscrow.sol";
import {Leg} from "../../../../contracts/payments/ISettlementToken.sol";
import {ERC721Mock} from "../../../../contracts/mocks/ERC721Mock.sol";
import {vm} from "../../Cheats.sol";
import {EscrowFixture} from "./EscrowFixture.sol";

contract OpenTest is EscrowFixture {
    ERC721Mock private works;

    function setUp() public override {
        super.setUp();
        works = new ERC721Mock();
        _setPolicy(address(works), TransferPolicy.Open);
    }

    function test_KnowsItsContracts() public view {
        vm.assertEq(address(escrow.COMPLIANCE()), address(compliance));
        vm.assertEq(address(escrow.SETTLEMENT_TOKEN()), address(money));
    }

    function test_KeepsTheCase() public view {
        Case memory opened = escrow.caseOf(CASE);
        Trade memory expected = _tradeOf(BUYER, SELLER, parcel, PRICE);
        expected.settler = address(escrow);
        vm.assertEq(abi.encode(opened.trade), abi.encode(expected));
        vm.assertTrue(opened.status == CaseStatus.Open);
        vm.assertFalse(opened.tokenPending);
        vm.assertEq(opened.deadline, DEADLINE);
        vm.assertEq(opened.openedAt, HELD_AT);
        vm.assertEq(opened.frozenUntil, 0);
        vm.assertEq(opened.refusedBy, address(0));
        vm.assertEq(opened.legs.length, 3);
        vm.assertEq(opened.legs[0].to, BUYER);
        vm.assertEq(opened.legs[0].amount + opened.legs[1].amount + opened.legs[2].amount, PRICE);
        vm.assertEq(escrow.caseCount(), 1);
        vm.assertEq(escrow.held(), PRICE);
        vm.assertEq(money.balanceOf(address(escrow)), PRICE);
    }

    function test_TellsWhyTheTradeIsHeld() public {
        uint256 other = _giveParcel(SELLER, 3, 3);
        _sell(SELLER, BUYER, other, PRICE);
        vm.warp(HELD_AT + 10 days);
        Order memory ask = _ask(BUYER, other, PRICE);
        _authorise(ask);

        vm.expectEmit(address(escrow));
        emit IEscrow.CaseOpened({
            caseId: CaseId.wrap(2),
            collection: address(land),
            tokenId: other,
            trade: _tradeOf(BUYER, SELLER, other, PRICE),
            deadline: uint64(HELD_AT + 24 days),
            ruleId: ROUND_TRIP,
            code: IWashTrading.RoundTripForReview.selector,
            evidence: abi.encode(uint160(SELLER), HELD_AT, 30 days),
            legs: market.payoutOf(_tradeOf(BUYER, SELLER, other, PRICE))
        });
        vm.prank(SELLER);
        market.fill(ask, "", other);
        vm.assertEq(escrow.caseCount(), 2);
        vm.assertEq(escrow.held(), 2 * PRICE);
    }

    function test_RevertWhen_CallerIsNoSettler() public {
        vm.expectRevert(abi.encodeWithSelector(IEscrow.EscrowSettlerOnly.selector, STRANGER));
        vm.prank(STRANGER);
        _open(0, 0);
    }

    function test_RevertWhen_LegsDoNotSumToThePrice() public {
        vm.expectRevert(abi.encodeWithSelector(IEscrow.EscrowLegsMismatch.selector, 9, 10));
        vm.prank(address(market));
        _open(10, 9);
    }

    /// @dev The money of another open case is not the money of this one.
    function test_RevertWhen_TheMoneyIsMissing() public {
        _mint(address(escrow), 9);
        vm.expectRevert(abi.encodeWithSelector(IEscrow.EscrowMoneyMissing.selector, PRICE + 10, PRICE + 9));
        vm.prank(address(market));
        _open(10, 10);
    }

    function test_RevertWhen_TheTokenIsMissing() public {
        works.mint(SELLER, 1);
        vm.expectRevert(abi.encodeWithSelector(IEscrow.EscrowTokenMissing.selector, works, 1));
        vm.prank(address(market));
        _open(0, 0);
    }

    /// @dev A collection that reports its transfers keeps strangers' tokens out of custody.
    function test_RevertWhen_ATokenIsPushedIn() public {
        uint256 pushed = _giveParcel(STRANGER, 8, 8);
        bytes memory refusal = abi.encodeWithSelector(ICompliance.ComplianceCustodyOnly.selector, escrow, land, pushed);
        vm.prank(STRANGER);
        vm.expectRevert(refusal);
        land.transferFrom(STRANGER, address(escrow), pushed);
    }

    function _open(uint256 price, uint256 legsSum) private {
        Trade memory trade = _tradeOf(SELLER, BUYER, 1, price);
        trade.collection = address(works);
        Leg[] memory legs = new Leg[](1);
        legs[0] = Leg(SELLER, legsSum);
        escrow.open(trade, legs, Finding(Verdict.Hold, ROUND_TRIP, 0x12345678, ""));
    }
}
