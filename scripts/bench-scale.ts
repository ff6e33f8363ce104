import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";

import type { Window } from "./driver/scale.ts";

/*
 * What a long run costs: 20,000 parcels, 5,000 agents and so many transactions, in a process of its own. Prints its memory
 * and its time per transaction window by window, and at the end how both grew. Compare the ratios: the seconds are the
 * machine's, and processor time swings less than the wall's with what else the machine does. docs/scale.md reads them.
 */

const WANTED = { transactions: 1_000_000, residentMb: 1_500, slowdown: 1.2 };
const { values } = parseArgs({
  options: {
    transactions: { type: "string", default: WANTED.transactions.toString() },
    window: { type: "string", default: "50000" },
  },
});
const windows: Window[] = [];
console.log("transactions\tday\tresident MB\theap MB\tms each\tprocessor ms\tof it JavaScript's");
const status = await measure((window) => {
  windows.push(window);
  const { transactions, day, resident, heap, wall, processor, script } = window;
  const each = [wall, processor, script].map((ms) => ms.toFixed(3));
  console.log([transactions, day, mb(resident), mb(heap), ...each].join("\t"));
});
// The opening hands out land and money: its transactions are not a market's. So a window counts that began after it.
const market = windows.filter((_, i) => (windows[i - 1]?.day ?? -1) >= 0);
const [first, last] = [market[0], market.at(-1)];
if (status !== 0) process.exitCode = 1;
else if (first === undefined || last === undefined || first === last) {
  console.log("\nfewer than two windows of trading: nothing to compare");
} else {
  const grown = (last.resident - first.resident) / (last.transactions - first.transactions);
  const heap = (last.heap - first.heap) / (last.transactions - first.transactions);
  const atEnd = first.resident + grown * (WANTED.transactions - first.transactions);
  const [slower, slowerOnTheWall] = [last.processor / first.processor, last.wall / first.wall];
  const rest = `wanted at most ${WANTED.residentMb} at ${WANTED.transactions}, where this leads to ${mb(atEnd)}`;
  console.log(
    `\nresident memory: ${mb(100_000 * grown)} MB for 100,000 transactions, ${mb(100_000 * heap)} of them JavaScript's`,
  );
  console.log(`                 ${mb(last.resident)} MB at ${last.transactions}; ${rest}`);
  console.log(
    `time each, last window to first: ${slower.toFixed(2)} of the processor, ${slowerOnTheWall.toFixed(2)} on the wall`,
  );
  console.log(`                 wanted at most ${WANTED.slowdown}`);
}

/** @returns the process's exit code. */
function measure(note: (window: Window) => void): Promise<number | null> {
  const cli = path.join(import.meta.dirname, "..", "node_modules", "hardhat", "dist", "src", "cli.js");
  const script = path.join(import.meta.dirname, "driver", "scale.ts");
  const env = { ...process.env, TRANSACTIONS: values.transactions, WINDOW: values.window };
  const child = spawn(process.execPath, [cli, "run", "--no-compile", script], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  createInterface(child.stdout).on("line", (line) => {
    // The script prints nothing else; Hardhat may.
    if (line.startsWith("{")) note(JSON.parse(line) as Window);
  });
  return new Promise((resolve, reject) => child.on("close", resolve).on("error", reject));
}

function mb(bytes: number): string {
  return Math.round(bytes / 1e6).toString();
}
