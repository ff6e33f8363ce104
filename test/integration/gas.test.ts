import { expect } from "chai";
import { network } from "hardhat";

import { measureLandslide } from "../../scripts/gas/landslide.ts";
import { openWorkbench } from "../../src/chain/workbench.ts";

describe("the price of a checked trade", () => {
  it("stays within 150,000 gas between accounts with a history", async () => {
    const { ethers } = await network.create();
    const { headline } = await measureLandslide(await openWorkbench(ethers));
    expect(headline <= 150_000n, `${headline} gas`).to.equal(true);
  });
});
