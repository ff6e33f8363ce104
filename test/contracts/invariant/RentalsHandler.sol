// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {Behaviour} from "../../../contracts/mocks/HostileCollection.sol";
import {HostileRentable} from "../../../contracts/mocks/HostileRentable.sol";
import {SettlementToken} from "../../../contracts/payments/SettlementToken.sol";
import {Offer, RentalId} from "../../../contracts/rentals/IRentals.sol";
import {Rentals} from "../../../contracts/rentals/Rentals.sol";
import {vm} from "../Cheats.sol";
import {traderAt} from "./Deals.sol";

/// @notice Something to rent, and who owns it in the handler's own books.
struct Item {
    IERC721 collection;
    uint256 tokenId;
    address owner;
}

/// @notice A rental in the handler's own books; its id is its position plus one.
/// @param out Rent that has left the house.
struct Lease {
    uint256 item;
    address tenant;
    uint256 rent;
    uint256 out;
    uint256 startedAt;
    uint256 endsAt;
    bool running;
    bool pending;
}

/// @notice Rents, claims, leaves, ends and gives at random, and keeps its own books. The last item belongs to a collection that
/// refuses to give it back now and then.
contract RentalsHandler {
    uint256 public constant TRADERS = 5;
    uint256 private constant MAX_PRICE = 1_000e6;

    Rentals private immutable RENTALS;
    SettlementToken private immutable MONEY;
    HostileRentable private immutable HOSTILE;
    address private immutable BANK;
    Item[] private _items;
    Lease[] private _leases;
    bool private _refusing;
    uint256 private _nonces;

    /// @dev Ghost sums.
    uint256 public ghostIssued;
    uint256 public ghostPaidIn;
    uint256 public ghostPaidOut;
    uint256 public ghostRefunded;
    uint256 public refused;

    constructor(Rentals rentals, SettlementToken money, HostileRentable hostile, address bank, Item[] memory initial) {
        (RENTALS, MONEY, HOSTILE, BANK) = (rentals, money, hostile, bank);
        for (uint256 i = 0; i < initial.length; i++) _items.push(initial[i]);
        for (uint256 i = 0; i < TRADERS; i++) {
            vm.startPrank(traderAt(i));
            money.approve(address(rentals), type(uint256).max);
            for (uint256 j = 0; j < initial.length; j++) {
                initial[j].collection.setApprovalForAll(address(rentals), true);
            }
            vm.stopPrank();
        }
    }

    function passTime(uint32 time) external {
        vm.warp(_now() + (time % 4 days));
    }

    /// @dev The hostile collection refuses, or does as it should again.
    function turn(bool refusing) external {
        _refusing = refusing;
        HOSTILE.behave(refusing ? Behaviour.Refuse : Behaviour.Honest);
    }

    function give(uint256 which, uint256 to) external {
        Item storage item = _items[which % _items.length];
        if (_isAway(which % _items.length) || _isStuck(which % _items.length)) return;
        vm.prank(item.owner);
        item.collection.transferFrom(item.owner, _trader(to), item.tokenId);
        item.owner = _trader(to);
    }

    function rent(uint256 which, uint256 who, uint16 term, uint256 price) external {
        which = which % _items.length;
        if (_isAway(which) || _isStuck(which)) return;
        (term, price) = (1 + (term % 20), 1 + (price % MAX_PRICE));
        address tenant = _trader(who);
        vm.prank(BANK);
        MONEY.mint(tenant, price * term);
        ghostIssued += price * term;
        Offer memory offer = _offer(_items[which], price);
        vm.prank(offer.landlord);
        RENTALS.authorise(offer);

        vm.prank(tenant);
        try RENTALS.rent(offer, "", term, tenant) {
            uint256 endsAt = _now() + uint256(term) * 1 days;
            _leases.push(Lease(which, tenant, price * term, 0, _now(), endsAt, true, false));
            ghostPaidIn += price * term;
        } catch {
            refused++;
        }
    }

    function claim(uint256 which) external {
        if (_leases.length == 0) return;
        Lease storage lease = _leases[which % _leases.length];
        if (!lease.running) return;
        RENTALS.claim(RentalId.wrap((which % _leases.length) + 1));
        _payOut(lease, _accrued(lease));
    }

    function end(uint256 which) external {
        if (_leases.length == 0) return;
        Lease storage lease = _leases[which % _leases.length];
        if (!lease.running) return;
        if (_now() < lease.endsAt) vm.warp(lease.endsAt);
        RENTALS.end(RentalId.wrap((which % _leases.length) + 1));
        _payOut(lease, lease.rent);
        _close(lease);
    }

    function terminate(uint256 which, bool byTenant) external {
        if (_leases.length == 0) return;
        Lease storage lease = _leases[which % _leases.length];
        if (!lease.running || _now() >= lease.endsAt) return;
        address landlord = _items[lease.item].owner;
        vm.prank(byTenant ? lease.tenant : landlord);
        RENTALS.terminate(RentalId.wrap((which % _leases.length) + 1));
        _payOut(lease, byTenant || lease.tenant == landlord ? lease.rent : _accrued(lease));
        ghostRefunded += lease.rent - lease.out;
        lease.out = lease.rent;
        _close(lease);
    }

    function deliver(uint256 which) external {
        if (_leases.length == 0 || _refusing) return;
        Lease storage lease = _leases[which % _leases.length];
        if (!lease.pending) return;
        RENTALS.deliver(RentalId.wrap((which % _leases.length) + 1));
        lease.pending = false;
    }

    function items() external view returns (Item[] memory) {
        return _items;
    }

    function leases() external view returns (Lease[] memory) {
        return _leases;
    }

    function _payOut(Lease storage lease, uint256 upTo) private {
        ghostPaidOut += upTo - lease.out;
        lease.out = upTo;
    }

    function _close(Lease storage lease) private {
        (lease.running, lease.pending) = (false, _isStuck(lease.item));
    }

    function _offer(Item memory item, uint256 price) private returns (Offer memory) {
        return
            Offer({
                landlord: item.owner,
                collection: address(item.collection),
                tokenId: item.tokenId,
                fingerprint: 0,
                currency: address(MONEY),
                pricePerDay: price,
                minDays: 1,
                maxDays: 20,
                tenant: address(0),
                startsAt: 0,
                expiresAt: type(uint64).max,
                counter: RENTALS.counterOf(item.owner),
                nonce: _nonces++
            });
    }

    function _isAway(uint256 item) private view returns (bool) {
        for (uint256 i = 0; i < _leases.length; i++) {
            if (_leases[i].item == item && (_leases[i].running || _leases[i].pending)) return true;
        }
        return false;
    }

    function _isStuck(uint256 item) private view returns (bool) {
        return _refusing && address(_items[item].collection) == address(HOSTILE);
    }

    function _accrued(Lease memory lease) private view returns (uint256) {
        if (_now() >= lease.endsAt) return lease.rent;
        return (lease.rent * (_now() - lease.startedAt)) / (lease.endsAt - lease.startedAt);
    }

    function _trader(uint256 who) private pure returns (address) {
        return traderAt(who % TRADERS);
    }

    /// @dev A call, because the optimiser takes `block.timestamp` to be constant within one.
    function _now() private view returns (uint256) {
        return vm.getBlockTimestamp();
    }
}
