import type { AccountRole, Truth } from "../domain/agents.ts";
import { DAY } from "../domain/calendar.ts";
import type { CaseEvent, ChainEvent, FindingData } from "../domain/events.ts";
import type { CollectionName, House, SaleKind } from "../domain/houses.ts";
import type {
  BlockLine,
  EndLine,
  JournalLine,
  ParcelLine,
  PlotLine,
  RunLine,
  TransactionLine,
} from "../domain/journal.ts";
import type { Order } from "../domain/order.ts";
import type { Address, Hex, MicroUsd } from "../domain/primitives.ts";
import type { RuleMode, Verdict } from "../domain/rules.ts";
import { noEvidence, noteEvidence, type Evidence } from "./evidence.ts";
import {
  estateRecord,
  noteRental,
  parcelsOf,
  planLeg,
  type EstateRecord,
  type PlanLeg,
  type RentalRecord,
} from "./house-records.ts";
import { applyEvent, emptyState, type MarketState } from "./market-state.ts";
import { saleKindOf } from "./sale-kind.ts";
import { belongsTo, ZERO_ADDRESS } from "./tokens.ts";

/** One try to change an item for money, and what became of it. */
export interface Attempt {
  /** Number of its transaction. */
  readonly n: number;
  readonly block: number;
  /** Unix seconds. */
  readonly time: number;
  /** Day of the run, from 0. */
  readonly day: number;
  readonly house: House;
  readonly kind: SaleKind;
  readonly collection: CollectionName;
  readonly tokenId: bigint;
  /** What an estate was made of; absent for a parcel. */
  readonly parcels?: readonly bigint[];
  readonly seller: Address;
  readonly buyer: Address;
  readonly price: MicroUsd;
  /** In auctions the auction's number, in instalments the plan's. */
  readonly orderHash: Hex;
  readonly outcome: "settled" | "held" | "rejected";
  /** Why it was held or rejected; the rule is empty where no rule refused but the market, a token or a wallet. */
  readonly finding?: FindingData;
  readonly fee: MicroUsd;
  readonly royalty: MicroUsd;
  /** Of its transaction; 0 where that tried several trades or its gas was not asked for. */
  readonly gas: number;
  readonly caseId?: bigint;
}

/** What became of a held trade. */
export interface CaseOutcome {
  readonly caseId: bigint;
  readonly end: "open" | "released" | "reversed" | "expired";
  /** Unix seconds. */
  readonly openedAt: number;
  readonly closedAt?: number;
  /** Of its end; where nobody appealed a refusal, that of the refusal. */
  readonly reason: string;
  /** All that befell it, from its opening on, as the events tell it. */
  readonly steps: readonly CaseStep[];
}

export interface CaseStep {
  /** Number of its transaction. */
  readonly n: number;
  readonly time: number;
  readonly event: CaseEvent;
}

/** One rule's objection, enforced or shadow, to the attempt of transaction `n` at this token. */
export interface RaisedFinding extends FindingData {
  readonly n: number;
  readonly collection: CollectionName;
  readonly tokenId: bigint;
  readonly mode: RuleMode;
  readonly verdict: Verdict;
}

/** A parcel of the home world came to belong to somebody else. To give it into custody, or an estate, changes nothing. */
export interface ParcelTransfer {
  readonly n: number;
  readonly time: number;
  readonly tokenId: bigint;
  readonly from: Address;
  readonly to: Address;
}

export interface Account {
  readonly address: Address;
  readonly agent: string;
  readonly role: AccountRole;
}

/** A whole run, read from its journal. `truths` is for scores alone. */
export interface History {
  readonly run: RunLine;
  readonly parcels: readonly ParcelLine[];
  /** Those of the neighbours. */
  readonly plots: readonly PlotLine[];
  readonly accounts: ReadonlyMap<Address, Account>;
  readonly attempts: readonly Attempt[];
  readonly findings: readonly RaisedFinding[];
  readonly cases: ReadonlyMap<bigint, CaseOutcome>;
  readonly transfers: readonly ParcelTransfer[];
  readonly evidence: Evidence;
  readonly rentals: ReadonlyMap<bigint, RentalRecord>;
  /** Every change of an estate's parcels, in order. */
  readonly estates: readonly EstateRecord[];
  /** Every payment and every end of a sale by instalments, in order; the plans themselves are in `final`. */
  readonly planLegs: readonly PlanLeg[];
  readonly blocks: readonly BlockLine[];
  readonly truths: ReadonlyMap<number, Truth>;
  readonly final: MarketState;
  readonly end: EndLine | undefined;
}

/** Folds a journal into a history; the lines of a block come before its block line. */
export function replay(lines: Iterable<JournalLine>): History {
  let run: RunLine | undefined;
  let end: EndLine | undefined;
  const parcels: ParcelLine[] = [];
  const plots: PlotLine[] = [];
  const accounts = new Map<Address, Account>();
  const attempts: Attempt[] = [];
  const findings: RaisedFinding[] = [];
  const cases = new Map<bigint, CaseOutcome>();
  const transfers: ParcelTransfer[] = [];
  const evidence = noEvidence();
  const rentals = new Map<bigint, RentalRecord>();
  const estates: EstateRecord[] = [];
  const planLegs: PlanLeg[] = [];
  const blocks: BlockLine[] = [];
  const truths = new Map<number, Truth>();
  const made = new Map<Hex, Order | "bundle">();
  const final = emptyState();
  let pending: { readonly transaction: TransactionLine; readonly number: number }[] = [];
  let number = 0;

  for (const line of lines) {
    number++;
    switch (line.k) {
      case "run":
        run = line;
        break;
      case "parcel":
        parcels.push(line);
        break;
      case "plot":
        plots.push(line);
        break;
      case "account":
        accounts.set(line.address, { address: line.address, agent: line.agent, role: line.role });
        break;
      case "truth":
        truths.set(line.n, line.truth);
        break;
      case "tx":
        pending.push({ transaction: line, number });
        break;
      case "block":
        for (const { transaction, number: at } of pending) {
          play(transaction, line);
          noteEvidence(evidence, transaction, line, at);
        }
        blocks.push(line);
        pending = [];
        break;
      case "end":
        end = line;
        break;
      default:
        line satisfies never;
    }
  }
  if (run === undefined) throw new RangeError("a journal begins with its run line");
  const happened = { attempts, findings, cases, transfers, evidence, rentals, estates, planLegs };
  return { run, parcels, plots, accounts, ...happened, blocks, truths, final, end };

  function play(transaction: TransactionLine, block: BlockLine): void {
    const { n, events } = transaction;
    const before = new Map(movedParcels(final, events).map((tokenId) => [tokenId, belongsTo(final, tokenId)]));
    for (const event of events) {
      applyEvent(final, event, block.time);
      collect(event, transaction, block);
    }
    for (const [tokenId, from = ZERO_ADDRESS] of before) {
      const to = belongsTo(final, tokenId) ?? ZERO_ADDRESS;
      if (from !== to) transfers.push({ n, time: block.time, tokenId, from, to });
    }
  }

  function collect(event: ChainEvent, transaction: TransactionLine, { time, number, tick }: BlockLine): void {
    const { n } = transaction;
    noteRental(rentals, event, { state: final, time });
    const changed = estateRecord(event, time);
    if (changed !== undefined) estates.push(changed);
    const leg = planLeg(event, n, time);
    if (leg !== undefined) planLegs.push(leg);
    const tried = (trade: HouseTrade) => {
      const kind = saleKindOf(trade.house, transaction.do, made.get(trade.orderHash));
      const gas = transaction.events.filter(isTrade).length === 1 ? (transaction.gas ?? 0) : 0;
      const { collection, tokenId } = trade;
      const parts = collection === "estate" ? { parcels: parcelsOf(final, collection, tokenId) } : {};
      return { n, block: number, time, day: tick, kind, ...tradeOf(trade), ...parts, gas, fee: 0n, royalty: 0n };
    };
    switch (event.e) {
      case "OrderAuthorised":
        made.set(event.orderHash, event.order);
        return;
      case "BundleAuthorised":
        made.set(event.orderHash, "bundle");
        return;
      case "TradeSettled":
        attempts.push({ ...tried(event), outcome: "settled", fee: event.fee, royalty: event.royalty });
        return;
      case "TradeRejected":
        attempts.push({ ...tried(event), outcome: "rejected", finding: findingOf(event) });
        return;
      case "TradeHeld": {
        const { collection, tokenId, caseId } = event;
        const isOfIt = (f: RaisedFinding): boolean =>
          f.n === n &&
          f.tokenId === tokenId &&
          f.collection === collection &&
          f.verdict === "hold" &&
          f.mode === "enforce";
        const raised = findings.find(isOfIt);
        const finding = raised === undefined ? {} : { finding: findingOf(raised) };
        attempts.push({ ...tried(event), outcome: "held", caseId, ...finding });
        return;
      }
      case "FindingRaised": {
        const { collection, tokenId, mode, verdict } = event;
        findings.push({ n, collection, tokenId, mode, verdict, ...findingOf(event) });
        return;
      }
      case "CaseOpened":
      case "CaseRefused":
      case "CaseAppealed":
      case "CaseFrozen":
      case "CaseUnfrozen":
      case "CaseReleased":
      case "CaseReversed":
        cases.set(event.caseId, afterStep(cases.get(event.caseId), { n, time, event }));
        return;
      default:
        return;
    }
  }
}

function afterStep(before: CaseOutcome | undefined, step: CaseStep): CaseOutcome {
  const { time, event } = step;
  const steps = [...(before?.steps ?? []), step];
  const { openedAt, end, reason } = before ?? { openedAt: time, end: "open", reason: "" };
  const soFar = { caseId: event.caseId, end, openedAt, reason, steps };
  if (event.e === "CaseReleased") return { ...soFar, end: "released", closedAt: time, reason: event.reason };
  if (event.e !== "CaseReversed") return soFar;
  const refusal = steps.find((one) => one.event.e === "CaseRefused");
  const appealed = steps.some((one) => one.event.e === "CaseAppealed");
  // A refusal that nobody appealed is the officer's decision, whoever carries it out.
  if (event.expired && refusal?.event.e === "CaseRefused" && !appealed) {
    return { ...soFar, end: "reversed", closedAt: time, reason: refusal.event.reason };
  }
  return { ...soFar, end: event.expired ? "expired" : "reversed", closedAt: time, reason: event.reason };
}

/** Day of the run for a time, from 0. */
export function dayOf(run: RunLine, time: number): number {
  return Math.floor((time - run.start) / DAY);
}

/** Parcels that these events may move, also those of an estate that moves. */
function movedParcels(state: MarketState, events: readonly ChainEvent[]): readonly bigint[] {
  return events.flatMap((event) => {
    if (event.e === "ParcelTransferred") return event.collection === undefined ? [event.tokenId] : [];
    return event.e === "EstateTransferred" ? [...(state.estates.get(event.tokenId)?.tokenIds ?? [])] : [];
  });
}

type HouseTrade = Extract<ChainEvent, { e: "TradeSettled" | "TradeHeld" | "TradeRejected" }>;

function isTrade(event: ChainEvent): event is HouseTrade {
  return event.e === "TradeSettled" || event.e === "TradeHeld" || event.e === "TradeRejected";
}

function tradeOf({ house, collection, tokenId, seller, buyer, price, orderHash }: HouseTrade) {
  return { house, collection, tokenId, seller, buyer, price, orderHash };
}

function findingOf({ rule, code, evidence }: FindingData): FindingData {
  return { rule, code, evidence };
}
