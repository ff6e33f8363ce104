import { DAY } from "../../domain/calendar.ts";
import type { RandomStream } from "../../domain/random.ts";
import { clusterBootstrap, type Estimate } from "./bootstrap.ts";
import type { Ledger } from "./ledger.ts";

/**
 * Whether sellers are loss-averse.
 *
 * Definition: how much rather a trader sells a parcel that has gained than one that has lost, on days on which it sells one.
 * Formula: PGR / PLR with PGR = gains realised / (gains realised + gains on paper), PLR the same for losses; counts, added over
 *   all traders and days. A gain is a price, or on paper location worth x the month's index, above what was paid. Only
 *   parcels that were bought count. 1 where sellers do not care. Resampled: traders.
 * Limits: the mark knows the map alone, so that some gains on paper are losses and the ratio is drawn towards 1; a trader
 *   with one parcel tells nothing.
 * Source: Odean (1998), who found 1.5 for shares; for NFTs Huang and Goetzmann, NBER 31498, give the direction: loss-averse
 *   sellers delay the crash.
 */
export function saleOfWinners({ sales, indexAt, worthOf }: Ledger, random: RandomStream): Estimate {
  const counts = new Map<string, Counts>();
  const seen = new Set<string>();
  for (const { trader, time, gainUsd, purchased, others } of sales) {
    if (!purchased || others.length === 0) continue;
    const count = counts.get(trader) ?? { gainsSold: 0, gainsKept: 0, lossesSold: 0, lossesKept: 0 };
    counts.set(trader, count);
    if (gainUsd > 0) count.gainsSold += 1;
    else count.lossesSold += 1;
    // What is kept counts once a day, however many are sold on it.
    const day = `${trader}/${Math.floor(time / DAY)}`;
    if (seen.has(day)) continue;
    seen.add(day);
    for (const other of others) {
      if (worthOf(other.tokenId) * indexAt(time) > other.costUsd) count.gainsKept += 1;
      else count.lossesKept += 1;
    }
  }
  const all = [...counts.values()];
  return clusterBootstrap(
    all.length,
    (weights) => {
      const sum = (of: (count: Counts) => number): number =>
        all.reduce((total, count, i) => total + (weights[i] ?? 0) * of(count), 0);
      const gains = sum((c) => c.gainsSold) / sum((c) => c.gainsSold + c.gainsKept);
      const losses = sum((c) => c.lossesSold) / sum((c) => c.lossesSold + c.lossesKept);
      return gains / losses;
    },
    random,
  );
}

interface Counts {
  gainsSold: number;
  gainsKept: number;
  lossesSold: number;
  lossesKept: number;
}
