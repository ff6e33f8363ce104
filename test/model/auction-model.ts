import type { Address } from "../../src/domain/primitives.ts";
import { codeAndEvidence, type Finding, NOBODY, ruleId, type Trade } from "./agreements.ts";
import { type Parts, SettlementModel } from "./settlement-model.ts";
import { refuse } from "./stage.ts";

const MINUTE = 60n;
const HOUR = 60n * MINUTE;
const DAY = 24n * HOUR;
const EXTENSION = 15n * MINUTE;
const GRACE = 7n * DAY;
const BPS = 10_000n;

export const AUCTION_STATUSES = ["none", "open", "cancelled", "unsold", "sold", "blocked", "unwound"] as const;
type Status = (typeof AUCTION_STATUSES)[number];

export interface AuctionTerms {
  readonly collection: Address;
  readonly tokenId: bigint;
  readonly currency: Address;
  readonly reserve: bigint;
  readonly minIncrementBps: bigint;
  readonly startsAt: bigint;
  readonly endsAt: bigint;
}

export interface Auction {
  readonly seller: Address;
  readonly status: Status;
  readonly tokenPending: boolean;
  readonly endsAt: bigint;
  /** Nobody before the first bid. */
  readonly bidder: Address;
  readonly bid: bigint;
  readonly terms: AuctionTerms;
}

/** IAuctionHouse. The money of this world never refuses to move, so no refund is ever credited. */
export class AuctionModel {
  state = {
    /** Auction 1 is the first. */
    auctions: [] as Auction[],
  };
  readonly settlement: SettlementModel;
  readonly #parts: Parts;
  readonly #currency: Address;

  constructor(parts: Parts, address: Address, currency: Address) {
    this.settlement = new SettlementModel(parts, "auctions", address);
    this.#parts = parts;
    this.#currency = currency;
    parts.stage.register(this);
  }

  /** The auction that has the token; 0 for none. */
  custodyOf(tokenId: bigint): bigint {
    const has = ({ terms, status, tokenPending }: Auction) =>
      terms.tokenId === tokenId && (status === "open" || tokenPending);
    return BigInt(this.state.auctions.findIndex(has) + 1);
  }

  create(seller: Address, offered: AuctionTerms): bigint {
    const { stage } = this.#parts;
    const { collection, tokenId, currency, reserve, minIncrementBps, endsAt } = offered;
    const startsAt = offered.startsAt > stage.now ? offered.startsAt : stage.now;
    if (currency !== this.#currency) refuse("AuctionCurrencyNotAccepted", currency);
    if (reserve === 0n) refuse("AuctionReserveZero");
    if (minIncrementBps < 100n || minIncrementBps > 5_000n) refuse("AuctionIncrementOutOfBounds", minIncrementBps);
    const duration = endsAt - startsAt;
    if (duration < HOUR || duration > 30n * DAY) refuse("AuctionDurationOutOfBounds", startsAt, endsAt);
    const other = this.custodyOf(tokenId);
    if (other !== 0n) refuse("AuctionTokenTaken", collection, tokenId, other);

    const terms = { ...offered, startsAt };
    this.state.auctions.push({ seller, status: "open", tokenPending: false, endsAt, bidder: NOBODY, bid: 0n, terms });
    const auctionId = BigInt(this.state.auctions.length);
    stage.emit("auctions", "AuctionCreated", auctionId, seller, collection, tokenId, terms);
    this.#parts.land.move(this.settlement.address, seller, this.settlement.address, tokenId);
    return auctionId;
  }

  bid(bidder: Address, auctionId: bigint, amount: bigint): void {
    const { stage, money, rules } = this.#parts;
    const auction = this.#openAuction(auctionId);
    if (stage.now < auction.terms.startsAt) refuse("AuctionNotStarted", auctionId, auction.terms.startsAt);
    if (stage.now >= auction.endsAt) refuse("AuctionOver", auctionId, auction.endsAt);
    const minimum = this.minimumBid(auctionId);
    if (amount < minimum) refuse("AuctionBidTooLow", auctionId, amount, minimum);
    const finding = rules.preview(this.#trade(auction, bidder, amount));
    if (finding.verdict === "block") refuse("AuctionBidRefused", ...this.#told(finding));

    // A late bid leaves the others fifteen minutes.
    const soonest = stage.now + EXTENSION;
    const endsAt = auction.endsAt > soonest ? auction.endsAt : soonest;
    this.#change(auctionId, { bidder, bid: amount, endsAt });
    stage.emit("auctions", "BidPlaced", auctionId, bidder, amount, endsAt);
    if (auction.bidder !== NOBODY) this.#refund(auctionId, auction);
    money.payLegs(this.settlement.address, bidder, [{ to: this.settlement.address, amount }]);
  }

  cancel(caller: Address, auctionId: bigint): void {
    const auction = this.#openAuction(auctionId);
    if (caller !== auction.seller) refuse("AuctionNotSeller", caller, auction.seller);
    if (auction.bidder !== NOBODY) refuse("AuctionHasBid", auctionId, auction.bidder);
    this.#end(auctionId, "cancelled");
    this.#giveBack(auction);
  }

  /** Judged once more: the winner gets the token, or it waits in escrow, or both sides have back what is theirs. */
  settle(auctionId: bigint): void {
    const auction = this.#openAuction(auctionId);
    if (this.#parts.stage.now < auction.endsAt) refuse("AuctionNotOver", auctionId, auction.endsAt);
    if (auction.bidder === NOBODY) {
      this.#end(auctionId, "unsold");
      this.#giveBack(auction);
      return;
    }
    const trade = this.#trade(auction, auction.bidder, auction.bid);
    const finding = this.#parts.rules.onTrade(trade);
    if (finding.verdict === "block") {
      this.#end(auctionId, "blocked");
      const { collection, tokenId, seller, buyer, price } = trade;
      const sale = [nameOf(auctionId), collection, tokenId, seller, buyer, price];
      this.#parts.stage.emit("auctions", "TradeRejected", ...sale, ...this.#told(finding));
      this.#refund(auctionId, auction);
      this.#giveBack(auction);
    } else {
      this.#end(auctionId, "sold");
      const house = this.settlement.address;
      this.settlement.complete(nameOf(auctionId), trade, finding, house, house);
    }
  }

  /** Nobody settled for a week: the winner has the money back, and the token waits for `deliver`. */
  unwind(auctionId: bigint): void {
    const auction = this.#openAuction(auctionId);
    if (auction.bidder === NOBODY) refuse("AuctionNoBid", auctionId);
    const until = auction.endsAt + GRACE;
    if (this.#parts.stage.now < until) refuse("AuctionGraceAhead", auctionId, until);
    this.#end(auctionId, "unwound");
    this.#change(auctionId, { tokenPending: true });
    const { collection, tokenId } = auction.terms;
    this.#parts.stage.emit("auctions", "TokenUndeliverable", auctionId, collection, tokenId);
    this.#refund(auctionId, auction);
  }

  deliver(auctionId: bigint): void {
    const auction = this.auctionOf(auctionId);
    if (!auction?.tokenPending) return refuse("AuctionNothingPending", auctionId);
    this.#change(auctionId, { tokenPending: false });
    this.#parts.stage.emit("auctions", "TokenDelivered", auctionId, auction.seller);
    this.#giveBack(auction);
  }

  withdraw(caller: Address): void {
    refuse("AuctionNothingToWithdraw", caller);
  }

  minimumBid(auctionId: bigint): bigint {
    const { bidder, bid, terms } = this.#openAuction(auctionId);
    if (bidder === NOBODY) return terms.reserve;
    return bid + (bid * terms.minIncrementBps + BPS - 1n) / BPS;
  }

  auctionOf(auctionId: bigint): Auction | undefined {
    return this.state.auctions[Number(auctionId) - 1];
  }

  #openAuction(auctionId: bigint): Auction {
    const auction = this.auctionOf(auctionId);
    if (auction?.status === "open") return auction;
    return refuse("AuctionNotOpen", auctionId, AUCTION_STATUSES.indexOf(auction?.status ?? "none"));
  }

  #change(auctionId: bigint, change: Partial<Auction>): void {
    const { auctions } = this.state;
    this.state.auctions = auctions.map((known, i) => (BigInt(i) + 1n === auctionId ? { ...known, ...change } : known));
  }

  #end(auctionId: bigint, outcome: Status): void {
    this.#change(auctionId, { status: outcome });
    this.#parts.stage.emit("auctions", "AuctionEnded", auctionId, AUCTION_STATUSES.indexOf(outcome));
  }

  #refund(auctionId: bigint, { bidder, bid }: Auction): void {
    this.#parts.money.transfer(this.settlement.address, bidder, bid);
    this.#parts.stage.emit("auctions", "BidRefunded", auctionId, bidder, bid, false);
  }

  #giveBack({ seller, terms }: Auction): void {
    this.#parts.land.move(this.settlement.address, this.settlement.address, seller, terms.tokenId);
  }

  #trade({ seller, terms }: Auction, bidder: Address, amount: bigint): Trade {
    const { collection, tokenId, currency } = terms;
    const sides = { seller, buyer: bidder, payer: bidder };
    return { settler: this.settlement.address, collection, tokenId, ...sides, currency, price: amount };
  }

  #told({ rule, reason }: Finding): readonly unknown[] {
    const { code, evidence } = codeAndEvidence(reason ? this.#parts.stage.encode(reason) : "0x");
    return [ruleId(rule), code, evidence];
  }
}

/** In the events that all houses share, an auction goes by its number. */
function nameOf(auctionId: bigint): `0x${string}` {
  return `0x${auctionId.toString(16).padStart(64, "0")}`;
}
