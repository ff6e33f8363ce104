import { el } from "./dom.ts";

let stories = 0;

/** A point on a chart that tells its story on hover, focus and touch. */
export function storyMarker(x: number, y: number, width: number, name: string, story: string): HTMLElement {
  const id = `story-${stories++}`;
  // Centred below its point, and never beyond the chart.
  const box = Math.min(300, width);
  const left = Math.max(0, Math.min(width - box, x - box / 2)) - x;
  const point = el("button", { type: "button", class: "point", "aria-label": name, "aria-describedby": id });
  const words = el("span", { id, class: "story", role: "tooltip", style: `left:${left}px;width:${box}px` }, story);
  const marker = el("span", { class: "marker", style: `left:${x}px;top:${y}px` }, point, words);
  point.addEventListener("keydown", (event) => {
    if (event.key === "Escape") point.blur();
  });
  return marker;
}
