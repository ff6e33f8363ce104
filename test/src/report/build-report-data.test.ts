import { expect } from "chai";

import { buildReportData } from "../../../src/report/data/build-report-data.ts";
import { TRADE_STATES } from "../../../src/report/report-data.ts";
import { syntheticRun } from "../../fixtures/synthetic-run.ts";
import { expectNear } from "../../fixtures/near.ts";

describe("the report's data", () => {
  const run = syntheticRun({ parcels: 200, trades: 1_500 });
  const without = syntheticRun({ parcels: 200, trades: 1_500, policy: "off" });
  const data = buildReportData(run);

  it("is plain JSON and the same for the same run", () => {
    const text = JSON.stringify(data);
    expect(JSON.parse(text)).to.deep.equal(data);
    expect(JSON.stringify(buildReportData(syntheticRun({ parcels: 200, trades: 1_500 })))).to.equal(text);
  });

  it("opens with a sentence and four numbers", () => {
    expect(data.headline.sentence).to.match(
      /^From January 2020 to May 2023, \d+ simulated traders dealt in 200 parcels of Genesis City .* seed 2021\.$/,
    );
    expect(data.headline.sentence).to.contain("under the rules SelfTrade, RoundTrip, CommonFunder and SelfFinanced");
    expect(data.headline.figures.map(({ id }) => id)).to.deep.equal(["loss", "wash", "honest", "gas"]);
    expect(data.headline.figures[0]?.note).to.contain("Bought for $123,000");
  });

  it("says so where no rule is in force", () => {
    const { headline } = buildReportData(without);
    expect(headline.sentence).to.contain("with no rule in force");
    expect(headline.figures[3]?.label).to.equal("Price of an unchecked trade");
  });

  it("takes its headline from the summary, to the dollar", () => {
    const { wash, honest } = run.summary;
    expect([data.hook.attemptedUsd, data.hook.settledUsd]).to.deep.equal([
      wash.volumeAttemptedUsd,
      wash.volumeSettledUsd,
    ]);
    expect([data.honest.attempted, data.honest.held, data.honest.blocked]).to.deep.equal([
      honest.attempted,
      honest.held,
      honest.blocked,
    ]);
    expect(data.honest.stopped).to.have.length(honest.held + honest.blocked);
  });

  it("has a month for every month and an index that follows the path", () => {
    const { months, path, index, low, high } = data.market;
    expect(months).to.have.length(41);
    for (const column of [path, index, low, high]) expect(column).to.have.length(41);
    index.forEach((usd, i) => {
      if (usd === null) return;
      expect(usd / (path[i] ?? 0), months[i]).to.be.within(0.5, 2);
      expect(low[i] ?? 0).to.be.at.most(usd);
      expect(high[i] ?? 0).to.be.at.least(usd);
    });
  });

  it("spreads the wash volume that settled over months and rings without losing any", () => {
    const { settled, volumeSettledUsd } = run.summary.wash;
    expect(data.hook.months.reduce((sum, month) => sum + month.settled, 0)).to.equal(settled);
    for (const parts of [data.hook.months, data.rings.rings]) {
      expectNear(
        parts.reduce((sum, part) => sum + part.settledUsd, 0),
        volumeSettledUsd,
        parts.length,
      );
    }
  });

  it("adds volume up to the summary's wash and honest trades", () => {
    const sum = (wash: boolean): number =>
      data.market.volume.filter((row) => row.wash === wash).reduce((total, { trades }) => total + trades, 0);
    expect([sum(true), sum(false)]).to.deep.equal([run.summary.wash.attempted, run.summary.honest.attempted]);
  });

  it("follows the purchase of record to the last month", () => {
    const [purchase] = data.purchases;
    expect(purchase?.costUsd).to.equal(123_000);
    expect(purchase?.parcels.map(({ x, y }) => [x, y])).to.deep.equal([
      [29, -5],
      [21, -127],
      [11, 4],
    ]);
    expect(purchase?.values[0]?.usd).to.equal(123_000);
    expectNear(purchase?.values.at(-1)?.usd, purchase?.valueUsd ?? 0, 1);
    expect(purchase?.readings.filter((reading) => reading.startsWith("Doubtful"))).to.have.length(2);
  });

  it("keeps columns of one length, with rows that exist", () => {
    const { trades, accounts, sentences, land } = data;
    const { length } = trades.parcel;
    for (const column of Object.values(trades)) expect(column).to.have.length(length);
    const within = (column: readonly number[], low: number, size: number): boolean =>
      column.every((row) => row >= low && row < size);
    expect(within(trades.parcel, 0, land.x.length)).to.equal(true);
    expect(within(trades.seller, 0, accounts.length)).to.equal(true);
    expect(within(trades.buyer, 0, accounts.length)).to.equal(true);
    expect(within(trades.state, 0, TRADE_STATES.length)).to.equal(true);
    expect(within(trades.reason, -1, sentences.length)).to.equal(true);
    expect(within(land.firstOwner, 0, accounts.length)).to.equal(true);
  });

  it("ends every parcel with the owner that the chain ended with", () => {
    const owners = [...data.land.firstOwner];
    const moves = data.land.moves.parcel.map((parcel, i) => ({
      parcel,
      order: (data.land.moves.before[i] ?? 0) - 0.5,
      to: data.land.moves.to[i] ?? -1,
    }));
    const sales = data.trades.parcel.flatMap((parcel, row) =>
      data.trades.state[row] === 0 ? [{ parcel, order: row, to: data.trades.buyer[row] ?? -1 }] : [],
    );
    for (const { parcel, to } of [...moves, ...sales].sort((a, b) => a.order - b.order)) owners[parcel] = to;
    const expected = run.history.parcels.map(({ tokenId }) => run.history.final.land.owners.get(tokenId));
    expect(owners.map((row) => data.accounts[row]?.address)).to.deep.equal(expected);
  });

  it("tells why each stopped trade was stopped, and names people for a stranger", () => {
    const first = data.honest.stopped[0];
    const why = data.sentences[data.trades.reason[first?.trade ?? -1] ?? -1];
    expect(why).to.match(/^RoundTrip: The buyer let go of this very parcel \d+ days? before/);
    expect(first?.code).to.equal("RoundTripForReview");
    expect(first?.looksLike).to.equal("Buy-back: sold it, regretted it");
    expect(data.accounts.map(({ name }) => name)).to.include.members(["JJ Lin", "Newcomer 7", "Ring 3, wallet B"]);
  });

  it("gives each rule its hit rate, with an interval around it", () => {
    for (const { precision } of data.honest.rules) {
      if (precision === null) continue;
      expect(precision.low).to.be.at.most(precision.share);
      expect(precision.high).to.be.at.least(precision.share);
    }
    expect(data.honest.rulesTitle).to.contain("RoundTrip is right least often");
  });

  it("shows each ring with the trade at which it was first stopped", () => {
    expect(data.rings.rings).to.have.length(18);
    for (const { trades, firstStopped, settledUsd, attemptedUsd } of data.rings.rings) {
      expect(trades.every((row) => data.trades.wash[row] === 1)).to.equal(true);
      expect(data.trades.state[trades[firstStopped] ?? -1]).to.not.equal(0);
      expect(settledUsd).to.be.at.most(attemptedUsd);
    }
  });

  it("sets a run without rules beside it", () => {
    expect(data.hook.compare).to.equal(null);
    const { compare } = buildReportData({ ...run, compare: without }).hook;
    expect(compare?.policy).to.equal("off");
    expect(compare?.settledUsd).to.equal(without.summary.wash.volumeSettledUsd);
    expect(compare?.settledUsd).to.be.greaterThan(20 * data.hook.settledUsd);
    expect(compare?.title).to.match(/^Unchecked, the rings would have painted the index up to .* higher/);
  });

  it("prints the receipt as it is and the commands to run again", () => {
    expect(data.receipt.entries).to.deep.include({ name: "outputs.journalSha256", value: "0x70be" });
    expect(data.receipt.commands.map(({ command }) => command).join("\n")).to.contain("--seed 2021 --policy enforce");
  });
});
