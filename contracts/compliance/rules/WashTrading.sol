// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Standing} from "../../payments/ISettlementToken.sol";
import {IBeneficialOwners} from "../IBeneficialOwners.sol";
import {Finding, Trade} from "../ICompliance.sol";
import {Parties} from "../IRuleSet.sol";
import {CommonFunder} from "./CommonFunder.sol";
import {IWashTrading, WashTradingLimits} from "./IWashTrading.sol";
import {Disposals, RoundTrip} from "./RoundTrip.sol";
import {SelfFinanced} from "./SelfFinanced.sol";
import {SelfTrade} from "./SelfTrade.sol";

/// @notice See `IWashTrading`.
/// @dev Keeps the tokens' history, which the rules of conduct read too.
abstract contract WashTrading is IWashTrading, AccessManaged {
    /// @dev `earlier` holds, by the cluster's tag, what fell out of `latest` within the review window or came with a part; under
    /// NEWEST_PART the latest disposal of any part.
    struct History {
        Disposals latest;
        mapping(uint256 tag => uint256 time) earlier;
    }

    uint16 internal constant SELF_TRADE = 1 << 0;
    uint16 internal constant ROUND_TRIP = 1 << 1;
    uint16 internal constant COMMON_FUNDER = 1 << 2;
    uint16 internal constant SELF_FINANCED = 1 << 3;
    /// @dev No cluster's tag.
    uint256 private constant NEWEST_PART = type(uint256).max;
    /// @dev Of an attested owner's accounts so many are asked for what they did before they were attested: some 2,500 gas each.
    uint256 private constant MAX_ACCOUNTS = 8;

    WashTradingLimits private _limits;
    mapping(address collection => mapping(uint256 tokenId => History)) private _histories;

    constructor(WashTradingLimits memory initial) {
        _setLimits(initial);
    }

    /// @inheritdoc IWashTrading
    function setLimits(WashTradingLimits calldata newLimits) external restricted {
        _setLimits(newLimits);
    }

    /// @inheritdoc IWashTrading
    function limits() external view returns (WashTradingLimits memory) {
        return _limits;
    }

    /// @inheritdoc IWashTrading
    function disposedAt(address collection, uint256 tokenId, uint256 cluster) external view returns (uint256 time) {
        History storage history = _histories[collection][tokenId];
        return _find(history, history.latest, cluster);
    }

    /// @param holder Whose disposal it is, see `_holderOf`.
    function _recordDisposal(Trade calldata trade, Parties calldata parties, uint256 holder) internal {
        // A move between accounts of one owner disposes of nothing.
        if (parties.sellerCluster == parties.buyerCluster) return;

        History storage history = _histories[trade.collection][trade.tokenId];
        uint256 tag = RoundTrip.tagOf(holder);
        Disposals latest = history.latest;
        // A hook that runs after the transfer tells of a disposal that the transfer told of already.
        if (RoundTrip.isNewest(latest, tag, block.timestamp)) return;
        (Disposals pushed, uint256 oldestTag, uint256 oldest) = RoundTrip.push(latest, tag, block.timestamp);
        if (oldest != 0 && RoundTrip.violated(oldest, _limits)) {
            history.earlier[oldestTag] = Math.max(oldest, history.earlier[oldestTag]);
            pushed = RoundTrip.markKeptElsewhere(pushed);
        }
        history.latest = pushed;
    }

    /// @dev The last three who disposed of the part count as having disposed of the whole.
    function _inheritHistory(address collection, uint256 tokenId, address wholeCollection, uint256 wholeId) internal {
        Disposals part = _histories[collection][tokenId].latest;
        (, uint256 newest) = RoundTrip.entry(part, 0);
        if (newest == 0) return;

        History storage whole = _histories[wholeCollection][wholeId];
        whole.latest = RoundTrip.markKeptElsewhere(whole.latest);
        whole.earlier[NEWEST_PART] = Math.max(newest, whole.earlier[NEWEST_PART]);
        WashTradingLimits memory bounds = _limits;
        for (uint256 i = 0; i < RoundTrip.DEPTH; i++) {
            (uint256 tag, uint256 time) = RoundTrip.entry(part, i);
            if (RoundTrip.violated(time, bounds)) whole.earlier[tag] = Math.max(time, whole.earlier[tag]);
        }
    }

    function _washFindings(
        Trade calldata trade,
        Parties calldata parties,
        IBeneficialOwners owners
    ) internal view returns (Finding[] memory findings) {
        uint16 active = parties.active;
        bool selfTrade = active & SELF_TRADE != 0 && SelfTrade.violated(parties);
        bool commonFunder = active & COMMON_FUNDER != 0 && CommonFunder.violated(parties);
        uint256 owner;
        uint256 disposed;
        if (active & ROUND_TRIP != 0) (owner, disposed) = _lastDisposal(trade, parties, owners);
        bool paidAside = active & SELF_FINANCED != 0 && parties.paidAt != 0;
        // The usual trade ends here, before the limits are read.
        if (disposed == 0 && !paidAside && !selfTrade && !commonFunder) return findings;

        WashTradingLimits memory bounds = _limits;
        bool roundTrip = RoundTrip.violated(disposed, bounds);
        bool selfFinanced = paidAside && SelfFinanced.violated(parties, bounds, trade.price);
        uint256 count = 0;
        if (selfTrade) count++;
        if (roundTrip) count++;
        if (commonFunder) count++;
        if (selfFinanced) count++;
        findings = new Finding[](count);
        if (selfFinanced) findings[--count] = SelfFinanced.finding(parties, bounds);
        if (commonFunder) findings[--count] = CommonFunder.finding(parties);
        if (roundTrip) findings[--count] = RoundTrip.finding(owner, disposed, bounds);
        if (selfTrade) findings[--count] = SelfTrade.finding(parties);
    }

    /// @return latest The token's own disposals.
    /// @return ofParts Unix time of the latest disposal of what became part of it; 0 for none.
    function _latestDisposals(
        address collection,
        uint256 tokenId
    ) internal view returns (Disposals latest, uint256 ofParts) {
        History storage history = _histories[collection][tokenId];
        latest = history.latest;
        if (RoundTrip.isKeptElsewhere(latest)) ofParts = history.earlier[NEWEST_PART];
    }

    /// @dev Whose disposal a transfer of the account's is: its owner's; where nobody was attested, that of who gave it its
    /// first money, so that a fresh account for every hop does not hide a token's way back to the money behind it.
    function _holderOf(
        address account,
        uint256 cluster,
        Standing standing,
        IBeneficialOwners owners
    ) internal view returns (uint256) {
        if (standing.ownerAttested() || standing.rootOf() == account) return cluster;
        return owners.clusterOf(standing.rootOf());
    }

    /// @return owner Who disposed of the token: the buyer's cluster, or who is behind the buyer's first money.
    /// @return time Unix time of the latest disposal; 0 for none.
    function _lastDisposal(
        Trade calldata trade,
        Parties calldata parties,
        IBeneficialOwners owners
    ) private view returns (uint256 owner, uint256 time) {
        History storage history = _histories[trade.collection][trade.tokenId];
        Disposals latest = history.latest;
        owner = parties.buyerCluster;
        if (Disposals.unwrap(latest) == 0) return (owner, 0);

        address buyer = trade.buyer;
        time = _find(history, latest, owner);
        // Before it was attested into the cluster, or corrected in its root, the account stood for itself.
        if (owner != uint160(buyer)) time = Math.max(time, _find(history, latest, uint160(buyer)));
        if (parties.buyer.ownerAttested()) {
            address[] memory accounts = owners.membersOf(owner, MAX_ACCOUNTS);
            for (uint256 i = 0; i < accounts.length; i++) {
                time = Math.max(time, _find(history, latest, uint160(accounts[i])));
            }
        }
        address root = parties.buyer.rootOf();
        if (root == buyer) return (owner, time);
        uint256 funder = owners.clusterOf(root);
        uint256 byFunder = _find(history, latest, funder);
        if (byFunder > time) (owner, time) = (funder, byFunder);
    }

    function _find(History storage history, Disposals latest, uint256 cluster) private view returns (uint256 time) {
        uint256 tag = RoundTrip.tagOf(cluster);
        time = RoundTrip.find(latest, tag);
        if (RoundTrip.isKeptElsewhere(latest)) time = Math.max(time, history.earlier[tag]);
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
