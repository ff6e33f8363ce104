// Reads what the two runners printed and prints the last line of a CI run:
// node tools/totals.ts SOLIDITY_LOG EXIT_CODE MOCHA_LOG EXIT_CODE FAILED_STEPS
import { readFileSync } from "node:fs";

export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * The counts of `npm test -- solidity` or `npm test -- mocha`, or undefined when the run did not get as far as its summary.
 *
 * The runner's own lines, not Hardhat's summary of both: that calls every Mocha test passed that did not fail, the skipped
 * ones and those behind a failed hook included.
 */
export function readTotals(log: string): Totals | undefined {
  // oxlint-disable-next-line no-control-regex -- The runners colour their lines where CI is set.
  const text = log.replace(/\u001b\[[\d;]*m/g, "").replaceAll("\r\n", "\n");
  const ran = text.slice(text.search(/^Running (Solidity|Mocha) tests$/m));
  const passed = findCount(ran, /^ {2}(\d+) passing( \(.*\))?$/gm);
  if (passed === undefined) return undefined;
  return {
    passed,
    failed: findCount(ran, /^ {2}(\d+) failing$/gm) ?? 0,
    skipped: findCount(ran, /^ {2}(\d+) (?:pending|skipped)$/gm) ?? 0,
  };
}

/** The number in the last match: a test may print such a line too, but the runner's own comes after it. */
function findCount(text: string, pattern: RegExp): number | undefined {
  const match = [...text.matchAll(pattern)].at(-1);
  return match === undefined ? undefined : Number(match[1]);
}

/** Whatever failed instead of a run's tests counts as one failure. */
export function addFailure(totals: Totals | undefined, exitCode: number): Totals {
  if (totals === undefined) return { passed: 0, failed: 1, skipped: 0 };
  return exitCode !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
}

if (import.meta.main) {
  const [solidityLog = "", solidityExit = "", mochaLog = "", mochaExit = "", failedSteps = ""] = process.argv.slice(2);
  const runs = [
    addFailure(readTotals(readFileSync(solidityLog, "utf8")), Number(solidityExit)),
    addFailure(readTotals(readFileSync(mochaLog, "utf8")), Number(mochaExit)),
  ];
  const sum = (count: keyof Totals) => runs.reduce((total, run) => total + run[count], 0);
  const [passed, failed, skipped] = [sum("passed"), sum("failed") + Number(failedSteps), sum("skipped")];
  console.log(`${passed} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`);
  process.exitCode = failed === 0 ? 0 : 1;
}
