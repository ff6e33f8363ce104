import { type ChildProcess, fork } from "node:child_process";
import { readFileSync } from "node:fs";

import { type Result, storeResult } from "./results.ts";

/** A mutant that is being tried, with what its result needs. */
export type Trying = Pick<Result, "id" | "surroundings" | "tests">;

/** All tests of a contract as it is take less than 1 GB and some seconds of one core; a property that fails may take far more. */
const MEMORY_BYTES = 6e9;
const CPU_SECONDS = 60;
const LOOK_EVERY_MS = 200;

/**
 * Runs this program again in a process of its own, as often as a mutant brings that down: one that takes more memory or
 * time than any test needs counts as noticed, because no run of the tests would end.
 * @returns The exit code of the last process.
 */
export async function runBounded(program: string, options: readonly string[]): Promise<number> {
  const crashes = new Map<string, number>();
  for (;;) {
    const { code, trying, broke } = await watch(fork(program, options));
    if (trying === undefined || code !== null) return code ?? 1;
    const count = (crashes.get(trying.id) ?? 0) + 1;
    crashes.set(trying.id, count);
    // The machine may have other reasons to end a process, but hardly twice at the same mutant.
    const by = broke ?? (count > 1 ? "crash" : undefined);
    if (by !== undefined) storeResult({ ...trying, outcome: "killed", by, seconds: 0 });
    console.log(`${trying.id} ended the process: ${by ?? "once more"}`);
  }
}

/** For the process that tries mutants: says which one, or that there is none. */
export function announce(trying: Trying | undefined): void {
  process.send?.({ trying });
}

interface End {
  /** `null` where a signal ended it. */
  readonly code: number | null;
  readonly trying: Trying | undefined;
  /** The bound that it went over. */
  readonly broke: "memory" | "time" | undefined;
}

function watch(child: ChildProcess): Promise<End> {
  let trying: Trying | undefined;
  let since = 0;
  let broke: End["broke"];
  child.on("message", (message: { trying?: Trying }) => {
    trying = message.trying;
    since = usageOf(child)?.cpuSeconds ?? 0;
  });
  const timer = setInterval(() => {
    const usage = usageOf(child);
    if (usage === undefined || trying === undefined) return;
    if (usage.bytes > MEMORY_BYTES) broke = "memory";
    else if (usage.cpuSeconds - since > CPU_SECONDS) broke = "time";
    if (broke !== undefined) child.kill("SIGKILL");
  }, LOOK_EVERY_MS);
  return new Promise((resolve) => {
    child.on("exit", (code) => {
      clearInterval(timer);
      resolve({ code, trying, broke });
    });
  });
}

/** What Linux says of a process: elsewhere there is no bound. */
function usageOf({ pid }: ChildProcess): { readonly bytes: number; readonly cpuSeconds: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // After the name, which may hold anything: fields 14 and 15 are ticks of 10 ms, field 24 pages of 4 KiB.
    const fields = stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    return { bytes: (fields[21] ?? 0) * 4096, cpuSeconds: ((fields[11] ?? 0) + (fields[12] ?? 0)) / 100 };
  } catch {
    return undefined;
  }
}
