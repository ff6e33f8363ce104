// Fails where the last `hardhat --coverage` run left a line of the contracts untouched; its table says which.
import { readFileSync } from "node:fs";

/** In lcov `SF:` opens a file's section and `DA:line,count` says how often a line ran. */
const report = readFileSync("coverage/lcov.info", "utf8");
const files = [...report.matchAll(/^SF:/gm)].length;
const untouched = [...report.matchAll(/^DA:\d+,0$/gm)].length;

if (files === 0) console.error("The coverage report names no contract.");
if (untouched > 0) console.error(`${untouched} lines of the contracts are covered by no Solidity test: see the table.`);
process.exitCode = files > 0 && untouched === 0 ? 0 : 1;
