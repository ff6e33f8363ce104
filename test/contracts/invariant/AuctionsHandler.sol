// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {AuctionHouse} from "../../../contracts/auctions/AuctionHouse.sol";
import {AuctionId, AuctionStatus, IAuctionHouse, Terms} from "../../../contracts/auctions/IAuctionHouse.sol";
import {Compliance} from "../../../contracts/compliance/Compliance.sol";
import {Behaviour, HostileCollection} from "../../../contracts/mocks/HostileCollection.sol";
import {SettlementToken} from "../../../contracts/payments/SettlementToken.sol";
import {RecordedLog, vm} from "../Cheats.sol";
import {traderAt} from "./Deals.sol";

/// @notice A token that is put up for auction.
struct Item {
    address collection;
    uint256 tokenId;
}

/// @notice Plays the auction house at random and folds its events into books of its own, without looking into it.
contract AuctionsHandler {
    /// @dev An auction as its events tell it.
    struct Told {
        bool open;
        bool pending;
        address bidder;
        uint256 bid;
        uint64 endsAt;
    }

    uint256 public constant TRADERS = 4;
    uint256 private constant MAX_PRICE = 10_000e6;
    /// @dev A collection may burn all of it, and the money must still go back.
    uint256 private constant GAS = 6_000_000;

    AuctionHouse private immutable HOUSE;
    SettlementToken private immutable MONEY;
    Compliance private immutable COMPLIANCE;
    HostileCollection private immutable HOSTILE;
    address private immutable BANK;
    address private immutable SUPPORT;

    Item[] private _items;
    mapping(AuctionId auctionId => Told) private _told;
    mapping(address account => uint256 amount) public toldCredit;
    uint256 public toldCount;
    uint256 public toldHeld;
    uint256 public ghostIssued;

    uint256 public sold;
    uint256 public refused;
    uint256 public unwound;

    constructor(
        AuctionHouse house,
        SettlementToken money,
        Compliance compliance,
        HostileCollection hostile,
        address bank,
        address support,
        Item[] memory items
    ) {
        (HOUSE, MONEY, COMPLIANCE, HOSTILE) = (house, money, compliance, hostile);
        (BANK, SUPPORT) = (bank, support);
        for (uint256 i = 0; i < items.length; i++) _items.push(items[i]);
        for (uint256 i = 0; i < TRADERS; i++) {
            vm.startPrank(traderAt(i));
            money.approve(address(house), type(uint256).max);
            for (uint256 j = 0; j < items.length; j++) {
                IERC721(items[j].collection).setApprovalForAll(address(house), true);
            }
            vm.stopPrank();
        }
    }

    function passTime(uint32 time) external {
        vm.warp(_now() + (time % 3 days));
    }

    function behave(uint256 how) external {
        HOSTILE.behave(Behaviour(how % 5));
    }

    /// @dev On its next transfer the collection tries to be paid twice.
    function reenter(uint256 which) external {
        HOSTILE.reenter(address(HOUSE), abi.encodeCall(HOUSE.settle, (_auction(which))));
    }

    function attest(uint256 who, uint256 cluster) external {
        address[] memory accounts = new address[](1);
        accounts[0] = traderAt(who % TRADERS);
        vm.prank(SUPPORT);
        COMPLIANCE.attest(accounts, cluster % 3);
    }

    /// @dev By its owner, by somebody else, or while it is in an auction already.
    function create(uint256 which, uint256 who, uint256 reserve, uint32 duration) external {
        Item memory offered = _items[which % _items.length];
        address owner = IERC721(offered.collection).ownerOf(offered.tokenId);
        Terms memory terms = Terms({
            collection: offered.collection,
            tokenId: offered.tokenId,
            currency: address(MONEY),
            reserve: 1 + (reserve % MAX_PRICE),
            minIncrementBps: uint16(100 + (reserve % 4_901)),
            startsAt: 0,
            endsAt: uint64(_now() + 1 hours + (duration % 10 days))
        });
        _act(who % 4 == 0 ? traderAt(who % TRADERS) : owner, abi.encodeCall(HOUSE.create, (terms)));
    }

    function bid(uint256 which, uint256 who, uint256 over) public {
        AuctionId auctionId = _auction(which);
        Told memory told = _told[auctionId];
        if (!told.open) return;
        address bidder = traderAt(who % TRADERS);
        uint256 amount = HOUSE.minimumBid(auctionId) + (over % MAX_PRICE);
        vm.prank(BANK);
        MONEY.mint(bidder, amount);
        ghostIssued += amount;
        _act(bidder, abi.encodeCall(HOUSE.bid, (auctionId, amount)));
    }

    /// @dev The settlement token refuses every plain transfer meanwhile.
    function bidWhileRefundsFail(uint256 which, uint256 who, uint256 over) external {
        vm.mockCallRevert(address(MONEY), abi.encodePacked(IERC20.transfer.selector), "broken");
        bid(which, who, over);
        vm.clearMockedCalls();
    }

    function cancel(uint256 which) external {
        AuctionId auctionId = _auction(which);
        _act(HOUSE.auctionOf(auctionId).seller, abi.encodeCall(HOUSE.cancel, (auctionId)));
    }

    function settle(uint256 which) external {
        AuctionId auctionId = _auction(which);
        _reach(_told[auctionId].endsAt);
        _act(address(this), abi.encodeCall(HOUSE.settle, (auctionId)));
    }

    function unwind(uint256 which) external {
        AuctionId auctionId = _auction(which);
        if (_told[auctionId].open) _reach(_told[auctionId].endsAt + 7 days);
        _act(address(this), abi.encodeCall(HOUSE.unwind, (auctionId)));
    }

    function deliver(uint256 which) external {
        _act(address(this), abi.encodeCall(HOUSE.deliver, (_auction(which))));
    }

    function withdraw(uint256 who) external {
        _act(traderAt(who % TRADERS), abi.encodeCall(HOUSE.withdraw, ()));
    }

    function toldAuction(AuctionId auctionId) external view returns (Told memory) {
        return _told[auctionId];
    }

    function itemCount() external view returns (uint256) {
        return _items.length;
    }

    function item(uint256 position) external view returns (Item memory) {
        return _items[position];
    }

    function _act(address caller, bytes memory data) private {
        vm.recordLogs();
        vm.prank(caller);
        (bool done, ) = address(HOUSE).call{gas: GAS}(data);
        RecordedLog[] memory logs = vm.getRecordedLogs();
        if (!done) return;
        for (uint256 i = 0; i < logs.length; i++) {
            if (logs[i].emitter == address(HOUSE)) _fold(logs[i]);
        }
    }

    function _fold(RecordedLog memory log) private {
        bytes32 name = log.topics[0];
        Told storage told = _told[AuctionId.wrap(uint256(log.topics[1]))];
        if (name == IAuctionHouse.AuctionCreated.selector) {
            (, Terms memory terms) = abi.decode(log.data, (uint256, Terms));
            (told.open, told.endsAt) = (true, terms.endsAt);
            toldCount++;
        } else if (name == IAuctionHouse.BidPlaced.selector) {
            told.bidder = address(uint160(uint256(log.topics[2])));
            (told.bid, told.endsAt) = abi.decode(log.data, (uint256, uint64));
            toldHeld += told.bid;
        } else if (name == IAuctionHouse.BidRefunded.selector) {
            (uint256 amount, bool credited) = abi.decode(log.data, (uint256, bool));
            if (credited) toldCredit[address(uint160(uint256(log.topics[2])))] += amount;
            else toldHeld -= amount;
        } else if (name == IAuctionHouse.CreditWithdrawn.selector) {
            uint256 amount = abi.decode(log.data, (uint256));
            toldCredit[address(uint160(uint256(log.topics[1])))] -= amount;
            toldHeld -= amount;
        } else if (name == IAuctionHouse.AuctionEnded.selector) {
            _foldEnd(told, abi.decode(log.data, (AuctionStatus)));
        } else if (name == IAuctionHouse.TokenUndeliverable.selector) {
            told.pending = true;
        } else if (name == IAuctionHouse.TokenDelivered.selector) {
            told.pending = false;
        }
    }

    function _foldEnd(Told storage told, AuctionStatus outcome) private {
        told.open = false;
        if (outcome == AuctionStatus.Sold) {
            toldHeld -= told.bid;
            sold++;
        }
        if (outcome == AuctionStatus.Blocked) refused++;
        if (outcome == AuctionStatus.Unwound) unwound++;
    }

    function _reach(uint256 time) private {
        if (_now() < time) vm.warp(time);
    }

    function _auction(uint256 which) private view returns (AuctionId) {
        return AuctionId.wrap(toldCount == 0 ? 1 : 1 + (which % toldCount));
    }

    /// @dev A call, because the optimiser takes `block.timestamp` to be constant within one.
    function _now() private view returns (uint256) {
        return vm.getBlockTimestamp();
    }
}
