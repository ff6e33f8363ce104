import type { Agent, Intent } from "../domain/agents.ts";
import type { MarketView } from "../domain/market-view.ts";
import { DAY } from "../domain/calendar.ts";
import { microUsdFromNumber, USD, type Address, type MicroUsd } from "../domain/primitives.ts";

export interface RecordedPurchase {
  /** `jj-lin`. */
  readonly id: string;
  /** First moment of the day on which it settles, unix seconds. */
  readonly date: number;
  readonly total: MicroUsd;
  readonly tokenIds: readonly bigint[];
  readonly buyer: Address;
  readonly holder: Address;
}

/** The buyer of a purchase of record: bids for its parcels, shares of the known sum by their worth, and keeps them. */
export function recordBuyer(purchase: RecordedPurchase): Agent {
  const act = (view: MarketView): readonly Intent[] => {
    // The eve: the holder answers the next day.
    if (view.time < purchase.date - DAY || view.time >= purchase.date) return [];
    const prices = split(
      purchase.total,
      purchase.tokenIds.map((tokenId) => view.worth(tokenId)),
    );
    return [
      { do: "join", account: purchase.buyer, amount: purchase.total },
      ...purchase.tokenIds.map((tokenId, i): Intent => {
        return { do: "bid", maker: purchase.buyer, tokenId, price: prices[i] ?? 0n, days: 7 };
      }),
    ];
  };
  return { id: `celebrity/${purchase.id}`, kind: "celebrity", accounts: [purchase.buyer], act };
}

/** Holds the parcels until then and sells to that buyer alone: the run replays who bought, not who else might have. */
export function recordHolder(purchase: RecordedPurchase): Agent {
  const act = (view: MarketView): readonly Intent[] =>
    view.holdings(purchase.holder).flatMap((tokenId): readonly Intent[] => {
      const bid = view.bidsFor(tokenId).find(({ maker }) => maker === purchase.buyer);
      return bid === undefined ? [] : [{ do: "take", taker: purchase.holder, orderHash: bid.orderHash }];
    });
  return { id: `holder/${purchase.id}`, kind: "holder", accounts: [purchase.holder], act };
}

/** The buyer of an estate of record: bids the whole sum for the one token that the holder made, and keeps it. */
export function estateBuyer(purchase: RecordedPurchase): Agent {
  const act = (view: MarketView): readonly Intent[] => {
    if (view.time < purchase.date - DAY || view.time >= purchase.date) return [];
    const estate = view.estates.find(({ owner }) => owner === purchase.holder);
    if (estate === undefined) return [];
    const { buyer, total: price } = purchase;
    return [
      { do: "join", account: buyer, amount: price },
      { do: "bid", maker: buyer, collection: "estate", tokenId: estate.estateId, price, days: 7 },
    ];
  };
  return { id: `celebrity/${purchase.id}`, kind: "celebrity", accounts: [purchase.buyer], act };
}

/** Joins the parcels on its first day and sells the estate, whole, to that buyer alone. */
export function estateHolder(purchase: RecordedPurchase): Agent {
  const act = (view: MarketView): readonly Intent[] => {
    const { holder, tokenIds } = purchase;
    if (view.holdings(holder).length > 0) return [{ do: "joinEstate", owner: holder, tokenIds }];
    return view.holdings(holder, "estate").flatMap((estateId): readonly Intent[] => {
      const bid = view.bidsFor(estateId, "estate").find(({ maker }) => maker === purchase.buyer);
      return bid === undefined ? [] : [{ do: "take", taker: holder, orderHash: bid.orderHash }];
    });
  };
  return { id: `holder/${purchase.id}`, kind: "holder", accounts: [purchase.holder], act };
}

/** Shares in whole dollars that sum to the total; the last one takes what rounds off. */
function split(total: MicroUsd, weights: readonly number[]): readonly MicroUsd[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const shares = weights.map((weight) => microUsdFromNumber(Math.floor((Number(total / USD) * weight) / sum)));
  const rest = total - shares.reduce((a, b) => a + b, 0n);
  return shares.map((share, i) => (i === shares.length - 1 ? share + rest : share));
}
