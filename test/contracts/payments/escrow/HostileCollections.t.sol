// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Trade, TransferPolicy} from "../../../../contracts/compliance/ICompliance.sol";
import {Order} from "../../../../contracts/market/Orders.sol";
import {Behaviour, HostileCollection} from "../../../../contracts/mocks/HostileCollection.sol";
import {CaseId, CaseStatus, IEscrow} from "../../../../contracts/payments/IEscrow.sol";
import {NonReentrant} from "../../../../contracts/security/NonReentrant.sol";
import {vm} from "../../Cheats.sol";
import {Fixture} from "../../Fixture.sol";

/// @notice What a collection can do to a case: the money must never wait for the token.
contract HostileCollectionsEscrowTest is Fixture {
    uint256 private constant PRICE = 1_000 * USD;
    CaseId private constant CASE = CaseId.wrap(1);
    HostileCollection private hostile;
    uint256 private payersMoney;

    /// @dev BUYER sells back to SELLER, held.
    function setUp() public override {
        super.setUp();
        hostile = new HostileCollection();
        _setPolicy(address(hostile), TransferPolicy.Open);
        hostile.mint(SELLER, 1);
        _sellHostile(SELLER, BUYER);
        vm.warp(START + 20 days);
        payersMoney = money.balanceOf(SELLER);
        _sellHostile(BUYER, SELLER);
        vm.assertEq(hostile.ownerOf(1), address(escrow));
    }

    function test_TheMoneyGoesBackWithoutTheToken() public {
        hostile.behave(Behaviour.Refuse);
        _appealFrom(OFFICER);
        vm.expectEmit(address(escrow));
        emit IEscrow.TokenUndeliverable(CASE, address(hostile), 1);
        vm.prank(REVIEWER);
        escrow.reverse(CASE, "");
        _assertPending();

        vm.expectRevert(abi.encodeWithSelector(HostileCollection.HostileCollectionRefuses.selector));
        escrow.deliver(CASE);
        _assertPending();

        hostile.behave(Behaviour.Honest);
        vm.expectEmit(address(escrow));
        emit IEscrow.TokenDelivered(CASE, BUYER);
        vm.prank(STRANGER);
        escrow.deliver(CASE);
        vm.assertEq(hostile.ownerOf(1), BUYER);
        vm.assertFalse(escrow.caseOf(CASE).tokenPending);
    }

    function test_TheMoneyGoesBackFromACollectionThatBurnsGas() public {
        hostile.behave(Behaviour.Burn);
        vm.warp(START + 60 days);
        escrow.expire{gas: 3_000_000}(CASE);
        _assertPending();
    }

    /// @dev A transfer that silently does nothing leaves the token pending, not lost.
    function test_ATokenThatStaysBehindIsPending() public {
        hostile.behave(Behaviour.Ignore);
        _reverse(CASE);
        _assertPending();
        vm.expectRevert(abi.encodeWithSelector(IEscrow.EscrowTokenNotDelivered.selector, hostile, 1, BUYER));
        escrow.deliver(CASE);
        hostile.behave(Behaviour.Honest);
        escrow.deliver(CASE);
        vm.assertEq(hostile.ownerOf(1), BUYER);
    }

    function test_RevertWhen_TheReleasedTokenStaysBehind() public {
        hostile.behave(Behaviour.Ignore);
        vm.prank(OFFICER);
        vm.expectRevert(abi.encodeWithSelector(IEscrow.EscrowTokenNotDelivered.selector, hostile, 1, SELLER));
        escrow.release(CASE, "");
        vm.assertEq(escrow.held(), PRICE);
    }

    /// @dev A collection that lies about its owners cheats those who hold its tokens; the money is beyond its reach.
    function test_AnOwnerThatIsPretendedCostsNoMoney() public {
        hostile.behave(Behaviour.Pretend);
        _reverse(CASE);
        vm.assertEq(hostile.ownerOf(1), BUYER);
        vm.assertFalse(escrow.caseOf(CASE).tokenPending);
        vm.assertEq(money.balanceOf(SELLER), payersMoney);
    }

    function test_RevertWhen_SomebodyElseGivesBack() public {
        Trade memory trade = escrow.caseOf(CASE).trade;
        vm.expectRevert(abi.encodeWithSelector(IEscrow.EscrowSelfOnly.selector, STRANGER));
        vm.prank(STRANGER);
        escrow.giveBack(trade);
    }

    function test_RevertWhen_NothingIsPending() public {
        _expectNothingPending();
        escrow.deliver(CASE);
        _reverse(CASE);
        _expectNothingPending();
        escrow.deliver(CASE);
    }

    function test_RevertWhen_DeliveredTwice() public {
        hostile.behave(Behaviour.Refuse);
        _reverse(CASE);
        hostile.behave(Behaviour.Honest);
        escrow.deliver(CASE);
        _expectNothingPending();
        escrow.deliver(CASE);
    }

    function test_RevertWhen_ARefusedTokenIsReleased() public {
        hostile.behave(Behaviour.Refuse);
        vm.prank(OFFICER);
        vm.expectRevert(abi.encodeWithSelector(HostileCollection.HostileCollectionRefuses.selector));
        escrow.release(CASE, "");
        vm.assertTrue(escrow.caseOf(CASE).status == CaseStatus.Open);
        vm.assertEq(escrow.held(), PRICE);
    }

    function test_ReenteringReverseFailsDuringARelease() public {
        _makeOfficer(address(hostile));
        hostile.reenter(address(escrow), abi.encodeCall(escrow.reverse, (CASE, "")));
        vm.prank(OFFICER);
        escrow.release(CASE, "");
        _assertLockedOut(SELLER);
    }

    function test_ReenteringReleaseFailsDuringAReversal() public {
        _makeOfficer(address(hostile));
        _appealFrom(OFFICER);
        hostile.reenter(address(escrow), abi.encodeCall(escrow.release, (CASE, "")));
        vm.prank(REVIEWER);
        escrow.reverse(CASE, "");
        _assertLockedOut(BUYER);
    }

    function test_ReenteringExpireFailsDuringExpire() public {
        hostile.reenter(address(escrow), abi.encodeCall(escrow.expire, (CASE)));
        vm.warp(START + 60 days);
        escrow.expire(CASE);
        _assertLockedOut(BUYER);
    }

    function test_ReenteringDeliverFailsDuringDelivery() public {
        hostile.behave(Behaviour.Refuse);
        _reverse(CASE);
        hostile.reenter(address(escrow), abi.encodeCall(escrow.deliver, (CASE)));
        escrow.deliver(CASE);
        _assertLockedOut(BUYER);
    }

    function test_ReenteringReturnSurplusFailsDuringARelease() public {
        _makeOfficer(address(hostile));
        hostile.reenter(address(escrow), abi.encodeCall(escrow.returnSurplus, (STRANGER)));
        vm.prank(OFFICER);
        escrow.release(CASE, "");
        _assertLockedOut(SELLER);
    }

    function _appealFrom(address officer) private {
        vm.prank(officer);
        escrow.reverse(CASE, "");
        vm.prank(BUYER);
        escrow.appeal(CASE, "");
    }

    function _makeOfficer(address account) private {
        uint64 execution = authority.EXECUTION();
        vm.prank(ADMIN);
        authority.grantRole(execution, account, 0);
    }

    function _sellHostile(address from, address to) private {
        vm.prank(from);
        hostile.setApprovalForAll(address(market), true);
        Order memory ask = _ask(from, 1, PRICE);
        ask.collection = address(hostile);
        _authorise(ask);
        vm.prank(to);
        market.fill(ask, "", 1);
    }

    function _expectNothingPending() private {
        vm.expectRevert(abi.encodeWithSelector(IEscrow.EscrowNothingPending.selector, CASE));
    }

    function _assertPending() private view {
        vm.assertTrue(escrow.caseOf(CASE).status == CaseStatus.Reversed);
        vm.assertTrue(escrow.caseOf(CASE).tokenPending);
        vm.assertEq(hostile.ownerOf(1), address(escrow));
        vm.assertEq(money.balanceOf(SELLER), payersMoney);
        vm.assertEq(escrow.held(), 0);
    }

    function _assertLockedOut(address owner) private view {
        vm.assertFalse(hostile.reentered());
        vm.assertEq(hostile.answer(), abi.encodeWithSelector(NonReentrant.NonReentrantCall.selector));
        vm.assertEq(hostile.ownerOf(1), owner);
        vm.assertEq(money.balanceOf(address(escrow)), 0);
        vm.assertEq(escrow.held(), 0);
    }
}
