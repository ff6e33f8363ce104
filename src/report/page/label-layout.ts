export interface LabelRequest {
  /** Where its line stands, in pixels. */
  readonly x: number;
  /** Of the text, in pixels. */
  readonly width: number;
}

export interface LabelPlace {
  /** 0 is the row nearest to the chart. */
  readonly row: number;
  /** Left edge of the text. */
  readonly left: number;
  readonly anchor: "start" | "end";
}

/**
 * Places labels of vertical lines in rows above a chart so that no two texts overlap, no text leaves the chart, and no
 * line runs through another label. Earlier labels stand higher, which lets later lines pass below them.
 */
export function placeLabels(requests: readonly LabelRequest[], bounds: { left: number; right: number }): LabelPlace[] {
  const places: LabelPlace[] = [];
  // From right to left: a text reaches to the right of its line, where later ones stand already, in lower rows.
  for (let i = requests.length - 1; i >= 0; i--) {
    const request = requests[i];
    if (request === undefined) continue;
    const fits = request.x + PAD + request.width <= bounds.right;
    const anchor = fits ? "start" : "end";
    const left = fits ? request.x + PAD : Math.max(bounds.left, request.x - PAD - request.width);
    const [from, to] = [Math.min(left, request.x), Math.max(left + request.width, request.x)];
    const clashes = requests.flatMap((other, j) => {
      const place = places[j];
      if (j === i || place === undefined) return [];
      const [otherFrom, otherTo] = [Math.min(place.left, other.x), Math.max(place.left + other.width, other.x)];
      return from - GAP < otherTo && otherFrom < to + GAP ? [place.row] : [];
    });
    places[i] = { row: clashes.length === 0 ? 0 : Math.max(...clashes) + 1, left, anchor };
  }
  return places;
}

const PAD = 5;
const GAP = 10;
