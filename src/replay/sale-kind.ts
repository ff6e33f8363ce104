import type { House, SaleKind } from "../domain/houses.ts";
import type { Order } from "../domain/order.ts";

/**
 * The way in which an item was sold, or nearly: all of it is in the journal.
 * @param doing The `do` of the transaction.
 * @param made What was authorised under the trade's order hash before: an order, a bundle, or nothing, since a deal is signed
 * off chain.
 */
export function saleKindOf(house: House, doing: string, made: Order | "bundle" | undefined): SaleKind {
  if (house === "auction" || house === "instalments") return house;
  if (doing === "sweep") return "sweep";
  if (made === undefined) return "deal";
  if (made === "bundle") return "bundle";
  if (made.side === "ask") return made.price === made.endPrice ? "ask" : "dutch";
  return made.scope === "token" ? "bid" : "collection-bid";
}
