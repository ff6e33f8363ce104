import { isoMonth, type IsoMonth } from "../../domain/calendar.ts";
import { usdToNumber } from "../../domain/primitives.ts";
import { shadowObjections, type ShadowObjection } from "../../metrics/shadow.ts";
import { completedTrades } from "../../metrics/traded-index.ts";
import { monthlyVolumes, type MonthlyVolume } from "../../metrics/volume.ts";
import type { Summary } from "../../metrics/summary.ts";
import type { History } from "../../replay/history.ts";
import { formatCount, formatList, formatMonth, formatQuantity, formatShare, formatUsd } from "../format.ts";
import type { CompareData, HookData, MarketData, ShadowData } from "../report-data.ts";
import { indexOf } from "./market-data.ts";
import type { ReportInput } from "./report-input.ts";

/** What the hook did to wash trading, and what would have happened without it. */
export function buildHook(input: ReportInput, market: MarketData): HookData {
  const { history, summary } = input;
  const { volumeAttemptedUsd: attemptedUsd, volumeSettledUsd: settledUsd, attempted } = summary.wash;
  const byRule = countByRule(history);
  const settled = completedWash(history);
  const top = byRule[0];
  const stopped = byRule.reduce((sum, { held, blocked }) => sum + held + blocked, 0);
  return {
    title:
      attempted === 0
        ? "Nobody tried a wash trade"
        : `Of ${formatUsd(attemptedUsd)} of wash trading attempted, ${formatUsd(settledUsd)} settled`,
    byRuleTitle:
      top === undefined
        ? "No rule stopped a wash trade"
        : `${top.rule} stopped the most wash trades: ${formatCount(top.held + top.blocked)} of ${formatCount(stopped)}`,
    attemptedUsd,
    settledUsd,
    months: monthlyVolumes(history).map(({ month, wash }) => ({
      month,
      attempted: total(wash, "trades"),
      attemptedUsd: Math.round(total(wash, "usd")),
      settled: settled.get(month)?.trades ?? 0,
      settledUsd: Math.round(settled.get(month)?.usd ?? 0),
    })),
    farming: describeFarming(summary),
    byRule,
    shadow: buildShadow(input),
    compare: buildCompare(input, market),
  };
}

function describeFarming({ washKinds }: Summary): string | null {
  const farming = washKinds.find(({ kind }) => kind === "farming");
  if (farming === undefined) return null;
  const { attempted, settled, volumeAttemptedUsd, volumeSettledUsd } = farming;
  const stopped = volumeAttemptedUsd - volumeSettledUsd;
  return (
    `Of it, reward farmers tried ${formatUsd(volumeAttemptedUsd)} in ${formatQuantity(attempted, "trade")}, while the market ` +
    `paid more for volume than it took in fees: ${formatUsd(volumeSettledUsd)} in ${formatCount(settled)} settled, ` +
    `${formatUsd(stopped)} was stopped. Who is refused waits twice as long, and so trades less often.`
  );
}

/** What each rule looks for, in words for a reader who has never seen it. */
export function explainRule(rule: string): string {
  return RULES[rule] ?? "";
}

const RULES: Readonly<Record<string, string>> = {
  SelfTrade: "seller and buyer are one owner in the register of beneficial owners",
  RoundTrip: "a parcel comes back to an owner who let go of it days before",
  CommonFunder: "the first money of seller and buyer came from one account",
  SelfFinanced: "the seller paid the buyer beside the trade",
  PriceBand: "the price is far from what such land costs now",
  Velocity: "a parcel, or a buyer, trades too often within days",
  HoldingPeriod: "the seller got it only just now",
  SameBlock: "bought and sold again at the same moment",
  Sanctions: "one side is on the sanctions list",
  Identity: "much money, and nobody knows who one side is",
  Concentration: "the buyer would own too much of the land",
};

function countByRule({ attempts, truths }: History): HookData["byRule"] {
  const rules = new Map<string, { held: number; blocked: number; usd: number }>();
  for (const { n, outcome, finding, price } of attempts) {
    if (finding === undefined || finding.rule === "" || truths.get(n)?.honest !== false) continue;
    const counts = rules.get(finding.rule) ?? { held: 0, blocked: 0, usd: 0 };
    if (outcome === "held") counts.held += 1;
    else counts.blocked += 1;
    counts.usd += usdToNumber(price);
    rules.set(finding.rule, counts);
  }
  return [...rules]
    .map(([rule, { held, blocked, usd }]) => ({
      rule,
      explanation: explainRule(rule),
      held,
      blocked,
      usd: Math.round(usd),
    }))
    .sort((a, b) => b.held + b.blocked - a.held - a.blocked);
}

function buildShadow({ history, summary }: ReportInput): ShadowData | null {
  const watching = summary.rules.filter(({ mode }) => mode === "shadow").map(({ id }) => id);
  if (watching.length === 0) return null;
  const objections = shadowObjections(history);
  const isWash = ({ attempt }: ShadowObjection): boolean => history.truths.get(attempt.n)?.honest === false;
  const rules = watching
    .map((rule) => {
      const own = objections.filter(({ finding }) => finding.rule === rule);
      const [wash, honest] = [own.filter(isWash), own.filter((objection) => !isWash(objection))];
      return {
        rule,
        explanation: explainRule(rule),
        wash: countVerdicts(wash),
        honest: countVerdicts(honest),
        alone: own.filter(({ alone }) => alone).length,
        usd: Math.round(worth(own)),
        honestUsd: Math.round(worth(honest)),
        trades: own.length,
      };
    })
    .filter(({ trades }) => trades > 0)
    .sort((a, b) => b.trades - a.trades)
    .map(({ trades: _, ...row }) => row);
  const stopped = new Set(objections.map(({ attempt }) => attempt));
  const wash = new Set(objections.filter(isWash).map(({ attempt }) => attempt)).size;
  const silent = watching.filter((rule) => rules.every((row) => row.rule !== rule));
  const means =
    "A rule in shadow is asked about every trade as any other, but its answer is only written down: the trade goes on.";
  const quiet = silent.length === 0 ? "" : ` ${formatList(silent)} objected to nothing that settled.`;
  return {
    title:
      stopped.size === 0
        ? `${formatList(watching)} only watched, and would have stopped nothing more`
        : `In force, the watching rules would have stopped ${formatQuantity(stopped.size, "more trade")}: ` +
          `${formatCount(wash)} of rings, ${formatCount(stopped.size - wash)} of honest people`,
    words: means + (stopped.size === 0 ? "" : quiet),
    rules,
  };
}

function countVerdicts(objections: readonly ShadowObjection[]): { readonly held: number; readonly blocked: number } {
  const blocked = objections.filter(({ finding }) => finding.verdict === "block").length;
  return { held: objections.length - blocked, blocked };
}

function worth(objections: readonly ShadowObjection[]): number {
  return usdToNumber(objections.reduce((sum, { attempt }) => sum + attempt.price, 0n));
}

function buildCompare({ compare, history }: ReportInput, market: MarketData): CompareData | null {
  if (compare === undefined) return null;
  const painted = indexOf(compare.history, market.months);
  const volumes = completedWash(compare.history);
  const own = completedWash(history);
  const { wash } = compare.summary;
  return {
    title: titleCompare(market, painted),
    volumeTitle:
      `Without the rules ${formatUsd(wash.volumeSettledUsd)} of wash volume settles, ` +
      `${formatShare(wash.volumeSettledUsd / wash.volumeAttemptedUsd)} of what was tried`,
    policy: compare.history.run.policy,
    months: market.months,
    stood: market.index,
    painted,
    volume: market.months.map((month) => ({
      month,
      withRules: Math.round(own.get(month)?.usd ?? 0),
      without: Math.round(volumes.get(month)?.usd ?? 0),
    })),
    attemptedUsd: wash.volumeAttemptedUsd,
    settledUsd: wash.volumeSettledUsd,
    settledTrades: wash.settled,
  };
}

/** Wash trades that went through in the end, by month, as the summary counts them. */
function completedWash(history: History): ReadonlyMap<IsoMonth, { readonly trades: number; readonly usd: number }> {
  const months = new Map<IsoMonth, { trades: number; usd: number }>();
  for (const { n, time, price } of completedTrades(history)) {
    if (history.truths.get(n)?.honest !== false) continue;
    const sum = months.get(isoMonth(time)) ?? { trades: 0, usd: 0 };
    months.set(isoMonth(time), { trades: sum.trades + 1, usd: sum.usd + usdToNumber(price) });
  }
  return months;
}

/** The month in which the painted index stood highest above the one that stood. */
function titleCompare({ months, index }: MarketData, painted: readonly (number | null)[]): string {
  let best = { month: "", gap: 0 };
  months.forEach((month, i) => {
    const [stood, paint] = [index[i] ?? null, painted[i] ?? null];
    if (stood === null || paint === null) return;
    if (paint / stood - 1 > best.gap) best = { month, gap: paint / stood - 1 };
  });
  if (best.month === "") return "The wash trades would not have moved the index";
  return `Unchecked, the rings would have painted the index up to ${formatShare(best.gap)} higher (${formatMonth(best.month)})`;
}

function total(cells: MonthlyVolume["wash"], what: "trades" | "usd"): number {
  return cells.settled[what] + cells.held[what] + cells.blocked[what];
}
