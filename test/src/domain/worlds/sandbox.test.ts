import { expect } from "chai";
import fc from "fast-check";

import {
  onSandboxMap,
  SANDBOX_SIDE,
  sandboxTokenId,
  SQUARE_SIDES,
  squareOf,
} from "../../../../src/domain/worlds/sandbox.ts";

const square = fc
  .constantFrom(...SQUARE_SIDES)
  .chain((side) =>
    fc
      .tuple(fc.nat(SANDBOX_SIDE / side - 1), fc.nat(SANDBOX_SIDE / side - 1))
      .map(([x, y]) => ({ x: x * side, y: y * side, side })),
  );

describe("sandboxTokenId", () => {
  it("counts tiles row by row", () => {
    expect(sandboxTokenId({ x: 0, y: 0, side: 1 })).to.equal(0n);
    expect(sandboxTokenId({ x: 5, y: 0, side: 1 })).to.equal(5n);
    expect(sandboxTokenId({ x: 0, y: 1, side: 1 })).to.equal(408n);
    expect(sandboxTokenId({ x: 407, y: 407, side: 1 })).to.equal(166_463n);
  });

  it("has the layer of larger squares in the top byte", () => {
    const corner = { x: 24, y: 48 };
    const tops = SQUARE_SIDES.map((side) => sandboxTokenId({ ...corner, side }) >> 248n);
    expect(tops).to.deep.equal([0n, 1n, 2n, 3n, 4n]);
    expect(sandboxTokenId({ ...corner, side: 24 })).to.equal((4n << 248n) + 24n + 48n * 408n);
  });

  it("gives every square an id of its own, which leads back to it", () => {
    fc.assert(
      fc.property(square, (given) => {
        expect(squareOf(sandboxTokenId(given))).to.deep.equal(given);
      }),
    );
  });

  it("refuses squares beside their grid and beyond the map", () => {
    for (const [x, y, side] of [
      [1, 0, 3],
      [0, 407, 3],
      [408, 0, 1],
      [-1, 0, 1],
      [0.5, 0, 1],
    ] as const) {
      expect(() => sandboxTokenId({ x, y, side })).to.throw(RangeError, `no square of ${side} at (${x}, ${y})`);
    }
  });
});

describe("squareOf", () => {
  it("refuses ids that no square has: past the map, off the grid, of a layer that is none", () => {
    for (const id of [166_464n, (1n << 248n) + 1n, 5n << 248n, -1n]) {
      expect(() => squareOf(id), String(id)).to.throw(RangeError, `no square has the id ${id}`);
    }
  });
});

describe("onSandboxMap", () => {
  it("has the contract's (0, 0) at (-204, -204) and its (407, 407) at (203, 203)", () => {
    expect(onSandboxMap({ x: 0, y: 0 })).to.deep.equal({ x: -204, y: -204 });
    expect(onSandboxMap({ x: 407, y: 407 })).to.deep.equal({ x: 203, y: 203 });
  });
});
