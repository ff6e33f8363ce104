import type { ChainEvent } from "../domain/events.ts";
import type { AuctionStatus, CollectionName } from "../domain/houses.ts";
import type { Address, Hex, MicroUsd } from "../domain/primitives.ts";
import { tokensOf, type Collections } from "./tokens.ts";

/** An auction, also one that is over. Times in unix seconds. */
export interface Auction {
  readonly auctionId: bigint;
  readonly seller: Address;
  readonly collection: CollectionName;
  readonly tokenId: bigint;
  readonly reserve: MicroUsd;
  readonly minIncrementBps: number;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly status: AuctionStatus;
  /** Who led in the end, and with what. */
  readonly bidder?: Address;
  readonly bid: MicroUsd;
  readonly bids: number;
}

/** A rental, also one that is over. */
export interface Rental {
  readonly rentalId: bigint;
  readonly landlord: Address;
  readonly tenant: Address;
  readonly user: Address;
  readonly collection: CollectionName;
  readonly tokenId: bigint;
  readonly rent: MicroUsd;
  /** How much of the rent has left the house. */
  readonly paid: MicroUsd;
  readonly startedAt: number;
  readonly endsAt: number;
  readonly status: "running" | "over";
}

export interface Estate {
  readonly fingerprint: Hex;
  readonly tokenIds: ReadonlySet<bigint>;
}

/** What happens in the auction house, the rental house and the estates. */
export interface Houses {
  readonly auctions: Map<bigint, Auction>;
  /** Refunds that could not be paid at once. */
  readonly credits: Map<Address, MicroUsd>;
  readonly rentals: Map<bigint, Rental>;
  readonly estates: Map<bigint, Estate>;
}

export function emptyHouses(): Houses {
  return { auctions: new Map(), credits: new Map(), rentals: new Map(), estates: new Map() };
}

type HouseState = Houses & Collections;
type EventOf<Kind extends ChainEvent["e"]> = Extract<ChainEvent, { e: Kind }>;

export function openAuction(state: HouseState, event: EventOf<"AuctionCreated">): void {
  const { auctionId, seller, collection, tokenId, reserve, minIncrementBps, startsAt, endsAt } = event;
  const terms = { auctionId, seller, collection, tokenId, reserve, minIncrementBps, startsAt, endsAt };
  state.auctions.set(auctionId, { ...terms, status: "open", bid: 0n, bids: 0 });
  tokensOf(state, collection).custody.set(tokenId, { house: "auction", owner: seller });
}

export function noteBid(state: Houses, { auctionId, bidder, amount, endsAt }: EventOf<"BidPlaced">): void {
  const auction = state.auctions.get(auctionId);
  if (auction === undefined) return;
  state.auctions.set(auctionId, { ...auction, bidder, bid: amount, endsAt, bids: auction.bids + 1 });
}

export function noteCredit(state: Houses, account: Address, change: MicroUsd): void {
  state.credits.set(account, (state.credits.get(account) ?? 0n) + change);
}

export function endAuction(state: Houses, { auctionId, outcome }: EventOf<"AuctionEnded">): void {
  const auction = state.auctions.get(auctionId);
  if (auction === undefined) return;
  state.auctions.set(auctionId, { ...auction, status: outcome });
}

export function startRental(state: HouseState, event: EventOf<"RentalStarted">, time: number): void {
  const { rentalId, landlord, tenant, user, collection, tokenId, rent, endsAt } = event;
  const terms = { rentalId, landlord, tenant, user, collection, tokenId, rent, endsAt };
  state.rentals.set(rentalId, { ...terms, paid: 0n, startedAt: time, status: "running" });
  tokensOf(state, collection).custody.set(tokenId, { house: "rentals", owner: landlord });
}

/** What is paid when a rental ends comes after the event that closed its books. */
export function noteRentPaid(state: Houses, { rentalId, rent }: EventOf<"RentPaid">): void {
  const rental = state.rentals.get(rentalId);
  if (rental?.status !== "running") return;
  state.rentals.set(rentalId, { ...rental, paid: rental.paid + rent });
}

export function endRental(state: Houses, { rentalId }: EventOf<"RentalEnded">): void {
  const rental = state.rentals.get(rentalId);
  if (rental === undefined) return;
  state.rentals.set(rentalId, { ...rental, paid: rental.rent, status: "over" });
}

/** An estate begins, grows or shrinks: it is what the chain says it is made of now. */
export function changeEstate(
  state: HouseState,
  event: EventOf<"EstateJoined" | "ParcelsAdded" | "ParcelsRemoved">,
): void {
  const { estateId, fingerprint } = event;
  const tokenIds = new Set(state.estates.get(estateId)?.tokenIds);
  for (const tokenId of event.tokenIds) {
    if (event.e === "ParcelsRemoved") {
      tokenIds.delete(tokenId);
      state.land.custody.delete(tokenId);
    } else {
      tokenIds.add(tokenId);
      state.land.custody.set(tokenId, { house: "estate", estateId });
    }
  }
  state.estates.set(estateId, { fingerprint, tokenIds });
}

export function dissolveEstate(state: HouseState, { estateId, tokenIds }: EventOf<"EstateDissolved">): void {
  for (const tokenId of tokenIds) state.land.custody.delete(tokenId);
  state.estates.delete(estateId);
}
