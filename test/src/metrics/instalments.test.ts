import { expect } from "chai";

import { agentGains } from "../../../src/metrics/gains.ts";
import { instalmentScore } from "../../../src/metrics/instalments.ts";
import { priceBands } from "../../../src/metrics/price-band.ts";
import { completedTrades, tradedIndex } from "../../../src/metrics/traded-index.ts";
import { replay } from "../../../src/replay/history.ts";
import { indebtedRun } from "../../fixtures/indebted-run.ts";
import { RUN } from "../../fixtures/journal-lines.ts";

describe("instalments in figures", () => {
  const history = indebtedRun();

  it("say how plans ended, what was paid and lost, and what foreclosed land brought", () => {
    expect(instalmentScore(history)).to.deep.equal({
      opened: 4,
      completed: 1,
      foreclosed: 1,
      unwound: 1,
      open: 1,
      paidUsd: 550 + 150 + 550 + 100,
      lostUsd: 75,
      owedUsd: 450,
      resold: 1,
      // $800 where the only other sale of the month was at $1,200: the index is $1,000.
      resalePriceToTypicalMedian: 0.8,
    });
  });

  it("are nothing where nobody buys so", () => {
    const none = instalmentScore(replay([RUN]));
    expect(none).to.deep.include({ opened: 0, paidUsd: 0, lostUsd: 0, owedUsd: 0, resold: 0 });
    expect(none.resalePriceToTypicalMedian).to.satisfy(Number.isNaN);
  });

  it("leave the index and the band alone, since their price was agreed long before", () => {
    const worth = new Map(history.parcels.map((parcel) => [parcel.tokenId, parcel.worth]));
    const [month] = tradedIndex(completedTrades(history), worth);
    expect(month).to.deep.equal({ month: "2021-11", usd: 1_000, trades: 2 });
    expect(priceBands(history)[0]?.trades).to.equal(2);
  });

  it("take a forfeit from the buyer and give it to the seller", () => {
    const gains = agentGains(history, { startUsd: 0, endUsd: 0 });
    const cashOf = (agent: string) => gains.find((gain) => gain.agent === agent)?.cash;
    // Bob paid two parcels and lost a forfeit; Alice has both, and sold what came back.
    expect([cashOf("leveraged/1"), cashOf("financier/1")]).to.deep.equal([-550 - 75 - 1_200, 550 + 75 + 800]);
  });
});
