import { readFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";
import fc from "fast-check";

import { DAY } from "../../../src/domain/calendar.ts";
import { AS_USUAL, moodOn } from "../../../src/domain/mood.ts";
import type { NewsEffect, NewsEvent } from "../../../src/domain/scenario.ts";
import { newsSchema } from "../../../src/scenario/schema.ts";
import { check, readYaml } from "../../../src/scenario/parse-yaml.ts";
import { expectNear } from "../../fixtures/near.ts";

const FIRST = Date.UTC(2021, 2, 10) / 1000;
const ARTICLES = path.resolve(import.meta.dirname, "../../../scenarios/news/articles.yaml");

describe("moodOn", () => {
  it("is as usual without news, before it, and where it is only told", () => {
    expect(moodOn({ events: [], off: [] }, FIRST)).to.deep.equal(AS_USUAL);
    expect(moodOn({ events: [anEvent({ attention: 0.5 })], off: [] }, FIRST - 1)).to.deep.equal(AS_USUAL);
    expect(moodOn({ events: [anEvent(undefined)], off: [] }, FIRST)).to.deep.equal(AS_USUAL);
  });

  it("changes what the event names, and half as much a half-life later", () => {
    const news = { events: [anEvent({ attention: 0.5, appetite: -0.2, halfLifeDays: 30 })], off: [] };
    expectNear(moodOn(news, FIRST).attention, Math.exp(0.5), 1e-12);
    const later = moodOn(news, FIRST + 30 * DAY);
    expectNear(later.attention, Math.exp(0.25), 1e-12);
    expectNear(later.appetite, Math.exp(-0.1), 1e-12);
    expect([later.arrivals, later.developmentCostFactor]).to.deep.equal([1, 1]);
  });

  it("stays where no half-life is given", () => {
    const news = { events: [anEvent({ development: -0.88 })], off: [] };
    expectNear(moodOn(news, FIRST + 3_000 * DAY).developmentCostFactor, Math.exp(-0.88), 1e-12);
  });

  it("leaves out what is turned off", () => {
    const events = [anEvent({ arrivals: 1 }), { ...anEvent({ arrivals: 0.25 }), id: "other" }];
    expectNear(moodOn({ events, off: ["one"] }, FIRST).arrivals, Math.exp(0.25), 1e-12);
  });

  it("keeps every factor within its bounds, however much comes together", () => {
    const change = fc.double({ min: -4, max: 4, noNaN: true });
    const effect = fc.record({ attention: change, arrivals: change, appetite: change, development: change });
    fc.assert(
      fc.property(fc.array(effect), (effects) => {
        const mood = moodOn({ events: effects.map(anEvent), off: [] }, FIRST);
        for (const factor of [mood.attention, mood.arrivals, mood.appetite]) expect(factor).to.be.within(0.249, 4.001);
        expect(mood.developmentCostFactor).to.be.within(0.0199, 4.001);
      }),
    );
  });
});

describe("the news of the articles", () => {
  const yaml = readYaml(ARTICLES, readFileSync(ARTICLES, "utf8"));
  const { events } = check(newsSchema, yaml.content, [yaml]);
  const on = (date: string) => moodOn({ events, off: [] }, Date.parse(date) / 1000);

  it("draws attention in the spring of 2021 and takes it away in that of 2023", () => {
    expect(on("2021-03-20").attention).to.be.above(1.5);
    expect(on("2023-03-20").attention).to.be.below(0.6);
  });

  it("makes development cheaper once AI makes scenes, for good", () => {
    expect(on("2023-03-20").developmentCostFactor).to.equal(1);
    expectNear(on("2026-01-01").developmentCostFactor, 0.4 + 0.6 / 40, 0.001);
  });

  it("names a source for each", () => {
    for (const { source } of events) expect(source).to.match(/article/);
  });
});

function anEvent(effect: NewsEffect | undefined): NewsEvent {
  return { id: "one", date: "2021-03-10", label: "It happens", source: "made up", effect };
}
