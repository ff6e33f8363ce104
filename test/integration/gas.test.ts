import { readFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";
import { network } from "hardhat";

import { benchGas, type GasBench, GAS_CHAIN } from "../../scripts/gas/bench.ts";
import { formatPage } from "../../scripts/gas/page.ts";

describe("the price of a checked trade", () => {
  let bench: GasBench;

  before(async function () {
    this.timeout(120_000); // it compiles LooksRare the first time
    const { ethers } = await network.create({ override: GAS_CHAIN });
    bench = await benchGas(ethers);
  });

  it("stays within 150,000 gas between accounts with a history", () => {
    expect(bench.isLimitMet, bench.verdicts.join(" ")).to.equal(true);
  });

  it("stays within 80,000 gas each in a sweep of five", () => {
    expect(bench.isSweepLimitMet, bench.verdicts.join(" ")).to.equal(true);
  });

  it("stays within 55,000 gas for our zone in Seaport with the four wash-trading rules", () => {
    expect(bench.isZoneLimitMet, bench.verdicts.join(" ")).to.equal(true);
  });

  it("spends at most 42,000 gas on the four wash-trading rules, and 8,000 on each further one", () => {
    expect(bench.areRuleLimitsMet, bench.verdicts.join(" ")).to.equal(true);
  });

  it("stands in docs/gas.md as it is", () => {
    const page = readFileSync(path.resolve(import.meta.dirname, "../../docs/gas.md"), "utf8");
    expect(formatPage(bench), "run npm run bench:gas and commit docs/gas.md").to.equal(page);
  });
});
