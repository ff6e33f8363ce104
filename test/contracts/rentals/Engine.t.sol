// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICompliance, Mode, TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {IWashTrading} from "../../../contracts/compliance/rules/IWashTrading.sol";
import {Order} from "../../../contracts/market/Orders.sol";
import {IRentals, Offer} from "../../../contracts/rentals/IRentals.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {vm} from "../Cheats.sol";
import {RentalsFixture} from "./RentalsFixture.sol";

/// @notice What the engine says to a lease, and what a lease tells the engine.
contract RentalsEngineTest is RentalsFixture {
    uint256 private constant RENT = 10 * PER_DAY;

    function test_RevertWhen_OneOwnerRentsFromThemselves() public {
        _attest(SELLER, 1);
        _attest(BUYER, 1);
        _refuseRent(_offer(), _refusal(SELF_TRADE, IWashTrading.SelfTradeOneOwner.selector, abi.encode(1)));
    }

    function test_RevertWhen_TheMoneyOfBothIsOnes() public {
        address tenant = _fundedTenant();
        Offer memory offer = _offer();
        bytes memory signature = _signOffer(SELLER_KEY, offer);
        vm.prank(tenant);
        vm.expectRevert(_refusal(COMMON_FUNDER, IWashTrading.CommonFunderOneRoot.selector, abi.encode(SELLER)));
        rentals.rent(offer, signature, 10, tenant);
    }

    function test_RevertWhen_TheLandlordPaidTheTenant() public {
        _pay(SELLER, BUYER, RENT);
        _refuseRent(_offer(), _selfFinanced());
    }

    /// @dev Sale and leaseback: the token's history is no reason against a lease.
    function test_TheSellerOfAParcelRentsItBack() public {
        uint256 sold = _giveParcel(BUYER, 1, 1);
        _sell(BUYER, SELLER, sold, 50 * RENT);
        _rent(_offerOf(address(land), sold), 10);
        vm.assertEq(land.userOf(sold), BUYER);
    }

    /// @dev What the round trip would hide is still seen.
    function test_RevertWhen_ALeasebackIsPaidByTheLandlord() public {
        uint256 sold = _giveParcel(BUYER, 1, 1);
        _sell(BUYER, SELLER, sold, 50 * RENT);
        _pay(SELLER, BUYER, RENT);
        _refuseRent(_offerOf(address(land), sold), _selfFinanced());
    }

    function test_NoRuleStopsALeaseInShadow() public {
        _setAllModes(Mode.Shadow);
        _pay(SELLER, BUYER, RENT);
        _rentFor(10);
        vm.assertEq(land.userOf(parcel), BUYER);
    }

    function test_RevertWhen_TheCollectionIsNotRegistered() public {
        _setPolicy(address(land), TransferPolicy.Unlisted);
        _refuseRent(
            _offer(),
            _refusal("Compliance", ICompliance.ComplianceCollectionNotRegistered.selector, abi.encode(land))
        );
    }

    function test_RevertWhen_TheHouseIsNotRegistered() public {
        _setSettler(address(rentals), false);
        _refuseRent(
            _offer(),
            _refusal("Compliance", ICompliance.ComplianceSettlerNotRegistered.selector, abi.encode(rentals))
        );
    }

    function test_CustodyEndsWhateverThePolicy() public {
        _rentFor(10);
        _setPolicy(address(land), TransferPolicy.Refused);
        vm.warp(START + 10 days);
        rentals.end(FIRST);
        vm.assertEq(land.ownerOf(parcel), SELLER);
    }

    /// @dev What reaches the landlord is a payment of the tenant's, when it reaches them.
    function test_RentIsNotedWhenItIsPaidOut() public {
        _rentFor(10);
        (uint64 paidAt, uint192 paid) = money.sidePayment(BUYER, SELLER);
        vm.assertEq(paidAt, 0);
        vm.warp(START + 4 days);
        rentals.claim(FIRST);
        (paidAt, paid) = money.sidePayment(BUYER, SELLER);
        vm.assertEq(paidAt, START + 4 days);
        vm.assertEq(paid, 390 * USD);
        vm.warp(START + 5 days);
        vm.prank(SELLER);
        rentals.terminate(FIRST);
        (, paid) = money.sidePayment(BUYER, SELLER);
        vm.assertEq(paid, 390 * USD + 97_500_000);
        // A refund is the tenant's own money.
        (paidAt, ) = money.sidePayment(SELLER, BUYER);
        vm.assertEq(paidAt, 0);
    }

    /// @dev Rent does not carry the price of a sale back to the buyer unseen.
    function test_RevertWhen_ASellerPaidTheBuyerAsRent() public {
        _rentFor(10);
        vm.prank(BUYER);
        rentals.terminate(FIRST);
        uint256 sold = _giveParcel(BUYER, 1, 1);
        Order memory ask = _ask(BUYER, sold, RENT);
        _authorise(ask);
        bytes memory evidence = abi.encode(975 * USD, START, 7 days);
        bytes4 code = IWashTrading.SelfFinancedBySeller.selector;
        vm.prank(SELLER);
        vm.expectRevert(
            abi.encodeWithSelector(ISettlement.SettlementTradeRefused.selector, SELF_FINANCED, code, evidence)
        );
        market.fill(ask, "", sold);
    }

    /// @dev A landlord whose first money is rent has it from the tenant.
    function test_RentHandsOnTheFundingRoot() public {
        address poor = vm.addr(uint256(keccak256("poor")));
        Offer memory offer = _offer();
        (offer.landlord, offer.tokenId) = (poor, _giveParcel(poor, 5, 5));
        vm.prank(poor);
        land.setApprovalForAll(address(rentals), true);
        bytes memory signature = _signOffer(uint256(keccak256("poor")), offer);
        vm.prank(BUYER);
        rentals.rent(offer, signature, 10, BUYER);
        vm.warp(START + 1 days);
        rentals.claim(FIRST);
        vm.assertEq(money.fundingRoot(poor), BUYER);
    }

    function _fundedTenant() private returns (address tenant) {
        tenant = _named("funded tenant");
        _pay(SELLER, tenant, 10 * RENT);
        _allow(tenant);
    }

    function _selfFinanced() private pure returns (bytes memory) {
        bytes memory evidence = abi.encode(RENT, START, 7 days);
        return _refusal(SELF_FINANCED, IWashTrading.SelfFinancedBySeller.selector, evidence);
    }

    function _refusal(bytes32 ruleId, bytes4 code, bytes memory evidence) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IRentals.RentalsRefused.selector, ruleId, code, evidence);
    }
}
