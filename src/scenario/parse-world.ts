import type { CoinPoint } from "../domain/worlds/currencies.ts";
import type { FloorPoint, PlotWorldFacts, WorldFacts } from "../domain/worlds/world-facts.ts";
import { ScenarioError } from "./error.ts";
import { readRows } from "./parse-csv.ts";
import { check, readYaml } from "./parse-yaml.ts";
import { coinRowSchema, floorRowSchema, plotWorldFactsSchema, worldFactsSchema } from "./world-schema.ts";

/** `scenarios/worlds/decentraland.json`: a world whose map and hedonics the scenario itself has. */
export function parseWorldFacts(file: string, text: string): WorldFacts {
  const yaml = readYaml(file, text);
  return check(worldFactsSchema, yaml.content, [yaml]);
}

/** `scenarios/worlds/otherside.json` and its like: a world that lays out plots of its own. */
export function parsePlotWorldFacts(file: string, text: string): PlotWorldFacts {
  const yaml = readYaml(file, text);
  return check(plotWorldFactsSchema, yaml.content, [yaml]);
}

/** A world's floor from CSV text: at least one row, days in order. */
export function parseFloor(file: string, text: string): readonly FloorPoint[] {
  const points: FloorPoint[] = [];
  for (const { where, row } of readRows(
    file,
    text,
    ["date", "eth", "quality", "source"],
    floorRowSchema,
    "the floor",
  )) {
    const previous = points.at(-1);
    if (previous !== undefined && row.date <= previous.date) {
      throw new ScenarioError(where, `date: expected a date after ${previous.date}, got ${row.date}`);
    }
    points.push(row);
  }
  return points;
}

/** Prices of coins from CSV text: at least one row, each month and day of a coin once. */
export function parseCoins(file: string, text: string): readonly CoinPoint[] {
  const seen = new Set<string>();
  return readRows(file, text, ["coin", "at", "usd", "source"], coinRowSchema, "the table of coins").map(
    ({ where, row }) => {
      const key = `${row.coin} ${row.at}`;
      if (seen.has(key))
        throw new ScenarioError(where, `at: expected each month and day of a coin once, got ${key} again`);
      seen.add(key);
      return row;
    },
  );
}
