import type { Lookalike } from "../../domain/agents.ts";
import { readReason } from "../../domain/reasons.ts";
import { wilsonInterval } from "../../metrics/wilson.ts";
import type { Attempt, History } from "../../replay/history.ts";
import { formatCount, formatQuantity, formatShare } from "../format.ts";
import type { HonestData, RuleScore, StoppedTrade } from "../report-data.ts";
import type { ReportInput } from "./report-input.ts";
import { stateOf, type TradeTable } from "./trade-columns.ts";

/** What the rules cost people who did nothing wrong. */
export function buildHonest({ history, summary }: ReportInput, table: TradeTable): HonestData {
  const honest = history.attempts.filter(({ n }) => history.truths.get(n)?.honest !== false);
  const { attempted, blocked, held } = summary.honest;
  const rules = summary.rules.map(scoreRule);
  return {
    title:
      blocked + held === 0
        ? `None of ${formatQuantity(attempted, "honest trade")} was stopped`
        : `${formatCount(blocked + held)} of ${formatQuantity(attempted, "honest trade")} met an objection: ` +
          `${formatCount(blocked)} blocked, ${formatCount(held)} held and looked at`,
    attempted,
    blocked,
    held,
    stopped: honest
      .filter(({ finding }) => (finding?.rule ?? "") !== "")
      .map((attempt) => describe(attempt, history, table)),
    otherRefusals: honest.filter((attempt) => stateOf(attempt, history.cases) === "failed").length,
    rulesTitle: titleRules(rules),
    rules,
  };
}

type Summary = ReportInput["summary"];

function scoreRule(rule: Summary["rules"][number]): RuleScore {
  const { id, mode, held, blocked, truePositives, falsePositives } = rule;
  const objections = truePositives + falsePositives;
  return {
    id,
    mode,
    held,
    blocked,
    truePositives,
    falsePositives,
    precision: objections === 0 ? null : wilsonInterval(truePositives, objections),
  };
}

function titleRules(rules: readonly RuleScore[]): string {
  const [worst] = rules
    .flatMap(({ id, precision }) => (precision === null ? [] : [{ id, share: precision.share }]))
    .sort((a, b) => a.share - b.share);
  if (worst === undefined) return "No rule objected to anything";
  if (worst.share === 1) return "Every objection of every rule met a wash trade";
  const weakest = `${worst.id} is right least often: ${formatShare(worst.share)} of its objections met a wash trade`;
  return rules.length > 1 ? weakest : weakest.replace("right least often", "not always right");
}

function describe(attempt: Attempt, { truths, cases }: History, table: TradeTable): StoppedTrade {
  const truth = truths.get(attempt.n);
  const lookalike = truth?.honest === true ? truth.lookalike : undefined;
  const { finding, caseId } = attempt;
  const closed = caseId === undefined ? undefined : cases.get(caseId);
  return {
    trade: table.rowOf(attempt),
    rule: finding?.rule ?? "",
    code: finding === undefined ? "" : readReason(finding).code,
    looksLike: lookalike === undefined ? "Ordinary trade" : LOOKALIKES[lookalike],
    end: describeEnd(attempt.outcome, closed),
  };
}

const LOOKALIKES: Readonly<Record<Lookalike, string>> = {
  "buy-back": "Buy-back: sold it, regretted it",
  vault: "Move to a vault of one’s own",
  gift: "Gift, bought back later",
  friends: "Friends who often deal with each other",
  loan: "Loan between people who also trade",
};

type Case = History["cases"] extends ReadonlyMap<bigint, infer T> ? T : never;

function describeEnd(outcome: Attempt["outcome"], closed: Case | undefined): string {
  if (outcome !== "held" || closed === undefined) return "Blocked: did not happen";
  const onAppeal = closed.steps.some(({ event }) => event.e === "CaseAppealed") ? " on appeal" : "";
  const reason = closed.reason === "" ? "" : `: ${closed.reason}`;
  switch (closed.end) {
    case "open":
      return "Still open at the end";
    case "released":
      return `Released by the officer${onAppeal}${reason}`;
    case "reversed":
      return `Reversed by the officer${onAppeal}${reason}`;
    case "expired":
      return "Reversed: nobody decided in time";
  }
}
