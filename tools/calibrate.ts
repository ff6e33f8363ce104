// npx node tools/calibrate.ts [DRAWS [SEED]]: fits the habits that all traders share to the sales of CryptoPunks, by the method of
// simulated moments, and writes them to data/habits.json with the figures, and into docs/realism.md.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { format } from "prettier";

import { randomStreams, type RandomStream } from "../src/domain/random.ts";
import { distance, MOMENTS, momentsOf, type Moments } from "./calibrate/moments.ts";
import {
  calibrationScenario,
  REAL_TOKENS,
  realSales,
  simulateOnPaper,
  TOKENS,
  type Parameters,
} from "./calibrate/world.ts";

const OUT = path.resolve(import.meta.dirname, "../data/habits.json");
const PAGE = path.resolve(import.meta.dirname, "../docs/realism.md");
const SEED = Number(process.argv[3] ?? 2021);
/** Other seeds, to tell a fit from luck. */
const CHECKS = [1, 2, 3];

/** Least and most of each; drawn evenly on a log scale. */
const RANGES: Readonly<Record<keyof Parameters, readonly [least: number, most: number]>> = {
  activitySpread: [1.7, 2.7],
  listing: [0.02, 0.1],
  shopping: [0.06, 0.25],
  eagerness: [12, 60],
  eagerDays: [0.5, 2],
  excitement: [0.5, 3],
  roundPct: [55, 80],
  newcomers: [450, 1000],
};
const WORDS: Readonly<Record<keyof Moments, string>> = {
  concentration: "transactions of the busiest 10 % of traders",
  resale: "sold tokens that were sold again",
  daysBetweenSales: "days between two sales of a token, median",
  resoldInAWeek: "of these, under seven days",
  roundPrices: "prices with at most two digits",
  salesPerToken: "sales per token, sold or not",
  salesPerTrader: "sales per trader",
  volumeSwings: "standard deviation of the log number of sales a month",
};
/** The best of 60 draws from all over the ranges. */
const START: Parameters = {
  activitySpread: 2.04,
  listing: 0.0296,
  shopping: 0.0707,
  eagerness: 29.4,
  eagerDays: 1.9,
  excitement: 1.44,
  roundPct: 64,
  newcomers: 509,
};
const NAMES = Object.keys(RANGES) as (keyof Parameters)[];

const draws = Number(process.argv[2] ?? 28);
const random = randomStreams(SEED)("calibrate");
const scenario = calibrationScenario();
const real = momentsOf(realSales(), REAL_TOKENS);

let best = tried(START);
for (let i = 1; i < draws; i++) {
  // One in four looks everywhere, the others around the best, ever closer.
  const reach = 0.02 + 0.13 * (1 - i / draws);
  const candidate = tried(i % 4 === 0 ? anywhere(random) : near(best.parameters, reach, random));
  if (candidate.distance >= best.distance) continue;
  best = candidate;
  console.log(i, best.distance.toFixed(4), JSON.stringify(best.parameters));
}
const parameters = rounded(best.parameters);
const checks = CHECKS.map((seed) => momentsOf(simulateOnPaper(scenario, parameters, seed), TOKENS));
const mean = Object.fromEntries(
  MOMENTS.map((moment) => [moment, checks.reduce((sum, of) => sum + of[moment] / checks.length, 0)]),
) as Record<keyof Moments, number>;
const { newcomers, ...habits } = parameters;
const result = {
  source:
    "Fitted by tools/calibrate.ts to the sales of CryptoPunks from January 2020 to 5 April 2021 (data/cryptopunks-sales.csv): " +
    "method of simulated moments, seeded random search.",
  draws,
  seed: SEED,
  distance: threeDigits(distance(mean, real)),
  habits,
  newcomersPer2000Tokens: newcomers,
  moments: Object.fromEntries(
    MOMENTS.map((moment) => [moment, { real: threeDigits(real[moment]), simulated: threeDigits(mean[moment]) }]),
  ),
};
writeFileSync(OUT, await format(JSON.stringify(result), { parser: "json", printWidth: 120 }));
await fillPage();

async function fillPage(): Promise<void> {
  const rows = MOMENTS.map(
    (moment) => `| ${WORDS[moment]} | ${threeDigits(real[moment])} | ${threeDigits(mean[moment])} |`,
  );
  const found = Object.entries(habits).map(([name, value]) => `| \`${name}\` | ${value} |`);
  const text = [
    "| moment | CryptoPunks | on paper, mean of three other seeds |",
    "| --- | --- | --- |",
    ...rows,
    "",
    "| habit | fitted |",
    "| --- | --- |",
    ...found,
    `| newcomers, to ${TOKENS} tokens and 195 first owners | ${newcomers} |`,
  ].join("\n");
  const page = readFileSync(PAGE, "utf8").replace(
    /(<!-- habits -->)[^]*(<!-- \/habits -->)/,
    (_, open: string, close: string) => `${open}\n\n${text}\n\n${close}`,
  );
  writeFileSync(PAGE, await format(page, { parser: "markdown", printWidth: 120, proseWrap: "preserve" }));
}

function tried(parameters: Parameters): { readonly parameters: Parameters; readonly distance: number } {
  const moments = momentsOf(simulateOnPaper(scenario, parameters, SEED), TOKENS);
  return { parameters, distance: distance(moments, real) };
}

function anywhere(stream: RandomStream): Parameters {
  return each((name) => within(name, stream.next()));
}

function near(centre: Parameters, reach: number, stream: RandomStream): Parameters {
  return each((name) => within(name, Math.max(0, Math.min(1, place(name, centre[name]) + reach * stream.normal()))));
}

/** The value at a place from 0 to 1 in a parameter's range, and back. */
function within(name: keyof Parameters, at: number): number {
  const [least, most] = RANGES[name];
  return least * (most / least) ** at;
}

function place(name: keyof Parameters, value: number): number {
  const [least, most] = RANGES[name];
  return Math.log(value / least) / Math.log(most / least);
}

function rounded(parameters: Parameters): Parameters {
  return each((name) =>
    name === "newcomers" || name === "roundPct" ? Math.round(parameters[name]) : threeDigits(parameters[name]),
  );
}

function each(of: (name: keyof Parameters) => number): Parameters {
  // The names are those of the parameters.
  return Object.fromEntries(NAMES.map((name) => [name, of(name)])) as unknown as Parameters;
}

function threeDigits(value: number): number {
  return Number(value.toPrecision(3));
}
