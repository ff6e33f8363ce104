import type { MarketView } from "../domain/market-view.ts";
import { fullName, type LandName } from "../domain/houses.ts";
import { AS_USUAL, type Mood } from "../domain/mood.ts";
import { houseView } from "./house-view.ts";
import { instalmentView } from "./instalments.ts";
import { refusalKey, type MarketState } from "./market-state.ts";
import { orderView } from "./order-view.ts";
import { belongsTo, tokensOf } from "./tokens.ts";
import type { Typical } from "./typical.ts";

/** What does not change from tick to tick. */
export interface Surroundings {
  /** The world's land. */
  readonly land: LandName;
  readonly tokens: readonly bigint[];
  readonly worth: ReadonlyMap<bigint, number>;
  readonly typical: Typical;
}

export function surroundings(
  parcels: readonly { readonly tokenId: bigint; readonly worth: number }[],
  typical: Typical,
  land: LandName = "land",
): Surroundings {
  return {
    land,
    tokens: parcels.map(({ tokenId }) => tokenId),
    worth: new Map(parcels.map(({ tokenId, worth }) => [tokenId, worth])),
    typical,
  };
}

const NOTHING: readonly bigint[] = [];

/** The home world, the first, at the start of a tick; from it one sees the others. */
export function homeView(
  state: MarketState,
  worlds: readonly Surroundings[],
  tick: number,
  time: number,
  mood?: Mood,
): MarketView {
  const views = worlds.map((around) => ({ land: around.land, view: marketView(state, around, tick, time, mood) }));
  const lands = views.map(({ land }) => land);
  const byLand = new Map<LandName, MarketView>();
  const world = (land: LandName): MarketView => {
    const view = byLand.get(land);
    if (view === undefined) throw new RangeError(`there is no world with ${land}`);
    return view;
  };
  for (const { land, view } of views) byLand.set(land, { ...view, lands, world });
  return world("land");
}

/** The public facts of a market at the start of a tick, where there is no other world. */
export function marketView(
  state: MarketState,
  around: Surroundings,
  tick: number,
  time: number,
  mood: Mood = AS_USUAL,
): MarketView {
  const { land } = around;
  const { attention, ...prices } = around.typical(state, tick, time);
  const worth = (tokenId: bigint): number => around.worth.get(tokenId) ?? Number.NaN;
  const view: MarketView = {
    land,
    lands: [land],
    world: () => view,
    tick,
    time,
    ...prices,
    mood: { ...mood, attention: mood.attention * attention },
    tokens: around.tokens,
    ...orderView(state, time, land),
    ...houseView(state, time, worth, land),
    ...instalmentView(state, land),
    ownerOf: (tokenId, collection) => tokensOf(state, fullName(collection, land)).owners.get(tokenId),
    belongsTo: (tokenId, collection) => belongsTo(state, tokenId, fullName(collection, land)),
    holdings: (account, collection) => tokensOf(state, fullName(collection, land)).holdings.get(account) ?? NOTHING,
    balance: (account) => state.balances.get(account) ?? 0n,
    lastSale: (tokenId, collection) => tokensOf(state, fullName(collection, land)).lastSales.get(tokenId),
    worth,
    sceneOn: (tokenId) => tokensOf(state, land).scenes.get(tokenId),
    openCases: [...state.cases.values()],
    refusals: (tokenId, seller, buyer, collection) =>
      state.refusals.get(refusalKey(tokenId, seller, buyer, fullName(collection, land))) ?? 0,
  };
  return view;
}
