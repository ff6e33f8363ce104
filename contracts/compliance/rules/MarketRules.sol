// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IBeneficialOwners} from "../IBeneficialOwners.sol";
import {Finding, Trade} from "../ICompliance.sol";
import {IRuleSet, Parties} from "../IRuleSet.sol";
import {CommonFunder} from "./CommonFunder.sol";
import {Concentration} from "./Concentration.sol";
import {Conduct} from "./Conduct.sol";
import {HoldingPeriod} from "./HoldingPeriod.sol";
import {ConductLimits} from "./IConduct.sol";
import {Identity} from "./Identity.sol";
import {IMarketRules} from "./IMarketRules.sol";
import {WashTradingLimits} from "./IWashTrading.sol";
import {PriceBand} from "./PriceBand.sol";
import {Disposals, RoundTrip} from "./RoundTrip.sol";
import {SameBlock} from "./SameBlock.sol";
import {Sanctions} from "./Sanctions.sol";
import {SelfFinanced} from "./SelfFinanced.sol";
import {SelfTrade} from "./SelfTrade.sol";
import {Velocity} from "./Velocity.sol";
import {WashTrading} from "./WashTrading.sol";

/// @notice See `IMarketRules`.
contract MarketRules is IMarketRules, WashTrading, Conduct {
    /// @dev The rules that read a token's last disposals; with all of them off nothing is kept.
    uint16 private constant WITH_HISTORY = ROUND_TRIP | READING_HISTORY;
    uint16 private constant READING_HISTORY = VELOCITY | HOLDING_PERIOD | SAME_BLOCK;

    constructor(
        address authority,
        address engine,
        WashTradingLimits memory washLimits,
        ConductLimits memory conductLimits_
    ) AccessManaged(authority) WashTrading(washLimits) Conduct(engine, conductLimits_) {}

    /// @inheritdoc IRuleSet
    function judge(Trade calldata trade, Parties calldata parties) external returns (Finding[] memory findings) {
        findings = check(trade, parties);
        if (findings.length == 0) record(trade, parties);
    }

    /// @inheritdoc IRuleSet
    function recordJoin(
        address collection,
        uint256 tokenId,
        address wholeCollection,
        uint256 wholeId,
        uint16 active
    ) external {
        _requireEngine();
        if (active & (ROUND_TRIP | HOLDING_PERIOD | SAME_BLOCK) != 0)
            _inheritHistory(collection, tokenId, wholeCollection, wholeId);
    }

    /// @inheritdoc IRuleSet
    function record(Trade calldata trade, Parties calldata parties) public {
        _requireEngine();
        if (parties.active & WITH_HISTORY != 0) _recordDisposal(trade, parties, _sellerOf(trade, parties));
        if (parties.active & CONDUCT != 0) _recordConduct(trade, parties);
    }

    /// @inheritdoc IRuleSet
    function check(Trade calldata trade, Parties calldata parties) public view returns (Finding[] memory findings) {
        findings = _washFindings(trade, parties, IBeneficialOwners(ENGINE));
        if (parties.active & CONDUCT == 0) return findings;
        Disposals latest;
        (uint256 joinedSince, uint256 skipped) = (0, 0);
        if (parties.active & READING_HISTORY != 0) {
            (latest, joinedSince) = _latestDisposals(trade.collection, trade.tokenId);
            // The seller's own disposal of this moment is the trade itself, told of by the token before the hook was asked.
            (uint256 tag, uint256 time) = RoundTrip.entry(latest, 0);
            if (time == block.timestamp && tag == RoundTrip.tagOf(_sellerOf(trade, parties))) skipped = 1;
        }
        Finding[] memory more = _conductFindings(trade, parties, latest, joinedSince, skipped);
        if (more.length == 0) return findings;
        if (findings.length == 0) return more;
        return _joined(findings, more);
    }

    /// @inheritdoc IRuleSet
    function ruleIds() external pure returns (bytes32[] memory ids) {
        ids = new bytes32[](11);
        (ids[0], ids[1], ids[2], ids[3]) = (SelfTrade.ID, RoundTrip.ID, CommonFunder.ID, SelfFinanced.ID);
        (ids[4], ids[5], ids[6], ids[7]) = (PriceBand.ID, Velocity.ID, HoldingPeriod.ID, SameBlock.ID);
        (ids[8], ids[9], ids[10]) = (Sanctions.ID, Identity.ID, Concentration.ID);
    }

    function _sellerOf(Trade calldata trade, Parties calldata parties) private view returns (uint256) {
        return _holderOf(trade.seller, parties.sellerCluster, parties.seller, IBeneficialOwners(ENGINE));
    }

    function _requireEngine() private view {
        require(msg.sender == ENGINE, MarketRulesEngineOnly(msg.sender));
    }

    function _joined(Finding[] memory a, Finding[] memory b) private pure returns (Finding[] memory all) {
        all = new Finding[](a.length + b.length);
        for (uint256 i = 0; i < a.length; i++) all[i] = a[i];
        for (uint256 i = 0; i < b.length; i++) all[a.length + i] = b[i];
    }
}
