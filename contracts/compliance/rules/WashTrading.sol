// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Finding, Trade} from "../ICompliance.sol";
import {IRuleSet, Parties} from "../IRuleSet.sol";
import {CommonFunder} from "./CommonFunder.sol";
import {IWashTrading, WashTradingLimits} from "./IWashTrading.sol";
import {Disposals, RoundTrip} from "./RoundTrip.sol";
import {SelfFinanced} from "./SelfFinanced.sol";
import {SelfTrade} from "./SelfTrade.sol";

/// @notice See `IWashTrading`.
contract WashTrading is IWashTrading, AccessManaged {
    address public immutable ENGINE;

    WashTradingLimits private _limits;
    mapping(bytes32 token => Disposals) private _disposals;
    mapping(bytes32 token => mapping(uint256 tag => uint256 time)) private _earlierDisposals;

    constructor(address authority, address engine, WashTradingLimits memory initial) AccessManaged(authority) {
        ENGINE = engine;
        _setLimits(initial);
    }

    /// @inheritdoc IRuleSet
    function record(Trade calldata trade, Parties calldata parties) external {
        require(msg.sender == ENGINE, WashTradingEngineOnly(msg.sender));
        // A move between accounts of one owner disposes of nothing.
        if (parties.sellerCluster == parties.buyerCluster) return;

        bytes32 token = RoundTrip.keyOf(trade.collection, trade.tokenId);
        uint256 tag = RoundTrip.tagOf(parties.sellerCluster);
        (Disposals pushed, uint256 oldestTag, uint256 oldest) = RoundTrip.push(_disposals[token], tag, block.timestamp);
        if (oldest != 0 && RoundTrip.violated(oldest, _limits)) {
            _earlierDisposals[token][oldestTag] = oldest;
            pushed = RoundTrip.markKeptElsewhere(pushed);
        }
        _disposals[token] = pushed;
    }

    /// @inheritdoc IWashTrading
    function setLimits(WashTradingLimits calldata newLimits) external restricted {
        _setLimits(newLimits);
    }

    /// @inheritdoc IRuleSet
    function check(Trade calldata trade, Parties calldata parties) external view returns (Finding[] memory findings) {
        bool selfTrade = SelfTrade.violated(parties);
        bool commonFunder = CommonFunder.violated(parties);
        uint256 disposed = disposedAt(trade.collection, trade.tokenId, parties.buyerCluster);
        // The usual trade ends here, before the limits are read.
        if (disposed == 0 && parties.paidAt == 0 && !selfTrade && !commonFunder) return findings;

        WashTradingLimits memory bounds = _limits;
        Finding[4] memory found;
        uint256 count = 0;
        if (selfTrade) found[count++] = SelfTrade.finding(parties);
        if (RoundTrip.violated(disposed, bounds)) {
            found[count++] = RoundTrip.finding(parties.buyerCluster, disposed, bounds);
        }
        if (commonFunder) found[count++] = CommonFunder.finding(parties);
        if (SelfFinanced.violated(parties, bounds, trade.price)) {
            found[count++] = SelfFinanced.finding(parties, bounds);
        }
        findings = new Finding[](count);
        for (uint256 i = 0; i < count; i++) findings[i] = found[i];
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
        bytes32 token = RoundTrip.keyOf(collection, tokenId);
        uint256 tag = RoundTrip.tagOf(cluster);
        Disposals disposals = _disposals[token];
        time = RoundTrip.find(disposals, tag);
        if (time == 0 && RoundTrip.isKeptElsewhere(disposals)) time = _earlierDisposals[token][tag];
    }

    function _setLimits(WashTradingLimits memory l) private {
        bool roundTripInBounds = 1 days <= l.blockWindow && l.blockWindow <= l.reviewWindow && l.reviewWindow <= 180 days;
        bool financeInBounds = 1 hours <= l.financeWindow && l.financeWindow <= 90 days;
        bool shareInBounds = 1 <= l.financeShareBps && l.financeShareBps <= 10_000;
        require(roundTripInBounds && financeInBounds && shareInBounds, WashTradingLimitsOutOfBounds(l));

        _limits = l;
        emit WashTradingLimitsChanged(l);
    }
}
