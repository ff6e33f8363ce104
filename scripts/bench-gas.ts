// npm run bench:gas: what a checked trade costs, beside the real Seaport on the same chain. Writes docs/gas.md, and ends
// with exit code 1 when a checked trade costs more than its limit.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { network } from "hardhat";

import { benchGas, formatPage, formatTerminal, GAS_CHAIN } from "./gas/bench.ts";

const PAGE = path.join(import.meta.dirname, "..", "docs", "gas.md");

const { ethers } = await network.create({ override: GAS_CHAIN });
const bench = await benchGas(ethers);
mkdirSync(path.dirname(PAGE), { recursive: true });
writeFileSync(PAGE, formatPage(bench));
console.log(formatTerminal(bench));
process.exitCode = bench.isLimitMet ? 0 : 1;
