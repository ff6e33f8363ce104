import { expect } from "chai";

import type { ChainEvent } from "../../../src/domain/events.ts";
import { forgetOver } from "../../../src/replay/forget.ts";
import { applyEvent, emptyState, type MarketState } from "../../../src/replay/market-state.ts";
import { ALICE, AUCTION, BOB, NOON, PLAN, RENTAL } from "../../fixtures/journal-lines.ts";

describe("forgetOver", () => {
  it("drops auctions, rentals and sales by instalments that are over", () => {
    const state = after(AUCTION, RENTAL, PLAN, ...ENDS);
    forgetOver(state);
    expect(counts(state)).to.deep.equal([0, 0, 0]);
  });

  it("keeps those that are not", () => {
    const state = after(AUCTION, RENTAL, PLAN);
    forgetOver(state);
    expect(counts(state)).to.deep.equal([1, 1, 1]);
  });

  it("changes nothing of what happens later", () => {
    const late: ChainEvent = { e: "RentPaid", rentalId: RENTAL.rentalId, landlord: ALICE, rent: 1n, fee: 0n };
    const [kept, forgotten] = [after(AUCTION, RENTAL, PLAN, ...ENDS), after(AUCTION, RENTAL, PLAN, ...ENDS)];
    forgetOver(forgotten);
    for (const state of [kept, forgotten]) applyEvent(state, late, NOON);
    forgetOver(kept);
    expect(forgotten).to.deep.equal(kept);
  });
});

const ENDS: readonly ChainEvent[] = [
  { e: "AuctionEnded", auctionId: AUCTION.auctionId, outcome: "unsold" },
  { e: "RentalEnded", rentalId: RENTAL.rentalId, endedBy: BOB, refund: 0n },
  { e: "PlanSettled", planId: PLAN.planId, price: 1n },
];

function after(...events: readonly ChainEvent[]): MarketState {
  const state = emptyState();
  for (const event of events) applyEvent(state, event, NOON);
  return state;
}

function counts({ auctions, rentals, plans }: MarketState): readonly number[] {
  return [auctions, rentals, plans].map(({ size }) => size);
}
