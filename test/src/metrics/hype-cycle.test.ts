import { expect } from "chai";

import { hypeCycle } from "../../../src/metrics/hype-cycle.ts";
import { expectNear } from "../../fixtures/near.ts";

describe("hypeCycle", () => {
  it("measures the rise from the start and the fall to the lowest month after the peak", () => {
    const cycle = cycleOf(100, 100, 200, 400, 400, 400, 200, 50, 50, 60);
    expect(cycle).to.deep.include({ startUsd: 100, peakUsd: 400, rise: 4, lowUsd: 50, isBoom: true, isBust: true });
    expectNear(cycle?.fall, 0.875, 1e-12);
    expect([cycle?.peakMonth, cycle?.lowMonth]).to.deep.equal(["2021-04", "2021-08"]);
  });

  it("smooths a single month away, up or down", () => {
    expect(cycleOf(100, 100, 900, 100, 100)).to.deep.include({ rise: 1, isBoom: false });
    expect(cycleOf(100, 100, 400, 400, 10, 400, 400)).to.deep.include({ isBoom: true, isBust: false });
  });

  it("counts no low before the peak, and neither bound where it is just met", () => {
    expect(cycleOf(100, 20, 20, 300, 300, 300)).to.deep.include({ fall: 0, isBust: false });
    const [three, seventy] = [cycleOf(100, 100, 300, 300, 300), cycleOf(1_000, 1_000, 300, 300, 300)];
    expect([three?.isBoom, seventy?.isBust]).to.deep.equal([false, false]);
  });

  it("is nothing where nothing was traded", () => {
    expect(hypeCycle([])).to.equal(undefined);
  });
});

function cycleOf(...values: readonly number[]) {
  return hypeCycle(values.map((usd, i) => ({ month: `2021-${String(i + 1).padStart(2, "0")}`, usd, trades: 10 })));
}
