import type { Address, Hex } from "../../src/domain/primitives.ts";
import type { Reason } from "./stage.ts";

/*
 * The structs of the interfaces that travel between models, in the words of their NatSpec. Members of enums go by name; the
 * ABI knows them by their place in these lists.
 */

export const SIDES = ["ask", "bid"] as const;
export const SCOPES = ["token", "collection", "set"] as const;
export const VERDICTS = ["allow", "hold", "block"] as const;
export const MODES = ["off", "shadow", "enforce"] as const;
export const POLICIES = ["unlisted", "open", "recorded", "refused"] as const;

export interface Order {
  readonly side: (typeof SIDES)[number];
  readonly scope: (typeof SCOPES)[number];
  readonly maker: Address;
  readonly collection: Address;
  readonly tokenId: bigint;
  readonly fingerprint: Hex;
  readonly amount: bigint;
  readonly currency: Address;
  readonly price: bigint;
  readonly endPrice: bigint;
  readonly taker: Address;
  readonly startsAt: bigint;
  readonly expiresAt: bigint;
  readonly counter: bigint;
  readonly nonce: bigint;
}

export interface BundleItem {
  readonly collection: Address;
  readonly tokenId: bigint;
  readonly fingerprint: Hex;
  readonly price: bigint;
}

export interface Bundle {
  readonly side: Order["side"];
  readonly maker: Address;
  readonly items: readonly BundleItem[];
  readonly currency: Address;
  readonly taker: Address;
  readonly startsAt: bigint;
  readonly expiresAt: bigint;
  readonly counter: bigint;
  readonly nonce: bigint;
}

export interface Trade {
  readonly settler: Address;
  readonly collection: Address;
  readonly tokenId: bigint;
  readonly seller: Address;
  readonly buyer: Address;
  readonly payer: Address;
  readonly currency: Address;
  readonly price: bigint;
}

export interface Finding {
  readonly verdict: (typeof VERDICTS)[number];
  /** Empty where nothing was found. */
  readonly rule: string;
  readonly reason: Reason | undefined;
}

export interface Leg {
  readonly to: Address;
  readonly amount: bigint;
}

export const NOTHING_FOUND: Finding = { verdict: "allow", rule: "", reason: undefined };
export const NOBODY: Address = `0x${"0".repeat(40)}`;
export const ZERO_HASH: Hex = `0x${"0".repeat(64)}`;

export function orderStruct(order: Order): unknown {
  return { ...order, side: SIDES.indexOf(order.side), scope: SCOPES.indexOf(order.scope) };
}

export function bundleStruct(bundle: Bundle): unknown {
  return { ...bundle, side: SIDES.indexOf(bundle.side) };
}

/** A rule's name as a bytes32. */
export function ruleId(rule: string): Hex {
  return `0x${Buffer.from(rule, "utf8").toString("hex").padEnd(64, "0")}`;
}

/** An error's bytes as findings and traces carry them: four bytes of code, the rest evidence. */
export function codeAndEvidence(error: Hex): { readonly code: Hex; readonly evidence: Hex } {
  if (error === "0x") return { code: "0x00000000", evidence: "0x" };
  return { code: `0x${error.slice(2, 10)}`, evidence: `0x${error.slice(10)}` };
}
