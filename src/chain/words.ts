import type { Interface, Result } from "ethers";

import type { CollectionName } from "../domain/houses.ts";
import type { ChainEvent } from "../domain/events.ts";
import type { Address, Hex } from "../domain/primitives.ts";
import { ChainError } from "./error.ts";

/** A log as a node returns it. */
export interface RawLog {
  readonly address: Hex;
  readonly topics: readonly Hex[];
  readonly data: Hex;
  readonly transactionHash: Hex;
  readonly logIndex: Hex;
}

/** A log's static words by position, topics apart; `full` decodes everything, for events with dynamic fields. */
export interface Words {
  topic(i: number): bigint;
  topicAddress(i: number): Address;
  topicHash(i: number): Hex;
  uint(i: number): bigint;
  address(i: number): Address;
  hash(i: number): Hex;
  /** The dynamic bytes whose place word `i` tells. */
  bytes(i: number): Hex;
  /** The list of whole numbers whose place word `i` tells. */
  uints(i: number): readonly bigint[];
  full(): Result;
}

/** The name of a collection of the run; undefined for any other contract. */
export type CollectionOf = (address: Address) => CollectionName | undefined;

/** Reads one kind of event; undefined where it speaks of a collection that is not of the run. */
export type Read = (w: Words, collectionOf: CollectionOf) => ChainEvent | undefined;

export function words(log: RawLog, abi: Interface, name: string): Words {
  const slice = (i: number): string => log.data.slice(2 + i * 64, 2 + (i + 1) * 64);
  const topic = (i: number): Hex => log.topics[i] ?? "0x";
  return {
    topic: (i) => BigInt(topic(i)),
    topicHash: topic,
    topicAddress: (i) => `0x${topic(i).slice(26)}`,
    uint: (i) => BigInt(`0x${slice(i)}`),
    address: (i) => `0x${slice(i).slice(24)}`,
    hash: (i) => `0x${slice(i)}`,
    bytes: (i) => {
      const start = 2 + Number(`0x${slice(i)}`) * 2;
      const length = Number(`0x${log.data.slice(start, start + 64)}`) * 2;
      return `0x${log.data.slice(start + 64, start + 64 + length)}`;
    },
    uints: (i) => {
      const start = Number(`0x${slice(i)}`) / 32;
      const length = Number(`0x${slice(start)}`);
      return Array.from({ length }, (_, k) => BigInt(`0x${slice(start + 1 + k)}`));
    },
    full: () => abi.decodeEventLog(name, log.data, log.topics),
  };
}

export function member<T>(members: readonly T[], index: bigint): T {
  const found = members[Number(index)];
  if (found === undefined) throw new ChainError("ENUM_UNKNOWN", `no member ${index} among ${members.join(", ")}`);
  return found;
}
