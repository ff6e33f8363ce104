import { median } from "d3-array";

import type { IsoMonth } from "../domain/calendar.ts";
import type { IndexPoint } from "./traded-index.ts";

/*
 * Definition: how far the traded index rose from its start to its peak, and fell from there.
 * Formula: each month's index is smoothed to the median of itself and its two neighbours; rise = peak / first month, fall =
 * 1 - lowest month after the peak / peak. A boom is a rise above 3, a bust a fall of more than 70 %.
 * Limits: a peak of one month is smoothed away; the start is the first month's, which one thin month can move.
 * Source: the bounds are those of the study that the project asks for; FACTS: Decentraland rose 14 times and fell by 91.5 %.
 */

export interface HypeCycle {
  readonly startUsd: number;
  readonly peakUsd: number;
  readonly peakMonth: IsoMonth;
  readonly lowUsd: number;
  readonly lowMonth: IsoMonth;
  /** Peak / start. */
  readonly rise: number;
  /** Share of the peak that is lost at the low, 0 to 1. */
  readonly fall: number;
  readonly isBoom: boolean;
  readonly isBust: boolean;
}

const BOOM = 3;
const BUST = 0.7;

/** Undefined where nothing was traded. */
export function hypeCycle(index: readonly IndexPoint[]): HypeCycle | undefined {
  const smooth = index.map(({ month }, i) => ({
    month,
    usd: median(index.slice(Math.max(0, i - 1), i + 2), ({ usd }) => usd) ?? Number.NaN,
  }));
  const [start] = smooth;
  if (start === undefined) return undefined;
  const peak = smooth.reduce((best, point) => (point.usd > best.usd ? point : best));
  const after = smooth.slice(smooth.indexOf(peak));
  const low = after.reduce((least, point) => (point.usd < least.usd ? point : least));
  const [rise, fall] = [peak.usd / start.usd, 1 - low.usd / peak.usd];
  return {
    startUsd: start.usd,
    peakUsd: peak.usd,
    peakMonth: peak.month,
    lowUsd: low.usd,
    lowMonth: low.month,
    rise,
    fall,
    isBoom: rise > BOOM,
    isBust: fall > BUST,
  };
}
