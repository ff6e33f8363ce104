import { expect } from "chai";
import fc from "fast-check";

import { placeInSequence, sequentialTokenId } from "../../../../src/domain/worlds/sequential.ts";

const OTHERSIDE = { firstId: 0, supply: 100_000 };
const VOXELS = { firstId: 1, supply: 7_900 };

describe("sequential token ids", () => {
  it("count on from the first", () => {
    expect(sequentialTokenId(OTHERSIDE, 0)).to.equal(0n);
    expect(sequentialTokenId(OTHERSIDE, 99_999)).to.equal(99_999n);
    expect(sequentialTokenId(VOXELS, 0)).to.equal(1n);
    expect(placeInSequence(VOXELS, 7_900n)).to.equal(7_899);
  });

  it("lead back to the place", () => {
    const world = fc.record({ firstId: fc.nat(10), supply: fc.integer({ min: 1, max: 1_000_000 }) });
    fc.assert(
      fc.property(world, fc.nat(), (sequence, any) => {
        const place = any % sequence.supply;
        expect(placeInSequence(sequence, sequentialTokenId(sequence, place))).to.equal(place);
      }),
    );
  });

  it("end where the supply does", () => {
    expect(() => sequentialTokenId(VOXELS, 7_900)).to.throw(RangeError, "no plot 7900 of 7900");
    expect(() => sequentialTokenId(VOXELS, -1)).to.throw(RangeError, "no plot -1 of 7900");
    expect(() => sequentialTokenId(VOXELS, 1.5)).to.throw(RangeError, "no plot 1.5 of 7900");
    expect(() => placeInSequence(VOXELS, 0n)).to.throw(RangeError, "no plot has the id 0");
    expect(() => placeInSequence(VOXELS, 7_901n)).to.throw(RangeError, "no plot has the id 7901");
  });
});
