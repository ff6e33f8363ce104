// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors, IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ICompliance, TransferPolicy} from "../../../../contracts/compliance/ICompliance.sol";
import {IWashTrading} from "../../../../contracts/compliance/rules/IWashTrading.sol";
import {EstateMock} from "../../../../contracts/mocks/EstateMock.sol";
import {FeeOnTransferToken} from "../../../../contracts/mocks/FeeOnTransferToken.sol";
import {Behaviour} from "../../../../contracts/mocks/HostileCollection.sol";
import {IInstalments, InstalmentOffer, Plan, PlanId, PlanStatus} from "../../../../contracts/payments/IInstalments.sol";
import {NonReentrant} from "../../../../contracts/security/NonReentrant.sol";
import {ISettlement} from "../../../../contracts/settlement/ISettlement.sol";
import {vm} from "../../Cheats.sol";
import {InstalmentsFixture} from "./InstalmentsFixture.sol";

/// @notice `accept`: how a plan begins, and with what terms it does not.
contract AcceptTest is InstalmentsFixture {
    bytes32 private constant CONTENTS = keccak256("contents");
    function test_TheTokenGoesIntoCustodyAndTheDownPaymentToo() public {
        InstalmentOffer memory offer = _offer();
        vm.expectEmit(address(house));
        emit IInstalments.PlanOpened(FIRST, SELLER, BUYER, house.hashOffer(offer), offer);
        PlanId planId = _accept(offer);

        vm.assertEq(PlanId.unwrap(planId), 1);
        vm.assertEq(house.planCount(), 1);
        vm.assertEq(land.ownerOf(parcel), address(house));
        vm.assertEq(money.balanceOf(BUYER), RICHES - PART);
        vm.assertEq(money.balanceOf(SELLER), RICHES);
        _assertHeld(PART);
        _assertCustody(planId);
        vm.assertTrue(house.isSpent(SELLER, offer.nonce));
        Plan memory plan = house.planOf(planId);
        vm.assertEq(uint256(plan.status), uint256(PlanStatus.Open));
        vm.assertEq(plan.buyer, BUYER);
        vm.assertEq(plan.seller, SELLER);
        vm.assertEq(plan.startedAt, START);
        vm.assertEq(plan.paid, 0);
        vm.assertEq(house.foreclosableAt(planId), START + PERIOD + GRACE);
    }

    /// @dev In custody it remains the seller's: no disposal, no payment yet.
    function test_CustodyIsNoHistory() public {
        _accept(_offer());
        vm.assertEq(marketRules.disposedAt(address(land), parcel, uint160(SELLER)), 0);
        (uint64 paidAt, ) = money.sidePayment(BUYER, SELLER);
        vm.assertEq(paidAt, 0);
    }

    function test_AnOfferAuthorisedOnChainNeedsNoSignature() public {
        InstalmentOffer memory offer = _offer();
        vm.prank(SELLER);
        house.authorise(offer);
        vm.prank(BUYER);
        house.accept(offer, "");
        vm.assertEq(land.ownerOf(parcel), address(house));
    }

    function test_APrivateOfferIsForItsBuyer() public {
        InstalmentOffer memory offer = _offer();
        offer.buyer = BUYER;
        _accept(offer);
        vm.assertEq(house.planOf(FIRST).buyer, BUYER);
    }

    function test_RevertWhen_AStrangerAcceptsAPrivateOffer() public {
        InstalmentOffer memory offer = _offer();
        offer.buyer = STRANGER;
        _refuse(offer, abi.encodeWithSelector(IInstalments.InstalmentsBuyerMismatch.selector, STRANGER, BUYER));
    }

    function test_RevertWhen_TheEngineWouldBlock() public {
        vm.prank(SELLER);
        money.transfer(BUYER, PRICE / 10);
        _refuse(
            _offer(),
            abi.encodeWithSelector(
                ISettlement.SettlementTradeRefused.selector,
                SELF_FINANCED,
                IWashTrading.SelfFinancedBySeller.selector,
                abi.encode(PRICE / 10, START, 7 days)
            )
        );
    }

    function test_RevertWhen_TheHouseIsNotRegistered() public {
        _setSettler(address(house), false);
        _refuse(
            _offer(),
            abi.encodeWithSelector(
                ISettlement.SettlementTradeRefused.selector,
                bytes32("Compliance"),
                ICompliance.ComplianceSettlerNotRegistered.selector,
                abi.encode(house)
            )
        );
    }

    function test_RevertWhen_TheCurrencyIsAnother() public {
        FeeOnTransferToken other = new FeeOnTransferToken();
        other.mint(BUYER, PRICE);
        InstalmentOffer memory offer = _offer();
        offer.currency = address(other);
        _refuse(offer, abi.encodeWithSelector(IInstalments.InstalmentsCurrencyNotAccepted.selector, other));
    }

    function test_RevertWhen_TheTermsAreOutOfBounds() public {
        for (uint256 i = 0; i < 9; i++) {
            InstalmentOffer memory offer = _offer();
            if (i == 0) offer.downPayment = 0;
            if (i == 1) offer.instalment = 0;
            if (i == 2) offer.count = 0;
            if (i == 3) offer.count = 601;
            if (i == 4) offer.period = 1 hours - 1;
            if (i == 5) offer.period = 366 days + 1;
            if (i == 6) offer.graceSeconds = 366 days + 1;
            if (i == 7) offer.forfeitBps = 5_001;
            if (i == 8) (offer.count, offer.forfeitBps) = (type(uint32).max, type(uint16).max);
            bytes memory refusal = abi.encodeWithSelector(
                IInstalments.InstalmentsTermsInvalid.selector,
                house.hashOffer(offer)
            );
            _refuse(offer, refusal);
            vm.expectRevert(refusal);
            vm.prank(SELLER);
            house.authorise(offer);
        }
    }

    function test_TheBoundsThemselvesAreAllowed() public {
        InstalmentOffer memory offer = _offer();
        (offer.downPayment, offer.instalment, offer.count) = (1, 1, 600);
        (offer.period, offer.graceSeconds, offer.forfeitBps) = (366 days, 366 days, 5_000);
        _accept(offer);
        _assertHeld(1);
    }

    function test_RevertWhen_TheOfferHasExpired() public {
        InstalmentOffer memory offer = _offer();
        vm.warp(offer.expiresAt);
        _refuse(
            offer,
            abi.encodeWithSelector(
                IInstalments.InstalmentsOfferExpired.selector,
                house.hashOffer(offer),
                offer.expiresAt
            )
        );
    }

    function test_RevertWhen_AcceptedTwice() public {
        InstalmentOffer memory offer = _offer();
        _accept(offer);
        _refuse(
            offer,
            abi.encodeWithSelector(IInstalments.InstalmentsOfferSpent.selector, house.hashOffer(offer), offer.nonce)
        );
    }

    function test_RevertWhen_TheTokenIsInCustodyAlready() public {
        _accept(_offer());
        _refuse(_offer(), abi.encodeWithSelector(IInstalments.InstalmentsTokenTaken.selector, land, parcel, FIRST));
    }

    function test_RevertWhen_TheSellerDoesNotOwnTheToken() public {
        vm.prank(SELLER);
        land.transferFrom(SELLER, STRANGER, parcel);
        _refuse(_offer(), abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, house, parcel));
    }

    function test_RevertWhen_TheBuyerLacksTheMoney() public {
        InstalmentOffer memory offer = _offer();
        bytes memory signature = _sign(offer);
        vm.startPrank(STRANGER);
        money.approve(address(house), PRICE);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, STRANGER, 0, PART));
        house.accept(offer, signature);
        vm.stopPrank();
    }

    function test_RevertWhen_TheEstateIsAnother() public {
        EstateMock estate = new EstateMock();
        _setPolicy(address(estate), TransferPolicy.Open);
        estate.mint(SELLER, 1);
        estate.compose(1, CONTENTS);
        InstalmentOffer memory offer = _offer();
        (offer.collection, offer.tokenId, offer.fingerprint) = (address(estate), 1, CONTENTS);
        estate.compose(1, keccak256("another"));
        _refuse(
            offer,
            abi.encodeWithSelector(IInstalments.InstalmentsFingerprintMismatch.selector, estate, 1, offer.fingerprint)
        );
    }

    function test_RevertWhen_TheCollectionDoesNothing() public {
        hostile.behave(Behaviour.Ignore);
        InstalmentOffer memory offer = _offer();
        (offer.collection, offer.tokenId) = (address(hostile), 1);
        _refuse(
            offer,
            abi.encodeWithSelector(ISettlement.SettlementTokenNotMoved.selector, hostile, 1, address(house))
        );
    }

    function test_ReenteringFindsTheHouseLocked() public {
        hostile.reenter(address(house), abi.encodeCall(house.foreclose, (FIRST)));
        _acceptHostile();
        vm.assertFalse(hostile.reentered());
        vm.assertEq(hostile.answer(), abi.encodeWithSelector(NonReentrant.NonReentrantCall.selector));
    }

    function _refuse(InstalmentOffer memory offer, bytes memory refusal) private {
        bytes memory signature = _sign(offer);
        uint256 held = house.held();
        vm.expectRevert(refusal);
        vm.prank(BUYER);
        house.accept(offer, signature);
        _assertHeld(held);
    }
}
