import { isoMonth, type IsoMonth } from "../domain/calendar.ts";
import { SALE_KINDS, type SaleKind } from "../domain/houses.ts";
import { usdToNumber } from "../domain/primitives.ts";
import type { Attempt, History } from "../replay/history.ts";
import { isBlocked } from "./honest.ts";

/** The ways in which a parcel is sold, and the sale of several at once as one estate. */
export const SALE_ROWS = [...SALE_KINDS, "estate"] as const;
export type SaleRow = SaleKind | "estate";

/** What was sold in one way. */
export interface SalesOfKind {
  readonly kind: SaleRow;
  readonly settled: number;
  readonly volumeUsd: number;
  readonly held: number;
  readonly blocked: number;
}

/** What settled in one way in one month. */
export interface MonthlySales {
  readonly month: IsoMonth;
  readonly kind: SaleRow;
  readonly settled: number;
  readonly usd: number;
}

/**
 * How land was sold.
 *
 * Definition: each attempt that the rules judged counts in one row. A parcel's is the way in which it was offered and
 *   taken: a public ask, one with a falling price, a bid for it, a bid for any, several asks in one transaction, a bundle, an
 *   auction, a private deal. An estate, sold as a whole, has a row of its own in whichever way it went.
 * Formula: counts by outcome, as tried; volume is the sum of the prices of those that settled at once.
 * Limits: a held trade stays "held" whatever the officer decides; each parcel of a sweep or a bundle is a sale; a parcel is in
 *   the row "sweep" also where the sweep got only that one.
 * Source: the trade's event, the `do` of its transaction and the order authorised before; no ground truth.
 */
export function salesByKind(history: Pick<History, "attempts">): readonly SalesOfKind[] {
  const rows = new Map(SALE_ROWS.map((kind) => [kind, { settled: 0, volume: 0n, held: 0, blocked: 0 }]));
  for (const attempt of history.attempts) {
    const row = rows.get(saleRow(attempt));
    if (row === undefined) continue;
    if (attempt.outcome === "settled") {
      row.settled += 1;
      row.volume += attempt.price;
    } else if (attempt.outcome === "held") row.held += 1;
    else if (isBlocked(attempt)) row.blocked += 1;
  }
  return [...rows].map(([kind, { settled, volume, held, blocked }]) => {
    return { kind, settled, volumeUsd: usdToNumber(volume), held, blocked };
  });
}

/** Settled sales by month and kind; only what is not empty, months first. */
export function monthlySales(history: Pick<History, "attempts">): readonly MonthlySales[] {
  const cells = new Map<string, { month: IsoMonth; kind: SaleRow; settled: number; usd: number }>();
  for (const attempt of history.attempts) {
    if (attempt.outcome !== "settled") continue;
    const [month, kind] = [isoMonth(attempt.time), saleRow(attempt)];
    const cell = cells.get(`${month}/${kind}`) ?? { month, kind, settled: 0, usd: 0 };
    cells.set(`${month}/${kind}`, cell);
    cell.settled += 1;
    cell.usd += usdToNumber(attempt.price);
  }
  const position = ({ kind }: { readonly kind: SaleRow }): number => SALE_ROWS.indexOf(kind);
  return [...cells.values()].sort((a, b) => compareText(a.month, b.month) || position(a) - position(b));
}

export function saleRow({ collection, kind }: Pick<Attempt, "collection" | "kind">): SaleRow {
  return collection === "estate" ? "estate" : kind;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
