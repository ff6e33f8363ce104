import type { Attempt, History } from "../replay/history.ts";

/*
 * Definition: what the rules cost honest traders, by ground truth. A trade counts as attempted when the engine judged it:
 * races lost to another buyer, and bids without money, were not the rules' doing.
 */

export interface HonestScore {
  readonly attempted: number;
  readonly blocked: number;
  readonly held: number;
  /** Held trades that the officer, or the deadline, undid. */
  readonly reversed: number;
}

export function honestScore(history: Pick<History, "attempts" | "cases" | "truths">): HonestScore {
  const honest = history.attempts.filter(({ n }) => history.truths.get(n)?.honest === true);
  const blocked = honest.filter(isBlocked);
  const held = honest.filter(({ outcome }) => outcome === "held");
  const reversed = held.filter(({ caseId }) => {
    const end = caseId === undefined ? undefined : history.cases.get(caseId)?.end;
    return end === "reversed" || end === "expired";
  });
  const settled = honest.filter(({ outcome }) => outcome === "settled");
  return {
    attempted: settled.length + held.length + blocked.length,
    blocked: blocked.length,
    held: held.length,
    reversed: reversed.length,
  };
}

/** Refused by a rule, not by the market, a token or a wallet. */
export function isBlocked({ outcome, finding }: Attempt): boolean {
  return outcome === "rejected" && finding !== undefined && finding.rule !== "";
}
