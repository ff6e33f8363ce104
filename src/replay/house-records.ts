import type { ChainEvent } from "../domain/events.ts";
import type { CollectionName } from "../domain/houses.ts";
import type { Address, MicroUsd } from "../domain/primitives.ts";
import type { MarketState } from "./market-state.ts";

/** A rental as its events told of it, from the beginning on; times in unix seconds. */
export interface RentalRecord {
  readonly rentalId: bigint;
  readonly collection: CollectionName;
  readonly tokenId: bigint;
  /** What was let: the parcel, or those of the estate. */
  readonly parcels: readonly bigint[];
  readonly landlord: Address;
  readonly tenant: Address;
  /** Paid in advance. */
  readonly rent: MicroUsd;
  readonly startedAt: number;
  readonly endsAt: number;
  /** When somebody ended it; absent while nobody did. */
  readonly endedAt?: number;
  /** Paid out so far, the fee included. */
  readonly paid: MicroUsd;
  readonly fee: MicroUsd;
  /** Back to the tenant, where the landlord ended it early. */
  readonly refund: MicroUsd;
}

/** One change of what an estate is made of. */
export interface EstateRecord {
  /** Unix seconds. */
  readonly time: number;
  readonly change: "joined" | "added" | "removed" | "dissolved";
  readonly estateId: bigint;
  readonly owner: Address;
  readonly tokenIds: readonly bigint[];
}

/** One step of a sale by instalments. */
export interface PlanLeg {
  readonly planId: bigint;
  /** Number of its transaction. */
  readonly n: number;
  /** Unix seconds. */
  readonly time: number;
  readonly leg: "down-payment" | "instalment" | "settled" | "unwound" | "foreclosed";
  /** Paid by the buyer; at the end the price, what went back to the buyer, or what the seller kept. */
  readonly amount: MicroUsd;
}

/** The parcels that an item is, which is one or an estate's. */
export function parcelsOf(state: MarketState, collection: CollectionName, tokenId: bigint): readonly bigint[] {
  return collection === "estate" ? [...(state.estates.get(tokenId)?.tokenIds ?? [])] : [tokenId];
}

export function noteRental(
  rentals: Map<bigint, RentalRecord>,
  event: ChainEvent,
  { state, time }: { readonly state: MarketState; readonly time: number },
): void {
  switch (event.e) {
    case "RentalStarted": {
      const { rentalId, collection, tokenId, landlord, tenant, rent, endsAt } = event;
      const terms = { rentalId, collection, tokenId, landlord, tenant, rent, startedAt: time, endsAt };
      const parcels = parcelsOf(state, collection, tokenId);
      rentals.set(rentalId, { ...terms, parcels, paid: 0n, fee: 0n, refund: 0n });
      return;
    }
    case "RentPaid": {
      const rental = rentals.get(event.rentalId);
      if (rental === undefined) return;
      const [paid, fee] = [rental.paid + event.rent, rental.fee + event.fee];
      rentals.set(event.rentalId, { ...rental, paid, fee });
      return;
    }
    case "RentalEnded": {
      const rental = rentals.get(event.rentalId);
      if (rental === undefined) return;
      rentals.set(event.rentalId, { ...rental, endedAt: time, refund: event.refund });
      return;
    }
    default:
      return;
  }
}

export function planLeg(event: ChainEvent, n: number, time: number): PlanLeg | undefined {
  switch (event.e) {
    case "PlanOpened":
      return { planId: event.planId, n, time, leg: "down-payment", amount: event.downPayment };
    case "InstalmentPaid":
      return { planId: event.planId, n, time, leg: "instalment", amount: event.amount };
    case "PlanSettled":
      return { planId: event.planId, n, time, leg: "settled", amount: event.price };
    case "PlanUnwound":
      return { planId: event.planId, n, time, leg: "unwound", amount: event.refunded };
    case "PlanForeclosed":
      return { planId: event.planId, n, time, leg: "foreclosed", amount: event.forfeited };
    default:
      return undefined;
  }
}

export function estateRecord(event: ChainEvent, time: number): EstateRecord | undefined {
  switch (event.e) {
    case "EstateJoined":
    case "ParcelsAdded":
    case "ParcelsRemoved":
    case "EstateDissolved": {
      const { estateId, owner, tokenIds } = event;
      return { time, change: CHANGES[event.e], estateId, owner, tokenIds };
    }
    default:
      return undefined;
  }
}

const CHANGES = {
  EstateJoined: "joined",
  ParcelsAdded: "added",
  ParcelsRemoved: "removed",
  EstateDissolved: "dissolved",
} as const;
