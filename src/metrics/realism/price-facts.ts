import type { RandomStream } from "../../domain/random.ts";
import { clusterBootstrap, type Estimate } from "./bootstrap.ts";
import type { MarketSale } from "./market-sales.ts";
import { gini, sampleOf, tailIndex, weightedMean, type Sample } from "./statistics.ts";

/**
 * How unequal prices are.
 *
 * Definition: Gini coefficient of the prices of all sales, over the whole span.
 * Formula: mean absolute difference of two prices / twice the mean price. Resampled: tokens, with all their sales.
 * Limits: a boom within the span alone makes prices unequal; depends on the currency that they are counted in.
 * Source: counted from lists of sales.
 */
export function priceGini(sales: readonly MarketSale[], random: RandomStream): Estimate {
  const sample = pricesOf(sales);
  return clusterBootstrap(sample.clusters, (weights) => gini(sample, weights), random);
}

/**
 * How thin the tail of high prices is.
 *
 * Definition: Hill's tail index of the dearest 5 % of the sales; the lower, the heavier the tail.
 * Formula: 1 / mean of ln(price / threshold) over them, the threshold being the dearest price below. Resampled: tokens.
 * Limits: takes the tail for a power law; where a few rare tokens are far dearer than all others, it follows them.
 * Source: Hill (1975); counted from lists of sales.
 */
export function priceTail(sales: readonly MarketSale[], random: RandomStream): Estimate {
  const sample = pricesOf(sales);
  return clusterBootstrap(sample.clusters, (weights) => tailIndex(sample, weights, 0.05), random);
}

/**
 * How many prices are round.
 *
 * Definition: share of the sales whose price has at most two significant digits: $5,600 and 0.25 ETH are round, $5,610 is not.
 * Formula: count / count. Resampled: tokens.
 * Limits: FACTS counts prices on a grid of 0.1 ETH, which means nothing in dollars; two digits mean the same in any currency.
 *   Prices that come out of a bid, an auction or a falling ask are rarely round.
 * Source: own, for comparing like with like; on both definitions for CryptoPunks see docs/realism.md.
 */
export function roundPrices(sales: readonly MarketSale[], random: RandomStream): Estimate {
  const sample = sampleOf(
    sales.map(({ tokenId, price }) => ({ value: Number(significantDigits(price) <= 2), cluster: tokenId })),
  );
  return clusterBootstrap(sample.clusters, (weights) => weightedMean(sample, weights), random);
}

/** Digits of a price without the zeros after them. */
export function significantDigits(price: bigint): number {
  return price.toString().replace(/0+$/, "").length;
}

function pricesOf(sales: readonly MarketSale[]): Sample {
  return sampleOf(sales.map(({ tokenId, price }) => ({ value: Number(price), cluster: tokenId })));
}
