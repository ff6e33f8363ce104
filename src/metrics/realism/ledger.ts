import { usdToNumber, type Address } from "../../domain/primitives.ts";
import type { Attempt, History } from "../../replay/history.ts";
import { completedTrades, tradedIndex } from "../traded-index.ts";
import { isoMonth } from "../../domain/calendar.ts";

/** A parcel's sale, with what its seller had paid for it. */
export interface RealisedSale {
  readonly trader: string;
  /** Unix seconds. */
  readonly time: number;
  readonly tokenId: bigint;
  readonly priceUsd: number;
  /** After fee and royalty, less the cost. */
  readonly gainUsd: number;
  /** Purchased parcels alone tell what was paid; the first owners' cost is the mark of the first month. */
  readonly purchased: boolean;
  /** What else the seller holds, and had paid for. */
  readonly others: readonly Holding[];
}

export interface Holding {
  readonly tokenId: bigint;
  readonly costUsd: number;
}

/** What came of every trader's parcels, as the journal tells it. */
export interface Ledger {
  readonly sales: readonly RealisedSale[];
  /** When a trader first had land, unix seconds: the run's start for the first owners. */
  readonly entries: ReadonlyMap<string, number>;
  /** Everybody who ever bought. */
  readonly buyers: ReadonlySet<string>;
  /** When the traded index first stood at half its peak, unix seconds. */
  readonly boomFrom: number;
  /** The typical parcel's value in the month of a time, US dollars. */
  readonly indexAt: (time: number) => number;
  readonly worthOf: (tokenId: bigint) => number;
}

/**
 * Follows each parcel of the home world from owner to owner. A trader is an agent with all its accounts; land that is given,
 * held by a house, or part of an estate stays on the books of who paid for it, until somebody else sells it.
 */
export function openLedger(
  history: Pick<History, "run" | "attempts" | "cases" | "parcels" | "accounts" | "transfers">,
): Ledger {
  const { run, parcels, accounts, attempts, transfers } = history;
  const traderOf = (address: Address): string => accounts.get(address)?.agent ?? address;
  const worths = new Map(parcels.map(({ tokenId, worth }) => [tokenId, worth]));
  const worthOf = (tokenId: bigint): number => worths.get(tokenId) ?? Number.NaN;
  const trades = completedTrades(history).filter(({ collection }) => collection === "land");
  const index = tradedIndex(trades, worths);
  const months = new Map(index.map(({ month, usd }) => [month, usd]));
  const indexAt = (time: number): number => months.get(isoMonth(time)) ?? Number.NaN;
  const peak = Math.max(...months.values());
  const boomFrom = trades.find(({ time }) => indexAt(time) >= peak / 2)?.time ?? Number.POSITIVE_INFINITY;

  const entries = new Map<string, number>();
  const holdings = new Map<string, Map<bigint, { readonly costUsd: number; readonly purchased: boolean }>>();
  const bookOf = (trader: string) => {
    const known = holdings.get(trader) ?? new Map<bigint, { costUsd: number; purchased: boolean }>();
    holdings.set(trader, known);
    return known;
  };
  const firstTrade = attempts[0]?.n ?? Number.POSITIVE_INFINITY;
  for (const { n, tokenId, to } of transfers) {
    if (n >= firstTrade) break;
    entries.set(traderOf(to), run.start);
    bookOf(traderOf(to)).set(tokenId, { costUsd: worthOf(tokenId) * (index[0]?.usd ?? Number.NaN), purchased: false });
  }

  const sales: RealisedSale[] = [];
  const buyers = new Set<string>();
  for (const trade of trades) {
    const [seller, buyer] = [traderOf(trade.seller), traderOf(trade.buyer)];
    if (seller === buyer) continue;
    const { tokenId, time } = trade;
    const book = bookOf(seller);
    const held = book.get(tokenId);
    book.delete(tokenId);
    if (held !== undefined) {
      const others = [...book]
        .filter(([, { purchased }]) => purchased)
        .map(([id, { costUsd }]) => ({ tokenId: id, costUsd }));
      const { purchased, costUsd } = held;
      const gainUsd = proceeds(trade) - costUsd;
      sales.push({ trader: seller, time, tokenId, priceUsd: usdToNumber(trade.price), gainUsd, purchased, others });
    }
    if (!entries.has(buyer)) entries.set(buyer, time);
    buyers.add(buyer);
    bookOf(buyer).set(tokenId, { costUsd: usdToNumber(trade.price), purchased: true });
  }
  return { sales, entries, buyers, boomFrom, indexAt, worthOf };
}

function proceeds({ price, fee, royalty }: Attempt): number {
  return usdToNumber(price - fee - royalty);
}
