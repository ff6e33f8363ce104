import { expect } from "chai";

import { COLLECTIONS, SALE_KINDS } from "../../src/domain/houses.ts";
import { decodeLine, encodeLine } from "../../src/domain/journal-codec.ts";
import { WASH_RULES } from "../../src/domain/rules.ts";
import { summarise } from "../../src/metrics/summary.ts";
import { forgetOver } from "../../src/replay/forget.ts";
import { replay } from "../../src/replay/history.ts";
import { expectToEqualTheChain } from "../fixtures/chain-state.ts";
import { runSmall } from "../fixtures/small-run.ts";

/*
 * sha256 of the journal of test/scenarios/small.yaml. It changes with the scenario, the agents, the contracts, the compiler
 * and the engine; a commit that changes it says which of them and why.
 */
const GOLDEN = "f114f438a7040674eb6085746c11b850831dd8d8955cb5a4a172190253edd321";

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
    // The live run has let go of what was over before its last day.
    for (const one of [final, state]) forgetOver(one);
    for (const collection of COLLECTIONS) expect(final[collection]).to.deep.equal(state[collection]);
    const kept = ["balances", "cases", "auctions", "credits", "rentals", "estates", "plans", "supply"] as const;
    for (const name of kept) expect(final[name], name).to.deep.equal(state[name]);
  });

  it("ends in a replayed state that equals the chain's getters", async () => {
    const { connection, lines, result } = run;
    await expectToEqualTheChain(replay(lines).final, result.deployment, connection.ethers.provider);
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

  it("trades in every way that there is, parcels and estates", () => {
    const { attempts } = replay(run.lines);
    const settled = attempts.filter(({ outcome }) => outcome === "settled");
    expect(new Set(settled.map(({ kind }) => kind))).to.deep.equal(new Set(SALE_KINDS));
    expect(new Set(settled.map(({ collection }) => collection))).to.deep.equal(new Set(COLLECTIONS));
  });

  it("rents land out and takes it back, builds on it, joins estates and dissolves them, sells on instalments", () => {
    const happened = new Set(run.lines.flatMap((line) => (line.k === "tx" ? line.events.map(({ e }) => e) : [])));
    for (const name of [
      "RentalStarted",
      "RentPaid",
      "RentalEnded",
      "OperatorNamed",
      "EstateJoined",
      "EstateDissolved",
      "PlanOpened",
      "InstalmentPaid",
    ] as const) {
      expect(happened.has(name), name).to.equal(true);
    }
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
    for (const { id, mode, wouldHold, wouldBlock, truePositives, falsePositives } of rules) {
      expect(mode).to.equal("shadow");
      expect(wouldHold + wouldBlock, id).to.equal(truePositives + falsePositives);
    }
    const right = new Map(rules.map(({ id, truePositives }) => [id, truePositives]));
    for (const rule of WASH_RULES) expect(right.get(rule), rule).to.be.greaterThan(0);
  });
});
