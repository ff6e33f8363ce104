import * as Plot from "@observablehq/plot";

import { formatCount, formatMonth, formatUsd } from "../../format.ts";
import type { MarketData, PurchaseData, ReportData } from "../../report-data.ts";
import {
  base,
  FILLS,
  HALO,
  logTicks,
  moneyAxis,
  monthDate,
  monthEnd,
  monthMiddle,
  NARROW,
  timeAxis,
} from "../chart-style.ts";
import { el } from "../dom.ts";
import { eventList, eventMarks, type MarkedEvent } from "../event-marks.ts";
import { figure, legend } from "../figure.ts";
import { storyMarker } from "../story-marker.ts";

/** The boom and the crash. */
export function boom(data: ReportData): HTMLElement {
  const { market, purchases } = data;
  const events = markedEvents(market, purchases);
  return el(
    "section",
    { id: "boom", "aria-labelledby": "boom-title" },
    el("h2", { id: "boom-title" }, "The boom and the crash"),
    el(
      "p",
      {},
      hasRecord(market)
        ? "The dashed line is the record: what a typical parcel of Decentraland sold for. The solid line is what the " +
            "simulated traders paid each other, on the chain. Around it, the band that holds eight of ten trades."
        : "No path is given: the simulated traders made these prices themselves. The line is what they paid each other, " +
            "on the chain. Around it, the band that holds eight of ten trades.",
    ),
    figure({
      id: "boom",
      title: market.title,
      subtitle: market.subtitle,
      draw: (width) => drawIndex(data, events, width),
      table: () => ({
        columns: ["month", "path_usd", "traded_index_usd", "low_10pct_usd", "high_90pct_usd"],
        rows: rowsOf(market).map((row) => [row.month, row.path, row.index, row.low, row.high]),
      }),
    }),
    eventList(events),
    figure({
      id: "volume",
      title: market.volumeTitle,
      subtitle: "Dollars per month. Colour says who traded, by ground truth; the pattern says what became of it.",
      legend: legend(
        [FILLS.honest.settled, "honest, settled"],
        [FILLS.honest.held, "honest, held"],
        [FILLS.wash.settled, "wash, settled"],
        [FILLS.wash.held, "wash, held"],
        [FILLS.wash.blocked, "wash, blocked"],
      ),
      draw: (width) => drawVolume(market, width),
      table: () => ({
        columns: ["month", "intent", "outcome", "trades", "usd"],
        rows: market.volume.map((v) => [v.month, v.wash ? "wash" : "honest", v.outcome, v.trades, v.usd]),
      }),
    }),
  );
}

function hasRecord({ path }: MarketData): boolean {
  return path.some((usd) => usd !== null);
}

function markedEvents(market: MarketData, purchases: readonly PurchaseData[]): readonly MarkedEvent[] {
  const bought = purchases.map(({ buyer, what, date, costUsd, source }) => ({
    date,
    label: `${buyer} pays ${formatUsd(costUsd)} for ${what}`,
    source,
    strong: true,
  }));
  return [...market.events.map((event) => ({ ...event, strong: false })), ...bought].sort((a, b) =>
    a.date < b.date ? -1 : 1,
  );
}

interface Row {
  readonly month: string;
  readonly date: Date;
  readonly path: number | null;
  readonly index: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

function rowsOf({ months, path, index, low, high }: MarketData): readonly Row[] {
  return months.map((month, i) => ({
    month,
    date: monthMiddle(month),
    path: path[i] ?? null,
    index: index[i] ?? null,
    low: low[i] ?? null,
    high: high[i] ?? null,
  }));
}

function drawIndex({ market, purchases }: ReportData, events: readonly MarkedEvent[], width: number): HTMLElement {
  const rows = rowsOf(market);
  const narrow = width < NARROW;
  const [left, right] = [narrow ? 40 : 52, narrow ? 12 : 118];
  const first = monthDate(market.months[0] ?? "2020-01");
  const last = monthEnd(market.months.at(-1) ?? "2020-01");
  const scale = (date: Date): number =>
    left + ((date.getTime() - first.getTime()) / (last.getTime() - first.getTime())) * (width - left - right);
  const labels = eventMarks(events, scale, { left, right: width - 4, narrow });
  const end = rows.findLast(({ index }) => index !== null);
  const all = rows.flatMap(({ path, low, high }) => [path, low, high]).filter((usd) => usd !== null);
  const chart = Plot.plot({
    ...base(width, market.title),
    height: (narrow ? 300 : 420) + labels.height,
    marginTop: 14 + labels.height,
    marginLeft: left,
    marginRight: right,
    marginBottom: narrow ? 26 : 40,
    x: { type: "utc", domain: [first, last] },
    y: { type: "log", domain: [Math.min(...all) * 0.9, Math.max(...all) * 1.1] },
    marks: [
      ...moneyAxis(null, logTicks(all)),
      timeAxis(width),
      ...labels.marks,
      Plot.areaY(rows, { x: "date", y1: "low", y2: "high", fill: "var(--band)" }),
      Plot.lineY(
        rows.filter(({ path }) => path !== null),
        {
          x: "date",
          y: "path",
          stroke: "var(--ink)",
          strokeWidth: 1.4,
          strokeDasharray: "4 3",
        },
      ),
      Plot.lineY(rows, { x: "date", y: "index", stroke: "var(--market)", strokeWidth: 2.6 }),
      // A month between two without trades has no line.
      Plot.dot(lonely(rows), { x: "date", y: "index", fill: "var(--market)", r: 2.6 }),
      ...(end === undefined || narrow ? [] : endLabels(rows)),
      Plot.tip(
        rows,
        Plot.pointerX({
          x: "date",
          y: "index",
          title: (row: Row) =>
            `${formatMonth(row.month)}\nTraded ${usdOf(row.index)}\n${hasRecord(market) ? `Record ${usdOf(row.path)}\n` : ""}8 of 10: ${usdOf(row.low)} to ${usdOf(row.high)}`,
          fontSize: 12.5,
          fill: "var(--card)",
          stroke: "var(--rule)",
        }),
      ),
    ],
  });
  const markers = purchases.flatMap((purchase) => {
    const row = rows.find(({ month }) => month === purchase.date.slice(0, 7));
    if (row?.index == null) return [];
    const y = Number(chart.scale("y")?.apply(row.index));
    return [storyMarker(scale(new Date(`${purchase.date}T12:00Z`)), y, width, purchase.buyer, purchase.story)];
  });
  return el(
    "div",
    { class: "plot" },
    chart,
    ...(narrow ? [legend(["var(--band)", "eight of ten trades"])] : []),
    ...markers,
  );
}

function lonely(rows: readonly Row[]): readonly Row[] {
  const isEmpty = (i: number): boolean => (rows[i]?.index ?? null) === null;
  return rows.filter((_, i) => !isEmpty(i) && isEmpty(i - 1) && isEmpty(i + 1));
}

function usdOf(usd: number | null): string {
  return usd === null ? "none" : formatUsd(usd);
}

/** Lines are named where they end. */
function endLabels(rows: readonly Row[]): Plot.Markish[] {
  const ends = [
    { what: "Traded index", row: rows.findLast(({ index }) => index !== null), key: "index", fill: "var(--market)" },
    { what: "Price of record", row: rows.findLast(({ path }) => path !== null), key: "path", fill: "var(--ink)" },
  ] as const;
  const values = ends.map(({ row, key }) => row?.[key] ?? 0);
  const above = (values[0] ?? 0) >= (values[1] ?? 0);
  return ends.flatMap(({ what, row, key, fill }, i) => {
    if (row === undefined) return [];
    const dy = (i === 0) === above ? -9 : 9;
    return [
      Plot.text([row], {
        x: "date",
        y: key,
        text: () => what,
        textAnchor: "start",
        dx: 10,
        dy,
        fill,
        fontWeight: 600,
        ...HALO,
      }),
    ];
  });
}

function drawVolume({ volume, months, volumeTitle }: MarketData, width: number): Element {
  const narrow = width < NARROW;
  const order = ["market", "market-held", "market-blocked", "wash", "wash-held", "wash-blocked"];
  const bars = volume
    .map((row) => ({ ...row, group: FILLS[row.wash ? "wash" : "honest"][row.outcome] }))
    .sort((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : rank(a) - rank(b)));
  return Plot.plot({
    ...base(width, volumeTitle),
    height: narrow ? 200 : 230,
    marginLeft: narrow ? 40 : 52,
    marginRight: narrow ? 12 : 118,
    marginBottom: narrow ? 26 : 40,
    x: { type: "utc", domain: [monthDate(months[0] ?? "2020-01"), monthEnd(months.at(-1) ?? "2020-01")] },
    color: { type: "identity" },
    marks: [
      ...moneyAxis(null, 4),
      timeAxis(width),
      Plot.rectY(bars, {
        x1: (row: { month: string }) => monthDate(row.month),
        x2: (row: { month: string }) => monthEnd(row.month),
        y: "usd",
        fill: "group",
        insetLeft: 0.5,
        insetRight: 0.5,
        title: (row: (typeof bars)[number]) =>
          `${formatMonth(row.month)}: ${row.wash ? "wash" : "honest"}, ${row.outcome}: ${formatUsd(row.usd)} in ${formatCount(row.trades)} trades`,
      }),
      Plot.ruleY([0], { stroke: "var(--ink)" }),
    ],
  });

  function rank({ wash, outcome }: { wash: boolean; outcome: string }): number {
    return order.indexOf((wash ? "wash" : "market") + (outcome === "settled" ? "" : `-${outcome}`));
  }
}
