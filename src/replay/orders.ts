import type { CollectionName, House } from "../domain/houses.ts";
import type { Bundle, Order, RentalOffer } from "../domain/order.ts";

import type { Address, Hex } from "../domain/primitives.ts";
import type { InstalmentBook } from "./instalments.ts";

export interface OpenOrder {
  readonly collection: CollectionName;
  readonly order: Order;
  /** How many tokens a bid for several has bought. */
  readonly filled: bigint;
}

export interface OpenBundle {
  /** Of the items, in their order. */
  readonly collections: readonly CollectionName[];
  readonly bundle: Bundle;
}

export interface OpenOffer {
  readonly collection: CollectionName;
  readonly offer: RentalOffer;
}

/** What is public and can still be filled, by hash, in the order of its authorisation. */
export interface OrderBook {
  readonly orders: Map<Hex, OpenOrder>;
  readonly bundles: Map<Hex, OpenBundle>;
  readonly offers: Map<Hex, OpenOffer>;
}

type AllOffers = OrderBook & Pick<InstalmentBook, "planOffers">;

export function emptyBook(): OrderBook {
  return { orders: new Map(), bundles: new Map(), offers: new Map() };
}

export function notePartFilled({ orders }: OrderBook, orderHash: Hex, filled: bigint): void {
  const open = orders.get(orderHash);
  if (open !== undefined) orders.set(orderHash, { ...open, filled });
}

/** An order was filled; a bid for several tokens stays until it has bought the last. */
export function noteFilled({ orders, bundles }: OrderBook, orderHash: Hex): void {
  bundles.delete(orderHash);
  const open = orders.get(orderHash);
  if (open !== undefined && (open.order.amount === 1n || open.filled >= open.order.amount)) orders.delete(orderHash);
}

/** Drops a maker's orders, or the offers of a landlord or a seller, that were made before the counter was raised. */
export function raiseCounter(book: AllOffers, house: Exclude<House, "auction">, maker: Address, counter: bigint): void {
  const isStale = (made: { readonly counter: bigint }, by: Address): boolean => by === maker && made.counter < counter;
  if (house === "rentals") {
    for (const [hash, { offer }] of book.offers) if (isStale(offer, offer.landlord)) book.offers.delete(hash);
    return;
  }
  if (house === "instalments") {
    for (const [hash, { offer }] of book.planOffers) if (isStale(offer, offer.seller)) book.planOffers.delete(hash);
    return;
  }
  for (const [hash, { order }] of book.orders) if (isStale(order, order.maker)) book.orders.delete(hash);
  for (const [hash, { bundle }] of book.bundles) if (isStale(bundle, bundle.maker)) book.bundles.delete(hash);
}

/** Drops what nobody can fill any more; the chain keeps it and refuses it. */
export function expireOrders({ orders, bundles, offers, planOffers }: AllOffers, time: number): void {
  for (const [hash, { order }] of orders) if (order.expiresAt <= time) orders.delete(hash);
  for (const [hash, { bundle }] of bundles) if (bundle.expiresAt <= time) bundles.delete(hash);
  for (const [hash, { offer }] of offers) if (offer.expiresAt <= time) offers.delete(hash);
  for (const [hash, { offer }] of planOffers) if (offer.expiresAt <= time) planOffers.delete(hash);
}
