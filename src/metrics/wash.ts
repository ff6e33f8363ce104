import { RING_KINDS, type RingKind } from "../domain/agents.ts";
import { usdToNumber } from "../domain/primitives.ts";
import type { Attempt, History } from "../replay/history.ts";
import { completedTrades } from "./traded-index.ts";

/*
 * Definition: trades of the rings, by ground truth: tried, and completed (settled, or held and released).
 * Formula: count and sum of prices.
 * Limits: a ring that tries the same leg again counts each try, so that volume attempted grows with its patience.
 */

export interface WashScore {
  readonly attempted: number;
  readonly settled: number;
  readonly volumeAttemptedUsd: number;
  readonly volumeSettledUsd: number;
}

export interface WashOfKind extends WashScore {
  readonly kind: RingKind;
}

type Told = Pick<History, "attempts" | "cases" | "truths">;

export function washScore(history: Told): WashScore {
  return score(history, ({ n }) => history.truths.get(n)?.honest === false);
}

/** The same by what the rings did; only kinds that tried something. */
export function washByKind(history: Told): readonly WashOfKind[] {
  const isOf =
    (kind: RingKind) =>
    ({ n }: Attempt): boolean => {
      const truth = history.truths.get(n);
      return truth?.honest === false && truth.kind === kind;
    };
  return RING_KINDS.map((kind) => ({ kind, ...score(history, isOf(kind)) })).filter(({ attempted }) => attempted > 0);
}

function score(history: Told, isWash: (attempt: Attempt) => boolean): WashScore {
  const attempted = history.attempts.filter(isWash);
  const settled = completedTrades(history).filter(isWash);
  const volume = (trades: typeof attempted): number => usdToNumber(trades.reduce((sum, { price }) => sum + price, 0n));
  return {
    attempted: attempted.length,
    settled: settled.length,
    volumeAttemptedUsd: volume(attempted),
    volumeSettledUsd: volume(settled),
  };
}
