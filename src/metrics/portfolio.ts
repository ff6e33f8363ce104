import { isoDate, type IsoDate } from "../domain/calendar.ts";
import { tokenIdAt } from "../domain/land.ts";
import { usdToNumber } from "../domain/primitives.ts";
import type { Purchase } from "../domain/scenario.ts";
import type { History } from "../replay/history.ts";
import { completedTrades, type IndexPoint } from "./traded-index.ts";

/*
 * Definition: what the parcels of a purchase of record cost in the run, and what they are worth on the mark date.
 * Formula: cost = sum of the buyer's own trades in them; value = sum of price x index(month of mark) / index(month of
 * purchase), the usual way to carry a price forward between two sales.
 * Limits: a parcel's own luck is not seen; the index is the run's, wash trades included.
 */

export interface Portfolio {
  readonly id: string;
  readonly costUsd: number;
  readonly markDate: IsoDate;
  readonly valueUsd: number;
  readonly lossPct: number;
  readonly parcels: readonly {
    readonly x: number;
    readonly y: number;
    readonly costUsd: number;
    readonly valueUsd: number;
    readonly boughtOn: IsoDate;
  }[];
}

export function portfolioOf(
  purchase: Purchase,
  history: Pick<History, "attempts" | "cases" | "accounts">,
  index: readonly IndexPoint[],
  markDate: IsoDate,
): Portfolio {
  const indexOn = new Map(index.map(({ month, usd }) => [month, usd]));
  const mark = indexOn.get(markDate.slice(0, 7)) ?? Number.NaN;
  const trades = completedTrades(history).filter(
    ({ buyer }) => history.accounts.get(buyer)?.agent === `celebrity/${purchase.id}`,
  );
  const bought = purchase.parcels.flatMap(({ x, y }) => {
    const trade = trades.find(({ collection, tokenId }) => collection === "land" && tokenId === tokenIdAt(x, y));
    return trade === undefined ? [] : [{ x, y, trade }];
  });
  const parcels = bought.map(({ x, y, trade }) => {
    const boughtOn = isoDate(trade.time);
    const costUsd = usdToNumber(trade.price);
    const valueUsd = (costUsd * mark) / (indexOn.get(boughtOn.slice(0, 7)) ?? Number.NaN);
    return { x, y, costUsd, valueUsd, boughtOn };
  });
  const costUsd = usdToNumber(bought.reduce((sum, { trade }) => sum + trade.price, 0n));
  const valueUsd = parcels.reduce((sum, parcel) => sum + parcel.valueUsd, 0);
  return { id: purchase.id, costUsd, markDate, valueUsd, lossPct: 100 * (1 - valueUsd / costUsd), parcels };
}
