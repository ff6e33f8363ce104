import { decodeBytes32String, type Interface } from "ethers";

import {
  AuctionHouse__factory,
  Compliance__factory,
  Escrow__factory,
  Estate__factory,
  Instalments__factory,
  Land__factory,
  Market__factory,
  MarketRules__factory,
  Plots__factory,
  Rentals__factory,
  SettlementToken__factory,
} from "../../typechain-types/index.ts";
import type { ChainEvent, LegData } from "../domain/events.ts";
import type { CollectionName, LandName, NeighbourLand } from "../domain/houses.ts";
import type { Address } from "../domain/primitives.ts";
import { RULE_MODES, TRANSFER_POLICIES, VERDICTS } from "../domain/rules.ts";
import { AUCTION_HOUSE, ESTATE, MARKET, readAuthority, readFinding, RENTALS } from "./decode-houses.ts";
import { INSTALMENTS } from "./decode-instalments.ts";
import { neighboursOf, type Deployment } from "./deployment.ts";
import { ChainError } from "./error.ts";
import { member, words, type RawLog, type Read, type Words } from "./words.ts";

/** Turns a log into an event of the journal; undefined for events that the journal leaves out. */
export type LogDecoder = (log: RawLog) => ChainEvent | undefined;

export function logDecoder(at: Deployment): LogDecoder {
  const collections = new Map<Address, CollectionName>([
    [at.land, "land"],
    [at.estate, "estate"],
    ...neighboursOf(at).map(([land, address]) => [address, land] as const),
  ]);
  const readers = new Map<string, LogDecoder>();
  const add = (address: Address, abi: Interface, byName: Readonly<Record<string, Read>>): void => {
    for (const [name, read] of Object.entries(byName)) {
      const topic = abi.getEvent(name)?.topicHash;
      if (topic === undefined) throw new ChainError("EVENT_UNKNOWN", `the contract has no event ${name}`);
      readers.set(address + topic, (log) => read(words(log, abi, name), (collection) => collections.get(collection)));
    }
  };
  add(at.settlementToken, SettlementToken__factory.createInterface(), SETTLEMENT_TOKEN);
  add(at.land, Land__factory.createInterface(), LAND);
  for (const [land, address] of neighboursOf(at)) add(address, Plots__factory.createInterface(), readPlots(land));
  add(at.estate, Estate__factory.createInterface(), ESTATE);
  add(at.market, Market__factory.createInterface(), MARKET);
  add(at.auctionHouse, AuctionHouse__factory.createInterface(), AUCTION_HOUSE);
  add(at.rentals, Rentals__factory.createInterface(), RENTALS);
  add(at.instalments, Instalments__factory.createInterface(), INSTALMENTS);
  add(at.compliance, Compliance__factory.createInterface(), COMPLIANCE);
  add(at.marketRules, MarketRules__factory.createInterface(), MARKET_RULES);
  add(at.escrow, Escrow__factory.createInterface(), ESCROW);
  return (log) => readers.get(log.address + log.topics[0])?.(log);
}

const KINDS = ["person", "hub", "settler"] as const;

const SETTLEMENT_TOKEN: Readonly<Record<string, Read>> = {
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
  AccountListed: (w) => ({ e: "AccountListed", account: w.topicAddress(1), listed: w.uint(0) === 1n }),
  AccountIdentified: (w) => ({ e: "AccountIdentified", account: w.topicAddress(1), identified: w.uint(0) === 1n }),
};

const LAND: Readonly<Record<string, Read>> = {
  Transfer: (w) => ({
    e: "ParcelTransferred",
    tokenId: w.topic(3),
    from: w.topicAddress(1),
    to: w.topicAddress(2),
  }),
  ...readAuthority("land"),
  ...readOperator("land"),
};

function readPlots(collection: NeighbourLand): Readonly<Record<string, Read>> {
  return {
    Transfer: (w) => ({
      e: "ParcelTransferred",
      collection,
      tokenId: w.topic(3),
      from: w.topicAddress(1),
      to: w.topicAddress(2),
    }),
    ...readAuthority(collection),
    ...readOperator(collection),
  };
}

function readOperator(collection: LandName): Readonly<Record<string, Read>> {
  return {
    OperatorNamed: (w) => ({
      e: "OperatorNamed",
      collection,
      tokenId: w.topic(1),
      operator: w.topicAddress(2),
      namedBy: w.topicAddress(3),
    }),
  };
}

const COMPLIANCE: Readonly<Record<string, Read>> = {
  FindingRaised: (w, collectionOf) => {
    const collection = collectionOf(w.topicAddress(2));
    if (collection === undefined) return undefined;
    return {
      e: "FindingRaised",
      collection,
      tokenId: w.topic(3),
      seller: w.address(0),
      buyer: w.address(1),
      price: w.uint(2),
      mode: member(RULE_MODES, w.uint(3)),
      verdict: member(VERDICTS, w.uint(4)),
      ...readFinding(w.topicHash(1), w, 5),
    };
  },
  ClusterAttested: (w) => ({ e: "ClusterAttested", account: w.topicAddress(1), cluster: w.topic(2) }),
  RuleModeChanged: (w) => ({
    e: "RuleModeChanged",
    rule: decodeBytes32String(w.topicHash(1)),
    mode: member(RULE_MODES, w.uint(0)),
  }),
  TransferPolicyChanged: (w, collectionOf) => {
    const collection = collectionOf(w.topicAddress(1));
    return collection && { e: "TransferPolicyChanged", collection, policy: member(TRANSFER_POLICIES, w.uint(0)) };
  },
  TradingStopped: (w) => ({ e: "TradingStopped", by: w.topicAddress(1), until: Number(w.uint(0)) }),
  TradingResumed: (w) => ({ e: "TradingResumed", by: w.topicAddress(1) }),
};

const MARKET_RULES: Readonly<Record<string, Read>> = {
  WashTradingLimitsChanged: (w) => ({
    e: "WashLimitsChanged",
    blockWindow: Number(w.uint(0)),
    reviewWindow: Number(w.uint(1)),
    financeWindow: Number(w.uint(2)),
    financeShareBps: Number(w.uint(3)),
  }),
  ConductLimitsChanged: (w) => ({
    e: "ConductLimitsChanged",
    bandBps: Number(w.uint(0)),
    stepBps: Number(w.uint(1)),
    dailyMoveBps: Number(w.uint(2)),
    velocityWindow: Number(w.uint(3)),
    tokenTrades: Number(w.uint(4)),
    ownerTrades: Number(w.uint(5)),
    holdingPeriod: Number(w.uint(6)),
    identityThreshold: w.uint(7),
    maxShareBps: Number(w.uint(8)),
  }),
  ReferencePriceSet: (w, collectionOf) => {
    const collection = collectionOf(w.topicAddress(1));
    return collection && { e: "ReferencePriceSet", collection, price: w.uint(0) };
  },
};

const ESCROW: Readonly<Record<string, Read>> = {
  CaseOpened: (w, collectionOf) => {
    const collection = collectionOf(w.topicAddress(2));
    if (collection === undefined) return undefined;
    return {
      e: "CaseOpened",
      caseId: w.topic(1),
      collection,
      tokenId: w.topic(3),
      // The trade's eight words come first: settler, collection, token, seller, buyer, payer, currency, price.
      settler: w.address(0),
      seller: w.address(3),
      buyer: w.address(4),
      payer: w.address(5),
      price: w.uint(7),
      deadline: Number(w.uint(8)),
      ...readFinding(w.hash(9), w, 10),
      legs: readLegs(w, 12),
    };
  },
  CaseRefused: (w) => ({
    e: "CaseRefused",
    caseId: w.topic(1),
    officer: w.topicAddress(2),
    appealUntil: Number(w.uint(0)),
    reason: String(w.full()["reason"]),
  }),
  CaseAppealed: (w) => ({
    e: "CaseAppealed",
    caseId: w.topic(1),
    party: w.topicAddress(2),
    deadline: Number(w.uint(0)),
    grounds: String(w.full()["grounds"]),
  }),
  CaseFrozen: (w) => ({
    e: "CaseFrozen",
    caseId: w.topic(1),
    officer: w.topicAddress(2),
    until: Number(w.uint(0)),
    deadline: Number(w.uint(1)),
    reason: String(w.full()["reason"]),
  }),
  CaseUnfrozen: (w) => ({
    e: "CaseUnfrozen",
    caseId: w.topic(1),
    officer: w.topicAddress(2),
    deadline: Number(w.uint(0)),
    reason: String(w.full()["reason"]),
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
  TokenUndeliverable: (w) => ({ e: "TokenUndeliverable", house: "escrow", caseId: w.topic(1) }),
  TokenDelivered: (w) => ({ e: "TokenDelivered", house: "escrow", caseId: w.topic(1) }),
};

/** The legs whose place word `i` tells. */
function readLegs(w: Words, i: number): readonly LegData[] {
  const start = Number(w.uint(i)) / 32;
  const count = Number(w.uint(start));
  return Array.from({ length: count }, (_, k) => {
    const leg = start + 1 + 2 * k;
    return { to: w.address(leg), amount: w.uint(leg + 1) };
  });
}
