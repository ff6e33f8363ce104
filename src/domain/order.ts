import type { Address, Hex, MicroUsd } from "./primitives.ts";

/** The order of each list is that of the contract's enum. */
export const SIDES = ["ask", "bid"] as const;
export type Side = (typeof SIDES)[number];
export const SCOPES = ["token", "collection", "set"] as const;
export type Scope = (typeof SCOPES)[number];

/** `Order` of contracts/market/Orders.sol; times in unix seconds. */
export interface Order {
  readonly side: Side;
  readonly scope: Scope;
  readonly maker: Address;
  readonly collection: Address;
  /** The token; the Merkle root for scope "set"; 0 for scope "collection". */
  readonly tokenId: bigint;
  /** What an estate must consist of; `NO_FINGERPRINT` for any token. */
  readonly fingerprint: Hex;
  /** How many tokens a bid for any of several may buy; 1 for all other orders. */
  readonly amount: bigint;
  readonly currency: Address;
  /** At `startsAt`. */
  readonly price: MicroUsd;
  /** At `expiresAt`; linear in between. */
  readonly endPrice: MicroUsd;
  readonly taker: Address;
  readonly startsAt: number;
  readonly expiresAt: number;
  readonly counter: bigint;
  readonly nonce: bigint;
}

/** `BundleItem` of the same file. */
export interface BundleItem {
  readonly collection: Address;
  readonly tokenId: bigint;
  readonly fingerprint: Hex;
  readonly price: MicroUsd;
}

/** `Bundle` of the same file. */
export interface Bundle {
  readonly side: Side;
  readonly maker: Address;
  readonly items: readonly BundleItem[];
  readonly currency: Address;
  readonly taker: Address;
  readonly startsAt: number;
  readonly expiresAt: number;
  readonly counter: bigint;
  readonly nonce: bigint;
}

/** `Offer` of contracts/rentals/IRentals.sol: what a landlord agrees to. */
export interface RentalOffer {
  readonly landlord: Address;
  readonly collection: Address;
  readonly tokenId: bigint;
  readonly fingerprint: Hex;
  readonly currency: Address;
  readonly pricePerDay: MicroUsd;
  readonly minDays: number;
  readonly maxDays: number;
  readonly tenant: Address;
  readonly startsAt: number;
  readonly expiresAt: number;
  readonly counter: bigint;
  readonly nonce: bigint;
}

/**
 * `InstalmentOffer` of contracts/payments/IInstalments.sol: what a seller agrees to. The price is the down payment and `count`
 * instalments, the n-th due n periods after acceptance.
 */
export interface InstalmentOffer {
  readonly seller: Address;
  readonly buyer: Address;
  readonly collection: Address;
  readonly tokenId: bigint;
  readonly fingerprint: Hex;
  readonly currency: Address;
  readonly downPayment: MicroUsd;
  readonly instalment: MicroUsd;
  readonly count: number;
  /** Seconds, as is the grace after each due date. */
  readonly period: number;
  readonly graceSeconds: number;
  /** Share of what was paid that the seller keeps after a foreclosure, at most half. */
  readonly forfeitBps: number;
  readonly expiresAt: number;
  readonly counter: bigint;
  readonly nonce: bigint;
}

export const NO_FINGERPRINT: Hex = `0x${"0".repeat(64)}`;

/** What a token costs at a time of the order's life, rounded for the maker's good as the contract does. */
export function priceAt({ price, endPrice, startsAt, expiresAt }: Order, time: number): MicroUsd {
  if (price === endPrice) return price;
  const [passed, life] = [BigInt(time - startsAt), BigInt(expiresAt - startsAt)];
  return price > endPrice ? price - ((price - endPrice) * passed) / life : price + ((endPrice - price) * passed) / life;
}
