import { mean, median } from "d3-array";

import { isoMonth, type IsoMonth } from "../domain/calendar.ts";
import { usdToNumber } from "../domain/primitives.ts";
import type { Attempt, History } from "../replay/history.ts";
import { completedTrades } from "./traded-index.ts";

/** What became of the parcels bought in one month, per parcel, in US dollars. */
export interface HoldingGain {
  readonly month: IsoMonth;
  readonly purchases: number;
  readonly resold: number;
  readonly averageUsd: number;
  readonly medianUsd: number;
}

/**
 * What a parcel bought in a given month brought its buyer.
 *
 * Definition: from each honest purchase to the same parcel's next change of hands for money, or to the end of the run.
 * Formula: next price (before the fee), or worth x the typical parcel's last value, less the price paid; mean and median
 *   over the purchases of a month. Each parcel of an estate has a share of the estate's price by its location worth.
 * Limits: leaves out wash trades, whose prices are painted; a parcel given away before its sale counts for the giver; one bought
 *   on instalments counts from the last payment.
 * Source: gains per parcel by time of entry, as in Kawai et al., arXiv 2501.09601.
 */
export function holdingGains(
  history: Pick<History, "attempts" | "cases" | "parcels" | "truths">,
  endUsd: number,
): readonly HoldingGain[] {
  const worths = new Map(history.parcels.map(({ tokenId, worth }) => [tokenId, worth]));
  const open = new Map<bigint, { readonly month: IsoMonth; readonly paid: number }>();
  const months = new Map<IsoMonth, { gains: number[]; resold: number }>();
  const close = (tokenId: bigint, value: number, resold: boolean): void => {
    const holding = open.get(tokenId);
    if (holding === undefined) return;
    const of = months.get(holding.month) ?? { gains: [], resold: 0 };
    of.gains.push(value - holding.paid);
    if (resold) of.resold += 1;
    months.set(holding.month, of);
    open.delete(tokenId);
  };
  for (const attempt of completedTrades(history)) {
    if (history.truths.get(attempt.n)?.honest === false) continue;
    for (const [tokenId, price] of priceShares(attempt, worths)) {
      close(tokenId, price, true);
      open.set(tokenId, { month: isoMonth(attempt.time), paid: price });
    }
  }
  for (const { tokenId, worth } of history.parcels) close(tokenId, worth * endUsd, false);

  return [...months]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, { gains, resold }]) => {
      const [averageUsd, medianUsd] = [mean(gains) ?? Number.NaN, median(gains) ?? Number.NaN];
      return { month, purchases: gains.length, resold, averageUsd, medianUsd };
    });
}

/** What each parcel cost: the price, or its share of an estate's. */
function priceShares(
  { tokenId, parcels = [tokenId], price }: Attempt,
  worths: ReadonlyMap<bigint, number>,
): readonly (readonly [tokenId: bigint, usd: number])[] {
  const of = (id: bigint): number => worths.get(id) ?? 1;
  const all = parcels.reduce((sum, id) => sum + of(id), 0);
  return parcels.map((id) => [id, (usdToNumber(price) * of(id)) / all]);
}
