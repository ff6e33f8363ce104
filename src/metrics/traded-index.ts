import { median } from "d3-array";

import { isoMonth, type IsoMonth } from "../domain/calendar.ts";
import { usdToNumber } from "../domain/primitives.ts";
import type { Attempt, History } from "../replay/history.ts";

/*
 * Definition: the value of the typical parcel in a month, as trades show it.
 * Formula: median over the month's completed trades in parcels of price / location worth; estates, whose price is for their
 * parcels together, are left out, and so are sales by instalments, whose price was agreed long before.
 * Limits: location worth is the map's, so a parcel's own quality stays in; wash trades that settle are in it, as they
 * would be in any published index.
 * Source: hedonic median, after the monthly medians of parcel sales in FACTS.
 */

export interface IndexPoint {
  readonly month: IsoMonth;
  readonly usd: number;
  readonly trades: number;
}

/** Trades that moved token and money in the end: settled at once, or held and released. `time` is that of the completion. */
export function completedTrades({ attempts, cases }: Pick<History, "attempts" | "cases">): readonly Attempt[] {
  const completed: Attempt[] = [];
  for (const attempt of attempts) {
    if (attempt.outcome === "settled") completed.push(attempt);
    const held = attempt.caseId === undefined ? undefined : cases.get(attempt.caseId);
    if (held?.end === "released") completed.push({ ...attempt, time: held.closedAt ?? attempt.time });
  }
  return completed.sort((a, b) => a.time - b.time || a.n - b.n);
}

export function tradedIndex(trades: readonly Attempt[], worth: ReadonlyMap<bigint, number>): readonly IndexPoint[] {
  const byMonth = new Map<IsoMonth, number[]>();
  for (const { time, price, collection, tokenId, kind } of trades) {
    if (collection !== "land" || kind === "instalments") continue;
    const usd = usdToNumber(price) / (worth.get(tokenId) ?? Number.NaN);
    const month = isoMonth(time);
    const seen = byMonth.get(month);
    if (seen === undefined) byMonth.set(month, [usd]);
    else seen.push(usd);
  }
  return [...byMonth].map(([month, prices]) => ({ month, usd: median(prices) ?? Number.NaN, trades: prices.length }));
}

/** Median over the months of |index / path - 1|; `path` is the typical value of each month. */
export function trackingError(index: readonly IndexPoint[], path: ReadonlyMap<IsoMonth, number>): number {
  return median(index, ({ month, usd }) => Math.abs(usd / (path.get(month) ?? Number.NaN) - 1)) ?? Number.NaN;
}
