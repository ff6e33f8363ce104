import type { Agent, Intent } from "../domain/agents.ts";
import type { MarketView } from "../domain/market-view.ts";
import type { CollectionBidPlan } from "../domain/scenario.ts";
import { askedPrice, topUp, valueOf, type Character } from "./character.ts";
import { trader } from "./traders.ts";

/** Bids for any parcels, whichever they are, far below the typical one's value, and offers what it gets at its value. */
export function floorBidder(self: Character, plan: CollectionBidPlan): Agent {
  const base = trader(self, {
    listing: 0.05,
    shopping: 0,
    ask: (view, tokenId) => 1.02 * valueOf(view, self, tokenId),
    pay: () => 0,
  });
  const act = (view: MarketView): readonly Intent[] => [...base.act(view), ...bidForAny(view, self, plan)];
  return { ...base, act };
}

function bidForAny(view: MarketView, self: Character, plan: CollectionBidPlan): readonly Intent[] {
  const isOpen = view.collectionBids.some(({ maker }) => maker === self.account);
  if (isOpen || !self.random.chance(0.025)) return [];
  const price = askedPrice(self.random, (plan.pricePct / 100) * view.typicalUsd, self.habits.roundPct);
  const { parcels: amount, days } = plan;
  const bid: Intent = { do: "bidForAny", maker: self.account, amount, price, days };
  return [...topUp(view, self.account, price * BigInt(amount)), bid];
}
