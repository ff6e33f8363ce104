import * as Plot from "@observablehq/plot";

import { formatDate, formatMonth, formatShare, formatUsd } from "../../format.ts";
import type { PurchaseData, ReportData } from "../../report-data.ts";
import { base, HALO, moneyAxis, monthMiddle, NARROW } from "../chart-style.ts";
import { button, el } from "../dom.ts";
import { figure } from "../figure.ts";
import { showParcel } from "../parcel-link.ts";

/** The purchases of record, one card each. */
export function purchaseCards({ purchases }: ReportData): readonly HTMLElement[] {
  return purchases.map((purchase) => card(purchase));
}

function card(purchase: PurchaseData): HTMLElement {
  const { buyer, date, costUsd, valueUsd, markDate, lossShare, reportedLaterUsd, parcels, readings, source } = purchase;
  const numbers: readonly (readonly [string, string, string])[] = [
    ["Paid", formatUsd(costUsd), formatDate(date)],
    ["Worth at the end", formatUsd(valueUsd), `${formatDate(markDate)}, by the trades of this run`],
    ["Lost", formatShare(lossShare), `reported at the time: about ${formatUsd(reportedLaterUsd)} left`],
  ];
  return el(
    "article",
    { class: "card", "aria-label": `${buyer}’s purchase` },
    el("h3", {}, `${buyer}’s parcels`),
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
      subtitle: "Value of the parcels at each month’s traded index.",
      draw: (width) => drawValues(purchase, width),
      table: () => ({ columns: ["month", "value_usd"], rows: purchase.values.map(({ month, usd }) => [month, usd]) }),
    }),
    el(
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
    ),
    el("h4", {}, "Other readings of the sum"),
    el("ul", { class: "readings" }, ...readings.map(reading)),
    el("p", { class: "source" }, source),
  );
}

/** A reading that begins with its doubt wears it as a label. */
function reading(text: string): HTMLElement {
  const doubtful = /^Doubtful:\s*/.exec(text)?.[0];
  if (doubtful === undefined) return el("li", {}, text);
  const rest = text.slice(doubtful.length);
  return el("li", {}, el("mark", {}, "doubtful"), ` ${rest.charAt(0).toUpperCase()}${rest.slice(1)}`);
}

function drawValues({ values, costUsd, title }: PurchaseData, width: number): Element {
  const points = values.map(({ month, usd }) => ({ date: monthMiddle(month), month, usd }));
  const last = points.at(-1);
  return Plot.plot({
    ...base(width, title),
    height: 210,
    marginLeft: 46,
    marginRight: 72,
    marginTop: 26,
    x: { type: "utc" },
    y: { domain: [0, Math.max(costUsd, ...values.map(({ usd }) => usd)) * 1.06] },
    marks: [
      ...moneyAxis(null, 4),
      Plot.axisX({ ticks: width < NARROW ? "1 year" : "3 months", label: null, color: "var(--muted)", tickSize: 4 }),
      Plot.ruleY([costUsd], { stroke: "var(--ink)", strokeDasharray: "4 3" }),
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
