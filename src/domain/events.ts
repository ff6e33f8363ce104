import type { AuctionStatus, CollectionName, House, NeighbourLand } from "./houses.ts";
import type { Bundle, InstalmentOffer, Order, RentalOffer } from "./order.ts";
import type { Address, Hex, MicroUsd } from "./primitives.ts";
import type { ConductLimits, RuleMode, TransferPolicy, Verdict, WashLimits } from "./rules.ts";

/** What a rule said: `code ++ evidence` decodes as the custom error `reason`. */
export interface FindingData {
  /** Rule name; empty where the market, a token or a wallet refused. */
  readonly rule: string;
  readonly code: Hex;
  readonly evidence: Hex;
}

interface TradeData {
  readonly collection: CollectionName;
  readonly tokenId: bigint;
  readonly seller: Address;
  readonly buyer: Address;
  readonly price: MicroUsd;
}

/** A trade as the house tells that tried it; the order's hash is in auctions the auction's number, in instalments the plan's. */
interface HouseTradeData extends TradeData {
  readonly house: House;
  readonly orderHash: Hex;
}

/** One share of a payment. */
export interface LegData {
  readonly to: Address;
  readonly amount: MicroUsd;
}

/** What a token was in custody for. */
type Custody =
  | { readonly house: "escrow"; readonly caseId: bigint }
  | { readonly house: "auction"; readonly auctionId: bigint }
  | { readonly house: "rentals"; readonly rentalId: bigint }
  | { readonly house: "instalments"; readonly planId: bigint };

interface EstateChange {
  readonly estateId: bigint;
  readonly owner: Address;
  readonly tokenIds: readonly bigint[];
}

/** The chain's events as the journal keeps them; fields are those of the Solidity events. */
export type ChainEvent =
  | {
      readonly e: "ParcelTransferred";
      /** Absent for the home world's land. */
      readonly collection?: NeighbourLand;
      readonly tokenId: bigint;
      readonly from: Address;
      readonly to: Address;
    }
  | { readonly e: "EstateTransferred"; readonly tokenId: bigint; readonly from: Address; readonly to: Address }
  /** An authority froze a token for an account, or ended that; it moved a token, of which the transfer tells as well. */
  | {
      readonly e: "Frozen";
      readonly collection: CollectionName;
      readonly account: Address;
      readonly tokenId: bigint;
      readonly frozenStatus: boolean;
    }
  /** Who may build on a parcel, by the word of whoever has its use. */
  | {
      readonly e: "OperatorNamed";
      readonly collection: CollectionName;
      readonly tokenId: bigint;
      readonly operator: Address;
      readonly namedBy: Address;
    }
  | {
      readonly e: "ForcedTransfer";
      readonly collection: CollectionName;
      readonly from: Address;
      readonly to: Address;
      readonly tokenId: bigint;
    }
  | ({ readonly e: "EstateJoined"; readonly fingerprint: Hex } & EstateChange)
  | ({ readonly e: "ParcelsAdded"; readonly fingerprint: Hex } & EstateChange)
  | ({ readonly e: "ParcelsRemoved"; readonly fingerprint: Hex } & EstateChange)
  | ({ readonly e: "EstateDissolved" } & EstateChange)
  | { readonly e: "MoneyTransferred"; readonly from: Address; readonly to: Address; readonly amount: MicroUsd }
  | { readonly e: "AccountKindChanged"; readonly account: Address; readonly kind: "person" | "hub" | "settler" }
  | { readonly e: "FundingRootNoted"; readonly account: Address; readonly root: Address }
  | {
      readonly e: "SidePaymentNoted";
      readonly from: Address;
      readonly to: Address;
      readonly amount: MicroUsd;
      readonly total: MicroUsd;
    }
  | { readonly e: "ClusterAttested"; readonly account: Address; readonly cluster: bigint }
  | { readonly e: "AccountListed"; readonly account: Address; readonly listed: boolean }
  | { readonly e: "AccountIdentified"; readonly account: Address; readonly identified: boolean }
  | { readonly e: "RuleModeChanged"; readonly rule: string; readonly mode: RuleMode }
  | ({ readonly e: "WashLimitsChanged" } & WashLimits)
  | ({ readonly e: "ConductLimitsChanged" } & ConductLimits)
  | { readonly e: "ReferencePriceSet"; readonly collection: CollectionName; readonly price: MicroUsd }
  | { readonly e: "TransferPolicyChanged"; readonly collection: CollectionName; readonly policy: TransferPolicy }
  | { readonly e: "TradingStopped"; readonly by: Address; readonly until: number }
  | { readonly e: "TradingResumed"; readonly by: Address }
  | {
      readonly e: "OrderAuthorised";
      readonly orderHash: Hex;
      readonly collection: CollectionName;
      readonly order: Order;
    }
  /** `collections` are those of the items, in their order. */
  | {
      readonly e: "BundleAuthorised";
      readonly orderHash: Hex;
      readonly collections: readonly CollectionName[];
      readonly bundle: Bundle;
    }
  | { readonly e: "OrderPartFilled"; readonly orderHash: Hex; readonly filled: bigint; readonly amount: bigint }
  | {
      readonly e: "CounterRaised";
      readonly house: "market" | "rentals" | "instalments";
      readonly maker: Address;
      readonly counter: bigint;
    }
  | { readonly e: "OrderCancelled"; readonly orderHash: Hex; readonly maker: Address; readonly nonce: bigint }
  | ({ readonly e: "TradeSettled"; readonly fee: MicroUsd; readonly royalty: MicroUsd } & HouseTradeData)
  | ({ readonly e: "TradeHeld"; readonly caseId: bigint } & HouseTradeData)
  | ({ readonly e: "TradeRejected" } & HouseTradeData & FindingData)
  | {
      readonly e: "AuctionCreated";
      readonly auctionId: bigint;
      readonly seller: Address;
      readonly collection: CollectionName;
      readonly tokenId: bigint;
      readonly reserve: MicroUsd;
      readonly minIncrementBps: number;
      readonly startsAt: number;
      readonly endsAt: number;
    }
  | {
      readonly e: "BidPlaced";
      readonly auctionId: bigint;
      readonly bidder: Address;
      readonly amount: MicroUsd;
      readonly endsAt: number;
    }
  | {
      readonly e: "BidRefunded";
      readonly auctionId: bigint;
      readonly bidder: Address;
      readonly amount: MicroUsd;
      readonly credited: boolean;
    }
  | { readonly e: "CreditWithdrawn"; readonly account: Address; readonly amount: MicroUsd }
  | { readonly e: "AuctionEnded"; readonly auctionId: bigint; readonly outcome: AuctionStatus }
  | {
      readonly e: "OfferAuthorised";
      readonly offerHash: Hex;
      readonly collection: CollectionName;
      readonly offer: RentalOffer;
    }
  | { readonly e: "OfferCancelled"; readonly offerHash: Hex; readonly landlord: Address; readonly nonce: bigint }
  | {
      readonly e: "RentalStarted";
      readonly rentalId: bigint;
      readonly collection: CollectionName;
      readonly tokenId: bigint;
      readonly offerHash: Hex;
      readonly landlord: Address;
      readonly tenant: Address;
      readonly user: Address;
      readonly rent: MicroUsd;
      readonly endsAt: number;
    }
  | {
      readonly e: "RentPaid";
      readonly rentalId: bigint;
      readonly landlord: Address;
      readonly rent: MicroUsd;
      readonly fee: MicroUsd;
    }
  | { readonly e: "RentalEnded"; readonly rentalId: bigint; readonly endedBy: Address; readonly refund: MicroUsd }
  | {
      readonly e: "PlanOffered";
      readonly offerHash: Hex;
      readonly collection: CollectionName;
      readonly offer: InstalmentOffer;
    }
  | { readonly e: "PlanOfferCancelled"; readonly offerHash: Hex; readonly seller: Address; readonly nonce: bigint }
  /** Somebody accepted an offer and paid the down payment; the token is in custody from now on. */
  | {
      readonly e: "PlanOpened";
      readonly planId: bigint;
      readonly seller: Address;
      readonly buyer: Address;
      readonly offerHash: Hex;
      readonly collection: CollectionName;
      readonly tokenId: bigint;
      readonly downPayment: MicroUsd;
      readonly instalment: MicroUsd;
      readonly count: number;
      /** Seconds, both. */
      readonly period: number;
      readonly graceSeconds: number;
      readonly forfeitBps: number;
    }
  /** `paidIn` is all so far, down payment included. */
  | {
      readonly e: "InstalmentPaid";
      readonly planId: bigint;
      readonly instalments: number;
      readonly amount: MicroUsd;
      readonly paidIn: MicroUsd;
    }
  /** All is paid, and the trade settled, was held, or, where the plan is unwound, was refused. */
  | { readonly e: "PlanSettled"; readonly planId: bigint; readonly price: MicroUsd }
  | { readonly e: "PlanUnwound"; readonly planId: bigint; readonly refunded: MicroUsd }
  | {
      readonly e: "PlanForeclosed";
      readonly planId: bigint;
      readonly by: Address;
      readonly forfeited: MicroUsd;
      readonly refunded: MicroUsd;
    }
  /** An auction, a rental, a plan or a case is over and its token could not be given back; later it was. */
  | ({ readonly e: "TokenUndeliverable" } & Custody)
  | ({ readonly e: "TokenDelivered" } & Custody)
  | ({ readonly e: "FindingRaised"; readonly mode: RuleMode; readonly verdict: Verdict } & TradeData & FindingData)
  /** `settler` is the house that submitted the trade; the legs are what a release pays. */
  | ({
      readonly e: "CaseOpened";
      readonly caseId: bigint;
      readonly settler: Address;
      readonly payer: Address;
      readonly deadline: number;
      readonly legs: readonly LegData[];
    } & TradeData &
      FindingData)
  | {
      readonly e: "CaseRefused";
      readonly caseId: bigint;
      readonly officer: Address;
      readonly appealUntil: number;
      readonly reason: string;
    }
  | {
      readonly e: "CaseAppealed";
      readonly caseId: bigint;
      readonly party: Address;
      readonly deadline: number;
      readonly grounds: string;
    }
  | {
      readonly e: "CaseFrozen";
      readonly caseId: bigint;
      readonly officer: Address;
      readonly until: number;
      readonly deadline: number;
      readonly reason: string;
    }
  | {
      readonly e: "CaseUnfrozen";
      readonly caseId: bigint;
      readonly officer: Address;
      readonly deadline: number;
      readonly reason: string;
    }
  | { readonly e: "CaseReleased"; readonly caseId: bigint; readonly officer: Address; readonly reason: string }
  /** By an officer on appeal, or, `expired`, by whoever noticed that nobody decided or appealed in time. */
  | {
      readonly e: "CaseReversed";
      readonly caseId: bigint;
      readonly by: Address;
      readonly expired: boolean;
      readonly reason: string;
    };

/** What befalls a held trade, from its opening to its end. */
export type CaseEvent = Extract<ChainEvent, { readonly e: `Case${string}` }>;
