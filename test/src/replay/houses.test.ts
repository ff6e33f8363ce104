import { expect } from "chai";

import type { ChainEvent } from "../../../src/domain/events.ts";
import { USD } from "../../../src/domain/primitives.ts";
import { applyEvent, emptyState, type MarketState } from "../../../src/replay/market-state.ts";
import {
  ALICE,
  AUCTION,
  AUCTION_TERMS,
  BOB,
  CAROL,
  hash,
  JOINED,
  NOON,
  RENTAL,
  RENTAL_TERMS,
} from "../../fixtures/journal-lines.ts";

describe("the houses' state", () => {
  describe("auctions", () => {
    it("begin without a bid, with the token in custody for its seller", () => {
      const state = after(AUCTION);
      expect(state.auctions.get(5n)).to.deep.equal({ ...AUCTION_TERMS, status: "open", bid: 0n, bids: 0 });
      expect(state.land.custody.get(1n)).to.deep.equal({ house: "auction", owner: ALICE });
    });

    it("know who leads, and move their end with a late bid", () => {
      const bids = [
        { e: "BidPlaced", auctionId: 5n, bidder: BOB, amount: 10n, endsAt: 100 },
        { e: "BidPlaced", auctionId: 5n, bidder: CAROL, amount: 20n, endsAt: 200 },
      ] as const;
      expect(after(AUCTION, ...bids).auctions.get(5n)).to.deep.include({
        bidder: CAROL,
        bid: 20n,
        bids: 2,
        endsAt: 200,
      });
    });

    it("end with what became of them", () => {
      const ended = after(AUCTION, { e: "AuctionEnded", auctionId: 5n, outcome: "unsold" });
      expect(ended.auctions.get(5n)?.status).to.equal("unsold");
    });

    it("owe what could not be paid back, until it is withdrawn", () => {
      const refund = { e: "BidRefunded", auctionId: 5n, bidder: BOB, amount: 9n } as const;
      const credited = { ...refund, credited: true };
      expect(after({ ...refund, credited: false }).credits.size).to.equal(0);
      expect(after(credited, credited).credits.get(BOB)).to.equal(18n);
      const withdrawn = after(credited, { e: "CreditWithdrawn", account: BOB, amount: 9n });
      expect(withdrawn.credits.get(BOB)).to.equal(0n);
    });
  });

  describe("rentals", () => {
    it("run from the block in which they started, with the token in custody for its landlord", () => {
      const state = after(RENTAL);
      expect(state.rentals.get(6n)).to.deep.equal({ ...RENTAL_TERMS, paid: 0n, startedAt: NOON, status: "running" });
      expect(state.land.custody.get(1n)).to.deep.equal({ house: "rentals", owner: ALICE });
    });

    it("add up what is claimed, and are paid out whole when they end", () => {
      const paid = { e: "RentPaid", rentalId: 6n, landlord: ALICE, rent: 7n * USD, fee: 0n } as const;
      expect(after(RENTAL, paid, paid).rentals.get(6n)?.paid).to.equal(14n * USD);
      const ended = after(RENTAL, paid, { e: "RentalEnded", rentalId: 6n, endedBy: BOB, refund: 0n }, paid);
      expect(ended.rentals.get(6n)).to.deep.include({ paid: 28n * USD, status: "over" });
    });
  });

  describe("estates", () => {
    const parcels = (state: MarketState) => [...(state.estates.get(1n)?.tokenIds ?? [])];

    it("are made of the parcels that they say, and keep them in custody", () => {
      const state = after(JOINED);
      expect([parcels(state), state.estates.get(1n)?.fingerprint]).to.deep.equal([[1n, 2n], hash(77)]);
      expect(state.land.custody.get(2n)).to.deep.equal({ house: "estate", estateId: 1n });
    });

    it("grow and shrink", () => {
      const change = { estateId: 1n, owner: ALICE } as const;
      const grown = { e: "ParcelsAdded", ...change, tokenIds: [3n], fingerprint: hash(78) } as const;
      const shrunk = { e: "ParcelsRemoved", ...change, tokenIds: [1n], fingerprint: hash(79) } as const;
      expect(parcels(after(JOINED, grown))).to.deep.equal([1n, 2n, 3n]);
      const state = after(JOINED, grown, shrunk);
      expect([parcels(state), state.estates.get(1n)?.fingerprint]).to.deep.equal([[2n, 3n], hash(79)]);
      expect([...state.land.custody.keys()]).to.deep.equal([2n, 3n]);
    });

    it("fall apart", () => {
      const state = after(JOINED, { e: "EstateDissolved", estateId: 1n, owner: ALICE, tokenIds: [1n, 2n] });
      expect([state.estates.size, state.land.custody.size]).to.deep.equal([0, 0]);
    });
  });

  it("take news of what they never saw begin", () => {
    const state = after(
      { e: "BidPlaced", auctionId: 5n, bidder: BOB, amount: 10n, endsAt: 100 },
      { e: "AuctionEnded", auctionId: 5n, outcome: "sold" },
      { e: "RentPaid", rentalId: 6n, landlord: ALICE, rent: 1n, fee: 0n },
      { e: "RentalEnded", rentalId: 6n, endedBy: BOB, refund: 0n },
    );
    expect(state).to.deep.equal(emptyState());
  });
});

function after(...events: readonly ChainEvent[]): MarketState {
  const state = emptyState();
  for (const event of events) applyEvent(state, event, NOON);
  return state;
}
