// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICompliance, Mode, Trade, Verdict} from "../../../contracts/compliance/ICompliance.sol";
import {Fill} from "../../../contracts/market/IMarket.sol";
import {Order, Scope, Side} from "../../../contracts/market/Orders.sol";
import {CaseId, CaseStatus} from "../../../contracts/payments/IEscrow.sol";
import {RecordedLog, vm} from "../Cheats.sol";
import {World} from "../World.sol";
import {Deal, Held, traderAt} from "./Deals.sol";
import {GhostModel} from "./GhostModel.sol";

/// @notice Plays the market at random and keeps its own books. Every number it is given is bounded to something that exists.
contract MarketHandler is GhostModel {
    uint256 public constant TRADERS = 8;
    uint256 private constant MAX_PRICE = 10_000e6;
    uint256 private constant REVIEW_PERIOD = 14 days;
    uint256 private constant APPEAL_PERIOD = 3 days;
    uint256 private constant MAX_CASE_AGE = 180 days;

    World private _world;
    address private immutable OFFICER;
    address private immutable REVIEWER;
    address private immutable BANK;
    address private immutable SUPPORT;
    Mode private immutable MODE;

    address[] public traders;
    uint256[] public parcels;
    Order[] private _dead;
    Held[] private _cases;
    uint256 private _nonces;

    /// @dev Ghost sums.
    mapping(uint256 tokenId => address owner) public ghostOwner;
    uint256 public ghostIssued;
    uint256 public ghostPaidIn;
    uint256 public ghostPaidOut;
    uint256 public ghostRefunded;
    uint256 public ghostShares;
    uint256 public deadOrdersFilled;
    uint256 public verdictsMissed;
    uint256 public findingsMissed;

    uint256 public settled;
    uint256 public held;
    uint256 public blocked;

    constructor(
        World memory world,
        address officer,
        address reviewer,
        address bank,
        address support,
        Mode mode,
        uint256[] memory tokenIds
    ) {
        _world = world;
        (OFFICER, REVIEWER, BANK, SUPPORT, MODE) = (officer, reviewer, bank, support, mode);
        for (uint256 i = 0; i < TRADERS; i++) {
            traders.push(traderAt(i));
            vm.startPrank(traders[i]);
            world.money.approve(address(world.market), type(uint256).max);
            world.land.setApprovalForAll(address(world.market), true);
            vm.stopPrank();
        }
        for (uint256 i = 0; i < tokenIds.length; i++) {
            parcels.push(tokenIds[i]);
            ghostOwner[tokenIds[i]] = world.land.ownerOf(tokenIds[i]);
        }
    }

    function passTime(uint32 time) external {
        vm.warp(_now() + (time % 10 days));
    }

    function attest(uint256 who, uint256 cluster) external {
        address[] memory accounts = new address[](1);
        accounts[0] = _trader(who);
        vm.prank(SUPPORT);
        _world.compliance.attest(accounts, cluster % 3);
        _ghostAttest(accounts[0], cluster % 3);
    }

    function pay(uint256 from, uint256 to, uint256 amount) external {
        (address payer, address payee) = (_trader(from), _trader(to));
        amount = amount % (_world.money.balanceOf(payer) / 4 + 1);
        vm.prank(payer);
        _world.money.transfer(payee, amount);
        _ghostPay(payer, payee, amount, _world.money.balanceOf(payee), _now());
    }

    function burn(uint256 who, uint256 amount) external {
        address holder = _trader(who);
        amount = amount % (_world.money.balanceOf(holder) / 4 + 1);
        vm.prank(holder);
        _world.money.burn(amount);
        ghostIssued -= amount;
    }

    function give(uint256 token, uint256 to) external {
        uint256 tokenId = _parcel(token);
        (address from, address receiver) = (ghostOwner[tokenId], _trader(to));
        if (from == address(_world.escrow)) return;
        vm.prank(from);
        _world.land.transferFrom(from, receiver, tokenId);
        _ghostDispose(tokenId, from, receiver, _now());
        ghostOwner[tokenId] = receiver;
    }

    function cancel(uint256 who, uint256 token, bool byCounter) external {
        Order memory order = _order(Side.Ask, _trader(who), _parcel(token), 1);
        vm.startPrank(order.maker);
        _world.market.authorise(order);
        if (byCounter) {
            _world.market.raiseCounter();
        } else {
            Order[] memory orders = new Order[](1);
            orders[0] = order;
            _world.market.cancel(orders);
        }
        vm.stopPrank();
        _dead.push(order);
    }

    /// @dev Tries any order that was filled or cancelled before, at its own time and by anyone.
    function replay(uint256 which, uint256 who) external {
        if (_dead.length == 0) return;
        Order memory order = _dead[which % _dead.length];
        order.expiresAt = type(uint64).max;
        vm.prank(_trader(who));
        if (_world.market.tryFill(order, "", order.tokenId)) deadOrdersFilled++;
    }

    function trade(uint256 token, uint256 who, uint256 price, bool byBid) external {
        uint256 tokenId = _parcel(token);
        address seller = ghostOwner[tokenId];
        if (seller == address(_world.escrow)) return;
        _trade(Deal(seller, _trader(who), tokenId, 1 + (price % MAX_PRICE), byBid));
    }

    /// @dev Back to whoever had it, at once: what the rules are there for.
    function pingPong(uint256 token, uint256 who, uint256 price) external {
        uint256 tokenId = _parcel(token);
        (address seller, address buyer) = (ghostOwner[tokenId], _trader(who));
        if (seller == address(_world.escrow)) return;
        price = 1 + (price % MAX_PRICE);
        _trade(Deal(seller, buyer, tokenId, price, false));
        if (ghostOwner[tokenId] == buyer) _trade(Deal(buyer, seller, tokenId, price, true));
    }

    /// @dev The first officer decides what is open, the second what is appealed; one of three times somebody lets time decide.
    function dispose(uint256 which, uint256 how) external {
        if (_cases.length == 0) return;
        uint256 position = which % _cases.length;
        Held storage chosen = _cases[position];
        if (!_isUnfinished(chosen)) return;
        if (how % 3 == 2) return _expire(chosen, position);
        if (chosen.status == CaseStatus.Refused) return;
        _thaw(chosen, position);
        if (how % 3 == 0) _release(chosen, position);
        else _refuseOrReverse(chosen, position);
    }

    function appeal(uint256 which, bool byBuyer) external {
        if (_cases.length == 0) return;
        uint256 position = which % _cases.length;
        Held storage chosen = _cases[position];
        uint256 clock = _clockOf(chosen);
        if (chosen.status != CaseStatus.Refused || clock >= chosen.deadline) return;
        Trade memory disputed = _world.escrow.caseOf(CaseId.wrap(position + 1)).trade;
        vm.prank(byBuyer ? disputed.buyer : disputed.seller);
        _world.escrow.appeal(CaseId.wrap(position + 1), "");
        (chosen.status, chosen.deadline) = (CaseStatus.Appealed, clock + REVIEW_PERIOD);
    }

    /// @dev As long as it may be, or less; a freeze that lasts is prolonged.
    function freeze(uint256 which, uint256 time) external {
        if (_cases.length == 0) return;
        uint256 position = which % _cases.length;
        Held storage chosen = _cases[position];
        (uint256 clock, uint256 latest) = (_clockOf(chosen), chosen.openedAt + MAX_CASE_AGE);
        if (!_isUnfinished(chosen) || clock >= latest) return;
        uint256 until = clock + 1 + (time % (latest - clock));
        vm.prank(OFFICER);
        _world.escrow.freeze(CaseId.wrap(position + 1), uint64(until), "");
        (chosen.deadline, chosen.frozenUntil) = (chosen.deadline + until - clock, until);
    }

    function openCases(uint256 tokenId) external view returns (uint256 count, uint256 sum) {
        for (uint256 i = 0; i < _cases.length; i++) {
            if (!_isUnfinished(_cases[i])) continue;
            sum += _cases[i].price;
            if (_cases[i].tokenId == tokenId) count++;
        }
    }

    function caseAt(uint256 position) external view returns (Held memory) {
        return _cases[position];
    }

    function caseCount() external view returns (uint256) {
        return _cases.length;
    }

    function _release(Held storage chosen, uint256 position) private {
        CaseId caseId = CaseId.wrap(position + 1);
        address seller = _world.escrow.caseOf(caseId).trade.seller;
        address buyer = _world.escrow.caseOf(caseId).trade.buyer;
        vm.prank(chosen.status == CaseStatus.Open ? OFFICER : REVIEWER);
        _world.escrow.release(caseId, "");
        chosen.status = CaseStatus.Released;
        _noteSettled(chosen.price, seller);
        _ghostDispose(chosen.tokenId, seller, buyer, _now());
        ghostOwner[chosen.tokenId] = buyer;
    }

    function _refuseOrReverse(Held storage chosen, uint256 position) private {
        bool isOpen = chosen.status == CaseStatus.Open;
        vm.prank(isOpen ? OFFICER : REVIEWER);
        _world.escrow.reverse(CaseId.wrap(position + 1), "");
        if (isOpen) (chosen.status, chosen.deadline) = (CaseStatus.Refused, _now() + APPEAL_PERIOD);
        else _noteReversed(chosen, position);
    }

    /// @dev Whatever was decided, appealed and frozen: once the time is over, anyone can.
    function _expire(Held storage chosen, uint256 position) private {
        uint256 due = chosen.deadline < chosen.frozenUntil ? chosen.frozenUntil : chosen.deadline;
        if (_now() < due) vm.warp(due);
        _world.escrow.expire(CaseId.wrap(position + 1));
        _noteReversed(chosen, position);
    }

    function _thaw(Held storage chosen, uint256 position) private {
        if (chosen.frozenUntil <= _now()) return;
        vm.prank(OFFICER);
        _world.escrow.unfreeze(CaseId.wrap(position + 1), "");
        chosen.deadline -= chosen.frozenUntil - _now();
        chosen.frozenUntil = 0;
    }

    function _noteReversed(Held storage chosen, uint256 position) private {
        chosen.status = CaseStatus.Reversed;
        ghostRefunded += chosen.price;
        Trade memory undone = _world.escrow.caseOf(CaseId.wrap(position + 1)).trade;
        _ghostReceive(undone.payer, undone.payer, _world.money.balanceOf(undone.payer));
        ghostOwner[chosen.tokenId] = undone.seller;
    }

    function _trade(Deal memory deal) private {
        vm.prank(BANK);
        _world.money.mint(deal.buyer, deal.price);
        ghostIssued += deal.price;
        _ghostReceive(deal.buyer, deal.buyer, _world.money.balanceOf(deal.buyer));
        Verdict violated = _ghostVerdict(deal.seller, deal.buyer, deal.tokenId, deal.price, _now());

        Order memory order = _publish(deal);
        vm.recordLogs();
        bool done = _fill(order, deal.byBid ? deal.seller : deal.buyer);
        if (_isFindingRaised() != (MODE != Mode.Off && violated != Verdict.Allow)) findingsMissed++;
        _note(deal, done, MODE == Mode.Enforce ? violated : Verdict.Allow);
        if (done) _dead.push(order);
    }

    function _publish(Deal memory deal) private returns (Order memory order) {
        address maker = deal.byBid ? deal.buyer : deal.seller;
        order = _order(deal.byBid ? Side.Bid : Side.Ask, maker, deal.tokenId, deal.price);
        vm.prank(maker);
        _world.market.authorise(order);
    }

    function _fill(Order memory order, address caller) private returns (bool) {
        Fill[] memory fills = new Fill[](1);
        fills[0] = Fill(order, "", order.tokenId, new bytes32[](0));
        vm.prank(caller);
        return _world.market.fillBatch(fills, fills.length)[0];
    }

    function _isFindingRaised() private returns (bool) {
        RecordedLog[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; i++) {
            if (logs[i].topics[0] == ICompliance.FindingRaised.selector) return true;
        }
        return false;
    }

    function _note(Deal memory deal, bool done, Verdict expected) private {
        if (done != (expected != Verdict.Block)) verdictsMissed++;
        if (!done) {
            blocked++;
            return;
        }
        ghostPaidIn += deal.price;
        if (_world.land.ownerOf(deal.tokenId) == address(_world.escrow)) {
            if (expected != Verdict.Hold) verdictsMissed++;
            held++;
            uint256 deadline = _now() + REVIEW_PERIOD;
            _cases.push(Held(deal.tokenId, deal.price, CaseStatus.Open, _now(), deadline, 0));
            ghostOwner[deal.tokenId] = address(_world.escrow);
        } else {
            if (expected != Verdict.Allow) verdictsMissed++;
            settled++;
            _noteSettled(deal.price, deal.seller);
            _ghostDispose(deal.tokenId, deal.seller, deal.buyer, _now());
            ghostOwner[deal.tokenId] = deal.buyer;
        }
    }

    /// @dev Money from a trade has no source but its receiver; what rounds off goes to the seller, so there is always some.
    function _noteSettled(uint256 price, address seller) private {
        ghostPaidOut += price;
        ghostShares += (price * 250) / 10_000 + (price * 500) / 10_000;
        _ghostReceive(seller, seller, _world.money.balanceOf(seller));
    }

    function _order(Side side, address maker, uint256 tokenId, uint256 price) private returns (Order memory) {
        return
            Order({
                side: side,
                scope: Scope.Token,
                maker: maker,
                collection: address(_world.land),
                tokenId: tokenId,
                fingerprint: 0,
                amount: 1,
                currency: address(_world.money),
                price: price,
                endPrice: price,
                taker: address(0),
                startsAt: 0,
                expiresAt: type(uint64).max,
                counter: _world.market.counterOf(maker),
                nonce: _nonces++
            });
    }

    function _isUnfinished(Held storage chosen) private view returns (bool) {
        return chosen.status != CaseStatus.Released && chosen.status != CaseStatus.Reversed;
    }

    /// @dev The time of a frozen case stands at the end of its freeze.
    function _clockOf(Held storage chosen) private view returns (uint256) {
        return _now() < chosen.frozenUntil ? chosen.frozenUntil : _now();
    }

    function _trader(uint256 who) private view returns (address) {
        return traders[who % TRADERS];
    }

    function _parcel(uint256 token) private view returns (uint256) {
        return parcels[token % parcels.length];
    }

    /// @dev A call, because the optimiser takes `block.timestamp` to be constant within one.
    function _now() private view returns (uint256) {
        return vm.getBlockTimestamp();
    }
}
