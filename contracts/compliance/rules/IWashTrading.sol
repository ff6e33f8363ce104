// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice How far back the rules look and how much counts.
/// @param blockWindow Seconds after a disposal within which the token may not come back.
/// @param reviewWindow Seconds after a disposal within which its return is held for review.
/// @param financeWindow Seconds for which a payment from seller to buyer counts against their trade.
/// @param financeShareBps Smallest share of the price that such payments must reach, in basis points.
struct WashTradingLimits {
    uint32 blockWindow;
    uint32 reviewWindow;
    uint32 financeWindow;
    uint16 financeShareBps;
}

/// @title The four wash-trading rules
/// @notice SelfTrade, RoundTrip, CommonFunder and SelfFinanced. The errors below are never thrown here: they are the codes
/// of the findings, with the evidence as their arguments.
/// @dev Definitions: FINRA 5210.02 and EU MAR (no change of beneficial ownership); the return leg is what a hook can stop.
interface IWashTrading {
    event WashTradingLimitsChanged(WashTradingLimits limits);

    /// @notice SelfTrade, block: seller and buyer are one beneficial owner.
    error SelfTradeOneOwner(uint256 cluster);
    /// @notice RoundTrip, block: the buyer, or who gave the buyer its first money, disposed of this very token less than `window`
    /// seconds ago; `cluster` says who.
    error RoundTripTooSoon(uint256 cluster, uint256 disposedAt, uint256 window);
    /// @notice RoundTrip, hold: the same, longer ago; somebody should look.
    error RoundTripForReview(uint256 cluster, uint256 disposedAt, uint256 window);
    /// @notice CommonFunder, block: the money of seller and buyer comes from one account.
    error CommonFunderOneRoot(address root);
    /// @notice SelfFinanced, block: the seller paid the buyer beside the trade.
    error SelfFinancedBySeller(uint256 paid, uint256 paidAt, uint256 window);

    error WashTradingLimitsOutOfBounds(WashTradingLimits limits);

    /// @notice Changes the limits within bounds: 1 day <= block <= review <= 180 days, 1 hour <= finance <= 30 days,
    /// share 1 to 10,000 basis points.
    function setLimits(WashTradingLimits calldata limits) external;

    function limits() external view returns (WashTradingLimits memory);

    /// @param cluster An attested owner, or an account: what accounts that nobody attested dispose of counts as disposed of by the
    /// account that gave them their first money.
    /// @return time Unix time at which the cluster last disposed of the token; 0 or an earlier one where three
    /// others followed and the review window had passed.
    function disposedAt(address collection, uint256 tokenId, uint256 cluster) external view returns (uint256 time);
}
