import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Numbers from one named stream; see `randomStreams`. */
export interface RandomStream {
  /** Uniform in [0, 1), 32 bits. */
  next(): number;
  /** Uniform whole number in [0, n). */
  below(n: number): number;
  /** Standard normal, by Box and Muller. */
  normal(): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** One of the items. */
  pick<T>(items: readonly T[]): T;
  /** The items in random order. */
  shuffle<T>(items: readonly T[]): T[];
}

export type RandomStreams = (label: string) => RandomStream;

/**
 * Random streams named after what they are for (`agent/flipper/7`): each depends on seed and label alone, so that a new
 * agent shifts nobody else's draws.
 */
export function randomStreams(seed: number): RandomStreams {
  return (label) => {
    const generator = xoroshiro128plus(hash(`${seed}/${label}`));
    // The first outputs of neighbouring seeds resemble each other.
    for (let i = 0; i < WARM_UP; i++) generator.next();
    return stream(generator);
  };
}

const WARM_UP = 16;

function stream(generator: { next(): number }): RandomStream {
  const next = (): number => (generator.next() >>> 0) / 2 ** 32;
  const below = (n: number): number => Math.floor(next() * n);
  return {
    next,
    below,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    chance: (probability) => next() < probability,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new RangeError("pick from nothing");
      return item;
    },
    shuffle: (items) => {
      const keyed = items.map((item) => ({ item, key: next() }));
      // Equal keys keep their order: sort is stable.
      return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
    },
  };
}

/** A number in (0, 1) that depends on the two whole numbers alone. */
export function fraction(a: number, b: number): number {
  return ((mix(Math.imul(a, 0x9e3779b1) ^ mix(b)) >>> 0) + 0.5) / 2 ** 32;
}

/** A standard normal number that depends on the two whole numbers alone, for a taste that needs no memory. */
export function deviate(a: number, b: number): number {
  const mixed = mix(Math.imul(a, 0x9e3779b1) ^ mix(b));
  const u = (mixed >>> 0) / 2 ** 32;
  const v = (mix(mixed + 0x6d2b79f5) >>> 0) / 2 ** 32;
  return Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v);
}

/** FNV-1a with murmur's finish, 32 bits: labels differ in few characters and must not collide or correlate. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix(h);
}

function mix(value: number): number {
  let h = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
