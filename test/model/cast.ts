import { computeAddress, id, SigningKey } from "ethers";

import type { Address } from "../../src/domain/primitives.ts";
import { merkleSet } from "./merkle.ts";

/** An account that can sign, and calls through the code of `Puppet`. */
export interface Player {
  readonly name: string;
  readonly address: Address;
  readonly key: SigningKey;
}

function player(name: string): Player {
  const key = new SigningKey(id(`landslide/model/${name}`));
  return { name, address: computeAddress(key).toLowerCase() as Address, key }; // ethers types it as a plain string
}

export const [ALICE, BOB, CAROL, DAVE, ERIN] = ["alice", "bob", "carol", "dave", "erin"].map(player) as [
  Player,
  Player,
  Player,
  Player,
  Player,
]; // as many as there are names
export const TRADERS: readonly Player[] = [ALICE, BOB, CAROL, DAVE, ERIN];
export const DEPLOYER = player("deployer");
export const DECISION = player("decision");
export const OFFICER = player("officer");
/** The second officer. */
export const REVIEWER = player("reviewer");
export const PLATFORM = player("platform");
export const SUPPORT = player("support");
export const BANK = player("bank");
/** A hub. */
export const EXCHANGE = player("exchange");
export const TREASURY = player("treasury");
export const CREATOR = player("creator");
const STAFF = [DEPLOYER, DECISION, OFFICER, REVIEWER, PLATFORM, SUPPORT, BANK, EXCHANGE, TREASURY, CREATOR];
export const PLAYERS: readonly Player[] = [...TRADERS, ...STAFF];

/** Parcels (0, 1) to (0, 6), and who has them first. */
export const PARCELS = [ALICE, ALICE, BOB, CAROL, DAVE, ERIN].map((owner, i) => ({ owner, tokenId: BigInt(i + 1) }));
/** The last was never created. */
export const TOKENS: readonly bigint[] = [...PARCELS.map(({ tokenId }) => tokenId), 7n];
/** One of them has one token, whose proof is empty. */
export const MERKLE_SETS = [[1n, 2n, 3n, 4n, 5n, 6n], [1n, 2n, 3n], [4n, 5n], [6n]].map(merkleSet);

const USD = 1_000_000n;
/** Some that fee and royalty do not divide. */
export const PRICES: readonly bigint[] = [1n, 999n, 1_000n * USD + 7n, 10_000n * USD - 1n, 60_000n * USD];
export const AMOUNTS: readonly bigint[] = [0n, 1n, 50n * USD, 1_000n * USD, 200_000n * USD];
/** By how much a bid exceeds the least that is accepted. */
export const RAISES: readonly bigint[] = [0n, 1n, 100n * USD, -1n];
export const RICHES = 100_000n * USD;

/** The k-th, where numbers beyond the end begin again. */
export function nth<T>(list: readonly T[], k: number): T {
  const found = list[k % list.length];
  if (found === undefined) throw new RangeError("nothing to choose from");
  return found;
}
