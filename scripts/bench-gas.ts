// npm run bench:gas: what a checked trade costs, beside the real Seaport and LooksRare on the same chain. Writes
// docs/gas.md, and ends with exit code 1 when a checked trade, alone or in a sweep, costs more than its limit, or one in Seaport
// with our zone.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { network } from "hardhat";

import { benchGas, GAS_CHAIN } from "./gas/bench.ts";
import { formatPage, formatTerminal } from "./gas/page.ts";

const PAGE = path.join(import.meta.dirname, "..", "docs", "gas.md");

const { ethers } = await network.create({ override: GAS_CHAIN });
const bench = await benchGas(ethers);
mkdirSync(path.dirname(PAGE), { recursive: true });
writeFileSync(PAGE, formatPage(bench));
console.log(formatTerminal(bench));
const areLimitsMet = bench.isLimitMet && bench.isSweepLimitMet && bench.isZoneLimitMet && bench.areRuleLimitsMet;
process.exitCode = areLimitsMet ? 0 : 1;
