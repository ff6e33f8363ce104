import { expect } from "chai";

import { dispositionScores, together } from "../../../src/metrics/disposition.ts";
import type { History } from "../../../src/replay/history.ts";
import { handMadeRun } from "../../fixtures/hand-made-run.ts";

/** Prices of parcels of worth 1, all Ann's at first: $100 in January, $200 in February, $50 in March. */
function market(): History {
  return handMadeRun({
    start: "2021-01-01",
    days: 90,
    agents: { ann: "holder", bob: "newcomer", cleo: "flipper", dan: "collector" },
    parcels: Array.from({ length: 6 }, () => ({ worth: 1, owner: "ann" })),
    steps: [
      ["2021-01-10", { sale: ["ann", "bob"], parcel: 0, usd: 100 }],
      ["2021-01-11", { sale: ["ann", "bob"], parcel: 1, usd: 100 }],
      ["2021-01-12", { sale: ["ann", "bob"], parcel: 2, usd: 100 }],
      ["2021-02-01", { sale: ["ann", "bob"], parcel: 3, usd: 200 }],
      // A gain, while two of January's gain on paper and February's has not moved.
      ["2021-02-10", { sale: ["bob", "cleo"], parcel: 0, usd: 200 }],
      ["2021-02-11", { sale: ["bob", "dan"], parcel: 1, usd: 210, outcome: "blocked" }],
      // Cleo's loss; everything else of hers is sold.
      ["2021-03-01", { sale: ["cleo", "dan"], parcel: 0, usd: 50 }],
      // What Bob was given has no cost, and what he gives away stays in his count.
      ["2021-03-02", { gift: ["ann", "bob"], parcel: 4 }],
      ["2021-03-03", { sale: ["bob", "dan"], parcel: 4, usd: 50 }],
      // A loss, while two lose on paper.
      ["2021-03-10", { sale: ["bob", "dan"], parcel: 1, usd: 50 }],
    ],
  });
}

describe("the disposition effect", () => {
  it("counts what was sold and what was kept on the days on which its owner sold", () => {
    const scores = new Map(dispositionScores(market()).map((score) => [score.role, score]));
    expect([...scores.keys()]).to.deep.equal(["flipper", "newcomer"]);
    expect(scores.get("newcomer")).to.deep.equal({
      role: "newcomer",
      realisedGains: 1,
      paperGains: 2,
      realisedLosses: 1,
      paperLosses: 2,
      pgr: 1 / 3,
      plr: 1 / 3,
      ratio: 1,
    });
    expect(scores.get("flipper")).to.include({ realisedLosses: 1, paperLosses: 0, pgr: 0, plr: 1, ratio: 0 });
  });

  it("adds the kinds up before it divides", () => {
    const all = together(dispositionScores(market()));
    expect(all).to.deep.equal({
      realisedGains: 1,
      paperGains: 2,
      realisedLosses: 2,
      paperLosses: 2,
      pgr: 1 / 3,
      plr: 1 / 2,
      ratio: 2 / 3,
    });
  });

  it("has no ratio where no loss was realised", () => {
    expect(together([])).to.deep.equal({
      realisedGains: 0,
      paperGains: 0,
      realisedLosses: 0,
      paperLosses: 0,
      pgr: 0,
      plr: 0,
    });
  });
});
