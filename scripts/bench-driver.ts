import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { median } from "d3-array";

import type { Measured } from "./driver/measure.ts";

/*
 * How much of a run is the engine itself: the whole simulation (agents, encoding, signing, driver, decoding, reducer,
 * journal lines) beside its own transactions sent again raw. Each measurement has a process of its own, and the order
 * changes from round to round. The ratio is the figure; seconds depend on the machine.
 */

const LIMIT = 1.5;
const rounds = Number(process.env["ROUNDS"] ?? 3);
const folder = mkdtempSync(path.join(tmpdir(), "landslide-"));
try {
  const recorded = measure("record");
  console.log(`${recorded.transactions} transactions\n`);
  const ratios: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    const [first, second] = round % 2 === 1 ? (["whole", "raw"] as const) : (["raw", "whole"] as const);
    const measured = { [first]: measure(first), [second]: measure(second) };
    const { whole, raw } = measured;
    if (whole === undefined || raw === undefined) throw new TypeError("both are measured in every round");
    if (whole.stateRoot !== raw.stateRoot) throw new Error("the two ended in different states: nothing is compared");
    ratios.push(whole.seconds / raw.seconds);
    const ratio = (whole.seconds / raw.seconds).toFixed(2);
    console.log(`round ${round}: whole ${whole.seconds.toFixed(1)} s, raw ${raw.seconds.toFixed(1)} s, ratio ${ratio}`);
  }
  const ratio = median(ratios) ?? Number.NaN;
  console.log(`\nmedian ratio ${ratio.toFixed(2)}, limit ${LIMIT}: ${ratio <= LIMIT ? "met" : "missed"}`);
  process.exitCode = ratio <= LIMIT ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function measure(what: "record" | "whole" | "raw"): Measured {
  const cli = path.join(import.meta.dirname, "..", "node_modules", "hardhat", "dist", "src", "cli.js");
  const script = path.join(import.meta.dirname, "driver", "measure.ts");
  const env = { ...process.env, MEASURE: what, BLOCKS: path.join(folder, "blocks.ndjson") };
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "run", "--no-compile", script], {
    env,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`measuring ${what} failed: ${stderr}`);
  // `measure.ts` prints its result as its last line.
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Measured;
}
