import * as Plot from "@observablehq/plot";

import type { RealismRow, ReportData } from "../../report-data.ts";
import { base, HALO, NARROW } from "../chart-style.ts";
import { el } from "../dom.ts";
import { figure } from "../figure.ts";

/** How real is it? */
export function realism({ realism: data }: ReportData): HTMLElement {
  return el(
    "section",
    { id: "realism", "aria-labelledby": "realism-title" },
    el("h2", { id: "realism-title" }, "How real?"),
    el(
      "p",
      {},
      "What is known of real NFT markets, and what this run shows. Where traders were fitted, they were to the sales of CryptoPunks; no " +
        "verdict rests on a figure that they were fitted to. Trades that settled count as they would in a published count, wash or not.",
    ),
    figure({
      id: "realism",
      title: data.title,
      subtitle:
        "Dot: the run, with the interval of 95 % that chance leaves it. Full bar: a real figure; bar with an arrow: a real lower bound; thin bar: fitted, or of " +
        "all collections together. Each row has a scale of its own.",
      draw: (width) => draw(data.rows, data.title, width),
      table: () => ({
        columns: ["fact", "in_the_run", "real_figure", "verdict"],
        rows: data.rows.map(({ name, run, reality, verdict }) => [name, run, reality, verdict]),
      }),
    }),
  );
}

function draw(rows: readonly RealismRow[], title: string, width: number): Element {
  const narrow = width < NARROW;
  const [drop, inset] = narrow ? [15, 16] : [0, 0];
  const told = rows.flatMap(({ name, verdict, figure: of }) => (of === undefined ? [] : [{ name, verdict, ...of }]));
  const marks = rows.flatMap(({ name, marks: of }) => of.map((mark) => ({ name, ...mark })));
  type Mark = (typeof marks)[number];
  type Told = (typeof told)[number];
  const words = { inside: "inside", near: "near", off: "off", unknown: "n/a" };
  const text = narrow ? { dx: 0, lines: [-24, -8] } : { dx: -330, lines: [-8, 8] };
  const label = (of: (row: RealismRow) => string, line: number, options: object) =>
    Plot.text(rows, {
      y: "name",
      text: of,
      frameAnchor: "left",
      textAnchor: "start",
      dx: text.dx,
      dy: line,
      ...options,
    });
  return Plot.plot({
    ...base(width, title),
    height: 16 + rows.length * (narrow ? 72 : 40),
    marginLeft: narrow ? 4 : 330,
    marginRight: 58,
    marginTop: 8,
    marginBottom: 8,
    x: { axis: null, domain: [0, 1] },
    y: { axis: null, domain: rows.map(({ name }) => name), padding: 0.3 },
    marks: [
      Plot.ruleY(rows, { y: "name", x1: 0, x2: 1, dy: drop, stroke: "var(--rule)" }),
      Plot.tickX(
        marks.filter(({ isChecked }) => !isChecked),
        {
          x: "at",
          y: "name",
          dy: drop,
          inset: inset + 4,
          stroke: "var(--muted)",
          strokeWidth: 1.5,
          title: (m: Mark) => m.words,
        },
      ),
      Plot.tickX(
        marks.filter(({ isChecked }) => isChecked),
        { x: "at", y: "name", dy: drop, inset, stroke: "var(--ink)", strokeWidth: 3, title: (m: Mark) => m.words },
      ),
      Plot.text(
        marks.filter(({ isBound }) => isBound),
        { x: "at", y: "name", dy: drop, dx: 9, text: () => "→", fill: "var(--ink)" },
      ),
      Plot.link(told, {
        x1: "low",
        x2: "high",
        y1: "name",
        y2: "name",
        dy: drop,
        stroke: "var(--market)",
        strokeWidth: 2.5,
      }),
      Plot.dot(told, {
        x: "value",
        y: "name",
        dy: drop,
        r: 5,
        stroke: "var(--market)",
        strokeWidth: 2,
        // Full where it is inside, empty where it is off: the word stands beside it.
        fill: ({ verdict }: Told) => (verdict === "off" ? "var(--paper)" : "var(--market)"),
      }),
      label(({ name }) => name, text.lines[0] ?? 0, { fill: "var(--ink)", fontWeight: 600, ...HALO }),
      label(({ run, reality }) => (narrow ? run : `${run}; ${reality}`), text.lines[1] ?? 0, {
        fill: "var(--muted)",
        fontSize: narrow ? 11 : 11.5,
        lineWidth: narrow ? 40 : 28,
        textOverflow: "ellipsis",
        title: ({ run, reality }: RealismRow) => `In the run ${run}. Real: ${reality}.`,
      }),
      Plot.text(rows, {
        y: "name",
        frameAnchor: "right",
        textAnchor: "start",
        dx: 8,
        dy: drop,
        text: ({ verdict }: RealismRow) => words[verdict],
        fontWeight: 700,
        fill: ({ verdict }: RealismRow) => (verdict === "off" ? "var(--loss)" : "var(--gain)"),
      }),
    ],
  });
}
