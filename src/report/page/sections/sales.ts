import * as Plot from "@observablehq/plot";

import type { IsoMonth } from "../../../domain/calendar.ts";
import { formatCount, formatMonth, formatQuantity, formatShare, formatUsd } from "../../format.ts";
import type { ReportData, SalesData, SalesRow } from "../../report-data.ts";
import { base, HALO, NARROW } from "../chart-style.ts";
import { el } from "../dom.ts";
import { factsFigure } from "../facts.ts";
import { figure } from "../figure.ts";
import type { Table } from "../table.ts";

/** How it was sold. */
export function sales({ sales: data, market }: ReportData): HTMLElement {
  return el(
    "section",
    { id: "sales", "aria-labelledby": "sales-title" },
    el("h2", { id: "sales-title" }, "How it was sold"),
    el(
      "p",
      {},
      "The same rules judge every way to sell: a price on a list, an offer, an auction, a handshake. Land can also be let, or " +
        "joined with its neighbours and sold as one.",
    ),
    figure({
      id: "sales",
      title: data.title,
      subtitle:
        "Settled sales by the way in which they came about: number, share of all, money. At the right their number month by month, each row on its own scale.",
      draw: (width) => drawSales(data, market.months, width),
      note: "Each parcel of a sweep or a bundle is a sale. Wash trades that settled are among them.",
      table: () => salesTable(data),
    }),
    ...data.facts.map((facts) => factsFigure(facts)),
  );
}

/** Totals first, then the months. */
function salesTable({ kinds }: SalesData): Table {
  return {
    columns: ["kind", "month", "settled", "usd", "share_of_sales", "held", "blocked"],
    rows: [
      ...kinds.map((row) => [row.kind, "all", row.settled, row.usd, row.share, row.held, row.blocked]),
      ...kinds.flatMap(({ kind, months }) =>
        months.map(({ month, settled, usd }) => [kind, month, settled, usd, null, null, null]),
      ),
    ],
  };
}

interface Columns {
  readonly row: number;
  /** Of the words, below the top of their row. */
  readonly words: number;
  /** From left to right, and down to the foot of bar and strip. */
  readonly bar: readonly [from: number, to: number];
  readonly strip: readonly [from: number, to: number];
  readonly foot: number;
}

/** Words, bar and strip beside each other; on a phone the words stand above. */
function columnsOf(width: number): Columns {
  if (width < NARROW) {
    const middle = Math.round(width * 0.45);
    return { row: 84, words: 14, bar: [0, middle - 12], strip: [middle + 12, width - 2], foot: 74 };
  }
  const strip = Math.round(width * 0.68);
  return { row: 56, words: 20, bar: [226, strip - 146], strip: [strip, width - 2], foot: 42 };
}

const HEAD = 26;

function drawSales({ kinds, title }: SalesData, months: readonly IsoMonth[], width: number): Element {
  const narrow = width < NARROW;
  const columns = columnsOf(width);
  const most = Math.max(1, ...kinds.map(({ settled }) => settled));
  const top = (row: SalesRow): number => HEAD + kinds.indexOf(row) * columns.row;
  const [barFrom, barTo] = columns.bar;
  const barEnd = (row: SalesRow): number => barFrom + (row.settled / most) * (barTo - barFrom);
  const words = (row: SalesRow): string => `${formatCount(row.settled)} (${formatShare(row.share)})`;
  const text = (
    of: (row: SalesRow) => string,
    x: number | ((row: SalesRow) => number),
    below: number,
    extra: Plot.TextOptions = {},
  ): Plot.Markish =>
    Plot.text(kinds, {
      x: typeof x === "number" ? () => x : x,
      y: (row: SalesRow) => top(row) + below,
      text: of,
      textAnchor: "start",
      fill: "var(--ink)",
      ...HALO,
      ...extra,
    });
  const muted = { fill: "var(--muted)" };
  const strong = { fontWeight: 700 };
  const labels = narrow
    ? [
        text(({ name }) => name, 0, columns.words, strong),
        text((row) => `${words(row)}, ${formatUsd(row.usd)}`, 0, columns.words + 18, muted),
      ]
    : [
        text(({ name }) => name, 0, columns.words, strong),
        text(({ explanation }) => explanation, 0, columns.words + 18, muted),
        text(words, (row) => barEnd(row) + 8, columns.words, strong),
        text(
          ({ usd }) => formatUsd(usd),
          (row) => barEnd(row) + 8,
          columns.words + 18,
          muted,
        ),
      ];
  const height = narrow ? 14 : 30;
  return Plot.plot({
    ...base(width, title),
    height: HEAD + kinds.length * columns.row + 4,
    margin: 0,
    x: { type: "identity", axis: null },
    y: { type: "identity", axis: null },
    marks: [
      Plot.ruleY(kinds, { y: top, x1: 0, x2: width, stroke: "var(--rule)" }),
      Plot.rect(kinds, {
        x1: barFrom,
        x2: (row: SalesRow) => Math.max(barFrom + 1, barEnd(row)),
        y1: (row: SalesRow) => top(row) + columns.foot - height,
        y2: (row: SalesRow) => top(row) + columns.foot,
        fill: "var(--market)",
        title: describe,
      }),
      ...labels,
      ...strip(kinds, months, columns, top),
      ...yearMarks(months, columns, narrow),
    ],
  });
}

function describe(row: SalesRow): string {
  return `${row.name}, ${row.explanation}\n${formatQuantity(row.settled, "sale")} settled for ${formatUsd(row.usd)}\n${formatCount(row.held)} held, ${formatCount(row.blocked)} blocked`;
}

/** A row's months as bars on a scale of their own. */
function strip(
  kinds: readonly SalesRow[],
  months: readonly IsoMonth[],
  { strip: [from, to], foot }: Columns,
  top: (row: SalesRow) => number,
): readonly Plot.Markish[] {
  const step = (to - from) / Math.max(1, months.length);
  const bars = kinds.flatMap((row) => {
    const most = Math.max(1, ...row.months.map(({ settled }) => settled));
    return row.months.flatMap((of) => {
      const i = months.indexOf(of.month);
      if (i === -1) return [];
      const [x, y] = [from + i * step, top(row) + foot];
      return [{ ...of, name: row.name, x, y, height: Math.max(1, (of.settled / most) * 32) }];
    });
  });
  type Bar = (typeof bars)[number];
  return [
    Plot.ruleY(kinds, { y: (row: SalesRow) => top(row) + foot, x1: from, x2: to, stroke: "var(--muted)" }),
    Plot.rect(bars, {
      x1: "x",
      x2: (bar: Bar) => bar.x + Math.max(1, step - 1),
      y1: (bar: Bar) => bar.y - bar.height,
      y2: "y",
      fill: "var(--market)",
      title: (bar: Bar) =>
        `${formatMonth(bar.month)}, ${bar.name}: ${formatQuantity(bar.settled, "sale")} for ${formatUsd(bar.usd)}`,
    }),
  ];
}

/** Years above the strips; every second one where it is narrow. */
function yearMarks(
  months: readonly IsoMonth[],
  { strip: [from, to] }: Columns,
  narrow: boolean,
): readonly Plot.Markish[] {
  const step = (to - from) / Math.max(1, months.length);
  const years = months.flatMap((month, i) =>
    month.endsWith("-01") ? [{ year: month.slice(0, 4), x: from + i * step }] : [],
  );
  return [
    Plot.text(
      years.filter((_, i) => !narrow || i % 2 === 0),
      { x: "x", y: () => 14, text: "year", textAnchor: "start", fill: "var(--muted)" },
    ),
  ];
}
