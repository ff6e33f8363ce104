import { svg } from "./dom.ts";

/** Hatching for what was blocked, dots for what was held, in the colours of honest and wash. */
export function patterns(): SVGSVGElement {
  const defs = svg("defs");
  for (const colour of ["market", "wash"]) {
    const stroke = `var(--${colour})`;
    const tile = { patternUnits: "userSpaceOnUse", width: 5, height: 5 };
    defs.append(
      svg(
        "pattern",
        { id: `hatch-${colour}`, ...tile, patternTransform: "rotate(45)" },
        svg("rect", { width: 5, height: 5, fill: stroke, "fill-opacity": 0.12 }),
        svg("line", { x1: 0, y1: 0, x2: 0, y2: 5, stroke, "stroke-width": 3 }),
      ),
      svg(
        "pattern",
        { id: `dots-${colour}`, ...tile },
        svg("rect", { width: 5, height: 5, fill: stroke, "fill-opacity": 0.16 }),
        svg("circle", { cx: 2.5, cy: 2.5, r: 1.3, fill: stroke }),
      ),
    );
  }
  return svg("svg", { id: "patterns", width: 0, height: 0, "aria-hidden": "true" }, defs);
}
