import { quantile } from "d3-array";

import { DAY, isoMonth, type IsoMonth } from "../domain/calendar.ts";
import type { CollectionName } from "../domain/houses.ts";
import { usdToNumber } from "../domain/primitives.ts";
import { FLOOR_PERCENTILE, floorWorth } from "../domain/worlds/floor.ts";
import type { Attempt } from "../replay/history.ts";
import type { IndexPoint } from "./traded-index.ts";

/*
 * Definition: what the cheap end of a world costs in a month, as trades show it.
 * Formula: 10th percentile, over the month's completed trades in single parcels, of price / worth, x the worth of the
 * sample's 10th percentile.
 * Limits: a published floor is the lowest ask, which nobody need pay; this one is paid. Below some forty trades a month
 * its error is above 8 %.
 * Source: the floors of FACTS, section 2; the percentile instead of the minimum, as one cheap deal is no floor.
 */

/** The completed trades of a world and the worths of all its parcels. */
export interface WorldTrades {
  readonly trades: readonly Pick<Attempt, "time" | "collection" | "tokenId" | "price">[];
  readonly collection: CollectionName;
  readonly worth: ReadonlyMap<bigint, number>;
}

/** In US dollars, for each month that has a trade. */
export function tradedFloor(world: WorldTrades): readonly IndexPoint[] {
  const byMonth = new Map<IsoMonth, number[]>();
  for (const { time, usd } of atFloorWorth(world)) {
    const month = isoMonth(time);
    const seen = byMonth.get(month);
    if (seen === undefined) byMonth.set(month, [usd]);
    else seen.push(usd);
  }
  return [...byMonth].map(([month, prices]) => ({ month, usd: floorOf(prices), trades: prices.length }));
}

/** A path by days from `start` (unix seconds). */
export interface DailyPath {
  readonly start: number;
  readonly values: readonly number[];
}

/**
 * The floor on one day of the path, in the path's own unit: from the trades within thirty days of it, each carried to the
 * day along the path, since a month's trades would blur a peak. Undefined without any.
 * @param floors Published floor of each day, in any currency.
 * @param usd US dollars per unit of that currency, by the same days.
 */
export function floorOn(
  world: WorldTrades,
  floors: DailyPath,
  usd: readonly number[],
  day: number,
): number | undefined {
  const target = floors.values[day] ?? Number.NaN;
  const carried = atFloorWorth(world).flatMap(({ time, usd: price }) => {
    const on = Math.floor((time - floors.start) / DAY);
    if (Math.abs(on - day) > WINDOW_DAYS) return [];
    return [(price / (usd[on] ?? Number.NaN)) * (target / (floors.values[on] ?? Number.NaN))];
  });
  return carried.length === 0 ? undefined : floorOf(carried);
}

const WINDOW_DAYS = 30;

export interface FloorFall {
  /** Days of the path. */
  readonly peakDay: number;
  readonly endDay: number;
  /** Traded floors of both, in the path's unit. */
  readonly peak: number;
  readonly end: number;
  /** In percent of the peak. */
  readonly fallPct: number;
}

/** From the path's highest day, the latest of equals, to its last, as trades show both; undefined where there were none near one of them. */
export function floorFall(world: WorldTrades, floors: DailyPath, usd: readonly number[]): FloorFall | undefined {
  const peakDay = floors.values.reduce((best, value, day) => (value >= (floors.values[best] ?? 0) ? day : best), 0);
  const endDay = floors.values.length - 1;
  const [peak, end] = [floorOn(world, floors, usd, peakDay), floorOn(world, floors, usd, endDay)];
  if (peak === undefined || end === undefined) return undefined;
  return { peakDay, endDay, peak, end, fallPct: 100 * (1 - end / peak) };
}

/** What each trade says a parcel of the floor's worth costs. */
function atFloorWorth({ trades, collection, worth }: WorldTrades): readonly { time: number; usd: number }[] {
  const unit = floorWorth([...worth.values()]);
  return trades
    .filter((trade) => trade.collection === collection)
    .map(({ time, price, tokenId }) => ({
      time,
      usd: (usdToNumber(price) / (worth.get(tokenId) ?? Number.NaN)) * unit,
    }));
}

function floorOf(prices: readonly number[]): number {
  return quantile(prices, FLOOR_PERCENTILE) ?? Number.NaN;
}
