import { isoMonth } from "../domain/calendar.ts";
import { usdToNumber } from "../domain/primitives.ts";
import type { Attempt, History } from "../replay/history.ts";
import { completedTrades, tradedIndex } from "./traded-index.ts";

/** What land was worth by its place in the month of a trade: location worth x traded index, an estate's parcels together. */
export function placeValues(
  history: Pick<History, "attempts" | "cases" | "parcels">,
): (trade: Pick<Attempt, "time" | "tokenId" | "parcels">) => number {
  const worth = new Map(history.parcels.map((parcel) => [parcel.tokenId, parcel.worth]));
  const index = new Map(tradedIndex(completedTrades(history), worth).map(({ month, usd }) => [month, usd]));
  return ({ time, tokenId, parcels = [tokenId] }) => {
    const sum = parcels.reduce((total, id) => total + (worth.get(id) ?? Number.NaN), 0);
    return sum * (index.get(isoMonth(time)) ?? Number.NaN);
  };
}

/** Price over that value, for each trade where both are known. */
export function priceRatios(
  history: Pick<History, "attempts" | "cases" | "parcels">,
  trades: readonly Attempt[],
): readonly number[] {
  const valueOf = placeValues(history);
  return trades.map((trade) => usdToNumber(trade.price) / valueOf(trade)).filter((ratio) => Number.isFinite(ratio));
}
