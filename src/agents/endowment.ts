import type { Agent } from "../domain/agents.ts";
import type { Address } from "../domain/primitives.ts";
import { fraction, type RandomStreams } from "../domain/random.ts";

export interface EndowmentInput {
  /** What is given away already; the rest is added to it. */
  readonly endowments: Map<Address, bigint[]>;
  /** Parcels that nobody has. */
  readonly free: Set<bigint>;
  /** Adjacent parcels among them, for the builders. */
  readonly groups: readonly (readonly bigint[])[];
  /** Some of the landowners. */
  readonly builders: readonly Agent[];
  readonly leaders: readonly Agent[];
  readonly landowners: readonly Agent[];
  readonly streams: RandomStreams;
}

/** At most, see `layOutWorld`. */
const PARCELS_OF_A_BLOCK = 9;
const PARCELS_OF_A_RING = 2;
/** Few have much: the tail of a Pareto distribution with this exponent, cut off where one would own the world. */
const [TAIL, RICHEST] = [2, 20];

/**
 * Hands out the land: blocks to the builders, two parcels to each ring's leader, the rest to all landowners, most to few
 * (FACTS, trader concentration). Each of them bids for each parcel with a number of its own, so that one more takes from
 * others what it gets and changes nothing else among them.
 */
export function endow({ endowments, free, groups, builders, leaders, landowners, streams }: EndowmentInput): void {
  const give = (account: Address, tokenIds: readonly bigint[]): void => {
    endowments.set(account, [...(endowments.get(account) ?? []), ...tokenIds]);
    for (const tokenId of tokenIds) free.delete(tokenId);
  };
  const owners = landowners.flatMap((agent) => bidderOf(agent, streams));
  const own = new Set(builders.map(({ accounts: [account] }) => account));
  const bidders = owners.filter(({ account }) => own.has(account)).map((one) => ({ ...one, weight: 1 }));
  for (const group of groups) {
    // But for one of each larger group, which somebody else has. In a dense city a group may be half of it.
    const parcels = group.slice(group.length < 4 ? 0 : 1, PARCELS_OF_A_BLOCK);
    const builder = highest(
      bidders.map((one) => ({ ...one, weight: 1 })),
      placeOf(group[0] ?? 0n),
    );
    if (builder !== undefined) give(builder.account, parcels);
  }
  for (const { account, seed } of leaders.flatMap((agent) => bidderOf(agent, streams))) {
    const ranked = [...free].map((tokenId) => ({ tokenId, bid: fraction(seed, placeOf(tokenId)) }));
    ranked.sort((a, b) => a.bid - b.bid);
    give(
      account,
      ranked.slice(0, PARCELS_OF_A_RING).map(({ tokenId }) => tokenId),
    );
  }
  for (const tokenId of free) {
    const owner = highest(owners, placeOf(tokenId));
    if (owner !== undefined) give(owner.account, [tokenId]);
  }
}

interface Bidder {
  readonly account: Address;
  readonly seed: number;
  readonly weight: number;
}

function bidderOf({ id, accounts: [account] }: Agent, streams: RandomStreams): readonly Bidder[] {
  if (account === undefined) return [];
  const random = streams(`endowment/${id}`);
  const weight = Math.min(RICHEST, (1 - random.next()) ** (-1 / TAIL));
  return [{ account, seed: random.below(2 ** 31), weight }];
}

/** Who gets a place: by chance, in proportion to the weights. */
function highest(bidders: readonly Bidder[], place: number): Bidder | undefined {
  let best: Bidder | undefined;
  let most = -Infinity;
  for (const bidder of bidders) {
    const bid = Math.log(fraction(bidder.seed, place)) / bidder.weight;
    if (bid > most) [best, most] = [bidder, bid];
  }
  return best;
}

function placeOf(tokenId: bigint): number {
  return Number(BigInt.asUintN(32, tokenId ^ (tokenId >> 117n)));
}
