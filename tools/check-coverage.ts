// Fails where the last `hardhat --coverage` run left a line of the contracts untouched.
import { readFileSync } from "node:fs";

const report = readFileSync("coverage/lcov.info", "utf8");
const covered = [...report.matchAll(/^SF:(.+)$/gm)].length;
const untouched = findUntouched(report);

for (const place of untouched) console.error(`${place} is not covered by a Solidity test.`);
if (covered === 0) console.error("The coverage report names no contract.");
process.exitCode = covered > 0 && untouched.length === 0 ? 0 : 1;

/** In lcov, `SF:file` opens a file's section and `DA:line,count` says how often a line ran. */
function findUntouched(lcov: string): string[] {
  return lcov.split("end_of_record").flatMap((section) => {
    const file = /^SF:(.+)$/m.exec(section)?.[1] ?? "";
    return [...section.matchAll(/^DA:(\d+),0$/gm)].map(([, line]) => `${file}:${line}`);
  });
}
