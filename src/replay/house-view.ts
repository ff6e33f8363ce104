import type { AuctionView, EstateView, MarketView, RentalOfferView, RentalView } from "../domain/market-view.ts";
import { fullName, localName, type CollectionName, type LandName } from "../domain/houses.ts";
import { BPS, type MicroUsd } from "../domain/primitives.ts";
import type { Auction } from "./houses.ts";
import type { MarketState } from "./market-state.ts";
import { belongsTo, tokensOf, ZERO_ADDRESS } from "./tokens.ts";

/** What is open in the auction house and the rental house for one world, and the estates that there are at home. */
export function houseView(
  state: MarketState,
  time: number,
  worthOf: (tokenId: bigint) => number,
  land: LandName = "land",
): Pick<MarketView, "auctions" | "rentalOffers" | "rentals" | "estates" | "estate" | "estateOf" | "userOf"> {
  const ours = <T extends { readonly collection: CollectionName }>(item: T): readonly (T & Local)[] => {
    const collection = localName(item.collection, land);
    return collection === undefined ? [] : [{ ...item, collection }];
  };
  const rentals = [...state.rentals.values()].filter(({ status }) => status === "running").flatMap(ours);
  const userByToken = new Map(
    rentals
      .filter(({ endsAt }) => time < endsAt)
      .map((rental) => [`${rental.collection}/${rental.tokenId}`, rental.user]),
  );
  const estates = new Map(
    land === "land" ? [...state.estates.keys()].map((id) => [id, estateView(state, id, worthOf)]) : [],
  );
  return {
    auctions: [...state.auctions.values()]
      .filter(({ status }) => status === "open")
      .flatMap(ours)
      .map(auctionView),
    rentalOffers: offersOf(state).flatMap(ours),
    rentals: rentals.map(rentalView),
    estates: [...estates.values()],
    estate: (estateId) => estates.get(estateId),
    estateOf: (tokenId) => {
      const custody = tokensOf(state, land).custody.get(tokenId);
      return custody?.house === "estate" ? estates.get(custody.estateId) : undefined;
    },
    userOf: (tokenId, collection) => {
      const local = localName(fullName(collection, land), land);
      return local && userByToken.get(`${local}/${tokenId}`);
    },
  };
}

interface Local {
  readonly collection: "land" | "estate";
}

function auctionView(auction: Auction): AuctionView {
  const { auctionId, seller, collection, tokenId, reserve, bidder, bid, startsAt, endsAt } = auction;
  const leader = bidder === undefined ? {} : { leader: bidder };
  const minimumBid = minimumBidOf(auction);
  return { auctionId, seller, collection, tokenId, reserve, ...leader, bid, minimumBid, startsAt, endsAt };
}

/** The least next bid, rounded up as the contract does. */
export function minimumBidOf({ bidder, bid, reserve, minIncrementBps }: Auction): MicroUsd {
  if (bidder === undefined) return reserve;
  return bid + (bid * BigInt(minIncrementBps) + BPS - 1n) / BPS;
}

function offersOf(state: MarketState): readonly RentalOfferView[] {
  return [...state.offers].flatMap(([offerHash, { collection, offer }]) => {
    const { landlord, tokenId, pricePerDay, minDays, maxDays, expiresAt } = offer;
    if (tokensOf(state, collection).owners.get(tokenId) !== landlord) return [];
    return [{ offerHash, landlord, collection, tokenId, pricePerDay, minDays, maxDays, expiresAt }];
  });
}

function rentalView(rental: RentalView): RentalView {
  const { rentalId, landlord, tenant, user, collection, tokenId, rent, paid, startedAt, endsAt } = rental;
  return { rentalId, landlord, tenant, user, collection, tokenId, rent, paid, startedAt, endsAt };
}

function estateView(state: MarketState, estateId: bigint, worthOf: (tokenId: bigint) => number): EstateView {
  const tokenIds = [...(state.estates.get(estateId)?.tokenIds ?? [])];
  const owner = belongsTo(state, estateId, "estate") ?? ZERO_ADDRESS;
  return { estateId, owner, tokenIds, worth: tokenIds.reduce((sum, tokenId) => sum + worthOf(tokenId), 0) };
}
