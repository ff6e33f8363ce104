import type { IsoDateOrMonth } from "../calendar.ts";
import { dailyValues } from "../price-path.ts";
import type { Coin, FloorPoint } from "./world-facts.ts";

/** US dollars per coin: the median of a month, or the price on a day. */
export interface CoinPoint {
  readonly coin: Coin;
  readonly at: IsoDateOrMonth;
  readonly usd: number;
  readonly source: string;
}

/** US dollars per coin for each day from `start` (unix seconds); before the coin's first and after its last point, that point's. */
export function currencyPath(points: readonly CoinPoint[], coin: Coin, start: number, days: number): readonly number[] {
  const anchors = points.filter((point) => point.coin === coin).map(({ at, usd }) => ({ at, value: usd }));
  return dailyValues(anchors, start, days);
}

/** A world's floor in ETH for each day from `start`: log-linear between the points, which it hits; flat beyond both ends. */
export function floorPathEth(points: readonly FloorPoint[], start: number, days: number): readonly number[] {
  return dailyValues(
    points.map(({ date, eth }) => ({ at: date, value: eth })),
    start,
    days,
  );
}

/** The same in US dollars, each day at that day's ETH price. */
export function floorPathUsd(
  points: readonly FloorPoint[],
  coins: readonly CoinPoint[],
  start: number,
  days: number,
): readonly number[] {
  const ethUsd = currencyPath(coins, "eth", start, days);
  return floorPathEth(points, start, days).map((eth, day) => eth * (ethUsd[day] ?? Number.NaN));
}
