import { quantileSorted } from "d3-array";

import { isoMonth, type IsoMonth } from "../domain/calendar.ts";
import { usdToNumber } from "../domain/primitives.ts";
import type { History } from "../replay/history.ts";
import { completedTrades } from "./traded-index.ts";

export interface PriceBand {
  readonly month: IsoMonth;
  readonly trades: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/**
 * How far apart prices of comparable parcels were, month by month.
 *
 * Definition: quantiles of the prices of completed trades, each divided by its parcel's location worth: dollars per typical parcel.
 * Formula: 10 %, 50 % and 90 % quantiles of price / worth over the month's completed trades in parcels, interpolated linearly.
 * Limits: worth is the map's, so what buyers knew beyond it widens the band; months with few trades have a ragged one;
 *   sales by instalments, whose price was agreed long before, are left out;
 *   wash trades that settled are in it, because that is what a reader of the market would have seen.
 * Source: hedonic worth as in the scenario's `hedonics`.
 */
export function priceBands(history: Pick<History, "attempts" | "cases" | "parcels">): readonly PriceBand[] {
  const worths = new Map(history.parcels.map(({ tokenId, worth }) => [tokenId, worth]));
  const months = new Map<IsoMonth, number[]>();
  for (const { collection, tokenId, price, time, kind } of completedTrades(history)) {
    const worth = collection === "land" && kind !== "instalments" ? worths.get(tokenId) : undefined;
    if (worth === undefined) continue;
    const month = isoMonth(time);
    const prices = months.get(month);
    if (prices === undefined) months.set(month, [usdToNumber(price) / worth]);
    else prices.push(usdToNumber(price) / worth);
  }
  return [...months]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, prices]) => {
      const sorted = prices.toSorted((a, b) => a - b);
      const quantile = (p: number): number => quantileSorted(sorted, p) ?? Number.NaN;
      return { month, trades: sorted.length, low: quantile(0.1), median: quantile(0.5), high: quantile(0.9) };
    });
}
