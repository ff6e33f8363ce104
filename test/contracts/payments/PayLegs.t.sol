// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ISettlementToken, Leg} from "../../../contracts/payments/ISettlementToken.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

contract PayLegsTest is Fixture {
    address private settler;
    address private fresh;

    function setUp() public override {
        super.setUp();
        settler = _named("settler");
        fresh = _named("fresh account");
        vm.etch(settler, hex"fe");
        _setSettler(settler, true);
        vm.prank(BUYER);
        money.approve(settler, 100);
    }

    function test_PaysEveryLeg() public {
        Leg[] memory legs = new Leg[](3);
        (legs[0], legs[1], legs[2]) = (Leg(SELLER, 60), Leg(TREASURY, 30), Leg(CREATOR, 10));

        for (uint256 i = 0; i < legs.length; i++) {
            vm.expectEmit(address(money));
            emit IERC20.Transfer(BUYER, legs[i].to, legs[i].amount);
        }
        vm.prank(settler);
        money.payLegs(BUYER, legs);

        vm.assertEq(money.balanceOf(BUYER), RICHES - 100);
        vm.assertEq(money.balanceOf(SELLER), RICHES + 60);
        vm.assertEq(money.balanceOf(TREASURY), 30);
        vm.assertEq(money.balanceOf(CREATOR), 10);
        vm.assertEq(money.allowance(BUYER, settler), 0);
    }

    function test_SkipsALegOfNothing() public {
        vm.recordLogs();
        _payOne(BUYER, fresh, 0);
        vm.assertEq(vm.getRecordedLogs().length, 0);
        vm.assertEq(money.fundingRoot(fresh), fresh);
    }

    function test_PaysThePayerBack() public {
        _payOne(BUYER, BUYER, 100);
        vm.assertEq(money.balanceOf(BUYER), RICHES);
    }

    function test_NotesNoSidePayment() public {
        _payOne(BUYER, SELLER, 100);
        (uint64 paidAt, uint192 total) = money.sidePayment(BUYER, SELLER);
        vm.assertEq(paidAt, 0);
        vm.assertEq(total, 0);
    }

    function test_HandsNoFundingRootOn() public {
        vm.prank(BUYER);
        money.approve(settler, USD);
        vm.expectEmit(address(money));
        emit ISettlementToken.FundingRootNoted(fresh, fresh);
        _payOne(BUYER, fresh, USD);
        vm.assertEq(money.fundingRoot(fresh), fresh);
    }

    function test_ASettlerNeedsNoAllowanceForItsOwnMoney() public {
        _mint(settler, 50);
        _payOne(settler, SELLER, 50);
        vm.assertEq(money.balanceOf(settler), 0);
        vm.assertEq(money.balanceOf(SELLER), RICHES + 50);
    }

    function test_AnUnlimitedAllowanceStays() public {
        vm.prank(BUYER);
        money.approve(settler, type(uint256).max);
        _payOne(BUYER, SELLER, 100);
        vm.assertEq(money.allowance(BUYER, settler), type(uint256).max);
    }

    function test_RevertWhen_CallerIsNoSettler() public {
        vm.expectRevert(abi.encodeWithSelector(ISettlementToken.SettlementTokenNotSettler.selector, STRANGER));
        vm.prank(STRANGER);
        money.payLegs(STRANGER, new Leg[](0));
    }

    function test_RevertWhen_AHubIsNoSettler() public {
        _setHub(STRANGER, true);
        vm.expectRevert(abi.encodeWithSelector(ISettlementToken.SettlementTokenNotSettler.selector, STRANGER));
        vm.prank(STRANGER);
        money.payLegs(STRANGER, new Leg[](0));
    }

    function test_RevertWhen_AllowanceIsTooSmall() public {
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, settler, 100, 101));
        _payOne(BUYER, SELLER, 101);
    }

    function test_RevertWhen_BalanceIsTooSmall() public {
        vm.prank(STRANGER);
        money.approve(settler, 1);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, STRANGER, 0, 1));
        _payOne(STRANGER, SELLER, 1);
    }

    function test_RevertWhen_ALegGoesNowhere() public {
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, address(0)));
        _payOne(BUYER, address(0), 1);
    }

    function test_ALegOfNothingMayGoNowhere() public {
        _payOne(BUYER, address(0), 0);
        vm.assertEq(money.balanceOf(BUYER), RICHES);
    }

    /// @dev Whoever pays oneself must have the whole sum all the same: no painted prices without money.
    function test_RevertWhen_PayingOneselfMoreThanHeld() public {
        vm.prank(STRANGER);
        money.approve(settler, 1);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, STRANGER, 0, 1));
        _payOne(STRANGER, STRANGER, 1);
    }

    function test_RevertWhen_LegsOverflow() public {
        Leg[] memory legs = new Leg[](2);
        (legs[0], legs[1]) = (Leg(SELLER, type(uint256).max), Leg(SELLER, 1));
        vm.expectRevert(abi.encodeWithSignature("Panic(uint256)", 0x11));
        vm.prank(settler);
        money.payLegs(BUYER, legs);
    }

    function _payOne(address payer, address to, uint256 amount) private {
        Leg[] memory legs = new Leg[](1);
        legs[0] = Leg(to, amount);
        vm.prank(settler);
        money.payLegs(payer, legs);
    }
}
