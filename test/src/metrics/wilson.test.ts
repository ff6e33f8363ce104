import { expect } from "chai";

import { wilsonInterval } from "../../../src/metrics/wilson.ts";
import { expectNear } from "../../fixtures/near.ts";

describe("Wilson's interval", () => {
  it("agrees with published values", () => {
    // Brown, Cai and DasGupta (2001) and R's prop.test(correct = FALSE).
    const { share, low, high } = wilsonInterval(8, 10);
    expect(share).to.equal(0.8);
    expectNear(low, 0.4902, 1e-4);
    expectNear(high, 0.9433, 1e-4);
  });

  it("stays within 0 and 1 and never leaves its share outside", () => {
    expect(wilsonInterval(0, 20).low).to.equal(0);
    expectNear(wilsonInterval(0, 20).high, 0.1611, 1e-4);
    expect(wilsonInterval(665, 665).high).to.equal(1);
  });

  it("says nothing about nothing", () => {
    expect(wilsonInterval(0, 0)).to.deep.equal({ share: Number.NaN, low: Number.NaN, high: Number.NaN });
  });
});
