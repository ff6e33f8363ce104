import { median } from "d3-array";

import { usdToNumber } from "../domain/primitives.ts";
import type { Attempt, History } from "../replay/history.ts";
import type { Plan } from "../replay/instalments.ts";
import { priceRatios } from "./parcel-value.ts";
import { completedTrades } from "./traded-index.ts";

export interface InstalmentScore {
  /** Plans that were opened; those that follow and the ones still open add up to it. */
  readonly opened: number;
  /** Paid to the end: the trade settled, or was held for the officer. */
  readonly completed: number;
  readonly foreclosed: number;
  /** Paid to the end, and the trade could not settle: both sides went back. */
  readonly unwound: number;
  readonly open: number;
  /** Down payments and instalments, what came back included. */
  readonly paidUsd: number;
  /** Of it what buyers lost to sellers by foreclosure. */
  readonly lostUsd: number;
  /** Still owed on open plans at the end of the run. */
  readonly owedUsd: number;
  /** Foreclosed items that their sellers sold again by the end. */
  readonly resold: number;
  /** Median of those prices / value by place; 1 is what the typical sale of the month brought. */
  readonly resalePriceToTypicalMedian: number;
}

/**
 * What came of sales by instalments.
 *
 * Definition: plans by how they ended, what their buyers paid and lost, and what foreclosed items brought afterwards.
 * Formula: sums over down payments and instalments, and over forfeits; price / (location worth x traded index of the month),
 *   median over the first completed sale of each foreclosed item by the same seller.
 * Limits: the index has the forced sales in it; a buyer's loss leaves out what the item was worth to whoever kept paying.
 * Source: the events of the house of instalments; no ground truth.
 */
export function instalmentScore(
  history: Pick<History, "attempts" | "cases" | "parcels" | "planLegs" | "final">,
): InstalmentScore {
  const plans = [...history.final.plans.values()];
  const count = (status: string): number => plans.filter((plan) => plan.status === status).length;
  const payments = history.planLegs.filter(({ leg }) => leg === "down-payment" || leg === "instalment");
  const trades = completedTrades(history);
  const resales = plans.flatMap((plan) => resaleOf(plan, trades) ?? []);
  return {
    opened: plans.length,
    completed: count("settled"),
    foreclosed: count("foreclosed"),
    unwound: count("unwound"),
    open: count("open"),
    paidUsd: sumUsd(payments.map(({ amount }) => amount)),
    lostUsd: sumUsd(plans.map(({ forfeited }) => forfeited)),
    owedUsd: sumUsd(plans.filter(({ status }) => status === "open").map(owedOf)),
    resold: resales.length,
    resalePriceToTypicalMedian: median(priceRatios(history, resales)) ?? Number.NaN,
  };
}

function resaleOf(plan: Plan, trades: readonly Attempt[]): Attempt | undefined {
  const { status, seller, collection, tokenId, endedAt = Number.POSITIVE_INFINITY } = plan;
  if (status !== "foreclosed") return undefined;
  return trades.find(
    (trade) =>
      trade.time >= endedAt && trade.seller === seller && trade.collection === collection && trade.tokenId === tokenId,
  );
}

function owedOf({ instalment, count, paid }: Plan): bigint {
  return instalment * BigInt(count - paid);
}

function sumUsd(amounts: readonly bigint[]): number {
  return usdToNumber(amounts.reduce((sum, amount) => sum + amount, 0n));
}
