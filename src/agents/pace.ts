import type { MarketView } from "../domain/market-view.ts";
import { DAY } from "../domain/calendar.ts";
import type { MarketHabits } from "../domain/scenario.ts";
import type { RandomStream } from "../domain/random.ts";
import { trend, type Character } from "./character.ts";

/** Excitement never makes a market faster than this, and never slower: a slump of forced sellers alone has no fair prices. */
const MOST_EXCITED = Math.log(8);

/** How much busier than others a trader is: log-normal with mean 1. */
export function activityOf({ activitySpread: spread }: MarketHabits, random: RandomStream): number {
  return Math.exp(spread * random.normal() - spread ** 2 / 2);
}

/** What a trader's chance to offer a parcel today is multiplied with: more for one just bought. */
export function listingPace(view: MarketView, self: Character, tokenId: bigint): number {
  const { listing, eagerness, eagerDays } = self.habits;
  const sale = eagerness === 0 ? undefined : view.lastSale(tokenId);
  const age = sale === undefined || sale.buyer !== self.account ? Infinity : (view.time - sale.time) / DAY;
  return self.activity * listing * excitement(view, self) * (1 + eagerness * Math.exp(-age / eagerDays));
}

/** What a trader's chance to look for a parcel today is multiplied with. */
export function shoppingPace(view: MarketView, self: Character): number {
  return self.activity * self.habits.shopping * excitement(view, self);
}

/** Days over which a run-up excites: half a year explains the monthly sales of CryptoPunks as well as a month, and lasts. */
const RUN_UP = 180;

/** People trade when prices have run up. Source: Huang and Goetzmann, NBER 31498: volume follows extrapolated prices. */
function excitement(view: MarketView, { habits }: Character): number {
  const log = habits.excitement * trend(view, RUN_UP);
  return Math.exp(Math.max(0, Math.min(MOST_EXCITED, log)));
}
