import type { RandomStream } from "../../domain/random.ts";
import { clusterBootstrap, type Estimate } from "./bootstrap.ts";
import type { Ledger } from "./ledger.ts";
import { sampleOf, weightedMean } from "./statistics.ts";

/**
 * Who pays for the bubble.
 *
 * Definition: average gain on a parcel sold, of the traders who first had land before the boom, and of those who came with it
 *   or after. The boom begins when the traded index first stands at half its peak.
 * Formula: price - fee - royalty - what the seller had paid; first owners' cost is location worth x the first month's index.
 *   Mean over the cohort's sales. Resampled: traders.
 * Limits: what is never sold is left out, so that losses on paper do not show; the first owners' real cost is not in a run. Wash
 *   trades that settled count, at their painted prices.
 * Source: Kawai et al., arXiv 2501.09601: over $10,000 a parcel sold for early adopters, about -$1,000 for who came later.
 */
export function earlyGain(ledger: Ledger, random: RandomStream): Estimate {
  return cohortGain(ledger, (entry) => entry < ledger.boomFrom, random);
}

export function lateGain(ledger: Ledger, random: RandomStream): Estimate {
  return cohortGain(ledger, (entry) => entry >= ledger.boomFrom, random);
}

/**
 * Where the buyers come from.
 *
 * Definition: share of new entrants among everybody who bought: those who had no land when the run began.
 * Formula: count / count. Resampled: traders.
 * Limits: depends on when the run begins; one purchase makes a buyer.
 * Source: Kawai et al., arXiv 2501.09601: the majority of buyers are new entrants.
 */
export function newEntrants({ buyers, entries }: Ledger, start: number, random: RandomStream): Estimate {
  const sample = sampleOf(
    [...buyers].map((cluster) => ({ value: Number((entries.get(cluster) ?? start) > start), cluster })),
  );
  return clusterBootstrap(sample.clusters, (weights) => weightedMean(sample, weights), random);
}

function cohortGain({ sales, entries }: Ledger, has: (entry: number) => boolean, random: RandomStream): Estimate {
  const gains = sales
    .filter(({ trader }) => has(entries.get(trader) ?? Number.NaN))
    .map(({ trader, gainUsd }) => ({ value: gainUsd, cluster: trader }));
  const sample = sampleOf(gains);
  return clusterBootstrap(sample.clusters, (weights) => weightedMean(sample, weights), random);
}
