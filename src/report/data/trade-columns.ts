import type { FindingData } from "../../domain/events.ts";
import { SALE_KINDS } from "../../domain/houses.ts";
import { explainReason, readReason } from "../../domain/reasons.ts";
import { usdToNumber } from "../../domain/primitives.ts";
import type { Attempt, History } from "../../replay/history.ts";
import { TRADE_STATES, type TradeColumns, type TradeState } from "../report-data.ts";
import type { AccountBook } from "./names.ts";

/**
 * The attempts as columns, the sentences they point into, and the row of each. Races that honest people lose, over an order
 * just taken for example, are left out: no rule had a part in them.
 */
export interface TradeTable {
  readonly columns: TradeColumns;
  readonly sentences: readonly string[];
  /** In the order of the rows. */
  readonly attempts: readonly Attempt[];
  rowOf(attempt: Attempt): number;
  /** Row of the sentence that says why; it is added where it is new. @param time Unix seconds of the trade. */
  reasonOf(finding: FindingData, time: number): number;
}

export function tabulateTrades(
  { attempts: all, cases, parcels, truths }: Pick<History, "attempts" | "cases" | "parcels" | "truths">,
  book: AccountBook,
): TradeTable {
  const isWash = ({ n }: Attempt): boolean => truths.get(n)?.honest === false;
  const attempts = all.filter((attempt) => isWash(attempt) || stateOf(attempt, cases) !== "failed");
  const parcelRows = new Map(parcels.map(({ tokenId }, row) => [tokenId, row]));
  const sentences = new Map<string, number>();
  const rows = new Map(attempts.map((attempt, row) => [attempt, row]));
  const columns = {
    parcel: attempts.map(({ collection, tokenId }) => (collection === "land" ? (parcelRows.get(tokenId) ?? -1) : -1)),
    estate: attempts.map(({ collection, tokenId }) => (collection === "estate" ? Number(tokenId) : 0)),
    kind: attempts.map(({ kind }) => SALE_KINDS.indexOf(kind)),
    day: attempts.map(({ day }) => day),
    usd: attempts.map(({ price }) => Math.round(100 * usdToNumber(price)) / 100),
    seller: attempts.map(({ seller }) => book.row(seller)),
    buyer: attempts.map(({ buyer }) => book.row(buyer)),
    state: attempts.map((attempt) => TRADE_STATES.indexOf(stateOf(attempt, cases))),
    wash: attempts.map((attempt) => (isWash(attempt) ? 1 : 0)),
    reason: attempts.map(({ finding, time }) => (finding === undefined ? -1 : reasonOf(finding, time))),
  };
  return {
    columns,
    attempts,
    rowOf: (attempt) => rows.get(attempt) ?? -1,
    reasonOf,
    get sentences() {
      return [...sentences.keys()];
    },
  };

  function reasonOf(finding: FindingData, time: number): number {
    const why = explainReason(readReason(finding), time, (address) => book.name(address));
    const sentence = finding.rule === "" ? "No rule: market, token or wallet refused." : `${finding.rule}: ${why}`;
    const known = sentences.get(sentence) ?? sentences.size;
    sentences.set(sentence, known);
    return known;
  }
}

/** What became of an attempt in the end. */
export function stateOf({ outcome, caseId, finding }: Attempt, cases: History["cases"]): TradeState {
  switch (outcome) {
    case "settled":
      return "settled";
    case "rejected":
      return finding === undefined || finding.rule === "" ? "failed" : "blocked";
    case "held": {
      const end = caseId === undefined ? undefined : cases.get(caseId)?.end;
      return end === undefined || end === "open" ? "held" : end;
    }
  }
}
