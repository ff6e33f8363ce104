import { expect } from "chai";

import { marketMaker, riskOf } from "../../../src/agents/market-maker.ts";
import type { Intent } from "../../../src/domain/agents.ts";
import { USD, usdToNumber } from "../../../src/domain/primitives.ts";
import { ALICE, BOB, CAROL, hash, NOON } from "../../fixtures/journal-lines.ts";
import { aCharacter, anOffer, aView, type Scene } from "../../fixtures/market-view.ts";
import { expectNear } from "../../fixtures/near.ts";

const DAY = 86_400;
/** Eight parcels of Bob's; those that Alice has come on top. */
const BOBS = Array.from({ length: 8 }, (_, i) => [BigInt(100 + i), BOB] as const);
const SOLD = { time: NOON - DAY, price: 10_000n * USD, seller: CAROL, buyer: BOB };
const STORMY: Scene = { typicalUsd: 10_000, before: 8_000 };

describe("the market maker", () => {
  it("quotes both sides around recent trades: a bid for any, and asks for what it holds", () => {
    const [asks, bids] = [priceOf(act({ held: 1 }), "list"), priceOf(act({ held: 0 }), "bidForAny")];
    // exp(0.04) on both sides of $10,000, in a market that stands still.
    expect([bids, asks]).to.deep.equal([9_610, 10_400]);
  });

  it("looks at trades and not at the typical value", () => {
    expect(priceOf(act({ held: 0, typicalUsd: 30_000, before: 30_000 }), "bidForAny")).to.equal(9_610);
  });

  it("quotes nothing where there are few trades, or old ones", () => {
    expect(act({ held: 1, others: BOBS.slice(0, 6) })).to.deep.equal([]);
    expect(act({ held: 1, lastSale: { ...SOLD, time: NOON - 31 * DAY } })).to.deep.equal([]);
  });

  it("widens its spread with volatility", () => {
    expect(spread({ ...STORMY, held: 1 })).to.be.above(spread({ held: 1 }) + 0.05);
  });

  it("widens it with inventory, and lowers both sides", () => {
    const [few, many] = [1, 5].map((held) => ({ ...STORMY, held }));
    if (few === undefined || many === undefined) throw new RangeError("there are two");
    expect(spread(many)).to.be.above(spread(few));
    for (const side of ["list", "bidForAny"] as const) {
      expect(priceOf(act(many), side), side).to.be.below(priceOf(act(few), side));
    }
  });

  it("bids for two at most, for one where it has room for one, and for none where it is full", () => {
    const amount = (held: number): number | undefined =>
      act({ held }).flatMap((intent) => (intent.do === "bidForAny" ? [intent.amount] : []))[0];
    expect([0, 4, 5, 6].map(amount)).to.deep.equal([2, 2, 1, undefined]);
  });

  it("has one bid open at a time, and the money for it", () => {
    const open = { orderHash: hash(1), maker: ALICE, price: 1n, left: 1, expiresAt: NOON + DAY };
    expect(act({ held: 0, collectionBids: [open] })).to.deep.equal([]);
    expect(act({ held: 0, balance: 0n }).map((intent) => intent.do)).to.deep.equal(["deposit", "bidForAny"]);
  });

  it("asks once for each parcel, and takes a bid that reaches its ask", () => {
    expect(offers(act({ held: 1, asks: [anOffer(1n, ALICE, 10_500)] }))).to.deep.equal([]);
    const taken = act({ held: 1, bids: [anOffer(1n, BOB, 10_500)] });
    expect(taken.filter((intent) => intent.do === "take")).to.have.length(1);
    expect(offers(taken)).to.deep.equal([]);
    expect(offers(act({ held: 1, bids: [anOffer(1n, BOB, 10_300)] }))).to.have.length(1);
  });

  it("counts a steady fall as risk", () => {
    const falling = { ...aView(), typicalUsdBefore: (days: number) => 10_000 * 1.02 ** (days / 7) };
    expectNear(riskOf(falling), 0.6 * Math.log(1.02) ** 2 * (30 / 7), 1e-9);
    expect(riskOf(aView())).to.equal(0);
  });
});

interface Market extends Scene {
  /** How many parcels Alice has. */
  readonly held: number;
  readonly others?: readonly (readonly [bigint, typeof BOB])[];
}

function act({ held, others = BOBS, ...scene }: Market): readonly Intent[] {
  const own = Array.from({ length: held }, (_, i) => [BigInt(i + 1), ALICE] as const);
  const view = aView({ owners: new Map([...own, ...others]), lastSale: SOLD, balance: 30_000n * USD, ...scene });
  const before = scene.before;
  // Up and down by turns, so that the market moves and the typical value stays.
  const typicalUsdBefore = (days: number): number =>
    before === undefined || (days / 7) % 2 === 0 ? view.typicalUsd : before;
  return marketMaker(aCharacter()).act({ ...view, typicalUsdBefore });
}

function offers(intents: readonly Intent[]): readonly Intent[] {
  return intents.filter((intent) => intent.do === "list");
}

function priceOf(intents: readonly Intent[], side: "list" | "bidForAny"): number {
  const [price] = intents.flatMap((intent) => (intent.do === side && "price" in intent ? [intent.price] : []));
  if (price === undefined) throw new RangeError(`no ${side}`);
  return usdToNumber(price);
}

function spread(market: Market): number {
  const intents = act(market);
  return Math.log(priceOf(intents, "list") / priceOf(intents, "bidForAny"));
}
