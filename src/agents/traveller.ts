import type { Agent, Intent } from "../domain/agents.ts";
import type { LandName } from "../domain/houses.ts";
import type { MarketView } from "../domain/market-view.ts";
import { trend, valueOf, type Character } from "./character.ts";
import { inWorld } from "./in-world.ts";
import { trader, type Habits } from "./traders.ts";

/** Days for which a traveller stays with the world of its choice. */
const STAY_DAYS = 21;
/** Intensity of choice: a world that has risen 10 % more in a month is e times as attractive. */
const INTENSITY = 10;

/** A world as a traveller knows it. */
export interface Destination {
  readonly land: LandName;
  /** Standard deviation, on the log price, of what its map does not explain. */
  readonly residual: number;
}

/**
 * Has land in several worlds: offers it wherever it is, and shops in the world that has lately risen most, which it chooses
 * anew every three weeks with chances as in a discrete choice.
 * Source: Barberis and Shleifer 2003: investors move between styles by their relative past returns.
 */
export function traveller(self: Character, destinations: readonly Destination[]): Agent {
  const sellers = new Map(destinations.map((place) => [place.land, visitor(self, place, 0)]));
  const buyers = new Map(destinations.map((place) => [place.land, visitor(self, place, 0.06)]));
  let stay: { readonly land: LandName; readonly until: number } | undefined;

  const act = (view: MarketView): readonly Intent[] => {
    if (stay === undefined || view.tick >= stay.until) {
      stay = { land: choose(view, self, destinations), until: view.tick + STAY_DAYS };
    }
    const { land: here } = stay;
    return destinations.flatMap(({ land }) => (land === here ? buyers : sellers).get(land)?.act(view) ?? []);
  };
  return { id: self.id, kind: self.kind, accounts: [self.account], act };
}

function visitor(self: Character, { land, residual }: Destination, shopping: number): Agent {
  const there = { ...self, residual };
  const habits: Habits = {
    listing: 0.02,
    shopping,
    ask: (view, tokenId) => 1.04 * valueOf(view, there, tokenId),
    pay: (view, tokenId) => 0.99 * valueOf(view, there, tokenId),
  };
  return inWorld(trader(there, habits), land);
}

function choose(view: MarketView, { random }: Character, destinations: readonly Destination[]): LandName {
  const weights = destinations.map(({ land }) => Math.exp(INTENSITY * trend(view.world(land), 30)));
  let left = random.next() * weights.reduce((a, b) => a + b, 0);
  const chosen = destinations.find((_, i) => (left -= weights[i] ?? 0) < 0) ?? destinations.at(-1);
  return chosen?.land ?? view.land;
}
