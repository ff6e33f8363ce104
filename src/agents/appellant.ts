import type { Agent, Intent } from "../domain/agents.ts";
import type { MarketView } from "../domain/market-view.ts";
import type { Address } from "../domain/primitives.ts";

/**
 * The same trader, who besides appeals when an officer refused what it bought: always, the next day, once. The seller, who
 * may appeal as well, leaves that to the buyer.
 */
export function appellant(agent: Agent): Agent {
  const own = new Set(agent.accounts);
  const act = (view: MarketView): readonly Intent[] => [...agent.act(view), ...appeals(view, own)];
  return { ...agent, act };
}

function appeals({ openCases, time }: MarketView, own: ReadonlySet<Address>): readonly Intent[] {
  return openCases
    .filter(({ status, buyer, deadline }) => status === "refused" && own.has(buyer) && time < deadline)
    .map(({ caseId, buyer }) => ({ do: "appeal", party: buyer, caseId, grounds: GROUNDS }));
}

const GROUNDS = "seller and buyer are two, and the price is what the parcel is worth";
