import type { LandName, NeighbourLand } from "../domain/houses.ts";
import { USD, type Address, type MicroUsd } from "../domain/primitives.ts";
import type { Call, Calls } from "./encode.ts";
import type { Staff } from "./staff.ts";

/** A call with the name under which the journal keeps it. */
export interface NamedCall extends Call {
  readonly do: string;
}

type Endowments = ReadonlyMap<Address, readonly bigint[]>;

export interface Opening {
  /** First owners of each world's land. */
  readonly endowments: ReadonlyMap<LandName, Endowments>;
  /** Clusters that the support layer knows from the start. */
  readonly attestations: readonly (readonly Address[])[];
  /** Accounts that are in the market from the start. */
  readonly present: readonly Address[];
  /** Of the home world's parcels. */
  readonly places: ReadonlyMap<bigint, { readonly x: number; readonly y: number }>;
  /** Value of each land's typical parcel, micro-dollars. */
  readonly references: ReadonlyMap<LandName, MicroUsd>;
  /** Neighbours whose land was sold before the run begins. */
  readonly open: readonly NeighbourLand[];
}

const PARCELS_PER_MINT = 100;
/** What everyone who is there from the start wires in from the exchange, so that nobody's first money is another trader's. */
const FIRST_DEPOSIT = 500n * USD;

/** The bank issues, the exchange opens, the land is handed out, the known owners are attested, and the first traders agree. */
export function opening(calls: Calls, { roles, exchange }: Staff, begins: Opening): readonly NamedCall[] {
  const { endowments, attestations, present, places, references, open } = begins;
  return [
    ...named("fund", [calls.setHub(roles.support, exchange), calls.mint(roles.bank, exchange, 1_000_000_000n * USD)]),
    ...named(
      "mint",
      batchesOf(endowments.get("land")).map(([owner, tokenIds]) =>
        calls.mintLand(
          roles.platform,
          owner,
          tokenIds.flatMap((tokenId) => places.get(tokenId) ?? []),
        ),
      ),
    ),
    ...open.flatMap((land) => mintPlots(calls, roles.platform, land, endowments.get(land))),
    ...named(
      "reference",
      [...references].map(([land, price]) => calls.setReferencePrice(roles.support, land, price)),
    ),
    ...named(
      "attest",
      attestations.map((accounts, i) => calls.attest(roles.support, accounts, i + 1)),
    ),
    ...named(
      "deposit",
      present.map((owner) => calls.transfer(exchange, owner, FIRST_DEPOSIT)),
    ),
    ...named(
      "approve",
      present.flatMap((owner) => [calls.approveMoney(owner), calls.approveTokens(owner)]),
    ),
  ];
}

/** The first sale of a neighbour's land: its owners-to-be wire the money in, pay the world, and get what they paid for. */
export function firstSale(
  calls: Calls,
  { roles, exchange, creator }: Staff,
  land: NeighbourLand,
  endowments: Endowments | undefined,
  price: MicroUsd,
): readonly NamedCall[] {
  const buyers = price === 0n ? [] : [...(endowments ?? [])];
  const costs = buyers.map(([owner, tokenIds]) => [owner, price * BigInt(tokenIds.length)] as const);
  return [
    ...named(
      "deposit",
      costs.map(([owner, cost]) => calls.transfer(exchange, owner, cost)),
    ),
    ...named(
      "pay",
      costs.map(([owner, cost]) => calls.transfer(owner, creator, cost)),
    ),
    ...mintPlots(calls, roles.platform, land, endowments),
  ];
}

function mintPlots(
  calls: Calls,
  platform: Address,
  land: NeighbourLand,
  endowments: Endowments | undefined,
): readonly NamedCall[] {
  return named(
    "mint",
    batchesOf(endowments).map(([owner, tokenIds]) => calls.mintPlots(platform, owner, land, tokenIds)),
  );
}

function batchesOf(endowments: Endowments | undefined): readonly (readonly [Address, readonly bigint[]])[] {
  return [...(endowments ?? [])].flatMap(([owner, tokenIds]) => {
    const batches = Math.ceil(tokenIds.length / PARCELS_PER_MINT);
    return Array.from({ length: batches }, (_, i) => {
      const begin = i * PARCELS_PER_MINT;
      return [owner, tokenIds.slice(begin, begin + PARCELS_PER_MINT)] as const;
    });
  });
}

function named(name: string, calls: readonly Call[]): readonly NamedCall[] {
  return calls.map((call) => ({ ...call, do: name }));
}
