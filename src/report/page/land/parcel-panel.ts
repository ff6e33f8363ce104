import * as Plot from "@observablehq/plot";

import { SALE_KINDS } from "../../../domain/houses.ts";
import { formatDay, formatQuantity, formatUsd } from "../../format.ts";
import { TRADE_STATES, type ReportData } from "../../report-data.ts";
import { SALE_NAMES } from "../../sale-names.ts";
import { logTicks, moneyAxis, monthMiddle } from "../chart-style.ts";
import { el, scrollBox } from "../dom.ts";
import type { LandHistory } from "./land-history.ts";

/** A parcel's own history: who sold it to whom, for how much, and what did not happen. */
export function parcelPanel(data: ReportData, history: LandHistory, parcel: number): HTMLElement {
  const { land, accounts, run } = data;
  const rows = history.trades[parcel] ?? [];
  const owner = accounts[history.owner(parcel, run.days - 1)]?.name ?? "nobody";
  const [x, y, worth] = [land.x[parcel] ?? 0, land.y[parcel] ?? 0, land.worth[parcel] ?? 1];
  return el(
    "div",
    { "data-parcel": `${x},${y}` },
    el("h4", {}, `Parcel (${x}, ${y})`),
    el(
      "p",
      {},
      `Worth ${worth.toFixed(2)} times the typical parcel by its place. ${formatQuantity(rows.length, "attempt")} to trade it; at the end it belongs to ${owner}.`,
    ),
    rows.length === 0 ? null : pricesOf(data, rows, worth),
    scrollBox(
      `History of parcel (${x}, ${y})`,
      el("ol", { class: "history" }, ...entries(data, parcel, rows).map((entry) => entry.element)),
    ),
  );
}

interface Entry {
  readonly order: number;
  readonly element: HTMLElement;
}

function entries(data: ReportData, parcel: number, rows: readonly number[]): readonly Entry[] {
  const { trades, accounts, sentences, run, land } = data;
  const name = (row: number | undefined): string => accounts[row ?? -1]?.name ?? "";
  const sales = rows.map((row): Entry => {
    const state = TRADE_STATES[trades.state[row] ?? -1] ?? "failed";
    const wash = trades.wash[row] === 1;
    const why = sentences[trades.reason[row] ?? -1];
    const done = state === "settled" || state === "released";
    return {
      order: row,
      element: el(
        "li",
        { class: `${wash ? "wash" : "honest"} ${done ? "done" : "stopped"}` },
        el("time", {}, formatDay(run.start, trades.day[row] ?? 0)),
        el("b", {}, formatUsd(trades.usd[row] ?? 0)),
        el("span", { class: "state" }, `${wash ? "wash, " : ""}${state}`),
        el(
          "span",
          { class: "who" },
          `${name(trades.seller[row])} → ${name(trades.buyer[row])} `,
          el("small", { class: "how" }, wayOf(trades, row)),
        ),
        why === undefined ? null : el("span", { class: "why" }, why),
      ),
    };
  });
  const moves = land.moves.parcel.flatMap((moved, i): Entry[] => {
    if (moved !== parcel) return [];
    const when = formatDay(run.start, land.moves.day[i] ?? 0);
    const to = name(land.moves.to[i]);
    const note = land.moveNotes[land.moves.note[i] ?? -1];
    const words = note === undefined ? `moved to ${to}, without a sale` : `${note}, to ${to}`;
    const text = el("span", { class: "who" }, words);
    const order = (land.moves.before[i] ?? 0) - 0.5;
    return [{ order, element: el("li", { class: "move" }, el("time", {}, when), text) }];
  });
  return [...sales, ...moves].sort((a, b) => a.order - b.order);
}

/** How a sale came about, or would have. */
function wayOf({ kind }: ReportData["trades"], row: number): string {
  const name = SALE_KINDS[kind[row] ?? -1];
  return name === undefined ? "" : SALE_NAMES[name].way;
}

function pricesOf({ trades, run, market }: ReportData, rows: readonly number[], worth: number): Element {
  const points = rows.map((row) => ({
    date: new Date((run.start + (trades.day[row] ?? 0) * 86_400) * 1000),
    usd: trades.usd[row] ?? 0,
    colour: trades.wash[row] === 1 ? "var(--wash)" : "var(--market)",
    done: (trades.state[row] ?? 0) <= 1,
  }));
  const value = market.months.flatMap((month, i) => {
    const usd = market.index[i] ?? null;
    return usd === null ? [] : [{ date: monthMiddle(month), usd: usd * worth }];
  });
  return Plot.plot({
    width: 320,
    height: 150,
    marginLeft: 44,
    marginRight: 8,
    marginTop: 10,
    ariaLabel: "Prices of this parcel; the line is the traded index at its location",
    style: { fontFamily: "inherit", fontSize: "12px", background: "transparent" },
    color: { type: "identity" },
    y: { type: "log" },
    marks: [
      ...moneyAxis(
        null,
        logTicks([...points, ...value].map(({ usd }) => usd)).filter((usd) => String(usd).startsWith("1")),
      ),
      Plot.axisX({ ticks: "1 year", tickFormat: "%Y", label: null, color: "var(--muted)", tickSize: 3 }),
      Plot.lineY(value, { x: "date", y: "usd", stroke: "var(--muted)", strokeWidth: 1.2 }),
      Plot.dot(
        points.filter(({ done }) => !done),
        { x: "date", y: "usd", stroke: "colour", symbol: "times", r: 3 },
      ),
      Plot.dot(
        points.filter(({ done }) => done),
        { x: "date", y: "usd", fill: "colour", stroke: "var(--paper)", r: 4.5 },
      ),
    ],
  });
}
