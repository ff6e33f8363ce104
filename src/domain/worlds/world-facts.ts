import type { IsoDate } from "../calendar.ts";
import type { Geometry, PlotHedonics, Sourced } from "./plot.ts";

/** What land is priced in on its home markets. Settlement is in the settlement token always. */
export const COINS = ["eth", "mana", "sand", "ape"] as const;
export type Coin = (typeof COINS)[number];

/** What is known of a world whatever the scenario: `scenarios/worlds/`. */
export interface WorldFacts {
  /** Names its collection, `land:otherside`, and its random streams. */
  readonly id: string;
  readonly name: string;
  /** Of its ERC-721. */
  readonly symbol: string;
  readonly fees: FeeFacts;
  /** What its land is priced in; the first is the world's own. */
  readonly coins: readonly Coin[];
  /** Oldest first, at least one. */
  readonly primarySales: readonly PrimarySale[];
}

/** A world that lays out plots of its own; Decentraland's map and hedonics are the scenario's. */
export interface PlotWorldFacts extends WorldFacts {
  readonly geometry: Geometry;
  readonly hedonics: PlotHedonics;
}

/** Day of the first primary sale: before it there is no land. */
export function opensOn({ primarySales }: Pick<WorldFacts, "primarySales">): IsoDate {
  const [first] = primarySales;
  if (first === undefined) throw new RangeError("a world needs a primary sale");
  return first.from;
}

/** Shares of the price in percent. */
export interface FeeFacts extends Sourced {
  readonly feePct: number;
  readonly royaltyPct: number;
}

/** How land came from the world to its first owners. */
export interface PrimarySale extends Sourced {
  readonly form: "fixed" | "auction" | "dutch";
  readonly from: IsoDate;
  /** Last day, included. */
  readonly until: IsoDate;
  readonly coin: Coin;
  /** Empty where none is known. */
  readonly prices: readonly PrimaryPrice[];
  /** Parcels offered, where it is known. */
  readonly parcels?: number;
}

export interface PrimaryPrice {
  /** What it is the price of: `6 x 6 tiles`, `average paid`, `first price`. */
  readonly of: string;
  /** In the sale's coin. */
  readonly amount: number;
}

/** A world's floor on a day, in ETH. */
export interface FloorPoint {
  readonly date: IsoDate;
  readonly eth: number;
  readonly quality: "published" | "interpolated";
  readonly source: string;
}
