import { isoMonth, monthsBetween, type IsoMonth } from "../../domain/calendar.ts";
import { monthlyMeans } from "../../domain/price-path.ts";
import { homePath } from "../../domain/worlds/typical.ts";
import { priceBands } from "../../metrics/price-band.ts";
import { completedTrades, tradedIndex } from "../../metrics/traded-index.ts";
import { monthlyVolumes } from "../../metrics/volume.ts";
import type { History } from "../../replay/history.ts";
import { formatCount, formatLongMonth, formatMonth, formatUsd } from "../format.ts";
import type { MarketData, VolumeRow } from "../report-data.ts";
import type { ReportInput } from "./report-input.ts";

/** The boom and the crash: path, traded index, band, volume, events. */
export function buildMarket({ history, scenario }: Pick<ReportInput, "history" | "scenario">): MarketData {
  const { run } = history;
  const months = monthsOf(history);
  const path = monthlyMeans(homePath(scenario, history.parcels, run.start, run.days), run.start);
  const bands = new Map(priceBands(history).map((band) => [band.month, band]));
  const index = indexOf(history, months);
  const volume = monthlyVolumes(history).flatMap(({ month, honest, wash }) => [
    ...volumeRows(month, false, honest),
    ...volumeRows(month, true, wash),
  ]);
  return {
    ...titles(months, index),
    volumeTitle: titleVolume(volume),
    months,
    path: months.map((month) => cents(path.get(month))),
    index,
    low: months.map((month) => cents(bands.get(month)?.low)),
    high: months.map((month) => cents(bands.get(month)?.high)),
    volume,
    events: eventsOf(scenario, months),
  };
}

export function monthsOf({ run }: Pick<History, "run">): readonly IsoMonth[] {
  return monthsBetween(isoMonth(run.start), isoMonth(run.start + (run.days - 1) * 86_400));
}

/** The traded index of each month; null where nothing was traded. */
export function indexOf(history: History, months: readonly IsoMonth[]): readonly (number | null)[] {
  const worth = new Map(history.parcels.map((parcel) => [parcel.tokenId, parcel.worth]));
  const index = new Map(tradedIndex(completedTrades(history), worth).map(({ month, usd }) => [month, usd]));
  return months.map((month) => cents(index.get(month)));
}

/** Rounded to the cent; null where there is no figure. */
export function cents(usd: number | undefined): number | null {
  return usd === undefined || !Number.isFinite(usd) ? null : Math.round(usd * 100) / 100;
}

/** Those of the scenario and those of the news that it keeps, within the run, by date. */
function eventsOf({ events, news }: ReportInput["scenario"], months: readonly IsoMonth[]): MarketData["events"] {
  const told = news.events
    .filter(({ id, date }) => !news.off.includes(id) && months.includes(date.slice(0, 7)))
    .map(({ date, label, source }) => ({ date, label, source }));
  return [...events, ...told].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

type Volume = ReturnType<typeof monthlyVolumes>[number];

function volumeRows(month: IsoMonth, wash: boolean, cells: Volume["honest"]): readonly VolumeRow[] {
  const outcomes = [
    ["settled", cells.settled],
    ["held", cells.held],
    ["blocked", cells.blocked],
  ] as const;
  return outcomes
    .filter(([, { trades }]) => trades > 0)
    .map(([outcome, { trades, usd }]) => ({ month, outcome, wash, trades, usd: Math.round(usd) }));
}

/** Before the boom (a year before the peak), at the peak, at the end. */
function titles(months: readonly IsoMonth[], index: readonly (number | null)[]): { title: string; subtitle: string } {
  const known = months.flatMap((month, i) => {
    const usd = index[i] ?? null;
    return usd === null ? [] : [{ month, usd }];
  });
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return { title: "No trade settled", subtitle: "" };
  const peak = known.reduce((best, point) => (point.usd > best.usd ? point : best), first);
  const yearBefore = `${Number(peak.month.slice(0, 4)) - 1}${peak.month.slice(4)}`;
  const before = known.findLast(({ month }) => month <= yearBefore) ?? first;
  const points = [...new Set([before, peak, last])];
  return {
    title: `The typical parcel: ${points.map(({ usd }) => formatUsd(usd)).join(" → ")}`,
    subtitle: `Median price of settled trades in ${points.map(({ month }) => formatLongMonth(month)).join(", ")}, each divided by its parcel’s location worth. Log scale: equal steps are equal percentages.`,
  };
}

function titleVolume(volume: readonly VolumeRow[]): string {
  const settled = new Map<IsoMonth, { trades: number; usd: number }>();
  for (const { month, outcome, trades, usd } of volume) {
    if (outcome !== "settled") continue;
    const sum = settled.get(month) ?? { trades: 0, usd: 0 };
    settled.set(month, { trades: sum.trades + trades, usd: sum.usd + usd });
  }
  const [busiest] = [...settled].sort(([, a], [, b]) => b.usd - a.usd);
  if (busiest === undefined) return "No trade settled";
  const [month, { trades, usd }] = busiest;
  return `Most money moved in ${formatMonth(month)}: ${formatUsd(usd)} in ${formatCount(trades)} settled trades`;
}
