import { DAY } from "../../domain/calendar.ts";
import type { Address } from "../../domain/primitives.ts";
import type { RandomStream } from "../../domain/random.ts";
import { clusterBootstrap, type Estimate } from "./bootstrap.ts";
import type { MarketSale } from "./market-sales.ts";
import { sampleOf, topShare, weightedMean, weightedMedian } from "./statistics.ts";

/**
 * How much the busiest trade.
 *
 * Definition: share of the transactions that the busiest tenth of the traders made.
 * Formula: each sale counts once for its seller and once for its buyer, where known; sum over the largest 10 % of the traders'
 *   counts / sum over all. Resampled: traders.
 * Limits: a trader is an address, as in the published counts; somebody with two counts as two.
 * Source: Nadini et al., Scientific Reports 11 (2021).
 */
export function concentration(sales: readonly MarketSale[], random: RandomStream): Estimate {
  const counts = new Map<Address, number>();
  for (const { seller, buyer } of sales) {
    for (const trader of [seller, buyer]) {
      if (trader !== undefined) counts.set(trader, (counts.get(trader) ?? 0) + 1);
    }
  }
  const sample = sampleOf([...counts].map(([cluster, value]) => ({ value, cluster })));
  return clusterBootstrap(sample.clusters, (weights) => topShare(sample, weights, 0.1), random);
}

/**
 * How much of what was sold was sold again.
 *
 * Definition: share of the tokens with at least two sales among those with at least one.
 * Formula: count / count. Resampled: tokens.
 * Limits: grows with the length of the list; a first sale before it begins is unknown.
 * Source: Nadini et al. (2021), there over all collections of a market.
 */
export function resale(sales: readonly MarketSale[], random: RandomStream): Estimate {
  const sample = sampleOf(
    [...salesOfTokens(sales)].map(([cluster, { length }]) => ({ value: Number(length > 1), cluster })),
  );
  return clusterBootstrap(sample.clusters, (weights) => weightedMean(sample, weights), random);
}

/**
 * How long a token stays sold.
 *
 * Definition: median number of days between one sale of a token and its next.
 * Formula: over all pairs of consecutive sales of one token. Resampled: tokens.
 * Limits: what is never sold again does not count, so a short list makes it short.
 * Source: counted from lists of sales.
 */
export function daysBetweenSales(sales: readonly MarketSale[], random: RandomStream): Estimate {
  const gaps = [...salesOfTokens(sales)].flatMap(([cluster, times]) =>
    times.slice(1).map((time, i) => ({ value: (time - (times[i] ?? time)) / DAY, cluster })),
  );
  const sample = sampleOf(gaps);
  return clusterBootstrap(sample.clusters, (weights) => weightedMedian(sample, weights), random);
}

/** Times of each token's sales, in order. */
function salesOfTokens(sales: readonly MarketSale[]): ReadonlyMap<bigint, readonly number[]> {
  const times = new Map<bigint, number[]>();
  for (const { tokenId, time } of sales) {
    const of = times.get(tokenId);
    if (of === undefined) times.set(tokenId, [time]);
    else of.push(time);
  }
  for (const of of times.values()) of.sort((a, b) => a - b);
  return times;
}
