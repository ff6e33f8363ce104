import { explainReason, readReason } from "../../domain/reasons.ts";
import type { Attempt } from "../../replay/history.ts";
import { stateOf } from "../data/trade-columns.ts";
import { formatQuantity } from "../format.ts";
import { SALE_NAMES } from "../sale-names.ts";
import type { CasePart, CaseRow } from "./case-document.ts";
import { money, moment, told, type CaseView } from "./case-view.ts";

/** Tries to trade as a table, the oldest first; beyond `view.most` those nearest to the case. */
export function attemptTable(
  view: CaseView,
  {
    title,
    attempts,
    own,
    withItem,
    empty,
  }: {
    readonly title: string;
    readonly attempts: readonly Attempt[];
    readonly own: Attempt | undefined;
    readonly withItem: boolean;
    readonly empty: string;
  },
): CasePart {
  const shown = nearest(attempts, view.time, view.most);
  const left = attempts.length - shown.length;
  const item = (attempt: Attempt): readonly string[] =>
    withItem ? [view.itemOf(attempt.collection, attempt.tokenId)] : [];
  return {
    kind: "table",
    title: left === 0 ? title : `${title} (${formatQuantity(left, "further one")} in the journal)`,
    columns: ["When", ...(withItem ? ["What"] : []), "From", "To", "Price", "How", "What became of it"],
    rows: shown.map((attempt): CaseRow => {
      const from = [view.nameOf(attempt.seller), view.nameOf(attempt.buyer), money(attempt.price)];
      const cells = [moment(attempt.time), ...item(attempt), ...from, SALE_NAMES[attempt.kind].way];
      const row = { cells: [...cells, outcomeOf(view, attempt)], ...told(view, attempt.n) };
      return attempt === own ? { ...row, own: true } : row;
    }),
    empty,
  };
}

/** `settled`; `held, case 12, then released`; `blocked: RoundTrip: ...`. */
export function outcomeOf({ history, nameOf }: CaseView, attempt: Attempt): string {
  const { finding, caseId, time } = attempt;
  const state = stateOf(attempt, history.cases);
  switch (state) {
    case "settled":
      return "settled";
    case "failed":
      return "refused by the market, a token or a wallet";
    case "blocked":
      return finding === undefined
        ? "blocked"
        : `blocked by ${finding.rule}. ${explainReason(readReason(finding), time, nameOf)}`;
    case "held":
      return `held as case ${caseId ?? ""}, still open`;
    case "released":
    case "reversed":
      return `held as case ${caseId ?? ""}, then ${state}`;
    case "expired":
      return `held as case ${caseId ?? ""}, then reversed after its deadline`;
  }
}

/** Of a list in order of time, as many as that around a moment. */
export function nearest<Item extends { readonly time: number }>(
  items: readonly Item[],
  time: number,
  most: number,
): readonly Item[] {
  if (items.length <= most) return items;
  const after = items.findIndex((item) => item.time >= time);
  const middle = after === -1 ? items.length : after;
  const from = Math.max(0, Math.min(items.length - most, middle - Math.floor(most / 2)));
  return items.slice(from, from + most);
}
