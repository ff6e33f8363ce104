import { expect } from "chai";

import type { ChainEvent } from "../../../src/domain/events.ts";
import { applyEvent, emptyState, type MarketState } from "../../../src/replay/market-state.ts";
import { expireOrders } from "../../../src/replay/orders.ts";
import {
  aBundle,
  ALICE,
  anOrder,
  aRentalOffer,
  aTrade,
  BOB,
  hash,
  NOON,
  RENTAL,
} from "../../fixtures/journal-lines.ts";

const BUNDLE = { e: "BundleAuthorised", orderHash: hash(3), collections: ["land", "land"], bundle: aBundle() } as const;
const OFFER = { e: "OfferAuthorised", offerHash: hash(1), collection: "land", offer: aRentalOffer() } as const;
const SETTLED = { e: "TradeSettled", house: "market", fee: 0n, royalty: 0n, ...aTrade() } as const;

describe("the order book", () => {
  it("keeps a bid for several tokens until it has bought the last", () => {
    const order = anOrder({ side: "bid", scope: "collection", tokenId: 0n, amount: 2n });
    const bid = { e: "OrderAuthorised", orderHash: hash(1), collection: "land", order } as const;
    const filled = (n: bigint): readonly ChainEvent[] => [
      { e: "OrderPartFilled", orderHash: hash(1), filled: n, amount: 2n },
      { ...SETTLED, orderHash: hash(1) },
    ];
    expect(after(bid, ...filled(1n)).orders.get(hash(1))).to.deep.equal({ collection: "land", order, filled: 1n });
    expect(after(bid, ...filled(1n), ...filled(2n)).orders.size).to.equal(0);
    expect(after(...filled(1n)).orders.size).to.equal(0);
  });

  it("keeps a bundle until its first item is sold, or it is cancelled", () => {
    expect(after(BUNDLE).bundles.get(hash(3))).to.deep.equal({ collections: ["land", "land"], bundle: aBundle() });
    expect(after(BUNDLE, { ...SETTLED, orderHash: hash(3) }).bundles.size).to.equal(0);
    const cancelled = { e: "OrderCancelled", orderHash: hash(3), maker: ALICE, nonce: 0n } as const;
    expect(after(BUNDLE, cancelled).bundles.size).to.equal(0);
  });

  it("keeps an offer to let until somebody rents, or it is cancelled", () => {
    expect(after(OFFER).offers.get(hash(1))).to.deep.equal({ collection: "land", offer: aRentalOffer() });
    expect(after(OFFER, RENTAL).offers.size).to.equal(0);
    const cancelled = { e: "OfferCancelled", offerHash: hash(1), landlord: ALICE, nonce: 0n } as const;
    expect(after(OFFER, cancelled).offers.size).to.equal(0);
  });

  it("drops what a maker made before raising the counter, in the house where it was raised", () => {
    const open: readonly ChainEvent[] = [
      { e: "OrderAuthorised", orderHash: hash(1), collection: "land", order: anOrder() },
      { e: "OrderAuthorised", orderHash: hash(2), collection: "land", order: anOrder({ counter: 1n }) },
      { e: "OrderAuthorised", orderHash: hash(4), collection: "land", order: anOrder({ maker: BOB }) },
      BUNDLE,
      OFFER,
    ];
    const market = after(...open, { e: "CounterRaised", house: "market", maker: ALICE, counter: 1n });
    expect([...market.orders.keys()]).to.deep.equal([hash(2), hash(4)]);
    expect([market.bundles.size, market.offers.size]).to.deep.equal([0, 1]);
    const rentals = after(...open, { e: "CounterRaised", house: "rentals", maker: ALICE, counter: 1n });
    expect([rentals.orders.size, rentals.bundles.size, rentals.offers.size]).to.deep.equal([3, 1, 0]);
  });
});

describe("expireOrders", () => {
  it("drops what can no longer be filled, from its very second on", () => {
    const expiresAt = NOON;
    const state = after(
      { e: "OrderAuthorised", orderHash: hash(1), collection: "land", order: anOrder({ expiresAt }) },
      { e: "OrderAuthorised", orderHash: hash(2), collection: "land", order: anOrder({ expiresAt: NOON + 1 }) },
      { ...BUNDLE, bundle: aBundle({ expiresAt }) },
      { ...OFFER, offer: aRentalOffer({ expiresAt }) },
    );
    expireOrders(state, NOON - 1);
    expect([...state.orders.keys()]).to.deep.equal([hash(1), hash(2)]);
    expect([state.bundles.size, state.offers.size]).to.deep.equal([1, 1]);
    expireOrders(state, NOON);
    expect([...state.orders.keys()]).to.deep.equal([hash(2)]);
    expect([state.bundles.size, state.offers.size]).to.deep.equal([0, 0]);
  });
});

function after(...events: readonly ChainEvent[]): MarketState {
  const state = emptyState();
  for (const event of events) applyEvent(state, event, NOON);
  return state;
}
