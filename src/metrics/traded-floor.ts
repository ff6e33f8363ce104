import { quantile } from "d3-array";

import { isoMonth, type IsoMonth } from "../domain/calendar.ts";
import type { CollectionName } from "../domain/houses.ts";
import { usdToNumber } from "../domain/primitives.ts";
import { FLOOR_PERCENTILE, floorWorth } from "../domain/worlds/floor.ts";
import type { Attempt } from "../replay/history.ts";
import type { IndexPoint } from "./traded-index.ts";

/*
 * Definition: the price of a world's cheapest tenth in a month, as trades show it.
 * Formula: 10th percentile, over the month's completed trades in single parcels of the world, of price / worth, x the worth
 * of the sample's 10th percentile. What people ask and nobody pays is not in it, unlike in a published floor.
 */

/** @param worth Of every parcel of the world's sample. */
export function tradedFloor(
  trades: readonly Attempt[],
  worth: ReadonlyMap<bigint, number>,
  collection: CollectionName,
): readonly IndexPoint[] {
  const unit = floorWorth([...worth.values()]);
  const byMonth = new Map<IsoMonth, number[]>();
  for (const trade of trades) {
    if (trade.collection !== collection) continue;
    const usd = (usdToNumber(trade.price) / (worth.get(trade.tokenId) ?? Number.NaN)) * unit;
    const month = isoMonth(trade.time);
    const seen = byMonth.get(month);
    if (seen === undefined) byMonth.set(month, [usd]);
    else seen.push(usd);
  }
  return [...byMonth].map(([month, prices]) => ({
    month,
    usd: quantile(prices, FLOOR_PERCENTILE) ?? Number.NaN,
    trades: prices.length,
  }));
}
