import type { IsoMonth } from "../../domain/calendar.ts";
import { monthlyMeans } from "../../domain/price-path.ts";
import { currencyPath } from "../../domain/worlds/currencies.ts";
import type { Coin } from "../../domain/worlds/world-facts.ts";
import { worldRecords, type WorldRecord } from "../../metrics/worlds.ts";
import type { WorldRow, WorldsData } from "../report-data.ts";
import { cents, monthsOf } from "./market-data.ts";
import type { ReportInput } from "./report-input.ts";

/** The floors of the worlds side by side; nothing where no world's floor was given. */
export function buildWorlds({ history, scenario }: Pick<ReportInput, "history" | "scenario">): WorldsData | undefined {
  const records = worldRecords(history, scenario);
  if (records.length === 0) return undefined;
  const months = monthsOf(history);
  const { start, days } = history.run;
  const coinOf = (coin: Coin): readonly (number | null)[] => {
    if (!scenario.coins.some((point) => point.coin === coin)) return months.map(() => null);
    const usd = monthlyMeans(currencyPath(scenario.coins, coin, start, days), start);
    return months.map((month) => usd.get(month) ?? null);
  };
  return {
    title: titleOf(records),
    subtitle:
      "What the cheapest tenth of each world sold for, month by month; dashed, the published floor. Log scale: equal steps are equal percentages.",
    months,
    rows: records.map((record) => rowOf(record, months)),
    coins: { eth: coinOf("eth"), mana: coinOf("mana"), sand: coinOf("sand"), ape: coinOf("ape") },
  };
}

const NUMBER_WORDS = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];

function titleOf(records: readonly WorldRecord[]): string {
  const falls = records.flatMap(({ fallPct }) => fallPct ?? []).sort((a, b) => a - b);
  const [least, most] = [falls[0], falls.at(-1)];
  const worlds = `${NUMBER_WORDS[records.length] ?? records.length} worlds`;
  if (least === undefined || most === undefined) return `The floors of ${worlds}`;
  if (records.length === 1) return `The floor fell by ${Math.round(most)} % in ETH`;
  return `${worlds} fell together: their floors lost ${Math.round(least)} to ${Math.round(most)} % in ETH`;
}

function rowOf(record: WorldRecord, months: readonly IsoMonth[]): WorldRow {
  const { name, coin, parcels, trades, volumeUsd, floorErrorMedian, pathFallPct, floor, path } = record;
  const traded = new Map(floor.map(({ month, usd }) => [month, usd]));
  return {
    name,
    coin,
    parcels,
    trades,
    volumeUsd: Math.round(volumeUsd),
    errorPct: 100 * floorErrorMedian,
    peakEth: record.peakEth ?? null,
    endEth: record.endEth ?? null,
    fallPct: record.fallPct ?? null,
    pathFallPct,
    path: months.map((month) => cents(path.get(month))),
    traded: months.map((month) => cents(traded.get(month))),
  };
}
