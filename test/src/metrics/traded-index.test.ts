import { expect } from "chai";

import { completedTrades, trackingError, tradedIndex } from "../../../src/metrics/traded-index.ts";
import { FIRST, madeUpRun, SECOND, THIRD } from "../../fixtures/made-up-run.ts";
import { NOON } from "../../fixtures/journal-lines.ts";
import { expectNear } from "../../fixtures/near.ts";

const WORTH = new Map([
  [FIRST, 2],
  [SECOND, 1],
  [THIRD, 0.5],
]);

describe("completedTrades", () => {
  it("takes those that settled and those that were released, at the time when they were", () => {
    const trades = completedTrades(madeUpRun());
    expect(trades.map(({ n, time }) => [n, (time - NOON) / 86_400])).to.deep.equal([
      [0, 0],
      [1, 1],
      [2, 2],
      [6, 31],
      [8, 32],
    ]);
  });
});

describe("tradedIndex", () => {
  it("is the median of price by worth in each month", () => {
    // November: 20,000 / 2, 10,000 / 1, 1,000 / 0.5. December: 18,000 / 2, 4,000 / 1.
    expect(tradedIndex(completedTrades(madeUpRun()), WORTH)).to.deep.equal([
      { month: "2021-11", usd: 10_000, trades: 3 },
      { month: "2021-12", usd: 6_500, trades: 2 },
    ]);
  });

  it("is empty without trades", () => {
    expect(tradedIndex([], WORTH)).to.deep.equal([]);
  });
});

describe("trackingError", () => {
  const index = [
    { month: "2021-10", usd: 110, trades: 1 },
    { month: "2021-11", usd: 80, trades: 1 },
    { month: "2021-12", usd: 300, trades: 1 },
  ];

  it("is the median of the months' distances, whichever way they go", () => {
    const path = new Map([
      ["2021-10", 100],
      ["2021-11", 100],
      ["2021-12", 100],
    ]);
    expectNear(trackingError(index, path), 0.2, 1e-12);
  });

  it("leaves out months that the path does not know, and is no number without any", () => {
    expectNear(trackingError(index, new Map([["2021-10", 100]])), 0.1, 1e-12);
    expect(trackingError([], new Map())).to.be.NaN;
  });
});
