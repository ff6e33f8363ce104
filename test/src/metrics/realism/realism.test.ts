import { expect } from "chai";

import { randomStreams } from "../../../../src/domain/random.ts";
import { FACT_IDS, FACTS, type RealFigure } from "../../../../src/metrics/realism/facts.ts";
import { earlyGain, lateGain, newEntrants } from "../../../../src/metrics/realism/gain-facts.ts";
import { openLedger } from "../../../../src/metrics/realism/ledger.ts";
import { marketSales } from "../../../../src/metrics/realism/market-sales.ts";
import { judge, realismScore } from "../../../../src/metrics/realism/realism.ts";
import { dailyReturns } from "../../../../src/metrics/realism/return-facts.ts";
import { saleOfWinners } from "../../../../src/metrics/realism/seller-facts.ts";
import { handMadeRun } from "../../../fixtures/hand-made-run.ts";
import { syntheticRun } from "../../../fixtures/synthetic-run.ts";
import { expectNear } from "../../../fixtures/near.ts";

const DAY = 86_400;

describe("a verdict on a fact", () => {
  const real = (figure: Partial<RealFigure>): RealFigure => ({
    of: "it",
    low: 0.5,
    source: "made up",
    use: "checked",
    ...figure,
  });
  const number = [real({ low: 0.5, high: 0.5 })];
  const bound = [real({ low: 0.5 })];

  it("is inside where the interval holds the real number", () => {
    expect(judge({ value: 0.45, low: 0.4, high: 0.5 }, number)).to.equal("inside");
  });

  it("is near within a fifth of it, off beyond", () => {
    expect(judge({ value: 0.59, low: 0.58, high: 0.6 }, number)).to.equal("near");
    expect(judge({ value: 0.41, low: 0.4, high: 0.42 }, number)).to.equal("near");
    expect(judge({ value: 0.61, low: 0.6, high: 0.62 }, number)).to.equal("off");
    expect(judge({ value: -1_100, low: -1_150, high: -1_050 }, [real({ low: -1_000, high: -1_000 })])).to.equal("near");
  });

  it("is inside a bound that the whole interval keeps, near where the figure alone does", () => {
    expect(judge({ value: 0.7, low: 0.5, high: 0.8 }, bound)).to.equal("inside");
    expect(judge({ value: 0.6, low: 0.4, high: 0.8 }, bound)).to.equal("near");
    expect(judge({ value: 0.49, low: 0.48, high: 0.6 }, bound), "on the wrong side").to.equal("off");
  });

  it("takes the best of several real figures, and none that was fitted or is market-wide", () => {
    const other = { low: 2, high: 2 };
    const estimate = { value: 2, low: 1.9, high: 2.1 };
    expect(judge(estimate, [...number, real(other)])).to.equal("inside");
    expect(judge(estimate, [...number, real({ ...other, use: "fitted" })])).to.equal("off");
    expect(judge(estimate, [...number, real({ ...other, use: "market-wide" })])).to.equal("off");
  });

  it("is unknown where there is no figure", () => {
    expect(judge({ value: Number.NaN, low: 0, high: 1 }, number)).to.equal("unknown");
  });
});

describe("the facts of real markets", () => {
  it("are the ten of the list at least, each with a figure that may be checked, and a source", () => {
    expect(FACTS.map(({ id }) => id)).to.deep.equal([...FACT_IDS]);
    expect(FACTS).to.have.length.greaterThan(9);
    for (const { id, real } of FACTS) {
      expect(
        real.some(({ use }) => use === "checked"),
        id,
      ).to.equal(true);
      for (const { source, low, high = Infinity } of real) {
        expect(source, id).not.to.equal("");
        expect(low, id).to.be.at.most(high);
      }
    }
  });
});

describe("a market small enough to check by hand", () => {
  const history = handMadeRun({
    start: "2021-01-01",
    days: 120,
    agents: { ann: "holder", bob: "flipper", cleo: "newcomer" },
    parcels: [
      { worth: 1, owner: "ann" },
      { worth: 2, owner: "ann" },
      { worth: 1, owner: "ann" },
    ],
    steps: [
      ["2021-01-10", { sale: ["ann", "bob"], parcel: 0, usd: 100, feeUsd: 2 }],
      ["2021-01-11", { sale: ["ann", "bob"], parcel: 1, usd: 200 }],
      ["2021-02-10", { sale: ["bob", "cleo"], parcel: 0, usd: 1_000, feeUsd: 25 }],
      ["2021-02-11", { sale: ["ann", "cleo"], parcel: 2, usd: 900, outcome: "blocked" }],
      ["2021-02-12", { sale: ["ann", "cleo"], parcel: 2, usd: 900 }],
      ["2021-03-03", { sale: ["cleo", "ann"], parcel: 0, usd: 300, feeUsd: 10 }],
    ],
  });
  const ledger = openLedger(history);

  it("counts what settled, as a published list would", () => {
    expect(marketSales(history).map(({ tokenId, price }) => [tokenId, Number(price) / 1e6])).to.deep.equal([
      [0n, 100],
      [1n, 200],
      [0n, 1_000],
      [2n, 900],
      [0n, 300],
    ]);
  });

  it("follows what each seller had paid, after the fee", () => {
    // The first month's index is 100 a unit of worth: what the first owners' land cost them.
    expect(ledger.sales.map(({ trader, gainUsd, purchased }) => [trader, gainUsd, purchased])).to.deep.equal([
      ["ann", -2, false],
      ["ann", 0, false],
      ["bob", 875, true],
      ["ann", 800, false],
      ["cleo", -710, true],
    ]);
    expect(ledger.sales[2]?.others).to.deep.equal([{ tokenId: 1n, costUsd: 200 }]);
  });

  it("dates the boom and everybody's entry", () => {
    const at = (date: string): number => Date.parse(date) / 1000;
    expect(ledger.boomFrom).to.equal(at("2021-02-10"));
    expect([...ledger.entries]).to.deep.equal([
      ["ann", at("2021-01-01")],
      ["bob", at("2021-01-10")],
      ["cleo", at("2021-02-10")],
    ]);
    expect([...ledger.buyers]).to.have.members(["ann", "bob", "cleo"]);
  });

  it("tells no figure of so few", () => {
    const random = randomStreams(1)("test");
    const figures = [earlyGain(ledger, random), lateGain(ledger, random), saleOfWinners(ledger, random)];
    for (const { value } of [...figures, newEntrants(ledger, history.run.start, random)]) {
      expect(value).to.deep.equal(Number.NaN);
    }
    expect(realismScore(history)).to.include({ credible: 0, of: 0 });
  });
});

describe("cohorts of traders", () => {
  const names = Array.from({ length: 12 }, (_, i) => `early${i}`);
  const late = Array.from({ length: 12 }, (_, i) => `late${i}`);
  const roles = Object.fromEntries([...names.map((n) => [n, "holder"]), ...late.map((n) => [n, "newcomer"])]);
  const day = (month: string, i: number): string => `2021-${month}-${String(i + 1).padStart(2, "0")}`;
  const history = handMadeRun({
    start: "2021-01-01",
    days: 150,
    agents: roles,
    parcels: names.map((owner) => ({ worth: 1, owner })),
    steps: [
      ["2021-01-02", { sale: ["early0", "early1"], parcel: 0, usd: 100 }],
      ...names.slice(1).map((n, i) => [day("02", i), { sale: [n, late[i] ?? ""], parcel: i + 1, usd: 1_000 }] as const),
      ...late
        .slice(0, 11)
        .map((n, i) => [day("04", i), { sale: [n, names[i] ?? ""], parcel: i + 1, usd: 300 }] as const),
    ],
  });
  const ledger = openLedger(history);
  const random = () => randomStreams(1)("test");

  it("gain where they came before the boom, lose where they came with it", () => {
    // Eleven sold for 1,000 what had cost 100, one for 100.
    expectNear(earlyGain(ledger, random()).value, (11 * 900 + 0) / 12, 1e-9);
    expectNear(lateGain(ledger, random()).value, -700, 1e-9);
    expectNear(lateGain(ledger, random()).high, -700, 1e-9);
  });

  it("are told apart among the buyers", () => {
    const entrants = newEntrants(ledger, history.run.start, random());
    expectNear(entrants.value, 11 / 22, 1e-9);
  });
});

describe("a seller of winners", () => {
  /** Each of ten traders buys two parcels, one of which gains; then sells one of them. */
  const ratioWhen = (sellsWinner: (trader: number) => boolean): number => {
    const traders = Array.from({ length: 10 }, (_, i) => `t${i}`);
    const history = handMadeRun({
      start: "2021-01-01",
      days: 60,
      agents: { ann: "holder", zoe: "holder", ...Object.fromEntries(traders.map((t) => [t, "flipper" as const])) },
      parcels: Array.from({ length: 20 }, () => ({ worth: 1, owner: "ann" })),
      steps: [
        ...traders.flatMap((t, i) => [
          ["2021-01-05", { sale: ["ann", t], parcel: 2 * i, usd: 50 }] as const,
          ["2021-01-05", { sale: ["ann", t], parcel: 2 * i + 1, usd: 150 }] as const,
        ]),
        ...traders.map((t, i) => {
          const sale = [t, "zoe"] as const;
          return ["2021-02-05", { sale, parcel: sellsWinner(i) ? 2 * i : 2 * i + 1, usd: 100 }] as const;
        }),
      ],
    });
    return saleOfWinners(openLedger(history), randomStreams(1)("test")).value;
  };

  it("has a ratio of 1 where half sell winners", () => {
    expectNear(
      ratioWhen((i) => i % 2 === 0),
      1,
      1e-9,
    );
  });

  it("has one above where more do, below where fewer do", () => {
    // 8 of 10 gains sold or kept: 8 / 10 over 2 / 10.
    expectNear(
      ratioWhen((i) => i < 8),
      4,
      1e-9,
    );
    expectNear(
      ratioWhen((i) => i < 2),
      0.25,
      1e-9,
    );
  });
});

describe("daily returns", () => {
  it("are changes of the day's median log price, NaN around a day without a sale", () => {
    const sale = (day: number, usd: number, tokenId = 1n) => ({ time: (day + 0.5) * DAY, tokenId, price: BigInt(usd) });
    const worth = (tokenId: bigint): number => (tokenId === 2n ? 10 : 1);
    const returns = dailyReturns([sale(0, 100), sale(1, 200), sale(1, 2_000, 2n), sale(3, 400), sale(4, 400)], worth);
    // Two are known, ln 2 and 0, less their mean.
    const half = Math.LN2 / 2;
    expectNear(returns[0], half, 1e-9);
    expect(returns.slice(1, 3)).to.deep.equal([Number.NaN, Number.NaN]);
    expectNear(returns[3], -half, 1e-9);
  });
});

describe("how real a run is", function () {
  this.timeout(60_000);

  it("is the same each time it is told, and says so of every fact", () => {
    const { history } = syntheticRun({ parcels: 200, trades: 1_500 });
    const score = realismScore(history);
    expect(score).to.deep.equal(realismScore(history));
    expect(score.facts.map(({ id }) => id)).to.deep.equal([...FACT_IDS]);
    expect(score.of).to.be.greaterThan(8);
    for (const { id, value, low, high, verdict } of score.facts) {
      if (verdict === "unknown") continue;
      expect(low, id).to.be.at.most(high);
      expect(value, id).to.be.within(low - Math.abs(low), high + Math.abs(high));
    }
  });
});
