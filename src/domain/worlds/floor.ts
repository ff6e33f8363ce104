/**
 * A world's floor is the price of its cheapest tenth: of a parcel whose worth is the sample's 10th percentile and whose
 * price is the 10th percentile of what such parcels sell for, as what the map does not explain spreads them.
 */
export const FLOOR_PERCENTILE = 0.1;

/** 10th percentile of the standard normal distribution. */
const FLOOR_DEVIATE = -1.2816;
/**
 * Share of the residual that prices show: seven tenths of its variance everyone sees on the ground, and of the rest, a
 * trader's private error, sellers and buyers cancel most.
 */
const SHOWN = 0.9;

/**
 * Value of the parcel of worth 1, which agents see as `typicalUsd`, that makes the traded floor `floorUsd`.
 * @param worths Of the world's sample, relative to whichever parcel.
 * @param residual Standard deviation, on the log price, of what the worths do not explain.
 */
export function typicalOfFloor(floorUsd: number, worths: readonly number[], residual: number): number {
  return floorUsd / (floorWorth(worths) * Math.exp(FLOOR_DEVIATE * SHOWN * residual));
}

/** The sample's 10th percentile: of so many parcels, a tenth have less. */
export function floorWorth(worths: readonly number[]): number {
  const ascending = [...worths].sort((a, b) => a - b);
  return ascending[Math.floor(FLOOR_PERCENTILE * ascending.length)] ?? Number.NaN;
}
