import { readFileSync } from "node:fs";

import { expect } from "chai";

import { enlarged } from "../../scripts/driver/enlarged.ts";
import { randomStreams } from "../../src/domain/random.ts";
import { calendarOf, loadScenario, writeScenario } from "../../src/scenario/load.ts";
import { layOutWorld } from "../../src/scenario/world.ts";
import { expectNear } from "../fixtures/near.ts";

const BASE = loadScenario("scenarios/jj-lin.yaml", (file) => readFileSync(file, "utf8"));
const LARGE = enlarged(BASE, { parcels: 20_000, agents: 5_000, months: 100 });

describe("an enlarged scenario", () => {
  it("has as many agents as asked for, within one of each kind", () => {
    const counts = Object.values<number>({ ...LARGE.population, ...LARGE.lookalikes });
    const agents = counts.reduce((a, b) => a + b, 0);
    expect(Math.abs(agents - 5_000)).to.be.at.most(counts.length);
    expectNear(LARGE.population.newcomers / LARGE.population.flippers, 500 / 60, 0.05);
  });

  it("repeats the path month by month to its end", () => {
    expect(LARGE.path.map(({ month }) => month)).to.deep.equal(
      [...new Set(LARGE.path.map(({ month }) => month))].sort(),
    );
    expect(LARGE.path).to.have.length(100);
    expect(LARGE.path[BASE.path.length]?.usd).to.equal(BASE.path[0]?.usd);
    expect(LARGE.end).to.equal("2028-04-30");
    expect(calendarOf(LARGE).days).to.equal(3_043);
  });

  it("is a scenario that loads, with its land", () => {
    const written = writeScenario(LARGE);
    expect(writeScenario(loadScenario("large.yaml", () => written))).to.equal(written);
    const parcels = layOutWorld(LARGE.world, LARGE.purchases, randomStreams(LARGE.seed));
    expect(new Set(parcels.map(({ tokenId }) => tokenId)).size).to.equal(20_000);
  });
});
