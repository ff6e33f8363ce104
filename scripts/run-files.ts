import { readFileSync } from "node:fs";
import path from "node:path";

import { SimulatorError } from "../src/domain/errors.ts";
import type { Scenario } from "../src/domain/scenario.ts";
import { readJournal } from "../src/journal/reader.ts";
import type { Summary } from "../src/metrics/summary.ts";
import { replay, type History } from "../src/replay/history.ts";
import { loadScenario } from "../src/scenario/load.ts";
import type { Receipt } from "./receipt.ts";

/** A run's folder, read back. */
export interface RunFiles {
  readonly history: History;
  readonly scenario: Scenario;
  readonly summary: Summary;
  readonly receipt: Receipt;
}

export class RunFilesError extends SimulatorError {
  constructor(where: string, problem: string, cause?: unknown) {
    super("RUN_FILES", `${where}: ${problem}`, { where }, cause);
  }
}

export function readRun(folder: string): RunFiles {
  const history = replay(readJournal(path.join(folder, "journal.ndjson")));
  const scenario = loadScenario(path.join(folder, "scenario.yaml"), (file) => readFileSync(file, "utf8"));
  // The program wrote both; their schemas are its own types.
  const summary = readJson(path.join(folder, "summary.json")) as Summary;
  const receipt = readJson(path.join(folder, "receipt.json")) as Receipt;
  return { history, scenario, summary, receipt };
}

/** A run to show beside `scenario`: the same market under other rules. */
export function readComparison(folder: string, scenario: Scenario): RunFiles {
  const other = readRun(folder);
  const { scenario: name, seed } = other.history.run;
  if (name !== scenario.name || seed !== scenario.seed) {
    const expected = `a run of ${scenario.name} with seed ${scenario.seed}`;
    throw new RunFilesError(folder, `expected ${expected} to compare with, got ${name} with seed ${seed}`);
  }
  return other;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new RunFilesError(file, "cannot be read, expected JSON of an earlier run", cause);
  }
}
