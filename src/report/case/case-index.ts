import type { CollectionName } from "../../domain/houses.ts";
import type { Address } from "../../domain/primitives.ts";
import type { Noted, Registered } from "../../replay/evidence.ts";
import type { Attempt, History, ParcelTransfer, RaisedFinding } from "../../replay/history.ts";
import { nameRole } from "../data/names.ts";

/** A run's records by what a case asks for, so that a page for each of hundreds of cases takes no time. */
export interface CaseIndex {
  readonly history: History;
  /** Contracts and those who run the market: the names that are public. */
  readonly names: ReadonlyMap<Address, string>;
  readonly places: ReadonlyMap<bigint, { readonly x: number; readonly y: number }>;
  readonly held: ReadonlyMap<bigint, Attempt>;
  /** Case that was released in this transaction. */
  readonly releases: ReadonlyMap<number, bigint>;
  readonly triesOfToken: (collection: CollectionName, tokenId: bigint) => readonly Attempt[];
  readonly triesOfAccount: (account: Address) => readonly Attempt[];
  readonly findingsIn: (n: number) => readonly RaisedFinding[];
  readonly transfersOf: (parcel: bigint) => readonly ParcelTransfer[];
  readonly registerOf: (account: Address) => readonly Noted<Registered>[];
}

export function indexCases(history: History): CaseIndex {
  const { attempts, findings, transfers, evidence, cases } = history;
  const tokens = groupBy(attempts, ({ collection, tokenId }) => [`${collection}/${tokenId}`]);
  const accounts = groupBy(attempts, ({ seller, buyer }) => [...new Set([seller, buyer])]);
  const raised = groupBy(findings, ({ n }) => [n]);
  const walks = groupBy(transfers, ({ tokenId }) => [tokenId]);
  const register = groupBy(evidence.register, ({ event }) => [event.account]);
  const steps = [...cases.values()].flatMap((outcome) => outcome.steps);
  return {
    history,
    names: new Map([...contractsOf(history), ...staffOf(history)]),
    places: new Map(history.parcels.map((parcel) => [parcel.tokenId, parcel])),
    held: new Map(
      attempts.flatMap((attempt) => (attempt.caseId === undefined ? [] : [[attempt.caseId, attempt] as const])),
    ),
    releases: new Map(
      steps.flatMap(({ n, event }) => (event.e === "CaseReleased" ? [[n, event.caseId] as const] : [])),
    ),
    triesOfToken: (collection, tokenId) => tokens.get(`${collection}/${tokenId}`) ?? [],
    triesOfAccount: (account) => accounts.get(account) ?? [],
    findingsIn: (n) => raised.get(n) ?? [],
    transfersOf: (parcel) => walks.get(parcel) ?? [],
    registerOf: (account) => register.get(account) ?? [],
  };
}

function groupBy<Item, Key>(items: readonly Item[], keysOf: (item: Item) => readonly Key[]): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
  }
  return groups;
}

/** `auctionHouse` as `Auction house`. */
function contractsOf({ run }: History): readonly (readonly [Address, string])[] {
  return Object.entries(run.contracts).map(([key, address]) => {
    const words = key.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
    return [address, words.charAt(0).toUpperCase() + words.slice(1)];
  });
}

/** Who runs the market is public. Who else stands behind an account is the simulation's secret, and no evidence. */
const STAFF: readonly string[] = ["exchange", "bank", "officer", "treasury", "creator", "governance"];

function staffOf({ accounts }: History): readonly (readonly [Address, string])[] {
  return [...accounts.values()]
    .filter(({ role }) => STAFF.includes(role))
    .map(({ address, agent, role }) => [address, `${nameRole(role)} ${agent.slice(agent.indexOf("/") + 1)}`]);
}
