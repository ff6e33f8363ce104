import type { ChainEvent } from "../domain/events.ts";
import { localName, type CollectionName, type LandName, type PlanStatus } from "../domain/houses.ts";
import type { MarketView, PlanOfferView, PlanView } from "../domain/market-view.ts";
import type { InstalmentOffer } from "../domain/order.ts";
import type { Address, Hex, MicroUsd } from "../domain/primitives.ts";
import { tokensOf, type Collections } from "./tokens.ts";

export interface OpenPlanOffer {
  readonly collection: CollectionName;
  readonly offer: InstalmentOffer;
}

/** A sale by instalments, also one that is over. Times in unix seconds, period and grace in seconds. */
export interface Plan {
  readonly planId: bigint;
  readonly seller: Address;
  readonly buyer: Address;
  readonly collection: CollectionName;
  readonly tokenId: bigint;
  readonly downPayment: MicroUsd;
  readonly instalment: MicroUsd;
  readonly count: number;
  readonly period: number;
  readonly graceSeconds: number;
  readonly forfeitBps: number;
  readonly startedAt: number;
  /** Instalments paid so far. */
  readonly paid: number;
  readonly status: PlanStatus;
  /** When it was settled, unwound or foreclosed. */
  readonly endedAt?: number;
  /** What the seller kept of the buyer's payments after a foreclosure. */
  readonly forfeited: MicroUsd;
}

/** Offers by hash, plans by number, in the order in which they were made. */
export interface InstalmentBook {
  readonly planOffers: Map<Hex, OpenPlanOffer>;
  readonly plans: Map<bigint, Plan>;
}

type EventOf<Kind extends ChainEvent["e"]> = Extract<ChainEvent, { e: Kind }>;
type PlanState = InstalmentBook & Collections;

export function noInstalments(): InstalmentBook {
  return { planOffers: new Map(), plans: new Map() };
}

export function openPlan(state: PlanState, event: EventOf<"PlanOpened">, time: number): void {
  const { planId, seller, buyer, collection, tokenId, downPayment, instalment, count } = event;
  const { period, graceSeconds, forfeitBps, offerHash } = event;
  const parts = { downPayment, instalment, count, period, graceSeconds, forfeitBps };
  const beginning = { startedAt: time, paid: 0, status: "open", forfeited: 0n } as const;
  state.planOffers.delete(offerHash);
  state.plans.set(planId, { planId, seller, buyer, collection, tokenId, ...parts, ...beginning });
  tokensOf(state, collection).custody.set(tokenId, { house: "instalments", owner: seller });
}

export function noteInstalment(state: InstalmentBook, { planId, instalments }: EventOf<"InstalmentPaid">): void {
  const plan = state.plans.get(planId);
  if (plan !== undefined) state.plans.set(planId, { ...plan, paid: plan.paid + instalments });
}

/** The token goes where its transfer says. */
export function endPlan(
  state: InstalmentBook,
  planId: bigint,
  end: Required<Pick<Plan, "status" | "endedAt">> & Partial<Pick<Plan, "forfeited">>,
): void {
  const plan = state.plans.get(planId);
  if (plan !== undefined) state.plans.set(planId, { ...plan, ...end });
}

export function paidInOf({ downPayment, instalment, paid }: Plan): MicroUsd {
  return downPayment + instalment * BigInt(paid);
}

/** What is offered on instalments in one world, and who owes what: public facts. */
export function instalmentView(state: PlanState, land: LandName = "land"): Pick<MarketView, "planOffers" | "plans"> {
  const ours = <T extends { readonly collection: CollectionName }>(item: T): readonly T[] => {
    const collection = localName(item.collection, land);
    return collection === undefined ? [] : [{ ...item, collection }];
  };
  return {
    planOffers: [...state.planOffers]
      .filter(([, { collection, offer }]) => tokensOf(state, collection).owners.get(offer.tokenId) === offer.seller)
      .map(([offerHash, open]) => offerView(offerHash, open))
      .flatMap(ours),
    plans: [...state.plans.values()]
      .filter(({ status }) => status === "open")
      .map(planView)
      .flatMap(ours),
  };
}

function offerView(offerHash: Hex, { collection, offer }: OpenPlanOffer): PlanOfferView {
  const { seller, tokenId, downPayment, instalment, count, period, expiresAt } = offer;
  const price = downPayment + instalment * BigInt(count);
  return { offerHash, seller, collection, tokenId, price, downPayment, instalment, count, period, expiresAt };
}

function planView(plan: Plan): PlanView {
  const { planId, seller, buyer, collection, tokenId, instalment, startedAt, period, graceSeconds } = plan;
  const left = plan.count - plan.paid;
  const dueAt = startedAt + (plan.paid + 1) * period;
  return {
    planId,
    seller,
    buyer,
    collection,
    tokenId,
    instalment,
    left,
    owed: instalment * BigInt(left),
    paidIn: paidInOf(plan),
    startedAt,
    dueAt,
    foreclosableAt: dueAt + graceSeconds,
  };
}
