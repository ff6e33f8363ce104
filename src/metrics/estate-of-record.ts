import { isoDate, type IsoDate, type IsoMonth } from "../domain/calendar.ts";
import type { Purchase, Scenario } from "../domain/scenario.ts";
import { monthlyMeans } from "../domain/price-path.ts";
import { homePath } from "../domain/worlds/typical.ts";
import type { History } from "../replay/history.ts";
import { tradeOfEstate } from "./portfolio.ts";

/**
 * An estate that was bought as one, followed at the price of record.
 *
 * Definition: what such an estate was worth in a month by the places of its parcels, whatever was paid for it.
 * Formula: sum of the parcels' location worths x parcels ^ elasticity x value of the typical parcel on the price path, the
 *   month's mean. The elasticity is the scenario's `ways.estates.sizeElasticity`: the price per parcel falls with size.
 * Limits: location worth is the map's and the size discount an average, so what is special about the estate is not in it; the
 *   carried-forward price of `Portfolio` has it.
 * Source: the path, the parcels' worth, and the estate's own trade for its day and number.
 */
export interface EstateOfRecord {
  readonly estateId: number;
  readonly parcels: number;
  readonly boughtOn: IsoDate;
  /** Sum of the parcels' location worths. */
  readonly worth: number;
  /** What the estate's price is of its parcels' sum, for its size: parcels ^ elasticity. */
  readonly sizeFactor: number;
  /** Value of record in the month of the purchase, and in the last of the run. */
  readonly boughtUsd: number;
  readonly markUsd: number;
}

type PricesOfRecord = Pick<Scenario, "path" | "floor" | "coins" | "world">;

/** Undefined where the purchase is of no estate or was not made. */
export function estateOfRecord(
  purchase: Purchase,
  history: Pick<History, "run" | "attempts" | "cases" | "accounts" | "parcels">,
  scenario: PricesOfRecord & Pick<Scenario, "ways" | "end">,
): EstateOfRecord | undefined {
  const trade = tradeOfEstate(purchase, history);
  if (trade?.parcels === undefined) return undefined;
  const worths = new Map(history.parcels.map(({ tokenId, worth }) => [tokenId, worth]));
  const worth = trade.parcels.reduce((sum, tokenId) => sum + (worths.get(tokenId) ?? Number.NaN), 0);
  const sizeFactor = trade.parcels.length ** scenario.ways.estates.sizeElasticity;
  const typical = typicalByMonth(history, scenario);
  const valueIn = (month: IsoMonth): number => worth * sizeFactor * (typical.get(month) ?? Number.NaN);
  const boughtOn = isoDate(trade.time);
  return {
    estateId: Number(trade.tokenId),
    parcels: trade.parcels.length,
    boughtOn,
    worth,
    sizeFactor,
    boughtUsd: valueIn(boughtOn.slice(0, 7)),
    markUsd: valueIn(scenario.end.slice(0, 7)),
  };
}

/** Value of record of the estate, month by month from the purchase on. */
export function valuesOfRecord(
  { worth, sizeFactor, boughtOn }: EstateOfRecord,
  history: Pick<History, "run" | "parcels">,
  scenario: PricesOfRecord,
): readonly { readonly month: IsoMonth; readonly usd: number }[] {
  return [...typicalByMonth(history, scenario)]
    .filter(([month]) => month >= boughtOn.slice(0, 7))
    .map(([month, usd]) => ({ month, usd: worth * sizeFactor * usd }));
}

function typicalByMonth(
  { run, parcels }: Pick<History, "run" | "parcels">,
  scenario: PricesOfRecord,
): ReadonlyMap<IsoMonth, number> {
  return monthlyMeans(homePath(scenario, parcels, run.start, run.days), run.start);
}
