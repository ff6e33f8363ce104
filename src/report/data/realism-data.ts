import type { FactInRun } from "../../metrics/realism/realism.ts";
import { formatFigure, intervalOf, realOf } from "../realism-words.ts";
import type { RealismData, RealismRow } from "../report-data.ts";
import type { ReportInput } from "./report-input.ts";

/** Each fact on a scale of its own, since their units have nothing in common. */
export function buildRealism({ summary }: ReportInput): RealismData {
  const { credible, of, facts } = summary.realism;
  return {
    title: `${credible} of ${of} facts of real markets are ${of === credible ? "all " : ""}in the run, or near`,
    rows: facts.map(rowOf),
  };
}

function rowOf(fact: FactInRun): RealismRow {
  const { name, unit, value, low, high, verdict, real } = fact;
  const known = [value, low, high, ...real.map((figure) => figure.low)].filter(Number.isFinite);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  // A bound needs room beyond it, and a lone figure a middle.
  const span = most - least || Math.abs(most) || 1;
  const place = (at: number): number => Math.round((1000 * (at - least + 0.08 * span)) / (1.16 * span)) / 1000;
  const isTold = verdict !== "unknown";
  return {
    name,
    verdict,
    run: isTold ? `${formatFigure(unit, value)} (${intervalOf(fact)})` : "too few trades to tell",
    reality: real
      .filter(({ use }) => use === "checked")
      .map((figure) => realOf(unit, figure))
      .join(", "),
    figure: isTold ? { value: place(value), low: place(low), high: place(high) } : undefined,
    marks: real.map((figure) => ({
      at: place(figure.low),
      words: `${realOf(unit, figure)}, ${figure.source}`,
      isBound: figure.high === undefined,
      isChecked: figure.use === "checked",
    })),
  };
}
