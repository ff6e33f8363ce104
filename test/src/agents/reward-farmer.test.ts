import { readFileSync } from "node:fs";

import { expect } from "chai";

import { FEE_PER_POINT, rewardFarmer, rewardPerCost, type FarmingTerms } from "../../../src/agents/reward-farmer.ts";
import type { Agent, Intent } from "../../../src/domain/agents.ts";
import type { SaleView } from "../../../src/domain/market-view.ts";
import { USD } from "../../../src/domain/primitives.ts";
import { ALICE, BOB, CAROL, HOUSE, NOON } from "../../fixtures/journal-lines.ts";
import { aCharacter, anOffer, aView, orderOf, type Scene } from "../../fixtures/market-view.ts";

const DAY = 86_400;
const MIDNIGHT = NOON - DAY / 2;
/** A fee of 2.5 %, of which points are a tenth: at $20 a point it comes back twice. */
const TERMS: FarmingTerms = {
  costPct: 2.5,
  feePct: 2.5,
  rewards: [
    { from: MIDNIGHT, until: MIDNIGHT + 99 * DAY, usdPerPoint: 20 },
    { from: MIDNIGHT + 100 * DAY, until: MIDNIGHT + 199 * DAY, usdPerPoint: 11 },
  ],
};
const ALICES = new Map([[1n, ALICE]]);
const BOBS = new Map([[1n, BOB]]);

describe("what farming pays", () => {
  it("is the points' worth for each dollar that the market takes, on the days on which it pays", () => {
    const on = (day: number): number => rewardPerCost(TERMS, NOON + day * DAY);
    expect([-1, 0, 99, 100, 199, 200].map(on)).to.deep.equal([0, 2, 2, 1.1, 1.1, 0]);
  });

  it("is less where a royalty is due besides, and nothing where there is no fee", () => {
    expect(rewardPerCost({ ...TERMS, costPct: 5 }, NOON)).to.equal(1);
    expect(rewardPerCost({ ...TERMS, costPct: 0, feePct: 0 }, NOON)).to.equal(0);
  });

  it("counts points as the membership contract does", () => {
    const contract = readFileSync("contracts/collectibles/Membership.sol", "utf8");
    expect(contract).to.include(`FEE_PER_POINT = ${FEE_PER_POINT};`);
  });
});

describe("a reward farmer", () => {
  it("does nothing while farming does not pay, nor where it pays less than the trouble", () => {
    expect(farmer().act(aView({ tick: -1 }))).to.deep.equal([]);
    // A tenth more than the cost; this farmer wants a fifth.
    expect(farmer().act(aView({ tick: 100 }))).to.deep.equal([]);
  });

  it("opens two wallets, each from the exchange on a day of its own", () => {
    const agent = farmer();
    expect(agent.act(aView({ tick: 0 }))).to.deep.equal([{ do: "join", account: ALICE, amount: 20_000n * USD }]);
    expect(agent.act(aView({ tick: 1 }))).to.deep.equal([{ do: "join", account: BOB, amount: 1n * USD }]);
  });

  it("buys one parcel honestly", () => {
    const asks = [anOffer(5n, CAROL, 10_500)];
    expect(joined().act(aView({ tick: 2, asks }))).to.deep.equal([
      { do: "take", taker: ALICE, orderHash: orderOf(5n) },
    ]);
  });

  it("sells it to its other wallet for all it has, and says the truth about it", () => {
    const truth = { honest: false, ring: "test/1", kind: "farming" } as const;
    const deal = { do: "deal", seller: ALICE, buyer: BOB, tokenId: 1n, price: 40_000n * USD, truth } as const;
    expect(joined().act(market(2, { owners: ALICES }))).to.deep.equal([
      { do: "withdraw", account: ALICE, amount: 20_000n * USD },
      { do: "deposit", account: BOB, amount: 20_000n * USD },
      deal,
    ]);
    expect(dealOf(joined().act(market(2, { owners: BOBS })))).to.include({ seller: BOB, buyer: ALICE });
  });

  it("gets its reward, and goes on two days later", () => {
    const agent = joined();
    agent.act(market(2, { owners: ALICES }));
    const lastSale = soldOn(2);
    // Points of a tenth of the fee on $40,000, at $20 each.
    expect(agent.act(market(3, { owners: BOBS, lastSale }))).to.deep.equal([
      { do: "deposit", account: BOB, amount: 2_000n * USD },
    ]);
    expect(dealOf(agent.act(market(4, { owners: BOBS, lastSale })))).to.include({ seller: BOB, buyer: ALICE });
  });

  it("waits twice as long after each refusal", () => {
    const agent = joined();
    const days = Array.from({ length: 70 }, (_, i) => i + 2);
    const tries = days.filter((tick) => dealOf(agent.act(market(tick, { owners: ALICES }))) !== undefined);
    expect(tries).to.deep.equal([2, 6, 14, 30, 62]);
  });

  it("waits for a trade that is held, and takes its return for a refusal", () => {
    const agent = joined();
    agent.act(market(2, { owners: ALICES }));
    const held = (tick: number) => ({
      ...market(tick, { owners: new Map([[1n, HOUSE]]), asks: [anOffer(5n, CAROL, 9_000)] }),
      belongsTo: () => ALICE,
    });
    expect([3, 5, 9].flatMap((tick) => agent.act(held(tick)))).to.deep.equal([]);
    expect(dealOf(agent.act(market(10, { owners: ALICES })))).to.include({ seller: ALICE });
    const next = [12, 17, 18].map((tick) => dealOf(agent.act(market(tick, { owners: ALICES }))) !== undefined);
    expect(next).to.deep.equal([false, false, true]);
  });

  it("sells out and takes its money home when farming pays no more", () => {
    expect(joined().act(market(200, { owners: ALICES, balance: 5n * USD }))).to.deep.equal([
      { do: "list", maker: ALICE, tokenId: 1n, price: 9_500n * USD, days: 4 },
      { do: "withdraw", account: ALICE, amount: 5n * USD },
      { do: "withdraw", account: BOB, amount: 5n * USD },
    ]);
  });
});

function farmer(): Agent {
  return rewardFarmer(aCharacter(), BOB, TERMS);
}

/** With both wallets open. */
function joined(): Agent {
  const agent = farmer();
  for (const tick of [0, 1]) agent.act(aView({ tick }));
  return agent;
}

/** Each wallet has $20,000. */
function market(tick: number, scene: Scene) {
  return aView({ tick, balance: 20_000n * USD, ...scene });
}

function soldOn(tick: number): SaleView {
  return { time: NOON + tick * DAY, price: 40_000n * USD, seller: ALICE, buyer: BOB };
}

function dealOf(intents: readonly Intent[]): Intent | undefined {
  return intents.find((intent) => intent.do === "deal");
}
