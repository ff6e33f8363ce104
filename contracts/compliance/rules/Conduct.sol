// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IBeneficialOwners} from "../IBeneficialOwners.sol";
import {Finding, Trade} from "../ICompliance.sol";
import {Parties} from "../IRuleSet.sol";
import {Concentration} from "./Concentration.sol";
import {HoldingPeriod} from "./HoldingPeriod.sol";
import {ConductLimits, IConduct} from "./IConduct.sol";
import {Identity} from "./Identity.sol";
import {PriceBand, Reference} from "./PriceBand.sol";
import {Disposals, RoundTrip} from "./RoundTrip.sol";
import {SameBlock} from "./SameBlock.sol";
import {Sanctions} from "./Sanctions.sol";
import {Purchases, Velocity} from "./Velocity.sol";

/// @notice See `IConduct`.
abstract contract Conduct is IConduct, AccessManaged {
    uint16 internal constant PRICE_BAND = 1 << 4;
    uint16 internal constant VELOCITY = 1 << 5;
    uint16 internal constant HOLDING_PERIOD = 1 << 6;
    uint16 internal constant SAME_BLOCK = 1 << 7;
    uint16 internal constant SANCTIONS = 1 << 8;
    uint16 internal constant IDENTITY = 1 << 9;
    uint16 internal constant CONCENTRATION = 1 << 10;
    uint16 private constant CONDUCT =
        PRICE_BAND | VELOCITY | HOLDING_PERIOD | SAME_BLOCK | SANCTIONS | IDENTITY | CONCENTRATION;
    uint256 private constant MAX_IDENTITY_THRESHOLD = 10_000e6;
    /// @dev Enough for 32 accounts, and little enough that a collection that burns it leaves the other rules what they need.
    uint256 private constant MEASURE_GAS = 200_000;

    address public immutable ENGINE;

    ConductLimits private _conductLimits;
    mapping(address collection => Reference anchor) private _references;
    mapping(uint256 cluster => Purchases purchases) private _purchases;

    constructor(address engine, ConductLimits memory initial) {
        ENGINE = engine;
        _setConductLimits(initial);
    }

    /// @inheritdoc IConduct
    function setConductLimits(ConductLimits calldata newLimits) external restricted {
        _setConductLimits(newLimits);
    }

    /// @inheritdoc IConduct
    function setReferencePrice(address collection, uint96 price) external restricted {
        require(price != 0, ConductReferenceZero(collection));

        _references[collection] = Reference(price, price, uint32(block.timestamp / 1 days));
        emit ReferencePriceSet(collection, price);
    }

    /// @inheritdoc IConduct
    function conductLimits() external view returns (ConductLimits memory) {
        return _conductLimits;
    }

    /// @inheritdoc IConduct
    function referencePrice(address collection) external view returns (uint96) {
        return _references[collection].price;
    }

    /// @inheritdoc IConduct
    function purchasesOf(uint256 cluster) external view returns (uint40, uint32) {
        Purchases memory purchases = _purchases[cluster];
        return (purchases.since, purchases.bought);
    }

    /// @inheritdoc IConduct
    function holdingAfter(
        Trade calldata trade,
        uint256 sellerCluster,
        uint256 buyerCluster
    ) external view returns (uint256, uint256) {
        return Concentration.measured(trade, sellerCluster, buyerCluster, IBeneficialOwners(ENGINE));
    }

    /// @dev What the rules remember of a settled trade. A transfer without a price says nothing about prices and purchases.
    function _recordConduct(Trade calldata trade, Parties calldata parties) internal {
        if (trade.price == 0 || parties.active & (PRICE_BAND | VELOCITY) == 0) return;

        ConductLimits memory bounds = _conductLimits;
        if (parties.active & PRICE_BAND != 0) {
            Reference memory ref = _references[trade.collection];
            if (ref.price != 0) _references[trade.collection] = PriceBand.moved(ref, trade.price, bounds);
        }
        if (parties.active & VELOCITY != 0) {
            _countPurchase(parties.buyerCluster, bounds);
            // Who buys through ever fresh accounts is counted by the purse.
            if (trade.payer != trade.buyer) _countPurchase(IBeneficialOwners(ENGINE).clusterOf(trade.payer), bounds);
        }
    }

    /// @param latest The token's last disposals; empty where no active rule reads them.
    /// @param joinedSince Unix time since which the seller has had the part that came last; 0 for a token without parts.
    /// @param skipped How many of the last disposals belong to the trade itself.
    function _conductFindings(
        Trade calldata trade,
        Parties calldata parties,
        Disposals latest,
        uint256 joinedSince,
        uint256 skipped
    ) internal view returns (Finding[] memory findings) {
        uint16 active = parties.active;
        if (active & CONDUCT == 0) return findings;

        ConductLimits memory bounds = _conductLimits;
        (, uint256 since) = RoundTrip.entry(latest, skipped);
        since = Math.max(since, joinedSince);
        if (active & PRICE_BAND != 0) {
            uint256 ref = _references[trade.collection].price;
            bool left = PriceBand.violated(trade.price, ref, bounds);
            if (left) findings = _with(findings, PriceBand.finding(trade.price, ref, bounds));
        }
        if (active & VELOCITY != 0) {
            uint256 cluster = parties.buyerCluster;
            bool byToken = Velocity.violatedByToken(latest, skipped, bounds);
            if (byToken) findings = _with(findings, Velocity.tokenFinding(bounds));
            bool byOwner = !byToken && Velocity.violatedByOwner(_purchases[cluster], bounds);
            if (byOwner) findings = _with(findings, Velocity.ownerFinding(cluster, bounds));
        }
        if (active & HOLDING_PERIOD != 0 && HoldingPeriod.violated(since, bounds)) {
            findings = _with(findings, HoldingPeriod.finding(since, bounds));
        }
        if (active & SAME_BLOCK != 0 && SameBlock.violated(since)) findings = _with(findings, SameBlock.finding());
        if (active & SANCTIONS != 0 && Sanctions.violated(parties)) {
            findings = _with(findings, Sanctions.finding(parties, trade.seller, trade.buyer));
        }
        if (active & IDENTITY != 0 && Identity.violated(parties, bounds, trade.price)) {
            findings = _with(findings, Identity.finding(parties, bounds, trade.seller, trade.buyer));
        }
        if (active & CONCENTRATION != 0) {
            (uint256 tokens, uint256 supply) = _measured(trade, parties);
            if (Concentration.violated(tokens, supply, bounds)) {
                findings = _with(findings, Concentration.finding(parties.buyerCluster, tokens, supply, bounds));
            }
        }
    }

    function _setConductLimits(ConductLimits memory l) private {
        bool band = 11_000 <= l.bandBps && l.bandBps <= 1_000_000;
        bool moves = 1 <= l.stepBps && l.stepBps <= 2_000 && 1 <= l.dailyMoveBps && l.dailyMoveBps <= 2_500;
        bool window = 1 hours <= l.velocityWindow && l.velocityWindow <= 30 days;
        bool tokenTrades = 1 <= l.tokenTrades && l.tokenTrades <= RoundTrip.DEPTH;
        bool ownerTrades = 1 <= l.ownerTrades && l.ownerTrades <= 1_000;
        bool holding = 1 minutes <= l.holdingPeriod && l.holdingPeriod <= 30 days;
        bool identity = l.identityThreshold <= MAX_IDENTITY_THRESHOLD;
        bool share = 10 <= l.maxShareBps && l.maxShareBps <= 5_000;
        bool velocity = window && tokenTrades && ownerTrades;
        require(band && moves && velocity && holding && identity && share, ConductLimitsOutOfBounds(l));

        _conductLimits = l;
        emit ConductLimitsChanged(l);
    }

    function _countPurchase(uint256 cluster, ConductLimits memory bounds) private {
        _purchases[cluster] = Velocity.counted(_purchases[cluster], bounds);
    }

    /// @dev A call of its own: whatever a collection answers or burns, the other rules go on.
    function _measured(
        Trade calldata trade,
        Parties calldata parties
    ) private view returns (uint256 tokens, uint256 supply) {
        (uint256 sellers, uint256 buyers) = (parties.sellerCluster, parties.buyerCluster);
        try IConduct(address(this)).holdingAfter{gas: MEASURE_GAS}(trade, sellers, buyers) returns (
            uint256 owned,
            uint256 all
        ) {
            return (owned, all);
        } catch {}
    }

    function _with(Finding[] memory some, Finding memory one) private pure returns (Finding[] memory all) {
        all = new Finding[](some.length + 1);
        for (uint256 i = 0; i < some.length; i++) all[i] = some[i];
        all[some.length] = one;
    }
}
