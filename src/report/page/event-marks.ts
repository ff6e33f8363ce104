import * as Plot from "@observablehq/plot";

import { formatDate } from "../format.ts";
import type { EventData } from "../report-data.ts";
import { HALO } from "./chart-style.ts";
import { el } from "./dom.ts";
import { placeLabels } from "./label-layout.ts";

export interface MarkedEvent extends EventData {
  readonly strong: boolean;
}

const ROW = 19;

/** Lines at the dates of events with their names in rows above the chart; numbers alone where it is narrow. */
export function eventMarks(
  events: readonly MarkedEvent[],
  scale: (date: Date) => number,
  { left, right, narrow }: { readonly left: number; readonly right: number; readonly narrow: boolean },
): { readonly marks: readonly Plot.Markish[]; readonly height: number } {
  const texts = events.map(({ label }, i) => (narrow ? String(i + 1) : label));
  const dates = events.map(({ date }) => new Date(`${date}T12:00Z`));
  const places = placeLabels(
    events.map(({ strong }, i) => ({ x: scale(dates[i] ?? new Date(0)), width: measure(texts[i] ?? "", strong) })),
    { left, right },
  );
  const height = ROW * (Math.max(-1, ...places.map(({ row }) => row)) + 1);
  const marks = events.flatMap((event, i) => {
    const place = places[i];
    if (place === undefined) return [];
    const colour = event.strong ? "var(--loss)" : "var(--muted)";
    const rise = place.row * ROW + 14;
    return [
      Plot.ruleX([dates[i]], {
        stroke: colour,
        strokeWidth: event.strong ? 1.4 : 1,
        strokeOpacity: 0.7,
        insetTop: -rise,
      }),
      Plot.text([dates[i]], {
        x: (date: Date) => date,
        text: () => texts[i] ?? "",
        frameAnchor: "top",
        dy: -rise + 1,
        dx: place.anchor === "start" ? 5 : -5,
        textAnchor: place.anchor,
        lineAnchor: "middle",
        fill: event.strong ? "var(--loss)" : "var(--ink)",
        fontWeight: event.strong ? 700 : 400,
        title: () => `${formatDate(event.date)}. ${event.label}. Source: ${event.source}`,
        ...HALO,
      }),
    ];
  });
  return { marks, height };
}

/** Dates, words and sources, for narrow screens and for readers of the small print. */
export function eventList(events: readonly MarkedEvent[]): HTMLElement {
  return el(
    "ol",
    { class: "events" },
    ...events.map(({ date, label, source }) =>
      el("li", {}, el("b", {}, formatDate(date)), ` ${label}. `, el("span", { class: "source" }, source)),
    ),
  );
}

let pen: CanvasRenderingContext2D | null = null;

function measure(text: string, strong: boolean): number {
  pen ??= document.createElement("canvas").getContext("2d");
  if (pen === null) return text.length * 7;
  pen.font = `${strong ? 700 : 400} 12.5px ${getComputedStyle(document.body).fontFamily}`;
  return pen.measureText(text).width;
}
