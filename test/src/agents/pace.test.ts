import { mean, median } from "d3-array";
import { expect } from "chai";

import { activityOf, listingPace, shoppingPace } from "../../../src/agents/pace.ts";
import { DAY } from "../../../src/domain/calendar.ts";
import { USD } from "../../../src/domain/primitives.ts";
import { randomStreams } from "../../../src/domain/random.ts";
import { AS_ALL } from "../../../src/domain/scenario.ts";
import { ALICE, BOB, NOON } from "../../fixtures/journal-lines.ts";
import { aCharacter, aView } from "../../fixtures/market-view.ts";
import { expectNear } from "../../fixtures/near.ts";

const TOKEN = 7n;

describe("how fast traders trade", () => {
  it("is alike for all where the scenario says nothing", () => {
    const [self, view] = [aCharacter(), aView({ typicalUsd: 20_000, before: 5_000 })];
    expect(activityOf(AS_ALL, randomStreams(1)("activity"))).to.equal(1);
    expect(listingPace(view, self, TOKEN)).to.equal(1);
    expect(shoppingPace(view, self)).to.equal(1);
  });

  it("differs by trader around a mean of 1, most being slower", () => {
    const random = randomStreams(1)("activity");
    const paces = Array.from({ length: 20_000 }, () => activityOf({ ...AS_ALL, activitySpread: 1 }, random));
    expectNear(mean(paces), 1, 0.05);
    expectNear(median(paces), Math.exp(-0.5), 0.03);
  });

  it("multiplies the trader's activity with the market's level", () => {
    const self = aCharacter({ activity: 3, habits: { ...AS_ALL, listing: 0.5, shopping: 0.25 } });
    expect(listingPace(aView(), self, TOKEN)).to.equal(1.5);
    expect(shoppingPace(aView(), self)).to.equal(0.75);
  });

  it("has a parcel offered soonest right after its purchase", () => {
    const self = aCharacter({ habits: { ...AS_ALL, eagerness: 10, eagerDays: 5 } });
    const bought = (daysAgo: number, buyer = ALICE) =>
      aView({ lastSale: { time: NOON - daysAgo * DAY, price: USD, seller: BOB, buyer } });
    expect(listingPace(bought(0), self, TOKEN)).to.equal(11);
    expectNear(listingPace(bought(5), self, TOKEN), 1 + 10 / Math.E, 1e-9);
    expect(listingPace(bought(0, BOB), self, TOKEN), "somebody else's purchase").to.equal(1);
    expect(listingPace(aView(), self, TOKEN), "never sold").to.equal(1);
  });

  it("rises with prices up to eightfold, and does not fall with them", () => {
    const self = aCharacter({ habits: { ...AS_ALL, excitement: 2 } });
    const after = (factor: number) => aView({ typicalUsd: 1_000 * factor, before: 1_000 });
    expectNear(shoppingPace(after(1.5), self), 1.5 ** 2, 1e-9);
    expect(shoppingPace(after(0.5), self)).to.equal(1);
    expectNear(listingPace(after(100), self, TOKEN), 8, 1e-9);
    expect(listingPace(after(0.01), self, TOKEN)).to.equal(1);
  });
});
