import { DAY, isoMonth, monthsBetween, monthStart, nextMonth, type IsoMonth } from "./calendar.ts";

/** One published figure: the median price of a typical parcel in a month, in US dollars. */
export interface PathPoint {
  readonly month: IsoMonth;
  readonly usd: number;
  readonly quality: "solid" | "thin" | "other-source";
  readonly source: string;
}

/**
 * The typical parcel's value for each day from `start`, in US dollars.
 * Log-linear between the middles of months; the anchors are shifted until the geometric mean over each published month is
 * the published figure, because that is what a month's median measures. Months without a figure are interpolated.
 */
export function dailyPath(points: readonly PathPoint[], start: number, days: number): readonly number[] {
  const published = new Map(points.map((point) => [point.month, Math.log(point.usd)]));
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) throw new RangeError("a price path needs a point");
  const months = monthsBetween(first.month, last.month).filter((month) => published.has(month));

  const anchors = months.map((month) => published.get(month) ?? Number.NaN);
  const middles = months.map((month) => (monthStart(month) + monthStart(nextMonth(month))) / 2);
  for (let round = 0; round < SETTLING_ROUNDS; round++) {
    months.forEach((month, i) => {
      const begin = monthStart(month);
      const length = Math.round((monthStart(nextMonth(month)) - begin) / DAY);
      let sum = 0;
      for (let day = 0; day < length; day++) sum += interpolate(middles, anchors, begin + (day + 0.5) * DAY);
      const anchor = anchors[i];
      const target = published.get(month);
      // Half steps: neighbours answer each other, whole steps would swing.
      if (anchor !== undefined && target !== undefined) anchors[i] = anchor + 0.5 * (target - sum / length);
    });
  }

  return Array.from({ length: days }, (_, day) => Math.exp(interpolate(middles, anchors, start + (day + 0.5) * DAY)));
}

const SETTLING_ROUNDS = 40;

/** Geometric mean of a daily path over each month that it touches. */
export function monthlyMeans(path: readonly number[], start: number): ReadonlyMap<IsoMonth, number> {
  const logs = new Map<IsoMonth, number[]>();
  path.forEach((usd, day) => {
    const month = isoMonth(start + day * DAY);
    const seen = logs.get(month);
    if (seen === undefined) logs.set(month, [Math.log(usd)]);
    else seen.push(Math.log(usd));
  });
  return new Map([...logs].map(([month, of]) => [month, Math.exp(of.reduce((a, b) => a + b, 0) / of.length)]));
}

/** Flat beyond both ends. */
function interpolate(xs: readonly number[], ys: readonly number[], x: number): number {
  let right = xs.findIndex((at) => at >= x);
  if (right === 0) right = 1;
  const beyond = right === -1 || xs.length === 1;
  if (beyond) return ys.at(-1) ?? Number.NaN;
  const [x0, x1] = [xs[right - 1] ?? Number.NaN, xs[right] ?? Number.NaN];
  const [y0, y1] = [ys[right - 1] ?? Number.NaN, ys[right] ?? Number.NaN];
  if (x <= x0) return y0;
  return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
}
