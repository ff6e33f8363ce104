import { DAY, parseDate } from "./calendar.ts";
import type { News, NewsEffect } from "./scenario.ts";

/** How the news moves people, as factors; 1 is as usual. Public: agents read it in their view. */
export interface Mood {
  /** How much the world looks at the market. */
  readonly attention: number;
  /** How many newcomers come, beside what attention brings. */
  readonly arrivals: number;
  /** The most that is paid for one parcel. */
  readonly appetite: number;
  /** What it costs to develop a parcel. */
  readonly developmentCostFactor: number;
}

export const AS_USUAL: Mood = { attention: 1, arrivals: 1, appetite: 1, developmentCostFactor: 1 };

/** However much news comes together, a factor stays between 1/4 and 4; the cost of developing may fall to 1/50. */
const MOST = Math.log(4);
const CHEAPEST = Math.log(50);

/**
 * The mood at `time` (unix seconds): the log changes of all events so far, each halved again every `halfLifeDays`, and
 * added up. An event without a half-life stays. Those that the scenario turns off do nothing.
 */
export function moodOn({ events, off }: News, time: number): Mood {
  const sum = { attention: 0, arrivals: 0, appetite: 0, development: 0 };
  for (const { id, date, effect } of events) {
    const days = (time - (parseDate(date) ?? Number.NaN)) / DAY;
    if (effect === undefined || off.includes(id) || !(days >= 0)) continue;
    const left = effect.halfLifeDays === undefined ? 1 : 0.5 ** (days / effect.halfLifeDays);
    for (const what of MOVED) sum[what] += left * (effect[what] ?? 0);
  }
  const factor = (log: number, least: number): number => Math.exp(Math.max(-least, Math.min(MOST, log)));
  return {
    attention: factor(sum.attention, MOST),
    arrivals: factor(sum.arrivals, MOST),
    appetite: factor(sum.appetite, MOST),
    developmentCostFactor: factor(sum.development, CHEAPEST),
  };
}

const MOVED = ["attention", "arrivals", "appetite", "development"] as const satisfies readonly (keyof NewsEffect)[];
