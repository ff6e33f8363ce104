import { expect } from "chai";
import fc from "fast-check";

import { clusterBootstrap } from "../../../../src/metrics/realism/bootstrap.ts";
import {
  gini,
  sampleOf,
  tailIndex,
  topShare,
  weightedMean,
  weightedMedian,
} from "../../../../src/metrics/realism/statistics.ts";
import { randomStreams } from "../../../../src/domain/random.ts";
import { expectNear } from "../../../fixtures/near.ts";

const ONCE = new Uint8Array(1_000).fill(1);
const each = (...values: number[]) => sampleOf(values.map((value, cluster) => ({ value, cluster })));

describe("statistics of clusters", () => {
  it("are those of a hand calculation", () => {
    expect(weightedMean(each(1, 2, 6), ONCE)).to.equal(3);
    expect(weightedMedian(each(9, 1, 5), ONCE)).to.equal(5);
    expect(weightedMedian(each(1, 2, 3, 4), ONCE), "the lower of two in the middle").to.equal(2);
    expect(gini(each(3, 3, 3), ONCE)).to.equal(0);
    // The mean difference of 0 and 10 in ordered pairs is 5, over twice the mean of 5.
    expect(gini(each(0, 10), ONCE)).to.equal(0.5);
    expect(topShare(each(1, 2, 3, 14), ONCE, 0.25)).to.equal(0.7);
  });

  it("find the exponent of a power law", () => {
    const values = Array.from({ length: 20_000 }, (_, i) => (1 - (i + 0.5) / 20_000) ** (-1 / 3));
    const sample = each(...values);
    expectNear(tailIndex(sample, new Uint8Array(20_000).fill(1), 0.05), 3, 0.02);
  });

  it("weigh an observation as if it stood there as often", () => {
    const observed = fc.array(
      fc.record({ value: fc.integer({ min: 1, max: 50 }), weight: fc.integer({ min: 0, max: 4 }) }),
      {
        minLength: 2,
        maxLength: 30,
      },
    );
    fc.assert(
      fc.property(observed, (items) => {
        fc.pre(items.some(({ weight }) => weight > 0));
        // Numbered as given: every cluster is one observation.
        const sample = sampleOf(items.map(({ value }, cluster) => ({ value, cluster })));
        const weights = items.map(({ weight }) => weight);
        const spread = each(...items.flatMap(({ value, weight }) => Array.from({ length: weight }, () => value)));
        for (const figure of [weightedMean, weightedMedian, gini]) {
          expectNear(figure(sample, weights), figure(spread, ONCE), 1e-9);
        }
        expectNear(topShare(sample, weights, 0.3), topShare(spread, ONCE, 0.3), 1e-9);
        const [tail, same] = [tailIndex(sample, weights, 0.2), tailIndex(spread, ONCE, 0.2)];
        // Equal values have no tail but for rounding: an exponent without bound.
        if (same < 1e6) expectNear(tail, same, 1e-9 * same);
        else expect(tail < 1e6).to.equal(false);
      }),
    );
  });
});

describe("a bootstrap of clusters", () => {
  const tosses = sampleOf(Array.from({ length: 400 }, (_, cluster) => ({ value: cluster % 4 === 0 ? 1 : 0, cluster })));
  const estimate = (seed: number) =>
    clusterBootstrap(400, (weights) => weightedMean(tosses, weights), randomStreams(seed)("bootstrap"));

  it("gives the figure itself and an interval of its known width", () => {
    const { value, low, high } = estimate(1);
    expect(value).to.equal(0.25);
    // Two standard errors of a share: 1.96 sqrt(0.25 * 0.75 / 400) = 0.042.
    expectNear(low, 0.208, 0.012);
    expectNear(high, 0.292, 0.012);
  });

  it("is the same under the same seed alone", () => {
    expect(estimate(1)).to.deep.equal(estimate(1));
    expect(estimate(2)).not.to.deep.equal(estimate(1));
  });

  it("is wider where observations hang together", () => {
    const groups = sampleOf(
      Array.from({ length: 400 }, (_, i) => ({
        value: Math.floor(i / 20) % 4 === 0 ? 1 : 0,
        cluster: Math.floor(i / 20),
      })),
    );
    const grouped = clusterBootstrap(20, (weights) => weightedMean(groups, weights), randomStreams(1)("bootstrap"));
    const alone = estimate(1);
    expect(grouped.high - grouped.low).to.be.greaterThan(3 * (alone.high - alone.low));
  });

  it("tells nothing of a handful", () => {
    const { value, low, high } = clusterBootstrap(9, () => 1, randomStreams(1)("bootstrap"));
    expect([value, low, high]).to.deep.equal([Number.NaN, Number.NaN, Number.NaN]);
  });
});
