import type { Attempt, History, RaisedFinding } from "../replay/history.ts";

/*
 * Definition: what a rule in shadow would have stopped: its objections to trades that settled at once nevertheless.
 * Formula: one objection a rule and trade, the strictest; it stands alone where no other rule in shadow objected too.
 * Limits: other things equal. A trade that is stopped changes what comes after it, which only a run with the rule enforced
 *   shows; and a trade that an enforced rule stopped is that rule's, whatever the shadow said.
 */

export interface ShadowObjection {
  readonly attempt: Attempt;
  readonly finding: RaisedFinding;
  /** No other rule in shadow objected to this trade. */
  readonly alone: boolean;
}

/** In the order of the trades. */
export function shadowObjections({
  attempts,
  findings,
}: Pick<History, "attempts" | "findings">): readonly ShadowObjection[] {
  const byTrade = new Map<string, Map<string, RaisedFinding>>();
  for (const finding of findings) {
    if (finding.mode !== "shadow") continue;
    const rules = byTrade.get(keyOf(finding)) ?? new Map<string, RaisedFinding>();
    // A payer who is not the buyer is asked about once more.
    if (rules.get(finding.rule)?.verdict !== "block") rules.set(finding.rule, finding);
    byTrade.set(keyOf(finding), rules);
  }
  return attempts.flatMap((attempt) => {
    const rules = attempt.outcome === "settled" ? byTrade.get(keyOf(attempt)) : undefined;
    return [...(rules?.values() ?? [])].map((finding) => ({ attempt, finding, alone: rules?.size === 1 }));
  });
}

function keyOf({ n, collection, tokenId }: Pick<Attempt, "n" | "collection" | "tokenId">): string {
  return `${n}/${collection}/${tokenId}`;
}
