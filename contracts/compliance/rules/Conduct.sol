// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC721Enumerable} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Enumerable.sol";
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
    uint16 internal constant CONDUCT =
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
    function setReferencePrice(address collection, uint80 price) external restricted {
        require(price != 0, ConductReferenceZero(collection));

        _references[collection] = PriceBand.begun(price, _conductLimits);
        emit ReferencePriceSet(collection, price);
    }

    /// @inheritdoc IConduct
    function conductLimits() external view returns (ConductLimits memory) {
        return _conductLimits;
    }

    /// @inheritdoc IConduct
    function referencePrice(address collection) external view returns (uint80) {
        return _references[collection].price;
    }

    /// @inheritdoc IConduct
    function purchasesOf(uint256 cluster) external view returns (uint40, uint32) {
        Purchases memory purchases = _purchases[cluster];
        return (purchases.since, purchases.bought);
    }

    /// @inheritdoc IConduct
    function holdingOf(address collection, address account, uint256 cluster) external view returns (uint256, uint256) {
        return Concentration.measured(IERC721Enumerable(collection), account, cluster, IBeneficialOwners(ENGINE));
    }

    /// @inheritdoc IConduct
    function isOwnedBy(address collection, uint256 tokenId, address account) external view returns (bool) {
        return IERC721Enumerable(collection).ownerOf(tokenId) == account;
    }

    /// @dev What the rules remember of a settled trade. A transfer without a price says nothing about prices and purchases.
    function _recordConduct(Trade calldata trade, Parties calldata parties) internal {
        if (trade.price == 0 || parties.active & (PRICE_BAND | VELOCITY) == 0) return;

        ConductLimits storage bounds = _conductLimits;
        if (parties.active & PRICE_BAND != 0) {
            Reference memory ref = _references[trade.collection];
            if (ref.price != 0) {
                if (PriceBand.isOver(ref)) ref = PriceBand.begun(ref.price, bounds);
                ref.price = PriceBand.moved(ref, trade.price);
                _references[trade.collection] = ref;
            }
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
        ConductLimits storage bounds = _conductLimits;
        if (active & PRICE_BAND != 0) {
            Reference memory ref = _references[trade.collection];
            if (PriceBand.violated(trade.price, ref)) findings = _with(findings, PriceBand.finding(trade.price, ref));
        }
        if (active & VELOCITY != 0) {
            uint256 cluster = parties.buyerCluster;
            bool byToken = Velocity.violatedByToken(latest, skipped, bounds);
            if (byToken) findings = _with(findings, Velocity.tokenFinding(bounds));
            Purchases storage purchases = _purchases[cluster];
            bool byOwner = !byToken && Velocity.violatedByOwner(purchases);
            if (byOwner) findings = _with(findings, Velocity.ownerFinding(cluster, purchases));
        }
        if (active & (HOLDING_PERIOD | SAME_BLOCK) != 0) {
            (, uint256 since) = RoundTrip.entry(latest, skipped);
            since = Math.max(since, joinedSince);
            bool tooSoon = active & HOLDING_PERIOD != 0 && HoldingPeriod.violated(since, bounds);
            if (tooSoon) findings = _with(findings, HoldingPeriod.finding(since, bounds));
            bool atOnce = active & SAME_BLOCK != 0 && SameBlock.violated(since);
            if (atOnce) findings = _with(findings, SameBlock.finding());
        }
        if (active & SANCTIONS != 0 && Sanctions.violated(parties)) {
            findings = _with(findings, Sanctions.finding(parties, trade.seller, trade.buyer));
        }
        if (active & IDENTITY != 0 && Identity.violated(parties, bounds, trade.price)) {
            findings = _with(findings, Identity.finding(parties, bounds, trade.seller, trade.buyer));
        }
        if (active & CONCENTRATION != 0) {
            (uint256 tokens, uint256 supply) = _measured(trade, parties, bounds);
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

    function _countPurchase(uint256 cluster, ConductLimits storage bounds) private {
        Velocity.count(_purchases[cluster], bounds);
    }

    /// @dev A call of its own: whatever a collection answers or burns, the other rules go on.
    function _measured(
        Trade calldata trade,
        Parties calldata parties,
        ConductLimits storage bounds
    ) private view returns (uint256 tokens, uint256 supply) {
        IConduct self = IConduct(address(this));
        (address collection, address buyer, uint256 cluster) = (trade.collection, trade.buyer, parties.buyerCluster);
        if (cluster > type(uint32).max) {
            (tokens, supply) = Concentration.measuredAlone(collection, buyer);
        } else {
            try self.holdingOf{gas: MEASURE_GAS}(collection, buyer, cluster) returns (uint256 owned, uint256 all) {
                (tokens, supply) = (owned, all);
            } catch {}
        }
        // Whether this token comes on top matters at the limit alone.
        bool isNear = tokens != type(uint256).max && Concentration.violated(tokens + 1, supply, bounds);
        // What moves within a cluster is there already, and so is a token that was delivered before the hook is asked.
        if (!isNear) return (0, 0);
        if (parties.sellerCluster == cluster) return (tokens, supply);
        try self.isOwnedBy{gas: MEASURE_GAS / 4}(collection, trade.tokenId, buyer) returns (bool delivered) {
            if (!delivered) tokens++;
        } catch {}
    }

    function _with(Finding[] memory some, Finding memory one) private pure returns (Finding[] memory all) {
        all = new Finding[](some.length + 1);
        for (uint256 i = 0; i < some.length; i++) all[i] = some[i];
        all[some.length] = one;
    }
}
