import { expect } from "chai";
import { quantile } from "d3-array";
import fc from "fast-check";

import { randomStreams } from "../../../src/domain/random.ts";
import { floorWorth } from "../../../src/domain/worlds/floor.ts";
import type { Plot } from "../../../src/domain/worlds/plot.ts";
import { onSandboxMap, squareOf } from "../../../src/domain/worlds/sandbox.ts";
import { layOutPlots } from "../../../src/scenario/plots.ts";
import { expectNear } from "../../fixtures/near.ts";
import { PLOT_WORLDS, plotWorld } from "../../fixtures/worlds.ts";

describe("layOutPlots", () => {
  it("takes as many parcels as are wanted, each once, of any world", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PLOT_WORLDS),
        fc.integer({ min: 10, max: 600 }),
        fc.nat(99),
        (id, parcels, seed) => {
          const plots = layOut(id, parcels, seed);
          expect(plots).to.have.length(parcels);
          expect(new Set(plots.map(({ tokenId }) => tokenId)).size).to.equal(parcels);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("measures worth by the parcel at the floor, whose worth is 1", () => {
    for (const id of PLOT_WORLDS) {
      const worths = layOut(id, 400).map(({ worth }) => worth);
      expect(floorWorth(worths), id).to.equal(1);
      expect(Math.max(...worths), id).to.be.above(1);
    }
  });

  it("lays out the same for the same seed, another for another, whatever other worlds there are", () => {
    expect(layOut("voxels", 50)).to.deep.equal(layOut("voxels", 50));
    expect(layOut("voxels", 50)).not.to.deep.equal(layOut("voxels", 50, 8));
    const streams = randomStreams(7);
    layOutPlots({ ...plotWorld("sandbox"), parcels: 50 }, streams);
    expect(layOutPlots({ ...plotWorld("voxels"), parcels: 50 }, streams)).to.deep.equal(layOut("voxels", 50));
  });

  it("gives a world out to its last plot, and not one more", () => {
    expect(layOut("somnium", 5_026)).to.have.length(5_026);
    expect(() => layOut("somnium", 5_027)).to.throw(
      "somnium.parcels: expected at most the 5026 that there are, got 5027",
    );
    expect(() => layOut("sandbox", 200_000)).to.throw("sandbox.parcels: expected at most the 166464 that there are");
  });

  describe("in The Sandbox", () => {
    it("lays squares of every size that share no tile, at the places that their ids say", () => {
      const plots = layOut("sandbox", 1_000);
      const tiles = new Set<number>();
      for (const { tokenId, x, y, size = 0 } of plots) {
        const square = squareOf(tokenId);
        expect({ x, y }).to.deep.equal(onSandboxMap(square));
        expect(size).to.equal(square.side ** 2);
        for (let i = 0; i < size; i++)
          tiles.add(square.x + (i % square.side) + 408 * (square.y + Math.floor(i / square.side)));
      }
      expect(tiles.size).to.equal(plots.reduce((sum, { size = 0 }) => sum + size, 0));
      expect(countBy(plots, ({ size }) => String(size))).to.deep.equal({ 1: 880, 9: 90, 36: 25, 144: 4, 576: 1 });
    });

    it("has nine tiles together worth less than nine tiles, and the middle worth more than the rim", () => {
      const plots = layOut("sandbox", 1_000);
      const perTile = (side: number): number =>
        quantile(
          plots.filter(({ size }) => size === side * side).map(({ worth }) => worth / side ** 2),
          0.5,
        ) ?? 0;
      expect(perTile(3)).to.be.below(perTile(1));
      const away = ({ x = 0, y = 0 }: Plot): number => Math.hypot(x, y);
      const single = plots.filter(({ size }) => size === 1).toSorted((a, b) => away(a) - away(b));
      expect(single[0]?.worth).to.be.above(single.at(-1)?.worth ?? 0);
    });

    it("gives up where the squares find no room", () => {
      const world = plotWorld("sandbox");
      const geometry = { ...world.geometry, kind: "squares", squares: [{ side: 24, sharePct: 100 }] } as const;
      const crowded = { ...world, geometry, parcels: 400 };
      // There are 17 x 17 squares of that size.
      expect(() => layOutPlots(crowded, randomStreams(7))).to.throw(
        "sandbox.parcels: expected squares that fit on the map",
      );
    });
  });

  it("has a Koda on a tenth of Otherside's plots, which lifts the log price by 1.41", () => {
    const plots = layOut("otherside", 400);
    const kodas = plots.filter(({ koda }) => koda === true);
    expect(kodas).to.have.length(40);
    for (const { worth, note, tokenId } of kodas) {
      expectNear(Math.log(worth), 1.41, 1e-9);
      expect(note).to.equal(`plot ${tokenId} with a Koda`);
    }
    expect(new Set(plots.filter(({ koda }) => koda !== true).map(({ worth }) => worth))).to.deep.equal(new Set([1]));
    for (const { tokenId } of plots) expect(tokenId >= 0n && tokenId < 100_000n).to.equal(true);
  });

  it("has Somnium Space's classes in their shares, each in its range of ids", () => {
    const plots = layOut("somnium", 400);
    // 781, 2,487 and 1,758 of 5,026.
    expect(countBy(plots, ({ size }) => String(size))).to.deep.equal({ 200: 62, 600: 198, 1500: 140 });
    for (const { tokenId, size } of plots) {
      const [first, last] = size === 200 ? [1n, 781n] : size === 600 ? [782n, 3_268n] : [3_269n, 5_026n];
      expect(tokenId >= first && tokenId <= last, `${tokenId} of ${size}`).to.equal(true);
    }
    const worthOf = (area: number): number => plots.find(({ size }) => size === area)?.worth ?? 0;
    expectNear(worthOf(600) / worthOf(200), 3 ** 0.76, 1e-9);
  });

  it("has Voxels' areas as their percentiles say", () => {
    const areas = layOut("voxels", 4_000).map(({ size = 0 }) => size);
    for (const [p, area] of [
      [0.1, 91],
      [0.5, 180],
      [0.9, 336],
    ] as const) {
      expectNear((quantile(areas, p) ?? 0) / area, 1, 0.06, `percentile ${p}`);
    }
  });
});

function layOut(id: (typeof PLOT_WORLDS)[number], parcels: number, seed = 7): readonly Plot[] {
  return layOutPlots({ ...plotWorld(id), parcels }, randomStreams(seed));
}

function countBy(plots: readonly Plot[], keyOf: (plot: Plot) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const plot of plots) counts[keyOf(plot)] = (counts[keyOf(plot)] ?? 0) + 1;
  return counts;
}
