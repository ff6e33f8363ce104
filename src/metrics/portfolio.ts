import { isoDate, type IsoDate } from "../domain/calendar.ts";
import { placesBought, tokenIdAt } from "../domain/land.ts";
import { usdToNumber } from "../domain/primitives.ts";
import type { Purchase } from "../domain/scenario.ts";
import type { Attempt, History } from "../replay/history.ts";
import type { EstateOfRecord } from "./estate-of-record.ts";
import { completedTrades, type IndexPoint } from "./traded-index.ts";

/*
 * Definition: what the parcels of a purchase of record, or its estate, cost in the run, and what they are worth on the mark date.
 * Formula: cost = sum of the buyer's own trades in them, for an estate the one trade in it; value = sum of price x
 * index(month of mark) / index(month of purchase), the usual way to carry a price forward between two sales.
 * Limits: a parcel's own luck is not seen; the index is the run's, wash trades included.
 */

export interface Portfolio {
  readonly id: string;
  readonly costUsd: number;
  readonly markDate: IsoDate;
  readonly valueUsd: number;
  readonly lossPct: number;
  /** Those bought each by itself. */
  readonly parcels: readonly {
    readonly x: number;
    readonly y: number;
    readonly costUsd: number;
    readonly valueUsd: number;
    readonly boughtOn: IsoDate;
  }[];
  /** Absent where no estate was bought. */
  readonly estate?: EstateOfRecord;
}

export function portfolioOf(
  purchase: Purchase,
  history: Pick<History, "attempts" | "cases" | "accounts">,
  index: readonly IndexPoint[],
  markDate: IsoDate,
): Portfolio {
  const indexOn = new Map(index.map(({ month, usd }) => [month, usd]));
  const mark = indexOn.get(markDate.slice(0, 7)) ?? Number.NaN;
  const trades = tradesOfRecord(purchase, history);
  const valueOf = ({ price, time }: Attempt): number =>
    (usdToNumber(price) * mark) / (indexOn.get(isoDate(time).slice(0, 7)) ?? Number.NaN);
  const bought = purchase.parcels.flatMap(({ x, y }) => {
    const trade = trades.find(({ collection, tokenId }) => collection === "land" && tokenId === tokenIdAt(x, y));
    return trade === undefined ? [] : [{ x, y, trade }];
  });
  const parcels = bought.map(({ x, y, trade }) => {
    return { x, y, costUsd: usdToNumber(trade.price), valueUsd: valueOf(trade), boughtOn: isoDate(trade.time) };
  });
  const whole = tradeOfEstate(purchase, history);
  const paid = [...bought.map(({ trade }) => trade), ...(whole === undefined ? [] : [whole])];
  const costUsd = usdToNumber(paid.reduce((sum, { price }) => sum + price, 0n));
  const valueUsd = paid.reduce((sum, trade) => sum + valueOf(trade), 0);
  return { id: purchase.id, costUsd, markDate, valueUsd, lossPct: 100 * (1 - valueUsd / costUsd), parcels };
}

/** The one trade in which the buyer of record got the whole estate; undefined where there was none. */
export function tradeOfEstate(
  purchase: Purchase,
  history: Pick<History, "attempts" | "cases" | "accounts">,
): Attempt | undefined {
  if (purchase.estate === undefined) return undefined;
  const wanted = new Set(placesBought(purchase).map(({ x, y }) => tokenIdAt(x, y)));
  return tradesOfRecord(purchase, history).find(
    ({ parcels }) => parcels?.length === wanted.size && parcels.every((tokenId) => wanted.has(tokenId)),
  );
}

function tradesOfRecord(
  purchase: Purchase,
  history: Pick<History, "attempts" | "cases" | "accounts">,
): readonly Attempt[] {
  return completedTrades(history).filter(
    ({ buyer }) => history.accounts.get(buyer)?.agent === `celebrity/${purchase.id}`,
  );
}
