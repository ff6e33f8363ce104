import { expect } from "chai";

import type { ChainEvent } from "../../../src/domain/events.ts";
import { USD } from "../../../src/domain/primitives.ts";
import { instalmentView, paidInOf } from "../../../src/replay/instalments.ts";
import { applyEvent, emptyState, type MarketState } from "../../../src/replay/market-state.ts";
import { expireOrders } from "../../../src/replay/orders.ts";
import { belongsTo } from "../../../src/replay/tokens.ts";
import {
  ALICE,
  aPlanOffer,
  aTrade,
  BOB,
  CAROL,
  hash,
  HOUSE,
  NOBODY,
  NOON,
  PLAN,
} from "../../fixtures/journal-lines.ts";

const DAY = 86_400;
const MINTED = { e: "ParcelTransferred", tokenId: 1n, from: NOBODY, to: ALICE } as const;
const OFFERED = { e: "PlanOffered", offerHash: hash(1), collection: "land", offer: aPlanOffer() } as const;
const TAKEN_IN = { e: "ParcelTransferred", tokenId: 1n, from: ALICE, to: HOUSE } as const;
const PAID = { e: "InstalmentPaid", planId: 8n, instalments: 2, amount: 100n * USD, paidIn: 200n * USD } as const;

describe("sales by instalments in the market's state", () => {
  it("begin as an offer that everybody sees while its seller holds the token", () => {
    const { planOffers } = instalmentView(after(MINTED, OFFERED));
    expect(planOffers).to.deep.equal([
      {
        offerHash: hash(1),
        seller: ALICE,
        collection: "land",
        tokenId: 1n,
        price: 550n * USD,
        downPayment: 100n * USD,
        instalment: 50n * USD,
        count: 9,
        period: 10 * DAY,
        expiresAt: NOON + 4 * DAY,
      },
    ]);
    const given = { ...TAKEN_IN, to: CAROL };
    expect(instalmentView(after(MINTED, OFFERED, given)).planOffers).to.deep.equal([]);
  });

  it("are a plan once accepted: the token in custody for its seller, and what the buyer owes for all to see", () => {
    const state = after(MINTED, OFFERED, PLAN, TAKEN_IN);
    expect(state.planOffers.size).to.equal(0);
    expect(state.land.custody.get(1n)).to.deep.equal({ house: "instalments", owner: ALICE });
    expect(belongsTo(state, 1n)).to.equal(ALICE);
    expect(instalmentView(state).plans).to.deep.equal([
      {
        planId: 8n,
        seller: ALICE,
        buyer: BOB,
        collection: "land",
        tokenId: 1n,
        instalment: 50n * USD,
        left: 9,
        owed: 450n * USD,
        paidIn: 100n * USD,
        startedAt: NOON,
        dueAt: NOON + 10 * DAY,
        foreclosableAt: NOON + 13 * DAY,
      },
    ]);
  });

  it("move their due date with what is paid", () => {
    const state = after(MINTED, PLAN, TAKEN_IN, PAID);
    const [plan] = instalmentView(state).plans;
    expect(plan).to.include({ left: 7, owed: 350n * USD, paidIn: 200n * USD, dueAt: NOON + 30 * DAY });
    const kept = state.plans.get(8n);
    expect(kept && paidInOf(kept)).to.equal(200n * USD);
  });

  it("end with the token at the buyer, and the sale at the day on which it settled", () => {
    const settled: readonly ChainEvent[] = [
      { ...PAID, instalments: 9, amount: 450n * USD, paidIn: 550n * USD },
      { e: "PlanSettled", planId: 8n, price: 550n * USD },
      { e: "ParcelTransferred", tokenId: 1n, from: HOUSE, to: BOB },
      { e: "TradeSettled", house: "instalments", orderHash: hash(8), fee: 1n, royalty: 0n, ...aTrade() },
    ];
    const state = after(MINTED, PLAN, TAKEN_IN, ...settled);
    expect(state.plans.get(8n)).to.deep.include({ status: "settled", endedAt: NOON, forfeited: 0n, paid: 9 });
    expect(instalmentView(state).plans).to.deep.equal([]);
    expect([state.land.custody.size, belongsTo(state, 1n)]).to.deep.equal([0, BOB]);
    expect(state.land.lastSales.get(1n)?.time).to.equal(NOON);
  });

  it("end with the token back at the seller where they are foreclosed or unwound", () => {
    const back = { e: "ParcelTransferred", tokenId: 1n, from: HOUSE, to: ALICE } as const;
    const foreclosed = { e: "PlanForeclosed", planId: 8n, by: CAROL, forfeited: 50n, refunded: 50n } as const;
    const lost = after(MINTED, PLAN, TAKEN_IN, foreclosed, back);
    expect(lost.plans.get(8n)).to.deep.include({ status: "foreclosed", endedAt: NOON, forfeited: 50n });
    expect(belongsTo(lost, 1n)).to.equal(ALICE);
    const unwound = after(MINTED, PLAN, TAKEN_IN, { e: "PlanUnwound", planId: 8n, refunded: 550n * USD }, back);
    expect(unwound.plans.get(8n)).to.deep.include({ status: "unwound", forfeited: 0n });
    expect([...unwound.land.custody]).to.deep.equal([]);
  });

  it("forget offers that are cancelled, stale or have run out", () => {
    const cancelled = after(OFFERED, { e: "PlanOfferCancelled", offerHash: hash(1), seller: ALICE, nonce: 0n });
    expect(cancelled.planOffers.size).to.equal(0);
    const raised = { e: "CounterRaised", house: "instalments", maker: ALICE, counter: 1n } as const;
    expect(after(OFFERED, raised).planOffers.size).to.equal(0);
    expect(after(OFFERED, { ...raised, maker: BOB }).planOffers.size).to.equal(1);
    expect(after(OFFERED, { ...raised, house: "rentals" }).planOffers.size).to.equal(1);
    const state = after(OFFERED);
    expireOrders(state, NOON + 4 * DAY - 1);
    expect(state.planOffers.size).to.equal(1);
    expireOrders(state, NOON + 4 * DAY);
    expect(state.planOffers.size).to.equal(0);
  });

  it("leave plans alone that they never saw begin", () => {
    const ends: readonly ChainEvent[] = [PAID, { e: "PlanSettled", planId: 8n, price: 1n }];
    expect(after(...ends).plans.size).to.equal(0);
  });
});

function after(...events: readonly ChainEvent[]): MarketState {
  const state = emptyState();
  for (const event of events) applyEvent(state, event, NOON);
  return state;
}
