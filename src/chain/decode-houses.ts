import { decodeBytes32String } from "ethers";

import { AUCTION_STATUSES, type CollectionName, type House } from "../domain/houses.ts";
import { SCOPES, SIDES, type Bundle, type Order, type RentalOffer } from "../domain/order.ts";
import type { Hex } from "../domain/primitives.ts";
import { member, type CollectionOf, type Read, type Words } from "./words.ts";

type Reads = Readonly<Record<string, Read>>;

/** The same in every house, see ISettlement.sol. */
export function settlement(house: House): Reads {
  return {
    TradeSettled: (w, collectionOf) => {
      const trade = readTrade(house, w, collectionOf);
      return trade && { e: "TradeSettled", ...trade, fee: w.uint(3), royalty: w.uint(4) };
    },
    TradeHeld: (w, collectionOf) => {
      const trade = readTrade(house, w, collectionOf);
      return trade && { e: "TradeHeld", ...trade, caseId: w.uint(3) };
    },
    TradeRejected: (w, collectionOf) => {
      const trade = readTrade(house, w, collectionOf);
      return trade && { e: "TradeRejected", ...trade, ...readFinding(w.hash(3), w, 4) };
    },
  };
}

export const MARKET: Reads = {
  ...settlement("market"),
  OrderAuthorised: (w, collectionOf) => {
    const order = readOrder(w);
    const collection = collectionOf(order.collection);
    return collection && { e: "OrderAuthorised", orderHash: w.topicHash(1), collection, order };
  },
  BundleAuthorised: (w, collectionOf) => {
    const bundle = readBundle(w);
    const collections = bundle.items.flatMap(({ collection }) => collectionOf(collection) ?? []);
    if (collections.length !== bundle.items.length) return undefined;
    return { e: "BundleAuthorised", orderHash: w.topicHash(1), collections, bundle };
  },
  OrderPartFilled: (w) => ({
    e: "OrderPartFilled",
    orderHash: w.topicHash(1),
    filled: w.uint(0),
    amount: w.uint(1),
  }),
  CounterRaised: (w) => ({ e: "CounterRaised", house: "market", maker: w.topicAddress(1), counter: w.uint(0) }),
  OrderCancelled: (w) => ({
    e: "OrderCancelled",
    orderHash: w.topicHash(1),
    maker: w.topicAddress(2),
    nonce: w.uint(0),
  }),
};

export const AUCTION_HOUSE: Reads = {
  ...settlement("auction"),
  AuctionCreated: (w, collectionOf) => {
    const collection = collectionOf(w.topicAddress(3));
    // The terms' seven words follow the token: collection, token, currency, reserve, increment, start, end.
    return (
      collection && {
        e: "AuctionCreated",
        auctionId: w.topic(1),
        seller: w.topicAddress(2),
        collection,
        tokenId: w.uint(0),
        reserve: w.uint(4),
        minIncrementBps: Number(w.uint(5)),
        startsAt: Number(w.uint(6)),
        endsAt: Number(w.uint(7)),
      }
    );
  },
  BidPlaced: (w) => ({
    e: "BidPlaced",
    auctionId: w.topic(1),
    bidder: w.topicAddress(2),
    amount: w.uint(0),
    endsAt: Number(w.uint(1)),
  }),
  BidRefunded: (w) => ({
    e: "BidRefunded",
    auctionId: w.topic(1),
    bidder: w.topicAddress(2),
    amount: w.uint(0),
    credited: w.uint(1) === 1n,
  }),
  CreditWithdrawn: (w) => ({ e: "CreditWithdrawn", account: w.topicAddress(1), amount: w.uint(0) }),
  AuctionEnded: (w) => ({
    e: "AuctionEnded",
    auctionId: w.topic(1),
    outcome: member(AUCTION_STATUSES, w.uint(0)),
  }),
  TokenUndeliverable: (w) => ({ e: "TokenUndeliverable", house: "auction", auctionId: w.topic(1) }),
  TokenDelivered: (w) => ({ e: "TokenDelivered", house: "auction", auctionId: w.topic(1) }),
};

export const RENTALS: Reads = {
  OfferAuthorised: (w, collectionOf) => {
    const offer = readOffer(w);
    const collection = collectionOf(offer.collection);
    return collection && { e: "OfferAuthorised", offerHash: w.topicHash(1), collection, offer };
  },
  OfferCancelled: (w) => ({
    e: "OfferCancelled",
    offerHash: w.topicHash(1),
    landlord: w.topicAddress(2),
    nonce: w.uint(0),
  }),
  CounterRaised: (w) => ({ e: "CounterRaised", house: "rentals", maker: w.topicAddress(1), counter: w.uint(0) }),
  RentalStarted: (w, collectionOf) => {
    const collection = collectionOf(w.topicAddress(2));
    return (
      collection && {
        e: "RentalStarted",
        rentalId: w.topic(1),
        collection,
        tokenId: w.topic(3),
        offerHash: w.hash(0),
        landlord: w.address(1),
        tenant: w.address(2),
        user: w.address(3),
        rent: w.uint(4),
        endsAt: Number(w.uint(5)),
      }
    );
  },
  RentPaid: (w) => ({
    e: "RentPaid",
    rentalId: w.topic(1),
    landlord: w.topicAddress(2),
    rent: w.uint(0),
    fee: w.uint(1),
  }),
  RentalEnded: (w) => ({
    e: "RentalEnded",
    rentalId: w.topic(1),
    endedBy: w.topicAddress(2),
    refund: w.uint(0),
  }),
  TokenUndeliverable: (w) => ({ e: "TokenUndeliverable", house: "rentals", rentalId: w.topic(1) }),
  TokenDelivered: (w) => ({ e: "TokenDelivered", house: "rentals", rentalId: w.topic(1) }),
};

export const ESTATE: Reads = {
  Transfer: (w) => ({
    e: "EstateTransferred",
    tokenId: w.topic(3),
    from: w.topicAddress(1),
    to: w.topicAddress(2),
  }),
  EstateJoined: (w) => ({ e: "EstateJoined", ...readEstate(w), fingerprint: w.hash(1) }),
  ParcelsAdded: (w) => ({ e: "ParcelsAdded", ...readEstate(w), fingerprint: w.hash(1) }),
  ParcelsRemoved: (w) => ({ e: "ParcelsRemoved", ...readEstate(w), fingerprint: w.hash(1) }),
  EstateDissolved: (w) => ({ e: "EstateDissolved", ...readEstate(w) }),
  ...readAuthority("estate"),
};

/** ERC-7943: what authorities do to the tokens of a collection. */
export function readAuthority(collection: CollectionName): Reads {
  return {
    Frozen: (w) => ({
      e: "Frozen",
      collection,
      account: w.topicAddress(1),
      tokenId: w.topic(2),
      frozenStatus: w.topic(3) === 1n,
    }),
    ForcedTransfer: (w) => ({
      e: "ForcedTransfer",
      collection,
      from: w.topicAddress(1),
      to: w.topicAddress(2),
      tokenId: w.topic(3),
    }),
  };
}

function readTrade(house: House, w: Words, collectionOf: CollectionOf) {
  const collection = collectionOf(w.topicAddress(2));
  if (collection === undefined) return undefined;
  return {
    house,
    orderHash: w.topicHash(1),
    collection,
    tokenId: w.topic(3),
    seller: w.address(0),
    buyer: w.address(1),
    price: w.uint(2),
  };
}

function readEstate(w: Words) {
  return { estateId: w.topic(1), owner: w.topicAddress(2), tokenIds: w.uints(0) };
}

/** A rule's name, and from word `i` on its code and the place of its evidence. */
export function readFinding(ruleId: Hex, w: Words, i: number) {
  const code: Hex = `0x${w.hash(i).slice(2, 10)}`;
  return { rule: ruleName(ruleId), code, evidence: w.bytes(i + 1) };
}

const ruleNames = new Map<Hex, string>();

/** There are few rules and many findings. */
function ruleName(ruleId: Hex): string {
  const name = ruleNames.get(ruleId) ?? decodeBytes32String(ruleId);
  ruleNames.set(ruleId, name);
  return name;
}

function readOrder(w: Words): Order {
  return {
    side: member(SIDES, w.uint(0)),
    scope: member(SCOPES, w.uint(1)),
    maker: w.address(2),
    collection: w.address(3),
    tokenId: w.uint(4),
    fingerprint: w.hash(5),
    amount: w.uint(6),
    currency: w.address(7),
    price: w.uint(8),
    endPrice: w.uint(9),
    taker: w.address(10),
    startsAt: Number(w.uint(11)),
    expiresAt: Number(w.uint(12)),
    counter: w.uint(13),
    nonce: w.uint(14),
  };
}

/** The bundle is dynamic: its place is in the first word, that of its items, four words each, in its own third. */
function readBundle(w: Words): Bundle {
  const start = Number(w.uint(0)) / 32;
  const items = start + Number(w.uint(start + 2)) / 32;
  return {
    side: member(SIDES, w.uint(start)),
    maker: w.address(start + 1),
    items: Array.from({ length: Number(w.uint(items)) }, (_, i) => {
      const item = items + 1 + 4 * i;
      return {
        collection: w.address(item),
        tokenId: w.uint(item + 1),
        fingerprint: w.hash(item + 2),
        price: w.uint(item + 3),
      };
    }),
    currency: w.address(start + 3),
    taker: w.address(start + 4),
    startsAt: Number(w.uint(start + 5)),
    expiresAt: Number(w.uint(start + 6)),
    counter: w.uint(start + 7),
    nonce: w.uint(start + 8),
  };
}

function readOffer(w: Words): RentalOffer {
  return {
    landlord: w.address(0),
    collection: w.address(1),
    tokenId: w.uint(2),
    fingerprint: w.hash(3),
    currency: w.address(4),
    pricePerDay: w.uint(5),
    minDays: Number(w.uint(6)),
    maxDays: Number(w.uint(7)),
    tenant: w.address(8),
    startsAt: Number(w.uint(9)),
    expiresAt: Number(w.uint(10)),
    counter: w.uint(11),
    nonce: w.uint(12),
  };
}
