import { expect } from "chai";

import { chanceOfChartist, switcher } from "../../../src/agents/switcher.ts";
import type { Agent } from "../../../src/domain/agents.ts";
import type { MarketView } from "../../../src/domain/market-view.ts";
import { usdToNumber } from "../../../src/domain/primitives.ts";
import type { RandomStream } from "../../../src/domain/random.ts";
import { ALICE } from "../../fixtures/journal-lines.ts";
import { aCharacter, aView, eager } from "../../fixtures/market-view.ts";
import { expectNear } from "../../fixtures/near.ts";

describe("the choice of a rule", () => {
  it("is even where both earned the same", () => {
    expect(chanceOfChartist({ chartist: 0.3, fundamentalist: 0.3 })).to.equal(0.5);
  });

  it("is a logit of what they earned, and nearly sure where one did much better", () => {
    expectNear(chanceOfChartist({ chartist: 0.05, fundamentalist: 0 }), 1 / (1 + Math.exp(-1)), 1e-12);
    expect(chanceOfChartist({ chartist: 0.5, fundamentalist: 0 })).to.be.above(0.999);
    expect(chanceOfChartist({ chartist: 0, fundamentalist: 0.5 })).to.be.below(0.001);
  });
});

describe("switcher", () => {
  it("extrapolates after months in which the trend went on, far from value", () => {
    // Doubled every sixty days, away from an anchor that stayed: the chartist earned, the fundamentalist lost.
    expect(askedAfter((day) => 1_000 * 2 ** (day / 60))).to.be.above(1.1);
  });

  it("believes in value after months in which prices came back to it", () => {
    // Swings about the anchor, each month against the last: who followed it lost.
    expect(askedAfter((day) => 1_000 * Math.exp(0.8 * Math.cos((Math.PI * day) / 30)), 330)).to.be.below(0.9);
  });

  it("keeps to its rule between two reviews", () => {
    const asked = [1, 2, 3].map((tick) => ask(switcher(self()), aView({ ...OWNED, tick, before: 5_000 })));
    expect(new Set(asked).size).to.equal(1);
  });
});

const OWNED = { owners: new Map([[1n, ALICE]]) };

/** What is asked at last, as a multiple of the typical value, by who has seen such prices for a year. */
function askedAfter(typicalOn: (day: number) => number, days = 360): number {
  const agent = switcher(self());
  for (let day = 0; day < days; day++) agent.act(seen(typicalOn, day));
  return ask(agent, seen(typicalOn, days)) / typicalOn(days);
}

function seen(typicalOn: (day: number) => number, tick: number): MarketView {
  return {
    ...aView({ ...OWNED, tick, typicalUsd: typicalOn(tick), anchorUsd: 1_000 }),
    typicalUsdBefore: (days) => typicalOn(Math.max(0, tick - days)),
  };
}

/** Reviews on the days that thirty divides, and takes the likelier rule. */
function self() {
  const random: RandomStream = {
    ...eager(),
    below: () => 0,
    chance: (probability) => probability > 0.5 || probability < 0.02,
  };
  return aCharacter({ random });
}

function ask(agent: Agent, view: MarketView): number {
  const listed = agent.act(view).find((intent) => intent.do === "list");
  return usdToNumber(listed?.do === "list" ? listed.price : 0n);
}
