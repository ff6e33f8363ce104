import { expect } from "chai";

import { estateOfRecord, valuesOfRecord } from "../../../src/metrics/estate-of-record.ts";
import { portfolioOf, tradeOfEstate } from "../../../src/metrics/portfolio.ts";
import { summarise } from "../../../src/metrics/summary.ts";
import { ESTATE_PLACES, estatePurchase, estateRun, estateScenario } from "../../fixtures/estate-run.ts";
import { expectNear } from "../../fixtures/near.ts";
import { salesRun } from "../../fixtures/sales-run.ts";
import { complaintsAboutSummary } from "../../fixtures/summary-schema.ts";

const INDEX = [
  { month: "2021-11", usd: 1_000, trades: 3 },
  { month: "2021-12", usd: 250, trades: 2 },
];

describe("an estate of record", () => {
  it("is the one trade in which its buyer got all its parcels together", () => {
    const trade = tradeOfEstate(estatePurchase(), estateRun());
    expect([trade?.collection, trade?.tokenId, trade?.parcels]).to.deep.equal(["estate", 1n, [4n, 5n]]);
  });

  it("is not there where another bought it, or other parcels, or where none was wanted", () => {
    expect(tradeOfEstate(estatePurchase(), salesRun())).to.equal(undefined);
    expect(tradeOfEstate(estatePurchase([...ESTATE_PLACES, { x: 0, y: 6 }]), estateRun())).to.equal(undefined);
    expect(tradeOfEstate(estatePurchase(ESTATE_PLACES.slice(1)), estateRun())).to.equal(undefined);
    const { estate, ...parcels } = estatePurchase();
    expect([estate?.note, tradeOfEstate(parcels, estateRun())]).to.deep.equal(["somewhere", undefined]);
  });

  it("cost what was paid for it in one sum, which the index carries on", () => {
    expect(portfolioOf(estatePurchase(), estateRun(), INDEX, "2021-12-31")).to.deep.equal({
      id: "someone",
      costUsd: 6_000,
      markDate: "2021-12-31",
      valueUsd: 1_500,
      lossPct: 75,
      parcels: [],
    });
  });

  it("has a value of record: its parcels at the price path, with the discount for its size", () => {
    const estate = estateOfRecord(estatePurchase(), estateRun(), estateScenario());
    expect(estate).to.deep.include({ estateId: 1, parcels: 2, boughtOn: "2021-11-13", worth: 4 });
    expectNear(estate?.sizeFactor, 2 ** -0.1, 1e-12);
    // The path's months are within 0.1 % of its figures.
    expectNear(estate?.boughtUsd, 4 * 2 ** -0.1 * 14_000, 60);
    expectNear(estate?.markUsd, 4 * 2 ** -0.1 * 15_000, 60);
  });

  it("is followed from the month of the purchase to the last", () => {
    const history = estateRun();
    const estate = estateOfRecord(estatePurchase(), history, estateScenario());
    if (estate === undefined) throw new RangeError("it was bought");
    const values = valuesOfRecord(estate, history, estateScenario());
    expect(values[0]).to.deep.equal({ month: "2021-11", usd: estate.boughtUsd });
    expect(values.every(({ month }) => month >= "2021-11")).to.equal(true);
  });

  it("stands in the summary, as its schema says", () => {
    const summary = summarise(estateRun(), estateScenario(), 1);
    expect(summary.portfolio?.estate?.parcels).to.equal(2);
    expect(complaintsAboutSummary(JSON.stringify(summary))).to.deep.equal([]);
  });
});
