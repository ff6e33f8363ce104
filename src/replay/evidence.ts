import type { ChainEvent } from "../domain/events.ts";
import type { BlockLine, TransactionLine } from "../domain/journal.ts";
import type { Hex } from "../domain/primitives.ts";

/** Where a transaction stands, so that what it tells can be looked up. */
export interface Place {
  /** Of the journal, from 1. */
  readonly line: number;
  readonly block: number;
  /** Number of the transaction. */
  readonly n: number;
  /** Unix seconds. */
  readonly time: number;
}

/** An event and where it stands. */
export interface Noted<Event extends ChainEvent = ChainEvent> {
  readonly place: Place;
  readonly event: Event;
}

type EventOf<Kind extends ChainEvent["e"]> = Extract<ChainEvent, { e: Kind }>;

const PUBLISHED = ["OrderAuthorised", "BundleAuthorised"] as const;
const REGISTERED = [
  "AccountKindChanged",
  "ClusterAttested",
  "FundingRootNoted",
  "AccountListed",
  "AccountIdentified",
] as const;
const RULED = [
  "RuleModeChanged",
  "WashLimitsChanged",
  "ConductLimitsChanged",
  "ReferencePriceSet",
  "TradingStopped",
  "TradingResumed",
] as const;
const ORDERED = ["Frozen", "ForcedTransfer"] as const;
const MOVED = ["MoneyTransferred", "ParcelTransferred", "EstateTransferred"] as const;

export type Published = EventOf<(typeof PUBLISHED)[number]>;
export type Registered = EventOf<(typeof REGISTERED)[number]>;
export type Ruled = EventOf<(typeof RULED)[number]>;
export type Ordered = EventOf<(typeof ORDERED)[number]>;
export type Moved = EventOf<(typeof MOVED)[number]>;

/** What a case rests on beside trades and transfers, as the chain told it and in its order. */
export interface Evidence {
  /** By the number of the transaction. */
  readonly places: Place[];
  /** Orders that were made public, by hash. */
  readonly published: Map<Hex, Noted<Published>>;
  /** What the registers say about accounts. */
  readonly register: Noted<Registered>[];
  readonly sidePayments: Noted<EventOf<"SidePaymentNoted">>[];
  /** What was said about rules, and to the market as a whole. */
  readonly rulebook: Noted<Ruled>[];
  /** Freezes of tokens, and transfers against their owners' will. */
  readonly orders: Noted<Ordered>[];
  /** Tokens and money that moved in a step of a case, by the number of its transaction. */
  readonly movements: Map<number, readonly Moved[]>;
}

export function noEvidence(): Evidence {
  return {
    places: [],
    published: new Map(),
    register: [],
    sidePayments: [],
    rulebook: [],
    orders: [],
    movements: new Map(),
  };
}

/** @param line Of the transaction in the journal, from 1. */
export function noteEvidence(
  evidence: Evidence,
  { n, events }: TransactionLine,
  { number: block, time }: BlockLine,
  line: number,
): void {
  const place = { line, block, n, time };
  evidence.places[n] = place;
  for (const event of events) {
    if (isOneOf(PUBLISHED, event)) evidence.published.set(event.orderHash, { place, event });
    if (isOneOf(REGISTERED, event)) evidence.register.push({ place, event });
    if (isOneOf(RULED, event)) evidence.rulebook.push({ place, event });
    if (isOneOf(ORDERED, event)) evidence.orders.push({ place, event });
    if (event.e === "SidePaymentNoted") evidence.sidePayments.push({ place, event });
  }
  if (events.some(({ e }) => e.startsWith("Case"))) {
    evidence.movements.set(
      n,
      events.filter((event) => isOneOf(MOVED, event)),
    );
  }
}

function isOneOf<Kind extends ChainEvent["e"]>(kinds: readonly Kind[], event: ChainEvent): event is EventOf<Kind> {
  return kinds.some((kind) => kind === event.e);
}
