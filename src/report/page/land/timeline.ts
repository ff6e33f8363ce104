import { formatDay } from "../../format.ts";
import type { ReportData } from "../../report-data.ts";
import { button, el, svg } from "../dom.ts";

const [WIDTH, HEIGHT] = [1000, 44];

/** A slider through the days with a play button and, behind it, the index. */
export function timeline({ run, market }: ReportData, day: number, onDay: (day: number) => void): HTMLElement {
  const last = run.days - 1;
  const slider = el("input", { type: "range", min: 0, max: last, step: 1, value: day, "aria-label": "Day" });
  const output = el("output", {}, formatDay(run.start, day));
  const show = (chosen: number): void => {
    slider.value = String(chosen);
    slider.setAttribute("aria-valuetext", formatDay(run.start, chosen));
    output.textContent = formatDay(run.start, chosen);
    onDay(chosen);
  };
  let timer: number | undefined;
  const stop = (): void => {
    if (timer !== undefined) cancelAnimationFrame(timer);
    timer = undefined;
    play.textContent = "▶ Play";
  };
  const step = (): void => {
    const next = Math.min(last, Number(slider.value) + DAYS_PER_FRAME);
    show(next);
    if (next === last) stop();
    else timer = requestAnimationFrame(step);
  };
  const play = button("▶ Play", () => {
    if (timer !== undefined) return stop();
    if (Number(slider.value) >= last) show(0);
    play.textContent = "❚❚ Pause";
    timer = requestAnimationFrame(step);
  });
  slider.addEventListener("input", () => {
    stop();
    show(Number(slider.value));
  });
  slider.setAttribute("aria-valuetext", formatDay(run.start, day));
  return el("div", { class: "timeline" }, play, el("div", { class: "track" }, sparkline(market.index), slider), output);
}

const DAYS_PER_FRAME = 4;

function sparkline(index: readonly (number | null)[]): SVGSVGElement {
  const logs = index.map((usd) => (usd === null ? null : Math.log(usd)));
  const known = logs.filter((log) => log !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const points = logs.flatMap((log, i) => {
    if (log === null) return [];
    const y = HEIGHT - 3 - ((log - low) / (high - low || 1)) * (HEIGHT - 6);
    return [`${(((i + 0.5) / logs.length) * WIDTH).toFixed(1)},${y.toFixed(1)}`];
  });
  const area = `${points[0]?.split(",")[0] ?? 0},${HEIGHT} ${points.join(" ")} ${points.at(-1)?.split(",")[0] ?? 0},${HEIGHT}`;
  return svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" },
    svg("polygon", { points: area, fill: "var(--band)" }),
    svg("polyline", {
      points: points.join(" "),
      fill: "none",
      stroke: "var(--market)",
      "stroke-width": 1.5,
      "vector-effect": "non-scaling-stroke",
    }),
  );
}
