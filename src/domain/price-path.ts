import { DAY, isoMonth, monthStart, nextMonth, parseDate, type IsoDateOrMonth, type IsoMonth } from "./calendar.ts";

/** One published figure: the median price of a typical parcel in a month, in US dollars. */
export interface PathPoint {
  readonly month: IsoMonth;
  readonly usd: number;
  readonly quality: "solid" | "thin" | "other-source";
  readonly source: string;
}

/**
 * The typical parcel's value for each day from `start`, in US dollars: `dailyValues` of the published months.
 */
export function dailyPath(points: readonly PathPoint[], start: number, days: number): readonly number[] {
  return dailyValues(
    points.map(({ month, usd }) => ({ at: month, value: usd })),
    start,
    days,
  );
}

/** A figure for a month, which is its geometric mean, or for a day, which is hit. Above 0. */
export interface Anchor {
  readonly at: IsoDateOrMonth;
  readonly value: number;
}

/**
 * A value for each day from `start` (unix seconds), log-linear between the middles of months and the given days.
 * The middles of months are shifted until the geometric mean over each published month is the published figure, because
 * that is what a month's median measures; days stay where they are. Months without a figure are interpolated; beyond
 * both ends the path is flat.
 */
export function dailyValues(anchors: readonly Anchor[], start: number, days: number): readonly number[] {
  if (anchors.length === 0) throw new RangeError("a price path needs a point");
  const knots = anchors.map(knotOf).sort((a, b) => a.at - b.at);
  const times = knots.map(({ at }) => at);
  const logs = knots.map(({ target }) => target);
  for (let round = 0; round < SETTLING_ROUNDS; round++) {
    knots.forEach(({ month, target }, i) => {
      if (month === undefined) return;
      let sum = 0;
      for (let day = 0; day < month.days; day++) sum += interpolate(times, logs, month.begin + (day + 0.5) * DAY);
      const log = logs[i];
      // Half steps: neighbours answer each other, whole steps would swing.
      if (log !== undefined) logs[i] = log + 0.5 * (target - sum / month.days);
    });
  }
  return Array.from({ length: days }, (_, day) => Math.exp(interpolate(times, logs, start + (day + 0.5) * DAY)));
}

interface Knot {
  /** Unix seconds: the noon of a day, the middle of a month. */
  readonly at: number;
  /** Logarithm of the figure. */
  readonly target: number;
  readonly month?: { readonly begin: number; readonly days: number };
}

function knotOf({ at, value }: Anchor): Knot {
  const target = Math.log(value);
  const date = parseDate(at);
  if (date !== undefined) return { at: date + DAY / 2, target };
  const [begin, end] = [monthStart(at), monthStart(nextMonth(at))];
  return { at: (begin + end) / 2, target, month: { begin, days: Math.round((end - begin) / DAY) } };
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
