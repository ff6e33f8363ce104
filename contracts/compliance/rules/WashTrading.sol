// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Finding, Trade} from "../ICompliance.sol";
import {IRuleSet, Parties} from "../IRuleSet.sol";
import {CommonFunder} from "./CommonFunder.sol";
import {IWashTrading, WashTradingLimits} from "./IWashTrading.sol";
import {Disposals, RoundTrip} from "./RoundTrip.sol";
import {SelfFinanced} from "./SelfFinanced.sol";
import {SelfTrade} from "./SelfTrade.sol";

/// @notice See `IWashTrading`.
contract WashTrading is IWashTrading, AccessManaged {
    /// @dev `earlier` holds, by the cluster's tag, what fell out of `latest` within the review window.
    struct History {
        Disposals latest;
        mapping(uint256 tag => uint256 time) earlier;
    }

    address public immutable ENGINE;

    WashTradingLimits private _limits;
    mapping(address collection => mapping(uint256 tokenId => History)) private _histories;

    constructor(address authority, address engine, WashTradingLimits memory initial) AccessManaged(authority) {
        ENGINE = engine;
        _setLimits(initial);
    }

    /// @inheritdoc IRuleSet
    function judge(Trade calldata trade, Parties calldata parties) external returns (Finding[] memory findings) {
        findings = check(trade, parties);
        if (findings.length == 0) record(trade, parties);
    }

    /// @inheritdoc IRuleSet
    function record(Trade calldata trade, Parties calldata parties) public {
        require(msg.sender == ENGINE, WashTradingEngineOnly(msg.sender));
        // A move between accounts of one owner disposes of nothing.
        if (parties.sellerCluster == parties.buyerCluster) return;

        History storage history = _histories[trade.collection][trade.tokenId];
        uint256 tag = RoundTrip.tagOf(parties.sellerCluster);
        (Disposals pushed, uint256 oldestTag, uint256 oldest) = RoundTrip.push(history.latest, tag, block.timestamp);
        if (oldest != 0 && RoundTrip.violated(oldest, _limits)) {
            history.earlier[oldestTag] = oldest;
            pushed = RoundTrip.markKeptElsewhere(pushed);
        }
        history.latest = pushed;
    }

    /// @inheritdoc IWashTrading
    function setLimits(WashTradingLimits calldata newLimits) external restricted {
        _setLimits(newLimits);
    }

    /// @inheritdoc IRuleSet
    function check(Trade calldata trade, Parties calldata parties) public view returns (Finding[] memory findings) {
        bool selfTrade = SelfTrade.violated(parties);
        bool commonFunder = CommonFunder.violated(parties);
        uint256 disposed = _lastDisposal(trade, parties.buyerCluster);
        // The usual trade ends here, before the limits are read.
        if (disposed == 0 && parties.paidAt == 0 && !selfTrade && !commonFunder) return findings;

        WashTradingLimits memory bounds = _limits;
        bool roundTrip = RoundTrip.violated(disposed, bounds);
        bool selfFinanced = SelfFinanced.violated(parties, bounds, trade.price);
        uint256 count = 0;
        if (selfTrade) count++;
        if (roundTrip) count++;
        if (commonFunder) count++;
        if (selfFinanced) count++;
        findings = new Finding[](count);
        if (selfFinanced) findings[--count] = SelfFinanced.finding(parties, bounds);
        if (commonFunder) findings[--count] = CommonFunder.finding(parties);
        if (roundTrip) findings[--count] = RoundTrip.finding(parties.buyerCluster, disposed, bounds);
        if (selfTrade) findings[--count] = SelfTrade.finding(parties);
    }

    /// @inheritdoc IWashTrading
    function limits() external view returns (WashTradingLimits memory) {
        return _limits;
    }

    /// @inheritdoc IRuleSet
    function ruleIds() external pure returns (bytes32[] memory ids) {
        ids = new bytes32[](4);
        (ids[0], ids[1], ids[2], ids[3]) = (SelfTrade.ID, RoundTrip.ID, CommonFunder.ID, SelfFinanced.ID);
    }

    /// @inheritdoc IWashTrading
    function disposedAt(address collection, uint256 tokenId, uint256 cluster) public view returns (uint256 time) {
        History storage history = _histories[collection][tokenId];
        uint256 tag = RoundTrip.tagOf(cluster);
        Disposals latest = history.latest;
        time = RoundTrip.find(latest, tag);
        if (time == 0 && RoundTrip.isKeptElsewhere(latest)) time = history.earlier[tag];
    }

    /// @dev Of the buyer's cluster, or of the buyer alone before it was attested into the cluster.
    function _lastDisposal(Trade calldata trade, uint256 cluster) private view returns (uint256 time) {
        time = disposedAt(trade.collection, trade.tokenId, cluster);
        uint256 alone = uint160(trade.buyer);
        if (alone != cluster) time = Math.max(time, disposedAt(trade.collection, trade.tokenId, alone));
    }

    function _setLimits(WashTradingLimits memory l) private {
        bool roundTripInBounds =
            1 days <= l.blockWindow && l.blockWindow <= l.reviewWindow && l.reviewWindow <= 180 days;
        bool financeInBounds = 1 hours <= l.financeWindow && l.financeWindow <= 30 days;
        bool shareInBounds = 1 <= l.financeShareBps && l.financeShareBps <= 10_000;
        require(roundTripInBounds && financeInBounds && shareInBounds, WashTradingLimitsOutOfBounds(l));

        _limits = l;
        emit WashTradingLimitsChanged(l);
    }
}
