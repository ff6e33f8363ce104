import { decodeBytes32String, Interface, type Result } from "ethers";

import {
  Compliance__factory,
  Escrow__factory,
  Land__factory,
  Market__factory,
  SettlementToken__factory,
} from "../../typechain-types/index.ts";
import type { ChainEvent } from "../domain/events.ts";
import { SCOPES, SIDES, type Order } from "../domain/order.ts";
import type { Address, Hex } from "../domain/primitives.ts";
import { RULE_MODES, VERDICTS } from "../domain/rules.ts";
import type { Deployment } from "./deployment.ts";
import { ChainError } from "./error.ts";

/** A log as a node returns it. */
export interface RawLog {
  readonly address: Hex;
  readonly topics: readonly Hex[];
  readonly data: Hex;
  readonly transactionHash: Hex;
  readonly logIndex: Hex;
}

/** Turns a log into an event of the journal; undefined for events that the journal leaves out. */
export type LogDecoder = (log: RawLog) => ChainEvent | undefined;

export function logDecoder(at: Deployment): LogDecoder {
  const readers = new Map<string, Reader>();
  const add = (
    address: Address,
    abi: Interface,
    byName: Readonly<Record<string, (log: Words) => ChainEvent>>,
  ): void => {
    for (const [name, read] of Object.entries(byName)) {
      const topic = abi.getEvent(name)?.topicHash;
      if (topic === undefined) throw new ChainError("EVENT_UNKNOWN", `the contract has no event ${name}`);
      readers.set(address + topic, (log) => read(words(log, abi, name)));
    }
  };
  add(at.settlementToken, SettlementToken__factory.createInterface(), SETTLEMENT_TOKEN);
  add(at.land, Land__factory.createInterface(), LAND);
  add(at.market, Market__factory.createInterface(), MARKET);
  add(at.compliance, Compliance__factory.createInterface(), COMPLIANCE);
  add(at.escrow, Escrow__factory.createInterface(), ESCROW);
  return (log) => readers.get(log.address + log.topics[0])?.(log);
}

type Reader = (log: RawLog) => ChainEvent;

/** A log's static words by position, topics apart; `full` decodes everything, for events with dynamic fields. */
interface Words {
  topic(i: number): bigint;
  topicAddress(i: number): Address;
  topicHash(i: number): Hex;
  uint(i: number): bigint;
  address(i: number): Address;
  hash(i: number): Hex;
  /** The dynamic bytes whose place word `i` tells. */
  bytes(i: number): Hex;
  full(): Result;
}

function words(log: RawLog, abi: Interface, name: string): Words {
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
    full: () => abi.decodeEventLog(name, log.data, log.topics),
  };
}

const KINDS = ["person", "hub", "settler"] as const;

const SETTLEMENT_TOKEN: Readonly<Record<string, (log: Words) => ChainEvent>> = {
  Transfer: (w) => ({ e: "MoneyTransferred", from: w.topicAddress(1), to: w.topicAddress(2), amount: w.uint(0) }),
  FundingRootNoted: (w) => ({ e: "FundingRootNoted", account: w.topicAddress(1), root: w.topicAddress(2) }),
  SidePaymentNoted: (w) => ({
    e: "SidePaymentNoted",
    from: w.topicAddress(1),
    to: w.topicAddress(2),
    amount: w.uint(0),
    total: w.uint(1),
  }),
  AccountKindChanged: (w) => ({
    e: "AccountKindChanged",
    account: w.topicAddress(1),
    kind: member(KINDS, w.uint(0)),
  }),
};

const LAND: Readonly<Record<string, (log: Words) => ChainEvent>> = {
  Transfer: (w) => ({
    e: "ParcelTransferred",
    tokenId: w.topic(3),
    from: w.topicAddress(1),
    to: w.topicAddress(2),
  }),
};

const MARKET: Readonly<Record<string, (log: Words) => ChainEvent>> = {
  OrderAuthorised: (w) => ({ e: "OrderAuthorised", orderHash: w.topicHash(1), order: readOrder(w) }),
  CounterRaised: (w) => ({ e: "CounterRaised", maker: w.topicAddress(1), counter: w.uint(0) }),
  OrderCancelled: (w) => ({
    e: "OrderCancelled",
    orderHash: w.topicHash(1),
    maker: w.topicAddress(2),
    nonce: w.uint(0),
  }),
  TradeSettled: (w) => ({ e: "TradeSettled", ...readTrade(w), fee: w.uint(3), royalty: w.uint(4) }),
  TradeHeld: (w) => ({ e: "TradeHeld", ...readTrade(w), caseId: w.uint(3) }),
  TradeRejected: (w) => ({ e: "TradeRejected", ...readTrade(w), ...readFinding(w.hash(3), w, 4) }),
};

const COMPLIANCE: Readonly<Record<string, (log: Words) => ChainEvent>> = {
  FindingRaised: (w) => ({
    e: "FindingRaised",
    tokenId: w.topic(3),
    seller: w.address(0),
    buyer: w.address(1),
    price: w.uint(2),
    mode: member(RULE_MODES, w.uint(3)),
    verdict: member(VERDICTS, w.uint(4)),
    ...readFinding(w.topicHash(1), w, 5),
  }),
  ClusterAttested: (w) => ({ e: "ClusterAttested", account: w.topicAddress(1), cluster: w.topic(2) }),
  RuleModeChanged: (w) => ({
    e: "RuleModeChanged",
    rule: decodeBytes32String(w.topicHash(1)),
    mode: member(RULE_MODES, w.uint(0)),
  }),
};

const ESCROW: Readonly<Record<string, (log: Words) => ChainEvent>> = {
  CaseOpened: (w) => ({
    e: "CaseOpened",
    caseId: w.topic(1),
    tokenId: w.topic(3),
    // The trade's eight words come first: settler, collection, token, seller, buyer, payer, currency, price.
    seller: w.address(3),
    buyer: w.address(4),
    price: w.uint(7),
    deadline: Number(w.uint(8)),
    ...readFinding(w.hash(9), w, 10),
  }),
  CaseReleased: (w) => ({
    e: "CaseReleased",
    caseId: w.topic(1),
    officer: w.topicAddress(2),
    reason: String(w.full()["reason"]),
  }),
  CaseReversed: (w) => ({
    e: "CaseReversed",
    caseId: w.topic(1),
    by: w.topicAddress(2),
    expired: w.uint(0) === 1n,
    reason: String(w.full()["reason"]),
  }),
};

function readTrade(w: Words) {
  return {
    orderHash: w.topicHash(1),
    tokenId: w.topic(3),
    seller: w.address(0),
    buyer: w.address(1),
    price: w.uint(2),
  };
}

/** A rule's name, and from word `i` on its code and the place of its evidence. */
function readFinding(ruleId: Hex, w: Words, i: number) {
  const code: Hex = `0x${w.hash(i).slice(2, 10)}`;
  return { rule: ruleName(ruleId), code, evidence: w.bytes(i + 1) };
}

const ruleNames = new Map<Hex, string>();

/** There are few rules and many findings. */
function ruleName(ruleId: Hex): string {
  const name = ruleNames.get(ruleId) ?? decodeBytes32String(ruleId);
  ruleNames.set(ruleId, name);
  return name;
}

function readOrder(w: Words): Order {
  return {
    side: member(SIDES, w.uint(0)),
    scope: member(SCOPES, w.uint(1)),
    maker: w.address(2),
    collection: w.address(3),
    tokenId: w.uint(4),
    fingerprint: w.hash(5),
    amount: w.uint(6),
    currency: w.address(7),
    price: w.uint(8),
    endPrice: w.uint(9),
    taker: w.address(10),
    startsAt: Number(w.uint(11)),
    expiresAt: Number(w.uint(12)),
    counter: w.uint(13),
    nonce: w.uint(14),
  };
}

function member<T>(members: readonly T[], index: bigint): T {
  const found = members[Number(index)];
  if (found === undefined) throw new ChainError("ENUM_UNKNOWN", `no member ${index} among ${members.join(", ")}`);
  return found;
}
