import { AbiCoder, concat, keccak256 } from "ethers";

import type { Hex } from "../../src/domain/primitives.ts";

/** A Merkle set of tokens as `Orders.isInSet` describes it, built the plain way. @returns root, and the proof of each token. */
export function merkleSet(tokens: readonly bigint[]): { readonly root: bigint; readonly proofs: Map<bigint, Hex[]> } {
  const proofs = new Map(tokens.map((token): [bigint, Hex[]] => [token, []]));
  let level = tokens.map((token) => ({ hash: leaf(token), below: [token] }));
  while (level.length > 1) {
    const next: typeof level = [];
    for (let i = 0; i < level.length; i += 2) {
      const [left, right] = [level[i], level[i + 1]];
      if (!left) continue;
      if (!right) {
        next.push(left);
        continue;
      }
      for (const token of left.below) proofs.get(token)?.push(right.hash);
      for (const token of right.below) proofs.get(token)?.push(left.hash);
      next.push({ hash: pair(left.hash, right.hash), below: [...left.below, ...right.below] });
    }
    level = next;
  }
  return { root: BigInt(level[0]?.hash ?? 0), proofs };
}

function leaf(token: bigint): Hex {
  return keccak256(keccak256(AbiCoder.defaultAbiCoder().encode(["uint256"], [token]))) as Hex; // ethers types it as string
}

function pair(a: Hex, b: Hex): Hex {
  return keccak256(concat(a < b ? [a, b] : [b, a])) as Hex; // as above
}
