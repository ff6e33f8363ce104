import type { MarketState } from "./market-state.ts";

/**
 * Drops auctions, rentals and sales by instalments that are over: no view shows them and no later event changes them, so that
 * a live run holds no more than its world does. A replay keeps them, for the figures are made of them.
 */
export function forgetOver({ auctions, rentals, plans }: Pick<MarketState, "auctions" | "rentals" | "plans">): void {
  for (const [auctionId, { status }] of auctions) if (status !== "open") auctions.delete(auctionId);
  for (const [rentalId, { status }] of rentals) if (status === "over") rentals.delete(rentalId);
  for (const [planId, { status }] of plans) if (status !== "open") plans.delete(planId);
}
