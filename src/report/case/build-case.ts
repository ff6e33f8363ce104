import { explainReason, readReason } from "../../domain/reasons.ts";
import { formatDuration } from "../../domain/format.ts";
import type { History } from "../../replay/history.ts";
import type { CaseDocument, Disposition } from "./case-document.ts";
import { indexCases } from "./case-index.ts";
import { dispositionsOf, money, moment, viewCase, type CaseView } from "./case-view.ts";
import { courseSection, stepsInWords } from "./sections/course.ts";
import { checkSection } from "./sections/check.ts";
import { evidenceSection } from "./sections/evidence.ts";
import { partiesSection } from "./sections/parties.ts";
import { submitterSection } from "./sections/submitter.ts";
import { suspicionSection } from "./sections/suspicion.ts";
import { tradeSection } from "./sections/trade.ts";

/**
 * One held trade as a page that can be laid before a court: all of it from the journal, nothing of the simulation's ground
 * truth. Its sections are those of a suspicious transaction and order report, Delegated Regulation (EU) 2016/957, annex.
 * @returns undefined where the run has no such case.
 */
export function buildCase(history: History, caseId: bigint): CaseDocument | undefined {
  const view = viewCase(indexCases(history), caseId, Number.POSITIVE_INFINITY);
  return view === undefined ? undefined : writeDocument(view);
}

/** All cases of a run. @param most Rows of a table at most; the nearest to the case are kept. */
export function buildCases(history: History, most: number): readonly CaseDocument[] {
  const index = indexCases(history);
  return [...history.cases.keys()].flatMap((caseId) => {
    const view = viewCase(index, caseId, most);
    return view === undefined ? [] : [writeDocument(view)];
  });
}

function writeDocument(view: CaseView): CaseDocument {
  const { rule, caseId } = view.opened;
  const sections = [
    submitterSection(view),
    tradeSection(view),
    suspicionSection(view),
    partiesSection(view),
    evidenceSection(view),
    courseSection(view),
  ];
  return {
    id: caseId.toString(),
    title: `Case ${caseId}: held by ${rule}, ${standing(view)}`,
    lead: leadOf(view),
    // Last, since it lists the accounts that the others named.
    sections: [...sections, checkSection(view)],
  };
}

const STANDINGS: Readonly<Record<Disposition, string>> = {
  released: "released",
  reversed: "reversed",
  expired: "reversed after its deadline",
  open: "open",
  refused: "refused",
  appealed: "appealed",
  frozen: "frozen",
};

/** How it ended; of an open case how it stands. */
function standing({ outcome }: CaseView): string {
  const [end = "open", ...befell] = dispositionsOf(outcome);
  const appealed = befell.includes("appealed");
  if (end === "open") return STANDINGS[appealed ? "appealed" : (befell[0] ?? "open")];
  return `${STANDINGS[end]}${appealed ? " on appeal" : ""}`;
}

function leadOf(view: CaseView): readonly string[] {
  const { opened, time, outcome, calling } = view;
  const { collection, tokenId, seller, buyer, price, rule } = opened;
  const why = explainReason(readReason(opened), time, calling);
  const end = outcome.closedAt;
  const steps = stepsInWords(view);
  const took = end === undefined ? "" : ` From the hold to the end it took ${formatDuration(end - time)}.`;
  return [
    `On ${moment(time)} ${calling(seller)} agreed to sell ${view.itemOf(collection, tokenId)} to ${calling(buyer)} for ${money(price)}. ` +
      `The sale was held: token and money went into escrow under case ${opened.caseId}.`,
    `The rule ${rule} asked for it. ${why}`,
    `${steps.join(" ")}${took}`,
  ];
}
