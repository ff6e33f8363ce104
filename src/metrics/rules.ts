import type { RuleMode } from "../domain/rules.ts";
import type { History } from "../replay/history.ts";
import { isBlocked } from "./honest.ts";

/*
 * Definition: what each rule objected to, enforced or shadow, scored by ground truth.
 * Formula: true positives are trades of a ring, false positives honest ones; `held` and `blocked` count the trades that
 * this rule decided, so that a trade which two rules object to is decided by the first.
 */

export interface RuleScore {
  readonly id: string;
  readonly mode: RuleMode;
  readonly held: number;
  readonly blocked: number;
  readonly truePositives: number;
  readonly falsePositives: number;
}

export function ruleScores(
  modes: Readonly<Record<string, RuleMode>>,
  history: Pick<History, "attempts" | "findings" | "truths">,
): readonly RuleScore[] {
  return Object.entries(modes).map(([id, mode]) => {
    const raised = history.findings.filter(({ rule }) => rule === id);
    const wash = raised.filter(({ n }) => history.truths.get(n)?.honest === false).length;
    const decided = history.attempts.filter(({ finding }) => finding?.rule === id);
    return {
      id,
      mode,
      held: decided.filter(({ outcome }) => outcome === "held").length,
      blocked: decided.filter(isBlocked).length,
      truePositives: wash,
      falsePositives: raised.length - wash,
    };
  });
}
