import { quantileSorted } from "d3-array";

import type { RandomStream } from "../../domain/random.ts";
import type { Weights } from "./statistics.ts";

/** A figure with its 95 % interval; all three are NaN where there is too little to tell. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export const NOTHING: Estimate = { value: Number.NaN, low: Number.NaN, high: Number.NaN };

const RESAMPLES = 200;

/**
 * Interval of a figure by resampling whole clusters.
 *
 * Definition: what the figure would have been with other tokens, or other traders, of the same kind.
 * Formula: 2.5 % and 97.5 % quantiles of the figure over 200 resamples of as many clusters, drawn with replacement.
 * Limits: clusters count as independent, which leaves out what all of them share, as one boom; few clusters give a narrow
 *   interval; fewer than ten give none.
 * Source: Davison and Hinkley, Bootstrap Methods and their Application (1997), sections 2.4 and 3.8.
 */
export function clusterBootstrap(
  clusters: number,
  figure: (weights: Weights) => number,
  random: RandomStream,
): Estimate {
  if (clusters < FEWEST) return NOTHING;
  const figures = Array.from({ length: RESAMPLES }, () => {
    const weights = new Uint32Array(clusters);
    for (let i = 0; i < clusters; i++) {
      const drawn = random.below(clusters);
      weights[drawn] = (weights[drawn] ?? 0) + 1;
    }
    return figure(weights);
  });
  return { value: figure(new Uint32Array(clusters).fill(1)), ...middle(figures) };
}

/**
 * Interval of a figure of a series by resampling blocks of it.
 *
 * Definition: as above, for days that hang together with their neighbours.
 * Formula: circular blocks of `block` days, drawn with replacement until the series is as long as it was.
 * Limits: dependence beyond a block's length is cut; so is some of that within, where blocks meet.
 * Source: Politis and Romano (1992), the circular block bootstrap.
 */
export function blockBootstrap(
  series: readonly number[],
  block: number,
  figure: (series: readonly number[]) => number,
  random: RandomStream,
): Estimate {
  if (series.length < FEWEST * block) return NOTHING;
  const figures = Array.from({ length: RESAMPLES }, () => {
    const drawn: number[] = [];
    while (drawn.length < series.length) {
      const from = random.below(series.length);
      for (let i = 0; i < block; i++) drawn.push(series[(from + i) % series.length] ?? Number.NaN);
    }
    return figure(drawn.slice(0, series.length));
  });
  return { value: figure(series), ...middle(figures) };
}

const FEWEST = 10;

function middle(figures: readonly number[]): { readonly low: number; readonly high: number } {
  const sorted = figures.filter((figure) => Number.isFinite(figure)).toSorted((a, b) => a - b);
  const at = (p: number): number => quantileSorted(sorted, p) ?? Number.NaN;
  return { low: at(0.025), high: at(0.975) };
}
