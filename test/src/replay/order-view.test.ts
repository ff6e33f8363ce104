import { expect } from "chai";

import type { ChainEvent } from "../../../src/domain/events.ts";
import type { Order } from "../../../src/domain/order.ts";
import { USD } from "../../../src/domain/primitives.ts";
import { applyEvent, emptyState } from "../../../src/replay/market-state.ts";
import { orderView } from "../../../src/replay/order-view.ts";
import { aBundle, ALICE, anOrder, BOB, hash, NOBODY, NOON } from "../../fixtures/journal-lines.ts";

describe("orderView", () => {
  it("shows a falling ask at today's price", () => {
    const dutch = { price: 3_000n, endPrice: 1_000n, startsAt: NOON - 100, expiresAt: NOON + 100 };
    const { asks } = seen([owns("Parcel", 1n), opened(1, dutch)]);
    expect(asks.map(({ price, endPrice }) => [price, endPrice])).to.deep.equal([[2_000n, 1_000n]]);
  });

  it("keeps estates apart from parcels of the same number", () => {
    const view = seen([
      owns("Parcel", 1n),
      owns("Estate", 1n),
      opened(1),
      opened(2, { price: 5n }, "estate"),
      opened(3, { side: "bid", maker: BOB }, "estate"),
    ]);
    expect([view.asks, view.estateAsks].map((asks) => asks.map(({ orderHash }) => orderHash))).to.deep.equal([
      [hash(1)],
      [hash(2)],
    ]);
    expect(view.askOf(1n, "estate")?.price).to.equal(5n);
    expect([view.bidsFor(1n).length, view.bidsFor(1n, "estate").length]).to.deep.equal([0, 1]);
  });

  it("shows bids for any, best first, with what they still buy", () => {
    const any = { side: "bid", scope: "collection", tokenId: 0n, amount: 3n } as const;
    const view = seen([
      opened(1, { ...any, price: 5n }),
      opened(2, { ...any, price: 9n }),
      { e: "OrderPartFilled", orderHash: hash(2), filled: 1n, amount: 3n },
    ]);
    expect(view.collectionBids.map(({ orderHash, price, left }) => [orderHash, price, left])).to.deep.equal([
      [hash(2), 9n, 2],
      [hash(1), 5n, 3],
    ]);
    expect(view.bidsFor(0n)).to.deep.equal([]);
  });

  it("shows a bundle while its maker holds every item", () => {
    const bundle: ChainEvent = {
      e: "BundleAuthorised",
      orderHash: hash(1),
      collections: ["land", "land"],
      bundle: aBundle(),
    };
    const whole = seen([owns("Parcel", 1n), owns("Parcel", 2n), bundle]);
    expect(whole.bundles).to.deep.equal([
      {
        orderHash: hash(1),
        maker: ALICE,
        items: [
          { collection: "land", tokenId: 1n, price: 1_000n * USD },
          { collection: "land", tokenId: 2n, price: 2_000n * USD },
        ],
        price: 3_000n * USD,
        expiresAt: aBundle().expiresAt,
      },
    ]);
    expect(seen([owns("Parcel", 1n), bundle]).bundles).to.deep.equal([]);
  });
});

function seen(events: readonly ChainEvent[]) {
  const state = emptyState();
  for (const event of events) applyEvent(state, event, NOON);
  return orderView(state, NOON);
}

/** Alice does. */
function owns(what: "Parcel" | "Estate", tokenId: bigint): ChainEvent {
  return { e: `${what}Transferred`, tokenId, from: NOBODY, to: ALICE };
}

function opened(n: number, change: Partial<Order> = {}, collection: "land" | "estate" = "land"): ChainEvent {
  return { e: "OrderAuthorised", orderHash: hash(n), collection, order: anOrder(change) };
}
