import { expect } from "chai";

import { deviate, randomStreams, type RandomStream } from "../../../src/domain/random.ts";
import { expectNear } from "../../fixtures/near.ts";

const DRAWS = 20_000;

describe("randomStreams", () => {
  it("gives the same draws for the same seed and label", () => {
    expect(take(randomStreams(7)("agent/flipper/7"), 50)).to.deep.equal(take(randomStreams(7)("agent/flipper/7"), 50));
  });

  it("gives other draws for another seed or another label, however alike", () => {
    const draws = take(randomStreams(7)("agent/flipper/7"), 50);
    for (const other of [randomStreams(8)("agent/flipper/7"), randomStreams(7)("agent/flipper/8")]) {
      const shared = take(other, 50).filter((value) => draws.includes(value));
      expect(shared).to.deep.equal([]);
    }
  });

  it("lets one stream be drawn from without moving another", () => {
    const streams = randomStreams(7);
    const [first, second] = [streams("first"), streams("second")];
    const expected = take(randomStreams(7)("second"), 50);
    const drawn = Array.from({ length: 50 }, () => {
      take(first, 3);
      return second.next();
    });
    expect(drawn).to.deep.equal(expected);
  });

  it("keeps neighbouring seeds and labels apart: their first draws do not follow each other", () => {
    const firsts = Array.from({ length: 2_000 }, (_, seed) => randomStreams(seed)("world").next());
    expect(Math.abs(correlation(firsts.slice(0, -1), firsts.slice(1)))).to.be.below(0.08);
    const streams = randomStreams(1);
    const labels = Array.from({ length: 2_000 }, (_, i) => streams(`agent/newcomer/${i}`).next());
    expect(Math.abs(correlation(labels.slice(0, -1), labels.slice(1)))).to.be.below(0.08);
  });
});

describe("a random stream", () => {
  it("draws uniformly from [0, 1)", () => {
    const draws = take(stream(), DRAWS);
    expect(draws.every((value) => value >= 0 && value < 1)).to.equal(true);
    const tenths = Array.from({ length: 10 }, (_, i) => draws.filter((v) => Math.floor(v * 10) === i).length);
    // Chi square with 9 degrees of freedom passes 27.9 once in a thousand; the seed is fixed.
    expect(chiSquare(tenths, DRAWS / 10)).to.be.below(27.9);
  });

  it("draws whole numbers below a bound, each as often", () => {
    const random = stream();
    const counts = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < DRAWS; i++) {
      const face = random.below(6);
      counts[face] = (counts[face] ?? 0) + 1;
    }
    expect(counts).to.have.length(6);
    // 5 degrees of freedom, once in a thousand.
    expect(chiSquare(counts, DRAWS / 6)).to.be.below(20.5);
  });

  it("draws standard normals", () => {
    const random = stream();
    const draws = Array.from({ length: DRAWS }, () => random.normal());
    expectNormal(draws);
  });

  it("says yes as often as the probability says", () => {
    const random = stream();
    const count = Array.from({ length: DRAWS }, () => random.chance(0.2)).filter(Boolean).length;
    // Four standard deviations.
    expectNear(count / DRAWS, 0.2, 4 * Math.sqrt((0.2 * 0.8) / DRAWS));
    expect(random.chance(0)).to.equal(false);
    expect(random.chance(1)).to.equal(true);
  });

  it("picks every item sooner or later, and nothing from nothing", () => {
    const random = stream();
    const picked = new Set(Array.from({ length: 100 }, () => random.pick(["a", "b", "c"])));
    expect([...picked].sort()).to.deep.equal(["a", "b", "c"]);
    expect(() => random.pick([])).to.throw(RangeError, "pick from nothing");
  });

  it("shuffles a copy: the same items in another order", () => {
    const items = Object.freeze(Array.from({ length: 30 }, (_, i) => i));
    const shuffled = stream().shuffle(items);
    expect(shuffled).not.to.deep.equal(items);
    expect(shuffled.toSorted((a, b) => a - b)).to.deep.equal(items);
  });
});

describe("deviate", () => {
  it("depends on its two numbers alone", () => {
    expect(deviate(3, 5)).to.equal(deviate(3, 5));
    expect(deviate(3, 5)).not.to.equal(deviate(5, 3));
    expect(deviate(3, 5)).not.to.equal(deviate(3, 6));
  });

  it("is standard normal over a grid of neighbours, in both directions", () => {
    const grid = Array.from({ length: 141 }, (_, a) => Array.from({ length: 141 }, (_row, b) => deviate(a, b)));
    expectNormal(grid.flat());
    const right = grid.flatMap((row) => row.slice(1));
    const left = grid.flatMap((row) => row.slice(0, -1));
    expect(Math.abs(correlation(left, right))).to.be.below(0.03);
    expect(Math.abs(correlation(grid.slice(0, -1).flat(), grid.slice(1).flat()))).to.be.below(0.03);
  });
});

function stream(): RandomStream {
  return randomStreams(2021)("test");
}

function take(random: RandomStream, count: number): readonly number[] {
  return Array.from({ length: count }, () => random.next());
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

function chiSquare(counts: readonly number[], expected: number): number {
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

function correlation(xs: readonly number[], ys: readonly number[]): number {
  const [mx, my] = [mean(xs), mean(ys)];
  const covariance = mean(xs.map((x, i) => (x - mx) * ((ys[i] ?? 0) - my)));
  return covariance / Math.sqrt(mean(xs.map((x) => (x - mx) ** 2)) * mean(ys.map((y) => (y - my) ** 2)));
}

/** Mean, variance, skew, kurtosis and the share beyond two standard deviations. */
function expectNormal(draws: readonly number[]): void {
  expect(draws.every((value) => Number.isFinite(value))).to.equal(true);
  expectNear(mean(draws), 0, 0.03);
  expectNear(mean(draws.map((value) => value ** 2)), 1, 0.04);
  expectNear(mean(draws.map((value) => value ** 3)), 0, 0.1);
  expectNear(mean(draws.map((value) => value ** 4)), 3, 0.2);
  expectNear(draws.filter((value) => Math.abs(value) > 2).length / draws.length, 0.0455, 0.006);
}
