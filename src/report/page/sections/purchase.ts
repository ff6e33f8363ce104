import * as Plot from "@observablehq/plot";

import { formatCount, formatDate, formatMonth, formatShare, formatUsd } from "../../format.ts";
import type { PurchaseData, PurchasedEstateData, ReportData } from "../../report-data.ts";
import { base, HALO, moneyAxis, monthMiddle, NARROW } from "../chart-style.ts";
import { button, el } from "../dom.ts";
import { figure } from "../figure.ts";
import { showParcel } from "../parcel-link.ts";
import type { Table } from "../table.ts";

/** The purchases of record, one card each. */
export function purchaseCards({ purchases }: ReportData): readonly HTMLElement[] {
  return purchases.map((purchase) => card(purchase));
}

function card(purchase: PurchaseData): HTMLElement {
  const { buyer, date, costUsd, valueUsd, markDate, lossShare, reportedLaterUsd, parcels, estate, readings, source } =
    purchase;
  const numbers: readonly (readonly [string, string, string])[] = [
    ["Paid", formatUsd(costUsd), formatDate(date)],
    ["Worth at the end", formatUsd(valueUsd), `${formatDate(markDate)}, by the trades of this run`],
    [
      "Lost",
      formatShare(lossShare),
      reportedLaterUsd === null
        ? "no later value was reported"
        : `reported at the time: about ${formatUsd(reportedLaterUsd)} left`,
    ],
  ];
  return el(
    "article",
    { class: "card", "aria-label": `${buyer}’s purchase` },
    el("h3", {}, `${buyer}’s ${estate === null ? "parcels" : "estate"}`),
    el(
      "dl",
      { class: "figures small" },
      ...numbers.map(([label, value, note]) =>
        el("div", {}, el("dt", {}, label), el("dd", { class: "value" }, value), el("dd", { class: "note" }, note)),
      ),
    ),
    figure({
      id: "purchase",
      title: purchase.title,
      subtitle:
        estate === null
          ? "Value of the parcels at each month’s traded index."
          : "Solid: the price paid, carried on by each month’s traded index. Dashed: the value of record, its parcels’ places at the price path, less for its size.",
      draw: (width) => drawValues(purchase, width),
      table: () => tableOfValues(purchase),
    }),
    estate === null ? parcelTable(parcels) : estateFacts(estate, costUsd),
    el("h4", {}, "Other readings of the sum"),
    el("ul", { class: "readings" }, ...readings.map(reading)),
    el("p", { class: "source" }, source),
  );
}

function tableOfValues({ values, estate }: PurchaseData): Table {
  if (estate === null) return { columns: ["month", "value_usd"], rows: values.map(({ month, usd }) => [month, usd]) };
  const record = new Map(estate.values.map(({ month, usd }) => [month, usd]));
  return {
    columns: ["month", "value_usd", "value_of_record_usd"],
    rows: values.map(({ month, usd }) => [month, usd, record.get(month) ?? null]),
  };
}

function parcelTable(parcels: PurchaseData["parcels"]): HTMLElement {
  return el(
    "table",
    { class: "parcels" },
    el("caption", {}, "The parcels"),
    el(
      "thead",
      {},
      el("tr", {}, ...["Parcel", "Paid", "At the end", "Note"].map((name) => el("th", { scope: "col" }, name))),
    ),
    el(
      "tbody",
      {},
      ...parcels.map(({ parcel, x, y, note, paidUsd, valueUsd: worth }) =>
        el(
          "tr",
          {},
          el(
            "td",
            {},
            button(`(${x}, ${y})`, () => showParcel(parcel), { class: "link", title: "Show on the map" }),
          ),
          el("td", { class: "num" }, paidUsd === null ? "n/a" : formatUsd(paidUsd)),
          el("td", { class: "num" }, worth === null ? "n/a" : formatUsd(worth)),
          el("td", {}, note),
        ),
      ),
    ),
  );
}

/** One token, so one row of figures for all its parcels. */
function estateFacts(estate: PurchasedEstateData, costUsd: number): HTMLElement {
  const { parcel, parcels, number, x, y, sizeFactor, worth, recordBoughtUsd, recordMarkUsd, note } = estate;
  const rows: readonly (readonly [string, string | Node])[] = [
    ["Bought as", `estate ${number}: ${formatCount(parcels)} adjacent parcels in one token, in one sale`],
    ["Paid", `$${formatCount(costUsd)}, ${formatUsd(costUsd / parcels)} a parcel`],
    ["Worth by place", `${worth.toFixed(1)} typical parcels, ${formatShare(1 - sizeFactor)} off for the size`],
    ["Value of record when bought", formatUsd(recordBoughtUsd)],
    ["Value of record at the end", formatUsd(recordMarkUsd)],
    ["Where", button(`around (${x}, ${y})`, () => showParcel(parcel), { class: "link", title: "Show on the map" })],
    ["Note", note],
  ];
  return el(
    "table",
    { class: "parcels" },
    el("caption", {}, "The estate"),
    el(
      "tbody",
      {},
      ...rows.map(([name, value]) => el("tr", {}, el("th", { scope: "row" }, name), el("td", {}, value))),
    ),
  );
}

/** A reading that begins with its doubt wears it as a label. */
function reading(text: string): HTMLElement {
  const doubtful = /^Doubtful:\s*/.exec(text)?.[0];
  if (doubtful === undefined) return el("li", {}, text);
  const rest = text.slice(doubtful.length);
  return el("li", {}, el("mark", {}, "doubtful"), ` ${rest.charAt(0).toUpperCase()}${rest.slice(1)}`);
}

function drawValues({ values, costUsd, title, estate }: PurchaseData, width: number): Element {
  const points = values.map(({ month, usd }) => ({ date: monthMiddle(month), month, usd }));
  const record = (estate?.values ?? []).map(({ month, usd }) => ({ date: monthMiddle(month), usd }));
  const last = points.at(-1);
  return Plot.plot({
    ...base(width, title),
    height: 210,
    marginLeft: 46,
    marginRight: 72,
    marginTop: 26,
    x: { type: "utc" },
    y: { domain: [0, Math.max(costUsd, ...[...values, ...record].map(({ usd }) => usd)) * 1.06] },
    marks: [
      ...moneyAxis(null, 4),
      Plot.axisX({ ticks: width < NARROW ? "1 year" : "3 months", label: null, color: "var(--muted)", tickSize: 4 }),
      Plot.ruleY([costUsd], { stroke: "var(--ink)", strokeDasharray: "1 3" }),
      Plot.text([costUsd], {
        y: (usd: number) => usd,
        frameAnchor: "right",
        text: (usd: number) => `paid ${formatUsd(usd)}`,
        dy: -9,
        fill: "var(--ink)",
        ...HALO,
      }),
      Plot.areaY(points, { x: "date", y: "usd", fill: "var(--loss)", fillOpacity: 0.14 }),
      Plot.lineY(points, { x: "date", y: "usd", stroke: "var(--loss)", strokeWidth: 2.4 }),
      Plot.lineY(record, { x: "date", y: "usd", stroke: "var(--ink)", strokeWidth: 1.4, strokeDasharray: "4 3" }),
      // Where it is narrow the words would lie on the lines; the subtitle has them.
      Plot.text(width < NARROW ? [] : record.slice(0, 1), {
        x: "date",
        y: "usd",
        text: ({ usd }: { usd: number }) => `value of record ${formatUsd(usd)}`,
        textAnchor: "start",
        dx: 6,
        dy: 30,
        fill: "var(--ink)",
        ...HALO,
      }),
      Plot.dot(last === undefined ? [] : [last], { x: "date", y: "usd", fill: "var(--loss)", r: 4 }),
      Plot.text(last === undefined ? [] : [last], {
        x: "date",
        y: "usd",
        text: ({ usd }: { usd: number }) => formatUsd(usd),
        textAnchor: "start",
        dx: 8,
        fill: "var(--loss)",
        fontWeight: 700,
      }),
      Plot.tip(
        points,
        Plot.pointerX({
          x: "date",
          y: "usd",
          title: (p: { month: string; usd: number }) => `${formatMonth(p.month)}\n${formatUsd(p.usd)}`,
          fill: "var(--card)",
          stroke: "var(--rule)",
        }),
      ),
    ],
  });
}
