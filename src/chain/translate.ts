import type { SigningKey } from "ethers";

import type { Intent, Truth } from "../domain/agents.ts";
import { DAY } from "../domain/calendar.ts";
import { NO_FINGERPRINT, type Order } from "../domain/order.ts";
import type { Address, Hex } from "../domain/primitives.ts";
import type { Deployment } from "./deployment.ts";
import type { Call, Calls } from "./encode.ts";
import { signOrderWithKey } from "./orders.ts";

export interface TranslatorOptions {
  readonly deployment: Deployment;
  readonly calls: Calls;
  readonly chainId: bigint;
  readonly exchange: Address;
  readonly officer: Address;
  keyOf(account: Address): SigningKey;
  /** An open public order, as the replayed market knows it. */
  orderOf(orderHash: Hex): Order | undefined;
}

export interface Translated {
  readonly calls: readonly Call[];
  /** The last call tries a trade. */
  readonly tradesWith?: Truth;
}

const NOBODY: Address = "0x0000000000000000000000000000000000000000";
const HONEST: Truth = { honest: true };

/** Turns intents into calls. Keeps each maker's next order nonce; everything else it is told. */
export function translator(options: TranslatorOptions): (intent: Intent, time: number) => Translated {
  const { deployment, calls, exchange, officer } = options;
  const nonces = new Map<Address, bigint>();

  const draft = (
    side: Order["side"],
    maker: Address,
    taker: Address,
    wanted: { readonly tokenId: bigint; readonly price: bigint; readonly days: number },
    time: number,
  ): Order => {
    const nonce = nonces.get(maker) ?? 0n;
    nonces.set(maker, nonce + 1n);
    const { tokenId, price, days } = wanted;
    const [collection, currency] = [deployment.land, deployment.settlementToken];
    const expiresAt = time + days * DAY;
    return {
      side,
      scope: "token",
      maker,
      collection,
      tokenId,
      fingerprint: NO_FINGERPRINT,
      amount: 1n,
      currency,
      price,
      endPrice: price,
      taker,
      startsAt: 0,
      expiresAt,
      counter: 0n,
      nonce,
    };
  };
  const just = (...made: readonly Call[]): Translated => ({ calls: made });
  const approve = (account: Address): readonly Call[] => [calls.approveMoney(account), calls.approveLand(account)];

  return (intent, time) => {
    switch (intent.do) {
      case "join":
        return just(calls.transfer(exchange, intent.account, intent.amount), ...approve(intent.account));
      case "approve":
        return just(...approve(intent.account));
      case "deposit":
        return just(calls.transfer(exchange, intent.account, intent.amount));
      case "withdraw":
        return just(calls.transfer(intent.account, exchange, intent.amount));
      case "pay":
        return just(calls.transfer(intent.from, intent.to, intent.amount));
      case "give":
        return just(calls.give(intent.from, intent.to, intent.tokenId));
      case "list":
        return just(calls.authorise(draft("ask", intent.maker, NOBODY, intent, time)));
      case "bid":
        return just(calls.authorise(draft("bid", intent.maker, NOBODY, intent, time)));
      case "cancel": {
        const order = options.orderOf(intent.orderHash);
        return order === undefined ? just() : just(calls.cancel(order));
      }
      case "take": {
        const order = options.orderOf(intent.orderHash);
        if (order === undefined) return just();
        const fill = calls.tryFill(intent.taker, order, "0x", order.tokenId);
        return { calls: [fill], tradesWith: intent.truth ?? HONEST };
      }
      case "deal": {
        // A private ask, signed off chain by the seller's own key and filled by the buyer.
        const order = draft("ask", intent.seller, intent.buyer, { ...intent, days: 1 }, time);
        const signature = signOrderWithKey(options.keyOf(intent.seller), deployment.market, options.chainId, order);
        return { calls: [calls.tryFill(intent.buyer, order, signature, intent.tokenId)], tradesWith: intent.truth };
      }
      case "release":
        return just(calls.release(officer, intent.caseId, intent.reason));
      case "reverse":
        return just(calls.reverse(officer, intent.caseId, intent.reason));
      default:
        return intent satisfies never;
    }
  };
}
