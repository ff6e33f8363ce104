// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Bytes} from "@openzeppelin/contracts/utils/Bytes.sol";
import {TransferPolicy} from "../../../../contracts/compliance/ICompliance.sol";
import {EstateMock} from "../../../../contracts/mocks/EstateMock.sol";
import {Behaviour} from "../../../../contracts/mocks/HostileCollection.sol";
import {CaseId} from "../../../../contracts/payments/IEscrow.sol";
import {IInstalments, InstalmentOffer, PlanId, PlanStatus} from "../../../../contracts/payments/IInstalments.sol";
import {Share} from "../../../../contracts/payments/IPaymentSplits.sol";
import {NonReentrant} from "../../../../contracts/security/NonReentrant.sol";
import {ISettlement} from "../../../../contracts/settlement/ISettlement.sol";
import {vm} from "../../Cheats.sol";
import {InstalmentsFixture} from "./InstalmentsFixture.sol";

/// @notice `pay`: one instalment after the other, and how the last one completes the plan.
contract PayTest is InstalmentsFixture {
    bytes32 private constant CONTENTS = keccak256("contents");
    function test_AnInstalmentAddsUp() public {
        _accept(_offer());
        vm.expectEmit(address(house));
        emit IInstalments.InstalmentPaid(FIRST, 1, PART, 2 * uint256(PART));
        _pay(FIRST, 1);
        vm.assertEq(house.planOf(FIRST).paid, 1);
        vm.assertEq(house.foreclosableAt(FIRST), START + 2 * PERIOD + GRACE);
        _assertHeld(2 * uint256(PART));
        _assertStatus(FIRST, PlanStatus.Open);
    }

    function test_TheBuyerPaysAhead() public {
        _accept(_offer());
        _pay(FIRST, 5);
        vm.assertEq(house.planOf(FIRST).paid, 5);
        vm.assertEq(house.foreclosableAt(FIRST), START + 6 * PERIOD + GRACE);
        _assertHeld(6 * uint256(PART));
    }

    function test_TheBuyerPaysLateUntilSomebodyForecloses() public {
        _accept(_offer());
        vm.warp(START + 3 * PERIOD);
        _pay(FIRST, 1);
        _assertStatus(FIRST, PlanStatus.Open);
    }

    /// @dev A stop is no verdict on what was agreed: only the instalment that would settle it waits.
    function test_RevertWhen_TheLastInstalmentMeetsAStop() public {
        _accept(_offer());
        uint40 until = uint40(START + 1 days);
        vm.prank(GUARDIAN);
        compliance.stopTrading(until);
        _pay(FIRST, 8);
        vm.expectRevert(abi.encodeWithSelector(ISettlement.SettlementTradingStopped.selector, until));
        _pay(FIRST, 1);
        _assertHeld(PRICE - PART);
        vm.warp(until);
        _pay(FIRST, 1);
        vm.assertEq(land.ownerOf(parcel), BUYER);
    }

    function test_TheLastInstalmentSettlesTheWholePrice() public {
        _accept(_offer());
        _pay(FIRST, 8);
        vm.expectEmit(address(house));
        emit IInstalments.PlanSettled(FIRST, PRICE);
        vm.expectEmit(address(house));
        emit ISettlement.TradeSettled({
            orderHash: bytes32(uint256(1)),
            collection: address(land),
            tokenId: parcel,
            seller: SELLER,
            buyer: BUYER,
            price: PRICE,
            fee: 25 * USD,
            royalty: 50 * USD
        });
        _pay(FIRST, 1);

        vm.assertEq(land.ownerOf(parcel), BUYER);
        vm.assertEq(money.balanceOf(BUYER), RICHES - PRICE);
        vm.assertEq(money.balanceOf(SELLER), RICHES + 925 * USD);
        vm.assertEq(money.balanceOf(TREASURY), 25 * USD);
        vm.assertEq(money.balanceOf(CREATOR), 50 * USD);
        _assertHeld(0);
        _assertStatus(FIRST, PlanStatus.Settled);
        _assertNoCustody(address(land), parcel);
    }

    function testFuzz_ThePriceIsTheSumOfTheParts(uint128 down, uint128 part, uint32 count, uint32 first) public {
        InstalmentOffer memory offer = _offer();
        offer.downPayment = uint128(1 + (down % (1_000_000 * USD)));
        offer.instalment = uint128(1 + (part % (1_000_000 * USD)));
        offer.count = 1 + (count % 600);
        uint256 price = offer.downPayment + uint256(offer.count) * offer.instalment;
        _accept(offer);
        first = first % offer.count;
        if (first != 0) _pay(FIRST, first);
        _assertHeld(offer.downPayment + uint256(first) * offer.instalment);
        _pay(FIRST, offer.count - first);

        (uint256 fee, uint256 royalty) = ((price * 250) / 10_000, (price * 500) / 10_000);
        vm.assertEq(money.balanceOf(BUYER), RICHES - price);
        vm.assertEq(money.balanceOf(SELLER), RICHES + price - fee - royalty);
        _assertHeld(0);
    }

    /// @dev It is a disposal on the day of the last payment.
    function test_TheTradeIsHistoryWhenItSettles() public {
        _accept(_offer());
        vm.warp(START + 12 days);
        _pay(FIRST, 9);
        vm.assertEq(marketRules.disposedAt(address(land), parcel, uint160(SELLER)), START + 12 days);
        (uint64 paidAt, ) = money.sidePayment(BUYER, SELLER);
        vm.assertEq(paidAt, 0);
    }

    function testFuzz_RevertWhen_AnyoneButTheBuyerPays(address caller) public {
        vm.assume(caller != BUYER);
        _accept(_offer());
        vm.expectRevert(abi.encodeWithSelector(IInstalments.InstalmentsNotBuyer.selector, FIRST, caller));
        vm.prank(caller);
        house.pay(FIRST, 1);
    }

    function test_RevertWhen_NoneOrTooManyArePaid() public {
        _accept(_offer());
        _pay(FIRST, 4);
        vm.expectRevert(abi.encodeWithSelector(IInstalments.InstalmentsNumberInvalid.selector, FIRST, 0, 5));
        _pay(FIRST, 0);
        vm.expectRevert(abi.encodeWithSelector(IInstalments.InstalmentsNumberInvalid.selector, FIRST, 6, 5));
        _pay(FIRST, 6);
    }

    function test_RevertWhen_ThePlanIsNotOpen() public {
        vm.expectRevert(abi.encodeWithSelector(IInstalments.InstalmentsPlanNotOpen.selector, FIRST, PlanStatus.None));
        _pay(FIRST, 1);
        _accept(_offer());
        _pay(FIRST, 9);
        bytes memory refusal = abi.encodeWithSelector(
            IInstalments.InstalmentsPlanNotOpen.selector,
            FIRST,
            PlanStatus.Settled
        );
        vm.expectRevert(refusal);
        _pay(FIRST, 1);
        vm.expectRevert(refusal);
        house.foreclosableAt(FIRST);
    }

    function test_ATradeThatTheEngineBlocksUnwinds() public {
        _accept(_offer());
        vm.prank(SELLER);
        money.transfer(BUYER, PRICE);
        vm.expectEmit(address(house));
        emit IInstalments.PlanUnwound(FIRST, PRICE);
        vm.expectEmit(true, true, true, false, address(house));
        emit ISettlement.TradeRejected({
            orderHash: bytes32(uint256(1)),
            collection: address(land),
            tokenId: parcel,
            seller: SELLER,
            buyer: BUYER,
            price: PRICE,
            ruleId: SELF_FINANCED,
            code: 0,
            evidence: ""
        });
        _pay(FIRST, 9);
        vm.assertEq(land.ownerOf(parcel), SELLER);
        vm.assertEq(money.balanceOf(BUYER), RICHES + PRICE);
        vm.assertEq(money.balanceOf(TREASURY), 0);
        _assertHeld(0);
        _assertStatus(FIRST, PlanStatus.Unwound);
        _assertNoCustody(address(land), parcel);
        vm.assertFalse(house.planOf(FIRST).tokenPending);
    }

    function test_AHeldTradeGoesToEscrow() public {
        _sell(SELLER, BUYER, parcel, PRICE);
        vm.warp(START + 20 days);
        InstalmentOffer memory offer = _offer();
        (offer.seller, offer.counter) = (BUYER, 0);
        vm.prank(BUYER);
        house.authorise(offer);
        vm.startPrank(SELLER);
        house.accept(offer, "");
        house.pay(FIRST, 9);
        vm.stopPrank();
        vm.assertEq(land.ownerOf(parcel), address(escrow));
        vm.assertEq(escrow.held(), PRICE);
        _assertHeld(0);
        _assertStatus(FIRST, PlanStatus.Settled);

        uint256 before = money.balanceOf(SELLER);
        _reverse(CaseId.wrap(1));
        vm.assertEq(money.balanceOf(SELLER), before + PRICE);
        vm.assertEq(land.ownerOf(parcel), BUYER);
    }

    function test_ACollectionThatRefusesDoesNotCostTheBuyer() public {
        _assertFailureUnwinds(Behaviour.Refuse);
    }

    function test_ACollectionThatDoesNothingDoesNotCostTheBuyer() public {
        _assertFailureUnwinds(Behaviour.Ignore);
    }

    function test_ACollectionThatBurnsGasDoesNotCostTheBuyer() public {
        _assertFailureUnwinds(Behaviour.Burn);
    }

    function test_AnEstateThatChangedInCustodyUnwinds() public {
        EstateMock estate = new EstateMock();
        _setPolicy(address(estate), TransferPolicy.Open);
        estate.mint(SELLER, 1);
        estate.compose(1, CONTENTS);
        vm.prank(SELLER);
        estate.setApprovalForAll(address(house), true);
        InstalmentOffer memory offer = _offer();
        (offer.collection, offer.tokenId, offer.fingerprint) = (address(estate), 1, CONTENTS);
        _accept(offer);
        estate.compose(1, keccak256("another"));
        _pay(FIRST, 9);
        _assertStatus(FIRST, PlanStatus.Unwound);
        vm.assertEq(money.balanceOf(BUYER), RICHES);
        house.deliver(FIRST);
        vm.assertEq(estate.ownerOf(1), SELLER);
    }

    /// @dev A house that was struck off cannot settle; all goes back.
    function test_AHouseThatIsNoSettlerAnyMoreForecloses() public {
        _accept(_offer());
        _setSettler(address(house), false);
        vm.warp(START + PERIOD + GRACE + 1);
        house.foreclose(FIRST);
        vm.assertEq(land.ownerOf(parcel), SELLER);
        _assertHeld(0);
    }

    /// @dev Otherwise the buyer could starve the trade, keep enough for the refund, and have a free option on the token.
    function test_RevertWhen_TheLastInstalmentIsStarved() public {
        _accept(_offer());
        vm.prank(BUYER);
        (bool done, bytes memory reason) = address(house).call{gas: 3_900_000}(abi.encodeCall(house.pay, (FIRST, 9)));
        vm.assertFalse(done);
        vm.assertTrue(bytes4(reason) == IInstalments.InstalmentsGasTooLow.selector);
        (uint256 left, uint256 needed) = abi.decode(Bytes.slice(reason, 4), (uint256, uint256));
        vm.assertTrue(left < needed);
        vm.assertEq(needed, 4_000_000);
        vm.prank(BUYER);
        house.pay{gas: 3_900_000}(FIRST, 8);
        vm.prank(BUYER);
        house.pay{gas: 4_300_000}(FIRST, 1);
        _assertStatus(FIRST, PlanStatus.Settled);
    }

    /// @dev Ten shares of the fee, ten of the royalty, all written into the escrow: the longest way a trade can take.
    function test_TheGasFloorCoversTheLongestSettlement() public {
        Share[] memory shares = new Share[](10);
        for (uint256 i = 0; i < shares.length; i++) shares[i] = Share(vm.addr(i + 1), 1_000);
        vm.startPrank(PLATFORM);
        splits.setSplit(address(house), shares);
        splits.setSplit(address(land), shares);
        vm.stopPrank();
        _sell(SELLER, BUYER, parcel, PRICE);
        vm.prank(PLATFORM);
        land.setRoyalty(address(splits), 500);
        vm.prank(DECISION);
        house.setFee(address(splits), 250);
        vm.warp(START + 20 days);
        InstalmentOffer memory offer = _offer();
        offer.seller = BUYER;
        vm.prank(BUYER);
        house.authorise(offer);
        vm.startPrank(SELLER);
        house.accept(offer, "");
        uint256 before = gasleft();
        house.pay(FIRST, 9);
        vm.stopPrank();
        vm.assertLe(before - gasleft(), 2_500_000);
        vm.assertEq(escrow.caseOf(CaseId.wrap(1)).legs.length, 21);
    }

    function test_ReenteringFindsThePlanLocked() public {
        bytes[3] memory calls = [
            abi.encodeCall(house.pay, (FIRST, 1)),
            abi.encodeCall(house.foreclose, (FIRST)),
            abi.encodeCall(house.deliver, (FIRST))
        ];
        for (uint256 i = 0; i < calls.length; i++) {
            hostile.mint(SELLER, 2 + i);
            InstalmentOffer memory offer = _offer();
            (offer.collection, offer.tokenId) = (address(hostile), 2 + i);
            PlanId planId = _accept(offer);
            hostile.reenter(address(house), calls[i]);
            _pay(planId, 9);
            vm.assertFalse(hostile.reentered());
            vm.assertEq(hostile.answer(), abi.encodeWithSelector(NonReentrant.NonReentrantCall.selector));
            vm.assertEq(hostile.ownerOf(2 + i), BUYER);
        }
    }

    function test_RevertWhen_AnyoneElseCallsTheInnerParts() public {
        _accept(_offer());
        bytes memory refusal = abi.encodeWithSelector(IInstalments.InstalmentsSelfOnly.selector, SELLER);
        vm.startPrank(SELLER);
        vm.expectRevert(refusal);
        house.settle(FIRST);
        vm.expectRevert(refusal);
        house.giveBack(FIRST);
        vm.stopPrank();
    }

    function _assertFailureUnwinds(Behaviour behaviour) private {
        _acceptHostile();
        hostile.behave(behaviour);
        vm.expectEmit(address(house));
        emit IInstalments.PlanUnwound(FIRST, PRICE);
        vm.expectEmit(address(house));
        emit ISettlement.TradeRejected({
            orderHash: bytes32(uint256(1)),
            collection: address(hostile),
            tokenId: 1,
            seller: SELLER,
            buyer: BUYER,
            price: PRICE,
            ruleId: 0,
            code: IInstalments.InstalmentsSettlementFailed.selector,
            evidence: abi.encode(FIRST)
        });
        vm.expectEmit(address(house));
        emit IInstalments.PlanTokenUndeliverable(FIRST, address(hostile), 1);
        vm.prank(BUYER);
        house.pay{gas: 4_300_000}(FIRST, 9);
        vm.assertEq(money.balanceOf(BUYER), RICHES);
        _assertHeld(0);
        _assertStatus(FIRST, PlanStatus.Unwound);
        _assertCustody(FIRST);

        hostile.behave(Behaviour.Honest);
        vm.expectEmit(address(house));
        emit IInstalments.PlanTokenDelivered(FIRST, SELLER);
        vm.prank(STRANGER);
        house.deliver(FIRST);
        vm.assertEq(hostile.ownerOf(1), SELLER);
        _assertNoCustody(address(hostile), 1);
    }
}
