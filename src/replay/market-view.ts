import type { MarketView } from "../domain/market-view.ts";
import type { Parcel } from "../domain/land.ts";
import { AS_USUAL, type Mood } from "../domain/mood.ts";
import { houseView } from "./house-view.ts";
import { refusalKey, type MarketState } from "./market-state.ts";
import { orderView } from "./order-view.ts";
import { belongsTo } from "./tokens.ts";

/** What does not change from tick to tick. */
export interface Surroundings {
  readonly tokens: readonly bigint[];
  readonly worth: ReadonlyMap<bigint, number>;
  /** The typical parcel's value for each day, US dollars. */
  readonly path: readonly number[];
}

export function surroundings(parcels: readonly Parcel[], path: readonly number[]): Surroundings {
  return {
    tokens: parcels.map(({ tokenId }) => tokenId),
    worth: new Map(parcels.map(({ tokenId, worth }) => [tokenId, worth])),
    path,
  };
}

const NOTHING: readonly bigint[] = [];

/** The public facts of a market at the start of a tick. */
export function marketView(
  state: MarketState,
  around: Surroundings,
  tick: number,
  time: number,
  mood: Mood = AS_USUAL,
): MarketView {
  const typicalOn = (day: number): number => around.path[Math.max(0, day)] ?? Number.NaN;
  const worth = (tokenId: bigint): number => around.worth.get(tokenId) ?? Number.NaN;
  return {
    tick,
    time,
    typicalUsd: typicalOn(tick),
    typicalUsdBefore: (days) => typicalOn(tick - days),
    mood,
    tokens: around.tokens,
    ...orderView(state, time),
    ...houseView(state, time, worth),
    ownerOf: (tokenId, collection = "land") => state[collection].owners.get(tokenId),
    belongsTo: (tokenId, collection) => belongsTo(state, tokenId, collection),
    holdings: (account, collection = "land") => {
      const held = state[collection].holdings.get(account);
      return held === undefined || held.size === 0 ? NOTHING : [...held];
    },
    balance: (account) => state.balances.get(account) ?? 0n,
    lastSale: (tokenId, collection = "land") => state[collection].lastSales.get(tokenId),
    worth,
    openCases: [...state.cases.values()],
    refusals: (tokenId, seller, buyer, collection) =>
      state.refusals.get(refusalKey(tokenId, seller, buyer, collection)) ?? 0,
  };
}
