// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {AuctionHouses} from "../auctions/AuctionFixture.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";
import {Estates} from "../land/EstateFixture.sol";
import {ConditionalPaymentsHouse} from "../payments/conditional/ConditionalFixture.sol";
import {InstalmentsHouse} from "../payments/instalments/InstalmentsFixture.sol";
import {PurposeBoundMoneyHouse} from "../payments/purpose/PurposeFixture.sol";
import {RentalHouse} from "../rentals/RentalsFixture.sol";
import {PrimarySales} from "../sales/SaleFixture.sol";

/// @notice What every contract under the authority has in common: nobody but the authority itself moves it to another one,
/// and nobody without the role sets a house's fee.
contract HousesTest is Fixture {
    address[] private houses;
    address[] private others;

    function setUp() public override {
        super.setUp();
        (address manager, address engine) = (address(authority), address(compliance));
        (address cases, address shares) = (address(escrow), address(splits));
        houses.push(address(market));
        houses.push(address(AuctionHouses.create(authority, compliance, escrow, splits)));
        houses.push(address(PrimarySales.create(authority, compliance, escrow, splits)));
        houses.push(address(RentalHouse.create(manager, engine, cases, shares)));
        houses.push(address(InstalmentsHouse.create(manager, engine, cases, shares)));
        houses.push(address(ConditionalPaymentsHouse.create(manager, engine, cases, shares)));
        others = [engine, cases, shares, address(marketRules), address(money), address(land)];
        others.push(address(PurposeBoundMoneyHouse.create(manager, address(money))));
        others.push(address(Estates.create(manager, engine, address(land))));
    }

    function test_RevertWhen_AnyoneButTheAuthorityReplacesIt() public {
        // Not even the administrator, who would have to go through the authority.
        address[3] memory callers = [STRANGER, ADMIN, PLATFORM];
        for (uint256 c = 0; c < callers.length; c++) {
            for (uint256 i = 0; i < houses.length; i++) _refuse(callers[c], houses[i], _setAuthority());
            for (uint256 i = 0; i < others.length; i++) _refuse(callers[c], others[i], _setAuthority());
        }
    }

    function test_RevertWhen_AStrangerSetsTheFee() public {
        for (uint256 i = 0; i < houses.length; i++) {
            _refuse(STRANGER, houses[i], abi.encodeCall(ISettlement.setFee, (STRANGER, 1)));
        }
    }

    function _setAuthority() private view returns (bytes memory) {
        return abi.encodeCall(IAccessManaged.setAuthority, (STRANGER));
    }

    function _refuse(address caller, address target, bytes memory data) private {
        vm.prank(caller);
        (bool done, bytes memory reason) = target.call(data);
        vm.assertFalse(done);
        vm.assertEq(reason, abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, caller));
    }
}
