/** The collections of a run's home world: parcels, and estates that are made of them. Ids of one say nothing about the other. */
export const COLLECTIONS = ["land", "estate"] as const;

/** The land of a world beside the home world: `land:otherside`. */
export type NeighbourLand = `land:${string}`;
export type LandName = "land" | NeighbourLand;
export type CollectionName = LandName | "estate";

export function neighbourLand(world: string): NeighbourLand {
  return `land:${world}`;
}

/** What the people of a world call a collection: its land is "land" to them. Undefined where it is none of theirs. */
export function localName(collection: CollectionName, land: LandName): "land" | "estate" | undefined {
  if (collection === land) return "land";
  return collection === "estate" && land === "land" ? "estate" : undefined;
}

/** The collection that they mean. */
export function fullName(collection: CollectionName = "land", land: LandName): CollectionName {
  return collection === "land" ? land : collection;
}

/** The contracts in which items are sold or let. */
export const HOUSES = ["market", "auction", "rentals", "instalments"] as const;
export type House = (typeof HOUSES)[number];

/** The order is that of the contract's `AuctionStatus`. */
export const AUCTION_STATUSES = ["none", "open", "cancelled", "unsold", "sold", "blocked", "unwound"] as const;
export type AuctionStatus = (typeof AUCTION_STATUSES)[number];

/** The order is that of the contract's `PlanStatus`. */
export const PLAN_STATUSES = ["none", "open", "settled", "unwound", "foreclosed"] as const;
export type PlanStatus = (typeof PLAN_STATUSES)[number];

/**
 * Ways in which an item is sold: a public ask taken, one with a falling price, a bid accepted, a bid for any of a collection,
 * several asks in one transaction, a bundle, an auction, a private deal, instalments. Estates are sold in each of them.
 */
export const SALE_KINDS = [
  "ask",
  "dutch",
  "bid",
  "collection-bid",
  "sweep",
  "bundle",
  "auction",
  "deal",
  "instalments",
] as const;
export type SaleKind = (typeof SALE_KINDS)[number];
