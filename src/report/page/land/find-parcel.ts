import type { LandData } from "../../report-data.ts";

type Places = Pick<LandData, "x" | "y">;

/** The parcel nearest to a place of the map; -1 where there is none. */
export function nearestParcel({ x: xs, y: ys }: Places, x: number, y: number): number {
  return smallest(
    xs,
    (i) => (xs[i] ?? 0) + 0.5 - x,
    (i) => (ys[i] ?? 0) + 0.5 - y,
  );

  function smallest(of: readonly number[], dx: (i: number) => number, dy: (i: number) => number): number {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    of.forEach((_, i) => {
      const distance = Math.hypot(dx(i), dy(i));
      if (distance < least) [best, least] = [i, distance];
    });
    return best;
  }
}

/** The next parcel in a direction: what lies straight ahead counts as nearer than what lies aside. */
export function nextParcel({ x: xs, y: ys }: Places, from: number, { dx, dy }: { dx: number; dy: number }): number {
  const [x, y] = [xs[from] ?? 0, ys[from] ?? 0];
  let best = from;
  let least = Number.POSITIVE_INFINITY;
  xs.forEach((otherX, i) => {
    const [right, up] = [otherX - x, (ys[i] ?? 0) - y];
    const ahead = right * dx + up * dy;
    const aside = Math.abs(right * dy) + Math.abs(up * dx);
    if (ahead <= 0 || aside > ahead * 1.5) return;
    const cost = ahead + 2 * aside;
    if (cost < least) [best, least] = [i, cost];
  });
  return best;
}
