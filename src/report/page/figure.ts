import { button, el, scrollBox, svg, tableElement, type Child } from "./dom.ts";
import { canvasToPng, saveBlob, saveText, standaloneSvg, svgToPng } from "./save.ts";
import { toCsv, toTabs, type Table } from "./table.ts";

export interface FigureOptions {
  /** Also the name of its files. */
  readonly id: string;
  /** The conclusion. */
  readonly title: string;
  readonly subtitle?: string;
  /** What the marks mean, above the chart. */
  readonly legend?: Child;
  readonly note?: string;
  /** Draws for a width in CSS pixels; called again when the width changes. */
  readonly draw: (width: number) => Element;
  readonly table: () => Table;
  /** A canvas has no lines to save. */
  readonly canvas?: true;
}

/** A chart with its conclusion above, its numbers below, and buttons to take either away. */
export function figure(options: FigureOptions): HTMLElement {
  const { id, title, subtitle, legend, note, table } = options;
  const chart = el("div", { class: "chart", role: "group", "aria-label": title });
  const numbers = el("details", { class: "numbers" }, el("summary", {}, "Numbers"));
  numbers.addEventListener(
    "toggle",
    () => numbers.append(scrollBox(`Numbers: ${title}`, tableElement(table(), title))),
    { once: true },
  );
  const element = el(
    "figure",
    { id: `figure-${id}` },
    el("h3", {}, title),
    subtitle === undefined ? null : el("p", { class: "subtitle" }, subtitle),
    legend ?? null,
    chart,
    el(
      "figcaption",
      {},
      note === undefined ? null : el("p", {}, note),
      el("div", { class: "tools" }, numbers, ...saveButtons(options, chart)),
    ),
  );
  keepDrawn(chart, options.draw);
  return element;
}

function saveButtons({ id, title, table, canvas }: FigureOptions, chart: HTMLElement): HTMLButtonElement[] {
  const drawing = (): SVGSVGElement | null => chart.querySelector("svg");
  const csv = button("CSV", () => saveText(`${id}.csv`, toCsv(table()), "text/csv"), {
    "data-save": "csv",
    "aria-label": `Save the numbers of “${title}” as CSV`,
  });
  const picture = button(
    "SVG",
    () => {
      const found = drawing();
      if (found !== null) saveText(`${id}.svg`, standaloneSvg(found, title), "image/svg+xml");
    },
    { "data-save": "svg", "aria-label": `Save “${title}” as SVG` },
  );
  const png = button(
    "PNG",
    () => {
      const painted = chart.querySelector("canvas");
      const found = drawing();
      const drawn =
        painted !== null ? canvasToPng(painted) : found === null ? null : svgToPng(standaloneSvg(found, title));
      drawn?.then(
        (blob) => saveBlob(`${id}.png`, blob),
        () => png.replaceChildren("PNG failed"),
      );
    },
    { "data-save": "png", "aria-label": `Save “${title}” as PNG` },
  );
  return [csv, ...(canvas === undefined ? [picture] : []), png, copyButton("Copy", () => toTabs(table()))];
}

/** A button that puts a text on the clipboard and says so. */
export function copyButton(label: string, text: () => string): HTMLButtonElement {
  const element = button(label, () => {
    navigator.clipboard.writeText(text()).then(
      () => say("Copied"),
      () => say("Not allowed here"),
    );
  });
  const say = (answer: string): void => {
    element.textContent = answer;
    setTimeout(() => (element.textContent = label), 1_500);
  };
  return element;
}

/** Redraws when the width it has to fill changes. */
function keepDrawn(chart: HTMLElement, draw: (width: number) => Element): void {
  let drawn = 0;
  const redraw = (): void => {
    drawn = Math.floor(chart.clientWidth);
    if (drawn > 0) chart.replaceChildren(draw(drawn));
  };
  new ResizeObserver(() => {
    if (Math.floor(chart.clientWidth) !== drawn) redraw();
  }).observe(chart);
  chart.addEventListener(REDRAW, redraw);
}

/** Draws the chart of a figure anew, after what it shows has changed. */
export function redrawFigure(element: HTMLElement): void {
  element.querySelector(".chart")?.dispatchEvent(new Event(REDRAW));
}

const REDRAW = "landslide-redraw";

/** One entry of a legend: a swatch filled like the marks, and its words. */
export function legend(...entries: readonly (readonly [fill: string, words: string])[]): HTMLElement {
  return el(
    "ul",
    { class: "legend" },
    ...entries.map(([fill, words]) => {
      const stroke = fill.includes("wash") ? "var(--wash)" : "var(--market)";
      const rect = svg("rect", { x: 0.5, y: 0.5, width: 21, height: 12, fill, stroke });
      return el("li", {}, svg("svg", { width: 22, height: 13, "aria-hidden": "true" }, rect), words);
    }),
  );
}
