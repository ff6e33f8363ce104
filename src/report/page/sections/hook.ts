import * as Plot from "@observablehq/plot";

import { formatCount, formatMonth, formatShare, formatUsd } from "../../format.ts";
import type { CompareData, HookData, ReportData } from "../../report-data.ts";
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
import { figure, legend } from "../figure.ts";
import { shadowFigure } from "./shadow.ts";

/** What the hook did. */
export function hook({ hook: data, market, run }: ReportData): HTMLElement {
  const domain: [Date, Date] = [monthDate(market.months[0] ?? "2020-01"), monthEnd(market.months.at(-1) ?? "2020-01")];
  return el(
    "section",
    { id: "hook", "aria-labelledby": "hook-title" },
    el("h2", { id: "hook-title" }, "What the hook did"),
    el(
      "p",
      {},
      run.policy === "off"
        ? "No rule was in force in this run: this is what wash traders do where nobody asks."
        : "Every trade asks the rules before money or land moves. What wash traders tried is hatched; what went through is solid.",
    ),
    figure({
      id: "wash",
      title: data.title,
      subtitle:
        "Wash volume per month, attempted against settled. Ground truth decides what is wash; the rules do not see it.",
      legend: legend([FILLS.wash.blocked, "attempted"], [FILLS.wash.settled, "settled"]),
      draw: (width) => drawWash(data, domain, width),
      table: () => ({
        columns: ["month", "attempted", "attempted_usd", "settled", "settled_usd"],
        rows: data.months.map((m) => [m.month, m.attempted, m.attemptedUsd, m.settled, m.settledUsd]),
      }),
    }),
    data.farming === null ? null : el("p", {}, data.farming),
    ...(data.byRule.length === 0 ? [] : [byRuleFigure(data)]),
    data.shadow === null
      ? null
      : data.shadow.rules.length > 0
        ? shadowFigure(data.shadow)
        : el("p", { class: "hint" }, `${data.shadow.title}. ${data.shadow.words}`),
    ...(data.compare === null
      ? [
          el(
            "p",
            { class: "hint" },
            "No second run was given to compare with. The commands at the end show how to run the same market without the rules.",
          ),
        ]
      : comparison(data.compare, domain)),
  );
}

function byRuleFigure(data: HookData): HTMLElement {
  return figure({
    id: "by-rule",
    title: data.byRuleTitle,
    subtitle: "Wash trades stopped, by the rule that stopped them.",
    legend: legend([FILLS.wash.blocked, "blocked"], [FILLS.wash.held, "held"]),
    draw: (width) => drawByRule(data, width),
    table: () => ({
      columns: ["rule", "looks_for", "blocked", "held", "usd"],
      rows: data.byRule.map((r) => [r.rule, r.explanation, r.blocked, r.held, r.usd]),
    }),
  });
}

function drawWash({ months, title, attemptedUsd, settledUsd }: HookData, domain: [Date, Date], width: number): Element {
  const narrow = width < NARROW;
  const bars = (fill: string, key: "attemptedUsd" | "settledUsd", extra: Plot.RectYOptions = {}): Plot.Markish =>
    Plot.rectY(months, {
      x1: (m: { month: string }) => monthDate(m.month),
      x2: (m: { month: string }) => monthEnd(m.month),
      y: key,
      fill,
      insetLeft: 1,
      insetRight: 1,
      title: (m: HookData["months"][number]) =>
        `${formatMonth(m.month)}: ${formatUsd(m.attemptedUsd)} attempted in ${formatCount(m.attempted)} trades, ${formatUsd(m.settledUsd)} settled`,
      ...extra,
    });
  const share = attemptedUsd === 0 ? "" : `${formatShare(settledUsd / attemptedUsd)} settled`;
  return Plot.plot({
    ...base(width, title),
    height: narrow ? 230 : 280,
    marginLeft: narrow ? 40 : 52,
    marginBottom: narrow ? 26 : 40,
    x: { type: "utc", domain },
    marks: [
      ...moneyAxis(null, 5),
      timeAxis(width),
      bars(FILLS.wash.blocked, "attemptedUsd", { stroke: "var(--wash)", strokeWidth: 0.8 }),
      bars(FILLS.wash.settled, "settledUsd"),
      Plot.ruleY([0], { stroke: "var(--ink)" }),
      Plot.text([share], {
        text: (d: string) => d,
        frameAnchor: "top-left",
        dx: 8,
        dy: 6,
        fill: "var(--wash-text)",
        fontWeight: 700,
        fontSize: 15,
        ...HALO,
      }),
    ],
  });
}

function drawByRule({ byRule, byRuleTitle }: HookData, width: number): Element {
  const bars = byRule.flatMap(({ rule, blocked, held }) => [
    { rule, trades: blocked, fill: FILLS.wash.blocked },
    { rule, trades: held, fill: FILLS.wash.held },
  ]);
  return Plot.plot({
    ...base(width, byRuleTitle),
    height: 30 + byRule.length * 58,
    marginLeft: 4,
    marginRight: 80,
    marginTop: 6,
    marginBottom: 8,
    x: { axis: null },
    y: { axis: null, domain: byRule.map(({ rule }) => rule), paddingInner: 0.62, paddingOuter: 0.5 },
    color: { type: "identity" },
    marks: [
      Plot.barX(bars, { y: "rule", x: "trades", fill: "fill", stroke: "var(--wash)", strokeWidth: 0.8 }),
      Plot.text(byRule, {
        y: "rule",
        x: (r: HookData["byRule"][number]) => r.blocked + r.held,
        text: (r: HookData["byRule"][number]) => formatCount(r.blocked + r.held),
        textAnchor: "start",
        dx: 7,
        fontWeight: 700,
        fill: "var(--wash-text)",
      }),
      Plot.text(byRule, {
        y: "rule",
        x: 0,
        text: (r: HookData["byRule"][number]) => (width < NARROW ? r.rule : `${r.rule}: ${r.explanation}`),
        textAnchor: "start",
        dy: -20,
        fill: "var(--ink)",
        ...HALO,
      }),
    ],
  });
}

function comparison(compare: CompareData, domain: [Date, Date]): readonly HTMLElement[] {
  return [
    el("h3", { class: "sub" }, "The same market without the rules"),
    el(
      "p",
      {},
      "Same scenario, same seed; only the rules are off. People answer to what they see, so single trades differ between the two " +
        "runs; the gap is what the rings’ trades do to the index.",
    ),
    figure({
      id: "compare-index",
      title: compare.title,
      subtitle: "Traded index: as the wash trades would have painted it, and as it stood under the rules. Log scale.",
      draw: (width) => drawCompareIndex(compare, domain, width),
      table: () => ({
        columns: ["month", "stood_usd", "painted_usd"],
        rows: compare.months.map((month, i) => [month, compare.stood[i] ?? null, compare.painted[i] ?? null]),
      }),
    }),
    figure({
      id: "compare-volume",
      title: compare.volumeTitle,
      subtitle: "Wash volume that settled per month, without the rules and with them, on one scale.",
      draw: (width) => drawCompareVolume(compare, domain, width),
      table: () => ({
        columns: ["month", "without_rules_usd", "with_rules_usd"],
        rows: compare.volume.map((v) => [v.month, v.without, v.withRules]),
      }),
    }),
  ];
}

function drawCompareIndex(compare: CompareData, domain: [Date, Date], width: number): Element {
  const narrow = width < NARROW;
  const rows = compare.months.map((month, i) => ({
    date: monthMiddle(month),
    month,
    stood: compare.stood[i] ?? null,
    painted: compare.painted[i] ?? null,
  }));
  const peak = rows.reduce((best, row) => ((row.painted ?? 0) > (best?.painted ?? 0) ? row : best), rows[0]);
  const label = (text: string, key: "stood" | "painted", fill: string, dy: number): Plot.Markish =>
    Plot.text(peak === undefined ? [] : [peak], {
      x: "date",
      y: key,
      text: () => text,
      fill,
      dy,
      dx: 8,
      fontWeight: 700,
      ...HALO,
    });
  return Plot.plot({
    ...base(width, compare.title),
    height: narrow ? 260 : 320,
    marginLeft: narrow ? 40 : 52,
    marginBottom: narrow ? 26 : 40,
    marginTop: 26,
    x: { type: "utc", domain },
    y: { type: "log" },
    marks: [
      ...moneyAxis(
        null,
        logTicks(rows.flatMap(({ stood, painted }) => [stood, painted]).filter((usd) => usd !== null)),
      ),
      timeAxis(width),
      Plot.areaY(rows, { x: "date", y1: "stood", y2: "painted", fill: FILLS.wash.blocked, fillOpacity: 0.55 }),
      Plot.lineY(rows, { x: "date", y: "stood", stroke: "var(--market)", strokeWidth: 2.6 }),
      Plot.lineY(rows, { x: "date", y: "painted", stroke: "var(--wash)", strokeWidth: 2.2, strokeDasharray: "6 2" }),
      label("painted, rules off", "painted", "var(--wash-text)", -14),
      label("as it stood", "stood", "var(--market)", 42),
      Plot.tip(
        rows,
        Plot.pointerX({
          x: "date",
          y: "painted",
          title: (r: (typeof rows)[number]) =>
            `${formatMonth(r.month)}\nPainted ${formatUsd(r.painted ?? Number.NaN)}\nStood ${formatUsd(r.stood ?? Number.NaN)}`,
          fill: "var(--card)",
          stroke: "var(--rule)",
        }),
      ),
    ],
  });
}

function drawCompareVolume(compare: CompareData, domain: [Date, Date], width: number): Element {
  const narrow = width < NARROW;
  const rows = compare.volume.flatMap(({ month, without, withRules }) => [
    { month, run: "rules off", usd: without },
    { month, run: "rules on", usd: withRules },
  ]);
  return Plot.plot({
    ...base(width, compare.volumeTitle),
    height: narrow ? 280 : 300,
    marginLeft: narrow ? 40 : 52,
    marginBottom: narrow ? 26 : 40,
    marginRight: narrow ? 62 : 80,
    x: { type: "utc", domain },
    fy: { domain: ["rules off", "rules on"], label: null, padding: 0.18 },
    marks: [
      ...moneyAxis(null, 3),
      timeAxis(width),
      Plot.rectY(rows, {
        fy: "run",
        x1: (r: { month: string }) => monthDate(r.month),
        x2: (r: { month: string }) => monthEnd(r.month),
        y: "usd",
        fill: "var(--wash)",
        insetLeft: 1,
        insetRight: 1,
        title: (r: (typeof rows)[number]) => `${formatMonth(r.month)}, ${r.run}: ${formatUsd(r.usd)}`,
      }),
      Plot.ruleY([0], { stroke: "var(--ink)" }),
    ],
  });
}
