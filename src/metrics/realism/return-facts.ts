import { mean, median } from "d3-array";

import { DAY } from "../../domain/calendar.ts";
import type { RandomStream } from "../../domain/random.ts";
import { blockBootstrap, type Estimate } from "./bootstrap.ts";
import type { MarketSale } from "./market-sales.ts";
import { sampleOf, tailIndex } from "./statistics.ts";

/** Days that are drawn together: about a month, longer than volatility is remembered in the data. */
const BLOCK = 30;

/**
 * Daily returns of a collection.
 *
 * Definition: change of the log of the day's median price, less its mean, from each day with a sale to the next day if that
 *   has one too; NaN where not.
 * Formula: r(t) = ln m(t) - ln m(t - 1) - mean; m(t) is the median over the day's sales of price / location worth.
 * Limits: the median of few and different tokens bounces back the day after, as between bid and ask (Roll, 1984), so that r is
 *   negatively correlated at lag 1 in every list of sales; the facts on memory therefore look at lags from 2, or at |r|.
 * Source: daily returns as in Ghosh et al. (2023).
 */
export function dailyReturns(
  sales: readonly MarketSale[],
  worth: (tokenId: bigint) => number = () => 1,
): readonly number[] {
  const days = new Map<number, number[]>();
  for (const { time, tokenId, price } of sales) {
    const day = Math.floor(time / DAY);
    const log = Math.log(Number(price) / worth(tokenId));
    const of = days.get(day);
    if (of === undefined) days.set(day, [log]);
    else of.push(log);
  }
  const first = Math.min(...days.keys());
  const levels = Array.from({ length: Math.max(0, Math.max(...days.keys()) - first + 1) }, (_, i) =>
    median(days.get(first + i) ?? []),
  );
  const changes = levels.slice(1).map((level, i) => (level ?? Number.NaN) - (levels[i] ?? Number.NaN));
  const drift = mean(changes.filter(isKnown)) ?? 0;
  return changes.map((change) => change - drift);
}

/**
 * Definition: kurtosis of daily returns; 3 where they are normal, above where calm and wild days mix.
 * Formula: mean of r⁴ / (mean of r²)². Resampled: blocks of 30 days, as in the three below.
 * Limits: follows the few largest changes. Source: Ghosh et al. (2023).
 */
export function returnKurtosis(returns: readonly number[], random: RandomStream): Estimate {
  return overBlocks(returns, random, (known) => {
    const squares = known.map((r) => r ** 2);
    return (mean(squares, (r2) => r2 ** 2) ?? Number.NaN) / (mean(squares) ?? Number.NaN) ** 2;
  });
}

/**
 * Definition: exponent with which large daily changes thin out; 3 is the inverse cubic law.
 * Formula: Hill's index of the largest 5 % of |r|. Limits: some 50 observations in three years.
 * Source: Ghosh et al. (2023); Gopikrishnan et al. (1998) for shares.
 */
export function returnTail(returns: readonly number[], random: RandomStream): Estimate {
  return overBlocks(returns, random, (known) => {
    const sample = sampleOf(known.map((r) => ({ value: Math.abs(r), cluster: 0 })));
    return tailIndex(sample, [1], 0.05);
  });
}

/**
 * Definition: what yesterday's change but one, and those before it, say about today's: nothing, where prices do not repeat.
 * Formula: mean of the autocorrelations of r at lags 2 to 10. Limits: lag 1 is left out, see `dailyReturns`.
 * Source: Ghosh et al. (2023); Chan et al. (2024).
 */
export function returnMemory(returns: readonly number[], random: RandomStream): Estimate {
  return blockBootstrap(returns, BLOCK, (series) => meanAutocorrelation(series, 2), random);
}

/**
 * Definition: whether wild days follow wild days, for more than a day or two.
 * Formula: mean of the autocorrelations of |r| at lags 1 to 10.
 * Limits: an estimate in blocks cuts some of it. Source: Ghosh et al. (2023); Chan et al. (2024).
 */
export function volatilityMemory(returns: readonly number[], random: RandomStream): Estimate {
  return blockBootstrap(returns, BLOCK, (series) => meanAutocorrelation(series.map(Math.abs), 1), random);
}

const LAST_LAG = 10;

function meanAutocorrelation(series: readonly number[], firstLag: number): number {
  const known = series.filter(isKnown);
  const centre = mean(known) ?? Number.NaN;
  const variance = mean(known, (value) => (value - centre) ** 2) ?? Number.NaN;
  let correlations = 0;
  for (let lag = firstLag; lag <= LAST_LAG; lag++) {
    let [sum, count] = [0, 0];
    for (let day = lag; day < series.length; day++) {
      const product = ((series[day] ?? Number.NaN) - centre) * ((series[day - lag] ?? Number.NaN) - centre);
      if (Number.isNaN(product)) continue;
      sum += product;
      count += 1;
    }
    correlations += sum / count / variance;
  }
  return correlations / (LAST_LAG - firstLag + 1);
}

function overBlocks(
  returns: readonly number[],
  random: RandomStream,
  figure: (known: readonly number[]) => number,
): Estimate {
  return blockBootstrap(returns, BLOCK, (series) => figure(series.filter(isKnown)), random);
}

function isKnown(value: number): boolean {
  return !Number.isNaN(value);
}
