// Reads what `npm test` printed and prints the last line of a CI run: node tools/totals.ts LOG TEST_EXIT_CODE FAILED_STEPS
import { readFileSync } from "node:fs";

export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Adds up the tests of both runners, or returns undefined when the run did not get as far as its summary.
 *
 * Mocha's tests are counted from Mocha's own lines: Hardhat's summary calls every one passed that did not fail, the
 * skipped ones and those behind a failed hook included.
 */
export function readTotals(log: string): Totals | undefined {
  // oxlint-disable-next-line no-control-regex -- Mocha colours its lines where CI is set.
  const text = log.replace(/\u001b\[[\d;]*m/g, "").replaceAll("\r\n", "\n");
  const summary = text.split("\n").filter((line) => /^\d+ (passing|failing|skipped) \(/.test(line));
  if (summary.length === 0) return undefined;

  const mochaLog = text.slice(text.lastIndexOf("\nRunning Mocha tests\n") + 1);
  const mochaPassed = findCount(mochaLog, /^ {2}(\d+) passing \(/gm);
  if (mochaPassed === undefined && summary.some((line) => line.includes(" mocha"))) return undefined;

  const solidityLog = summary.join("\n");
  return {
    passed: (findCount(solidityLog, /^\d+ passing \(.*?(\d+) solidity/gm) ?? 0) + (mochaPassed ?? 0),
    failed:
      (findCount(solidityLog, /^\d+ failing \(.*?(\d+) solidity/gm) ?? 0) +
      (findCount(mochaLog, /^ {2}(\d+) failing$/gm) ?? 0),
    skipped:
      (findCount(solidityLog, /^\d+ skipped \(.*?(\d+) solidity/gm) ?? 0) +
      (findCount(mochaLog, /^ {2}(\d+) pending$/gm) ?? 0),
  };
}

/** The number in the last match: a test may print such a line too, but the runner's own comes after it. */
function findCount(text: string, pattern: RegExp): number | undefined {
  const match = [...text.matchAll(pattern)].at(-1);
  return match === undefined ? undefined : Number(match[1]);
}

/** Whatever failed beside the tests, or instead of them, counts as one failure each. */
export function addFailures(totals: Totals | undefined, testExitCode: number, failedSteps: number): Totals {
  if (totals === undefined) return { passed: 0, failed: failedSteps + 1, skipped: 0 };
  const isUnexplained = testExitCode !== 0 && totals.failed === 0;
  return { ...totals, failed: totals.failed + failedSteps + (isUnexplained ? 1 : 0) };
}

if (import.meta.main) {
  const [file = "", testExitCode = "", failedSteps = ""] = process.argv.slice(2);
  const { passed, failed, skipped } = addFailures(
    readTotals(readFileSync(file, "utf8")),
    Number(testExitCode),
    Number(failedSteps),
  );
  console.log(`${passed} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`);
  process.exitCode = failed === 0 ? 0 : 1;
}
