// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CaseId, CaseStatus, IEscrow} from "../../../../contracts/payments/IEscrow.sol";
import {vm} from "../../Cheats.sol";
import {Fixture} from "../../Fixture.sol";

/// @notice A world with one held trade: the buyer of January sells back to the seller after 20 days, which is up for review.
abstract contract EscrowFixture is Fixture {
    uint256 internal constant PRICE = 1_000 * USD;
    uint256 internal constant HELD_AT = START + 20 days;
    uint256 internal constant DEADLINE = HELD_AT + 14 days;
    /// @dev Where the case is refused at once.
    uint256 internal constant APPEAL_UNTIL = HELD_AT + 3 days;
    CaseId internal constant CASE = CaseId.wrap(1);
    uint256 internal parcel;
    /// @dev Balances before the trade was held: BUYER sells, SELLER buys.
    uint256 internal sellersMoney;
    uint256 internal buyersMoney;

    function setUp() public virtual override {
        super.setUp();
        parcel = _giveParcel(SELLER, 29, -5);
        _sell(SELLER, BUYER, parcel, PRICE);
        vm.warp(HELD_AT);
        (sellersMoney, buyersMoney) = (money.balanceOf(SELLER), money.balanceOf(BUYER));
        _sell(BUYER, SELLER, parcel, PRICE);
    }

    function _refuse() internal {
        vm.prank(OFFICER);
        escrow.reverse(CASE, "no market risk");
    }

    function _appeal() internal {
        vm.prank(SELLER);
        escrow.appeal(CASE, "a plain buy-back");
    }

    function _freeze(uint256 until) internal {
        vm.prank(OFFICER);
        escrow.freeze(CASE, uint64(until), "a court asks");
    }

    function _expectNotOpen(CaseId caseId, CaseStatus status) internal {
        vm.expectRevert(abi.encodeWithSelector(IEscrow.EscrowCaseNotOpen.selector, caseId, status));
    }

    function _assertStanding(CaseStatus status, uint256 deadline) internal view {
        vm.assertTrue(escrow.caseOf(CASE).status == status);
        vm.assertEq(escrow.caseOf(CASE).deadline, deadline);
        vm.assertEq(land.ownerOf(parcel), address(escrow));
        vm.assertEq(money.balanceOf(address(escrow)), PRICE);
        vm.assertEq(escrow.held(), PRICE);
    }

    function _assertReversed() internal view {
        vm.assertTrue(escrow.caseOf(CASE).status == CaseStatus.Reversed);
        vm.assertFalse(escrow.caseOf(CASE).tokenPending);
        vm.assertEq(land.ownerOf(parcel), BUYER);
        vm.assertEq(money.balanceOf(SELLER), sellersMoney);
        vm.assertEq(money.balanceOf(BUYER), buyersMoney);
        vm.assertEq(escrow.held(), 0);
        vm.assertEq(money.balanceOf(address(escrow)), 0);
    }
}
