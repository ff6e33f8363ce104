// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ConditionalPayments} from "../../../contracts/payments/ConditionalPayments.sol";
import {ApprovalTerms, Condition, DeliveryTerms, PaymentId} from "../../../contracts/payments/IConditionalPayments.sol";
import {SettlementToken} from "../../../contracts/payments/SettlementToken.sol";
import {vm} from "../Cheats.sol";
import {traderAt} from "./Deals.sol";

/// @notice A payment in the handler's own books; its id is its position plus one.
struct Waiting {
    Condition condition;
    uint256 payer;
    uint256 payee;
    uint256 amount;
    uint256 time;
    uint256 tokenId;
    bool first;
    bool second;
    bool open;
}

/// @notice Opens payments of all three kinds and tries at any time to deliver, release, approve and reclaim any of them.
/// It keeps its own books; the approvers of a payment are the traders after payer and payee.
contract PaymentsConditionsHandler {
    uint256 public constant TRADERS = 4;
    uint256 private constant MAX_AMOUNT = 10_000e6;

    ConditionalPayments private immutable HOUSE;
    SettlementToken private immutable MONEY;
    address private immutable COLLECTION;
    address private immutable BANK;
    uint256[] private _parcels;
    Waiting[] private _payments;

    /// @dev Ghost sums.
    uint256 public ghostOpen;
    uint256 public ghostDonated;
    /// @dev Payments that ended otherwise than their terms allow, or ought to have ended and did not.
    uint256 public broken;
    uint256 public ended;

    constructor(
        ConditionalPayments house,
        SettlementToken money,
        address collection,
        address bank,
        uint256[] memory parcels
    ) {
        (HOUSE, MONEY, COLLECTION, BANK, _parcels) = (house, money, collection, bank, parcels);
    }

    function passTime(uint32 time) external {
        vm.warp(_now() + (time % 4 days));
    }

    /// @dev Money that nobody asked for.
    function donate(uint256 amount) external {
        amount = amount % MAX_AMOUNT;
        vm.prank(BANK);
        MONEY.mint(address(HOUSE), amount);
        ghostDonated += amount;
    }

    function open(uint256 condition, uint256 who, uint256 amount, uint256 time, uint256 token) external {
        Waiting memory payment = Waiting({
            condition: Condition(1 + (condition % 3)),
            payer: who % TRADERS,
            payee: (who + 1) % TRADERS,
            amount: 1 + (amount % MAX_AMOUNT),
            time: _now() + 1 + (time % 20 days),
            tokenId: _parcels[token % _parcels.length],
            first: false,
            second: false,
            open: true
        });
        vm.prank(BANK);
        MONEY.mint(traderAt(payment.payer), payment.amount);
        _payments.push(payment);
        ghostOpen += payment.amount;
        vm.startPrank(traderAt(payment.payer));
        MONEY.approve(address(HOUSE), payment.amount);
        _open(payment, traderAt(payment.payee), uint64(payment.time));
        vm.stopPrank();
    }

    function deliver(uint256 which) external {
        if (_payments.length == 0) return;
        Waiting storage payment = _payments[which % _payments.length];
        vm.prank(traderAt(payment.payee));
        try HOUSE.deliver(_id(which)) {
            _end(payment, payment.condition == Condition.Delivery && _now() < payment.time);
        } catch {}
    }

    function release(uint256 which) external {
        if (_payments.length == 0) return;
        Waiting storage payment = _payments[which % _payments.length];
        bool due = payment.open && payment.condition == Condition.Date && _now() >= payment.time;
        try HOUSE.release(_id(which)) {
            _end(payment, due);
        } catch {
            if (due) broken++;
        }
    }

    function approve(uint256 which, uint256 who) external {
        if (_payments.length == 0) return;
        Waiting storage payment = _payments[which % _payments.length];
        who = who % TRADERS;
        bool first = who == _firstApprover(payment);
        bool second = who == _secondApprover(payment);
        bool known = (first && !payment.first) || (second && !payment.second);
        bool due = payment.open && payment.condition == Condition.Approval && known && _now() < payment.time;
        vm.prank(traderAt(who));
        try HOUSE.approve(_id(which)) {
            if (!due) broken++;
            if (first) payment.first = true;
            if (second) payment.second = true;
            if (payment.first && payment.second) _end(payment, true);
        } catch {
            if (due) broken++;
        }
    }

    function reclaim(uint256 which) external {
        if (_payments.length == 0) return;
        Waiting storage payment = _payments[which % _payments.length];
        bool due = payment.open && payment.condition != Condition.Date && _now() >= payment.time;
        uint256 before = MONEY.balanceOf(traderAt(payment.payer));
        try HOUSE.reclaim(_id(which)) {
            bool whole = MONEY.balanceOf(traderAt(payment.payer)) - before == payment.amount;
            _end(payment, due && whole);
        } catch {
            if (due) broken++;
        }
    }

    function payments() external view returns (Waiting[] memory) {
        return _payments;
    }

    function _open(Waiting memory payment, address payee, uint64 time) private {
        uint256 amount = payment.amount;
        if (payment.condition == Condition.Delivery) {
            HOUSE.payOnDelivery(DeliveryTerms(payee, COLLECTION, payment.tokenId, 0, address(MONEY), amount, time));
        } else if (payment.condition == Condition.Date) {
            HOUSE.payOnDate(payee, address(MONEY), amount, time);
        } else {
            address first = traderAt(_firstApprover(payment));
            address[2] memory approvers = [first, traderAt(_secondApprover(payment))];
            HOUSE.payOnApproval(ApprovalTerms(payee, address(MONEY), amount, approvers, time));
        }
    }

    function _end(Waiting storage payment, bool rightly) private {
        if (!payment.open || !rightly) broken++;
        payment.open = false;
        ghostOpen -= payment.amount;
        ended++;
    }

    function _id(uint256 which) private view returns (PaymentId) {
        return PaymentId.wrap(1 + (which % _payments.length));
    }

    /// @dev A call, because the optimiser takes `block.timestamp` to be constant within one.
    function _now() private view returns (uint256) {
        return vm.getBlockTimestamp();
    }

    function _firstApprover(Waiting memory payment) private pure returns (uint256) {
        return (payment.payer + 2) % TRADERS;
    }

    function _secondApprover(Waiting memory payment) private pure returns (uint256) {
        return (payment.payer + 3) % TRADERS;
    }
}
