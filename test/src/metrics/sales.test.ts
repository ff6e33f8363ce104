import { expect } from "chai";

import { auctionScore } from "../../../src/metrics/auctions.ts";
import { estateScore } from "../../../src/metrics/estates.ts";
import { agentGains } from "../../../src/metrics/gains.ts";
import { holdingGains } from "../../../src/metrics/holding-gains.ts";
import { priceBands } from "../../../src/metrics/price-band.ts";
import { rentalScore } from "../../../src/metrics/rentals.ts";
import { monthlySales, salesByKind } from "../../../src/metrics/sales-by-kind.ts";
import { completedTrades, tradedIndex } from "../../../src/metrics/traded-index.ts";
import { replay } from "../../../src/replay/history.ts";
import { RUN } from "../../fixtures/journal-lines.ts";
import { madeUpRun } from "../../fixtures/made-up-run.ts";
import { expectNear } from "../../fixtures/near.ts";
import { salesRun } from "../../fixtures/sales-run.ts";

describe("sales by kind", () => {
  const history = salesRun();

  it("counts each way to sell, and an estate apart from its way", () => {
    const rows = salesByKind(history).map((row) => [row.kind, row.settled, row.volumeUsd, row.held, row.blocked]);
    expect(rows).to.deep.equal([
      ["ask", 1, 1_000, 0, 0],
      ["dutch", 1, 1_000, 0, 0],
      ["bid", 1, 1_000, 0, 0],
      ["collection-bid", 1, 900, 0, 0],
      ["sweep", 2, 2_200, 0, 0],
      ["bundle", 2, 2_000, 0, 0],
      ["auction", 1, 1_500, 0, 1],
      ["deal", 1, 1_000, 0, 0],
      ["instalments", 0, 0, 0, 0],
      ["estate", 1, 6_000, 0, 0],
    ]);
  });

  it("keeps apart what is held and what a rule blocked, and leaves out what no rule judged", () => {
    const deal = salesByKind(madeUpRun()).find(({ kind }) => kind === "deal");
    expect(deal).to.deep.equal({ kind: "deal", settled: 4, volumeUsd: 35_000, held: 3, blocked: 2 });
  });

  it("spreads what settled over the months in which it did", () => {
    expect(monthlySales(madeUpRun())).to.deep.equal([
      { month: "2021-11", kind: "deal", settled: 3, usd: 31_000 },
      { month: "2021-12", kind: "deal", settled: 1, usd: 4_000 },
    ]);
    const sold = salesByKind(history).filter(({ settled }) => settled > 0);
    expect(monthlySales(history).map(({ kind }) => kind)).to.deep.equal(sold.map(({ kind }) => kind));
  });
});

describe("auctions, rentals and estates in figures", () => {
  const history = salesRun();

  it("says how auctions ended, and what they brought against a typical sale", () => {
    expect(auctionScore(history)).to.deep.equal({
      held: 3,
      sold: 1,
      unsold: 1,
      cancelled: 0,
      blocked: 1,
      unwound: 0,
      open: 0,
      bids: 3,
      bidsPerAuction: 1,
      volumeUsd: 1_500,
      // The median parcel of the month brought $1,000.
      priceToTypicalMedian: 1.5,
    });
  });

  it("counts the days of an estate for each of its parcels, and a rental that is cut short up to its end", () => {
    expect(rentalScore(history)).to.deep.equal({
      started: 2,
      refunded: 1,
      parcelDays: 4 + 2 * 5,
      rentUsd: 40 + 50,
      feeUsd: 4 + 5,
      tenants: 2,
      parcels: 3,
      shareOfParcels: 0.6,
    });
  });

  it("says what estates were made of and what the whole brought against its parts", () => {
    expect(estateScore(history)).to.deep.equal({
      joined: 1,
      dissolved: 1,
      standing: 0,
      parcels: 0,
      sizeMedian: 2,
      sizeLargest: 2,
      sold: 1,
      volumeUsd: 6_000,
      priceToPartsMedian: 1.5,
    });
  });

  it("has no ratio and no share where there was nothing", () => {
    const nothing = replay([RUN]);
    expect(auctionScore(nothing).priceToTypicalMedian).to.be.NaN;
    expect(estateScore(nothing).priceToPartsMedian).to.be.NaN;
    expect(auctionScore(nothing).bidsPerAuction).to.equal(0);
    expect(rentalScore(nothing).shareOfParcels).to.equal(0);
  });
});

describe("older figures, now that there are more houses", () => {
  const history = salesRun();

  it("build index and band on single parcels, however they were sold", () => {
    const worth = new Map(history.parcels.map((parcel) => [parcel.tokenId, parcel.worth]));
    expect(tradedIndex(completedTrades(history), worth)).to.deep.equal([{ month: "2021-11", usd: 1_000, trades: 10 }]);
    expect(priceBands(history)[0]?.trades).to.equal(10);
  });

  it("credit rent to landlords, charge it to tenants, and mark an estate at its parcels", () => {
    const gains = new Map(agentGains(history, { startUsd: 1_000, endUsd: 500 }).map((gain) => [gain.agent, gain]));
    const [alice, bob, carol] = ["holder/1", "flipper/1", "collector/1"].map((agent) => gains.get(agent));
    expect(alice).to.include({ startValue: 7_000, endValue: 500, rent: 0, sold: 6, bought: 3 });
    expect(bob).to.include({ endValue: 4 * 500 + 500, rent: 50 - 5 - 40 });
    expect(carol).to.include({ endValue: 500, rent: 40 - 4 - 50, bought: 3 });
    expectNear(
      [...gains.values()].reduce((sum, { cash }) => sum + cash, 0),
      -9,
      1e-9,
    );
  });

  it("follow a parcel into an estate and out of it, at its share of the price", () => {
    const [november] = holdingGains(history, 500);
    // Ten purchases of one parcel and one of two; all but the last of each parcel were sold on.
    expect(november).to.include({ month: "2021-11", purchases: 12, resold: 7 });
  });

  it("see nobody else's land change hands while a house or an estate has it", () => {
    const moved = history.transfers
      .slice(5)
      .map(({ tokenId, time }) => [tokenId, Math.floor((time - RUN.start) / 86_400)]);
    expect(moved).to.deep.equal([
      [1n, 0],
      [1n, 1],
      [1n, 2],
      [2n, 2],
      [1n, 3],
      [2n, 3],
      [1n, 4],
      [2n, 4],
      [3n, 4],
      [1n, 8],
      [4n, 12],
      [5n, 12],
    ]);
  });
});
