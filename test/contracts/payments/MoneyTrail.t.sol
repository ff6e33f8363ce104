// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccountKind, ISettlementToken} from "../../../contracts/payments/ISettlementToken.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

/// @notice Funding roots, kinds of accounts and side payments: what the token remembers of money's way.
contract MoneyTrailTest is Fixture {
    address private hub;
    address private fresh;

    function setUp() public override {
        super.setUp();
        hub = _named("exchange");
        fresh = _named("fresh account");
        _setKind(hub, AccountKind.Hub);
        _mint(hub, 1_000);
    }

    function test_AnUnknownAccountIsItsOwnRoot() public view {
        vm.assertEq(money.fundingRoot(fresh), fresh);
    }

    function test_MoneyFromTheBankMakesARoot() public {
        vm.expectEmit(address(money));
        emit ISettlementToken.FundingRootNoted(fresh, fresh);
        _mint(fresh, 1);
        _pay(SELLER, fresh, 1);
        vm.assertEq(money.fundingRoot(fresh), fresh);
    }

    function test_TheFirstMoneyDecidesTheRoot() public {
        vm.expectEmit(address(money));
        emit ISettlementToken.FundingRootNoted(fresh, SELLER);
        _pay(SELLER, fresh, 1);
        _pay(BUYER, fresh, 1);
        vm.assertEq(money.fundingRoot(fresh), SELLER);
    }

    function test_AnEmptyPaymentDecidesNothing() public {
        _pay(SELLER, fresh, 0);
        _pay(BUYER, fresh, 1);
        vm.assertEq(money.fundingRoot(fresh), BUYER);
    }

    function test_CustomersOfAHubAreRootsOfTheirOwn() public {
        _pay(hub, fresh, 1);
        _pay(hub, STRANGER, 1);
        vm.assertEq(money.fundingRoot(fresh), fresh);
        vm.assertEq(money.fundingRoot(STRANGER), STRANGER);
    }

    function testFuzz_RootsAreHandedOnAtAnyDepth(uint256 seed, uint8 depth) public {
        address from = SELLER;
        for (uint256 i = 0; i <= depth; i++) {
            address to = vm.addr((uint256(keccak256(abi.encode(seed, i))) >> 4) + 1);
            _pay(from, to, RICHES);
            vm.assertEq(money.fundingRoot(to), SELLER);
            from = to;
        }
    }

    function test_SupportCorrectsARoot() public {
        _pay(SELLER, fresh, 1);
        vm.expectEmit(address(money));
        emit ISettlementToken.FundingRootNoted(fresh, fresh);
        vm.prank(SUPPORT);
        money.attestFundingRoot(fresh, fresh);
        vm.assertEq(money.fundingRoot(fresh), fresh);
    }

    function test_SupportSetsTheKind() public {
        vm.expectEmit(address(money));
        emit ISettlementToken.AccountKindChanged(fresh, AccountKind.Hub);
        _setKind(fresh, AccountKind.Hub);
        vm.assertTrue(money.accountKind(fresh) == AccountKind.Hub);
        vm.assertTrue(money.accountKind(SELLER) == AccountKind.Person);
        vm.assertTrue(money.accountKind(address(market)) == AccountKind.Settler);
    }

    function test_SettingTheKindKeepsBalanceAndRoot() public {
        _pay(SELLER, fresh, 5);
        _setKind(fresh, AccountKind.Hub);
        vm.assertEq(money.balanceOf(fresh), 5);
        vm.assertEq(money.fundingRoot(fresh), SELLER);
    }

    function test_NotesASidePayment() public {
        vm.expectEmit(address(money));
        emit ISettlementToken.SidePaymentNoted(SELLER, BUYER, 40, 40);
        _pay(SELLER, BUYER, 40);
        _assertNoted(SELLER, BUYER, START, 40);
        _assertNoted(BUYER, SELLER, 0, 0);
    }

    function test_SidePaymentsByAllowanceCount() public {
        vm.prank(SELLER);
        money.approve(STRANGER, 40);
        vm.prank(STRANGER);
        money.transferFrom(SELLER, BUYER, 40);
        _assertNoted(SELLER, BUYER, START, 40);
    }

    function test_SidePaymentsAddUpUntilTheyAreForgotten() public {
        _pay(SELLER, BUYER, 40);
        vm.warp(START + 90 days - 1);
        _pay(SELLER, BUYER, 2);
        _assertNoted(SELLER, BUYER, START + 90 days - 1, 42);

        vm.warp(START + 180 days - 1);
        _pay(SELLER, BUYER, 5);
        _assertNoted(SELLER, BUYER, START + 180 days - 1, 5);
    }

    function test_NothingIsNotedForHubsSettlersAndOneself() public {
        vm.recordLogs();
        _pay(hub, SELLER, 1);
        _pay(SELLER, hub, 1);
        _pay(SELLER, address(market), 1);
        _pay(SELLER, SELLER, 1);
        _pay(SELLER, BUYER, 0);
        _assertNoted(hub, SELLER, 0, 0);
        _assertNoted(SELLER, hub, 0, 0);
        _assertNoted(SELLER, address(market), 0, 0);
        _assertNoted(SELLER, SELLER, 0, 0);
        _assertNoted(SELLER, BUYER, 0, 0);
    }

    function test_TellsTheWholeTrailAtOnce() public {
        _pay(SELLER, fresh, 8);
        (address sellerRoot, address buyerRoot, uint64 paidAt, uint192 paid) = money.moneyTrail(SELLER, fresh);
        vm.assertEq(sellerRoot, SELLER);
        vm.assertEq(buyerRoot, SELLER);
        vm.assertEq(paidAt, START);
        vm.assertEq(paid, 8);
    }

    /// @dev Any payments at any gaps: the total is what a plain loop over the history says.
    function testFuzz_SidePaymentsAccumulate(uint64[12] memory amounts, uint32[12] memory gaps) public {
        (uint256 total, uint256 last) = (0, 0);
        for (uint256 i = 0; i < amounts.length; i++) {
            uint256 amount = amounts[i] % (RICHES / 12);
            // A range in which gaps shorter and longer than the memory are about equally common.
            vm.warp(block.timestamp + (gaps[i] % 180 days));
            _pay(SELLER, BUYER, amount);
            if (amount == 0) continue;
            total = block.timestamp - last >= 90 days ? amount : total + amount;
            last = block.timestamp;
            _assertNoted(SELLER, BUYER, last, total);
        }
    }

    function _assertNoted(address from, address to, uint256 paidAt, uint256 total) private view {
        (uint64 notedAt, uint192 notedTotal) = money.sidePayment(from, to);
        vm.assertEq(notedAt, paidAt);
        vm.assertEq(notedTotal, total);
    }
}
