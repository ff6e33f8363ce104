import * as Plot from "@observablehq/plot";

import { formatUsd } from "../../format.ts";
import type { ReportData, RingData } from "../../report-data.ts";
import { base, HALO, NARROW } from "../chart-style.ts";
import type { RingTrade } from "./ring-steps.ts";

/** How many trades can be told apart at a width. */
export function walkLength(width: number): number {
  return width < NARROW ? 10 : 30;
}

/**
 * A token's walk: one line per wallet, one step per try. An arrow that arrives settled; a dashed way that ends in a bar was
 * stopped halfway.
 */
export function drawWalk(
  { accounts }: ReportData,
  ring: RingData,
  trades: readonly RingTrade[],
  from: number,
  width: number,
): Element {
  const narrow = width < NARROW;
  const lanes = ring.wallets.map((wallet) => accounts[wallet]?.name ?? "");
  const lane = (name: string): number => lanes.indexOf(name);
  const shown = trades.slice(from, from + walkLength(width)).map((trade, i) => {
    const [y1, y2] = [lane(trade.from), lane(trade.to)];
    const stop = y1 + (y2 - y1) * 0.5;
    return { ...trade, x: from + i, y1, y2: trade.done ? y2 : stop };
  });
  const settled = shown.filter(({ done }) => done);
  const stopped = shown.filter(({ done }) => !done);
  const first = trades.findIndex(({ done }) => !done);
  const mark = shown.filter(({ x }) => x === first);
  const tip = (t: RingTrade): string =>
    `${t.date}: ${t.from} → ${t.to}, ${formatUsd(t.usd)}, ${t.state}${t.why === "" ? "" : `\n${t.why}`}`;
  const reach = narrow ? 0.22 : 0.3;
  return Plot.plot({
    ...base(width, `${ring.name}, tries ${from + 1} to ${from + shown.length}`),
    height: 92 + Math.max(2, lanes.length) * (narrow ? 44 : 54),
    marginLeft: narrow ? 66 : 78,
    marginRight: 20,
    marginTop: 34,
    marginBottom: 40,
    x: { domain: [from - 0.6, from + walkLength(width) - 0.4] },
    y: { axis: null, domain: [lanes.length - 0.5, -0.5] },
    marks: [
      Plot.axisX(
        shown.filter((_, i) => i % (narrow ? 4 : 5) === 0).map(({ x }) => x),
        {
          tickFormat: (x: number) => (trades[x]?.date ?? "").replace(/ (\d{4})$/, "\n$1"),
          label: null,
          color: "var(--muted)",
          tickSize: 4,
        },
      ),
      Plot.ruleY(lanes, { y: lane, stroke: "var(--rule)" }),
      Plot.text(lanes, {
        y: lane,
        frameAnchor: "left",
        dx: narrow ? -62 : -74,
        textAnchor: "start",
        text: (name: string) => name.replace(/^.*, w/, "W"),
        fill: "var(--ink)",
      }),
      Plot.ruleX(mark, { x: "x", stroke: "var(--ink)", strokeDasharray: "1 3" }),
      Plot.link(stopped, {
        x1: "x",
        x2: "x",
        y1: "y1",
        y2: "y2",
        stroke: "var(--wash)",
        strokeWidth: 1.6,
        strokeDasharray: "3 3",
        title: tip,
      }),
      Plot.ruleY(stopped, {
        y: "y2",
        x1: (t: { x: number }) => t.x - reach,
        x2: (t: { x: number }) => t.x + reach,
        stroke: "var(--wash)",
        strokeWidth: 3.4,
        title: tip,
      }),
      Plot.dot(shown, { x: "x", y: "y1", r: 3, fill: "var(--wash)", title: tip }),
      Plot.arrow(settled, {
        x1: "x",
        x2: "x",
        y1: "y1",
        y2: "y2",
        stroke: "var(--wash)",
        strokeWidth: 2.4,
        headLength: 8,
        title: tip,
      }),
      Plot.text(mark, {
        x: "x",
        frameAnchor: "top",
        dy: -18,
        dx: -3,
        textAnchor: "start",
        text: ({ why }: RingTrade) => `first stop: ${why.split(":")[0] ?? ""}`,
        fontWeight: 700,
        fill: "var(--ink)",
        ...HALO,
      }),
    ],
  });
}
