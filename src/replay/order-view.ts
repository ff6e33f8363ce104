import type { AskView, BidView, BundleView, CollectionBidView, MarketView } from "../domain/market-view.ts";
import { fullName, localName, type CollectionName, type LandName } from "../domain/houses.ts";
import { priceAt } from "../domain/order.ts";
import type { MicroUsd } from "../domain/primitives.ts";
import type { MarketState } from "./market-state.ts";
import { tokensOf } from "./tokens.ts";

type Orders = Pick<MarketView, "asks" | "estateAsks" | "askOf" | "bidsFor" | "collectionBids" | "bundles">;

/**
 * Open orders for one world's land, and for estates in the home world, at today's prices; asks and bundles whose maker no
 * longer holds the token are not shown.
 */
export function orderView(state: MarketState, time: number, land: LandName = "land"): Orders {
  const shelves = { land: emptyShelf(), estate: emptyShelf() };
  const collectionBids: CollectionBidView[] = [];
  for (const [orderHash, { collection, order, filled }] of state.orders) {
    const local = localName(collection, land);
    if (local === undefined) continue;
    const { side, scope, maker, tokenId, endPrice, expiresAt } = order;
    const price = priceAt(order, time);
    if (scope === "collection") {
      collectionBids.push({ orderHash, maker, price, left: Number(order.amount - filled), expiresAt });
      continue;
    }
    const seen = { orderHash, maker, tokenId, price, endPrice, expiresAt };
    const { asks, askByToken, bids } = shelves[local];
    if (side === "bid") {
      const others = bids.get(tokenId);
      if (others === undefined) bids.set(tokenId, [seen]);
      else others.push(seen);
    } else if (tokensOf(state, collection).owners.get(tokenId) === maker) {
      asks.push(seen);
      askByToken.set(tokenId, seen);
    }
  }
  const shelf = (collection?: CollectionName): Shelf | undefined => {
    const local = localName(fullName(collection, land), land);
    return local && shelves[local];
  };
  for (const { bids } of Object.values(shelves)) for (const offers of bids.values()) offers.sort(highestFirst);

  return {
    asks: shelves.land.asks,
    estateAsks: shelves.estate.asks,
    askOf: (tokenId, collection) => shelf(collection)?.askByToken.get(tokenId),
    bidsFor: (tokenId, collection) => shelf(collection)?.bids.get(tokenId) ?? [],
    collectionBids: collectionBids.sort(highestFirst),
    bundles: bundlesOf(state, land),
  };
}

interface Shelf {
  readonly asks: AskView[];
  readonly askByToken: Map<bigint, AskView>;
  readonly bids: Map<bigint, BidView[]>;
}

function emptyShelf(): Shelf {
  return { asks: [], askByToken: new Map(), bids: new Map() };
}

function bundlesOf(state: MarketState, land: LandName): readonly BundleView[] {
  return [...state.bundles].flatMap(([orderHash, { collections, bundle }]) => {
    const { maker, expiresAt } = bundle;
    const items = bundle.items.flatMap(({ tokenId, price }, i) => {
      const real = collections[i] ?? "land";
      const collection = localName(real, land);
      if (collection === undefined || tokensOf(state, real).owners.get(tokenId) !== maker) return [];
      return [{ collection, tokenId, price }];
    });
    if (items.length < bundle.items.length) return [];
    return [{ orderHash, maker, items, price: items.reduce((sum, { price }) => sum + price, 0n), expiresAt }];
  });
}

/** Equal ones stay in the order of their authorisation. */
function highestFirst(a: { readonly price: MicroUsd }, b: { readonly price: MicroUsd }): number {
  return a.price < b.price ? 1 : a.price > b.price ? -1 : 0;
}
