import type { AskView, BidView, BundleView, CollectionBidView, MarketView } from "../domain/market-view.ts";
import type { CollectionName } from "../domain/houses.ts";
import { priceAt } from "../domain/order.ts";
import type { MicroUsd } from "../domain/primitives.ts";
import type { MarketState } from "./market-state.ts";

/** Open orders at today's prices; asks and bundles whose maker no longer holds the token are not shown. */
export function orderView(
  state: MarketState,
  time: number,
): Pick<MarketView, "asks" | "estateAsks" | "askOf" | "bidsFor" | "collectionBids" | "bundles"> {
  const asks = { land: [] as AskView[], estate: [] as AskView[] };
  const askByToken = { land: new Map<bigint, AskView>(), estate: new Map<bigint, AskView>() };
  const bids = { land: new Map<bigint, BidView[]>(), estate: new Map<bigint, BidView[]>() };
  const collectionBids: CollectionBidView[] = [];
  for (const [orderHash, { collection, order, filled }] of state.orders) {
    const { side, scope, maker, tokenId, endPrice, expiresAt } = order;
    const price = priceAt(order, time);
    if (scope === "collection") {
      collectionBids.push({ orderHash, maker, price, left: Number(order.amount - filled), expiresAt });
      continue;
    }
    const seen = { orderHash, maker, tokenId, price, endPrice, expiresAt };
    if (side === "bid") {
      const others = bids[collection].get(tokenId);
      if (others === undefined) bids[collection].set(tokenId, [seen]);
      else others.push(seen);
    } else if (state[collection].owners.get(tokenId) === maker) {
      asks[collection].push(seen);
      askByToken[collection].set(tokenId, seen);
    }
  }
  for (const offers of [...bids.land.values(), ...bids.estate.values()]) offers.sort(highestFirst);

  return {
    asks: asks.land,
    estateAsks: asks.estate,
    askOf: (tokenId, collection: CollectionName = "land") => askByToken[collection].get(tokenId),
    bidsFor: (tokenId, collection: CollectionName = "land") => bids[collection].get(tokenId) ?? [],
    collectionBids: collectionBids.sort(highestFirst),
    bundles: bundlesOf(state),
  };
}

function bundlesOf(state: MarketState): readonly BundleView[] {
  return [...state.bundles].flatMap(([orderHash, { collections, bundle }]) => {
    const { maker, expiresAt } = bundle;
    const items = bundle.items.flatMap(({ tokenId, price }, i) => {
      const collection = collections[i] ?? "land";
      return state[collection].owners.get(tokenId) === maker ? [{ collection, tokenId, price }] : [];
    });
    if (items.length < bundle.items.length) return [];
    return [{ orderHash, maker, items, price: items.reduce((sum, { price }) => sum + price, 0n), expiresAt }];
  });
}

/** Equal ones stay in the order of their authorisation. */
function highestFirst(a: { readonly price: MicroUsd }, b: { readonly price: MicroUsd }): number {
  return a.price < b.price ? 1 : a.price > b.price ? -1 : 0;
}
