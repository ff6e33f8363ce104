import type { Address, MicroUsd } from "./primitives.ts";

/** The order of each list is that of the contract's enum. */
export const SIDES = ["ask", "bid"] as const;
export type Side = (typeof SIDES)[number];
export const SCOPES = ["token", "collection"] as const;
export type Scope = (typeof SCOPES)[number];

/** `Order` of contracts/market/Orders.sol; times in unix seconds. */
export interface Order {
  readonly side: Side;
  readonly scope: Scope;
  readonly maker: Address;
  readonly collection: Address;
  readonly tokenId: bigint;
  readonly currency: Address;
  readonly price: MicroUsd;
  readonly taker: Address;
  readonly startsAt: number;
  readonly expiresAt: number;
  readonly counter: bigint;
  readonly nonce: bigint;
}
