import type { CollectionName, NeighbourLand } from "../domain/houses.ts";
import type { Address, MicroUsd } from "../domain/primitives.ts";

export const ZERO_ADDRESS: Address = "0x0000000000000000000000000000000000000000";

export interface Sale {
  readonly time: number;
  readonly price: MicroUsd;
  readonly seller: Address;
  readonly buyer: Address;
}

export interface Scene {
  readonly creator: Address;
  /** Unix seconds at which its creator was named operator of the ground. */
  readonly since: number;
}

/** For whom a house has a token: an account, or, for a parcel in an estate, whomever the estate belongs to. */
export type Custody =
  | { readonly house: "auction" | "rentals" | "instalments" | "escrow"; readonly owner: Address }
  | { readonly house: "estate"; readonly estateId: bigint };

/** The tokens of one collection. */
export interface Tokens {
  /** Who holds each on the chain; a house, while it has it in custody. */
  readonly owners: Map<bigint, Address>;
  /** In the order in which they came. Lists that are never changed: every agent reads its own several times a day. */
  readonly holdings: Map<Address, readonly bigint[]>;
  readonly custody: Map<bigint, Custody>;
  readonly lastSales: Map<bigint, Sale>;
  /** What was built, and stays whoever owns the ground. */
  readonly scenes: Map<bigint, Scene>;
}

/** The tokens of all collections: the home world's, and those of its neighbours. */
export interface Collections {
  readonly land: Tokens;
  readonly estate: Tokens;
  readonly neighbours: Map<NeighbourLand, Tokens>;
}

/** The tokens of a collection; a neighbour is known from its first token on. */
export function tokensOf(state: Collections, collection: CollectionName): Tokens {
  if (collection === "land" || collection === "estate") return state[collection];
  const known = state.neighbours.get(collection);
  if (known !== undefined) return known;
  const tokens = noTokens();
  state.neighbours.set(collection, tokens);
  return tokens;
}

export function noTokens(): Tokens {
  return { owners: new Map(), holdings: new Map(), custody: new Map(), lastSales: new Map(), scenes: new Map() };
}

/** A token moves on the chain. Custody, of which houses tell before it begins, ends when it leaves the house. */
export function moveToken(tokens: Tokens, tokenId: bigint, from: Address, to: Address): void {
  const custody = tokens.custody.get(tokenId);
  if (custody !== undefined && custody.house !== "estate" && custody.owner !== from) tokens.custody.delete(tokenId);
  const left = tokens.holdings.get(from)?.filter((held) => held !== tokenId) ?? [];
  if (left.length === 0) tokens.holdings.delete(from);
  else tokens.holdings.set(from, left);
  if (to === ZERO_ADDRESS) {
    tokens.owners.delete(tokenId);
    return;
  }
  tokens.owners.set(tokenId, to);
  tokens.holdings.set(to, [...(tokens.holdings.get(to) ?? []), tokenId]);
}

/** Whose a token is: its owner on the chain, or for whom a house has it in custody. */
export function belongsTo(
  state: Collections,
  tokenId: bigint,
  collection: CollectionName = "land",
): Address | undefined {
  const tokens = tokensOf(state, collection);
  const custody = tokens.custody.get(tokenId);
  if (custody === undefined) return tokens.owners.get(tokenId);
  return custody.house === "estate" ? belongsTo(state, custody.estateId, "estate") : custody.owner;
}
