import type { Address, Hex, MicroUsd } from "./primitives.ts";

/** Kinds of trader, as scenario, journal and report name them. */
export const TRADER_KINDS = [
  "fundamentalist",
  "momentum",
  "flipper",
  "collector",
  "loss-averse",
  "newcomer",
  "celebrity",
  "holder",
  "wash-ring",
] as const;
export type TraderKind = (typeof TRADER_KINDS)[number];

/** What an account is besides. */
export type AccountRole = TraderKind | "exchange" | "bank" | "officer" | "treasury" | "creator" | "governance";

/** Ways in which a ring trades with itself. */
export const RING_KINDS = ["self", "ping-pong", "ring", "self-financed"] as const;
export type RingKind = (typeof RING_KINDS)[number];

/** Honest conduct that looks like abuse. */
export const LOOKALIKES = ["buy-back", "vault", "gift", "friends", "loan"] as const;
export type Lookalike = (typeof LOOKALIKES)[number];

/** Why an agent did something. Only scores may read it. */
export type Truth =
  | { readonly honest: true; readonly lookalike?: Lookalike }
  | { readonly honest: false; readonly ring: string; readonly kind: RingKind };

/** What an agent wants done. Parcels are named by token id, money in micro-dollars, lifetimes in days. */
export type Intent =
  | { readonly do: "join"; readonly account: Address; readonly amount: MicroUsd }
  | { readonly do: "deposit"; readonly account: Address; readonly amount: MicroUsd }
  | { readonly do: "withdraw"; readonly account: Address; readonly amount: MicroUsd }
  | { readonly do: "pay"; readonly from: Address; readonly to: Address; readonly amount: MicroUsd }
  | { readonly do: "approve"; readonly account: Address }
  | {
      readonly do: "list";
      readonly maker: Address;
      readonly tokenId: bigint;
      readonly price: MicroUsd;
      readonly days: number;
    }
  | {
      readonly do: "bid";
      readonly maker: Address;
      readonly tokenId: bigint;
      readonly price: MicroUsd;
      readonly days: number;
    }
  | { readonly do: "cancel"; readonly orderHash: Hex }
  | { readonly do: "take"; readonly taker: Address; readonly orderHash: Hex; readonly truth?: Truth }
  | {
      readonly do: "deal";
      readonly seller: Address;
      readonly buyer: Address;
      readonly tokenId: bigint;
      readonly price: MicroUsd;
      readonly truth: Truth;
    }
  | { readonly do: "give"; readonly from: Address; readonly to: Address; readonly tokenId: bigint }
  | { readonly do: "release"; readonly caseId: bigint; readonly reason: string }
  | { readonly do: "reverse"; readonly caseId: bigint; readonly reason: string };

export interface AskView {
  readonly orderHash: Hex;
  readonly maker: Address;
  readonly tokenId: bigint;
  readonly price: MicroUsd;
  /** Unix seconds. */
  readonly expiresAt: number;
}

export type BidView = AskView;

export interface SaleView {
  readonly time: number;
  readonly price: MicroUsd;
  readonly seller: Address;
  readonly buyer: Address;
}

export interface CaseView {
  readonly caseId: bigint;
  readonly openedAt: number;
  readonly tokenId: bigint;
  readonly seller: Address;
  readonly buyer: Address;
  readonly price: MicroUsd;
}

/** What every agent sees at the start of a tick: public facts, frozen until the tick is over. */
export interface MarketView {
  readonly tick: number;
  /** Unix seconds. */
  readonly time: number;
  /** Value of the typical parcel today, US dollars. */
  readonly typicalUsd: number;
  /** The same `days` ago; the first day's before the beginning. */
  typicalUsdBefore(days: number): number;
  /** Every parcel of the run. */
  readonly tokens: readonly bigint[];
  /** Open public asks, oldest first. */
  readonly asks: readonly AskView[];
  askOf(tokenId: bigint): AskView | undefined;
  /** Open bids for a token, best first. */
  bidsFor(tokenId: bigint): readonly BidView[];
  ownerOf(tokenId: bigint): Address | undefined;
  holdings(account: Address): readonly bigint[];
  balance(account: Address): MicroUsd;
  lastSale(tokenId: bigint): SaleView | undefined;
  /** Location worth of a parcel relative to the typical one, as anyone can see it on the map. */
  worth(tokenId: bigint): number;
  readonly openCases: readonly CaseView[];
  /** How often the engine refused to let the token go from this seller to this buyer, or back. */
  refusals(tokenId: bigint, seller: Address, buyer: Address): number;
}

export interface Agent {
  /** `flipper/7`. */
  readonly id: string;
  readonly kind: AccountRole;
  /** Accounts that the agent signs for; the first is its own. */
  readonly accounts: readonly Address[];
  /** The agent's decision for one tick; draws only from its own stream. */
  act(view: MarketView): readonly Intent[];
}
