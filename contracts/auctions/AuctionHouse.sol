// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Finding, Trade, Verdict} from "../compliance/ICompliance.sol";
import {Leg} from "../payments/ISettlementToken.sol";
import {NonReentrant} from "../security/NonReentrant.sol";
import {Settlement} from "../settlement/Settlement.sol";
import {Auction, AuctionId, AuctionStatus, IAuctionHouse, Terms} from "./IAuctionHouse.sol";

/// @notice See `IAuctionHouse`.
contract AuctionHouse is IAuctionHouse, Settlement, NonReentrant {
    uint64 private constant MIN_DURATION = 1 hours;
    uint64 private constant MAX_DURATION = 30 days;
    uint16 private constant MIN_INCREMENT_BPS = 100;
    uint16 private constant MAX_INCREMENT_BPS = 5_000;
    /// @dev Against bids in the last second; Zora's auction house has the same 15 minutes. No bound on how often: each
    /// extension costs its bidder at least 1 % more.
    uint64 private constant EXTENSION = 15 minutes;
    /// @dev Whoever wants the trade has this long to have it settled.
    uint64 private constant GRACE = 7 days;
    uint256 private constant BPS = 10_000;

    /// @inheritdoc IAuctionHouse
    uint256 public auctionCount;
    /// @inheritdoc IAuctionHouse
    mapping(address account => uint256 amount) public refundOf;
    /// @inheritdoc IAuctionHouse
    /// @dev A collection that pretends cannot bring one token in twice.
    mapping(address collection => mapping(uint256 tokenId => AuctionId auctionId)) public custodyOf;
    mapping(AuctionId auctionId => Auction) private _auctions;

    constructor(
        address authority,
        address compliance,
        address escrow,
        address paymentSplits
    ) Settlement(authority, compliance, escrow, paymentSplits) {}

    /// @inheritdoc IAuctionHouse
    function create(Terms calldata terms) external nonReentrant returns (AuctionId auctionId) {
        require(terms.currency == address(SETTLEMENT_TOKEN), AuctionCurrencyNotAccepted(terms.currency));
        require(terms.reserve != 0, AuctionReserveZero());
        uint16 increment = terms.minIncrementBps;
        bool incrementInBounds = MIN_INCREMENT_BPS <= increment && increment <= MAX_INCREMENT_BPS;
        require(incrementInBounds, AuctionIncrementOutOfBounds(increment));
        (uint256 startsAt, uint256 endsAt) = (Math.max(terms.startsAt, block.timestamp), terms.endsAt);
        bool durationInBounds = startsAt + MIN_DURATION <= endsAt && endsAt <= startsAt + MAX_DURATION;
        require(durationInBounds, AuctionDurationOutOfBounds(uint64(startsAt), terms.endsAt));
        (address collection, uint256 tokenId) = (terms.collection, terms.tokenId);
        AuctionId other = custodyOf[collection][tokenId];
        require(AuctionId.unwrap(other) == 0, AuctionTokenTaken(collection, tokenId, other));

        auctionId = AuctionId.wrap(++auctionCount);
        custodyOf[collection][tokenId] = auctionId;
        Auction storage auction = _auctions[auctionId];
        (auction.seller, auction.status, auction.endsAt) = (msg.sender, AuctionStatus.Open, terms.endsAt);
        auction.terms = terms;
        auction.terms.startsAt = uint64(startsAt);
        emit AuctionCreated(auctionId, msg.sender, collection, tokenId, auction.terms);

        _takeIn(collection, tokenId, msg.sender);
    }

    /// @inheritdoc IAuctionHouse
    function bid(AuctionId auctionId, uint256 amount) external nonReentrant {
        Auction storage auction = _openAuction(auctionId);
        (uint64 startsAt, uint64 endsAt) = (auction.terms.startsAt, auction.endsAt);
        require(block.timestamp >= startsAt, AuctionNotStarted(auctionId, startsAt));
        require(block.timestamp < endsAt, AuctionOver(auctionId, endsAt));
        uint256 minimum = _minimumBid(auction);
        require(amount >= minimum, AuctionBidTooLow(auctionId, amount, minimum));
        Finding memory finding = COMPLIANCE.preview(_trade(auction, msg.sender, amount));
        bool refused = finding.verdict == Verdict.Block;
        require(!refused, AuctionBidRefused(finding.ruleId, finding.code, finding.evidence));

        (address outbid, uint256 refund) = (auction.bidder, auction.bid);
        endsAt = uint64(Math.max(endsAt, block.timestamp + EXTENSION));
        (auction.bidder, auction.bid, auction.endsAt) = (msg.sender, amount, endsAt);
        emit BidPlaced(auctionId, msg.sender, amount, endsAt);

        // First out, then in: to raise one's own bid takes no more than the difference.
        if (outbid != address(0)) _refund(auctionId, outbid, refund);
        Leg[] memory legs = new Leg[](1);
        legs[0] = Leg(address(this), amount);
        SETTLEMENT_TOKEN.payLegs(msg.sender, legs);
    }

    /// @inheritdoc IAuctionHouse
    function cancel(AuctionId auctionId) external nonReentrant {
        Auction storage auction = _openAuction(auctionId);
        (address seller, address bidder) = (auction.seller, auction.bidder);
        require(msg.sender == seller, AuctionNotSeller(msg.sender, seller));
        require(bidder == address(0), AuctionHasBid(auctionId, bidder));

        _end(auctionId, auction, AuctionStatus.Cancelled);

        _return(auction);
    }

    /// @inheritdoc IAuctionHouse
    function settle(AuctionId auctionId) external nonReentrant {
        Auction storage auction = _openAuction(auctionId);
        uint64 endsAt = auction.endsAt;
        require(block.timestamp >= endsAt, AuctionNotOver(auctionId, endsAt));

        if (auction.bidder == address(0)) {
            _end(auctionId, auction, AuctionStatus.Unsold);
            _return(auction);
            return;
        }
        _requireTrading();
        Trade memory trade = _trade(auction, auction.bidder, auction.bid);
        Finding memory finding = COMPLIANCE.onTrade(trade);
        if (finding.verdict == Verdict.Block) _refuse(auctionId, auction, trade, finding);
        else _sell(auctionId, auction, trade, finding);
    }

    /// @inheritdoc IAuctionHouse
    function unwind(AuctionId auctionId) external nonReentrant {
        Auction storage auction = _openAuction(auctionId);
        require(auction.bidder != address(0), AuctionNoBid(auctionId));
        uint64 until = auction.endsAt + GRACE;
        require(block.timestamp >= until, AuctionGraceAhead(auctionId, until));

        auction.tokenPending = true;
        _end(auctionId, auction, AuctionStatus.Unwound);
        emit TokenUndeliverable(auctionId, auction.terms.collection, auction.terms.tokenId);

        _refund(auctionId, auction.bidder, auction.bid);
    }

    /// @inheritdoc IAuctionHouse
    function deliver(AuctionId auctionId) external nonReentrant {
        Auction storage auction = _auctions[auctionId];
        require(auction.tokenPending, AuctionNothingPending(auctionId));

        auction.tokenPending = false;
        emit TokenDelivered(auctionId, auction.seller);

        _return(auction);
    }

    /// @inheritdoc IAuctionHouse
    function withdraw() external nonReentrant {
        uint256 amount = refundOf[msg.sender];
        require(amount != 0, AuctionNothingToWithdraw(msg.sender));

        refundOf[msg.sender] = 0;
        emit CreditWithdrawn(msg.sender, amount);

        SETTLEMENT_TOKEN.transfer(msg.sender, amount);
    }

    /// @dev The token's way back in a call of its own, so that its failure does not stop the money.
    function giveBack(AuctionId auctionId) external {
        require(msg.sender == address(this), AuctionSelfOnly(msg.sender));
        _return(_auctions[auctionId]);
    }

    /// @inheritdoc IAuctionHouse
    function auctionOf(AuctionId auctionId) external view returns (Auction memory) {
        return _auctions[auctionId];
    }

    /// @inheritdoc IAuctionHouse
    function minimumBid(AuctionId auctionId) external view returns (uint256) {
        return _minimumBid(_openAuction(auctionId));
    }

    function _sell(AuctionId auctionId, Auction storage auction, Trade memory trade, Finding memory finding) private {
        _end(auctionId, auction, AuctionStatus.Sold);
        custodyOf[trade.collection][trade.tokenId] = AuctionId.wrap(0);

        bytes32 orderHash = bytes32(AuctionId.unwrap(auctionId));
        _complete(orderHash, trade, _payout(trade, 0), finding, address(this), address(this));
        // The bidder paid long ago: a token that stays here must not cost the bid.
        bool moved = IERC721(trade.collection).ownerOf(trade.tokenId) != address(this);
        require(moved, SettlementTokenNotMoved(trade.collection, trade.tokenId, trade.buyer));
    }

    function _refuse(AuctionId auctionId, Auction storage auction, Trade memory trade, Finding memory finding) private {
        _end(auctionId, auction, AuctionStatus.Blocked);
        emit TradeRejected({
            orderHash: bytes32(AuctionId.unwrap(auctionId)),
            collection: trade.collection,
            tokenId: trade.tokenId,
            seller: trade.seller,
            buyer: trade.buyer,
            price: trade.price,
            ruleId: finding.ruleId,
            code: finding.code,
            evidence: finding.evidence
        });

        _refund(auctionId, trade.buyer, trade.price);
        try this.giveBack(auctionId) {} catch {
            auction.tokenPending = true;
            emit TokenUndeliverable(auctionId, trade.collection, trade.tokenId);
        }
    }

    function _end(AuctionId auctionId, Auction storage auction, AuctionStatus outcome) private {
        auction.status = outcome;
        emit AuctionEnded(auctionId, outcome);
    }

    /// @dev A plain transfer: it would work even if the house were no settler any more.
    function _refund(AuctionId auctionId, address bidder, uint256 amount) private {
        try SETTLEMENT_TOKEN.transfer(bidder, amount) {
            emit BidRefunded(auctionId, bidder, amount, false);
        } catch {
            _credit(auctionId, bidder, amount);
        }
    }

    function _credit(AuctionId auctionId, address bidder, uint256 amount) private {
        refundOf[bidder] += amount;
        emit BidRefunded(auctionId, bidder, amount, true);
    }

    function _return(Auction storage auction) private {
        (address collection, uint256 tokenId) = (auction.terms.collection, auction.terms.tokenId);
        custodyOf[collection][tokenId] = AuctionId.wrap(0);
        _giveBack(collection, tokenId, auction.seller);
    }

    function _openAuction(AuctionId auctionId) private view returns (Auction storage auction) {
        auction = _auctions[auctionId];
        require(auction.status == AuctionStatus.Open, AuctionNotOpen(auctionId, auction.status));
    }

    function _minimumBid(Auction storage auction) private view returns (uint256) {
        if (auction.bidder == address(0)) return auction.terms.reserve;
        return auction.bid + Math.mulDiv(auction.bid, auction.terms.minIncrementBps, BPS, Math.Rounding.Ceil);
    }

    function _trade(Auction storage auction, address bidder, uint256 amount) private view returns (Trade memory) {
        return
            Trade({
                settler: address(this),
                collection: auction.terms.collection,
                tokenId: auction.terms.tokenId,
                seller: auction.seller,
                buyer: bidder,
                payer: bidder,
                currency: auction.terms.currency,
                price: amount
            });
    }
}
