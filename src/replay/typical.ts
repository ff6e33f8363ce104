import { median } from "d3-array";

import type { LandName } from "../domain/houses.ts";
import { DAY } from "../domain/calendar.ts";
import { usdToNumber } from "../domain/primitives.ts";
import type { Diffusion, Fundamental } from "../domain/scenario.ts";
import type { MarketState } from "./market-state.ts";
import { tokensOf } from "./tokens.ts";

/** What everyone can know of the typical parcel at the start of a tick; US dollars. */
export interface Outlook {
  readonly typicalUsd: number;
  /** The same `days` ago; the first day's before the beginning. */
  typicalUsdBefore(days: number): number;
  /** What those who believe in a value believe it to be. */
  readonly anchorUsd: number;
  /** How much the market's own prices make the world look at it, as a factor; 1 is as usual. */
  readonly attention: number;
  /** How readily parcels sell, as a factor; 1 is as usual. */
  readonly tightness: number;
}

/** Asked once a tick, in the order of the ticks. */
export type Typical = (state: MarketState, tick: number, time: number) => Outlook;

/** Days by which a value that follows the market lags behind it. */
const SLOW = 180;

/** `drive: replay`: the path's value for each day, whatever the traders do. */
export function replayedTypical(path: readonly number[]): Typical {
  const on = (day: number): number => path[Math.max(0, day)] ?? Number.NaN;
  return (_, tick) => {
    const typicalUsdBefore = (days: number): number => on(tick - days);
    return { typicalUsd: on(tick), typicalUsdBefore, anchorUsd: on(tick - SLOW), attention: 1, tightness: 1 };
  };
}

/** Fewer parcels sold within the window say nothing: what was seen before stands. */
const FEWEST_SALES = 5;
/** However fast prices move, attention stays within these: a market that falls is forgotten no faster than it is left. */
const [LEAST_ATTENTION, MOST_ATTENTION] = [1 / 3, 12];

/**
 * `drive: endogenous`: what the market's own sales show. The typical value is the median, over the parcels sold within the
 * last days, of price / location worth; at the start it is the fundamental value. Attention grows with the recent change
 * of the log of it: gain x the sum of daily changes, each halved again every half-life.
 */
export function tradedTypical(
  fundamental: Fundamental,
  diffusion: Diffusion,
  isHyped: boolean,
  worth: ReadonlyMap<bigint, number>,
  land: LandName = "land",
): Typical {
  const daily: number[] = [];
  const gain = isHyped ? diffusion.attentionGain : 0;
  const kept = 0.5 ** (1 / diffusion.attentionHalfLifeDays);
  let change = 0;
  let asks = 0;
  let tightness = 1;
  const on = (day: number): number => daily[Math.max(0, day)] ?? fundamental.usd;

  return (state, tick, time) => {
    while (daily.length <= tick) {
      const before = daily.at(-1) ?? fundamental.usd;
      const prices = recentPrices(state, land, worth, time - fundamental.windowDays * DAY);
      const today = prices.length < FEWEST_SALES ? before : (median(prices) ?? before);
      change = kept * change + Math.log(today / before);
      daily.push(today);
      asks += (openAsks(state, land) - asks) / fundamental.windowDays;
      const salesPerAsk = Math.max(1, prices.length) / fundamental.windowDays / Math.max(1, asks);
      // A market that has just opened has sold nothing yet, which says nothing.
      if (tick > fundamental.windowDays) tightness = salesPerAsk / fundamental.usualSalesPerAsk;
    }
    return {
      typicalUsd: on(tick),
      typicalUsdBefore: (days) => on(tick - days),
      anchorUsd: fundamental.usd,
      attention: Math.max(LEAST_ATTENTION, Math.min(MOST_ATTENTION, Math.exp(gain * change))),
      tightness: Math.max(0.25, Math.min(4, tightness)),
    };
  };
}

function recentPrices(
  state: MarketState,
  land: LandName,
  worth: ReadonlyMap<bigint, number>,
  since: number,
): readonly number[] {
  const prices: number[] = [];
  for (const [tokenId, { time, price }] of tokensOf(state, land).lastSales) {
    if (time >= since) prices.push(usdToNumber(price) / (worth.get(tokenId) ?? Number.NaN));
  }
  return prices;
}

function openAsks({ orders }: MarketState, land: LandName): number {
  let count = 0;
  for (const { collection: of, order } of orders.values()) if (of === land && order.side === "ask") count++;
  return count;
}
