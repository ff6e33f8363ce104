import * as Plot from "@observablehq/plot";

import { formatCount, formatMonth, formatUsd, formatUsdShort } from "../../format.ts";
import type { ReportData, WorldRow, WorldsData } from "../../report-data.ts";
import { base, monthMiddle, NARROW } from "../chart-style.ts";
import { el, scrollBox, tableElement } from "../dom.ts";
import { figure, redrawFigure } from "../figure.ts";

/** What floors can be read in. */
const MONEY = [
  ["usd", "Dollars"],
  ["eth", "ETH"],
  ["home", "The world’s own coin"],
] as const;
type Money = (typeof MONEY)[number][0];

/** The worlds side by side. */
export function worlds({ worlds: data }: ReportData): readonly HTMLElement[] {
  if (data === undefined) return [];
  let money: Money = "eth";
  const chart = figure({
    id: "worlds",
    title: data.title,
    subtitle: data.subtitle,
    legend: moneySwitch(money, (chosen) => {
      money = chosen;
      redrawFigure(chart);
    }),
    draw: (width) => drawWorlds(data, money, width),
    table: () => ({
      columns: ["world", "month", "published_usd", "traded_usd", "published_eth", "traded_eth"],
      rows: pointsOf(data, "usd").map((point, i) => {
        const eth = pointsOf(data, "eth")[i];
        return [point.world, point.month, point.path, point.traded, eth?.path ?? null, eth?.traded ?? null];
      }),
    }),
  });
  return [
    el(
      "section",
      { id: "worlds", "aria-labelledby": "worlds-title" },
      el("h2", { id: "worlds-title" }, data.rows.length === 1 ? "The floor" : "The worlds"),
      el(
        "p",
        {},
        "All of them settle in the same dollars, on one chain, under the same rules. Each has its own land, its own people and its " +
          "own fees; some traders have land in several and go where prices rise.",
      ),
      chart,
      scrollBox("The worlds in figures", tableElement(summaryTable(data), "The worlds in figures")),
    ),
  ];
}

function moneySwitch(first: Money, choose: (money: Money) => void): HTMLElement {
  const inputs = MONEY.map(([money, label]) => {
    const input = el("input", { type: "radio", name: "worlds-money", value: money });
    input.checked = money === first;
    input.addEventListener("change", () => choose(money));
    return el("label", {}, input, el("span", {}, label));
  });
  return el("fieldset", { class: "choice" }, el("legend", { class: "hidden" }, "Read floors in"), ...inputs);
}

interface Point {
  readonly world: string;
  readonly month: string;
  readonly date: Date;
  readonly path: number | null;
  readonly traded: number | null;
}

function pointsOf({ rows, months, coins }: WorldsData, money: Money): readonly Point[] {
  return rows.flatMap(({ name, coin, path, traded }) => {
    const rate = (i: number): number | null =>
      money === "usd" ? 1 : (coins[money === "eth" ? "eth" : coin][i] ?? null);
    const inMoney = (usd: number | null | undefined, i: number): number | null => {
      const unit = rate(i);
      return usd == null || unit === null ? null : usd / unit;
    };
    return months.map((month, i) => ({
      world: name,
      month,
      date: monthMiddle(month),
      path: inMoney(path[i], i),
      traded: inMoney(traded[i], i),
    }));
  });
}

function drawWorlds(data: WorldsData, money: Money, width: number): Element {
  const narrow = width < NARROW;
  const points = pointsOf(data, money);
  const known = points.flatMap(({ path, traded }) => [path, traded]).filter((value) => value !== null);
  const facet = narrow ? "fy" : "fx";
  const write = (value: number): string =>
    money === "usd" ? formatUsdShort(value) : Number(value.toPrecision(2)).toString();
  return Plot.plot({
    ...base(width, data.title),
    height: narrow ? 40 + 150 * data.rows.length : 320,
    marginLeft: 52,
    marginRight: narrow ? 12 : 8,
    [facet]: { domain: data.rows.map(({ name }) => name), label: null, padding: 0.08, axis: null },
    x: { type: "utc" },
    y: { type: "log", domain: [Math.min(...known) * 0.85, Math.max(...known) * 1.15] },
    marks: [
      Plot.gridY({ stroke: "var(--rule)", strokeOpacity: 1, ticks: 5 }),
      Plot.axisY({ label: null, ticks: 5, tickFormat: write, tickSize: 0, color: "var(--muted)" }),
      Plot.axisX({ ticks: "6 months", tickFormat: "%b\n%Y", label: null, tickSize: 4, color: "var(--muted)" }),
      Plot.text(data.rows, {
        [facet]: "name",
        text: "name",
        frameAnchor: narrow ? "top-right" : "top",
        fontWeight: 700,
        fill: "var(--ink)",
        dy: 2,
      }),
      Plot.lineY(points, {
        x: "date",
        y: "path",
        [facet]: "world",
        stroke: "var(--ink)",
        strokeDasharray: "4 3",
        strokeWidth: 1.3,
      }),
      Plot.lineY(points, { x: "date", y: "traded", [facet]: "world", stroke: "var(--market)", strokeWidth: 2.4 }),
      Plot.tip(
        points.filter(({ traded }) => traded !== null),
        Plot.pointerX({
          x: "date",
          y: "traded",
          [facet]: "world",
          title: (p: Point) =>
            `${p.world}, ${formatMonth(p.month)}\nTraded ${write(p.traded ?? 0)}\nPublished ${p.path === null ? "unknown" : write(p.path)}`,
          fill: "var(--card)",
          stroke: "var(--rule)",
        }),
      ),
    ],
  });
}

function summaryTable({ rows }: WorldsData) {
  const eth = (value: number | null): string => (value === null ? "none" : `${value.toFixed(2)} ETH`);
  const percent = (value: number | null): string => (value === null ? "none" : `−${value.toFixed(1)} %`);
  return {
    columns: [
      "World",
      "Parcels",
      "Trades",
      "Volume",
      "Floor at its peak",
      "At the end",
      "Fall",
      "Published fall",
      "Off the path",
    ],
    rows: rows.map((row: WorldRow) => [
      row.name,
      formatCount(row.parcels),
      formatCount(row.trades),
      formatUsd(row.volumeUsd),
      eth(row.peakEth),
      eth(row.endEth),
      percent(row.fallPct),
      percent(row.pathFallPct),
      `${row.errorPct.toFixed(1)} %`,
    ]),
  };
}
