// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Finding, Trade, TransferPolicy, Verdict} from "../../../../contracts/compliance/ICompliance.sol";
import {CaseId, IEscrow} from "../../../../contracts/payments/IEscrow.sol";
import {Leg} from "../../../../contracts/payments/ISettlementToken.sol";
import {ERC721Mock} from "../../../../contracts/mocks/ERC721Mock.sol";
import {vm} from "../../Cheats.sol";
import {Fixture} from "../../Fixture.sol";

/// @notice A held trade whose payer is not its buyer, as a settler other than the market may bring it.
contract PayerTest is Fixture {
    CaseId private constant CASE = CaseId.wrap(1);

    function setUp() public override {
        super.setUp();
        ERC721Mock works = new ERC721Mock();
        _setPolicy(address(works), TransferPolicy.Open);
        works.mint(address(escrow), 1);
        Leg[] memory legs = new Leg[](1);
        legs[0] = Leg(address(escrow), 10);
        vm.prank(address(market));
        money.payLegs(BUYER, legs);

        Trade memory trade = _tradeOf(SELLER, STRANGER, 1, 10);
        (trade.collection, trade.payer) = (address(works), BUYER);
        legs[0] = Leg(SELLER, 10);
        vm.prank(address(market));
        escrow.open(trade, legs, Finding(Verdict.Hold, ROUND_TRIP, 0x12345678, ""));
    }

    function test_AReversalPaysThePayerBack() public {
        _reverse(CASE);
        vm.assertEq(money.balanceOf(BUYER), RICHES);
        vm.assertEq(money.balanceOf(STRANGER), 0);
    }

    function test_ThePayerMayAppeal() public {
        vm.prank(OFFICER);
        escrow.reverse(CASE, "");
        vm.expectEmit(address(escrow));
        emit IEscrow.CaseAppealed(CASE, BUYER, uint64(START + 14 days), "it was my money");
        vm.prank(BUYER);
        escrow.appeal(CASE, "it was my money");
    }

    function test_RevertWhen_TheOfficerIsThePayer() public {
        uint64 execution = authority.EXECUTION();
        vm.prank(ADMIN);
        authority.grantRole(execution, BUYER, 0);
        vm.expectRevert(abi.encodeWithSelector(IEscrow.EscrowOwnCase.selector, CASE, BUYER));
        vm.prank(BUYER);
        escrow.release(CASE, "");
    }
}
