// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Membership} from "../../contracts/collectibles/Membership.sol";
import {Compliance} from "../../contracts/compliance/Compliance.sol";
import {Mode, Trade, TransferPolicy} from "../../contracts/compliance/ICompliance.sol";
import {MarketRules} from "../../contracts/compliance/rules/MarketRules.sol";
import {Parties} from "../../contracts/compliance/IRuleSet.sol";
import {Authority} from "../../contracts/governance/Authority.sol";
import {Land} from "../../contracts/land/Land.sol";
import {Place} from "../../contracts/land/ILand.sol";
import {Market} from "../../contracts/market/Market.sol";
import {Order, Scope, Side} from "../../contracts/market/Orders.sol";
import {Escrow} from "../../contracts/payments/Escrow.sol";
import {CaseId} from "../../contracts/payments/IEscrow.sol";
import {PaymentSplits} from "../../contracts/payments/PaymentSplits.sol";
import {SettlementToken} from "../../contracts/payments/SettlementToken.sol";
import {standingOf} from "../../contracts/payments/ISettlementToken.sol";
import {vm} from "./Cheats.sol";
import {Actors, World, Worlds} from "./World.sol";

/// @title The world in which every Solidity test starts
/// @notice All contracts with their roles, the four wash-trading rules enforced, a fee of 2.5 % and a royalty of 5 %. Actors
/// have names; seller and buyer hold keys, money from the bank and approvals.
abstract contract Fixture {
    uint256 internal constant START = 1_577_836_800; // 1 January 2020
    uint256 internal constant USD = 1e6;
    uint256 internal constant RICHES = 1_000_000_000 * USD;
    uint256 internal constant SELLER_KEY = uint256(keccak256("seller"));
    uint256 internal constant BUYER_KEY = uint256(keccak256("buyer"));
    /// @dev Bits of the four rules against wash trading among the active ones.
    uint16 internal constant WASH_RULES = 15;
    bytes32 internal constant SELF_TRADE = "SelfTrade";
    bytes32 internal constant ROUND_TRIP = "RoundTrip";
    bytes32 internal constant COMMON_FUNDER = "CommonFunder";
    bytes32 internal constant SELF_FINANCED = "SelfFinanced";

    address internal immutable ADMIN = _named("admin");
    address internal immutable DECISION = _named("decision layer");
    address internal immutable OFFICER = _named("compliance officer");
    address internal immutable REVIEWER = _named("second officer");
    address internal immutable PLATFORM = _named("platform operator");
    address internal immutable SUPPORT = _named("attestor");
    address internal immutable BANK = _named("bank");
    address internal immutable GUARDIAN = _named("guardian");
    address internal immutable TREASURY = _named("treasury");
    address internal immutable CREATOR = _named("creator");
    address internal immutable STRANGER = _named("stranger");
    address internal immutable SELLER = _named("seller");
    address internal immutable BUYER = _named("buyer");

    Authority internal authority;
    SettlementToken internal money;
    Compliance internal compliance;
    MarketRules internal marketRules;
    Escrow internal escrow;
    PaymentSplits internal splits;
    Membership internal membership;
    Market internal market;
    Land internal land;
    uint256 private _nonces;

    function setUp() public virtual {
        vm.warp(START);
        World memory world = Worlds.create(
            Actors({
                admin: ADMIN,
                decision: DECISION,
                officer: OFFICER,
                reviewer: REVIEWER,
                platform: PLATFORM,
                support: SUPPORT,
                bank: BANK,
                guardian: GUARDIAN,
                treasury: TREASURY,
                creator: CREATOR
            })
        );
        (authority, money, compliance) = (world.authority, world.money, world.compliance);
        (marketRules, escrow, splits) = (world.marketRules, world.escrow, world.splits);
        (membership, market, land) = (world.membership, world.market, world.land);
        _enrich(SELLER);
        _enrich(BUYER);
    }

    function _setAllModes(Mode mode) internal {
        _setMode(SELF_TRADE, mode);
        _setMode(ROUND_TRIP, mode);
        _setMode(COMMON_FUNDER, mode);
        _setMode(SELF_FINANCED, mode);
    }

    function _setMode(bytes32 ruleId, Mode mode) internal {
        vm.prank(DECISION);
        compliance.setRuleMode(ruleId, mode);
    }

    function _setPolicy(address collection, TransferPolicy policy) internal {
        bool tightens = compliance.transferPolicy(collection) <= policy;
        vm.prank(tightens ? PLATFORM : DECISION);
        if (tightens) compliance.setTransferPolicy(collection, policy);
        else compliance.loosenTransferPolicy(collection, policy);
    }

    function _setHub(address account, bool registered) internal {
        vm.prank(SUPPORT);
        money.setHub(account, registered);
    }

    function _setSettler(address account, bool registered) internal {
        vm.prank(PLATFORM);
        money.setSettler(account, registered);
    }

    function _attest(address account, uint256 cluster) internal {
        address[] memory accounts = new address[](1);
        accounts[0] = account;
        vm.prank(SUPPORT);
        compliance.attest(accounts, cluster);
    }

    /// @dev Money from the bank, so that the account is a root of its own, and the approvals of an ordinary trader.
    function _enrich(address trader) internal {
        _mint(trader, RICHES);
        vm.startPrank(trader);
        money.approve(address(market), type(uint256).max);
        land.setApprovalForAll(address(market), true);
        vm.stopPrank();
    }

    function _mint(address to, uint256 amount) internal {
        vm.prank(BANK);
        money.mint(to, amount);
    }

    function _pay(address from, address to, uint256 amount) internal {
        vm.prank(from);
        money.transfer(to, amount);
    }

    function _giveParcel(address to, int128 x, int128 y) internal returns (uint256 tokenId) {
        Place[] memory places = new Place[](1);
        places[0] = Place(x, y);
        vm.prank(PLATFORM);
        land.mintBatch(to, places);
        return land.tokenIdAt(x, y);
    }

    function _ask(address maker, uint256 tokenId, uint256 price) internal returns (Order memory) {
        return _order(Side.Ask, Scope.Token, maker, tokenId, price);
    }

    function _bid(address maker, uint256 tokenId, uint256 price) internal returns (Order memory) {
        return _order(Side.Bid, Scope.Token, maker, tokenId, price);
    }

    function _collectionBid(address maker, uint256 price) internal returns (Order memory) {
        return _order(Side.Bid, Scope.Collection, maker, 0, price);
    }

    function _order(
        Side side,
        Scope scope,
        address maker,
        uint256 tokenId,
        uint256 price
    ) private returns (Order memory) {
        return
            Order({
                side: side,
                scope: scope,
                maker: maker,
                collection: address(land),
                tokenId: tokenId,
                fingerprint: 0,
                amount: 1,
                currency: address(money),
                price: price,
                endPrice: price,
                taker: address(0),
                startsAt: uint64(block.timestamp),
                expiresAt: uint64(block.timestamp + 1 days),
                counter: market.counterOf(maker),
                nonce: _nonces++
            });
    }

    function _sign(uint256 key, Order memory order) internal view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, market.hashOrder(order));
        return abi.encodePacked(r, s, v);
    }

    function _authorise(Order memory order) internal {
        vm.prank(order.maker);
        market.authorise(order);
    }

    /// @dev Any two accounts trade: the seller authorises an ask on chain, the buyer fills it.
    function _sell(address from, address to, uint256 tokenId, uint256 price) internal {
        Order memory order = _ask(from, tokenId, price);
        _authorise(order);
        vm.prank(to);
        market.fill(order, "", tokenId);
    }

    /// @dev What the engine hands to a set with one rule or all of them active, for sides of which only clusters and roots are known.
    function _partiesOf(
        uint256 sellerCluster,
        uint256 buyerCluster,
        address sellerRoot,
        address buyerRoot,
        uint16 active
    ) internal pure returns (Parties memory parties) {
        (parties.sellerCluster, parties.buyerCluster) = (sellerCluster, buyerCluster);
        parties.seller = standingOf(sellerRoot, 0);
        parties.buyer = standingOf(buyerRoot, 0);
        parties.active = active;
    }

    /// @dev Refused by the officer, and not appealed in time.
    function _reverse(CaseId caseId) internal {
        vm.prank(OFFICER);
        escrow.reverse(caseId, "");
        vm.warp(escrow.caseOf(caseId).deadline);
        escrow.expire(caseId);
    }

    function _tradeOf(
        address seller,
        address buyer,
        uint256 tokenId,
        uint256 price
    ) internal view returns (Trade memory) {
        return
            Trade({
                settler: address(market),
                collection: address(land),
                tokenId: tokenId,
                seller: seller,
                buyer: buyer,
                payer: buyer,
                currency: address(money),
                price: price
            });
    }

    function _named(string memory name) internal returns (address account) {
        account = vm.addr(uint256(keccak256(bytes(name))));
        vm.label(account, name);
    }
}
