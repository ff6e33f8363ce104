import { expect } from "chai";

import { adjacentGroups, isPublicGround, tokenIdAt } from "../../../src/domain/land.ts";
import type { City, Place } from "../../../src/domain/scenario.ts";
import { growEstate } from "../../../src/scenario/estate-places.ts";
import { writeScenario } from "../../../src/scenario/load.ts";
import { layOutWorld } from "../../../src/scenario/world.ts";
import { randomStreams } from "../../../src/domain/random.ts";
import { hamletFiles, loadFrom } from "../../fixtures/hamlet.ts";

/** Ten by ten, a plaza in a corner, a road along x = 5. */
const CITY: City = {
  source: "made up",
  grid: { x: { min: 0, max: 9 }, y: { min: 0, max: 9 } },
  plazas: [{ x: { min: 0, max: 1 }, y: { min: 0, max: 1 } }],
  roads: { x: [5], y: [] },
  districts: [],
};
const NONE: ReadonlySet<bigint> = new Set();

describe("growEstate", () => {
  it("takes as many adjacent places as it is asked for, the nearest first", () => {
    const places = growEstate(CITY, { x: 2, y: 5 }, 5, NONE);
    expect(places[0]).to.deep.equal({ x: 2, y: 5 });
    expect(new Set(places.map(idOf))).to.deep.equal(
      new Set([tokenIdAt(2, 5), tokenIdAt(3, 5), tokenIdAt(1, 5), tokenIdAt(2, 6), tokenIdAt(2, 4)]),
    );
  });

  it("hangs together, on ground that nobody else has and that is not public", () => {
    const taken = new Set([tokenIdAt(3, 5), tokenIdAt(3, 4)]);
    const places = growEstate(CITY, { x: 2, y: 5 }, 30, taken);
    expect(adjacentGroups(places.map(idOf))[0]).to.have.length(30);
    expect(new Set(places.map(idOf)).size).to.equal(30);
    for (const { x, y } of places)
      expect(isPublicGround(CITY, x, y) || taken.has(tokenIdAt(x, y)), `${x},${y}`).to.equal(false);
  });

  it("ends where the road and the city end", () => {
    // Five columns of ten places less a plaza of four.
    expect(growEstate(CITY, { x: 2, y: 5 }, 100, NONE)).to.have.length(46);
  });

  it("does not begin on public ground", () => {
    expect(growEstate(CITY, { x: 5, y: 5 }, 3, NONE)).to.deep.equal([]);
    expect(growEstate(CITY, { x: 50, y: 5 }, 3, NONE)).to.deep.equal([]);
  });
});

describe("a purchase of an estate", () => {
  const estate = (text: string) => hamletFiles({ [PARCELS]: `    estate: { ${text}, note: somewhere }\n` });

  it("has places once it is read, and the same ones when its resolved form is read again", () => {
    const scenario = loadFrom(estate("parcels: 6, near: { x: -7, y: 2 }"));
    expect(scenario.purchases[0]?.parcels).to.deep.equal([]);
    expect(scenario.purchases[0]?.estate?.places).to.have.length(6);
    const again = loadFrom(new Map([["resolved.yaml", writeScenario(scenario)]]), "resolved.yaml");
    expect(again).to.deep.equal(scenario);
  });

  it("has the places that its file lists", () => {
    const listed = loadFrom(estate("places: [{ x: -7, y: 2 }, { x: -7, y: 3 }]")).purchases[0]?.estate;
    expect(listed?.places).to.deep.equal([
      { x: -7, y: 2 },
      { x: -7, y: 3 },
    ]);
  });

  it("comes first among the parcels of the world, which has as many as before", () => {
    const { world, purchases } = loadFrom(estate("parcels: 6, near: { x: -7, y: 2 }"));
    const parcels = layOutWorld(world, purchases, randomStreams(1));
    expect(parcels).to.have.length(40);
    expect(parcels.slice(0, 6).map(({ x, y }) => ({ x, y }))).to.deep.equal(purchases[0]?.estate?.places);
    expect(adjacentGroups(parcels.slice(0, 6).map(({ tokenId }) => tokenId))).to.have.length(1);
  });

  it("leaves the parcels of other purchases to them", () => {
    const other = ALSO.replace("DATE", "2021-11-25");
    const files = hamletFiles({ "    readings: []\n": `    readings: []\n${other}` });
    const [parcels, joined] = loadFrom(files).purchases;
    const own = new Set((joined?.estate?.places ?? []).map(idOf));
    expect(own.size).to.equal(4);
    for (const place of parcels?.parcels ?? []) expect(own.has(idOf(place))).to.equal(false);
  });
});

const PARCELS =
  "    parcels:\n      - { x: 3, y: -5, note: by the road }\n      - { x: -7, y: 2, note: on the hill }\n";
const ALSO =
  "  - { id: b, buyer: B, date: DATE, totalUsd: 9, source: a, readings: [], estate: { parcels: 4, near: { x: -8, y: 2 }, note: n } }\n";

function idOf({ x, y }: Place): bigint {
  return tokenIdAt(x, y);
}
