import type { Agent, Intent } from "../domain/agents.ts";
import type { AuctionView, MarketView } from "../domain/market-view.ts";
import { DAY } from "../domain/calendar.ts";
import { usdToNumber, USD, type MicroUsd } from "../domain/primitives.ts";
import type { AuctionPlan, Ways } from "../domain/scenario.ts";
import { askedPrice, purseOf, topUp, valueOf, type Character } from "./character.ts";

type Listing = Extract<Intent, { do: "list" }>;

/** As at OpenSea: a bid exceeds the last by 5 percent. */
const MIN_INCREMENT_BPS = 500;
/** Chance a day to look at a random auction; who likes it follows it to its end. */
const LOOKS_AT_AUCTION = 0.006;
const LOOKS_AT_BUNDLE = 0.01;
const LOOKS_AT_COLLECTION_BID = 0.02;
/** Parcels that a bundle takes along. */
const COMPANIONS = 2;

/**
 * Lets a trader use the market's other ways: some of its offers are auctions, falling asks or bundles; it bids at auctions,
 * takes bundles and sells into bids for any. What the trader does itself stays as it is, and so do its draws: those made
 * here come from a stream of their own.
 */
export function versatile(trader: Agent, self: Character, ways: Ways): Agent {
  const bidding = auctionBidder(self, ways.auctions);
  const act = (view: MarketView): readonly Intent[] => {
    const own = trader.act(view);
    const offered = own.map((intent) => (intent.do === "list" ? offerAnotherWay(view, self, ways, intent) : intent));
    return [
      ...offered,
      ...settleAuctions(view, self),
      ...sellIntoBid(view, self, own),
      ...bidding(view),
      ...takeBundle(view, self),
    ];
  };
  return { ...trader, act };
}

function offerAnotherWay(view: MarketView, self: Character, ways: Ways, listing: Listing): Intent {
  const { auctions, dutchAsks, bundles } = ways;
  const { maker, tokenId, price } = listing;
  const die = 100 * self.random.next();
  if (die < auctions.offersPct) {
    const [reserve, days] = [shareOf(price, auctions.reservePct), auctions.days];
    return { do: "auction", seller: maker, tokenId, reserve, minIncrementBps: MIN_INCREMENT_BPS, days };
  }
  if (die < auctions.offersPct + dutchAsks.offersPct) {
    const [from, to] = [shareOf(price, dutchAsks.fromPct), shareOf(price, dutchAsks.toPct)];
    return { ...listing, price: from, endPrice: to, days: dutchAsks.days };
  }
  if (die < auctions.offersPct + dutchAsks.offersPct + bundles.offersPct) {
    const companions = view
      .holdings(maker)
      .filter((held) => held !== tokenId && view.askOf(held) === undefined)
      .slice(0, COMPANIONS)
      .map((held) => ({
        tokenId: held,
        price: askedPrice(self.random, valueOf(view, self, held), self.habits.roundPct),
      }));
    if (companions.length === 0) return listing;
    const items = [{ tokenId, price }, ...companions];
    const cheaper = items.map((item) => ({ ...item, price: shareOf(item.price, bundles.pricePct) }));
    return { do: "listBundle", maker, items: cheaper, days: listing.days };
  }
  return listing;
}

/** Anyone may settle an auction; who cares most does. */
function settleAuctions(view: MarketView, { account }: Character): readonly Intent[] {
  return view.auctions
    .filter(({ seller, endsAt }) => seller === account && endsAt <= view.time)
    .map(({ auctionId }) => ({ do: "settleAuction", caller: account, auctionId }));
}

/** The parcel that the trader values least, where a bid for any reaches its value. */
function sellIntoBid(view: MarketView, self: Character, own: readonly Intent[]): readonly Intent[] {
  const bid = view.collectionBids.find(({ maker }) => maker !== self.account);
  if (bid === undefined || !self.random.chance(LOOKS_AT_COLLECTION_BID)) return [];
  const busy = new Set(own.map((intent) => ("tokenId" in intent ? intent.tokenId : undefined)));
  const valued = view
    .holdings(self.account)
    .filter((tokenId) => !busy.has(tokenId))
    .map((tokenId) => ({ tokenId, usd: valueOf(view, self, tokenId) }));
  const least = valued.toSorted((a, b) => a.usd - b.usd)[0];
  if (least === undefined || usdToNumber(bid.price) < 0.97 * least.usd) return [];
  return [{ do: "sellInto", taker: self.account, orderHash: bid.orderHash, tokenId: least.tokenId }];
}

/** Follows auctions up to its own value. A sniper waits for the last day and goes most of the way at once. */
function auctionBidder(self: Character, plan: AuctionPlan): (view: MarketView) => readonly Intent[] {
  const isSniper = self.random.chance(plan.snipersPct / 100);
  const followed = new Set<bigint>();

  const bid = (view: MarketView, auction: AuctionView): readonly Intent[] => {
    const { auctionId, leader, minimumBid, endsAt } = auction;
    const limit = limitOf(view, self, auction);
    if (limit < minimumBid) {
      followed.delete(auctionId);
      return [];
    }
    const isLastDay = endsAt - view.time < DAY;
    if (leader === self.account || (isSniper && !isLastDay)) return [];
    const more = isSniper ? 0.8 : 0.4 * self.random.next();
    const room = Math.floor(usdToNumber(limit - minimumBid) * more);
    const amount = minimumBid + BigInt(room) * USD;
    return [...topUp(view, self.account, amount), { do: "bidAtAuction", bidder: self.account, auctionId, amount }];
  };

  return (view) => {
    const open = view.auctions.filter(({ endsAt }) => endsAt > view.time);
    for (const auctionId of followed) if (!open.some((one) => one.auctionId === auctionId)) followed.delete(auctionId);
    if (open.length === 0) return [];
    if (self.random.chance(LOOKS_AT_AUCTION)) {
      const seen = self.random.pick(open);
      if (isWanted(view, self, seen)) followed.add(seen.auctionId);
    }
    return open.flatMap((auction) => (followed.has(auction.auctionId) ? bid(view, auction) : []));
  };
}

/** Nobody bids for his own parcel, nor for one that he sold last; estates are for those who know them. */
function isWanted(view: MarketView, self: Character, { seller, collection, tokenId }: AuctionView): boolean {
  return collection === "land" && seller !== self.account && view.lastSale(tokenId)?.seller !== self.account;
}

function limitOf(view: MarketView, self: Character, { tokenId }: AuctionView): MicroUsd {
  const usd = Math.min(0.97 * valueOf(view, self, tokenId), purseOf(view, self));
  return BigInt(Math.floor(usd)) * USD;
}

function takeBundle(view: MarketView, self: Character): readonly Intent[] {
  if (view.bundles.length === 0 || !self.random.chance(LOOKS_AT_BUNDLE)) return [];
  const { orderHash, maker, items, price } = self.random.pick(view.bundles);
  const values = items.map(({ tokenId }) => valueOf(view, self, tokenId));
  const usd = 0.97 * values.reduce((a, b) => a + b, 0);
  const isOwn = maker === self.account || items.some(({ tokenId }) => view.lastSale(tokenId)?.seller === self.account);
  const isTooMuch = usdToNumber(price) > items.length * purseOf(view, self);
  if (isOwn || isTooMuch || usdToNumber(price) > usd) return [];
  return [...topUp(view, self.account, price), { do: "takeBundle", taker: self.account, orderHash }];
}

/** Of a price, in whole dollars. */
function shareOf(price: MicroUsd, pct: number): MicroUsd {
  return BigInt(Math.max(1, Math.round((usdToNumber(price) * pct) / 100))) * USD;
}
