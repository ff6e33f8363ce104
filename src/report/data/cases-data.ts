import { isoDate } from "../../domain/calendar.ts";
import { usdToNumber } from "../../domain/primitives.ts";
import type { CaseOutcome } from "../../replay/history.ts";
import { DISPOSITIONS } from "../case/case-document.ts";
import { dispositionsOf } from "../case/case-view.ts";
import { formatCount, formatDate, formatList, formatQuantity, formatUsd } from "../format.ts";
import type { CasesData } from "../report-data.ts";
import type { ReportInput } from "./report-input.ts";

/** The list of held trades; the page of each travels beside it, see pack-cases.ts. In the same order. */
export function buildCaseList({ history }: ReportInput): CasesData {
  const places = new Map(history.parcels.map(({ tokenId, x, y }) => [tokenId, `(${x}, ${y})`]));
  const rows = [...history.cases.values()].flatMap((outcome): CasesData["rows"] => {
    const opened = outcome.steps[0]?.event;
    if (opened?.e !== "CaseOpened") return [];
    const { caseId, collection, tokenId, price, rule } = opened;
    const place = collection === "estate" ? `estate ${tokenId}` : (places.get(tokenId) ?? tokenId.toString());
    return [
      {
        id: Number(caseId),
        opened: formatDate(isoDate(outcome.openedAt)),
        what: place,
        usd: usdToNumber(price),
        rule,
        days: outcome.closedAt === undefined ? null : Math.round((outcome.closedAt - outcome.openedAt) / 8_640) / 10,
        dispositions: dispositionsOf(outcome).map((one) => DISPOSITIONS.indexOf(one)),
      },
    ];
  });
  return { title: titleOf([...history.cases.values()]), rows };
}

function titleOf(cases: readonly CaseOutcome[]): string {
  if (cases.length === 0) return "No trade was held, so there are no cases";
  const count = (end: CaseOutcome["end"]): number => cases.filter((one) => one.end === end).length;
  const appealed = cases.filter(({ steps }) => steps.some(({ event }) => event.e === "CaseAppealed")).length;
  const ends = [
    [count("released"), "released"],
    [count("reversed"), "reversed"],
    [count("expired"), "reversed after the deadline"],
    [count("open"), "still open"],
  ] as const;
  const words = ends.filter(([number]) => number > 0).map(([number, word]) => `${formatCount(number)} ${word}`);
  const usd = cases.reduce((sum, { steps }) => {
    const opened = steps[0]?.event;
    return sum + (opened?.e === "CaseOpened" ? usdToNumber(opened.price) : 0);
  }, 0);
  const went = appealed === 0 ? "" : `; ${formatCount(appealed)} went to appeal`;
  return `${formatQuantity(cases.length, "trade")} worth ${formatUsd(usd)} ${cases.length === 1 ? "was" : "were"} held: ${formatList(words)}${went}`;
}
