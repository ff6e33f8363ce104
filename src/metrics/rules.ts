import { usdToNumber } from "../domain/primitives.ts";
import type { RuleMode } from "../domain/rules.ts";
import type { History } from "../replay/history.ts";
import { isBlocked } from "./honest.ts";
import { shadowObjections, type ShadowObjection } from "./shadow.ts";

/*
 * Definition: what each rule objected to, enforced or shadow, scored by ground truth.
 * Formula: true positives are trades of a ring, false positives honest ones; `held` and `blocked` count the trades that
 * this rule decided, so that a trade which two rules object to is decided by the first. What begins with `would` counts the
 * trades that it objected to in shadow and that settled nevertheless; see shadow.ts.
 */

export interface RuleScore {
  readonly id: string;
  readonly mode: RuleMode;
  readonly held: number;
  readonly blocked: number;
  readonly wouldHold: number;
  readonly wouldBlock: number;
  /** Of these, trades to which no other rule in shadow objected. */
  readonly wouldStopAlone: number;
  readonly wouldStopUsd: number;
  /** Of these, honest ones. */
  readonly wouldStopHonest: number;
  readonly wouldStopHonestUsd: number;
  readonly truePositives: number;
  readonly falsePositives: number;
}

export function ruleScores(
  modes: Readonly<Record<string, RuleMode>>,
  history: Pick<History, "attempts" | "findings" | "truths">,
): readonly RuleScore[] {
  const objections = shadowObjections(history);
  return Object.entries(modes).map(([id, mode]) => {
    const raised = history.findings.filter(({ rule }) => rule === id);
    const wash = raised.filter(({ n }) => history.truths.get(n)?.honest === false).length;
    const decided = history.attempts.filter(({ finding }) => finding?.rule === id);
    return {
      id,
      mode,
      held: decided.filter(({ outcome }) => outcome === "held").length,
      blocked: decided.filter(isBlocked).length,
      ...wouldHaveDone(
        objections.filter(({ finding }) => finding.rule === id),
        history.truths,
      ),
      truePositives: wash,
      falsePositives: raised.length - wash,
    };
  });
}

function wouldHaveDone(objections: readonly ShadowObjection[], truths: History["truths"]) {
  const honest = objections.filter(({ attempt }) => truths.get(attempt.n)?.honest !== false);
  return {
    wouldHold: objections.filter(({ finding }) => finding.verdict === "hold").length,
    wouldBlock: objections.filter(({ finding }) => finding.verdict === "block").length,
    wouldStopAlone: objections.filter(({ alone }) => alone).length,
    wouldStopUsd: worth(objections),
    wouldStopHonest: honest.length,
    wouldStopHonestUsd: worth(honest),
  };
}

function worth(objections: readonly ShadowObjection[]): number {
  return usdToNumber(objections.reduce((sum, { attempt }) => sum + attempt.price, 0n));
}
