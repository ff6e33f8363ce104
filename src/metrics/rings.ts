import type { RingKind } from "../domain/agents.ts";
import { usdToNumber, type Address } from "../domain/primitives.ts";
import type { Attempt, History } from "../replay/history.ts";
import { completedTrades } from "./traded-index.ts";

/** Everything one ring tried. */
export interface RingRecord {
  readonly ring: string;
  readonly kind: RingKind;
  /** In the order in which they first appear. */
  readonly wallets: readonly Address[];
  readonly tokens: readonly bigint[];
  /** In the order in which they were tried. */
  readonly attempts: readonly Attempt[];
  readonly attemptedUsd: number;
  readonly settledUsd: number;
  /** Those that settled, or were held and released. */
  readonly completed: number;
  /** Index in `attempts` of the first that did not settle at once; -1 where all did. */
  readonly firstStopped: number;
}

/**
 * Each ring of wash traders as the walk of its tokens.
 *
 * Definition: the attempts whose ground truth names the ring, in order.
 * Formula: sums of price over all of them and over those that completed: settled, or held and released.
 * Limits: a score: it reads ground truth, which no rule sees. What a ring bought honestly to begin with is not part of it.
 * Source: a token's history is a walk, since it has one owner at a time (see RoundTrip.sol).
 */
export function ringRecords(history: Pick<History, "attempts" | "cases" | "truths">): readonly RingRecord[] {
  const { attempts, truths } = history;
  const completed = new Set(completedTrades(history).map(({ n, tokenId }) => `${n}/${tokenId}`));
  const rings = new Map<string, { readonly kind: RingKind; readonly attempts: Attempt[] }>();
  for (const attempt of attempts) {
    const truth = truths.get(attempt.n);
    if (truth === undefined || truth.honest) continue;
    const of = rings.get(truth.ring) ?? { kind: truth.kind, attempts: [] };
    of.attempts.push(attempt);
    rings.set(truth.ring, of);
  }
  return [...rings]
    .sort(([a], [b]) => compareNumbered(a, b))
    .map(([ring, { kind, attempts: own }]) => {
      const settled = own.filter(({ n, tokenId }) => completed.has(`${n}/${tokenId}`));
      return {
        ring,
        kind,
        wallets: [...new Set(own.flatMap(({ seller, buyer }) => [seller, buyer]))],
        tokens: [...new Set(own.map(({ tokenId }) => tokenId))],
        attempts: own,
        attemptedUsd: sumUsd(own),
        settledUsd: sumUsd(settled),
        completed: settled.length,
        firstStopped: own.findIndex(({ outcome }) => outcome !== "settled"),
      };
    });
}

function sumUsd(attempts: readonly Attempt[]): number {
  return attempts.reduce((sum, { price }) => sum + usdToNumber(price), 0);
}

/** `ring/1.2` before `ring/1.10`. */
function compareNumbered(a: string, b: string): number {
  const [stemA, stemB] = [a.replace(/\d+$/, ""), b.replace(/\d+$/, "")];
  if (stemA !== stemB) return stemA < stemB ? -1 : 1;
  return Number(a.slice(stemA.length)) - Number(b.slice(stemB.length));
}
