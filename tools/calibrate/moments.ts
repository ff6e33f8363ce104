import { deviation, mean } from "d3-array";

import { DAY, isoMonth } from "../../src/domain/calendar.ts";
import type { MarketSale } from "../../src/metrics/realism/market-sales.ts";
import { significantDigits } from "../../src/metrics/realism/price-facts.ts";
import { sampleOf, topShare, weightedMedian } from "../../src/metrics/realism/statistics.ts";

export const MOMENTS = [
  "concentration",
  "resale",
  "daysBetweenSales",
  "resoldInAWeek",
  "roundPrices",
  "salesPerToken",
  "salesPerTrader",
  "volumeSwings",
] as const;
export type Moments = Readonly<Record<(typeof MOMENTS)[number], number>>;

/** What traders are fitted to. @param tokens How many there are, sold or not. */
export function momentsOf(sales: readonly MarketSale[], tokens: number): Moments {
  const byTrader = new Map<unknown, number>();
  const byToken = new Map<bigint, number[]>();
  const byMonth = new Map<string, number>();
  for (const { seller, buyer, tokenId, time } of sales) {
    for (const trader of [seller, buyer]) if (trader !== undefined) count(byTrader, trader);
    byToken.set(tokenId, [...(byToken.get(tokenId) ?? []), time]);
    count(byMonth, isoMonth(time));
  }
  const trades = sampleOf([...byTrader].map(([cluster, value]) => ({ value, cluster })));
  const gaps = [...byToken.values()].flatMap((times) =>
    times.slice(1).map((time, i) => (time - (times[i] ?? 0)) / DAY),
  );
  const all = sampleOf(gaps.map((value) => ({ value, cluster: 0 })));
  // The last month of the list has begun only.
  const months = [...byMonth.values()].slice(0, -1).map(Math.log);
  return {
    concentration: topShare(trades, new Uint8Array(trades.clusters).fill(1), 0.1),
    resale: share([...byToken.values()], (times) => times.length > 1),
    daysBetweenSales: weightedMedian(all, [1]),
    resoldInAWeek: share(gaps, (days) => days < 7),
    roundPrices: share(sales, ({ price }) => significantDigits(price) <= 2),
    salesPerToken: sales.length / tokens,
    salesPerTrader: sales.length / byTrader.size,
    volumeSwings: deviation(months) ?? Number.NaN,
  };
}

/** Sum of the squared log ratios; a moment that cannot be told is as far as can be. */
export function distance(simulated: Moments, real: Moments): number {
  return MOMENTS.reduce((sum, moment) => {
    const log = Math.log(simulated[moment] / real[moment]);
    return sum + (Number.isFinite(log) ? Math.min(4, log ** 2) : 4);
  }, 0);
}

function count<T>(counts: Map<T, number>, key: T): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function share<T>(items: readonly T[], is: (item: T) => boolean): number {
  return mean(items, (item) => Number(is(item))) ?? Number.NaN;
}
