// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {HostileRentable} from "../../../contracts/mocks/HostileRentable.sol";
import {RentalId, RentalStatus} from "../../../contracts/rentals/IRentals.sol";
import {vm} from "../Cheats.sol";
import {RentalsFixture} from "../rentals/RentalsFixture.sol";
import {traderAt} from "./Deals.sol";
import {Item, Lease, RentalsHandler} from "./RentalsHandler.sol";

/// @notice Three parcels and a token of a hostile collection are rented out and come back, every rule enforced.
contract RentalsInvariantTest is RentalsFixture {
    uint256 private constant PARCELS = 3;
    RentalsHandler private handler;
    HostileRentable private hostile;

    function setUp() public override {
        super.setUp();
        hostile = new HostileRentable();
        _setPolicy(address(hostile), TransferPolicy.Recorded);
        hostile.mint(traderAt(0), 1);
        Item[] memory items = new Item[](PARCELS + 1);
        for (uint256 i = 0; i < PARCELS; i++) {
            items[i] = Item(land, _giveParcel(traderAt(i), int128(int256(i)), 0), traderAt(i));
        }
        items[PARCELS] = Item(hostile, 1, traderAt(0));
        handler = new RentalsHandler(rentals, money, hostile, BANK, items);
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_9_RentalsAreSolvent() public view {
        Lease[] memory leases = handler.leases();
        uint256 unpaid = 0;
        for (uint256 i = 0; i < leases.length; i++) {
            unpaid += leases[i].rent - leases[i].out;
            vm.assertEq(rentals.rentalOf(RentalId.wrap(i + 1)).paid, leases[i].out);
        }
        vm.assertEq(rentals.held(), unpaid);
        vm.assertEq(money.balanceOf(address(rentals)), unpaid);
        vm.assertEq(rentals.rentalCount(), leases.length);
    }

    function invariant_10_RentIsConserved() public view {
        vm.assertEq(handler.ghostPaidIn(), handler.ghostPaidOut() + handler.ghostRefunded() + rentals.held());
        uint256 sum = rentals.held() + money.balanceOf(TREASURY);
        for (uint256 i = 0; i < handler.TRADERS(); i++) sum += money.balanceOf(traderAt(i));
        vm.assertEq(sum, handler.ghostIssued());
    }

    function invariant_11_EveryRentedTokenHasALandlordOrARental() public view {
        Item[] memory items = handler.items();
        for (uint256 i = 0; i < items.length; i++) {
            (uint256 away, address user) = _rentalsOf(i);
            vm.assertLe(away, 1);
            address owner = items[i].collection.ownerOf(items[i].tokenId);
            vm.assertEq(owner, away == 1 ? address(rentals) : items[i].owner);
            if (i < PARCELS) vm.assertEq(land.userOf(items[i].tokenId), user);
        }
    }

    /// @dev How many rentals keep an item away from its landlord, and who may use it now.
    function _rentalsOf(uint256 item) private view returns (uint256 away, address user) {
        Lease[] memory leases = handler.leases();
        for (uint256 i = 0; i < leases.length; i++) {
            RentalStatus status = rentals.rentalOf(RentalId.wrap(i + 1)).status;
            vm.assertTrue(status == (leases[i].running ? RentalStatus.Running : RentalStatus.Over));
            vm.assertEq(rentals.rentalOf(RentalId.wrap(i + 1)).tokenPending, leases[i].pending);
            if (leases[i].item != item) continue;
            if (leases[i].running || leases[i].pending) away++;
            if (leases[i].running && vm.getBlockTimestamp() < leases[i].endsAt) user = leases[i].tenant;
        }
    }
}
