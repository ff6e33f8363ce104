import { isPublicGround, logWorth, placesBought, tokenIdAt, type Parcel } from "../domain/land.ts";
import type { RandomStream, RandomStreams } from "../domain/random.ts";
import type { Place, Plaza, Purchase, World } from "../domain/scenario.ts";
import { ScenarioError } from "./error.ts";

/**
 * The parcels of a run: those of the purchases of record first, then blocks of adjacent parcels, then a random sample of
 * the city's private ground. Roads beyond the long ones and districts are not in the data, so that some sampled parcels are
 * not private in truth.
 */
export function layOutWorld(world: World, purchases: readonly Purchase[], streams: RandomStreams): readonly Parcel[] {
  const { city, hedonics } = world;
  const places = purchases.flatMap(placesBought);
  const taken = new Set(places.map(keyOf));
  const isFree = (place: Place): boolean => !taken.has(keyOf(place)) && !isPublicGround(city, place.x, place.y);
  const somewhere = (random: RandomStream): Place => ({
    x: city.grid.x.min + random.below(city.grid.x.max - city.grid.x.min + 1),
    y: city.grid.y.min + random.below(city.grid.y.max - city.grid.y.min + 1),
  });
  const take = (sampled: readonly Place[]): void => {
    places.push(...sampled);
    for (const place of sampled) taken.add(keyOf(place));
  };

  let misses = 0;
  const miss = (key: string, wanted: number): void => {
    // A city too small for the sample would keep us here for ever.
    if (++misses > 100 * world.parcels)
      throw new ScenarioError(key, `expected at most what the city holds, got ${wanted}`);
  };
  const blocks = streams("world/blocks");
  for (let laid = 0; laid < world.blocks;) {
    const block = rectangle(somewhere(blocks), blocks);
    const fits = block.every((place) => isWithin(city.grid, place) && isFree(place));
    if (fits && places.length + block.length <= world.parcels) {
      take(block);
      laid++;
    } else miss("world.blocks", world.blocks);
  }
  const scattered = streams("world");
  while (places.length < world.parcels) {
    const place = somewhere(scattered);
    if (isFree(place)) take([place]);
    else miss("world.parcels", world.parcels);
  }

  const logs = places.map(({ x, y }) => logWorth(city, hedonics, x, y));
  const typical = [...logs].sort((a, b) => a - b)[Math.floor(logs.length / 2)] ?? 0;
  return places.map(({ x, y }, i) => ({ tokenId: tokenIdAt(x, y), x, y, worth: Math.exp((logs[i] ?? 0) - typical) }));
}

function keyOf({ x, y }: Place): string {
  return `${x},${y}`;
}

function isWithin({ x: xs, y: ys }: Plaza, { x, y }: Place): boolean {
  return xs.min <= x && x <= xs.max && ys.min <= y && y <= ys.max;
}

/** At most three by three, at least two parcels. */
function rectangle({ x, y }: Place, random: RandomStream): readonly Place[] {
  const [width, other] = [1 + random.below(3), 1 + random.below(3)];
  const height = width === 1 ? Math.max(2, other) : other;
  return Array.from({ length: width * height }, (_, i) => ({ x: x + (i % width), y: y + Math.floor(i / width) }));
}
