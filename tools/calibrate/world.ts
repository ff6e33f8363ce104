import { readFileSync } from "node:fs";
import path from "node:path";

import { populate } from "../../src/agents/population.ts";
import { isoDate, parseDate } from "../../src/domain/calendar.ts";
import { dailyPath } from "../../src/domain/price-path.ts";
import type { Address } from "../../src/domain/primitives.ts";
import { randomStreams } from "../../src/domain/random.ts";
import type { MarketHabits, Scenario } from "../../src/domain/scenario.ts";
import type { MarketSale } from "../../src/metrics/realism/market-sales.ts";
import { calendarOf, loadScenario } from "../../src/scenario/load.ts";
import { layOutWorld } from "../../src/scenario/world.ts";
import { tradeOnPaper } from "./paper-market.ts";
import { punkPath, punkSales } from "./punks.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** What is varied: the habits that all traders share, and how many come. */
export interface Parameters extends MarketHabits {
  readonly newcomers: number;
}

/** From which the sales of CryptoPunks are used: as the default run, and after its first, nearly free years. */
export const FROM = parseDate("2020-01-01") ?? Number.NaN;
/** A fifth of the collection, so that a search takes minutes. */
export const TOKENS = 2_000;
export const REAL_TOKENS = 10_000;

export function realSales(): readonly MarketSale[] {
  return punkSales().filter(({ time }) => time >= FROM);
}

/** CryptoPunks in small: its prices, traders of the default run's kinds, plain asks and bids alone. */
export function calibrationScenario(): Scenario {
  const base = loadScenario(path.join(ROOT, "scenarios/jj-lin.yaml"), (file) => readFileSync(file, "utf8"));
  const sales = realSales();
  return {
    ...base,
    name: "cryptopunks",
    start: isoDate(FROM),
    end: isoDate(sales.at(-1)?.time ?? Number.NaN),
    path: punkPath(sales),
    world: { ...base.world, parcels: TOKENS, blocks: 0 },
    population: { ...nobody(base.population), ...ENDOWED },
    rings: [],
    lookalikes: nobody(base.lookalikes),
    purchases: [],
    ways: {
      ...base.ways,
      auctions: { ...base.ways.auctions, offersPct: 0 },
      dutchAsks: { ...base.ways.dutchAsks, offersPct: 0 },
      bundles: { ...base.ways.bundles, offersPct: 0 },
    },
  };
}

/** In the proportions of the default run. */
const ENDOWED = { fundamentalists: 40, momentum: 40, flippers: 40, collectors: 40, lossAverse: 35 };

export function simulateOnPaper(base: Scenario, parameters: Parameters, seed: number): readonly MarketSale[] {
  const { newcomers, ...habits } = parameters;
  const scenario = { ...base, seed, habits, population: { ...base.population, newcomers: Math.round(newcomers) } };
  const streams = randomStreams(seed);
  const { start, days } = calendarOf(scenario);
  const parcels = layOutWorld(scenario.world, [], streams);
  const prices = dailyPath(scenario.path, start, days);
  const accounts = new Map<string, Address>();
  const accountFor = (label: string): Address => {
    const known = accounts.get(label) ?? (`0x${(accounts.size + 1).toString(16).padStart(40, "0")}` as const);
    accounts.set(label, known);
    return known;
  };
  const officers = [accountFor("officer/1"), accountFor("officer/2")] as const;
  const { agents, endowments } = populate({ scenario, parcels, path: prices, start, streams, officers, accountFor });
  return tradeOnPaper({ agents, endowments, parcels, path: prices, start, streams });
}

function nobody<Counts extends object>(counts: Counts): { readonly [Kind in keyof Counts]: number } {
  // The keys are those of the counts.
  return Object.fromEntries(Object.keys(counts).map((kind) => [kind, 0])) as { [Kind in keyof Counts]: number };
}
