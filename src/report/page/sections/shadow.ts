import * as Plot from "@observablehq/plot";

import { formatCount, formatUsd } from "../../format.ts";
import type { ShadowData } from "../../report-data.ts";
import { base, FILLS, HALO, NARROW } from "../chart-style.ts";
import { figure, legend } from "../figure.ts";

type Row = ShadowData["rules"][number];

/** What the rules that only watch would have stopped, of rings and of honest people. */
export function shadowFigure(data: ShadowData): HTMLElement {
  return figure({
    id: "shadow",
    title: data.title,
    subtitle: data.words,
    legend: legend(
      [FILLS.wash.blocked, "rings, would be blocked"],
      [FILLS.wash.held, "rings, would be held"],
      [FILLS.honest.blocked, "honest, would be blocked"],
      [FILLS.honest.held, "honest, would be held"],
    ),
    note:
      "Trades that settled although the rule objected, with the rule in shadow; dashed, since none of it happened. Other things " +
      "equal: a trade that is stopped changes what comes after it.",
    draw: (width) => drawShadow(data, width),
    table: () => ({
      columns: [
        "rule",
        "looks_for",
        "wash_blocked",
        "wash_held",
        "honest_blocked",
        "honest_held",
        "alone",
        "usd",
        "honest_usd",
      ],
      rows: data.rules.map((r) => [
        r.rule,
        r.explanation,
        r.wash.blocked,
        r.wash.held,
        r.honest.blocked,
        r.honest.held,
        r.alone,
        r.usd,
        r.honestUsd,
      ]),
    }),
  });
}

function drawShadow({ rules, title }: ShadowData, width: number): Element {
  const narrow = width < NARROW;
  const bars = rules.flatMap(({ rule, wash, honest }) => [
    { rule, trades: wash.blocked, fill: FILLS.wash.blocked, stroke: "var(--wash)" },
    { rule, trades: wash.held, fill: FILLS.wash.held, stroke: "var(--wash)" },
    { rule, trades: honest.blocked, fill: FILLS.honest.blocked, stroke: "var(--market)" },
    { rule, trades: honest.held, fill: FILLS.honest.held, stroke: "var(--market)" },
  ]);
  return Plot.plot({
    ...base(width, title),
    height: 30 + rules.length * (narrow ? 74 : 60),
    marginLeft: 4,
    marginRight: 8,
    marginTop: 6,
    marginBottom: 8,
    x: { axis: null },
    y: { axis: null, domain: rules.map(({ rule }) => rule), paddingInner: 0.66, paddingOuter: 0.5 },
    color: { type: "identity" },
    marks: [
      Plot.barX(
        bars.filter(({ trades }) => trades > 0),
        { y: "rule", x: "trades", fill: "fill", stroke: "stroke", strokeWidth: 1, strokeDasharray: "4 3" },
      ),
      Plot.text(rules, {
        y: "rule",
        x: 0,
        text: (row: Row) => (narrow ? `${row.rule}, in shadow` : `${row.rule}, in shadow: ${row.explanation}`),
        textAnchor: "start",
        dy: narrow ? -26 : -20,
        fill: "var(--ink)",
        ...HALO,
      }),
      Plot.text(rules, {
        y: "rule",
        x: 0,
        text: countsOf,
        textAnchor: "start",
        dy: narrow ? 24 : 20,
        fill: "var(--muted)",
        ...HALO,
      }),
    ],
  });
}

function countsOf({ wash, honest, usd }: Row): string {
  const [ring, other] = [wash.held + wash.blocked, honest.held + honest.blocked];
  return `${formatCount(ring)} of rings, ${formatCount(other)} honest; ${formatUsd(usd)}`;
}
