import { expect } from "chai";

import { SALE_KINDS } from "../../../src/domain/houses.ts";
import { summarise } from "../../../src/metrics/summary.ts";
import { replay } from "../../../src/replay/history.ts";
import { buildReportData } from "../../../src/report/data/build-report-data.ts";
import { belongsTo } from "../../../src/replay/tokens.ts";
import { buildSales } from "../../../src/report/data/sales-data.ts";
import { TRADE_STATES } from "../../../src/report/report-data.ts";
import { indebtedRun } from "../../fixtures/indebted-run.ts";
import { RUN } from "../../fixtures/journal-lines.ts";
import { madeUpRun } from "../../fixtures/made-up-run.ts";
import { salesRun } from "../../fixtures/sales-run.ts";
import { syntheticRun } from "../../fixtures/synthetic-run.ts";
import { expectNear } from "../../fixtures/near.ts";

describe("the report's data", function () {
  this.timeout(10_000);
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
    expect(data.headline.sentence).to.contain("under the rules SelfTrade, RoundTrip, CommonFunder, SelfFinanced, ");
    expect(data.headline.sentence).to.contain(
      " with PriceBand, Velocity, HoldingPeriod and Concentration only watching",
    );
    expect(data.headline.figures.map(({ id }) => id)).to.deep.equal(["loss", "wash", "honest", "gas"]);
    expect(data.headline.figures[0]?.note).to.contain("Bought for $123,000");
  });

  it("names reward farmers and what they got through, where there were any", () => {
    expect(data.hook.farming).to.equal(null);
    const volumes = { volumeAttemptedUsd: 250_000, volumeSettledUsd: 60_000 };
    const washKinds = [...run.summary.washKinds, { kind: "farming", attempted: 9, settled: 2, ...volumes } as const];
    expect(buildReportData({ ...run, summary: { ...run.summary, washKinds } }).hook.farming).to.equal(
      "Of it, reward farmers tried $250,000 in 9 trades, while the market paid more for volume than it took in fees: " +
        "$60,000 in 2 settled, $190,000 was stopped. Who is refused waits twice as long, and so trades less often.",
    );
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
    expect(within(trades.parcel, -1, land.x.length)).to.equal(true);
    expect(within(trades.seller, 0, accounts.length)).to.equal(true);
    expect(within(trades.buyer, 0, accounts.length)).to.equal(true);
    expect(trades.parcel.every((row, i) => (row === -1) === (trades.estate[i] !== 0))).to.equal(true);
    expect(within(trades.kind, 0, SALE_KINDS.length)).to.equal(true);
    expect(within(land.moves.note, -1, land.moveNotes.length)).to.equal(true);
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
    const expected = run.history.parcels.map(({ tokenId }) => belongsTo(run.history.final, tokenId));
    expect(owners.map((row) => data.accounts[row]?.address)).to.deep.equal(expected);
  });

  it("tells why each stopped trade was stopped, and names people for a stranger", () => {
    const first = data.honest.stopped[0];
    const why = data.sentences[data.trades.reason[first?.trade ?? -1] ?? -1];
    expect(why).to.match(/^RoundTrip: The buyer's side let go of this very parcel \d+ days? before/);
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

  it("tells what the rules in shadow would have stopped, and what that would have cost the honest", () => {
    const { shadow } = data.hook;
    expect(shadow?.title).to.match(
      /^In force, the watching rules would have stopped \d+ more trades: \d+ of rings, \d+ of honest people$/,
    );
    expect(shadow?.words).to.contain("HoldingPeriod and Concentration objected to nothing that settled.");
    const honest = new Map(shadow?.rules.map((row) => [row.rule, row.honest.held + row.honest.blocked]));
    expect([...honest.keys()]).to.have.members(["PriceBand", "Velocity"]);
    const listed = data.honest.shadow?.stopped ?? [];
    for (const rule of run.summary.rules.filter(({ mode }) => mode === "shadow")) {
      expect(honest.get(rule.id) ?? 0, rule.id).to.equal(rule.wouldStopHonest);
      expect(listed.filter((row) => row.rule === rule.id)).to.have.length(rule.wouldStopHonest);
    }
    for (const { trade, end } of listed) {
      expect(data.trades.state[trade]).to.equal(0);
      expect(end).to.equal("Settled; in force, the rule would have held it");
    }
    expect(buildReportData(without).hook.shadow).to.equal(null);
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

  it("adds the ways to sell up to what settled, most sales first", () => {
    const { kinds, title } = data.sales;
    expect(kinds.reduce((sum, { settled }) => sum + settled, 0)).to.equal(run.summary.trades.settled);
    expectNear(
      kinds.reduce((sum, { share }) => sum + share, 0),
      1,
      1e-9,
    );
    for (const { settled, months } of kinds) {
      expect(months.reduce((sum, of) => sum + of.settled, 0)).to.equal(settled);
      expect(settled).to.be.at.most(kinds[0]?.settled ?? 0);
    }
    expect(title).to.match(/^\d+\.\d.% of [\d,]+ sales took a public ask, \d+\.\d.% (met|were|took|went) .+$/u);
  });

  it("puts auctions, rentals and estates into words", () => {
    const history = salesRun();
    const { facts } = buildSales({ ...run, history, summary: summarise(history, run.scenario, 1) });
    expect(facts.map(({ title }) => title)).to.deep.equal([
      "1 of 3 auctions sold",
      "Tenants paid $90 in 2 rentals",
      "1 estate joined, 1 dissolved again",
    ]);
    expect(facts.map(({ words }) => words.replaceAll("\u00a0", " "))).to.deep.equal([
      "1 found no bidder; a rule refused the winner of 1. Each drew 1.0 bids on average. The auctioned parcel brought 1.50 × what its place was worth by the month’s index.",
      "2 tenants used 3 parcels for 14 days in all, at $6.43 per parcel and day. 1 rental was ended early by the landlord, and the rest refunded.",
      "The usual estate had 2 parcels, the largest 2. 0 stood at the end, with 0 parcels in them. Sold as a whole, an estate brought 1.50 × the value of its parcels by place.",
    ]);
  });

  it("puts instalments into words where somebody bought so", () => {
    const history = indebtedRun();
    const { facts } = buildSales({ ...run, history, summary: summarise(history, run.scenario, 1) });
    const told = facts.find(({ id }) => id === "instalments");
    expect(told?.title).to.equal("1 of 4 plans to pay in instalments ended in foreclosure");
    expect(told?.words.replaceAll("\u00a0", " ")).to.equal(
      "Buyers kept 1 of them to the last payment; 1 could not settle and went back; 1 plan was still being paid at the end. Foreclosures cost buyers $75 of what they had paid. Sold again, a foreclosed parcel brought 0.80 × what its place was worth by the month’s index.",
    );
    expect(told?.figures.map(({ value }) => value.replaceAll("\u00a0", " "))).to.deep.equal([
      "$1,350",
      "$75",
      "0.80 ×",
    ]);
  });

  it("says so where nothing was sold, let or joined", () => {
    const history = replay([RUN]);
    const { title, facts } = buildSales({ ...run, history, summary: summarise(history, run.scenario, 1) });
    expect([title, ...facts.map((of) => of.title)]).to.deep.equal([
      "Nothing was sold",
      "Nobody held an auction",
      "Nobody rented land",
      "Nobody joined an estate",
    ]);
    const deals = madeUpRun();
    const only = buildSales({ ...run, history: deals, summary: summarise(deals, run.scenario, 1) });
    expect(only.title).to.equal("All of 4 sales were private deals");
  });

  it("tells a parcel that changed hands with its estate, or out of escrow, from one that was given away", () => {
    const notes = data.land.moves.note.map((row) => data.land.moveNotes[row] ?? "");
    expect(notes.filter((note) => note.startsWith("sold with estate 1 (4 parcels) for $"))).to.have.length(4);
    expect(notes.filter((note) => note.endsWith(", released from escrow"))).to.have.length(run.summary.trades.released);
  });

  it("prints the receipt as it is and the commands to run again", () => {
    expect(data.receipt.entries).to.deep.include({ name: "outputs.journalSha256", value: "0x70be" });
    expect(data.receipt.commands.map(({ command }) => command).join("\n")).to.contain("--seed 2021 --policy enforce");
  });
});
