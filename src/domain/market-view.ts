import type { CollectionName, LandName } from "./houses.ts";
import type { Mood } from "./mood.ts";
import type { Address, Hex, MicroUsd } from "./primitives.ts";

export interface AskView {
  readonly orderHash: Hex;
  readonly maker: Address;
  readonly tokenId: bigint;
  /** Asked now; `endPrice` just before it expires, which is the same where the price does not fall. */
  readonly price: MicroUsd;
  readonly endPrice: MicroUsd;
  /** Unix seconds. */
  readonly expiresAt: number;
}

export type BidView = AskView;

/** A bid for any parcels. */
export interface CollectionBidView {
  readonly orderHash: Hex;
  readonly maker: Address;
  readonly price: MicroUsd;
  /** How many it still buys. */
  readonly left: number;
  readonly expiresAt: number;
}

export interface BundleView {
  readonly orderHash: Hex;
  readonly maker: Address;
  readonly items: readonly {
    readonly collection: CollectionName;
    readonly tokenId: bigint;
    readonly price: MicroUsd;
  }[];
  /** Sum of the items'. */
  readonly price: MicroUsd;
  readonly expiresAt: number;
}

/** An auction that is not settled yet; from `endsAt` on it takes no bids and waits for somebody to settle it. */
export interface AuctionView {
  readonly auctionId: bigint;
  readonly seller: Address;
  readonly collection: CollectionName;
  readonly tokenId: bigint;
  readonly reserve: MicroUsd;
  /** Who leads, and with what. */
  readonly leader?: Address;
  readonly bid: MicroUsd;
  /** The least amount that a bid must have now. */
  readonly minimumBid: MicroUsd;
  readonly startsAt: number;
  readonly endsAt: number;
}

export interface RentalOfferView {
  readonly offerHash: Hex;
  readonly landlord: Address;
  readonly collection: CollectionName;
  readonly tokenId: bigint;
  readonly pricePerDay: MicroUsd;
  readonly minDays: number;
  readonly maxDays: number;
  readonly expiresAt: number;
}

/** A rental that nobody has ended yet, even where its term is over. */
export interface RentalView {
  readonly rentalId: bigint;
  readonly landlord: Address;
  readonly tenant: Address;
  readonly user: Address;
  readonly collection: CollectionName;
  readonly tokenId: bigint;
  readonly rent: MicroUsd;
  /** How much of it the landlord has claimed. */
  readonly paid: MicroUsd;
  readonly startedAt: number;
  readonly endsAt: number;
}

/** An open offer to sell against a down payment and `count` instalments. */
export interface PlanOfferView {
  readonly offerHash: Hex;
  readonly seller: Address;
  readonly collection: CollectionName;
  readonly tokenId: bigint;
  /** All parts together. */
  readonly price: MicroUsd;
  readonly downPayment: MicroUsd;
  readonly instalment: MicroUsd;
  readonly count: number;
  /** Seconds from one due date to the next. */
  readonly period: number;
  readonly expiresAt: number;
}

/** A plan that is neither paid nor foreclosed: the token is in custody, and the buyer owes the rest. */
export interface PlanView {
  readonly planId: bigint;
  readonly seller: Address;
  readonly buyer: Address;
  readonly collection: CollectionName;
  readonly tokenId: bigint;
  readonly instalment: MicroUsd;
  /** Instalments to come, and their sum. */
  readonly left: number;
  readonly owed: MicroUsd;
  /** Down payment and instalments so far. */
  readonly paidIn: MicroUsd;
  readonly startedAt: number;
  /** Unix seconds at which the next instalment is due, and after which anyone may foreclose without it. */
  readonly dueAt: number;
  readonly foreclosableAt: number;
}

export interface EstateView {
  readonly estateId: bigint;
  /** Whose it is, also while a house has it in custody. */
  readonly owner: Address;
  readonly tokenIds: readonly bigint[];
  /** Sum of the parcels' location worths. */
  readonly worth: number;
}

export interface SaleView {
  readonly time: number;
  readonly price: MicroUsd;
  readonly seller: Address;
  readonly buyer: Address;
}

/** Who built last on a parcel, and since when, in unix seconds. */
export interface SceneView {
  readonly creator: Address;
  readonly since: number;
}

/** A held trade that is neither released nor reversed. */
export interface CaseView {
  readonly caseId: bigint;
  readonly openedAt: number;
  /** Refused: an officer wants both sides to go back, which a party may appeal. Appealed: another officer decides. */
  readonly status: "open" | "refused" | "appealed";
  /** Unix seconds at which it became that. */
  readonly since: number;
  /** From which anyone may reverse it; while it is refused, until which it may be appealed. */
  readonly deadline: number;
  /** Until which nobody may end it; 0 where it is not frozen. */
  readonly frozenUntil: number;
  readonly collection: CollectionName;
  readonly tokenId: bigint;
  readonly seller: Address;
  readonly buyer: Address;
  readonly price: MicroUsd;
}

/** What every agent sees at the start of a tick: public facts, frozen until the tick is over. */
export interface MarketView {
  /** The land of the world that one looks at; "land" means it wherever a collection is named. */
  readonly land: LandName;
  /** The worlds of the run, home first. */
  readonly lands: readonly LandName[];
  /** The same moment in another world. */
  world(land: LandName): MarketView;
  readonly tick: number;
  /** Unix seconds. */
  readonly time: number;
  /** Value of the typical parcel today, US dollars. */
  readonly typicalUsd: number;
  /** The same `days` ago; the first day's before the beginning. */
  typicalUsdBefore(days: number): number;
  /** What those who believe in a value believe the typical one to be: it moves slower than the market, or not at all. */
  readonly anchorUsd: number;
  /** How readily parcels sell: sales for each ask as a multiple of the usual; 1 where the market does not show it. */
  readonly tightness: number;
  /** What news, and the market's own rise or fall, do to people today. */
  readonly mood: Mood;
  /** Every parcel of the run. */
  readonly tokens: readonly bigint[];
  /** Open public asks for parcels, oldest first. */
  readonly asks: readonly AskView[];
  /** The same for estates. */
  readonly estateAsks: readonly AskView[];
  askOf(tokenId: bigint, collection?: CollectionName): AskView | undefined;
  /** Open bids for a token, best first. */
  bidsFor(tokenId: bigint, collection?: CollectionName): readonly BidView[];
  /** Open bids for any parcel, best first. */
  readonly collectionBids: readonly CollectionBidView[];
  /** Open bundles whose maker still holds every item. */
  readonly bundles: readonly BundleView[];
  readonly auctions: readonly AuctionView[];
  /** Open offers whose landlord holds the token. */
  readonly rentalOffers: readonly RentalOfferView[];
  readonly rentals: readonly RentalView[];
  /** Open offers whose seller holds the token. */
  readonly planOffers: readonly PlanOfferView[];
  readonly plans: readonly PlanView[];
  readonly estates: readonly EstateView[];
  estate(estateId: bigint): EstateView | undefined;
  /** The estate that a parcel is part of. */
  estateOf(tokenId: bigint): EstateView | undefined;
  /** Who holds a token: its owner, or the house that has it in custody. */
  ownerOf(tokenId: bigint, collection?: CollectionName): Address | undefined;
  /** Whose a token is: its owner, or for whom a house has it in custody. */
  belongsTo(tokenId: bigint, collection?: CollectionName): Address | undefined;
  /** The tenant's choice of who uses a rented token now. */
  userOf(tokenId: bigint, collection?: CollectionName): Address | undefined;
  /** What an account can trade now: its tokens that no house has in custody. */
  holdings(account: Address, collection?: CollectionName): readonly bigint[];
  balance(account: Address): MicroUsd;
  lastSale(tokenId: bigint, collection?: CollectionName): SaleView | undefined;
  /** Location worth of a parcel relative to the typical one, as anyone can see it on the map. */
  worth(tokenId: bigint): number;
  /** What stands on a parcel; undefined for bare land. */
  sceneOn(tokenId: bigint): SceneView | undefined;
  readonly openCases: readonly CaseView[];
  /** How often the engine refused to let the token go from this seller to this buyer, or back. */
  refusals(tokenId: bigint, seller: Address, buyer: Address, collection?: CollectionName): number;
}
