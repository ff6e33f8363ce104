import { expect } from "chai";

import type { ChainEvent } from "../../../src/domain/events.ts";
import { USD } from "../../../src/domain/primitives.ts";
import { houseView } from "../../../src/replay/house-view.ts";
import { applyEvent, emptyState } from "../../../src/replay/market-state.ts";
import {
  ALICE,
  aRentalOffer,
  AUCTION,
  BOB,
  CAROL,
  hash,
  HOUSE,
  JOINED,
  NOBODY,
  NOON,
  RENTAL,
  RENTAL_TERMS,
} from "../../fixtures/journal-lines.ts";

const MINTED = { e: "ParcelTransferred", tokenId: 1n, from: NOBODY, to: ALICE } as const;
const TAKEN_IN = { e: "ParcelTransferred", tokenId: 1n, from: ALICE, to: HOUSE } as const;

describe("houseView", () => {
  it("shows open auctions with their leader and the least next bid, rounded up", () => {
    const { auctionId, seller, collection, tokenId, reserve, startsAt, endsAt } = AUCTION;
    const terms = { auctionId, seller, collection, tokenId, reserve, startsAt, endsAt };
    expect(seen([AUCTION]).auctions).to.deep.equal([{ ...terms, bid: 0n, minimumBid: 1_000n * USD }]);
    const bid = { e: "BidPlaced", auctionId: 5n, bidder: BOB, amount: 1_001n, endsAt: AUCTION.endsAt } as const;
    expect(seen([AUCTION, bid]).auctions[0]).to.include({ leader: BOB, bid: 1_001n, minimumBid: 1_052n });
    expect(seen([AUCTION, { e: "AuctionEnded", auctionId: 5n, outcome: "sold" }]).auctions).to.deep.equal([]);
  });

  it("shows offers to let whose landlord holds the token", () => {
    const offer = aRentalOffer();
    const offered = { e: "OfferAuthorised", offerHash: hash(1), collection: "land", offer } as const;
    const { landlord, tokenId, pricePerDay, minDays, maxDays, expiresAt } = offer;
    const terms = { landlord, tokenId, pricePerDay, minDays, maxDays, expiresAt };
    expect(seen([MINTED, offered]).rentalOffers).to.deep.equal([{ offerHash: hash(1), collection: "land", ...terms }]);
    expect(seen([MINTED, offered, TAKEN_IN]).rentalOffers).to.deep.equal([]);
  });

  it("shows rentals until somebody ends them, and the user until the term is over", () => {
    const rental = { ...RENTAL_TERMS, paid: 0n, startedAt: NOON };
    const running = seen([RENTAL]);
    expect([running.rentals, running.userOf(1n)]).to.deep.equal([[rental], BOB]);
    expect(running.userOf(1n, "estate")).to.equal(undefined);
    const over = seen([RENTAL], RENTAL.endsAt);
    expect([over.rentals, over.userOf(1n)]).to.deep.equal([[rental], undefined]);
    expect(seen([RENTAL, { e: "RentalEnded", rentalId: 6n, endedBy: BOB, refund: 0n }]).rentals).to.deep.equal([]);
  });

  it("shows estates with whose they are, their parcels and what these are worth together", () => {
    const owned = { e: "EstateTransferred", tokenId: 1n, from: NOBODY, to: CAROL } as const;
    const estate = { estateId: 1n, owner: CAROL, tokenIds: [1n, 2n], worth: 3 };
    const view = seen([owned, JOINED]);
    expect(view.estates).to.deep.equal([estate]);
    expect([view.estate(1n), view.estateOf(2n), view.estateOf(3n), view.estate(2n)]).to.deep.equal([
      estate,
      estate,
      undefined,
      undefined,
    ]);
    const rented = { ...RENTAL, collection: "estate", landlord: CAROL } as const;
    const moved = { e: "EstateTransferred", tokenId: 1n, from: CAROL, to: HOUSE } as const;
    expect(seen([owned, JOINED, rented, moved]).estate(1n)?.owner).to.equal(CAROL);
  });
});

/** Every parcel's worth is its number. */
function seen(events: readonly ChainEvent[], time = NOON) {
  const state = emptyState();
  for (const event of events) applyEvent(state, event, NOON);
  return houseView(state, time, Number);
}
