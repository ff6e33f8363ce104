import { expect } from "chai";

import { agentGains } from "../../../src/metrics/gains.ts";
import { holdingGains } from "../../../src/metrics/holding-gains.ts";
import { priceBands } from "../../../src/metrics/price-band.ts";
import { ringRecords } from "../../../src/metrics/rings.ts";
import { monthlyVolumes } from "../../../src/metrics/volume.ts";
import { addressOf, handMadeRun } from "../../fixtures/hand-made-run.ts";

const WASH = { honest: false, ring: "ring/2", kind: "ping-pong" } as const;

describe("figures of a market small enough to check by hand", () => {
  const history = handMadeRun({
    start: "2021-01-01",
    days: 90,
    agents: { ann: "holder", bob: "flipper", cleo: "newcomer", wash1: "wash-ring", wash2: "wash-ring" },
    parcels: [
      { worth: 1, owner: "ann" },
      { worth: 2, owner: "ann" },
      { worth: 1, owner: "wash1" },
    ],
    steps: [
      ["2021-01-10", { sale: ["ann", "bob"], parcel: 0, usd: 100, feeUsd: 2.5 }],
      ["2021-01-11", { sale: ["ann", "cleo"], parcel: 1, usd: 400, outcome: "failed" }],
      ["2021-02-10", { sale: ["bob", "cleo"], parcel: 0, usd: 300, feeUsd: 7.5 }],
      ["2021-02-11", { sale: ["wash1", "wash2"], parcel: 2, usd: 900, truth: WASH }],
      ["2021-02-12", { sale: ["wash2", "wash1"], parcel: 2, usd: 950, outcome: "blocked", truth: WASH }],
      ["2021-02-20", { sale: ["cleo", "bob"], parcel: 0, usd: 280, outcome: "held" }],
      ["2021-03-02", { release: 0 }],
      ["2021-03-03", { gift: ["ann", "cleo"], parcel: 1 }],
    ],
  });

  it("measures the band of prices per month of completion, per unit of worth", () => {
    const bands = priceBands(history);
    expect(bands.map(({ month, trades }) => [month, trades])).to.deep.equal([
      ["2021-01", 1],
      ["2021-02", 2],
      ["2021-03", 1],
    ]);
    expect(bands[1]).to.deep.equal({ month: "2021-02", trades: 2, low: 360, median: 600, high: 840 });
  });

  it("adds volume up by month, intent and outcome, without what no rule judged", () => {
    const volumes = monthlyVolumes(history);
    expect(volumes.map(({ month }) => month)).to.deep.equal(["2021-01", "2021-02", "2021-03"]);
    expect(volumes[0]?.honest.blocked.trades).to.equal(0);
    expect(volumes[1]?.honest).to.deep.equal({
      settled: { trades: 1, usd: 300 },
      held: { trades: 1, usd: 280 },
      blocked: { trades: 0, usd: 0 },
    });
    expect(volumes[1]?.wash).to.deep.equal({
      settled: { trades: 1, usd: 900 },
      held: { trades: 0, usd: 0 },
      blocked: { trades: 1, usd: 950 },
    });
  });

  it("counts cash, fees, marks and gifts into everybody's gain", () => {
    const gains = new Map(agentGains(history, { startUsd: 100, endUsd: 50 }).map((gain) => [gain.agent, gain]));
    // Sold for 97.50 and gave a parcel away; had 1 + 2 units of worth at 100.
    expect(gains.get("ann")).to.include({ cash: 97.5, startValue: 300, endValue: 0, gain: -202.5, endowed: true });
    expect(gains.get("ann")?.entry).to.equal(undefined);
    // -100, +292.50, then back for 280; the escrow kept the parcel in this journal, so no mark.
    expect(gains.get("bob")).to.include({ bought: 2, sold: 1, cash: -87.5, entry: "2021-01" });
    expect(gains.get("cleo")).to.include({ cash: -20, entry: "2021-02", endowed: false });
  });

  it("follows each honest purchase to the next sale or the end", () => {
    expect(holdingGains(history, 50)).to.deep.equal([
      { month: "2021-01", purchases: 1, resold: 1, averageUsd: 200, medianUsd: 200 },
      { month: "2021-02", purchases: 1, resold: 1, averageUsd: -20, medianUsd: -20 },
      { month: "2021-03", purchases: 1, resold: 0, averageUsd: -230, medianUsd: -230 },
    ]);
  });

  it("tells a ring's walk and its first stop", () => {
    const [ring, ...others] = ringRecords(history);
    expect(others).to.have.length(0);
    expect(ring).to.include({
      ring: "ring/2",
      kind: "ping-pong",
      attemptedUsd: 1_850,
      settledUsd: 900,
      firstStopped: 1,
    });
    expect(ring?.wallets).to.deep.equal([addressOf("wash1"), addressOf("wash2")]);
    expect(ring?.tokens).to.deep.equal([2n]);
  });

  it("sorts rings by number, not by letter", () => {
    const sale = ["ann", "bob"] as const;
    const rings = handMadeRun({
      start: "2021-01-01",
      days: 31,
      agents: { ann: "holder", bob: "holder" },
      parcels: [{ worth: 1, owner: "ann" }],
      steps: ["ring/10", "ring/9"].map((ring) => [
        "2021-01-05",
        { sale, parcel: 0, usd: 1, truth: { honest: false, ring, kind: "self" } },
      ]),
    });
    expect(ringRecords(rings).map(({ ring }) => ring)).to.deep.equal(["ring/9", "ring/10"]);
  });
});
