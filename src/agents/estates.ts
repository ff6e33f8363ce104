import type { Agent, Intent } from "../domain/agents.ts";
import type { EstateView, MarketView } from "../domain/market-view.ts";
import { adjacentGroups, neighboursOf } from "../domain/land.ts";
import { usdToNumber } from "../domain/primitives.ts";
import type { EstatePlan } from "../domain/scenario.ts";
import { askedPrice, purseOf, topUp, trend, valueOf, type Character } from "./character.ts";
import { trader } from "./traders.ts";

const HANDFUL = 5;
/** Longer than an ask for a parcel: fewer people buy estates. */
const ASK_DAYS = 10;

/** Joins adjacent parcels of its own into estates, and pays more than others for the parcel next door. */
export function estateBuilder(self: Character, plan: EstatePlan): Agent {
  const base = trader(self, {
    listing: 0.003,
    shopping: 0.02,
    ask: (view, tokenId) => 1.1 * valueOf(view, self, tokenId),
    pay: (view, tokenId) => 0.98 * valueOf(view, self, tokenId),
  });
  const act = (view: MarketView): readonly Intent[] => {
    const own = base.act(view);
    return [...own, ...join(view, self, plan, own), ...buyNextDoor(view, self)];
  };
  return { ...base, act };
}

/** Lets a trader sell estates as a whole, dissolve them when the bust comes, and buy those of others. */
export function estateOwner(owner: Agent, self: Character, plan: EstatePlan): Agent {
  const act = (view: MarketView): readonly Intent[] => [
    ...owner.act(view),
    ...view.holdings(self.account, "estate").flatMap((estateId) => dispose(view, self, plan, estateId)),
    ...buyEstate(view, self, plan),
  ];
  return { ...owner, act };
}

/** Sum of the parcels' private values; the price per parcel falls with size. Source: FACTS, elasticity about -0.10. */
export function valueOfEstate(view: MarketView, self: Character, { tokenIds }: EstateView, plan: EstatePlan): number {
  const sum = tokenIds.reduce((usd, tokenId) => usd + valueOf(view, self, tokenId), 0);
  return sum * tokenIds.length ** plan.sizeElasticity;
}

function join(view: MarketView, self: Character, plan: EstatePlan, own: readonly Intent[]): readonly Intent[] {
  if (isBust(view, plan) || !self.random.chance(0.05)) return [];
  const busy = new Set(own.map((intent) => ("tokenId" in intent ? intent.tokenId : undefined)));
  const idle = view.holdings(self.account).filter((tokenId) => view.askOf(tokenId) === undefined && !busy.has(tokenId));
  const [tokenIds] = adjacentGroups(idle);
  return tokenIds === undefined ? [] : [{ do: "joinEstate", owner: self.account, tokenIds }];
}

function buyNextDoor(view: MarketView, self: Character): readonly Intent[] {
  if (!self.random.chance(0.15)) return [];
  const nearby = view
    .holdings(self.account)
    .flatMap(neighboursOf)
    .flatMap((tokenId) => view.askOf(tokenId) ?? [])
    .find(({ maker, tokenId, price }) => {
      const isOwn = maker === self.account || view.lastSale(tokenId)?.seller === self.account;
      const isTooDear = usdToNumber(price) > Math.min(1.25 * valueOf(view, self, tokenId), purseOf(view, self));
      return !isOwn && !isTooDear;
    });
  if (nearby === undefined) return [];
  const { orderHash, price } = nearby;
  return [...topUp(view, self.account, price), { do: "take", taker: self.account, orderHash }];
}

function dispose(view: MarketView, self: Character, plan: EstatePlan, estateId: bigint): readonly Intent[] {
  const estate = view.estate(estateId);
  if (estate === undefined) return [];
  if (isBust(view, plan)) {
    return self.random.chance(0.01) ? [{ do: "dissolveEstate", owner: self.account, estateId }] : [];
  }
  if (view.askOf(estateId, "estate") !== undefined || !self.random.chance(0.005)) return [];
  const price = askedPrice(self.random, 1.04 * valueOfEstate(view, self, estate, plan), self.habits.roundPct);
  return [{ do: "list", maker: self.account, collection: "estate", tokenId: estateId, price, days: ASK_DAYS }];
}

function buyEstate(view: MarketView, self: Character, plan: EstatePlan): readonly Intent[] {
  if (view.estateAsks.length === 0 || !self.random.chance(0.01)) return [];
  for (let i = 0; i < HANDFUL; i++) {
    const { maker, tokenId, orderHash, price } = self.random.pick(view.estateAsks);
    const estate = view.estate(tokenId);
    const isOwn = maker === self.account || view.lastSale(tokenId, "estate")?.seller === self.account;
    if (estate === undefined || isOwn) continue;
    const most = purseOf(view, self) * estate.tokenIds.length;
    if (usdToNumber(price) > Math.min(0.98 * valueOfEstate(view, self, estate, plan), most)) continue;
    return [...topUp(view, self.account, price), { do: "take", taker: self.account, orderHash }];
  }
  return [];
}

function isBust(view: MarketView, plan: EstatePlan): boolean {
  return trend(view, 60) < Math.log(1 - plan.dissolvedAfterFallPct / 100);
}
