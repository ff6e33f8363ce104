import { expect } from "chai";

import { floorWorth, typicalOfFloor } from "../../../../src/domain/worlds/floor.ts";
import { expectNear } from "../../../fixtures/near.ts";

describe("floorWorth", () => {
  it("is a worth that a tenth of the parcels are below", () => {
    expect(floorWorth([5, 3, 9, 1, 7, 2, 8, 4, 6, 10])).to.equal(2);
    expect(floorWorth([3])).to.equal(3);
  });

  it("needs a parcel", () => {
    expect(() => floorWorth([])).to.throw(RangeError, "a floor needs a parcel");
  });
});

describe("typicalOfFloor", () => {
  it("is the floor itself where all parcels are alike", () => {
    expectNear(typicalOfFloor(5_000, [1, 1, 1], 0), 5_000, 1e-9);
  });

  it("does not depend on the parcel that worths are relative to, as values go", () => {
    const worths = [1, 2, 3, 4];
    const doubled = worths.map((worth) => 2 * worth);
    expectNear(2 * typicalOfFloor(900, doubled, 0.5), typicalOfFloor(900, worths, 0.5), 1e-9);
  });
});
