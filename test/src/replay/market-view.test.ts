import { expect } from "chai";

import type { ChainEvent } from "../../../src/domain/events.ts";
import type { Order } from "../../../src/domain/order.ts";
import { USD } from "../../../src/domain/primitives.ts";
import { replayedTypical } from "../../../src/replay/typical.ts";
import { applyEvent, emptyState } from "../../../src/replay/market-state.ts";
import { marketView, surroundings } from "../../../src/replay/market-view.ts";
import {
  aCase,
  ALICE,
  anOrder,
  aTrade,
  BOB,
  CAROL,
  hash,
  NOBODY,
  NOON,
  REFUSAL,
} from "../../fixtures/journal-lines.ts";

const PARCELS = [
  { tokenId: 1n, x: 0, y: 1, worth: 2 },
  { tokenId: 2n, x: 0, y: 2, worth: 0.5 },
];
const PATH = [100, 110, 120, 130];

describe("marketView", () => {
  it("shows the typical value of the day and of days before, the first day's before the beginning", () => {
    const view = seen([], 2);
    expect([view.tick, view.time, view.typicalUsd]).to.deep.equal([2, NOON, 120]);
    expect([view.typicalUsdBefore(1), view.typicalUsdBefore(2), view.typicalUsdBefore(30)]).to.deep.equal([
      110, 100, 100,
    ]);
  });

  it("shows every parcel and its worth", () => {
    const view = seen([]);
    expect(view.tokens).to.deep.equal([1n, 2n]);
    expect([view.worth(1n), view.worth(2n)]).to.deep.equal([2, 0.5]);
  });

  it("shows owners, holdings, balances and last sales, and nothing for who has none", () => {
    const view = seen([
      owns(1n, ALICE),
      owns(2n, ALICE),
      { e: "MoneyTransferred", from: NOBODY, to: BOB, amount: 7n },
      { e: "TradeSettled", house: "market", orderHash: hash(9), fee: 0n, royalty: 0n, ...aTrade() },
    ]);
    expect(view.ownerOf(1n)).to.equal(ALICE);
    expect(view.holdings(ALICE)).to.deep.equal([1n, 2n]);
    expect(view.balance(BOB)).to.equal(7n);
    expect(view.lastSale(1n)).to.deep.equal({ time: NOON, price: 1_000n * USD, seller: ALICE, buyer: BOB });
    expect([view.ownerOf(3n), view.holdings(CAROL), view.balance(CAROL), view.lastSale(2n)]).to.deep.equal([
      undefined,
      [],
      0n,
      undefined,
    ]);
  });

  it("shows asks in the order in which they came", () => {
    const view = seen([
      owns(1n, ALICE),
      owns(2n, BOB),
      opened(5, { tokenId: 2n, maker: BOB }),
      opened(4, { tokenId: 1n, maker: ALICE }),
    ]);
    expect(view.asks.map(({ orderHash }) => orderHash)).to.deep.equal([hash(5), hash(4)]);
    const { price, endPrice, expiresAt } = anOrder();
    const ask = { orderHash: hash(4), maker: ALICE, tokenId: 1n, price, endPrice, expiresAt };
    expect(view.askOf(1n)).to.deep.equal(ask);
  });

  it("hides an ask whose maker no longer owns the parcel", () => {
    const view = seen([owns(1n, ALICE), opened(4), { e: "ParcelTransferred", tokenId: 1n, from: ALICE, to: BOB }]);
    expect(view.asks).to.deep.equal([]);
    expect(view.askOf(1n)).to.equal(undefined);
  });

  it("shows bids for a parcel, best first, the older of two alike first", () => {
    const bids = [3n, 9n, 3n, 5n].map((price, i) => opened(i, { side: "bid", maker: BOB, price }));
    const view = seen([owns(1n, ALICE), ...bids]);
    expect(view.bidsFor(1n).map(({ orderHash }) => orderHash)).to.deep.equal([hash(1), hash(3), hash(0), hash(2)]);
    expect(view.bidsFor(2n)).to.deep.equal([]);
    expect(view.asks).to.deep.equal([]);
  });

  it("shows refusals between two accounts in either direction", () => {
    const view = seen([{ e: "TradeRejected", house: "market", orderHash: hash(1), ...aTrade(), ...REFUSAL }]);
    expect([view.refusals(1n, ALICE, BOB), view.refusals(1n, BOB, ALICE)]).to.deep.equal([1, 1]);
    expect([view.refusals(2n, ALICE, BOB), view.refusals(1n, ALICE, CAROL)]).to.deep.equal([0, 0]);
  });

  it("shows the cases that are open", () => {
    const view = seen([aCase({ deadline: NOON + 5 })]);
    expect(view.openCases.map(({ caseId, buyer }) => [caseId, buyer])).to.deep.equal([[9n, BOB]]);
  });

  it("keeps its lists as they were when the market moves on", () => {
    const state = emptyState();
    for (const event of [owns(1n, ALICE), opened(4)]) applyEvent(state, event, NOON);
    const view = marketView(state, surroundings(PARCELS, replayedTypical(PATH)), 0, NOON);
    applyEvent(state, { e: "OrderCancelled", orderHash: hash(4), maker: ALICE, nonce: 0n }, NOON);
    expect(view.asks).to.have.length(1);
    expect(view.askOf(1n)?.orderHash).to.equal(hash(4));
  });
});

function seen(events: readonly ChainEvent[], tick = 0) {
  const state = emptyState();
  for (const event of events) applyEvent(state, event, NOON);
  return marketView(state, surroundings(PARCELS, replayedTypical(PATH)), tick, NOON);
}

function owns(tokenId: bigint, to: typeof ALICE): ChainEvent {
  return { e: "ParcelTransferred", tokenId, from: NOBODY, to };
}

function opened(n: number, change: Partial<Order> = {}): ChainEvent {
  return { e: "OrderAuthorised", orderHash: hash(n), collection: "land", order: anOrder(change) };
}
