import type { CaseStep } from "../../../replay/history.ts";
import type { Moved } from "../../../replay/evidence.ts";
import type { CaseRow, CaseSection } from "../case-document.ts";
import { money, moment, told, type CaseView } from "../case-view.ts";

/** What befell the case, who decided what and why, and what moved. */
export function courseSection(view: CaseView): CaseSection {
  const { outcome, history } = view;
  const moved = outcome.steps.flatMap(({ n, time }): CaseRow[] =>
    (history.evidence.movements.get(n) ?? []).flatMap((event) => movement(view, event, n, time)),
  );
  return {
    title: "6. The course of the case",
    parts: [
      {
        kind: "table",
        title: "Step by step",
        columns: ["When", "Step", "By", "Reason given", "What follows"],
        rows: outcome.steps.map((step) => stepRow(view, step)),
        empty: "",
      },
      {
        kind: "table",
        title: "Token and money that moved in these steps",
        columns: ["When", "What", "From", "To"],
        rows: moved,
        empty: "The journal tells of none.",
      },
    ],
  };
}

/** The steps after the opening as sentences. */
export function stepsInWords(view: CaseView): readonly string[] {
  const { outcome, calling } = view;
  const sentences = outcome.steps.flatMap(({ time, event }): string[] => {
    const on = moment(time);
    switch (event.e) {
      case "CaseOpened":
        return [];
      case "CaseRefused":
        return [`On ${on} ${calling(event.officer)} refused it${because(event.reason)}.`];
      case "CaseAppealed":
        return [`On ${on} ${calling(event.party)} appealed${because(event.grounds)}.`];
      case "CaseFrozen":
        return [`On ${on} ${calling(event.officer)} froze it until ${moment(event.until)}${because(event.reason)}.`];
      case "CaseUnfrozen":
        return [`On ${on} ${calling(event.officer)} ended the freeze${because(event.reason)}.`];
      case "CaseReleased":
        return [`On ${on} ${calling(event.officer)} released it${because(event.reason)}: the trade completed.`];
      case "CaseReversed":
        return event.expired
          ? [`On ${on}, when ${inTime(view)}, ${calling(event.by)} had it reversed: token and money went back.`]
          : [`On ${on} ${calling(event.by)} reversed it${because(event.reason)}: token and money went back.`];
    }
  });
  return sentences.length === 0 ? ["Nobody has decided yet."] : sentences;
}

/** Why anyone may reverse a case. */
function inTime({ outcome }: CaseView): string {
  const befell = (e: string): boolean => outcome.steps.some(({ event }) => event.e === e);
  if (befell("CaseRefused") && !befell("CaseAppealed")) return "nobody had appealed in time";
  return "nobody had decided in time";
}

function because(reason: string): string {
  return reason === "" ? "" : ` (“${reason}”)`;
}

function stepRow(view: CaseView, { n, time, event }: CaseStep): CaseRow {
  const { nameOf } = view;
  const row = (step: string, by: string, reason: string, follows: string): CaseRow => ({
    cells: [moment(time), step, by, reason, follows],
    ...told(view, n),
  });
  switch (event.e) {
    case "CaseOpened":
      return row("opened: the trade is held", nameOf(event.settler), event.rule, `decide by ${moment(event.deadline)}`);
    case "CaseRefused":
      return row("refused", nameOf(event.officer), event.reason, `appeal by ${moment(event.appealUntil)}`);
    case "CaseAppealed":
      return row(
        "appealed",
        nameOf(event.party),
        event.grounds,
        `another officer decides by ${moment(event.deadline)}`,
      );
    case "CaseFrozen":
      return row(
        "frozen",
        nameOf(event.officer),
        event.reason,
        `until ${moment(event.until)}; then decide by ${moment(event.deadline)}`,
      );
    case "CaseUnfrozen":
      return row("freeze ended", nameOf(event.officer), event.reason, `decide by ${moment(event.deadline)}`);
    case "CaseReleased":
      return row("released", nameOf(event.officer), event.reason, "the trade completed");
    case "CaseReversed":
      return event.expired
        ? row(`reversed, since ${inTime(view)}`, nameOf(event.by), event.reason, "token and money went back")
        : row("reversed", nameOf(event.by), event.reason, "token and money went back");
  }
}

function movement(view: CaseView, event: Moved, n: number, time: number): readonly CaseRow[] {
  const { nameOf, opened } = view;
  const row = (what: string): CaseRow => ({
    cells: [moment(time), what, nameOf(event.from), nameOf(event.to)],
    ...told(view, n),
  });
  if (event.e === "MoneyTransferred") return [row(money(event.amount))];
  const collection = event.e === "ParcelTransferred" ? "land" : "estate";
  // A transaction may settle other trades beside the one that is held.
  const isOwn = collection === opened.collection && event.tokenId === opened.tokenId;
  return isOwn ? [row(view.itemOf(collection, event.tokenId))] : [];
}
