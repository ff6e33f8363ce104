import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setImmediate } from "node:timers/promises";

import { SimulatorError } from "../src/domain/errors.ts";
import type { Hex } from "../src/domain/primitives.ts";
import { RULE_MODES, type RuleMode } from "../src/domain/rules.ts";
import type { Scenario } from "../src/domain/scenario.ts";
import { readJournal } from "../src/journal/reader.ts";
import { freeFolder, RunFolder } from "../src/journal/run-folder.ts";
import { JournalWriter } from "../src/journal/writer.ts";
import { summarise } from "../src/metrics/summary.ts";
import { replay } from "../src/replay/history.ts";
import { writeReport } from "../src/report/write-report.ts";
import { calendarOf, loadScenario, override, writeScenario } from "../src/scenario/load.ts";
import { simulate, SimulationAborted, type SimulationResult } from "../src/simulation.ts";
import { openChain } from "./chain.ts";
import { receiptOf, sha256 } from "./receipt.ts";
import { readComparison, type RunFiles } from "./run-files.ts";
import { paint, progressPrinter, summaryTable } from "./terminal.ts";

/** What a run is asked for, as text from options or environment variables. */
export interface RunRequest {
  readonly scenario: string | undefined;
  readonly seed: string | undefined;
  readonly policy: string | undefined;
  readonly out: string | undefined;
  /** Folder of an earlier run to show beside this one. */
  readonly compare: string | undefined;
}

/** An option that cannot be what it is. */
export class RequestError extends SimulatorError {
  constructor(option: string, expected: string, given: string) {
    super("REQUEST_INVALID", `${option}: expected ${expected}, got ${JSON.stringify(given)}`, { option, given });
  }
}

const DEFAULT_SCENARIO = "scenarios/jj-lin.yaml";
const EXIT_BAD_INPUT = 1;
const EXIT_INTERRUPTED = 130;

/** Runs, writes the folder, prints what it came to. Bad input ends in one sentence and exit code 1. */
export async function runFromShell(request: RunRequest): Promise<void> {
  await orOneSentence(() => run(request));
}

/** Ends bad input in one sentence and exit code 1. */
export async function orOneSentence(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof SimulatorError)) throw error;
    console.error(paint("red", error.message, process.stderr));
    process.exitCode = error instanceof SimulationAborted ? EXIT_INTERRUPTED : EXIT_BAD_INPUT;
  }
}

async function run(request: RunRequest): Promise<void> {
  const seed = parseSeed(request.seed);
  const policy = parsePolicy(request.policy);
  if (request.out === "") throw new RequestError("out", "a new or empty folder", request.out);
  const file = request.scenario ?? DEFAULT_SCENARIO;
  const scenario = override(
    loadScenario(file, (name) => readFileSync(name, "utf8")),
    { seed, policy },
  );
  // Read before the run: a wrong folder should not cost a minute.
  const compare = request.compare === undefined ? undefined : readComparison(request.compare, scenario);
  const suffix = policy === undefined ? "" : `-${policy}`;
  const folder = new RunFolder(
    request.out ?? freeFolder(path.join("runs", `${scenario.name}-${scenario.seed}${suffix}`)),
  );

  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  // Not once: a second Ctrl-C would end the process before it has cleaned up.
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  try {
    console.log(`${paint("bold", scenario.title)}\n${scenario.start} to ${scenario.end}, seed ${scenario.seed}\n`);
    await record(folder, scenario, compare, stop.signal);
  } finally {
    process.removeListener("SIGINT", interrupt);
    process.removeListener("SIGTERM", interrupt);
    // After `publish` there is nothing left to discard.
    folder.discard();
  }
}

async function record(
  folder: RunFolder,
  scenario: Scenario,
  compare: RunFiles | undefined,
  signal: AbortSignal,
): Promise<void> {
  const began = performance.now();
  const scenarioText = writeScenario(scenario);
  writeFileSync(folder.file("scenario.yaml"), scenarioText);
  const { result, journalSha256 } = await play(folder, scenario, sha256(scenarioText), signal);
  const receipt = receiptOf(scenario, scenarioText, result, journalSha256);
  folder.writeJson("receipt.json", receipt);

  const history = replay(readJournal(folder.file("journal.ndjson")));
  const summary = summarise(history, scenario, (performance.now() - began) / 1000);
  folder.writeJson("summary.json", summary);
  const run = { history, scenario, summary, receipt: { ...receipt } };
  writeReport({ ...run, ...(compare === undefined ? {} : { compare }), outFile: folder.file("report.html") });
  // A Ctrl-C during the steps above, which yield to nobody, is heard here.
  await setImmediate();
  if (signal.aborted) throw new SimulationAborted(calendarOf(scenario).days);
  folder.publish();
  console.log(`${summaryTable(summary)}\n\n${paint("bold", "Report")}  ${path.join(folder.target, "report.html")}`);
}

/** The run itself, into its journal. */
async function play(
  folder: RunFolder,
  scenario: Scenario,
  scenarioHash: Hex,
  signal: AbortSignal,
): Promise<{ readonly result: SimulationResult; readonly journalSha256: Hex }> {
  const journal = new JournalWriter(folder.file("journal.ndjson"));
  const progress = progressPrinter(process.stdout);
  const connection = await openChain(calendarOf(scenario).start);
  try {
    const result = await simulate({
      scenario,
      scenarioHash,
      provider: connection.provider,
      write: (line) => journal.write(line),
      onTick: (tick) => progress.tick(tick),
      signal,
    });
    return { result, journalSha256: journal.close() };
  } finally {
    progress.done();
    journal.abandon();
    await connection.close();
  }
}

function parseSeed(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const seed = Number(given);
  if (/^\d+$/.test(given) && seed < 2 ** 31) return seed;
  throw new RequestError("seed", "a whole number from 0 to 2147483647", given);
}

function parsePolicy(given: string | undefined): RuleMode | undefined {
  if (given === undefined) return undefined;
  const policy = RULE_MODES.find((mode) => mode === given);
  if (policy !== undefined) return policy;
  throw new RequestError("policy", `one of ${RULE_MODES.join(", ")}`, given);
}
