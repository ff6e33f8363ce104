import type { Agent, Intent } from "../../src/domain/agents.ts";
import { DAY } from "../../src/domain/calendar.ts";
import type { ChainEvent } from "../../src/domain/events.ts";
import type { Parcel } from "../../src/domain/land.ts";
import { NO_FINGERPRINT } from "../../src/domain/order.ts";
import type { Address, Hex } from "../../src/domain/primitives.ts";
import type { RandomStreams } from "../../src/domain/random.ts";
import type { MarketSale } from "../../src/metrics/realism/market-sales.ts";
import { applyEvent, emptyState, type MarketState } from "../../src/replay/market-state.ts";
import { marketView, surroundings } from "../../src/replay/market-view.ts";
import { replayedTypical } from "../../src/replay/typical.ts";
import { expireOrders } from "../../src/replay/orders.ts";
import { ZERO_ADDRESS } from "../../src/replay/tokens.ts";

export interface PaperWorld {
  readonly agents: readonly Agent[];
  readonly endowments: ReadonlyMap<Address, readonly bigint[]>;
  readonly parcels: readonly Parcel[];
  /** Value of the typical parcel, for each day. */
  readonly path: readonly number[];
  /** Unix seconds of the first day. */
  readonly start: number;
  readonly streams: RandomStreams;
}

/**
 * The market without a chain, for calibration alone: the agents' asks, bids and purchases are carried out as events, by the
 * reducer of a run, without rules, fees or further houses. A thousand times as fast as a run, and the same view for agents.
 */
export function tradeOnPaper({ agents, endowments, parcels, path, start, streams }: PaperWorld): readonly MarketSale[] {
  const state = emptyState();
  const around = surroundings(parcels, replayedTypical(path));
  const sales: MarketSale[] = [];
  for (const [to, tokenIds] of endowments) {
    for (const tokenId of tokenIds) {
      applyEvent(state, { e: "ParcelTransferred", tokenId, from: ZERO_ADDRESS, to }, start);
    }
  }
  let orders = 0;
  path.forEach((_, tick) => {
    const time = start + tick * DAY + DAY / 2;
    expireOrders(state, time);
    const view = marketView(state, around, tick, time);
    const acts = streams(`order/${tick}`).shuffle(agents.map((agent) => agent.act(view)));
    for (const intent of acts.flat()) {
      for (const event of carryOut(state, intent, time, () => orders++)) {
        applyEvent(state, event, time);
        if (event.e !== "TradeSettled") continue;
        const { tokenId, seller, buyer, price } = event;
        sales.push({ time, tokenId, seller, buyer, price });
      }
    }
  });
  return sales;
}

function carryOut(state: MarketState, intent: Intent, time: number, next: () => number): readonly ChainEvent[] {
  switch (intent.do) {
    case "join":
    case "deposit":
      return [{ e: "MoneyTransferred", from: ZERO_ADDRESS, to: intent.account, amount: intent.amount }];
    case "withdraw":
      return [{ e: "MoneyTransferred", from: intent.account, to: ZERO_ADDRESS, amount: intent.amount }];
    case "list":
    case "bid": {
      const { maker, tokenId, price, days } = intent;
      const side = intent.do === "list" ? "ask" : "bid";
      const terms = { fingerprint: NO_FINGERPRINT, amount: 1n, currency: ZERO_ADDRESS, taker: ZERO_ADDRESS };
      const life = { startsAt: time, expiresAt: time + days * DAY, counter: 0n, nonce: 0n };
      const order = { side, scope: "token", maker, collection: ZERO_ADDRESS, tokenId, price, endPrice: price } as const;
      const orderHash: Hex = `0x${next().toString(16)}`;
      return [{ e: "OrderAuthorised", orderHash, collection: "land", order: { ...order, ...terms, ...life } }];
    }
    case "cancel":
      return [{ e: "OrderCancelled", orderHash: intent.orderHash, maker: ZERO_ADDRESS, nonce: 0n }];
    case "take":
      return settle(state, intent.orderHash, intent.taker);
    default:
      return [];
  }
}

function settle(state: MarketState, orderHash: Hex, taker: Address): readonly ChainEvent[] {
  const order = state.orders.get(orderHash)?.order;
  if (order === undefined) return [];
  const { maker, tokenId, price } = order;
  const [seller, buyer] = order.side === "ask" ? [maker, taker] : [taker, maker];
  const canPay = (state.balances.get(buyer) ?? 0n) >= price;
  if (seller === buyer || !canPay || state.land.owners.get(tokenId) !== seller) return [];
  const sale = { house: "market", orderHash, collection: "land", tokenId, seller, buyer, price } as const;
  return [
    { e: "TradeSettled", ...sale, fee: 0n, royalty: 0n },
    { e: "MoneyTransferred", from: buyer, to: seller, amount: price },
    { e: "ParcelTransferred", tokenId, from: seller, to: buyer },
  ];
}
