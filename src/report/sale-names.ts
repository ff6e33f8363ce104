import type { SaleKind } from "../domain/houses.ts";

interface SaleName {
  /** Of its row in a chart. */
  readonly name: string;
  readonly explanation: string;
  /** Of one sale, in a parcel's history. */
  readonly way: string;
  /** Of a share of all sales. */
  readonly did: string;
}

/** Ways to sell, in words for a reader who has never traded. */
export const SALE_NAMES: Readonly<Record<SaleKind | "estate", SaleName>> = {
  ask: { name: "Public ask taken", explanation: "at the seller’s price", way: "public ask", did: "took a public ask" },
  dutch: {
    name: "Falling ask taken",
    explanation: "falls until somebody buys",
    way: "falling ask",
    did: "took a falling ask",
  },
  bid: {
    name: "Bid accepted",
    explanation: "an offer for that very parcel",
    way: "bid accepted",
    did: "met a bid for the parcel",
  },
  "collection-bid": {
    name: "Bid for any parcel",
    explanation: "any owner may sell into it",
    way: "bid for any",
    did: "met a bid for any parcel",
  },
  sweep: { name: "Sweep", explanation: "several asks in one transaction", way: "sweep", did: "were part of a sweep" },
  bundle: { name: "Bundle", explanation: "several items, all or none", way: "bundle", did: "came in a bundle" },
  auction: { name: "Auction", explanation: "highest bid when time is up", way: "auction", did: "went at auction" },
  deal: { name: "Private deal", explanation: "agreed between two", way: "private deal", did: "were private deals" },
  instalments: {
    name: "Instalments",
    explanation: "paid in parts, handed over with the last",
    way: "instalments",
    did: "were paid in instalments",
  },
  estate: {
    name: "Estate as a whole",
    explanation: "adjoining parcels as one token",
    way: "estate",
    did: "were estates",
  },
};
