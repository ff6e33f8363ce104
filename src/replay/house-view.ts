import type { AuctionView, EstateView, MarketView, RentalOfferView, RentalView } from "../domain/market-view.ts";
import { BPS, type MicroUsd } from "../domain/primitives.ts";
import type { Auction } from "./houses.ts";
import type { MarketState } from "./market-state.ts";
import { belongsTo, ZERO_ADDRESS } from "./tokens.ts";

/** What is open in the auction house and the rental house, and the estates that there are. */
export function houseView(
  state: MarketState,
  time: number,
  worthOf: (tokenId: bigint) => number,
): Pick<MarketView, "auctions" | "rentalOffers" | "rentals" | "estates" | "estate" | "estateOf" | "userOf"> {
  const rentals = [...state.rentals.values()].filter(({ status }) => status === "running");
  const userByToken = new Map(
    rentals
      .filter(({ endsAt }) => time < endsAt)
      .map((rental) => [`${rental.collection}/${rental.tokenId}`, rental.user]),
  );
  const estates = new Map(
    [...state.estates.keys()].map((estateId) => [estateId, estateView(state, estateId, worthOf)]),
  );
  return {
    auctions: [...state.auctions.values()].filter(({ status }) => status === "open").map(auctionView),
    rentalOffers: offersOf(state),
    rentals: rentals.map(rentalView),
    estates: [...estates.values()],
    estate: (estateId) => estates.get(estateId),
    estateOf: (tokenId) => {
      const custody = state.land.custody.get(tokenId);
      return custody?.house === "estate" ? estates.get(custody.estateId) : undefined;
    },
    userOf: (tokenId, collection = "land") => userByToken.get(`${collection}/${tokenId}`),
  };
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
    if (state[collection].owners.get(tokenId) !== landlord) return [];
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
