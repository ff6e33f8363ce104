import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";

import type { Mutant } from "./mutants.ts";

/** What became of a mutant. `same`: the compiler makes the same code of it. `invalid`: the compiler refuses it. */
export type Outcome = "killed" | "lived" | "same" | "invalid";

export interface Result {
  readonly id: string;
  /** Digest of the function that was changed. */
  readonly surroundings: string;
  /** Digest of the tests that ran. */
  readonly tests: string;
  readonly outcome: Outcome;
  /** The first test that failed. */
  readonly by?: string;
  readonly seconds: number;
}

/** Keeps results from run to run, one a line, outside version control. */
const STORE = "cache/mutate/results.jsonl";

export function storeResult(result: Result): void {
  mkdirSync(path.dirname(STORE), { recursive: true });
  appendFileSync(STORE, `${JSON.stringify(result)}\n`);
}

/** The latest result of every mutant. */
export function storedResults(): Map<string, Result> {
  if (!existsSync(STORE)) return new Map();
  const lines = readFileSync(STORE, "utf8").trim().split("\n");
  const results = lines.map((line) => JSON.parse(line) as Result);
  return new Map(results.map((result) => [result.id, result]));
}

/** Whether a result still says something: a changed test may kill what lived, and what was killed stays so. */
export function isCurrent(result: Result | undefined, mutant: Mutant, tests: string): result is Result {
  if (result?.surroundings !== mutant.surroundings) return false;
  return result.outcome !== "lived" || result.tests === tests;
}
