import { computeAddress, id, SigningKey } from "ethers";

import type { Address } from "../domain/primitives.ts";

/** An account that can sign; its key comes from the run's seed and the account's label, so that runs repeat. */
export interface KeyedAccount {
  readonly label: string;
  readonly address: Address;
  readonly key: SigningKey;
}

export function accountFor(seed: number, label: string): KeyedAccount {
  const key = new SigningKey(id(`landslide/${seed}/${label}`));
  // ethers gives checksummed text; inside the program addresses are lower case, so that they compare.
  return { label, address: computeAddress(key).toLowerCase() as Address, key };
}
