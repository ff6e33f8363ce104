import { concat, keccak256, toBeHex } from "ethers";

export interface MerkleSet {
  readonly root: string;
  readonly proofOf: (tokenId: bigint) => string[];
}

/** A tree of token ids with sorted pairs, as every market here takes it; they differ in how they hash a leaf. */
export function merkleSet(tokenIds: readonly bigint[], hashLeaf: (tokenId: bigint) => string): MerkleSet {
  const levels: string[][] = [tokenIds.map(hashLeaf)];
  for (let level = levels[0] ?? []; level.length > 1; level = levels[levels.length - 1] ?? []) {
    levels.push(pairs(level));
  }
  const root = levels[levels.length - 1]?.[0];
  if (root === undefined || !Number.isInteger(Math.log2(tokenIds.length))) {
    throw new Error("The bench knows only sets of a power of two.");
  }
  const proofOf = (tokenId: bigint): string[] => {
    const place = tokenIds.indexOf(tokenId);
    return levels.slice(0, -1).flatMap((level, height) => level[(place >> height) ^ 1] ?? []);
  };
  return { root, proofOf };
}

/** The hash of the id's 32 bytes: Seaport's and LooksRare's leaf. */
export function hashOnce(tokenId: bigint): string {
  return keccak256(toBeHex(tokenId, 32));
}

/** Hashed twice, so that no node passes for a leaf: OpenZeppelin's standard tree. */
export function hashTwice(tokenId: bigint): string {
  return keccak256(hashOnce(tokenId));
}

function pairs(level: readonly string[]): string[] {
  return level.flatMap((left, i) => {
    const right = level[i + 1];
    if (i % 2 === 1 || right === undefined) return [];
    return keccak256(concat(left < right ? [left, right] : [right, left]));
  });
}
