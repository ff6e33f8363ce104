import type { RealismScore } from "../src/metrics/realism/realism.ts";
import { formatFigure, intervalOf, realOf, VERDICT_WORDS } from "../src/report/realism-words.ts";
import { paint } from "./terminal.ts";

/** The facts as a table for the terminal, and what they come to. */
export function realismTable({ facts, credible, of }: RealismScore): string {
  const rows = facts.map((fact) => [
    fact.name,
    formatFigure(fact.unit, fact.value),
    fact.verdict === "unknown" ? "too few trades" : intervalOf(fact),
    fact.real
      .filter(({ use }) => use === "checked")
      .map((real) => realOf(fact.unit, real))
      .join(", "),
    fact.verdict,
  ]);
  const head = ["Fact", "In the run", "95 % interval", "Real figure", "Verdict"];
  const widths = head.map((name, i) => Math.max(name.length, ...rows.map((row) => (row[i] ?? "").length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join("  ")
      .trimEnd();
  const colours = { inside: "green", near: "cyan", off: "red", unknown: "gray" } as const;
  return [
    paint("bold", line(head)),
    ...rows.map((row, i) => {
      const fact = facts[i];
      return fact === undefined ? "" : paint(colours[fact.verdict], line(row));
    }),
    "",
    `${credible} of ${of} facts are inside or near. ${VERDICT_WORDS}`,
  ].join("\n");
}
