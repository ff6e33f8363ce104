// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccountKind, ISettlementToken, MoneyTrail} from "../../../contracts/payments/ISettlementToken.sol";
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
        _setHub(hub, true);
        _mint(hub, 1_000 * USD);
    }

    function test_AnUnknownAccountIsItsOwnRoot() public view {
        vm.assertEq(money.fundingRoot(fresh), fresh);
    }

    function test_MoneyFromTheBankMakesARoot() public {
        vm.expectEmit(address(money));
        emit ISettlementToken.FundingRootNoted(fresh, fresh);
        _mint(fresh, USD);
        _pay(SELLER, fresh, USD);
        vm.assertEq(money.fundingRoot(fresh), fresh);
    }

    function test_TheFirstMoneyDecidesTheRoot() public {
        vm.expectEmit(address(money));
        emit ISettlementToken.FundingRootNoted(fresh, SELLER);
        _pay(SELLER, fresh, USD);
        _pay(BUYER, fresh, USD);
        vm.assertEq(money.fundingRoot(fresh), SELLER);
    }

    function test_AnEmptyPaymentDecidesNothing() public {
        _pay(SELLER, fresh, 0);
        _pay(BUYER, fresh, USD);
        vm.assertEq(money.fundingRoot(fresh), BUYER);
    }

    /// @dev Anyone can send dust to a stranger's fresh account.
    function test_DustDecidesNothing() public {
        _pay(SELLER, fresh, USD - 1);
        vm.assertEq(money.fundingRoot(fresh), fresh);
        _pay(BUYER, fresh, 1);
        vm.assertEq(money.fundingRoot(fresh), BUYER);
    }

    function test_CustomersOfAHubAreRootsOfTheirOwn() public {
        _pay(hub, fresh, USD);
        _pay(hub, STRANGER, USD);
        vm.assertEq(money.fundingRoot(fresh), fresh);
        vm.assertEq(money.fundingRoot(STRANGER), STRANGER);
    }

    function testFuzz_RootsAreHandedOnAtAnyDepth(uint256 seed, uint8 depth) public {
        address from = SELLER;
        for (uint256 i = 0; i <= depth % 48; i++) {
            address to = vm.addr((uint256(keccak256(abi.encode(seed, i))) >> 4) + 1);
            _pay(from, to, RICHES);
            vm.assertEq(money.fundingRoot(to), SELLER);
            from = to;
        }
    }

    function test_SupportCorrectsARoot() public {
        _pay(SELLER, fresh, USD);
        vm.expectEmit(address(money));
        emit ISettlementToken.FundingRootNoted(fresh, fresh);
        vm.prank(SUPPORT);
        money.attestFundingRoot(fresh, fresh);
        vm.assertEq(money.fundingRoot(fresh), fresh);
    }

    function test_SupportSetsTheKind() public {
        vm.expectEmit(address(money));
        emit ISettlementToken.AccountKindChanged(fresh, AccountKind.Hub);
        _setHub(fresh, true);
        vm.assertTrue(money.accountKind(fresh) == AccountKind.Hub);
        vm.assertTrue(money.accountKind(SELLER) == AccountKind.Person);
        vm.assertTrue(money.accountKind(address(market)) == AccountKind.Settler);
    }

    function test_ThePlatformRegistersASettlerAndTakesItOut() public {
        vm.expectEmit(address(money));
        emit ISettlementToken.AccountKindChanged(address(land), AccountKind.Settler);
        _setSettler(address(land), true);
        vm.assertTrue(money.accountKind(address(land)) == AccountKind.Settler);
        _setSettler(address(land), false);
        vm.assertTrue(money.accountKind(address(land)) == AccountKind.Person);
    }

    function test_AHubBecomesAPersonAgain() public {
        _setHub(fresh, true);
        _setHub(fresh, false);
        vm.assertTrue(money.accountKind(fresh) == AccountKind.Person);
    }

    function test_RevertWhen_ASettlerIsNoContract() public {
        vm.expectRevert(abi.encodeWithSelector(ISettlementToken.SettlementTokenNotAContract.selector, STRANGER));
        _setSettler(STRANGER, true);
    }

    function test_TheTrailSaysWhoIsAttested() public {
        vm.assertFalse(money.moneyTrail(address(market), SELLER, fresh).seller.ownerAttested());
        _attest(SELLER, 7);
        MoneyTrail memory trail = money.moneyTrail(address(market), SELLER, fresh);
        vm.assertTrue(trail.seller.ownerAttested());
        vm.assertFalse(trail.buyer.ownerAttested());
        vm.assertTrue(trail.settler == AccountKind.Settler);
        _attest(SELLER, 0);
        vm.assertFalse(money.moneyTrail(address(market), SELLER, fresh).seller.ownerAttested());
    }

    function test_SettingTheKindKeepsBalanceAndRoot() public {
        _pay(SELLER, fresh, 5 * USD);
        _setHub(fresh, true);
        vm.assertEq(money.balanceOf(fresh), 5 * USD);
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

    /// @dev START lies 22 days into a period.
    function test_SidePaymentsOfTwoPeriodsAddUp() public {
        _pay(SELLER, BUYER, 40);
        vm.warp(START + 8 days - 1);
        _pay(SELLER, BUYER, 2);
        _assertNoted(SELLER, BUYER, START + 8 days - 1, 42);

        vm.warp(START + 8 days);
        _assertNoted(SELLER, BUYER, START + 8 days - 1, 42);
        vm.expectEmit(address(money));
        emit ISettlementToken.SidePaymentNoted(SELLER, BUYER, 5, 47);
        _pay(SELLER, BUYER, 5);
        _assertNoted(SELLER, BUYER, START + 8 days, 47);

        vm.warp(START + 38 days);
        _assertNoted(SELLER, BUYER, START + 8 days, 5);
        vm.warp(START + 68 days);
        _assertNoted(SELLER, BUYER, START + 8 days, 0);
        _pay(SELLER, BUYER, 1);
        _assertNoted(SELLER, BUYER, START + 68 days, 1);
    }

    function test_SidePaymentsSaturate() public {
        uint256 all = type(uint64).max - money.totalSupply();
        _mint(SELLER, all);
        for (uint256 i = 0; i < 2; i++) {
            _pay(SELLER, BUYER, all);
            _pay(BUYER, SELLER, all);
        }
        _assertNoted(SELLER, BUYER, START, type(uint64).max);
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
        _pay(SELLER, fresh, 8 * USD);
        MoneyTrail memory trail = money.moneyTrail(address(market), SELLER, fresh);
        vm.assertEq(trail.seller.rootOf(), SELLER);
        vm.assertEq(trail.buyer.rootOf(), SELLER);
        vm.assertEq(trail.paidAt, START);
        vm.assertEq(trail.paid, 8 * USD);
    }

    /// @dev Any payments at any gaps: the total is what a plain loop over the history says.
    function testFuzz_SidePaymentsAccumulate(uint64[12] memory amounts, uint32[12] memory gaps) public {
        uint256[12] memory times;
        (uint256 time, uint256 last) = (START, 0);
        for (uint256 i = 0; i < amounts.length; i++) {
            amounts[i] = uint64(amounts[i] % (RICHES / 12));
            time += gaps[i] % 50 days;
            times[i] = time;
            vm.warp(time);
            _pay(SELLER, BUYER, amounts[i]);
            if (amounts[i] != 0) last = time;

            uint256 total = 0;
            for (uint256 j = 0; j <= i; j++) if (time / 30 days - times[j] / 30 days < 2) total += amounts[j];
            _assertNoted(SELLER, BUYER, last, total);
        }
    }

    function test_APaymentForATradeIsNone() public {
        _pay(SELLER, BUYER, 40);
        _pay(SELLER, BUYER, 60);
        vm.expectEmit(address(money));
        emit ISettlementToken.SidePaymentNoted(SELLER, BUYER, 0, 40);
        _noteTrade(SELLER, BUYER, 60);
        _assertNoted(SELLER, BUYER, START, 40);
        _noteTrade(SELLER, BUYER, 41);
        _assertNoted(SELLER, BUYER, 0, 0);
    }

    function test_OnlyWhatWasJustNotedIsTakenBack() public {
        _pay(SELLER, BUYER, 40);
        vm.warp(START + 8 days);
        _noteTrade(SELLER, BUYER, 40);
        _assertNoted(SELLER, BUYER, START, 40);
        _pay(SELLER, BUYER, 60);
        _noteTrade(SELLER, BUYER, 60);
        _assertNoted(SELLER, BUYER, START + 8 days, 40);
    }

    /// @dev Like the money of any trade, that which another house moves makes its receiver a root.
    function test_APaymentForATradeHandsOnNoRoot() public {
        _pay(SELLER, fresh, 10 * USD);
        vm.assertEq(money.fundingRoot(fresh), SELLER);
        _noteTrade(SELLER, fresh, 10 * USD);
        vm.assertEq(money.fundingRoot(fresh), fresh);
    }

    function test_ATradeDoesNotLaunderARoot() public {
        _pay(SELLER, fresh, 10 * USD);
        vm.warp(START + 1);
        _pay(SELLER, fresh, USD);
        _noteTrade(SELLER, fresh, USD);
        vm.assertEq(money.fundingRoot(fresh), SELLER);
    }

    function test_RevertWhen_AStrangerTakesAPaymentBack() public {
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(ISettlementToken.SettlementTokenNotSettler.selector, STRANGER));
        money.noteTrade(SELLER, BUYER, 1);
    }

    function _noteTrade(address payer, address payee, uint256 amount) private {
        vm.prank(address(market));
        money.noteTrade(payer, payee, amount);
    }

    function _assertNoted(address from, address to, uint256 paidAt, uint256 total) private view {
        (uint64 notedAt, uint192 notedTotal) = money.sidePayment(from, to);
        vm.assertEq(notedAt, paidAt);
        vm.assertEq(notedTotal, total);
    }
}
