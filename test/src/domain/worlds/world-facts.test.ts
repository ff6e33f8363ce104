import { expect } from "chai";

import { opensOn } from "../../../../src/domain/worlds/world-facts.ts";
import { PLOT_WORLDS, plotWorld } from "../../../fixtures/worlds.ts";

describe("opensOn", () => {
  it("is the day of the first primary sale", () => {
    expect(PLOT_WORLDS.map((id) => opensOn(plotWorld(id)))).to.deep.equal([
      "2022-04-30",
      "2019-12-01",
      "2019-10-06",
      "2018-06-06",
    ]);
  });

  it("needs a primary sale", () => {
    expect(() => opensOn({ primarySales: [] })).to.throw(RangeError, "a world needs a primary sale");
  });
});

describe("a primary sale of record", () => {
  it("of Otherside gave 55,000 plots at 305 APE on one day", () => {
    const [sale] = plotWorld("otherside").primarySales;
    expect(sale).to.include({ form: "fixed", coin: "ape", parcels: 55_000, from: "2022-04-30", until: "2022-04-30" });
    expect(sale?.prices).to.deep.equal([{ of: "a plot", amount: 305 }]);
  });

  it("of The Sandbox had a price for each size of square", () => {
    const [sale] = plotWorld("sandbox").primarySales;
    expect(sale?.prices.map(({ amount }) => amount)).to.deep.equal([1_011, 8_648, 32_772, 123_806, 466_102]);
  });
});
