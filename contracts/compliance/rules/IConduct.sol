// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Bounds of the rules of conduct.
/// @param bandBps How far a price may be from the reference: this many basis points of it at most, and its inverse at least.
/// @param stepBps How far a trade moves the reference towards its price, in basis points of the way.
/// @param dailyMoveBps How far the reference may move in a day, in basis points of where it stood when the day began.
/// @param velocityWindow Seconds within which trades are counted.
/// @param tokenTrades How often a token may change owners within the window.
/// @param ownerTrades How many tokens an owner may buy within the window.
/// @param holdingPeriod Seconds for which whoever got a token has to keep it.
/// @param identityThreshold Price from which both sides must be identified, in units of the settlement token.
/// @param maxShareBps Largest share of a collection that one owner may buy up to, in basis points.
struct ConductLimits {
    uint24 bandBps;
    uint16 stepBps;
    uint16 dailyMoveBps;
    uint32 velocityWindow;
    uint8 tokenTrades;
    uint16 ownerTrades;
    uint32 holdingPeriod;
    uint64 identityThreshold;
    uint16 maxShareBps;
}

/// @title The rules of conduct
/// @notice PriceBand, Velocity, HoldingPeriod, SameBlock, Sanctions, Identity and Concentration. The errors below are never
/// thrown here but for the last ones: they are the codes of the findings, with the evidence as their arguments.
interface IConduct {
    event ConductLimitsChanged(ConductLimits limits);
    /// @notice The support layer said what a token of the collection is worth; from here on trades move the reference.
    event ReferencePriceSet(address indexed collection, uint80 price);

    /// @notice PriceBand, hold: the price is outside the band around the reference.
    error PriceBandLeft(uint256 price, uint256 referencePrice, uint256 bandBps);
    /// @notice Velocity, hold: the token changed owners `limit` times within `window` seconds already.
    error VelocityOfToken(uint256 limit, uint256 window);
    /// @notice Velocity, hold: the buyer bought `limit` tokens within `window` seconds already.
    error VelocityOfOwner(uint256 cluster, uint256 limit, uint256 window);
    /// @notice HoldingPeriod, block: the seller has had the token since `since` and may sell it from `until` on, unix times.
    error HoldingPeriodRunning(uint256 since, uint256 until);
    /// @notice SameBlock, block: the token changed owners in this very block.
    error SameBlockTwice(uint256 blockNumber);
    /// @notice Sanctions, block: a side is on the sanctions list.
    error SanctionsListed(address account);
    /// @notice Identity, block: nobody checked who the account is, and the price is `threshold` or more.
    error IdentityMissing(address account, uint256 threshold);
    /// @notice Concentration, block: with this token the buyer would own `tokens` of `supply`.
    error ConcentrationTooHigh(uint256 cluster, uint256 tokens, uint256 supply, uint256 maxShareBps);

    error ConductLimitsOutOfBounds(ConductLimits limits);
    error ConductReferenceZero(address collection);

    /// @notice Changes the limits within bounds; those of PriceBand hold for a collection from its first trade of the next day or its
    /// next `setReferencePrice`, those of Velocity for an owner from the next window. Bounds: band 11,000 to 1,000,000 basis points, step 1 to 2,000, daily move 1 to 2,500,
    /// window 1 hour to 30 days, 1 to 3 trades of a token, 1 to 1,000 purchases of an owner, holding period 1 minute to 30
    /// days, identity threshold at most 10,000 dollars, share 10 to 5,000 basis points.
    function setConductLimits(ConductLimits calldata limits) external;

    /// @notice Says what a token of the collection is worth, in units of the settlement token. Without a reference PriceBand
    /// is silent.
    function setReferencePrice(address collection, uint80 price) external;

    function conductLimits() external view returns (ConductLimits memory);

    /// @return The reference around which the band lies; 0 for none.
    function referencePrice(address collection) external view returns (uint80);

    /// @notice What Concentration measures. Reverts where the collection does not tell its supply or its balances; the rule is
    /// silent then.
    /// @return tokens What the account owns, and the first 32 others of its cluster if that is an attested one.
    /// @return supply All tokens of the collection.
    function holdingOf(
        address collection,
        address account,
        uint256 cluster
    ) external view returns (uint256 tokens, uint256 supply);

    /// @return Whether the collection says so. Reverts where it does not tell.
    function isOwnedBy(address collection, uint256 tokenId, address account) external view returns (bool);

    /// @return since Unix time at which the window of the owner's count began.
    /// @return bought Tokens bought since then.
    function purchasesOf(uint256 cluster) external view returns (uint40 since, uint32 bought);
}
