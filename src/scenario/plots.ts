import type { RandomStream, RandomStreams } from "../domain/random.ts";
import { floorWorth } from "../domain/worlds/floor.ts";
import {
  logWorthOf,
  supplyOf,
  type BoxGeometry,
  type ClassGeometry,
  type Geometry,
  type NumberedGeometry,
  type Percentiles,
  type Plot,
  type PlotHedonics,
  type SquareGeometry,
} from "../domain/worlds/plot.ts";
import { onSandboxMap, SANDBOX_SIDE, sandboxTokenId, type Square, type SquareSide } from "../domain/worlds/sandbox.ts";
import { sequentialTokenId, type Sequence } from "../domain/worlds/sequential.ts";
import { ScenarioError } from "./error.ts";

export interface PlotWorld {
  /** Also the label of its random streams. */
  readonly id: string;
  /** How many change hands in the run. */
  readonly parcels: number;
  readonly geometry: Geometry;
  readonly hedonics: PlotHedonics;
}

/**
 * A seeded sample of a world's real supply, in which its classes have their real shares to the nearest parcel.
 * @throws ScenarioError where the world has not so many parcels.
 */
export function layOutPlots(world: PlotWorld, streams: RandomStreams): readonly Plot[] {
  const land = sample(world, streams(`world/${world.id}`));
  const worths = land.map((plot) => Math.exp(logWorthOf(world.hedonics, plot)));
  const floor = floorWorth(worths);
  return land.map((plot, i) => ({ ...plot, worth: (worths[i] ?? Number.NaN) / floor }));
}

type Land = Omit<Plot, "worth">;

function sample({ id, geometry, parcels }: PlotWorld, random: RandomStream): readonly Land[] {
  const supply = supplyOf(geometry);
  if (parcels > supply) {
    throw new ScenarioError(`${id}.parcels`, `expected at most the ${supply} that there are, got ${parcels}`);
  }
  switch (geometry.kind) {
    case "squares":
      return sampleSquares(geometry, parcels, random, id);
    case "numbered":
      return sampleNumbered(geometry, parcels, random);
    case "classes":
      return sampleClasses(geometry, parcels, random);
    case "boxes":
      return sampleBoxes(geometry, parcels, random);
  }
}

function sampleSquares(
  { squares }: SquareGeometry,
  parcels: number,
  random: RandomStream,
  id: string,
): readonly Land[] {
  const counts = quotas(
    squares.map(({ sharePct }) => sharePct),
    parcels,
  );
  // The largest first: they need the most room.
  const sides = squares.flatMap(({ side }, i) => Array.from({ length: counts[i] ?? 0 }, () => side));
  const taken = new Set<number>();
  return sides
    .toSorted((a, b) => b - a)
    .map((side) => {
      for (let tries = 0; tries < TRIES; tries++) {
        const square = squareSomewhere(side, random);
        // Whatever lies there is at least as large and on a coarser grid: it has the whole square or nothing of it.
        if (taken.has(square.x + square.y * SANDBOX_SIDE)) continue;
        for (const tile of tilesOf(square)) taken.add(tile);
        return squareLand(square);
      }
      throw new ScenarioError(`${id}.parcels`, `expected squares that fit on the map, got ${parcels}`);
    });
}

const TRIES = 10_000;

function squareSomewhere(side: SquareSide, random: RandomStream): Square {
  const places = SANDBOX_SIDE / side;
  return { x: side * random.below(places), y: side * random.below(places), side };
}

function tilesOf({ x, y, side }: Square): readonly number[] {
  return Array.from({ length: side * side }, (_, i) => x + (i % side) + (y + Math.floor(i / side)) * SANDBOX_SIDE);
}

function squareLand(square: Square): Land {
  const { side } = square;
  return {
    tokenId: sandboxTokenId(square),
    note: side === 1 ? "one tile" : `${side} x ${side} tiles`,
    ...onSandboxMap(square),
    size: side * side,
  };
}

function sampleNumbered(geometry: NumberedGeometry, parcels: number, random: RandomStream): readonly Land[] {
  const { count, among } = geometry.kodas;
  const [kodas = 0] = quotas([count, among - count], parcels);
  return distinct(geometry, parcels, random).map((index, i) => {
    const [tokenId, koda] = [sequentialTokenId(geometry, index), i < kodas];
    return { tokenId, note: `plot ${tokenId}${koda ? " with a Koda" : ""}`, koda };
  });
}

function sampleClasses({ firstId, classes }: ClassGeometry, parcels: number, random: RandomStream): readonly Land[] {
  const counts = quotas(
    classes.map(({ count }) => count),
    parcels,
  );
  let first = firstId;
  return classes.flatMap(({ name, squareMetres, count: supply }, i) => {
    const sequence = { firstId: first, supply };
    first += supply;
    return distinct(sequence, counts[i] ?? 0, random).map((index) => ({
      tokenId: sequentialTokenId(sequence, index),
      note: `${name}, ${squareMetres} square metres`,
      size: squareMetres,
    }));
  });
}

function sampleBoxes(geometry: BoxGeometry, parcels: number, random: RandomStream): readonly Land[] {
  return distinct(geometry, parcels, random).map((index) => {
    const size = Math.round(spread(geometry.squareMetres, random.normal()));
    const height = Math.round(spread(geometry.metresHigh, random.normal()));
    return { tokenId: sequentialTokenId(geometry, index), note: `${size} square metres, ${height} m high`, size };
  });
}

/** The value at a standard normal deviate: log-normal, with a spread of its own on each side of the median. */
function spread({ p10, p50, p90 }: Percentiles, deviate: number): number {
  const perDeviate = Math.log(deviate < 0 ? p50 / p10 : p90 / p50) / DEVIATE_OF_P90;
  return p50 * Math.exp(perDeviate * deviate);
}

const DEVIATE_OF_P90 = 1.2816;

/** So many places of a sequence, each once. */
function distinct({ supply }: Pick<Sequence, "supply">, count: number, random: RandomStream): readonly number[] {
  const places = new Set<number>();
  // More than half of them: rather draw those that are left out.
  const few = Math.min(count, supply - count);
  while (places.size < few) places.add(random.below(supply));
  if (few === count) return [...places];
  return random.shuffle(Array.from({ length: supply }, (_, i) => i).filter((place) => !places.has(place)));
}

/** Shares of a total in whole numbers: what rounding down leaves over goes to the largest remainders. */
function quotas(weights: readonly number[], total: number): readonly number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const whole = exact.map(Math.floor);
  const left = total - whole.reduce((a, b) => a + b, 0);
  const order = exact.map((value, i) => ({ i, rest: value - Math.floor(value) })).sort((a, b) => b.rest - a.rest);
  for (const { i } of order.slice(0, left)) whole[i] = (whole[i] ?? 0) + 1;
  return whole;
}
