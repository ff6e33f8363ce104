import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

import type { JournalLine } from "../src/domain/journal.ts";
import type { Scenario } from "../src/domain/scenario.ts";
import { hypeCycle } from "../src/metrics/hype-cycle.ts";
import { completedTrades, tradedIndex } from "../src/metrics/traded-index.ts";
import { replay } from "../src/replay/history.ts";
import { calendarOf, loadScenario, writeScenario } from "../src/scenario/load.ts";
import { simulate } from "../src/simulation.ts";
import { openChain } from "./chain.ts";
import { verdict, type HypeFile, type SeedRow } from "./hype-rows.ts";
import { sha256 } from "./receipt.ts";
import { orOneSentence, RequestError } from "./run.ts";

export interface HypeRequest {
  readonly scenario: string | undefined;
  readonly seeds: string | undefined;
  readonly out: string | undefined;
}

const DEFAULT_SCENARIO = "scenarios/hype-cycle.yaml";

/** Runs a scenario under many seeds, whole runs on a chain, and prints each one's boom and bust. */
export default async function hypeTask(request: HypeRequest): Promise<void> {
  await orOneSentence(() => runSeeds(request));
}

async function runSeeds({ scenario: file = DEFAULT_SCENARIO, seeds, out }: HypeRequest): Promise<void> {
  const scenario = loadScenario(file, (name) => readFileSync(name, "utf8"));
  const [first, last] = parseSeeds(seeds ?? "30");
  const target = out ?? `runs/${scenario.name}-seeds.json`;
  const scenarioSha256 = sha256(writeScenario(scenario));
  const head = { scenario: scenario.name, hype: scenario.hype ?? "none", scenarioSha256 };
  let rows = readRows(target, scenarioSha256);
  for (let seed = first; seed <= last; seed++) {
    let row = rows.find((known) => known.seed === seed);
    if (row === undefined) {
      row = await runSeed({ ...scenario, seed });
      rows = [...rows, row].sort((a, b) => a.seed - b.seed);
      // Renamed into place: a file that is cut off would lose all of them.
      writeFileSync(`${target}.part`, `${JSON.stringify({ ...head, rows }, null, 1)}\n`);
      renameSync(`${target}.part`, target);
    }
    console.log(line(row));
  }
  const shown = rows.filter(({ seed }) => seed >= first && seed <= last);
  console.log(verdict(shown));
}

function line({ seed, rise, peakMonth, fall, lowMonth, trades, newcomers, seconds }: SeedRow): string {
  const cells = [
    `seed ${seed}`.padEnd(9),
    `${rise.toFixed(2)} times by ${peakMonth}`,
    `then ${(-100 * fall).toFixed(1)} % by ${lowMonth}`,
    `${trades} trades`,
    `${newcomers} newcomers`,
    `${seconds.toFixed(1)} s`,
  ];
  return cells.join("   ");
}

async function runSeed(scenario: Scenario): Promise<SeedRow> {
  const began = performance.now();
  const connection = await openChain(calendarOf(scenario).start);
  const lines: JournalLine[] = [];
  try {
    await simulate({
      scenario,
      scenarioHash: "0x",
      provider: connection.provider,
      write: (written) => lines.push(written),
    });
  } finally {
    await connection.close();
  }
  const history = replay(lines);
  const worth = new Map(history.parcels.map((parcel) => [parcel.tokenId, parcel.worth]));
  const trades = completedTrades(history);
  const index = tradedIndex(trades, worth);
  const cycle = hypeCycle(index);
  if (cycle === undefined) throw new RangeError(`nothing was traded under seed ${scenario.seed}`);
  const joined = new Set(lines.flatMap((of) => (of.k === "tx" && of.do === "join" ? [of.from] : [])));
  return {
    seed: scenario.seed,
    ...cycle,
    trades: trades.length,
    // The exchange, which wires them the money, is no newcomer.
    newcomers: Math.max(0, joined.size - 1),
    seconds: (performance.now() - began) / 1000,
    index: index.map(({ usd }) => Math.round(usd)),
  };
}

function readRows(file: string, scenarioSha256: string): readonly SeedRow[] {
  if (!existsSync(file)) return [];
  // The program wrote it; its form is its own type.
  const written = JSON.parse(readFileSync(file, "utf8")) as HypeFile;
  if (written.scenarioSha256 === scenarioSha256) return written.rows;
  throw new RequestError("out", "a new file, or one of the same scenario", file);
}

/** `30` for the seeds 1 to 30, or `4-9`. */
function parseSeeds(given: string): readonly [number, number] {
  const [, first = "1", last = ""] = /^(?:(\d{1,6})-)?(\d{1,6})$/.exec(given) ?? [];
  if (last !== "" && Number(first) >= 1 && Number(first) <= Number(last)) return [Number(first), Number(last)];
  throw new RequestError("seeds", "how many, as 30, or which, as 4-9", given);
}
