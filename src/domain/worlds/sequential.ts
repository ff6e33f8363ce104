/** Token ids that count on from the first: Otherside's, Voxels', and by assumption those of Somnium Space. */
export interface Sequence {
  readonly firstId: number;
  readonly supply: number;
}

/**
 * Token id of the plot at a place in the sequence, from 0.
 * @throws RangeError where the world has no such plot.
 */
export function sequentialTokenId({ firstId, supply }: Sequence, index: number): bigint {
  if (!Number.isInteger(index) || index < 0 || index >= supply) throw new RangeError(`no plot ${index} of ${supply}`);
  return BigInt(firstId + index);
}

/** @throws RangeError where the id is none of the sequence. */
export function placeInSequence({ firstId, supply }: Sequence, tokenId: bigint): number {
  const index = tokenId - BigInt(firstId);
  if (index < 0n || index >= BigInt(supply)) throw new RangeError(`no plot has the id ${tokenId}`);
  return Number(index);
}
