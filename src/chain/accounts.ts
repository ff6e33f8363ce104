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

/** Every account of a run, by label and by address. */
export class Cast {
  readonly #seed: number;
  readonly #byLabel = new Map<string, KeyedAccount>();
  readonly #byAddress = new Map<Address, KeyedAccount>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  account(label: string): KeyedAccount {
    const known = this.#byLabel.get(label);
    if (known !== undefined) return known;
    const made = accountFor(this.#seed, label);
    this.#byLabel.set(label, made);
    this.#byAddress.set(made.address, made);
    return made;
  }

  keyOf(address: Address): KeyedAccount["key"] {
    const account = this.#byAddress.get(address);
    if (account === undefined) throw new RangeError(`no key for ${address}`);
    return account.key;
  }
}
