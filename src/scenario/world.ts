import { isPublicGround, logWorth, tokenIdAt, type Parcel } from "../domain/land.ts";
import type { RandomStream } from "../domain/random.ts";
import type { Purchase, World } from "../domain/scenario.ts";
import { ScenarioError } from "./error.ts";

/**
 * The parcels of a run: those of the purchases of record first, then a random sample of the city's private ground.
 * Roads beyond the long ones and districts are not in the data, so that some sampled parcels are not private in truth.
 */
export function layOutWorld(world: World, purchases: readonly Purchase[], random: RandomStream): readonly Parcel[] {
  const { city, hedonics } = world;
  const places = purchases.flatMap(({ parcels }) => parcels.map(({ x, y }) => ({ x, y })));
  const taken = new Set(places.map(({ x, y }) => `${x},${y}`));

  const width = city.grid.x.max - city.grid.x.min + 1;
  const height = city.grid.y.max - city.grid.y.min + 1;
  let misses = 0;
  while (places.length < world.parcels) {
    const x = city.grid.x.min + random.below(width);
    const y = city.grid.y.min + random.below(height);
    const key = `${x},${y}`;
    if (taken.has(key) || isPublicGround(city, x, y)) {
      // A city too small for the sample would keep us here for ever.
      if (++misses > 100 * world.parcels) {
        throw new ScenarioError("world.parcels", `expected at most what the city holds, got ${world.parcels}`);
      }
      continue;
    }
    taken.add(key);
    places.push({ x, y });
  }

  const logs = places.map(({ x, y }) => logWorth(city, hedonics, x, y));
  const typical = [...logs].sort((a, b) => a - b)[Math.floor(logs.length / 2)] ?? 0;
  return places.map(({ x, y }, i) => ({ tokenId: tokenIdAt(x, y), x, y, worth: Math.exp((logs[i] ?? 0) - typical) }));
}
