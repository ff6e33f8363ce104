import * as Plot from "@observablehq/plot";

import { formatUsd } from "../../format.ts";
import type { ReportData, RingData } from "../../report-data.ts";
import { base, HALO, NARROW } from "../chart-style.ts";
import type { RingTrade } from "./ring-steps.ts";

/** One line per wallet, time to the right; arrows that arrive settled, arrows that end in a bar were stopped. */
export function drawWalk(
  { accounts, run }: ReportData,
  ring: RingData,
  trades: readonly RingTrade[],
  width: number,
): Element {
  const narrow = width < NARROW;
  const lanes = ring.wallets.map((wallet) => accounts[wallet]?.name ?? "");
  const date = (day: number): Date => new Date((run.start + day * 86_400) * 1000);
  const lane = (name: string): number => lanes.indexOf(name);
  const arrows = trades.map((trade) => {
    const [y1, y2] = [lane(trade.from), lane(trade.to)];
    // What was stopped gets halfway.
    return { ...trade, when: date(trade.day), y1, y2: trade.done ? y2 : y1 + (y2 - y1) * 0.5 };
  });
  const stop = arrows[ring.firstStopped];
  const [first, last] = [trades[0]?.day ?? 0, trades.at(-1)?.day ?? 1];
  const span = Math.max(30, last - first);
  const tip = (t: RingTrade): string =>
    `${t.date}: ${t.from} → ${t.to}, ${formatUsd(t.usd)}, ${t.state}${t.why === "" ? "" : `\n${t.why}`}`;
  return Plot.plot({
    ...base(width, ring.name),
    height: 80 + Math.max(2, lanes.length) * (narrow ? 44 : 52),
    marginLeft: narrow ? 66 : 78,
    marginRight: 16,
    marginTop: 34,
    marginBottom: 28,
    x: { type: "utc", domain: [date(first - span * 0.02), date(last + span * 0.02)] },
    y: { axis: null, domain: [lanes.length - 0.5, -0.5] },
    marks: [
      Plot.axisX({ ticks: narrow ? 3 : 8, label: null, color: "var(--muted)", tickSize: 4 }),
      Plot.ruleY(lanes, { y: (name: string) => lane(name), stroke: "var(--rule)" }),
      Plot.text(lanes, {
        y: (name: string) => lane(name),
        frameAnchor: "left",
        dx: narrow ? -62 : -74,
        textAnchor: "start",
        text: (name: string) => name.replace(/^.*, w/, "W"),
        fill: "var(--ink)",
      }),
      Plot.link(
        arrows.filter(({ done }) => !done),
        {
          x1: "when",
          x2: "when",
          y1: "y1",
          y2: "y2",
          stroke: "var(--wash)",
          strokeWidth: 1,
          strokeDasharray: "2 2",
          title: tip,
        },
      ),
      Plot.dot(
        arrows.filter(({ done }) => !done),
        { x: "when", y: "y2", symbol: HYPHEN, stroke: "var(--wash)", strokeWidth: 1.6, r: 4, title: tip },
      ),
      Plot.arrow(
        arrows.filter(({ done }) => done),
        {
          x1: "when",
          x2: "when",
          y1: "y1",
          y2: "y2",
          stroke: "var(--wash)",
          strokeWidth: 2.2,
          headLength: 9,
          title: tip,
        },
      ),
      ...(stop === undefined
        ? []
        : [
            Plot.ruleX([stop], { x: "when", stroke: "var(--ink)", strokeWidth: 1, strokeDasharray: "1 3" }),
            Plot.text([stop], {
              x: "when",
              frameAnchor: "top",
              dy: -22,
              dx: 4,
              textAnchor: "start",
              text: ({ why }: RingTrade) => `first stop: ${why.split(":")[0] ?? ""}`,
              fontWeight: 700,
              fill: "var(--ink)",
              ...HALO,
            }),
          ]),
    ],
  });
}

/** A bar across the way. */
const HYPHEN = {
  draw(context: { moveTo(x: number, y: number): void; lineTo(x: number, y: number): void }, size: number): void {
    const reach = Math.sqrt(size) / 2;
    context.moveTo(-reach, 0);
    context.lineTo(reach, 0);
  },
};
