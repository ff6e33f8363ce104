import { median } from "d3-array";

import { usdToNumber } from "../domain/primitives.ts";
import type { History } from "../replay/history.ts";
import { priceRatios } from "./parcel-value.ts";
import { completedTrades } from "./traded-index.ts";

export interface EstateScore {
  readonly joined: number;
  readonly dissolved: number;
  /** At the end of the run, with the parcels in them. */
  readonly standing: number;
  readonly parcels: number;
  /** Parcels per estate when it was joined. */
  readonly sizeMedian: number;
  readonly sizeLargest: number;
  /** As a whole, settled at once. */
  readonly sold: number;
  readonly volumeUsd: number;
  /** Median of price / value of the parcels by place; above 1 the whole brings more than its parts. */
  readonly priceToPartsMedian: number;
}

/**
 * What became of estates, which are several adjoining parcels as one token.
 *
 * Definition: estates joined and dissolved in the run, their size in parcels, and their sales.
 * Formula: size when joined; price / (sum of the parcels' location worths x traded index of the month), median over the sales
 *   that completed.
 * Limits: an estate that is dissolved and joined anew counts twice; what is added to one later is in `parcels`, not in its size.
 * Source: the estates' events; no ground truth.
 */
export function estateScore(
  history: Pick<History, "attempts" | "cases" | "parcels" | "estates" | "final">,
): EstateScore {
  const sizes = history.estates.filter(({ change }) => change === "joined").map(({ tokenIds }) => tokenIds.length);
  const sales = history.attempts.filter(({ collection, outcome }) => collection === "estate" && outcome === "settled");
  const completed = completedTrades(history).filter(({ collection }) => collection === "estate");
  const standing = [...history.final.estates.values()];
  return {
    joined: sizes.length,
    dissolved: history.estates.filter(({ change }) => change === "dissolved").length,
    standing: standing.length,
    parcels: standing.reduce((sum, { tokenIds }) => sum + tokenIds.size, 0),
    sizeMedian: median(sizes) ?? 0,
    sizeLargest: Math.max(0, ...sizes),
    sold: sales.length,
    volumeUsd: usdToNumber(sales.reduce((sum, { price }) => sum + price, 0n)),
    priceToPartsMedian: median(priceRatios(history, completed)) ?? Number.NaN,
  };
}
