import { expect } from "chai";

import { randomStreams } from "../../../../src/domain/random.ts";
import { FACTS } from "../../../../src/metrics/realism/facts.ts";
import { priceGini, priceTail, roundPrices, significantDigits } from "../../../../src/metrics/realism/price-facts.ts";
import {
  dailyReturns,
  returnKurtosis,
  returnMemory,
  returnTail,
  volatilityMemory,
} from "../../../../src/metrics/realism/return-facts.ts";
import { concentration, daysBetweenSales, resale } from "../../../../src/metrics/realism/trading-facts.ts";
import { punkSales } from "../../../../tools/calibrate/punks.ts";
import { FROM } from "../../../../tools/calibrate/world.ts";
import { expectNear } from "../../../fixtures/near.ts";

const random = () => randomStreams(1)("realism/test");

describe("the facts, counted on the sales of CryptoPunks", function () {
  this.timeout(60_000);
  const all = punkSales();
  const recent = all.filter(({ time }) => time >= FROM);

  it("are those of a count by other means, for the whole list", () => {
    expect(all).to.have.length(10_214);
    expectNear(concentration(all, random()).value, 0.6755, 0.0005);
    expectNear(resale(all, random()).value, 0.5261, 0.0001);
    expectNear(daysBetweenSales(all, random()).value, 71, 0.1);
    expectNear(priceGini(all, random()).value, 0.7116, 0.0001);
    expectNear(priceTail(all, random()).value, 1.993, 0.001);
    expectNear(roundPrices(all, random()).value, 0.6714, 0.0001);
  });

  it("are those of a count by other means, from 2020 on", () => {
    expectNear(concentration(recent, random()).value, 0.63, 0.0005);
    expectNear(resale(recent, random()).value, 0.5232, 0.0001);
    expectNear(daysBetweenSales(recent, random()).value, 23.15, 0.05);
    expectNear(priceGini(recent, random()).value, 0.597, 0.0001);
    expectNear(roundPrices(recent, random()).value, 0.5766, 0.0001);
  });

  it("are the figures that stand with the facts", () => {
    const own = FACTS.flatMap(({ id, real }) =>
      real.filter(({ of }) => of === "CryptoPunks 2020-21").map(({ low }) => [id, low] as const),
    );
    const counted = new Map<string, number>([
      ["concentration", concentration(recent, random()).value],
      ["resale", resale(recent, random()).value],
      ["daysBetweenSales", daysBetweenSales(recent, random()).value],
      ["roundPrices", roundPrices(recent, random()).value],
    ]);
    expect(own).to.have.length(4);
    for (const [id, figure] of own) expectNear(counted.get(id), figure, 0.005 * figure, id);
  });

  it("agree with the published ones where the span does: round prices, inequality, concentration", () => {
    // FACTS counts a longer list; on a grid of 0.1 ETH, as there, 61 % are round.
    const onGrid = recent.filter(({ price }) => price % 10n ** 17n === 0n).length / recent.length;
    expectNear(onGrid, 0.61, 0.005);
    expectNear(priceGini(recent, random()).value, 0.58, 0.02);
    expectNear(concentration(recent, random()).value, 0.63, 0.005);
  });

  it("show the returns of real markets", () => {
    const returns = dailyReturns(all);
    expect(returnKurtosis(returns, random()).low).to.be.greaterThan(3);
    expectNear(returnKurtosis(returns, random()).value, 10.1, 0.05);
    expectNear(returnTail(returns, random()).value, 2.3, 0.05);
    const memory = returnMemory(returns, random());
    expect(memory.low).to.be.lessThan(0);
    expect(memory.high).to.be.greaterThan(0);
    expect(volatilityMemory(returns, random()).low).to.be.greaterThan(0);
  });
});

describe("a round price", () => {
  it("has at most two significant digits, in any currency", () => {
    expect([5_600n, 560_000_000n, 7n, 100n].map(significantDigits)).to.deep.equal([2, 2, 1, 1]);
    expect([5_610n, 101n].map(significantDigits)).to.deep.equal([3, 3]);
  });
});
