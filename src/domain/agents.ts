import type { CollectionName, LandName } from "./houses.ts";
import type { MarketView } from "./market-view.ts";
import type { Address, Hex, MicroUsd } from "./primitives.ts";

/** Kinds of trader, as scenario, journal and report name them. */
export const TRADER_KINDS = [
  "fundamentalist",
  "momentum",
  "flipper",
  "collector",
  "loss-averse",
  "newcomer",
  "switcher",
  "sweeper",
  "floor-bidder",
  "estate-builder",
  "leveraged",
  "financier",
  "traveller",
  "market-maker",
  "scene-creator",
  "celebrity",
  "holder",
  "wash-ring",
  "reward-farmer",
] as const;
export type TraderKind = (typeof TRADER_KINDS)[number];

/** What an account can be. */
export const ACCOUNT_ROLES = [
  ...TRADER_KINDS,
  "tenant",
  "exchange",
  "bank",
  "officer",
  "treasury",
  "creator",
  "governance",
] as const;
export type AccountRole = (typeof ACCOUNT_ROLES)[number];

/** Those who trade with themselves: their trades are no honest ones, whatever else they do. */
export const WASH_TRADERS: readonly AccountRole[] = ["wash-ring", "reward-farmer"];

/** Ways in which a ring of the scenario's `rings` trades with itself. */
export const PLANNED_RINGS = ["self", "ping-pong", "ring", "self-financed"] as const;
export type PlannedRing = (typeof PLANNED_RINGS)[number];

/** These, and one person's two wallets that trade for the sake of a reward. */
export const RING_KINDS = [...PLANNED_RINGS, "farming"] as const;
export type RingKind = (typeof RING_KINDS)[number];

/** Honest conduct that looks like abuse. */
export const LOOKALIKES = ["buy-back", "vault", "gift", "friends", "loan"] as const;
export type Lookalike = (typeof LOOKALIKES)[number];

/** Why an agent did something. Only scores may read it. */
export type Truth =
  | { readonly honest: true; readonly lookalike?: Lookalike }
  | { readonly honest: false; readonly ring: string; readonly kind: RingKind };

/** What an agent offers, wants or lends: a parcel, unless it says otherwise. */
interface Item {
  readonly collection?: CollectionName;
  readonly tokenId: bigint;
}

/**
 * What an agent wants done. Items are named by token id, money in micro-dollars, lifetimes in days.
 * Whoever needs an approval for a house that it has not used before gives it on the way.
 */
export type Intent = Doing & {
  /** The world that it is about; home, unless it says otherwise. */
  readonly land?: LandName;
};

type Doing =
  | { readonly do: "join"; readonly account: Address; readonly amount: MicroUsd }
  | { readonly do: "deposit"; readonly account: Address; readonly amount: MicroUsd }
  | { readonly do: "withdraw"; readonly account: Address; readonly amount: MicroUsd }
  | { readonly do: "pay"; readonly from: Address; readonly to: Address; readonly amount: MicroUsd }
  | { readonly do: "approve"; readonly account: Address }
  | ({
      readonly do: "list";
      readonly maker: Address;
      readonly price: MicroUsd;
      /** What it falls to by the end of its days: a Dutch ask. At least 1. */
      readonly endPrice?: MicroUsd;
      readonly days: number;
    } & Item)
  | ({ readonly do: "bid"; readonly maker: Address; readonly price: MicroUsd; readonly days: number } & Item)
  /** Bids the price for each of any `amount` parcels. */
  | {
      readonly do: "bidForAny";
      readonly maker: Address;
      readonly amount: number;
      readonly price: MicroUsd;
      readonly days: number;
    }
  /** Offers several items that are sold together or not at all, each with its own price. */
  | {
      readonly do: "listBundle";
      readonly maker: Address;
      readonly items: readonly (Item & { readonly price: MicroUsd })[];
      readonly days: number;
    }
  | { readonly do: "cancel"; readonly orderHash: Hex }
  | { readonly do: "take"; readonly taker: Address; readonly orderHash: Hex; readonly truth?: Truth }
  /** Sells a parcel to a bid for any. */
  | {
      readonly do: "sellInto";
      readonly taker: Address;
      readonly orderHash: Hex;
      readonly tokenId: bigint;
      readonly truth?: Truth;
    }
  /** Takes open asks in this order until `limit` of them have settled or are held; goes on past those that fail. */
  | {
      readonly do: "sweep";
      readonly taker: Address;
      readonly orderHashes: readonly Hex[];
      readonly limit: number;
      readonly truth?: Truth;
    }
  | { readonly do: "takeBundle"; readonly taker: Address; readonly orderHash: Hex; readonly truth?: Truth }
  | {
      readonly do: "deal";
      readonly seller: Address;
      readonly buyer: Address;
      readonly tokenId: bigint;
      readonly price: MicroUsd;
      readonly truth: Truth;
    }
  | { readonly do: "give"; readonly from: Address; readonly to: Address; readonly tokenId: bigint }
  /** Names who may build on a parcel: the owner's, or its tenant's, to say. */
  | { readonly do: "nameOperator"; readonly owner: Address; readonly operator: Address; readonly tokenId: bigint }
  /** Takes the item into the auction house's custody; bids count from now on. */
  | ({
      readonly do: "auction";
      readonly seller: Address;
      /** The least first bid. */
      readonly reserve: MicroUsd;
      /** By how much a bid must exceed the last, in basis points of it: 100 to 5,000. */
      readonly minIncrementBps: number;
      /** Up to 30. It ends half an hour before noon, so that it can be settled on the day on which it ends. */
      readonly days: number;
    } & Item)
  | { readonly do: "bidAtAuction"; readonly bidder: Address; readonly auctionId: bigint; readonly amount: MicroUsd }
  /** Ends an auction whose time is over; for anyone. The sale, if there is one, happens here. */
  | { readonly do: "settleAuction"; readonly caller: Address; readonly auctionId: bigint; readonly truth?: Truth }
  /** Only before the first bid. */
  | { readonly do: "cancelAuction"; readonly seller: Address; readonly auctionId: bigint }
  | ({
      readonly do: "offerRental";
      readonly landlord: Address;
      readonly pricePerDay: MicroUsd;
      readonly minDays: number;
      readonly maxDays: number;
      readonly days: number;
    } & Item)
  | { readonly do: "cancelRentalOffer"; readonly offerHash: Hex }
  /** Rents for so many days, paid in advance. */
  | { readonly do: "rent"; readonly tenant: Address; readonly offerHash: Hex; readonly term: number }
  /** Pays the landlord what has accrued; for anyone. */
  | { readonly do: "claimRent"; readonly caller: Address; readonly rentalId: bigint }
  /** After the term for anyone; before, for tenant (who pays it all) and landlord (who refunds the rest). */
  | { readonly do: "endRental"; readonly caller: Address; readonly rentalId: bigint }
  /** Offers an item against a down payment and `count` instalments. */
  | ({
      readonly do: "offerPlan";
      readonly seller: Address;
      readonly downPayment: MicroUsd;
      readonly instalment: MicroUsd;
      readonly count: number;
      /** Days from one due date to the next, and from a due date to the day on which anyone may foreclose. */
      readonly everyDays: number;
      readonly graceDays: number;
      /** Share of what was paid that the seller keeps after a foreclosure, in basis points: up to 5,000. */
      readonly forfeitBps: number;
      readonly days: number;
    } & Item)
  | { readonly do: "cancelPlanOffer"; readonly offerHash: Hex }
  /** Pays the down payment; the item is in custody from now on. */
  | { readonly do: "acceptPlan"; readonly buyer: Address; readonly offerHash: Hex }
  /** Pays so many instalments; with the last one the trade settles, if the rules let it. */
  | {
      readonly do: "payInstalments";
      readonly buyer: Address;
      readonly planId: bigint;
      readonly instalments: number;
      readonly truth?: Truth;
    }
  /** Ends a plan whose next instalment is overdue beyond its grace; for anyone. */
  | { readonly do: "foreclose"; readonly caller: Address; readonly planId: bigint }
  | { readonly do: "joinEstate"; readonly owner: Address; readonly tokenIds: readonly bigint[] }
  | { readonly do: "dissolveEstate"; readonly owner: Address; readonly estateId: bigint }
  | { readonly do: "release"; readonly officer: Address; readonly caseId: bigint; readonly reason: string }
  /** Refuses an open case; reverses an appealed one. */
  | { readonly do: "reverse"; readonly officer: Address; readonly caseId: bigint; readonly reason: string }
  /** For a party to a refused case, once. */
  | { readonly do: "appeal"; readonly party: Address; readonly caseId: bigint; readonly grounds: string }
  /** Reverses a case past its deadline; for anyone. */
  | { readonly do: "expire"; readonly caller: Address; readonly caseId: bigint };

export interface Agent {
  /** `flipper/7`. */
  readonly id: string;
  readonly kind: AccountRole;
  /** Accounts that the agent signs for; the first is its own. */
  readonly accounts: readonly Address[];
  /** The agent's decision for one tick; draws only from its own stream. */
  act(view: MarketView): readonly Intent[];
}
