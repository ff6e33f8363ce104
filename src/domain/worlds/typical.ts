import { dailyPath } from "../price-path.ts";
import type { Neighbour, Scenario } from "../scenario.ts";
import { floorPathUsd } from "./currencies.ts";
import { typicalOfFloor } from "./floor.ts";

interface Worth {
  readonly worth: number;
}

/** Value of the home world's parcel of worth 1 for each day from `start` (unix seconds), US dollars; none where its traders make it. */
export function homePath(
  { path, floor, coins, world }: Pick<Scenario, "path" | "floor" | "coins" | "world">,
  parcels: readonly Worth[],
  start: number,
  days: number,
): readonly number[] {
  if (floor === undefined) return path.length === 0 ? [] : dailyPath(path, start, days);
  const unit = typicalOfFloor(1, worths(parcels), world.hedonics.residual);
  return floorPathUsd(floor, coins, start, days).map((usd) => usd * unit);
}

/** The same for a neighbour and its plots. */
export function neighbourPath(
  { facts, floor }: Pick<Neighbour, "facts" | "floor">,
  coins: Scenario["coins"],
  plots: readonly Worth[],
  start: number,
  days: number,
): readonly number[] {
  const unit = typicalOfFloor(1, worths(plots), facts.hedonics.residual);
  return floorPathUsd(floor, coins, start, days).map((usd) => usd * unit);
}

function worths(parcels: readonly Worth[]): readonly number[] {
  return parcels.map(({ worth }) => worth);
}
