import { monthlyMeans } from "../domain/price-path.ts";
import type { CollectionName } from "../domain/houses.ts";
import { neighbourLand } from "../domain/houses.ts";
import { usdToNumber } from "../domain/primitives.ts";
import type { Scenario } from "../domain/scenario.ts";
import { currencyPath, floorPathEth } from "../domain/worlds/currencies.ts";
import { opensOn, type Coin, type FloorPoint } from "../domain/worlds/world-facts.ts";
import type { History } from "../replay/history.ts";
import { floorFall, tradedFloor } from "./traded-floor.ts";
import { completedTrades, trackingError, type IndexPoint } from "./traded-index.ts";

/*
 * Definition: how each world's floor fared, in the run and as published.
 * Formula: the traded floor (see traded-floor.ts) of each month against the mean of the floor's path over it; its fall from the
 * path's highest day to the last, in ETH, beside the path's own.
 * Limits: wash trades that settle are in it. Between the published points the path is an assumption.
 * Source: CoinGecko's study of five worlds, 1 January 2022 to 24 May 2023.
 */

/** Money in US dollars unless it says ETH. */
export interface WorldScore {
  /** The world's collection of parcels. */
  readonly land: CollectionName;
  readonly name: string;
  /** What its land is priced in at home. */
  readonly coin: Coin;
  readonly parcels: number;
  /** Completed, and what they moved. */
  readonly trades: number;
  readonly volumeUsd: number;
  /** Median over months of |traded floor / path - 1|. */
  readonly floorErrorMedian: number;
  /** Traded floor on the path's highest day and on the last, in ETH; absent where nothing was traded about one of them. */
  readonly peakEth?: number;
  readonly endEth?: number;
  /** Fall between the two in percent, as traded and as published. */
  readonly fallPct?: number;
  readonly pathFallPct: number;
}

/** The same with its months, for charts. */
export interface WorldRecord extends WorldScore {
  readonly floor: readonly IndexPoint[];
  /** Mean of the path over each month from the world's first sale on, US dollars. */
  readonly path: ReadonlyMap<string, number>;
}

/** The home world, where its floor is given, and its neighbours. */
export function worldRecords(history: History, scenario: Scenario): readonly WorldRecord[] {
  const { start, days } = history.run;
  const worlds = worldsOf(history, scenario);
  // Without a floor there need be no prices of coins either.
  if (worlds.length === 0) return [];
  const trades = completedTrades(history);
  const usdPerEth = currencyPath(scenario.coins, "eth", start, days);
  return worlds.map(({ land, name, coin, worth, points, opens }) => {
    const own = trades.filter(({ collection }) => collection === land);
    const world = { trades: own, collection: land, worth };
    const eth = floorPathEth(points, start, days);
    const path = new Map(
      [
        ...monthlyMeans(
          eth.map((value, day) => value * (usdPerEth[day] ?? Number.NaN)),
          start,
        ),
      ].filter(([month]) => month >= opens.slice(0, 7)),
    );
    const floor = tradedFloor(world);
    const fall = floorFall(world, { start, values: eth }, usdPerEth);
    const [peak, end] = [Math.max(...eth), eth.at(-1) ?? Number.NaN];
    return {
      land,
      name,
      coin,
      parcels: worth.size,
      trades: own.length,
      volumeUsd: own.reduce((sum, { price }) => sum + usdToNumber(price), 0),
      floorErrorMedian: trackingError(floor, path),
      ...(fall === undefined ? {} : { peakEth: fall.peak, endEth: fall.end, fallPct: fall.fallPct }),
      pathFallPct: 100 * (1 - end / peak),
      floor,
      path,
    };
  });
}

export function worldScores(history: History, scenario: Scenario): readonly WorldScore[] {
  return worldRecords(history, scenario).map(({ floor: _floor, path: _path, ...score }) => score);
}

interface KnownWorld {
  readonly land: CollectionName;
  readonly name: string;
  readonly coin: Coin;
  readonly worth: ReadonlyMap<bigint, number>;
  readonly points: readonly FloorPoint[];
  /** Day of its first sale: there is no floor before. */
  readonly opens: string;
}

function worldsOf({ parcels, plots }: History, { world, floor, neighbours }: Scenario): readonly KnownWorld[] {
  const worthOf = (some: readonly { readonly tokenId: bigint; readonly worth: number }[]) =>
    new Map(some.map(({ tokenId, worth }) => [tokenId, worth]));
  const home: readonly KnownWorld[] =
    floor === undefined
      ? []
      : [{ land: "land", name: world.name, coin: "mana", worth: worthOf(parcels), points: floor, opens: "" }];
  const others = neighbours.map(({ facts, floor: points }): KnownWorld => {
    const land = neighbourLand(facts.id);
    const worth = worthOf(plots.filter((plot) => plot.land === land));
    return { land, name: facts.name, coin: facts.coins[0] ?? "eth", worth, points, opens: opensOn(facts) };
  });
  return [...home, ...others];
}
