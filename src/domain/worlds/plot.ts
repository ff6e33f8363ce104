import { SANDBOX_SIDE, type SquareSide } from "./sandbox.ts";
import type { Sequence } from "./sequential.ts";

/** A parcel of a neighbouring world that can change hands in a run. */
export interface Plot {
  readonly tokenId: bigint;
  /** Worth relative to the parcel at the floor of the world's sample, which is the 10th percentile: its worth is 1. */
  readonly worth: number;
  /** What it is, in the words of its world: `6 x 6 tiles`, `plot 12034 with a Koda`. */
  readonly note: string;
  /** Where the world has coordinates, those of its map. */
  readonly x?: number;
  readonly y?: number;
  /** Tiles, or square metres, as its geometry says. */
  readonly size?: number;
  readonly koda?: boolean;
}

/**
 * What land a world has and how its token ids are made. Every figure has its source in `source`; what is not published
 * stands in `assumptions`.
 */
export type Geometry = SquareGeometry | NumberedGeometry | ClassGeometry | BoxGeometry;

export interface Sourced {
  readonly source: string;
  readonly assumptions: readonly string[];
}

/** The Sandbox: squares of 1, 3, 6, 12 or 24 tiles a side on a map of 408 x 408. */
export interface SquareGeometry extends Sourced {
  readonly kind: "squares";
  /** Share of the squares with each side, in percent; together 100. */
  readonly squares: readonly { readonly side: SquareSide; readonly sharePct: number }[];
}

/** Otherside: numbered plots without a place, some with a Koda. */
export interface NumberedGeometry extends Sourced, Sequence {
  readonly kind: "numbered";
  /** `count` Kodas on the `among` plots that were looked at. */
  readonly kodas: { readonly count: number; readonly among: number };
}

/** Somnium Space: plots of a few fixed areas, numbered class by class in this order. */
export interface ClassGeometry extends Sourced {
  readonly kind: "classes";
  readonly firstId: number;
  readonly classes: readonly PlotClass[];
}

export interface PlotClass {
  readonly name: string;
  readonly squareMetres: number;
  readonly count: number;
}

/** Voxels: numbered boxes of many areas and heights, of which three percentiles are known. */
export interface BoxGeometry extends Sourced, Sequence {
  readonly kind: "boxes";
  readonly squareMetres: Percentiles;
  readonly metresHigh: Percentiles;
}

export interface Percentiles {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** Coefficients on the log price of a plot. */
export interface PlotHedonics extends Sourced {
  /** Elasticity of the price per tile or square metre against size: the whole plot's price goes with size ** (1 + it). */
  readonly lnSize: number;
  /** On ln(1 + distance to the middle of the map), in tiles; 0 in a world without coordinates. */
  readonly lnCentre: number;
  readonly koda: number;
  /** Standard deviation of what these do not explain, on the log price. */
  readonly residual: number;
}

/** Log price that size, place and a Koda explain, up to a constant. */
export function logWorthOf(hedonics: PlotHedonics, { size = 1, koda, x, y }: Omit<Plot, "tokenId" | "worth">): number {
  return (
    (1 + hedonics.lnSize) * Math.log(size) +
    (koda === true ? hedonics.koda : 0) +
    (x === undefined || y === undefined ? 0 : hedonics.lnCentre * Math.log(1 + Math.hypot(x, y)))
  );
}

/** Parcels that a world has in all. */
export function supplyOf(geometry: Geometry): number {
  switch (geometry.kind) {
    case "squares":
      return SANDBOX_SIDE ** 2;
    case "numbered":
    case "boxes":
      return geometry.supply;
    case "classes":
      return geometry.classes.reduce((sum, { count }) => sum + count, 0);
  }
}
