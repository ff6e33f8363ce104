import { expect } from "chai";
import { median } from "d3-array";
import fc from "fast-check";

import { DAY } from "../../../src/domain/calendar.ts";
import { microUsdFromNumber } from "../../../src/domain/primitives.ts";
import { randomStreams } from "../../../src/domain/random.ts";
import { typicalOfFloor } from "../../../src/domain/worlds/floor.ts";
import { floorFall, floorOn, tradedFloor, type WorldTrades } from "../../../src/metrics/traded-floor.ts";
import { expectNear } from "../../fixtures/near.ts";

const JANUARY = Date.UTC(2022, 0, 1) / 1000;
/** Ten parcels; the second cheapest is the floor's. */
const WORTH = new Map(Array.from({ length: 10 }, (_, i) => [BigInt(i), 1 + i]));

describe("tradedFloor", () => {
  it("is the price that a tenth of the month's trades are below, for a parcel of the floor's worth", () => {
    // Eleven trades of a parcel of worth 4, at 400, 800, ..., 4,400: a tenth of the way is the second of them.
    const trades = Array.from({ length: 11 }, (_, i) => trade(i, 3n, 400 * (i + 1)));
    expect(tradedFloor(world(trades))).to.deep.equal([{ month: "2022-01", usd: 2 * (800 / 4), trades: 11 }]);
  });

  it("has a figure for each month with a trade, and none for others", () => {
    const floor = tradedFloor(world([trade(3, 1n, 1_000), trade(70, 1n, 500)]));
    expect(floor.map(({ month, usd }) => [month, usd])).to.deep.equal([
      ["2022-01", 1_000],
      ["2022-03", 500],
    ]);
    expect(tradedFloor(world([]))).to.deep.equal([]);
  });

  it("looks at its own world alone", () => {
    const elsewhere = { ...trade(0, 1n, 10), collection: "estate" } as const;
    expect(tradedFloor(world([elsewhere, trade(0, 1n, 1_000)]))[0]?.usd).to.equal(1_000);
  });

  it("is not moved by painted prices, as long as they are high", () => {
    const honest = Array.from({ length: 40 }, (_, i) => trade(i % 30, 1n, 1_000 + i));
    const painted = Array.from({ length: 4 }, (_, i) => trade(i, 1n, 90_000));
    const [clean] = tradedFloor(world(honest));
    const [soiled] = tradedFloor(world([...honest, ...painted]));
    expectNear((soiled?.usd ?? 0) / (clean?.usd ?? 1), 1, 0.001);
  });

  it("follows a floor's path within 10 %, median over months, where agents see the typical value of that floor", () => {
    const market = fc.record({
      seed: fc.nat(2 ** 31 - 1),
      residual: fc.double({ min: 0.42, max: 0.56, noNaN: true }),
      worths: fc.array(fc.double({ min: 0.3, max: 40, noNaN: true }), { minLength: 50, maxLength: 400 }),
      floors: fc.array(fc.double({ min: 100, max: 30_000, noNaN: true }), { minLength: 12, maxLength: 17 }),
    });
    fc.assert(
      fc.property(market, ({ seed, residual, worths, floors }) => {
        const random = randomStreams(seed)("trades");
        const trades = floors.flatMap((floor, month) => {
          const typicalUsd = typicalOfFloor(floor, worths, residual);
          return Array.from({ length: 250 }, () => {
            const parcel = random.below(worths.length);
            const usd = typicalUsd * (worths[parcel] ?? 0) * Math.exp(residual * random.normal());
            return trade(month * 30.5 + 1, BigInt(parcel), usd);
          });
        });
        const worth = new Map(worths.map((each, i) => [BigInt(i), each]));
        const traded = tradedFloor({ trades, collection: "land", worth });
        expect(traded).to.have.length(floors.length);
        expect(median(traded, ({ usd }, i) => Math.abs(usd / (floors[i] ?? 0) - 1))).to.be.below(0.1);
      }),
      { numRuns: 25 },
    );
  });
});

describe("floorOn", () => {
  /** Halves every ten days, in a coin worth two dollars. */
  const floors = { start: JANUARY, values: Array.from({ length: 100 }, (_, day) => 1_024 / 2 ** (day / 10)) };
  const usd = floors.values.map(() => 2);

  it("carries the trades of thirty days to the day along the path, in the path's unit", () => {
    // The parcel of the floor's worth, always at one and a half times the path.
    const trades = floors.values.map((value, day) => trade(day, 1n, 2 * 1.5 * value));
    expectNear(floorOn(world(trades), floors, usd, 40), 1.5 * 64, 1e-6);
  });

  it("does not see trades further away, and is undefined without any", () => {
    const [near, far] = [trade(10, 1n, 1_024), trade(9, 1n, 1)];
    expectNear(floorOn(world([near, far]), floors, usd, 40), (1_024 / 2 / 512) * 64, 1e-6);
    expect(floorOn(world([far]), floors, usd, 40)).to.equal(undefined);
  });
});

describe("floorFall", () => {
  const floors = { start: JANUARY, values: [8, 8, 4, 2, 1] };
  const usd = [1_000, 1_000, 1_000, 500, 500];

  it("is from the latest of the path's highest days to its last, at the coin's price of the day", () => {
    const trades = floors.values.map((value, day) => trade(day, 1n, value * (usd[day] ?? 0)));
    const fall = floorFall(world(trades), floors, usd);
    expect(fall).to.include({ peakDay: 1, endDay: 4 });
    expectNear(fall?.peak, 8, 1e-9);
    expectNear(fall?.end, 1, 1e-9);
    expectNear(fall?.fallPct, 87.5, 1e-9);
  });

  it("is undefined without trades", () => {
    expect(floorFall(world([]), floors, usd)).to.equal(undefined);
  });
});

type Trade = WorldTrades["trades"][number];

function world(trades: readonly Trade[]): WorldTrades {
  return { trades, collection: "land", worth: WORTH };
}

/** At noon of a day of 2022, from 0. */
function trade(day: number, tokenId: bigint, usd: number): Trade {
  return {
    time: JANUARY + Math.floor(day) * DAY + DAY / 2,
    collection: "land",
    tokenId,
    price: microUsdFromNumber(usd),
  };
}
