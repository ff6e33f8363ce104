import { expect } from "chai";
import { network } from "hardhat";

import { LandCoordinates__factory } from "../../typechain-types/index.ts";
import { openMarket } from "../fixtures/market.ts";

const { networkHelpers } = await network.create();
const HALF = 1n << 128n;
const ONES = HALF - 1n;

/** Decentraland's ids: two signed 128-bit halves, x high and y low. */
const VECTORS: readonly (readonly [x: number, y: number, tokenId: bigint])[] = [
  [0, 0, 0n],
  [1, 0, HALF],
  [0, 1, 1n],
  [0, -1, ONES],
  [-1, 0, ONES << 128n],
  [-1, -1, (ONES << 128n) | ONES],
  [29, -5, (29n << 128n) | (HALF - 5n)],
  [21, -127, (21n << 128n) | (HALF - 127n)],
  [-150, 150, ((HALF - 150n) << 128n) | 150n],
  [999_999, -999_999, (999_999n << 128n) | (HALF - 999_999n)],
];

describe("Land: token ids", () => {
  for (const [x, y, tokenId] of VECTORS) {
    it(`gives (${x}, ${y}) the id of Decentraland, and finds back`, async () => {
      const { bench } = await networkHelpers.loadFixture(openMarket);
      expect(await bench.land.tokenIdAt(x, y)).to.equal(tokenId);
      expect(await bench.land.coordinatesOf(tokenId)).to.deep.equal([BigInt(x), BigInt(y)]);
    });
  }

  it("knows no place a million away", async () => {
    const { bench } = await networkHelpers.loadFixture(openMarket);
    for (const [x, y] of [
      [1_000_000, 0],
      [0, -1_000_000],
    ] as const) {
      await expect(bench.land.tokenIdAt(x, y))
        .to.be.revertedWithCustomError(
          { interface: LandCoordinates__factory.createInterface() },
          "LandCoordinatesOutOfRange",
        )
        .withArgs(x, y);
    }
  });
});
