import { expect } from "chai";

import { decodeLine, encodeLine } from "../../src/domain/journal-codec.ts";
import { summarise } from "../../src/metrics/summary.ts";
import { replay } from "../../src/replay/history.ts";
import { Compliance__factory } from "../../typechain-types/factories/compliance/Compliance__factory.ts";
import { Land__factory } from "../../typechain-types/factories/land/Land__factory.ts";
import { Market__factory } from "../../typechain-types/factories/market/Market__factory.ts";
import { Escrow__factory } from "../../typechain-types/factories/payments/Escrow__factory.ts";
import { SettlementToken__factory } from "../../typechain-types/factories/payments/SettlementToken__factory.ts";
import { runSmall } from "../fixtures/small-run.ts";

/*
 * sha256 of the journal of test/scenarios/small.yaml. It changes with the scenario, the agents, the contracts, the compiler
 * and the engine; a commit that changes it says which of them and why.
 */
const GOLDEN = "0931d8c2a91cab668fa7ee7c8d9884b4c7d91fd8b3a2c058aae8190324ef6b3c";

describe("a small run", function () {
  this.timeout(120_000);
  let run: Awaited<ReturnType<typeof runSmall>>;
  before(async () => {
    run = await runSmall();
  });

  it("writes the golden journal", () => {
    expect(run.journalSha256).to.equal(GOLDEN);
  });

  it("ends with the same journal, block hash and state root when it is run again", async () => {
    const again = await runSmall();
    expect(again.journalSha256).to.equal(run.journalSha256);
    expect(again.result.finalBlockHash).to.equal(run.result.finalBlockHash);
    expect(again.result.finalStateRoot).to.equal(run.result.finalStateRoot);
  });

  it("takes another course under another seed", async () => {
    const other = await runSmall({ seed: 8 });
    expect(other.journalSha256).not.to.equal(run.journalSha256);
  });

  it("is replayed from its journal to the state that the live run ended in", () => {
    const { final } = replay(run.lines.map((line) => decodeLine(encodeLine(line))));
    const { state } = run.result;
    expect([...final.owners]).to.deep.equal([...state.owners]);
    expect([...final.balances]).to.deep.equal([...state.balances]);
    expect([...final.cases]).to.deep.equal([...state.cases]);
    expect([...final.lastSales]).to.deep.equal([...state.lastSales]);
    expect(final.supply).to.equal(state.supply);
  });

  it("ends in a replayed state that equals the chain's getters", async () => {
    const { connection, result } = run;
    const { state, deployment } = result;
    const runner = connection.ethers.provider;
    const land = Land__factory.connect(deployment.land, runner);
    const money = SettlementToken__factory.connect(deployment.settlementToken, runner);
    const market = Market__factory.connect(deployment.market, runner);
    const escrow = Escrow__factory.connect(deployment.escrow, runner);
    const compliance = Compliance__factory.connect(deployment.compliance, runner);

    expect(await land.totalSupply()).to.equal(BigInt(state.owners.size));
    for (const [tokenId, owner] of state.owners) {
      expect((await land.ownerOf(tokenId)).toLowerCase(), `owner of ${tokenId}`).to.equal(owner);
    }
    for (const [account, balance] of state.balances) {
      expect(await money.balanceOf(account), `balance of ${account}`).to.equal(balance);
    }
    expect(await money.totalSupply()).to.equal(state.supply);
    for (const [account, root] of state.roots) {
      expect((await money.fundingRoot(account)).toLowerCase(), `root of ${account}`).to.equal(root);
    }
    for (const [account, cluster] of state.clusters) {
      expect(await compliance.clusterOf(account), `cluster of ${account}`).to.equal(cluster);
    }
    for (const [orderHash, order] of state.orders) {
      expect(await market.isAuthorised(orderHash)).to.equal(true);
      expect(await market.isSpent(order.maker, order.nonce), `order ${orderHash}`).to.equal(false);
    }
    const open = [...state.cases.values()];
    expect(await escrow.held()).to.equal(open.reduce((sum, { price }) => sum + price, 0n));
    for (const { caseId } of open) expect((await escrow.caseOf(caseId)).status).to.equal(1n);
  });

  it("pays out every amount paid in: the balances sum to the supply", () => {
    const { balances, supply } = run.result.state;
    expect([...balances.values()].reduce((sum, balance) => sum + balance, 0n)).to.equal(supply);
  });

  it("sells the parcels of record for exactly the sum of record", () => {
    const summary = summarise(replay(run.lines), run.scenario, 1);
    expect(summary.portfolio?.costUsd).to.equal(123_000);
    expect(summary.portfolio?.parcels).to.have.length(3);
  });

  it("stops the rings under the rules and lets them pass without", async () => {
    const enforced = summarise(replay(run.lines), run.scenario, 1).wash;
    const off = await runSmall({ policy: "off" });
    const free = summarise(replay(off.lines), off.scenario, 1).wash;
    expect(enforced.attempted).to.be.greaterThan(50);
    expect(enforced.volumeSettledUsd / enforced.volumeAttemptedUsd).to.be.lessThan(0.15);
    expect(free.volumeSettledUsd / free.volumeAttemptedUsd).to.be.greaterThan(0.95);
  });

  it("notes in shadow what it would have done, and stops nothing", async () => {
    const shadow = await runSmall({ policy: "shadow" });
    const { trades, rules } = summarise(replay(shadow.lines), shadow.scenario, 1);
    expect(trades.held + trades.blocked).to.equal(0);
    for (const { id, truePositives } of rules) expect(truePositives, id).to.be.greaterThan(0);
  });
});
