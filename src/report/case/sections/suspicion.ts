import { formatDuration } from "../../../domain/format.ts";
import { explainReason, readReason } from "../../../domain/reasons.ts";
import { WASH_RULES } from "../../../domain/rules.ts";
import { explainRule } from "../../data/hook-data.ts";
import type { CaseFact, CaseSection } from "../case-document.ts";
import { money, moment, told, type CaseView } from "../case-view.ts";
import { evidenceFacts } from "../evidence-facts.ts";

/** The nature of the suspicion: the rule, its words, its evidence, and the limits that it had then. */
export function suspicionSection(view: CaseView): CaseSection {
  const { opened, time, outcome, nameOf, index } = view;
  const reason = readReason(opened);
  const n = outcome.steps[0]?.n ?? -1;
  const name = reason.code === "unknown" ? "" : `${reason.code}, `;
  const rows: readonly CaseFact[] = [
    { name: "Suspicion", value: suspicionOf(opened.rule) },
    { name: "Rule", value: `${opened.rule}: ${explainRule(opened.rule)}`, ...told(view, n) },
    { name: "What it said", value: explainReason(reason, time, nameOf) },
    { name: "Code", value: `${name}${opened.code}` },
    ...evidenceFacts(reason, { time, nameOf, money }),
    { name: "Evidence as recorded", value: opened.evidence },
    ...modeThen(view),
    ...limitsThen(view),
  ];
  const others = index
    .findingsIn(n)
    .filter(
      (finding) =>
        finding.collection === opened.collection &&
        finding.tokenId === opened.tokenId &&
        (finding.rule !== opened.rule || finding.code !== opened.code),
    );
  return {
    title: "3. The suspicion",
    parts: [
      { kind: "facts", title: "", rows },
      {
        kind: "table",
        title: "Other rules that objected to the same trade",
        columns: ["Rule", "Mode", "Asked to", "What it said"],
        rows: others.map((finding) => ({
          cells: [
            finding.rule,
            finding.mode === "shadow" ? "in shadow" : "in force",
            finding.verdict,
            explainReason(readReason(finding), time, nameOf),
          ],
          ...told(view, finding.n),
        })),
        empty: "None.",
      },
    ],
  };
}

/** In the words of the market abuse regulation, whose indicators serve where it does not apply to land. */
function suspicionOf(rule: string): string {
  if (WASH_RULES.some((wash) => wash === rule)) {
    const indicator = "no change in beneficial ownership: Regulation (EU) No 596/2014, annex I, A (c)";
    return rule === "RoundTrip"
      ? `wash trade, ${indicator}, and a position reversed within a short period, A (d)`
      : `wash trade, ${indicator}`;
  }
  return "conduct that the venue’s rules single out for review";
}

function modeThen(view: CaseView): readonly CaseFact[] {
  const { opened, outcome, history } = view;
  const n = outcome.steps[0]?.n ?? -1;
  const last = history.evidence.rulebook.findLast(
    ({ place, event }) => place.n <= n && event.e === "RuleModeChanged" && event.rule === opened.rule,
  );
  if (last?.event.e !== "RuleModeChanged") return [];
  const mode = last.event.mode === "enforce" ? "in force" : last.event.mode;
  return [{ name: "Mode then", value: `${mode}, since ${moment(last.place.time)}`, ...told(view, last.place.n) }];
}

function limitsThen(view: CaseView): readonly CaseFact[] {
  const { outcome, history, opened } = view;
  const n = outcome.steps[0]?.n ?? -1;
  const of = WASH_RULES.some((wash) => wash === opened.rule) ? "WashLimitsChanged" : "ConductLimitsChanged";
  const last = history.evidence.rulebook.findLast(({ place, event }) => place.n <= n && event.e === of);
  const words = last === undefined ? "" : limitsOf(opened.rule, last.event);
  return last === undefined || words === "" ? [] : [{ name: "Limits then", value: words, ...told(view, last.place.n) }];
}

function limitsOf(rule: string, event: CaseView["history"]["evidence"]["rulebook"][number]["event"]): string {
  const pct = (bps: number): string => `${bps / 100} %`;
  if (event.e === "WashLimitsChanged") {
    if (rule === "RoundTrip")
      return `a return within ${formatDuration(event.blockWindow)} is blocked, within ${formatDuration(event.reviewWindow)} held`;
    if (rule === "SelfFinanced")
      return `payments of the last ${formatDuration(event.financeWindow)} count from ${pct(event.financeShareBps)} of the price on`;
    return "";
  }
  if (event.e !== "ConductLimitsChanged") return "";
  switch (rule) {
    case "PriceBand":
      return `at most ${event.bandBps / 10_000} times the reference, at least its inverse`;
    case "Velocity":
      return `${event.tokenTrades} trades of a token and ${event.ownerTrades} purchases of an owner within ${formatDuration(event.velocityWindow)}`;
    case "HoldingPeriod":
      return `kept for ${formatDuration(event.holdingPeriod)}`;
    case "Identity":
      return `both sides known from ${money(event.identityThreshold)} on`;
    case "Concentration":
      return `one owner buys up to ${pct(event.maxShareBps)} of a collection`;
    default:
      return "";
  }
}
