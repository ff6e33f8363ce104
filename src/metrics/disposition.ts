import type { AccountRole } from "../domain/agents.ts";
import { isoMonth, type IsoMonth } from "../domain/calendar.ts";
import { usdToNumber } from "../domain/primitives.ts";
import { dayOf, type Attempt, type History } from "../replay/history.ts";
import { completedTrades, tradedIndex } from "./traded-index.ts";

/** Parcels with a known cost, on days on which their owner sold any. */
export interface DispositionCounts {
  readonly realisedGains: number;
  readonly paperGains: number;
  readonly realisedLosses: number;
  readonly paperLosses: number;
}

export interface DispositionScore extends DispositionCounts {
  /** Absent for all kinds together. */
  readonly role?: AccountRole;
  /** Proportions of the gains, and of the losses, that were realised. 0 where there was none. */
  readonly pgr: number;
  readonly plr: number;
  /** PGR / PLR: above 1, winners are sold sooner than losers. Absent where no loss was realised. */
  readonly ratio?: number;
}

/**
 * Whether winners are sold sooner than losers.
 *
 * Definition: on each day on which an agent sells a parcel that it bought, every parcel that it bought and has counts once: sold
 *   for more or less than was paid, or kept, and worth more or less than was paid.
 * Formula: PGR = realised gains / (realised + paper gains), PLR the same of losses. A parcel that is kept is worth what was
 *   paid x the traded index's change from the month of the purchase to this one: the index knows no parcel's own quality,
 *   its price did.
 * Limits: parcels of the run's own land alone; estates leave the count when they are sold, and what was given away stays in it;
 *   prices before fees. A parcel bought in the same month, whose index has not moved, counts as neither.
 * Source: Odean 1998: PGR 0.148 and PLR 0.098 at a discount broker, a ratio of 1.5; Shefrin and Statman 1985.
 */
export function dispositionScores(
  history: Pick<History, "attempts" | "cases" | "parcels" | "accounts" | "run">,
): readonly DispositionScore[] {
  const trades = completedTrades(history);
  const worth = new Map(history.parcels.map(({ tokenId, worth: of }) => [tokenId, of]));
  const index = new Map(tradedIndex(trades, worth).map(({ month, usd }) => [month, usd]));
  const books = new Map<string, Map<bigint, Purchase>>();
  const holders = new Map<bigint, string>();
  const counts = new Map<AccountRole, Counts>();

  for (const day of byDay(trades, history)) {
    for (const [seller, sold] of sellersOf(day, history)) {
      const book = books.get(seller.agent);
      if (book === undefined || !sold.some(({ tokenId }) => book.has(tokenId))) continue;
      const of = counts.get(seller.role) ?? { realisedGains: 0, paperGains: 0, realisedLosses: 0, paperLosses: 0 };
      counts.set(seller.role, of);
      countDay(of, book, sold, index);
    }
    for (const trade of day) moveBooks(trade);
  }
  const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  return rows.map(([role, of]) => ({ role, ...proportions(of) }));

  function moveBooks(trade: Attempt): void {
    const buyer = history.accounts.get(trade.buyer)?.agent;
    for (const tokenId of trade.parcels ?? [trade.tokenId]) {
      books.get(holders.get(tokenId) ?? "")?.delete(tokenId);
      holders.delete(tokenId);
      // The parcels of an estate have no price of their own.
      if (buyer === undefined || trade.collection !== "land") continue;
      const book = books.get(buyer) ?? new Map<bigint, Purchase>();
      books.set(buyer, book.set(tokenId, { usd: usdToNumber(trade.price), month: isoMonth(trade.time) }));
      holders.set(tokenId, buyer);
    }
  }
}

/** All these kinds as one. */
export function together(scores: readonly DispositionScore[]): DispositionScore {
  const sum = (of: (score: DispositionScore) => number): number =>
    scores.reduce((total, score) => total + of(score), 0);
  return proportions({
    realisedGains: sum((score) => score.realisedGains),
    paperGains: sum((score) => score.paperGains),
    realisedLosses: sum((score) => score.realisedLosses),
    paperLosses: sum((score) => score.paperLosses),
  });
}

type Counts = { -readonly [Key in keyof DispositionCounts]: number };

interface Purchase {
  readonly usd: number;
  readonly month: IsoMonth;
}

type Seller = { readonly agent: string; readonly role: AccountRole };

function byDay(trades: readonly Attempt[], { run }: Pick<History, "run">): readonly (readonly Attempt[])[] {
  const days = new Map<number, Attempt[]>();
  for (const trade of trades) {
    const day = dayOf(run, trade.time);
    days.set(day, [...(days.get(day) ?? []), trade]);
  }
  return [...days.values()];
}

function sellersOf(
  day: readonly Attempt[],
  { accounts }: Pick<History, "accounts">,
): readonly (readonly [Seller, readonly Attempt[]])[] {
  const sellers = new Map<string, { readonly seller: Seller; readonly sold: Attempt[] }>();
  for (const trade of day) {
    const seller = accounts.get(trade.seller);
    if (seller === undefined || trade.collection !== "land") continue;
    const of = sellers.get(seller.agent) ?? { seller, sold: [] };
    of.sold.push(trade);
    sellers.set(seller.agent, of);
  }
  return [...sellers.values()].map(({ seller, sold }) => [seller, sold]);
}

function countDay(
  counts: Counts,
  book: ReadonlyMap<bigint, Purchase>,
  sold: readonly Attempt[],
  index: ReadonlyMap<IsoMonth, number>,
): void {
  const today = isoMonth(sold[0]?.time ?? 0);
  const prices = new Map(sold.map(({ tokenId, price }) => [tokenId, usdToNumber(price)]));
  for (const [tokenId, { usd, month }] of book) {
    const price = prices.get(tokenId);
    const change = (price ?? usd * ((index.get(today) ?? Number.NaN) / (index.get(month) ?? Number.NaN))) - usd;
    if (change > 0) counts[price === undefined ? "paperGains" : "realisedGains"] += 1;
    if (change < 0) counts[price === undefined ? "paperLosses" : "realisedLosses"] += 1;
  }
}

function proportions(counts: DispositionCounts): DispositionScore {
  const { realisedGains, paperGains, realisedLosses, paperLosses } = counts;
  const pgr = share(realisedGains, paperGains);
  const plr = share(realisedLosses, paperLosses);
  return { ...counts, pgr, plr, ...(plr === 0 ? {} : { ratio: pgr / plr }) };
}

function share(realised: number, paper: number): number {
  return realised + paper === 0 ? 0 : realised / (realised + paper);
}
