import type { FactsData } from "../report-data.ts";
import { button, el, scrollBox, tableElement } from "./dom.ts";
import { copyButton } from "./figure.ts";
import { saveText } from "./save.ts";
import { toCsv, toTabs, type Table } from "./table.ts";

/** A conclusion in words and large numbers, for what needs no chart; its numbers can be taken away as a chart's can. */
export function factsFigure({ id, title, words, figures, rows }: FactsData): HTMLElement {
  const table: Table = { columns: ["figure", "value"], rows };
  const text = [title, words, ...figures.map(({ label, value, note }) => `${label}: ${value} (${note})`)].join("\n");
  const csv = button("CSV", () => saveText(`${id}.csv`, toCsv(table), "text/csv"), {
    "data-save": "csv",
    "aria-label": `Save the numbers of “${title}” as CSV`,
  });
  return el(
    "figure",
    { id: `figure-${id}` },
    el("h3", {}, title),
    el("p", {}, words),
    rows.every(([, value]) => value === 0 || value === null)
      ? null
      : el(
          "dl",
          { class: "figures small" },
          ...figures.map(({ label, value, note }) =>
            el("div", {}, el("dt", {}, label), el("dd", { class: "value" }, value), el("dd", { class: "note" }, note)),
          ),
        ),
    el(
      "figcaption",
      {},
      el(
        "div",
        { class: "tools" },
        el(
          "details",
          { class: "numbers" },
          el("summary", {}, "Numbers"),
          scrollBox(`Numbers: ${title}`, tableElement(table, title)),
        ),
        csv,
        copyButton("Copy words", () => text),
        copyButton("Copy numbers", () => toTabs(table)),
      ),
    ),
  );
}
