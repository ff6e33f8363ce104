/**
 * A world's floor is the price of its cheap end: the 10th percentile of what a parcel sells for whose worth is the 10th
 * percentile of the sample's.
 */
export const FLOOR_PERCENTILE = 0.1;

/** 10th percentile of the standard normal distribution. */
const FLOOR_DEVIATE = -1.2816;

/**
 * Value of the parcel of worth 1, which agents see as `typicalUsd`, that makes the traded floor `floorUsd`: prices spread
 * around worth as `residual` says, so the 10th percentile of them lies that much lower.
 * @param worths Of the world's sample, relative to whichever parcel.
 * @param residual Standard deviation, on the log price, of what the worths do not explain.
 */
export function typicalOfFloor(floorUsd: number, worths: readonly number[], residual: number): number {
  return floorUsd / (floorWorth(worths) * Math.exp(FLOOR_DEVIATE * residual));
}

/** The 10th percentile of the worths: one that a parcel has. */
export function floorWorth(worths: readonly number[]): number {
  const ascending = worths.toSorted((a, b) => a - b);
  const floor = ascending[Math.floor(FLOOR_PERCENTILE * ascending.length)];
  if (floor === undefined) throw new RangeError("a floor needs a parcel");
  return floor;
}
