// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TransferPolicy} from "../../../../contracts/compliance/ICompliance.sol";
import {HostileCollection} from "../../../../contracts/mocks/HostileCollection.sol";
import {InstalmentOffer, PlanId, PlanStatus} from "../../../../contracts/payments/IInstalments.sol";
import {Instalments} from "../../../../contracts/payments/Instalments.sol";
import {vm} from "../../Cheats.sol";
import {HouseFixture} from "../HouseFixture.sol";

/// @dev A library, so that the contract's bytecode is not part of every test contract.
library InstalmentsHouse {
    function create(
        address authority,
        address compliance,
        address escrow,
        address splits
    ) public returns (Instalments) {
        return new Instalments(authority, compliance, escrow, splits);
    }
}

/// @notice A world with a house for instalments: SELLER offers a parcel for 100 dollars down and nine times 100 each 30
/// days, with 5 days of grace and a forfeit of 30 %.
abstract contract InstalmentsFixture is HouseFixture {
    uint256 internal constant PRICE = 1_000 * USD;
    uint128 internal constant PART = uint128(100 * USD);
    uint256 internal constant PERIOD = 30 days;
    uint256 internal constant GRACE = 5 days;
    PlanId internal constant FIRST = PlanId.wrap(1);
    Instalments internal house;
    HostileCollection internal hostile;
    uint256 internal parcel;
    uint256 private _nonces;

    function setUp() public virtual override {
        super.setUp();
        house = _newHouse();
        _openHouse(address(house));
        parcel = _giveParcel(SELLER, 1, 2);
        hostile = new HostileCollection();
        _setPolicy(address(hostile), TransferPolicy.Open);
        hostile.mint(SELLER, 1);
        vm.prank(SELLER);
        hostile.setApprovalForAll(address(house), true);
    }

    function _newHouse() internal returns (Instalments) {
        (address engine, address cases) = (address(compliance), address(escrow));
        return InstalmentsHouse.create(address(authority), engine, cases, address(splits));
    }

    function _offer() internal returns (InstalmentOffer memory) {
        return
            InstalmentOffer({
                seller: SELLER,
                buyer: address(0),
                collection: address(land),
                tokenId: parcel,
                fingerprint: 0,
                currency: address(money),
                downPayment: PART,
                instalment: PART,
                count: 9,
                period: uint32(PERIOD),
                graceSeconds: uint32(GRACE),
                forfeitBps: 3_000,
                expiresAt: uint64(vm.getBlockTimestamp() + 1 days),
                counter: house.counterOf(SELLER),
                nonce: _nonces++
            });
    }

    function _sign(InstalmentOffer memory offer) internal view returns (bytes memory) {
        return _signDigest(SELLER_KEY, house.hashOffer(offer));
    }

    function _accept(InstalmentOffer memory offer) internal returns (PlanId) {
        bytes memory signature = _sign(offer);
        vm.prank(BUYER);
        return house.accept(offer, signature);
    }

    /// @dev A plan for the hostile collection's token.
    function _acceptHostile() internal returns (PlanId) {
        InstalmentOffer memory offer = _offer();
        (offer.collection, offer.tokenId) = (address(hostile), 1);
        return _accept(offer);
    }

    function _pay(PlanId planId, uint32 instalments) internal {
        vm.prank(BUYER);
        house.pay(planId, instalments);
    }

    /// @dev The money is here, all of it, and only of open plans.
    function _assertHeld(uint256 amount) internal view {
        vm.assertEq(house.held(), amount);
        vm.assertEq(money.balanceOf(address(house)), amount);
    }

    function _assertStatus(PlanId planId, PlanStatus status) internal view {
        vm.assertEq(uint256(house.planOf(planId).status), uint256(status));
    }

    function _assertCustody(PlanId planId) internal view {
        PlanId keeper = house.custodyOf(house.planOf(planId).collection, house.planOf(planId).tokenId);
        vm.assertEq(PlanId.unwrap(keeper), PlanId.unwrap(planId));
    }

    function _assertNoCustody(address collection, uint256 tokenId) internal view {
        vm.assertEq(PlanId.unwrap(house.custodyOf(collection, tokenId)), 0);
    }
}
