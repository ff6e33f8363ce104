import { expect } from "chai";

import { openChain } from "../../scripts/chain.ts";

const VARIABLE = "__EDR_MAX_CACHED_STATES";
const WHO = `0x${"a".repeat(40)}`;

describe("the chain of a run", () => {
  it("leaves the engine's memory as it was for other chains of the process", async () => {
    const before = process.env[VARIABLE];
    await (await openChain(1_600_000_000)).close();
    expect(process.env[VARIABLE]).to.equal(before);
  });

  it("still knows the states that it does not keep at hand", async () => {
    const connection = await openChain(1_600_000_000);
    const { provider } = connection;
    for (let balance = 1; balance <= 4; balance++) {
      await provider.request({ method: "hardhat_setBalance", params: [WHO, `0x${balance}`] });
      await provider.request({ method: "evm_mine", params: [1_600_000_000 + balance] });
    }
    const balances = ["0x1", "0x2", "0x4"].map((block) => {
      return provider.request({ method: "eth_getBalance", params: [WHO, block] });
    });
    expect(await Promise.all(balances)).to.deep.equal(["0x2", "0x3", "0x4"]);
    await connection.close();
  });
});
