import type { Lookalike } from "../../domain/agents.ts";
import type { FindingData } from "../../domain/events.ts";
import { usdToNumber } from "../../domain/primitives.ts";
import { readReason } from "../../domain/reasons.ts";
import { shadowObjections, type ShadowObjection } from "../../metrics/shadow.ts";
import { wilsonInterval } from "../../metrics/wilson.ts";
import type { Attempt, History } from "../../replay/history.ts";
import { formatCount, formatQuantity, formatShare, formatUsd } from "../format.ts";
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
    stopped: honest.flatMap((attempt) => {
      const { finding, outcome, caseId } = attempt;
      if (finding === undefined || finding.rule === "") return [];
      const closed = caseId === undefined ? undefined : history.cases.get(caseId);
      return [describe({ attempt, finding, end: describeEnd(outcome, closed) }, history, table)];
    }),
    shadow: buildShadow(history, summary, table),
    otherRefusals: honest.filter((attempt) => stateOf(attempt, history.cases) === "failed").length,
    rulesTitle: titleRules(rules),
    rules,
  };
}

type Summary = ReportInput["summary"];

function scoreRule(rule: Summary["rules"][number]): RuleScore {
  const { id, mode, held, blocked, wouldHold, wouldBlock, truePositives, falsePositives } = rule;
  const objections = truePositives + falsePositives;
  return {
    id,
    mode,
    held,
    blocked,
    wouldHold,
    wouldBlock,
    truePositives,
    falsePositives,
    precision: objections === 0 ? null : wilsonInterval(truePositives, objections),
  };
}

/** Of the rules in force; of those that watch where none is. */
function titleRules(all: readonly RuleScore[]): string {
  const enforced = all.filter(({ mode }) => mode === "enforce");
  const rules = enforced.length > 0 ? enforced : all;
  const [worst] = rules
    .flatMap(({ id, precision }) => (precision === null ? [] : [{ id, share: precision.share }]))
    .sort((a, b) => a.share - b.share);
  if (worst === undefined) return "No rule objected to anything";
  if (worst.share === 1) return "Every objection of every rule met a wash trade";
  const weakest = `${worst.id} is right least often: ${formatShare(worst.share)} of its objections met a wash trade`;
  return rules.length > 1 ? weakest : weakest.replace("right least often", "not always right");
}

function buildShadow(history: History, summary: Summary, table: TradeTable): HonestData["shadow"] {
  if (!summary.rules.some(({ mode }) => mode === "shadow")) return null;
  const objections = shadowObjections(history).filter(({ attempt }) => history.truths.get(attempt.n)?.honest !== false);
  const trades = new Set(objections.map(({ attempt }) => attempt));
  const usd = usdToNumber([...trades].reduce((sum, { price }) => sum + price, 0n));
  return {
    title:
      trades.size === 0
        ? "The watching rules would have stopped no honest trade"
        : `The watching rules would have stopped ${formatQuantity(trades.size, "honest trade")} more, worth ${formatUsd(usd)}`,
    stopped: objections.map(({ attempt, finding }) =>
      describe({ attempt, finding, end: WOULD[finding.verdict] }, history, table),
    ),
  };
}

const WOULD: Readonly<Record<ShadowObjection["finding"]["verdict"], string>> = {
  allow: "Settled",
  hold: "Settled; in force, the rule would have held it",
  block: "Settled; in force, the rule would have blocked it",
};

function describe(
  { attempt, finding, end }: { readonly attempt: Attempt; readonly finding: FindingData; readonly end: string },
  { truths }: History,
  table: TradeTable,
): StoppedTrade {
  const truth = truths.get(attempt.n);
  const lookalike = truth?.honest === true ? truth.lookalike : undefined;
  return {
    trade: table.rowOf(attempt),
    rule: finding.rule,
    code: readReason(finding).code,
    why: table.reasonOf(finding, attempt.time),
    looksLike: lookalike === undefined ? "Ordinary trade" : LOOKALIKES[lookalike],
    end,
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
