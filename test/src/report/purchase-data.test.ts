import { expect } from "chai";

import { summarise } from "../../../src/metrics/summary.ts";
import { buildReportData } from "../../../src/report/data/build-report-data.ts";
import { estateRun, estateScenario } from "../../fixtures/estate-run.ts";
import { expectNear } from "../../fixtures/near.ts";
import { syntheticRun } from "../../fixtures/synthetic-run.ts";

describe("an estate of record in the report's data", () => {
  const [history, scenario] = [estateRun(), estateScenario()];
  const summary = summarise(history, scenario, 1);
  const data = buildReportData({ history, scenario, summary, receipt: {} });
  const [purchase] = data.purchases;

  it("is called what it is: so many parcels as one estate", () => {
    expect(purchase?.what).to.equal("2 parcels as one estate");
    expect(purchase?.story).to.contain("Someone Known buys 2 parcels as one estate for $6,000");
    expect(purchase?.story).to.match(/By its parcels’ places at the price of record, 6\.7\s% off for its size/);
    expect(data.headline.figures[0]?.label).to.equal("Loss on Someone Known’s estate of 2 parcels");
    expect(data.headline.figures[0]?.note).to.contain("Bought as one for $6,000");
  });

  it("has one row of figures and none for its parcels", () => {
    expect(purchase?.parcels).to.deep.equal([]);
    expect(purchase?.estate).to.deep.include({ number: 1, parcels: 2, parcel: 3, note: "somewhere", worth: 4 });
    expect(purchase?.reportedLaterUsd).to.equal(null);
  });

  it("is followed by the run's index and at the price of record", () => {
    expect(purchase?.values[0]).to.deep.equal({ month: "2021-11", usd: 6_000 });
    expectNear(purchase?.estate?.values[0]?.usd, summary.portfolio?.estate?.boughtUsd ?? 0, 1);
    expectNear(purchase?.estate?.values.at(-1)?.usd, summary.portfolio?.estate?.markUsd ?? 0, 1);
  });

  it("gives each parcel on the map its share of the price, and one chip for them all", () => {
    const { moves, moveNotes, suggestions } = data.land;
    const sold = moves.parcel.flatMap((parcel, i) => ((moves.usd[i] ?? 0) > 0 ? [[parcel, moves.usd[i]]] : []));
    expect(sold).to.deep.equal([
      [3, 3_000],
      [4, 3_000],
    ]);
    expect(moveNotes.join()).to.contain("sold with estate 1 (2 parcels) for $6,000");
    expect(suggestions[0]).to.deep.equal({ parcel: 3, why: "Someone Known’s estate of 2 parcels" });
  });

  it("keeps the buyer of record out of the cohorts, and the name as it is written", () => {
    const bought = data.gains.cohorts.reduce((sum, { traders }) => sum + traders, 0);
    // Carol alone came to the market: Alice was there, Bob is the buyer of record.
    expect(bought).to.equal(1);
    expect(data.gains.kindsTitle).to.contain("Someone Known");
  });
});

describe("parcels of record in the report's data", function () {
  this.timeout(10_000);

  it("are counted in words, and no estate", () => {
    const [purchase] = buildReportData(syntheticRun({ parcels: 200, trades: 500 })).purchases;
    expect([purchase?.what, purchase?.estate]).to.deep.equal(["3 parcels", null]);
  });
});
