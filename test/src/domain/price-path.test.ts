import { readFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";

import { DAY, monthStart, nextMonth } from "../../../src/domain/calendar.ts";
import { dailyPath, dailyValues, monthlyMeans, type PathPoint } from "../../../src/domain/price-path.ts";
import { parsePath } from "../../../src/scenario/parse-path.ts";
import { expectNear } from "../../fixtures/near.ts";

const CSV = path.resolve(import.meta.dirname, "../../../scenarios/decentraland-parcel-usd.csv");
const OCTOBER = monthStart("2021-10");

describe("dailyPath", () => {
  it("has the published figures as its monthly geometric means, within 0.1 %", () => {
    const points = parsePath(CSV, readFileSync(CSV, "utf8"));
    const [first, last] = [points[0]?.month ?? "", points.at(-1)?.month ?? ""];
    const start = monthStart(first);
    const days = (monthStart(nextMonth(last)) - start) / DAY;
    const means = monthlyMeans(dailyPath(points, start, days), start);
    for (const { month, usd } of points) expectNear((means.get(month) ?? 0) / usd, 1, 0.001, month);
  });

  it("holds one figure for every day where it knows one alone", () => {
    for (const usd of dailyPath([point("2021-11", 14_000)], OCTOBER, 92)) expectNear(usd, 14_000, 1e-6);
  });

  it("is flat before the middle of the first month and after that of the last", () => {
    const daily = dailyPath([point("2021-10", 6_000), point("2021-11", 14_000)], OCTOBER, 61);
    expect(new Set(daily.slice(0, 15)).size).to.equal(1);
    expect(new Set(daily.slice(46)).size).to.equal(1);
    expect(daily[20])
      .to.be.above(daily[0] ?? 0)
      .and.below(daily[60] ?? 0);
  });

  it("goes through months without a figure on a straight line of logs", () => {
    const daily = dailyPath([point("2021-10", 1_000), point("2022-02", 16_000)], OCTOBER, 151);
    const steps = daily.slice(40, 100).map((usd, i) => Math.log(usd / (daily[39 + i] ?? 0)));
    for (const step of steps) expectNear(step, steps[0] ?? 0, 1e-9);
    const means = monthlyMeans(daily, OCTOBER);
    expectNear(means.get("2021-10"), 1_000, 1);
    expectNear(means.get("2022-02"), 16_000, 16);
    // Halfway between the two months, on the log.
    expectNear(means.get("2021-12"), 4_000, 150);
  });

  it("begins where the run does, not where the figures do", () => {
    const points = [point("2021-10", 6_000), point("2021-11", 14_000)];
    const whole = dailyPath(points, OCTOBER, 61);
    expect(dailyPath(points, OCTOBER + 10 * DAY, 51)).to.deep.equal(whole.slice(10));
    expect(dailyPath(points, OCTOBER - 10 * DAY, 71)).to.deep.equal([
      ...Array.from({ length: 10 }, () => whole[0]),
      ...whole,
    ]);
  });

  it("needs a figure", () => {
    expect(() => dailyPath([], OCTOBER, 10)).to.throw(RangeError, "a price path needs a point");
  });
});

describe("monthlyMeans", () => {
  it("takes geometric means over the days of each month that the path touches", () => {
    const start = monthStart("2021-11") - 2 * DAY;
    const means = monthlyMeans([100, 400, 50, 50, 50], start);
    expect([...means.keys()]).to.deep.equal(["2021-10", "2021-11"]);
    expectNear(means.get("2021-10"), 200, 1e-9);
    expectNear(means.get("2021-11"), 50, 1e-9);
  });
});

describe("dailyValues", () => {
  it("hits given days and goes straight between them on the log", () => {
    const anchors = [
      { at: "2021-10-01", value: 1 },
      { at: "2021-10-05", value: 16 },
    ];
    const daily = dailyValues(anchors, OCTOBER, 7);
    [1, 2, 4, 8, 16, 16, 16].forEach((value, day) => expectNear(daily[day], value, 1e-9));
  });

  it("keeps a month at its figure around a day that it hits", () => {
    const anchors = [
      { at: "2021-10", value: 1_000 },
      { at: "2021-11", value: 2_000 },
      { at: "2021-11-20", value: 3_000 },
      { at: "2021-12", value: 1_500 },
    ];
    const daily = dailyValues(anchors, OCTOBER, 92);
    expectNear(daily[31 + 19], 3_000, 1e-6);
    const means = monthlyMeans(daily, OCTOBER);
    expectNear((means.get("2021-11") ?? 0) / 2_000, 1, 0.001);
    expectNear((means.get("2021-12") ?? 0) / 1_500, 1, 0.001);
  });

  it("takes its points in any order", () => {
    const anchors = [
      { at: "2021-11-20", value: 3_000 },
      { at: "2021-10", value: 1_000 },
    ];
    expect(dailyValues(anchors, OCTOBER, 60)).to.deep.equal(dailyValues(anchors.toReversed(), OCTOBER, 60));
  });
});

function point(month: string, usd: number): PathPoint {
  return { month, usd, quality: "solid", source: "made up" };
}
