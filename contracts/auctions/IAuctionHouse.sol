// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISettlement} from "../settlement/ISettlement.sol";

type AuctionId is uint256;

/// @notice Open: token and leading bid are here. Cancelled: by the seller, before any bid. Unsold: nobody bid. Sold: the trade
/// settled or is held in escrow. Blocked: the engine refused the winner's trade. Unwound: it could not be settled in time.
enum AuctionStatus {
    None,
    Open,
    Cancelled,
    Unsold,
    Sold,
    Blocked,
    Unwound
}

/// @notice What a seller offers.
/// @param collection The ERC-721 contract of the item.
/// @param tokenId The item; it is in the house's custody until the auction ends, so it cannot change meanwhile.
/// @param currency The ERC-20 bid in; only the settlement token is accepted.
/// @param reserve The least first bid, in units of `currency`.
/// @param minIncrementBps By how much a bid must exceed the last, in basis points of it; 1 to 50 %.
/// @param startsAt Unix time of the first possible bid; a time in the past means at once.
/// @param endsAt Unix time from which no bid counts, unless late bids extend it; 1 hour to 30 days after the start.
struct Terms {
    address collection;
    uint256 tokenId;
    address currency;
    uint256 reserve;
    uint16 minIncrementBps;
    uint64 startsAt;
    uint64 endsAt;
}

/// @notice An auction as it stands.
/// @param seller Who offered the token and gets it back if it is not sold.
/// @param status Where token and money are.
/// @param tokenPending The auction is over but the collection would not give the token back yet; see `deliver`.
/// @param endsAt The terms' end, or a later one because of late bids.
/// @param bidder Who leads; zero before the first bid.
/// @param bid The leading bid, all of it in the house while the auction is open.
struct Auction {
    address seller;
    AuctionStatus status;
    bool tokenPending;
    uint64 endsAt;
    address bidder;
    uint256 bid;
    Terms terms;
}

/// @title The auction house
/// @notice English auctions of ERC-721 tokens. Token and leading bid are in the house's custody; an outbid bidder has the
/// money back in the same transaction. A bid whose trade the compliance engine would block is refused, so a seller's own
/// accounts cannot bid the price up; the engine judges the winner's trade again when it settles. In `ISettlement`'s events
/// the order's hash is the auction's number.
/// @dev Trusts the engine, the escrow and the settlement token. A collection may refuse, re-enter or lie: a token is taken in
/// once, money never waits for a token longer than the grace period, and no bidder can stop another's bid or refund.
interface IAuctionHouse is ISettlement {
    /// @notice The token is in custody from here until `AuctionEnded`, or `TokenDelivered` where it was undeliverable then.
    event AuctionCreated(
        AuctionId indexed auctionId,
        address indexed seller,
        address indexed collection,
        uint256 tokenId,
        Terms terms
    );
    /// @notice `bidder` leads with `amount`, which is now in the house; the auction ends at `endsAt` if nobody outbids it.
    event BidPlaced(AuctionId indexed auctionId, address indexed bidder, uint256 amount, uint64 endsAt);
    /// @notice A bid left the auction: paid back, or credited for `withdraw` where the payment failed.
    event BidRefunded(AuctionId indexed auctionId, address indexed bidder, uint256 amount, bool credited);
    event CreditWithdrawn(address indexed account, uint256 amount);
    event AuctionEnded(AuctionId indexed auctionId, AuctionStatus outcome);
    event TokenUndeliverable(AuctionId indexed auctionId, address indexed collection, uint256 indexed tokenId);
    event TokenDelivered(AuctionId indexed auctionId, address indexed seller);

    error AuctionCurrencyNotAccepted(address currency);
    error AuctionReserveZero();
    error AuctionIncrementOutOfBounds(uint16 minIncrementBps);
    error AuctionDurationOutOfBounds(uint64 startsAt, uint64 endsAt);
    error AuctionTokenTaken(address collection, uint256 tokenId, AuctionId auctionId);
    error AuctionNotOpen(AuctionId auctionId, AuctionStatus status);
    error AuctionNotStarted(AuctionId auctionId, uint64 startsAt);
    error AuctionOver(AuctionId auctionId, uint64 endsAt);
    error AuctionNotOver(AuctionId auctionId, uint64 endsAt);
    error AuctionBidTooLow(AuctionId auctionId, uint256 amount, uint256 minimum);
    /// @notice The engine would block the bidder's trade; `code ++ evidence` decodes as the rule's error.
    error AuctionBidRefused(bytes32 ruleId, bytes4 code, bytes evidence);
    error AuctionNotSeller(address caller, address seller);
    error AuctionHasBid(AuctionId auctionId, address bidder);
    error AuctionGraceAhead(AuctionId auctionId, uint64 until);
    error AuctionNoBid(AuctionId auctionId);
    error AuctionNothingPending(AuctionId auctionId);
    error AuctionNothingToWithdraw(address account);
    error AuctionSelfOnly(address caller);

    /// @notice Offers the caller's token and takes it into custody; the house needs the caller's approval for it.
    function create(Terms calldata terms) external returns (AuctionId);

    /// @notice Bids `amount` of the caller's money and refunds the bid that led so far, also where it is the caller's own. In
    /// the last 15 minutes a bid moves the end to 15 minutes from now.
    function bid(AuctionId auctionId, uint256 amount) external;

    /// @notice Takes the caller's offer back. Only before the first bid.
    function cancel(AuctionId auctionId) external;

    /// @notice Ends an auction whose time is over. For anyone. Where the engine blocks the winner's trade, both sides have back
    /// what is theirs; where it holds it, they wait in escrow; where nobody bid, the seller has the token back.
    function settle(AuctionId auctionId) external;

    /// @notice Refunds the winner of an auction that nobody could settle for 7 days, for example because the collection does
    /// not let go of the token. For anyone. The token waits for `deliver`.
    function unwind(AuctionId auctionId) external;

    /// @notice Tries again to return a token to its seller. For anyone.
    function deliver(AuctionId auctionId) external;

    /// @notice Pays the caller the refunds that could not be paid at once.
    function withdraw() external;

    function auctionOf(AuctionId auctionId) external view returns (Auction memory);

    /// @return The auction that has this token in custody; zero for none.
    function custodyOf(address collection, uint256 tokenId) external view returns (AuctionId);

    /// @return The least amount that `bid` accepts now.
    function minimumBid(AuctionId auctionId) external view returns (uint256);

    /// @return Refunds that could not be paid at once.
    function refundOf(address account) external view returns (uint256);

    /// @return Number of auctions ever created; their ids are 1 to this.
    function auctionCount() external view returns (uint256);
}
