import { expect } from "chai";

import type { Scenario } from "../../../src/domain/scenario.ts";
import { portfolioOf } from "../../../src/metrics/portfolio.ts";
import { summarise } from "../../../src/metrics/summary.ts";
import { replay } from "../../../src/replay/history.ts";
import { hamletFiles, loadFrom } from "../../fixtures/hamlet.ts";
import { RUN } from "../../fixtures/journal-lines.ts";
import { madeUpRun, WOULD_STOP_NOTHING } from "../../fixtures/made-up-run.ts";
import { salesRun } from "../../fixtures/sales-run.ts";
import { complaintsAboutSummary } from "../../fixtures/summary-schema.ts";
import { expectNear } from "../../fixtures/near.ts";

describe("summarise", () => {
  it("says what the run came to", () => {
    const { portfolio, index, sales, auctions, rentals, instalments, estates, realism, ...rest } = summarise(
      madeUpRun(),
      hamlet(),
      4.5,
    );
    expect(rest).to.deep.equal({
      scenario: "made-up",
      seed: 7,
      policy: "enforce",
      trades: { settled: 4, held: 3, blocked: 2, released: 1, reversed: 2 },
      wash: { attempted: 4, settled: 1, volumeAttemptedUsd: 7_300, volumeSettledUsd: 1_000 },
      washKinds: [{ kind: "ping-pong", attempted: 4, settled: 1, volumeAttemptedUsd: 7_300, volumeSettledUsd: 1_000 }],
      honest: { attempted: 5, blocked: 1, held: 1, reversed: 0 },
      worlds: [],
      rules: [
        {
          id: "SelfTrade",
          mode: "enforce",
          ...WOULD_STOP_NOTHING,
          held: 0,
          blocked: 2,
          truePositives: 1,
          falsePositives: 1,
        },
        {
          id: "RoundTrip",
          mode: "enforce",
          ...WOULD_STOP_NOTHING,
          held: 3,
          blocked: 0,
          truePositives: 3,
          falsePositives: 2,
        },
      ],
      disposition: [
        {
          role: "celebrity",
          realisedGains: 0,
          paperGains: 0,
          realisedLosses: 1,
          paperLosses: 1,
          pgr: 0,
          plr: 1 / 2,
          ratio: 0,
        },
      ],
      engine: { transactions: 13, seconds: 4.5, blocks: 13 },
    });
    expect(index).to.deep.include({ maxUsd: 10_000, minUsdAfterMax: 6_500 });
    expect(portfolio?.costUsd).to.equal(30_000);
    expect(sales.filter(({ settled }) => settled > 0)).to.deep.equal([
      { kind: "deal", settled: 4, volumeUsd: 35_000, held: 3, blocked: 2 },
    ]);
    expect(realism, "too few trades to tell").to.include({ credible: 0, of: 0 });
    expect([auctions.held, rentals.started, instalments.opened, estates.joined]).to.deep.equal([0, 0, 0, 0]);
  });

  it("counts every trade among the sales of some kind", () => {
    for (const history of [madeUpRun(), salesRun()]) {
      const { sales, trades } = summarise(history, hamlet(), 1);
      for (const outcome of ["settled", "held", "blocked"] as const) {
        expect(sales.reduce((sum, row) => sum + row[outcome], 0)).to.equal(trades[outcome]);
      }
    }
  });

  it("measures the index against the path, month by month", () => {
    const { index } = summarise(madeUpRun(), hamlet(), 1);
    // 10,000 against 14,000 in November, 6,500 against 15,000 in December; the path is within 0.1 % of its figures.
    expectNear(index.trackingErrorMedian ?? Number.NaN, (1 - 10_000 / 14_000 + (1 - 6_500 / 15_000)) / 2, 0.001);
  });

  it("leaves the portfolio out where the scenario has no purchase", () => {
    expect(summarise(madeUpRun(), { ...hamlet(), purchases: [] }, 1)).not.to.have.property("portfolio");
  });
});

describe("portfolioOf", () => {
  it("carries each price forward by the index, from its own month to that of the mark", () => {
    const index = [
      { month: "2021-11", usd: 10_000, trades: 3 },
      { month: "2021-12", usd: 6_500, trades: 2 },
    ];
    expect(portfolioOf(purchase(), madeUpRun(), index, "2021-12-31")).to.deep.equal({
      id: "someone",
      costUsd: 30_000,
      markDate: "2021-12-31",
      valueUsd: 19_500,
      lossPct: 35,
      parcels: [
        { x: 3, y: -5, costUsd: 20_000, valueUsd: 13_000, boughtOn: "2021-11-01" },
        { x: -7, y: 2, costUsd: 10_000, valueUsd: 6_500, boughtOn: "2021-11-02" },
      ],
    });
  });

  it("counts what that buyer bought, not what others bought of the same land", () => {
    const history = madeUpRun();
    const strangers = new Map(
      [...history.accounts].map(([address, account]) => [address, { ...account, agent: "x/1" }]),
    );
    expect(portfolioOf(purchase(), { ...history, accounts: strangers }, [], "2021-12-31").parcels).to.deep.equal([]);
  });
});

describe("docs/summary.schema.json", () => {
  it("accepts the summary of a run, with and without a purchase", () => {
    expect(inFile(summarise(madeUpRun(), hamlet(), 4.5))).to.deep.equal([]);
    expect(inFile(summarise(madeUpRun(), { ...hamlet(), purchases: [] }, 1))).to.deep.equal([]);
    expect(inFile(summarise(salesRun(), hamlet(), 1))).to.deep.equal([]);
  });

  it("accepts the summary of a run in which nobody traded", () => {
    expect(inFile(summarise(replay([RUN]), hamlet(), 1))).to.deep.equal([]);
  });

  it("refuses a summary that lacks a figure, has one too many, or one that cannot be", () => {
    const summary = summarise(madeUpRun(), hamlet(), 4.5);
    const without = Object.entries(summary).filter(([key]) => key !== "wash");
    expect(inFile(Object.fromEntries(without))).to.deep.equal(["required: "]);
    expect(inFile({ ...summary, mood: "good" })).to.deep.equal(["additionalProperties: "]);
    expect(inFile({ ...summary, honest: { ...summary.honest, held: -1 } })).to.deep.equal(["minimum: /honest/held"]);
    expect(inFile({ ...summary, policy: "strict" })).to.deep.equal(["enum: /policy"]);
  });
});

function hamlet(): Scenario {
  return loadFrom(hamletFiles());
}

/** Complaints about the summary as its file would have it. */
function inFile(summary: object): readonly string[] {
  return complaintsAboutSummary(JSON.stringify(summary));
}

function purchase() {
  const [known] = hamlet().purchases;
  if (known === undefined) throw new RangeError("the hamlet has a purchase");
  return known;
}
