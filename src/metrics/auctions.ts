import { median } from "d3-array";

import { usdToNumber } from "../domain/primitives.ts";
import type { History } from "../replay/history.ts";
import { priceRatios } from "./parcel-value.ts";
import { completedTrades } from "./traded-index.ts";

export interface AuctionScore {
  /** All that were opened; those that follow and the ones still open add up to it. */
  readonly held: number;
  /** The winner's trade settled, or was held for the officer. */
  readonly sold: number;
  /** Nobody bid. */
  readonly unsold: number;
  /** By the seller, before any bid. */
  readonly cancelled: number;
  /** A rule refused the winner's trade. */
  readonly blocked: number;
  /** Given back, because the sale could not be settled in time. */
  readonly unwound: number;
  readonly open: number;
  readonly bids: number;
  readonly bidsPerAuction: number;
  /** Of the sales that settled at once. */
  readonly volumeUsd: number;
  /** Median of price / value by place; 1 is what the typical sale of the month brought. */
  readonly priceToTypicalMedian: number;
}

/**
 * What came of auctions.
 *
 * Definition: auctions by how they ended, their bids, and their prices against those of the market.
 * Formula: bids per auction over all that were opened; price / (location worth x traded index of the month), median over the
 *   auctions whose trade completed; an estate's worth is that of its parcels.
 * Limits: the index has the auctions in it; a ratio needs a month with an index.
 * Source: the auction house's events; no ground truth.
 */
export function auctionScore(history: Pick<History, "attempts" | "cases" | "parcels" | "final">): AuctionScore {
  const auctions = [...history.final.auctions.values()];
  const count = (status: string): number => auctions.filter((auction) => auction.status === status).length;
  const sales = history.attempts.filter(({ house, outcome }) => house === "auction" && outcome === "settled");
  const completed = completedTrades(history).filter(({ house }) => house === "auction");
  const bids = auctions.reduce((sum, auction) => sum + auction.bids, 0);
  return {
    held: auctions.length,
    sold: count("sold"),
    unsold: count("unsold"),
    cancelled: count("cancelled"),
    blocked: count("blocked"),
    unwound: count("unwound"),
    open: count("open"),
    bids,
    bidsPerAuction: auctions.length === 0 ? 0 : bids / auctions.length,
    volumeUsd: usdToNumber(sales.reduce((sum, { price }) => sum + price, 0n)),
    priceToTypicalMedian: median(priceRatios(history, completed)) ?? Number.NaN,
  };
}
