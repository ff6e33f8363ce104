import { usdToNumber } from "../domain/primitives.ts";
import type { History } from "../replay/history.ts";
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

export function washScore(history: Pick<History, "attempts" | "cases" | "truths">): WashScore {
  const isWash = ({ n }: { readonly n: number }): boolean => history.truths.get(n)?.honest === false;
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
