import type { Address } from "../../domain/primitives.ts";
import type { History } from "../../replay/history.ts";
import { completedTrades } from "../traded-index.ts";

/** One sale as a published list of sales tells it. */
export interface MarketSale {
  /** Unix seconds. */
  readonly time: number;
  readonly tokenId: bigint;
  /** Absent where the list does not tell. */
  readonly seller?: Address;
  readonly buyer?: Address;
  /** In the smallest unit of its currency. */
  readonly price: bigint;
}

/**
 * A run's sales as anyone would count them.
 *
 * Definition: the completed trades in parcels of the home world, in order; the counterpart of one collection's list of sales.
 * Limits: wash trades that settled are in it, since published counts have no ground truth and count what settled; estates,
 *   whose price is for several parcels, and other worlds, which are other collections, are not. No ground truth is read.
 */
export function marketSales(history: Pick<History, "attempts" | "cases">): readonly MarketSale[] {
  return completedTrades(history).filter(({ collection, price }) => collection === "land" && price > 0n);
}
