import type { Agent, Intent } from "../domain/agents.ts";
import type { MarketView } from "../domain/market-view.ts";
import { usdToNumber } from "../domain/primitives.ts";
import type { Ways } from "../domain/scenario.ts";
import { topUp, trend, valueOf, type Character } from "./character.ts";
import { trader } from "./traders.ts";

/** Asks named beyond the number wanted, in case somebody else is faster. */
const SPARE = 2;

/** Buys several of the cheapest asks in one transaction, mostly while prices run up, and offers the parcels again. */
export function sweeper(self: Character, plan: Ways["sweeps"]): Agent {
  const base = trader(self, {
    listing: 0.03,
    shopping: 0.01,
    ask: (view, tokenId) => 1.05 * valueOf(view, self, tokenId),
    pay: (view, tokenId) => 0.95 * valueOf(view, self, tokenId),
  });
  const act = (view: MarketView): readonly Intent[] => [...base.act(view), ...sweep(view, self, plan.parcels)];
  return { ...base, act };
}

function sweep(view: MarketView, self: Character, parcels: number): readonly Intent[] {
  const isBoom = trend(view, 30) > 0.05;
  if (!self.random.chance(isBoom ? 0.03 : 0.004)) return [];
  const cheapest = view.asks
    .filter(({ maker, tokenId, price }) => {
      const isOwn = maker === self.account || view.lastSale(tokenId)?.seller === self.account;
      return !isOwn && usdToNumber(price) <= 0.97 * valueOf(view, self, tokenId);
    })
    .toSorted((a, b) => usdToNumber(a.price - b.price))
    .slice(0, parcels + SPARE);
  if (cheapest.length < 2) return [];
  const money = cheapest.slice(-parcels).reduce((sum, { price }) => sum + price, 0n);
  const orderHashes = cheapest.map(({ orderHash }) => orderHash);
  return [
    ...topUp(view, self.account, money),
    { do: "sweep", taker: self.account, orderHashes, limit: Math.min(parcels, cheapest.length) },
  ];
}
