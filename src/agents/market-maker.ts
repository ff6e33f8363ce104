import type { Agent, Intent } from "../domain/agents.ts";
import type { MarketView } from "../domain/market-view.ts";
import { DAY } from "../domain/calendar.ts";
import { usdToNumber } from "../domain/primitives.ts";
import { acceptBid, askedPrice, cashOut, offer, topUp, valueOf, type Character } from "./character.ts";

/** Days of trades that quotes look back on, and how many there must be. */
const TAPE_DAYS = 30;
const FEWEST_TRADES = 8;
/** A bid for any parcel gets the poor ones: it starts from what a tenth of the trades stayed below. */
const POOR = 0.1;
/** Half the spread of who holds nothing in a market that stands still, on the log price. */
const HALF_SPREAD = 0.04;
/** Aversion to risk, for each parcel held over a month. */
const AVERSION = 0.6;
const MOST_PARCELS = 6;
const PARCELS_PER_BID = 2;
const BID_DAYS = 3;
const ASK_DAYS = 5;

/** What the market's own trades say, for all who quote on the same day. */
interface Tape {
  /** Median of price / location worth, US dollars: the typical parcel. */
  readonly typicalUsd: number;
  /** Price below which the poor tenth sold. */
  readonly poorUsd: number;
}

/**
 * Quotes both sides around recent trades: a bid for any parcel, asks for what it holds. Each parcel that it holds lowers
 * both, the bid more than the asks, by risk: so the spread widens with inventory and with volatility.
 * Source: Ho and Stoll 1981; Avellaneda and Stoikov 2008.
 */
export function marketMaker(self: Character): Agent {
  const act = (view: MarketView): readonly Intent[] => {
    const tape = tapeOf(view);
    const spare = cashOut(view, self, 0.002);
    return tape === undefined ? spare : [...sell(view, self, tape), ...bid(view, self, tape), ...spare];
  };
  return { id: self.id, kind: self.kind, accounts: [self.account], act };
}

/** Of holding one parcel for a month, on the log price: aversion x variance. */
export function riskOf(view: MarketView): number {
  const weeks = Array.from({ length: 12 }, (_, week) => {
    return Math.log(view.typicalUsdBefore(7 * week) / view.typicalUsdBefore(7 * week + 7));
  });
  // Around zero and not around their mean: a steady fall is a risk as well.
  const variance = (weeks.reduce((sum, change) => sum + change ** 2, 0) / weeks.length) * (30 / 7);
  return AVERSION * variance;
}

function bid(view: MarketView, self: Character, { poorUsd }: Tape): readonly Intent[] {
  const inventory = view.holdings(self.account).length;
  const isOpen = view.collectionBids.some(({ maker }) => maker === self.account);
  const amount = Math.min(PARCELS_PER_BID, MOST_PARCELS - inventory);
  if (isOpen || amount <= 0) return [];
  const risk = riskOf(view);
  const price = askedPrice(self.random, poorUsd * Math.exp(-HALF_SPREAD - risk / 2 - risk * inventory));
  const wanted: Intent = { do: "bidForAny", maker: self.account, amount, price, days: BID_DAYS };
  return [...topUp(view, self.account, price * BigInt(amount)), wanted];
}

function sell(view: MarketView, self: Character, { typicalUsd }: Tape): readonly Intent[] {
  const held = view.holdings(self.account);
  const risk = riskOf(view);
  const factor = Math.exp(HALF_SPREAD + risk / 2 - (risk * held.length) / 2);
  return held.flatMap((tokenId): readonly Intent[] => {
    const usd = factor * valueOf(view, self, tokenId, typicalUsd);
    const accepted = acceptBid(view, self, tokenId, usd);
    if (accepted !== undefined) return [accepted];
    return view.askOf(tokenId) === undefined ? [offer(self, tokenId, usd, ASK_DAYS)] : [];
  });
}

/** One look at the trades for all makers of a day: a view stands still. */
const tapes = new WeakMap<MarketView, { readonly tape: Tape | undefined }>();

function tapeOf(view: MarketView): Tape | undefined {
  const known = tapes.get(view);
  if (known !== undefined) return known.tape;
  const tape = readTape(view);
  tapes.set(view, { tape });
  return tape;
}

function readTape(view: MarketView): Tape | undefined {
  const recent = view.tokens.flatMap((tokenId) => {
    const sale = view.lastSale(tokenId);
    if (sale === undefined || view.time - sale.time > TAPE_DAYS * DAY) return [];
    const usd = usdToNumber(sale.price);
    return [{ usd, perWorth: usd / view.worth(tokenId) }];
  });
  if (recent.length < FEWEST_TRADES) return undefined;
  const [prices, perWorth] = [recent.map(({ usd }) => usd), recent.map((sale) => sale.perWorth)];
  return { typicalUsd: quantile(perWorth, 0.5), poorUsd: quantile(prices, POOR) };
}

function quantile(values: readonly number[], share: number): number {
  const ascending = values.toSorted((a, b) => a - b);
  return ascending[Math.floor(share * ascending.length)] ?? Number.NaN;
}
