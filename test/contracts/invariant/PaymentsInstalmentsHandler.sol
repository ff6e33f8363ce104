// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {Behaviour, HostileCollection} from "../../../contracts/mocks/HostileCollection.sol";
import {CaseId, CaseStatus} from "../../../contracts/payments/IEscrow.sol";
import {Escrow} from "../../../contracts/payments/Escrow.sol";
import {InstalmentOffer, PlanId, PlanStatus} from "../../../contracts/payments/IInstalments.sol";
import {Instalments} from "../../../contracts/payments/Instalments.sol";
import {SettlementToken} from "../../../contracts/payments/SettlementToken.sol";
import {vm} from "../Cheats.sol";
import {traderAt} from "./Deals.sol";

/// @notice Something to sell in instalments.
struct Lot {
    IERC721 collection;
    uint256 tokenId;
}

/// @notice A plan in the handler's own books; its id is its position plus one.
struct Agreed {
    uint256 lot;
    address seller;
    address buyer;
    uint256 paidIn;
    uint256 part;
    uint32 left;
    uint256 dueAt;
    uint256 period;
    uint256 grace;
    bool open;
    bool pending;
}

/// @notice Accepts, pays, forecloses and delivers at random, and keeps its own books. The last lot belongs to a
/// collection that refuses, or does nothing, now and then; beside the plans sellers pay buyers, which makes the engine
/// block.
contract PaymentsInstalmentsHandler {
    uint256 public constant TRADERS = 4;
    uint256 private constant MAX_PART = 1_000e6;

    Instalments private immutable HOUSE;
    Escrow private immutable ESCROW;
    SettlementToken private immutable MONEY;
    HostileCollection private immutable HOSTILE;
    address private immutable BANK;
    Lot[] private _lots;
    Agreed[] private _plans;
    uint256 private _nonces;

    /// @dev Ghost sums.
    uint256 public ghostIssued;
    uint256 public ghostPaidIn;
    uint256 public ghostSettled;
    uint256 public ghostRefunded;
    uint256 public ghostForfeited;
    /// @dev Plans that ended otherwise than their terms allow, or ought to have ended and did not.
    uint256 public broken;
    uint256 public settled;
    uint256 public unwound;
    uint256 public foreclosed;

    constructor(
        Instalments house,
        Escrow escrow,
        SettlementToken money,
        HostileCollection hostile,
        address bank,
        Lot[] memory initial
    ) {
        (HOUSE, ESCROW, MONEY, HOSTILE, BANK) = (house, escrow, money, hostile, bank);
        for (uint256 i = 0; i < initial.length; i++) _lots.push(initial[i]);
        for (uint256 i = 0; i < TRADERS; i++) {
            vm.startPrank(traderAt(i));
            money.approve(address(house), type(uint256).max);
            for (uint256 j = 0; j < initial.length; j++) {
                initial[j].collection.setApprovalForAll(address(house), true);
            }
            vm.stopPrank();
        }
    }

    function passTime(uint32 time) external {
        vm.warp(_now() + (time % 20 days));
    }

    function turn(uint256 behaviour) external {
        Behaviour[3] memory known = [Behaviour.Honest, Behaviour.Ignore, Behaviour.Refuse];
        HOSTILE.behave(known[behaviour % 3]);
    }

    function pay(uint256 from, uint256 to, uint256 amount) external {
        address payer = traderAt(from % TRADERS);
        amount = _fund(payer, amount);
        vm.prank(payer);
        MONEY.transfer(traderAt(to % TRADERS), amount);
    }

    function accept(uint256 which, uint256 who, uint256 part, uint32 count, uint16 forfeitBps) external {
        which = which % _lots.length;
        address seller = _lots[which].collection.ownerOf(_lots[which].tokenId);
        if (seller == address(HOUSE) || seller == address(ESCROW)) return;
        address buyer = traderAt(who % TRADERS);
        part = _fund(buyer, part);
        InstalmentOffer memory offer = _offer(_lots[which], seller, part, 1 + (count % 4), forfeitBps % 5_001);
        vm.prank(seller);
        HOUSE.authorise(offer);
        vm.prank(buyer);
        // The engine or the collection may refuse; nothing has happened then, which the invariants see.
        try HOUSE.accept(offer, "") {
            ghostPaidIn += part;
            Agreed storage plan = _plans.push();
            (plan.lot, plan.seller, plan.buyer, plan.open) = (which, seller, buyer, true);
            (plan.paidIn, plan.part, plan.left) = (part, part, offer.count);
            (plan.period, plan.grace, plan.dueAt) = (offer.period, offer.graceSeconds, _now() + offer.period);
        } catch {}
    }

    function payInstalments(uint256 which, uint32 instalments) external {
        if (_plans.length == 0) return;
        which = which % _plans.length;
        Agreed storage plan = _plans[which];
        if (!plan.open) return;
        instalments = 1 + (instalments % plan.left);
        uint256 amount = instalments * plan.part;
        _mint(plan.buyer, amount);
        uint256 before = MONEY.balanceOf(plan.buyer);
        vm.prank(plan.buyer);
        HOUSE.pay(_id(which), instalments);

        ghostPaidIn += amount;
        plan.paidIn += amount;
        plan.left -= instalments;
        plan.dueAt += instalments * plan.period;
        if (plan.left == 0) _noteEnd(which, plan, before - amount);
    }

    /// @dev At any time: too early must fail, late must not.
    function foreclose(uint256 which) external {
        if (_plans.length == 0) return;
        which = which % _plans.length;
        Agreed storage plan = _plans[which];
        bool due = plan.open && _now() > plan.dueAt + plan.grace;
        uint256 sellers = MONEY.balanceOf(plan.seller);
        uint256 buyers = MONEY.balanceOf(plan.buyer);
        try HOUSE.foreclose(_id(which)) {
            uint256 forfeited = MONEY.balanceOf(plan.seller) - sellers;
            uint256 refunded = MONEY.balanceOf(plan.buyer) - buyers;
            bool whole = forfeited + refunded == plan.paidIn && forfeited <= refunded;
            if (!due || !whole) broken++;
            (ghostForfeited, ghostRefunded) = (ghostForfeited + forfeited, ghostRefunded + refunded);
            foreclosed++;
            _close(plan);
        } catch {
            if (due) broken++;
        }
    }

    /// @dev What a seller waits for is there as soon as the collection gives it up.
    function deliver(uint256 which) external {
        if (_plans.length == 0) return;
        which = which % _plans.length;
        Agreed storage plan = _plans[which];
        try HOUSE.deliver(_id(which)) {
            if (!plan.pending) broken++;
            plan.pending = false;
        } catch {}
    }

    /// @dev Held trades go back, so that their tokens take part again.
    function expireCases() external {
        for (uint256 i = 1; i <= ESCROW.caseCount(); i++) {
            CaseId caseId = CaseId.wrap(i);
            if (ESCROW.caseOf(caseId).status != CaseStatus.Open) continue;
            uint256 deadline = ESCROW.caseOf(caseId).deadline;
            if (_now() < deadline) vm.warp(deadline);
            ESCROW.expire(caseId);
        }
    }

    function plans() external view returns (Agreed[] memory) {
        return _plans;
    }

    function lots() external view returns (Lot[] memory) {
        return _lots;
    }

    /// @dev The last payment settles the trade or undoes it: there is no third.
    function _noteEnd(uint256 which, Agreed storage plan, uint256 buyersMoney) private {
        PlanStatus status = HOUSE.planOf(_id(which)).status;
        uint256 refunded = MONEY.balanceOf(plan.buyer) - buyersMoney;
        if (status == PlanStatus.Settled) {
            if (refunded != 0) broken++;
            ghostSettled += plan.paidIn;
            settled++;
        } else {
            if (status != PlanStatus.Unwound || refunded != plan.paidIn) broken++;
            ghostRefunded += refunded;
            unwound++;
        }
        _close(plan);
    }

    function _close(Agreed storage plan) private {
        plan.open = false;
        Lot storage lot = _lots[plan.lot];
        plan.pending = lot.collection.ownerOf(lot.tokenId) == address(HOUSE);
    }

    function _fund(address account, uint256 amount) private returns (uint256) {
        amount = 1 + (amount % MAX_PART);
        _mint(account, amount);
        return amount;
    }

    function _mint(address account, uint256 amount) private {
        vm.prank(BANK);
        MONEY.mint(account, amount);
        ghostIssued += amount;
    }

    function _offer(
        Lot memory lot,
        address seller,
        uint256 part,
        uint32 count,
        uint16 forfeitBps
    ) private returns (InstalmentOffer memory) {
        return
            InstalmentOffer({
                seller: seller,
                buyer: address(0),
                collection: address(lot.collection),
                tokenId: lot.tokenId,
                fingerprint: 0,
                currency: address(MONEY),
                downPayment: uint128(part),
                instalment: uint128(part),
                count: count,
                period: 10 days,
                graceSeconds: 2 days,
                forfeitBps: forfeitBps,
                expiresAt: type(uint64).max,
                counter: 0,
                nonce: _nonces++
            });
    }

    /// @dev A call, because the optimiser takes `block.timestamp` to be constant within one.
    function _now() private view returns (uint256) {
        return vm.getBlockTimestamp();
    }

    function _id(uint256 which) private pure returns (PlanId) {
        return PlanId.wrap(which + 1);
    }
}
