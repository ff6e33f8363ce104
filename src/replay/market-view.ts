import type { AskView, BidView, MarketView } from "../domain/agents.ts";
import type { Parcel } from "../domain/land.ts";
import type { Address } from "../domain/primitives.ts";
import { refusalKey, type MarketState } from "./market-state.ts";

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

/** The public facts of a market at the start of a tick; asks whose maker no longer owns the parcel are not shown. */
export function marketView(state: MarketState, around: Surroundings, tick: number, time: number): MarketView {
  const asks: AskView[] = [];
  const askByToken = new Map<bigint, AskView>();
  const bids = new Map<bigint, BidView[]>();
  for (const [orderHash, { side, maker, tokenId, price, expiresAt }] of state.orders) {
    const seen = { orderHash, maker, tokenId, price, expiresAt };
    if (side === "bid") {
      const others = bids.get(tokenId);
      if (others === undefined) bids.set(tokenId, [seen]);
      else others.push(seen);
    } else if (state.owners.get(tokenId) === maker) {
      asks.push(seen);
      askByToken.set(tokenId, seen);
    }
  }
  for (const offers of bids.values()) offers.sort((a, b) => (a.price < b.price ? 1 : a.price > b.price ? -1 : 0));

  const typicalOn = (day: number): number => around.path[Math.max(0, day)] ?? Number.NaN;
  return {
    tick,
    time,
    typicalUsd: typicalOn(tick),
    typicalUsdBefore: (days) => typicalOn(tick - days),
    tokens: around.tokens,
    asks,
    askOf: (tokenId) => askByToken.get(tokenId),
    bidsFor: (tokenId) => bids.get(tokenId) ?? [],
    ownerOf: (tokenId) => state.owners.get(tokenId),
    holdings: (account: Address) => {
      const held = state.holdings.get(account);
      return held === undefined || held.size === 0 ? NOTHING : [...held];
    },
    balance: (account) => state.balances.get(account) ?? 0n,
    lastSale: (tokenId) => state.lastSales.get(tokenId),
    worth: (tokenId) => around.worth.get(tokenId) ?? Number.NaN,
    openCases: [...state.cases.values()],
    refusals: (tokenId, seller, buyer) => state.refusals.get(refusalKey(tokenId, seller, buyer)) ?? 0,
  };
}
