import type { InstalmentOffer } from "../domain/order.ts";
import { settlement } from "./decode-houses.ts";
import type { Read, Words } from "./words.ts";

export const INSTALMENTS: Readonly<Record<string, Read>> = {
  ...settlement("instalments"),
  OfferAuthorised: (w, collectionOf) => {
    const offer = readOffer(w, 0);
    const collection = collectionOf(offer.collection);
    return collection && { e: "PlanOffered", offerHash: w.topicHash(1), collection, offer };
  },
  OfferCancelled: (w) => ({
    e: "PlanOfferCancelled",
    offerHash: w.topicHash(1),
    seller: w.topicAddress(2),
    nonce: w.uint(0),
  }),
  CounterRaised: (w) => ({ e: "CounterRaised", house: "instalments", maker: w.topicAddress(1), counter: w.uint(0) }),
  PlanOpened: (w, collectionOf) => {
    // The offer follows its hash.
    const { tokenId, downPayment, instalment, count, period, graceSeconds, forfeitBps, ...offer } = readOffer(w, 1);
    const collection = collectionOf(offer.collection);
    return (
      collection && {
        e: "PlanOpened",
        planId: w.topic(1),
        seller: w.topicAddress(2),
        buyer: w.topicAddress(3),
        offerHash: w.hash(0),
        collection,
        tokenId,
        downPayment,
        instalment,
        count,
        period,
        graceSeconds,
        forfeitBps,
      }
    );
  },
  InstalmentPaid: (w) => ({
    e: "InstalmentPaid",
    planId: w.topic(1),
    instalments: Number(w.uint(0)),
    amount: w.uint(1),
    paidIn: w.uint(2),
  }),
  PlanSettled: (w) => ({ e: "PlanSettled", planId: w.topic(1), price: w.uint(0) }),
  PlanUnwound: (w) => ({ e: "PlanUnwound", planId: w.topic(1), refunded: w.uint(0) }),
  PlanForeclosed: (w) => ({
    e: "PlanForeclosed",
    planId: w.topic(1),
    by: w.topicAddress(2),
    forfeited: w.uint(0),
    refunded: w.uint(1),
  }),
  PlanTokenUndeliverable: (w) => ({ e: "TokenUndeliverable", house: "instalments", planId: w.topic(1) }),
  PlanTokenDelivered: (w) => ({ e: "TokenDelivered", house: "instalments", planId: w.topic(1) }),
};

/** The offer's fifteen words from word `i` on. */
function readOffer(w: Words, i: number): InstalmentOffer {
  return {
    seller: w.address(i),
    buyer: w.address(i + 1),
    collection: w.address(i + 2),
    tokenId: w.uint(i + 3),
    fingerprint: w.hash(i + 4),
    currency: w.address(i + 5),
    downPayment: w.uint(i + 6),
    instalment: w.uint(i + 7),
    count: Number(w.uint(i + 8)),
    period: Number(w.uint(i + 9)),
    graceSeconds: Number(w.uint(i + 10)),
    forfeitBps: Number(w.uint(i + 11)),
    expiresAt: Number(w.uint(i + 12)),
    counter: w.uint(i + 13),
    nonce: w.uint(i + 14),
  };
}
