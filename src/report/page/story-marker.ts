import { el } from "./dom.ts";

let stories = 0;

/** A point on a chart that tells its story on hover, focus and touch. */
export function storyMarker(x: number, y: number, width: number, name: string, story: string): HTMLElement {
  const id = `story-${stories++}`;
  const side = x > width / 2 ? "right" : "left";
  const point = el("button", { type: "button", class: "point", "aria-label": name, "aria-describedby": id });
  const words = el("span", { id, class: `story ${side}`, role: "tooltip" }, story);
  const marker = el("span", { class: "marker", style: `left:${x}px;top:${y}px` }, point, words);
  point.addEventListener("keydown", (event) => {
    if (event.key === "Escape") point.blur();
  });
  return marker;
}
