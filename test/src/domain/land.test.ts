import { readFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";

import {
  adjacentGroups,
  distancesFrom,
  isMemorable,
  isPublicGround,
  logWorth,
  neighboursOf,
  placeOf,
  tokenIdAt,
} from "../../../src/domain/land.ts";
import { randomStreams } from "../../../src/domain/random.ts";
import type { City, Hedonics } from "../../../src/domain/scenario.ts";
import { expectNear } from "../../fixtures/near.ts";

const HALF = 1n << 128n;
const ONES = HALF - 1n;

/** One plaza around the centre, a road along x = 5, another along y = -5. */
const CITY: City = {
  source: "made up",
  grid: { x: { min: -20, max: 20 }, y: { min: -20, max: 20 } },
  plazas: [
    { x: { min: -1, max: 1 }, y: { min: -1, max: 1 } },
    { x: { min: 12, max: 15 }, y: { min: 12, max: 13 } },
  ],
  roads: { x: [5], y: [-5] },
  districts: [],
};
const NOTHING: Hedonics = {
  source: "made up",
  lnCentre: 0,
  lnRoad: 0,
  lnPlaza: 0,
  lnDistrict: 0,
  nextToRoad: 0,
  memorable: 0,
  residual: 0,
  notes: [],
};

describe("neighbours", () => {
  it("share an edge, across the axes too", () => {
    expect(neighboursOf(tokenIdAt(0, -1)).map(placeOf)).to.deep.equal([
      { x: 1, y: -1 },
      { x: -1, y: -1 },
      { x: 0, y: 0 },
      { x: 0, y: -2 },
    ]);
  });

  it("hang together in groups, along edges and not over corners", () => {
    const [a, b, c, corner, far] = [
      tokenIdAt(0, 0),
      tokenIdAt(0, 2),
      tokenIdAt(0, 1),
      tokenIdAt(1, 3),
      tokenIdAt(9, 9),
    ];
    expect(adjacentGroups([a, b, corner, c, far])).to.deep.equal([[a, c, b]]);
    expect(adjacentGroups([a, corner, far])).to.deep.equal([]);
    expect(adjacentGroups([a, c, far, tokenIdAt(9, 8)])).to.deep.equal([
      [a, c],
      [far, tokenIdAt(9, 8)],
    ]);
  });
});

describe("token ids", () => {
  for (const [x, y, tokenId] of [
    [0, 0, 0n],
    [1, 0, HALF],
    [0, 1, 1n],
    [0, -1, ONES],
    [-1, 0, ONES << 128n],
    [-1, -1, (ONES << 128n) | ONES],
    [29, -5, (29n << 128n) | (HALF - 5n)],
    [999_999, -999_999, (999_999n << 128n) | (HALF - 999_999n)],
    [-999_999, 999_999, ((HALF - 999_999n) << 128n) | 999_999n],
  ] as const) {
    it(`put (${x}, ${y}) into two signed halves, as Decentraland does`, () => {
      expect(tokenIdAt(x, y)).to.equal(tokenId);
      expect(placeOf(tokenId)).to.deep.equal({ x, y });
    });
  }

  it("lead back to every place", () => {
    const random = randomStreams(1)("places");
    for (let i = 0; i < 1_000; i++) {
      const [x, y] = [random.below(1_999_999) - 999_999, random.below(1_999_999) - 999_999];
      expect(placeOf(tokenIdAt(x, y))).to.deep.equal({ x, y });
    }
  });
});

describe("memorable places", () => {
  it("lie on a diagonal, on an axis, or at hundreds", () => {
    const places = [
      [7, 7],
      [7, -7],
      [-7, 7],
      [0, 31],
      [31, 0],
      [0, 0],
      [100, -300],
    ] as const;
    for (const [x, y] of places) expect(isMemorable(x, y), `${x},${y}`).to.equal(true);
    for (const [x, y] of [
      [7, 8],
      [100, 30],
      [1, 100],
      [29, -5],
    ] as const) {
      expect(isMemorable(x, y), `${x},${y}`).to.equal(false);
    }
  });
});

describe("public ground", () => {
  it("is a plaza to its edge, and a road over its whole length", () => {
    for (const [x, y] of [
      [1, 1],
      [-1, 0],
      [13, 12],
      [5, 17],
      [-18, -5],
    ] as const) {
      expect(isPublicGround(CITY, x, y), `${x},${y}`).to.equal(true);
    }
    for (const [x, y] of [
      [2, 1],
      [1, 2],
      [11, 12],
      [6, 17],
      [-18, -4],
    ] as const) {
      expect(isPublicGround(CITY, x, y), `${x},${y}`).to.equal(false);
    }
  });

  it("is a district too, where the city knows one", () => {
    const city = { ...CITY, districts: [{ x: { min: 8, max: 9 }, y: { min: 8, max: 9 } }] };
    expect([9, 10].map((x) => isPublicGround(city, x, 9))).to.deep.equal([true, false]);
  });

  it("covers the roads and plazas of Genesis City, not the parcels of record", () => {
    const file = path.resolve(import.meta.dirname, "../../../scenarios/genesis-city.json");
    // The file is the project's own; test/src/scenario reads it through its schema, which knows no districts where none stand.
    const city = { districts: [], ...JSON.parse(readFileSync(file, "utf8")) } as City;
    expect(isPublicGround(city, 0, 0)).to.equal(true);
    for (const [x, y] of [
      [29, -5],
      [21, -127],
      [11, 4],
    ] as const) {
      expect(isPublicGround(city, x, y), `${x},${y}`).to.equal(false);
    }
  });
});

describe("distances from a place", () => {
  const surveyed = {
    source: "counted",
    parcels: [
      { x: 9, y: 9, road: 0, plaza: 5 },
      { x: 9, y: 10, district: 2 },
    ],
  };

  it("are the sketch's where nobody has surveyed it", () => {
    expect(distancesFrom({ ...CITY, surveyed }, 9, 8)).to.deep.equal({ road: 4, plaza: 4, district: undefined });
  });

  it("are the survey's where it has them, which counts the parcels in between", () => {
    expect(distancesFrom({ ...CITY, surveyed }, 9, 9)).to.deep.equal({ road: 1, plaza: 6, district: undefined });
    expect(distancesFrom({ ...CITY, surveyed }, 9, 10)).to.deep.equal({ road: 4, plaza: 3, district: 3 });
  });

  it("make a surveyed parcel beside a short road dearer than the sketch would", () => {
    const hedonics = { ...NOTHING, lnRoad: -0.1, nextToRoad: 0.3 };
    expectNear(logWorth({ ...CITY, surveyed }, hedonics, 9, 9), 0.3 - 0.1 * Math.log(2), 1e-12);
    expectNear(logWorth(CITY, hedonics, 9, 9), -0.1 * Math.log(5), 1e-12);
  });
});

describe("logWorth", () => {
  it("is nothing where nothing counts", () => {
    expect(logWorth(CITY, NOTHING, 7, 8)).to.equal(0);
  });

  it("falls with the log of the straight distance to the centre", () => {
    expectNear(logWorth(CITY, { ...NOTHING, lnCentre: -0.2 }, 3, 4), -0.2 * Math.log(6), 1e-12);
  });

  it("falls with the log of the distance to the nearest road, in parcels", () => {
    const hedonics = { ...NOTHING, lnRoad: -0.1 };
    expectNear(logWorth(CITY, hedonics, 8, 9), -0.1 * Math.log(1 + 3), 1e-12);
    expectNear(logWorth(CITY, hedonics, -9, -7), -0.1 * Math.log(1 + 2), 1e-12);
  });

  it("falls with the log of the distance to the nearest plaza, along the longer axis", () => {
    const hedonics = { ...NOTHING, lnPlaza: -0.05 };
    expectNear(logWorth(CITY, hedonics, 4, 9), -0.05 * Math.log(1 + 8), 1e-12);
    expectNear(logWorth(CITY, hedonics, 10, 9), -0.05 * Math.log(1 + 3), 1e-12);
  });

  it("adds a premium right beside a road, not on the second row", () => {
    const hedonics = { ...NOTHING, nextToRoad: 0.3 };
    expect([4, 6, 7].map((x) => logWorth(CITY, hedonics, x, 9))).to.deep.equal([0.3, 0.3, 0]);
  });

  it("falls with the log of the distance to the nearest district, and says nothing of one where none is known", () => {
    const hedonics = { ...NOTHING, lnDistrict: -0.04 };
    const city = { ...CITY, districts: [{ x: { min: 8, max: 9 }, y: { min: 8, max: 9 } }] };
    expectNear(logWorth(city, hedonics, 12, 9), -0.04 * Math.log(1 + 3), 1e-12);
    expect(logWorth(CITY, hedonics, 12, 9)).to.equal(0);
  });

  it("adds a premium for a memorable place", () => {
    const hedonics = { ...NOTHING, memorable: 0.31 };
    expect([9, 10].map((y) => logWorth(CITY, hedonics, 9, y))).to.deep.equal([0.31, 0]);
  });
});
