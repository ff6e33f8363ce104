import * as Plot from "@observablehq/plot";

import { formatCount, formatMonth, formatQuantity, formatUsd } from "../../format.ts";
import type { GainsData, ReportData } from "../../report-data.ts";
import { base, HALO, moneyAxis, monthDate, monthEnd, NARROW, timeAxis } from "../chart-style.ts";
import { el } from "../dom.ts";
import { figure } from "../figure.ts";

/** Who gained, who lost. */
export function gains({ gains: data, market }: ReportData): HTMLElement {
  const domain: [Date, Date] = [monthDate(market.months[0] ?? "2020-01"), monthEnd(market.months.at(-1) ?? "2020-01")];
  return el(
    "section",
    { id: "gains", "aria-labelledby": "gains-title" },
    el("h2", { id: "gains-title" }, "Who gained, who lost"),
    el(
      "p",
      {},
      "Cash received for land and its rent, less cash paid, plus the land still held at the end, less the land held at the " +
        "start; land valued at its location worth and the traded index. A fee stays with the market.",
    ),
    figure({
      id: "kinds",
      title: data.kindsTitle,
      subtitle: "Gain or loss of all traders of a kind together.",
      draw: (width) => drawKinds(data, width),
      table: () => ({
        columns: ["kind", "traders", "total_usd", "median_usd", "losers"],
        rows: data.kinds.map((k) => [k.kind, k.traders, k.totalUsd, k.medianUsd, k.losers]),
      }),
    }),
    figure({
      id: "cohorts",
      title: data.cohortsTitle,
      subtitle:
        "Average gain of the traders whose first purchase fell in that month, wash rings and the buyer of record left out.",
      draw: (width) =>
        drawMonths(
          data.cohorts.map((c) => ({ ...c, count: formatQuantity(c.traders, "trader") })),
          data.cohortsTitle,
          domain,
          width,
        ),
      table: () => ({
        columns: ["month_of_entry", "traders", "average_usd", "median_usd"],
        rows: data.cohorts.map((c) => [c.month, c.traders, c.averageUsd, c.medianUsd]),
      }),
    }),
    figure({
      id: "holdings",
      title: data.holdingsTitle,
      subtitle: "Average gain on an honest purchase of that month, until its next sale or the end of the run.",
      draw: (width) =>
        drawMonths(
          data.holdings.map((h) => ({ ...h, count: formatQuantity(h.purchases, "purchase") })),
          data.holdingsTitle,
          domain,
          width,
        ),
      table: () => ({
        columns: ["month_of_purchase", "purchases", "resold", "average_usd", "median_usd"],
        rows: data.holdings.map((h) => [h.month, h.purchases, h.resold, h.averageUsd, h.medianUsd]),
      }),
    }),
  );
}

function drawKinds({ kinds, kindsTitle }: GainsData, width: number): Element {
  const narrow = width < NARROW;
  type Kind = GainsData["kinds"][number];
  const losing = (kind: Kind): boolean => kind.totalUsd < 0;
  return Plot.plot({
    ...base(width, kindsTitle),
    height: 24 + kinds.length * (narrow ? 46 : 34),
    marginLeft: narrow ? 62 : 250,
    marginRight: narrow ? 62 : 90,
    marginTop: 4,
    marginBottom: 12,
    x: { axis: null, insetLeft: kinds.some(losing) ? 76 : 0 },
    y: { axis: null, domain: kinds.map(({ kind }) => kind), padding: narrow ? 0.55 : 0.3 },
    marks: [
      Plot.barX(kinds, {
        y: "kind",
        x: "totalUsd",
        fill: (kind: Kind) => (losing(kind) ? "var(--loss)" : "var(--gain)"),
        title: (kind: Kind) =>
          `${kind.kind}: median ${formatUsd(kind.medianUsd)}, ${formatCount(kind.losers)} of ${formatCount(kind.traders)} lost`,
      }),
      Plot.ruleX([0], { stroke: "var(--ink)" }),
      ...[true, false].map((loss) =>
        Plot.text(
          kinds.filter((kind) => losing(kind) === loss),
          {
            y: "kind",
            x: "totalUsd",
            text: (kind: Kind) => formatUsd(kind.totalUsd),
            textAnchor: loss ? "end" : "start",
            dx: loss ? -6 : 6,
            fontWeight: 700,
            fill: loss ? "var(--loss)" : "var(--gain)",
            ...HALO,
          },
        ),
      ),
      Plot.text(kinds, {
        y: "kind",
        frameAnchor: "left",
        dx: narrow ? -60 : -248,
        dy: narrow ? -18 : 0,
        textAnchor: "start",
        fill: "var(--ink)",
        text: (kind: Kind) => `${kind.kind} (${formatCount(kind.losers)} of ${formatCount(kind.traders)} lost)`,
        ...HALO,
      }),
    ],
  });
}

interface MonthGain {
  readonly month: string;
  readonly averageUsd: number;
  readonly medianUsd: number;
  readonly count: string;
}

function drawMonths(months: readonly MonthGain[], title: string, domain: [Date, Date], width: number): Element {
  const narrow = width < NARROW;
  return Plot.plot({
    ...base(width, title),
    height: narrow ? 220 : 250,
    marginLeft: narrow ? 46 : 58,
    marginBottom: narrow ? 26 : 40,
    x: { type: "utc", domain },
    color: { type: "identity" },
    marks: [
      ...moneyAxis(null, 5),
      timeAxis(width),
      Plot.rectY(months, {
        x1: (m: MonthGain) => monthDate(m.month),
        x2: (m: MonthGain) => monthEnd(m.month),
        y: "averageUsd",
        fill: (m: MonthGain) => (m.averageUsd < 0 ? "var(--loss)" : "var(--gain)"),
        insetLeft: 1,
        insetRight: 1,
        title: (m: MonthGain) =>
          `${formatMonth(m.month)}: ${formatUsd(m.averageUsd)} on average, median ${formatUsd(m.medianUsd)}, ${m.count}`,
      }),
      Plot.ruleY([0], { stroke: "var(--ink)" }),
    ],
  });
}
