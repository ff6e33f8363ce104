import { readFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";

import { AS_ALL } from "../../../../src/domain/scenario.ts";
import { loadScenario } from "../../../../src/scenario/load.ts";
import { distance, MOMENTS, momentsOf } from "../../../../tools/calibrate/moments.ts";
import { calibrationScenario, REAL_TOKENS, realSales, simulateOnPaper } from "../../../../tools/calibrate/world.ts";
import { expectNear } from "../../../fixtures/near.ts";

const ROOT = path.resolve(import.meta.dirname, "../../../..");
const FITTED = JSON.parse(readFileSync(path.join(ROOT, "data/habits.json"), "utf8")) as {
  readonly distance: number;
  readonly habits: Readonly<Record<string, number>>;
  readonly moments: Readonly<Record<string, { readonly real: number; readonly simulated: number }>>;
};

describe("calibration", function () {
  this.timeout(120_000);
  const base = calibrationScenario();
  const hamlet = {
    ...base,
    world: { ...base.world, parcels: 200 },
    population: { ...base.population, collectors: 20 },
  };
  const trade = (activitySpread: number, seed = 1) =>
    simulateOnPaper(hamlet, { ...AS_ALL, activitySpread, newcomers: 20 }, seed);

  it("is the same under the same seed alone", () => {
    const sales = trade(1);
    expect(sales).to.have.length.greaterThan(100);
    expect(trade(1)).to.deep.equal(sales);
    expect(trade(1, 2)).not.to.deep.equal(sales);
  });

  it("sells only what the seller has", () => {
    const owners = new Map<bigint, string | undefined>();
    for (const { tokenId, seller, buyer } of trade(1)) {
      if (owners.has(tokenId)) expect(owners.get(tokenId)).to.equal(seller);
      expect(seller).not.to.equal(buyer);
      owners.set(tokenId, buyer);
    }
  });

  it("has a handle on concentration", () => {
    const [alike, unlike] = [0, 2].map((spread) => momentsOf(trade(spread), 200).concentration);
    expect(unlike).to.be.greaterThan((alike ?? 1) + 0.1);
  });

  it("compares with the figures of the real sales", () => {
    const real = momentsOf(realSales(), REAL_TOKENS);
    expect(distance(real, real)).to.equal(0);
    expectNear(distance({ ...real, resale: real.resale * Math.E }, real), 1, 1e-9);
    for (const moment of MOMENTS) expectNear(FITTED.moments[moment]?.real, real[moment], 0.006 * real[moment], moment);
  });

  it("gave the default scenario the shape of its habits, though not their level", () => {
    const scenario = loadScenario(path.join(ROOT, "scenarios/jj-lin.yaml"), (file) => readFileSync(file, "utf8"));
    const { listing, shopping, ...shape } = scenario.habits;
    const { listing: fittedListing = 0, shopping: fittedShopping = 0, ...fitted } = FITTED.habits;
    expect(shape).to.deep.equal(fitted);
    expectNear(listing / shopping, fittedListing / fittedShopping, 0.02, "their ratio");
  });
});
