import { expect } from "chai";

import { adjacentGroups, isPublicGround, tokenIdAt } from "../../../src/domain/land.ts";
import { randomStreams } from "../../../src/domain/random.ts";
import type { Scenario } from "../../../src/domain/scenario.ts";
import { layOutWorld } from "../../../src/scenario/world.ts";
import { hamletFiles, loadFrom } from "../../fixtures/hamlet.ts";

describe("layOutWorld", () => {
  it("begins with the parcels of the purchases of record", () => {
    const places = layOut(loadFrom(hamletFiles())).map(({ x, y }) => [x, y]);
    expect(places.slice(0, 2)).to.deep.equal([
      [3, -5],
      [-7, 2],
    ]);
  });

  it("takes as many parcels as the scenario wants, each once, none of them public", () => {
    const scenario = loadFrom(hamletFiles());
    const parcels = layOut(scenario);
    expect(new Set(parcels.map(({ tokenId }) => tokenId)).size).to.equal(40);
    for (const { x, y, tokenId } of parcels) {
      expect(isPublicGround(scenario.world.city, x, y), `(${x}, ${y})`).to.equal(false);
      expect(tokenId).to.equal(tokenIdAt(x, y));
    }
  });

  it("measures worth by the typical parcel, whose worth is 1", () => {
    const worths = layOut(loadFrom(hamletFiles())).map(({ worth }) => worth);
    expect(worths.toSorted((a, b) => a - b)[20]).to.equal(1);
  });

  it("lays out blocks of adjacent parcels, and scatters the rest as without them", () => {
    const scenario = loadFrom(hamletFiles());
    const withBlocks = layOut({ ...scenario, world: { ...scenario.world, blocks: 3 } }).map(({ tokenId }) => tokenId);
    const without = layOut({ ...scenario, world: { ...scenario.world, blocks: 0 } }).map(({ tokenId }) => tokenId);
    expect(withBlocks).to.have.length(40);
    expect(adjacentGroups(withBlocks).some((group) => group.length >= 3)).to.equal(true);
    const scattered = withBlocks.slice(2 + 3 * 9);
    expect(scattered.filter((tokenId) => !without.includes(tokenId))).to.deep.equal([]);
  });

  it("gives up where blocks find no room, for who did not read the scenario from a file", () => {
    const scenario = loadFrom(hamletFiles());
    const crowded = { ...scenario, world: { ...scenario.world, blocks: 30 } };
    expect(() => layOut(crowded)).to.throw("world.blocks: expected at most what the city holds, got 30");
  });

  it("fills a city to its last parcel", () => {
    expect(layOut(loadFrom(hamletFiles({ "parcels: 40": "parcels: 391" })))).to.have.length(391);
  });

  it("gives up where there is no room, for who did not read the scenario from a file", () => {
    const scenario = loadFrom(hamletFiles());
    const crowded = { ...scenario, world: { ...scenario.world, parcels: 400 } };
    expect(() => layOut(crowded)).to.throw("world.parcels: expected at most what the city holds, got 400");
  });

  it("lays out the same world for the same seed, another for another", () => {
    const scenario = loadFrom(hamletFiles());
    expect(layOut(scenario, 1)).to.deep.equal(layOut(scenario, 1));
    expect(layOut(scenario, 1)).not.to.deep.equal(layOut(scenario, 2));
  });
});

function layOut({ world, purchases }: Scenario, seed = 1) {
  return layOutWorld(world, purchases, randomStreams(seed));
}
