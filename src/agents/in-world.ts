import type { Agent, Intent } from "../domain/agents.ts";
import type { LandName } from "../domain/houses.ts";
import type { MarketView } from "../domain/market-view.ts";

/** The same agent in another world: sees that one, and says of what it does that it is about that one. */
export function inWorld(agent: Agent, land: LandName): Agent {
  const act = (view: MarketView): readonly Intent[] =>
    agent.act(view.world(land)).map((intent) => ({ ...intent, land }));
  return { ...agent, act };
}
