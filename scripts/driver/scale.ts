import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { JournalWriter } from "../../src/journal/writer.ts";
import { calendarOf, loadScenario } from "../../src/scenario/load.ts";
import { simulate, SimulationAborted } from "../../src/simulation.ts";
import { openChain } from "../chain.ts";
import { enlarged } from "./enlarged.ts";

/** One window of `bench-scale.ts`'s run; a process of its own prints one as a line of JSON. */
export interface Window {
  readonly transactions: number;
  /** Of the run; -1 while the market is being set up. */
  readonly day: number;
  /** Resident memory of the whole process, and JavaScript's part of it, in bytes. */
  readonly resident: number;
  readonly heap: number;
  /** Milliseconds per transaction of the window, on the wall and of all processors. */
  readonly wall: number;
  readonly processor: number;
  /** The part of the latter that is JavaScript's: agents, view, encoding, decoding. The rest is the engine and the collector. */
  readonly script: number;
}

const { TRANSACTIONS = "", WINDOW = "", SCENARIO = "scenarios/jj-lin.yaml" } = process.env;
const [wanted, size] = [Number(TRANSACTIONS), Number(WINDOW)];
const base = loadScenario(SCENARIO, (file) => readFileSync(file, "utf8"));
// Longer than any run that fits into memory.
const scenario = enlarged(base, { parcels: 20_000, agents: 5_000, months: 240 });
const folder = mkdtempSync(path.join(tmpdir(), "landslide-"));
const journal = new JournalWriter(path.join(folder, "journal.ndjson"));
const connection = await openChain(calendarOf(scenario).start);
const enough = new AbortController();
let sent = 0;
let counted = 0;
let began = clocks();
try {
  await simulate({
    scenario,
    scenarioHash: "0x",
    provider: connection.provider,
    write: (line) => {
      journal.write(line);
      if (line.k !== "block") return;
      sent += line.transactions;
      if (sent - counted >= size) report(line.tick);
      if (sent >= wanted) enough.abort();
    },
    signal: enough.signal,
  });
} catch (error) {
  if (!(error instanceof SimulationAborted)) throw error;
} finally {
  journal.abandon();
  await connection.close();
  rmSync(folder, { recursive: true, force: true });
}

function report(day: number): void {
  const { rss: resident, heapUsed: heap } = process.memoryUsage();
  const now = clocks();
  const each = (ms: number): number => ms / (sent - counted);
  const [wall, processor] = [each(now.wall - began.wall), each(now.processor - began.processor)];
  const script = each(now.script - began.script);
  const window: Window = { transactions: sent, day, resident, heap, wall, processor, script };
  console.log(JSON.stringify(window));
  [began, counted] = [now, sent];
}

/** Milliseconds. */
function clocks() {
  return {
    wall: performance.now(),
    processor: milliseconds(process.cpuUsage()),
    script: milliseconds(process.threadCpuUsage()),
  };
}

function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1_000;
}
