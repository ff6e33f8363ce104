import { expect } from "chai";

import { DAY, parseDate } from "../../../../src/domain/calendar.ts";
import { monthlyMeans } from "../../../../src/domain/price-path.ts";
import { currencyPath, floorPathEth, floorPathUsd } from "../../../../src/domain/worlds/currencies.ts";
import { COINS } from "../../../../src/domain/worlds/world-facts.ts";
import { expectNear } from "../../../fixtures/near.ts";
import { coinPoints, floorPoints } from "../../../fixtures/worlds.ts";

const START = dayOf("2022-01-01");
const DAYS = (dayOf("2023-05-24") - START) / DAY + 1;

/** FACTS, section 2: the CoinGecko study's peaks, ends and falls. */
const STUDY = [
  { id: "otherside", peak: 7.5, peakOn: "2022-05-01", end: 1.09, fallPct: 85.5 },
  { id: "somnium", peak: 6.05, peakOn: "2022-01-15", end: 0.37, fallPct: 93.9 },
  { id: "decentraland", peak: 5.24, peakOn: "2022-02-01", end: 0.64, fallPct: 87.8 },
  { id: "sandbox", peak: 4.2, peakOn: "2022-01-15", end: 0.43, fallPct: 89.8 },
  { id: "voxels", peak: 2.59, peakOn: "2022-01-15", end: 0.16, fallPct: 93.8 },
] as const;

describe("currencyPath", () => {
  it("has the published medians as the monthly means of every coin, within 0.1 %", () => {
    const points = coinPoints();
    const start = dayOf("2018-01-01");
    const days = (dayOf("2024-12-31") - start) / DAY + 1;
    for (const coin of COINS) {
      const means = monthlyMeans(currencyPath(points, coin, start, days), start);
      for (const { at, usd } of points.filter((point) => point.coin === coin && point.at.length === 7)) {
        expectNear((means.get(at) ?? 0) / usd, 1, 0.001, `${coin} ${at}`);
      }
    }
  });

  it("hits the days of the study: ETH at $3,686 and $1,854", () => {
    const eth = currencyPath(coinPoints(), "eth", START, DAYS);
    expectNear(eth[0], 3_686, 1e-6);
    expectNear(eth.at(-1), 1_854, 1e-6);
  });
});

describe("a world's floor", () => {
  for (const { id, peak, peakOn, end, fallPct } of STUDY) {
    it(`of ${id} has the study's peak, end and fall`, () => {
      const eth = floorPathEth(floorPoints(id), START, DAYS);
      expectNear(Math.max(...eth), peak, 1e-9);
      expectNear(eth[(dayOf(peakOn) - START) / DAY], peak, 1e-9);
      expectNear(eth.at(-1), end, 1e-9);
      expectNear(100 * (1 - end / Math.max(...eth)), fallPct, 0.06);
    });
  }

  it("averages over 2022 what the later report published", () => {
    for (const [id, from, average] of [
      ["decentraland", "2022-01-01", 1.73],
      ["sandbox", "2022-01-01", 1.91],
      ["otherside", "2022-05-01", 1.98],
    ] as const) {
      const days = (dayOf("2022-12-31") - dayOf(from)) / DAY + 1;
      const eth = floorPathEth(floorPoints(id), dayOf(from), days);
      expectNear(eth.reduce((a, b) => a + b, 0) / days, average, 0.005, id);
    }
  });

  it("is in dollars what it is in ETH at the day's price", () => {
    const usd = floorPathUsd(floorPoints("otherside"), coinPoints(), START, DAYS);
    expectNear(usd.at(-1), 1.09 * 1_854, 1e-6);
    expect(usd).to.have.length(DAYS);
  });

  it("says of every point whether it was published", () => {
    for (const { id } of STUDY) {
      const published = floorPoints(id).filter(({ quality }) => quality === "published");
      expect(published, id).to.have.length(2);
      for (const { quality, source } of floorPoints(id)) {
        expect(source).to.match(quality === "published" ? /^CoinGecko/ : /^assumed/);
      }
    }
  });
});

function dayOf(date: string): number {
  return parseDate(date) ?? Number.NaN;
}
