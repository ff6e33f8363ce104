import { expect } from "chai";

import { nearestParcel, nextParcel } from "../../../src/report/page/land/find-parcel.ts";
import { landHistory } from "../../../src/report/page/land/land-history.ts";
import { toCsv, toTabs } from "../../../src/report/page/table.ts";
import { TRADE_STATES } from "../../../src/report/report-data.ts";

describe("tables", () => {
  const table = {
    columns: ["who", "usd"],
    rows: [
      ['JJ "the buyer", Lin', 123_000],
      ["two\nlines", null],
    ],
  };

  it("become CSV with quotes where a cell needs them", () => {
    expect(toCsv(table)).to.equal('who,usd\r\n"JJ ""the buyer"", Lin",123000\r\n"two\nlines",\r\n');
  });

  it("become columns for a spreadsheet, one line a row", () => {
    expect(toTabs(table)).to.equal('who\tusd\nJJ "the buyer", Lin\t123000\ntwo lines\t');
  });
});

describe("finding parcels on the map", () => {
  const places = { x: [0, 10, 10, -5], y: [0, 0, 9, 1] };

  it("takes the nearest to a click", () => {
    expect(nearestParcel(places, 9, 2)).to.equal(1);
    expect(nearestParcel({ x: [], y: [] }, 9, 2)).to.equal(-1);
  });

  it("walks with the arrow keys, and stays where nothing lies ahead", () => {
    const steps = [
      [0, { dx: 1, dy: 0 }, 1],
      [1, { dx: 0, dy: 1 }, 2],
      [0, { dx: -1, dy: 0 }, 3],
      [0, { dx: 0, dy: -1 }, 0],
    ] as const;
    for (const [from, step, to] of steps) expect(nextParcel(places, from, step)).to.equal(to);
  });
});

describe("a parcel's history", () => {
  const state = (name: (typeof TRADE_STATES)[number]): number => TRADE_STATES.indexOf(name);
  const LAND = {
    title: "",
    source: "",
    grid: { x: { min: 0, max: 1 }, y: { min: 0, max: 1 } },
    plazas: [],
    roads: { x: [], y: [] },
    x: [0, 1],
    y: [0, 0],
    worth: [1, 1],
    firstOwner: [7, -1],
    // Between the second trade and the third, on the day of both.
    moves: { parcel: [0], day: [5], before: [2], to: [9], note: [-1], usd: [0] },
    moveNotes: [],
    suggestions: [],
  };
  const TRADES = {
    parcel: [0, 0, 0, 0],
    estate: [0, 0, 0, 0],
    kind: [0, 7, 0, 7],
    day: [3, 5, 5, 100],
    usd: [10, 20, 30, 40],
    seller: [7, 8, 9, 1],
    buyer: [8, 3, 1, 2],
    state: [state("settled"), state("blocked"), state("settled"), state("released")],
    wash: [0, 1, 0, 1],
    reason: [-1, 0, -1, -1],
  };
  const history = landHistory({ land: LAND, trades: TRADES });

  it("knows the last price, of completed sales alone", () => {
    expect([2, 3, 5, 99, 100].map((day) => history.lastSale(0, day)?.usd)).to.deep.equal([undefined, 10, 30, 30, 40]);
    expect(history.lastSale(0, 99)?.day).to.equal(5);
    expect(history.lastSale(1, 100)).to.equal(undefined);
  });

  it("takes a parcel's share of its estate's price for a sale of it, until the next", () => {
    const withEstate = landHistory({
      land: {
        ...LAND,
        moves: { parcel: [0, 1], day: [5, 7], before: [2, 3], to: [9, 9], note: [0, 0], usd: [25, 35] },
        moveNotes: ["sold with estate 1 (2 parcels) for $60"],
      },
      trades: TRADES,
    });
    // Parcel 0 is sold again on the same day, after its estate was.
    expect([3, 5, 100].map((day) => withEstate.lastSale(0, day)?.usd)).to.deep.equal([10, 30, 40]);
    expect([6, 7, 100].map((day) => withEstate.lastSale(1, day)?.usd)).to.deep.equal([undefined, 35, 35]);
  });

  it("knows the owner, sales and moves in their order", () => {
    expect([0, 3, 5].map((day) => history.owner(0, day))).to.deep.equal([7, 8, 1]);
    expect(history.owner(1, 5)).to.equal(-1);
  });

  it("counts the wash trades of the last 90 days", () => {
    expect(history.washBefore(0, 5)).to.deep.equal({ settled: 0, stopped: 1 });
    expect(history.washBefore(0, 94)).to.deep.equal({ settled: 0, stopped: 1 });
    expect(history.washBefore(0, 100)).to.deep.equal({ settled: 1, stopped: 0 });
  });
});
