import { readFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";

import { tokenIdAt } from "../../src/domain/land.ts";
import { USD } from "../../src/domain/primitives.ts";
import { estateOfRecord, valuesOfRecord } from "../../src/metrics/estate-of-record.ts";
import { tradeOfEstate } from "../../src/metrics/portfolio.ts";
import { completedTrades, tradedIndex } from "../../src/metrics/traded-index.ts";
import { summarise } from "../../src/metrics/summary.ts";
import { replay } from "../../src/replay/history.ts";
import { loadScenario } from "../../src/scenario/load.ts";
import { expectToEqualTheChain } from "../fixtures/chain-state.ts";
import { expectNear } from "../fixtures/near.ts";
import { runScenario, SMALL_SCENARIO } from "../fixtures/small-run.ts";

const SCENARIOS = path.resolve(import.meta.dirname, "../../scenarios");
const PRICE = 2_428_740n * USD;

describe("the Fashion Street estate in a small market", function () {
  this.timeout(120_000);
  let run: Awaited<ReturnType<typeof runScenario>>;
  let history: ReturnType<typeof replay>;
  before(async () => {
    run = await runScenario(fashionStreetInMiniature());
    history = replay(run.lines);
  });

  it("is joined once, of 116 parcels, in one transaction", () => {
    const wanted = new Set((purchase().estate?.places ?? []).map(({ x, y }) => tokenIdAt(x, y)));
    const joined = run.lines.flatMap((line) =>
      line.k === "tx" ? line.events.flatMap((event) => (event.e === "EstateJoined" ? [event] : [])) : [],
    );
    const large = joined.filter(({ tokenIds }) => tokenIds.some((tokenId) => wanted.has(tokenId)));
    expect(large).to.have.length(1);
    expect(new Set(large[0]?.tokenIds)).to.deep.equal(wanted);
  });

  it("is sold once, on its day, for exactly $2,428,740, to the buyer's bid", () => {
    const trade = tradeOfEstate(purchase(), history);
    const tried = history.attempts.filter(
      ({ collection, tokenId }) => collection === "estate" && tokenId === trade?.tokenId,
    );
    expect(tried).to.have.length(1);
    expect(tried[0]).to.deep.include({ outcome: "settled", kind: "bid", house: "market", price: PRICE });
    expect(tried[0]?.parcels).to.have.length(116);
    expect(new Date((tried[0]?.time ?? 0) * 1000).toISOString().slice(0, 10)).to.equal("2021-11-22");
  });

  it("pays legs that sum to the price, out of the buyer's account alone", () => {
    const trade = tradeOfEstate(purchase(), history);
    const transaction = run.lines.find((line) => line.k === "tx" && line.n === trade?.n);
    if (transaction?.k !== "tx" || trade === undefined) throw new RangeError("it was sold");
    const legs = transaction.events.flatMap((event) => (event.e === "MoneyTransferred" ? [event] : []));
    expect(legs.reduce((sum, { amount }) => sum + amount, 0n)).to.equal(PRICE);
    expect(new Set(legs.map(({ from }) => from))).to.deep.equal(new Set([trade.buyer]));
    expect(legs.find(({ to }) => to === trade.seller)?.amount).to.equal(PRICE - trade.fee - trade.royalty);
    expect(trade.fee).to.equal((PRICE * 25n) / 1_000n);
  });

  it("stays whole and the buyer's to the end, and none of its parcels is sold by itself", async () => {
    const trade = tradeOfEstate(purchase(), history);
    const wanted = new Set(trade?.parcels);
    const alone = history.attempts.filter(({ collection, tokenId }) => collection === "land" && wanted.has(tokenId));
    expect(alone).to.deep.equal([]);
    expect(history.final.estate.owners.get(trade?.tokenId ?? 0n)).to.equal(trade?.buyer);
    await expectToEqualTheChain(history.final, run.result.deployment, run.connection.ethers.provider);
  });

  it("is followed in the summary: the price paid carried on, and the value of record beside it", () => {
    const { portfolio } = summarise(history, run.scenario, 1);
    const worth = new Map(history.parcels.map((parcel) => [parcel.tokenId, parcel.worth]));
    const index = new Map(tradedIndex(completedTrades(history), worth).map(({ month, usd }) => [month, usd]));
    expect(portfolio?.costUsd).to.equal(2_428_740);
    expect(portfolio?.parcels).to.deep.equal([]);
    const carried = (2_428_740 * (index.get("2022-01") ?? 0)) / (index.get("2021-11") ?? 0);
    expectNear(portfolio?.valueUsd, carried, 1e-6);
    const estate = estateOfRecord(purchase(), history, run.scenario);
    expect(portfolio?.estate).to.deep.equal(estate);
    if (estate === undefined) throw new RangeError("it was sold");
    expectNear(estate.sizeFactor, 116 ** -0.1, 1e-12);
    const values = valuesOfRecord(estate, history, run.scenario);
    expect(values.map(({ month }) => month)).to.deep.equal(["2021-11", "2021-12", "2022-01"]);
    expect(values.at(-1)?.usd).to.equal(estate.markUsd);
  });

  function purchase() {
    const [known] = run.scenario.purchases;
    if (known === undefined) throw new RangeError("the scenario has a purchase");
    return known;
  }
});

/** The people and months of the small scenario, more land, and the purchase of scenarios/fashion-street.yaml. */
function fashionStreetInMiniature() {
  const load = (file: string) => loadScenario(file, (name) => readFileSync(name, "utf8"));
  const small = load(SMALL_SCENARIO);
  const { purchases } = load(path.join(SCENARIOS, "fashion-street.yaml"));
  return { ...small, world: { ...small.world, parcels: small.world.parcels + 116 }, purchases };
}
