import type { AccountRole, Truth } from "../domain/agents.ts";
import { DAY } from "../domain/calendar.ts";
import type { ChainEvent, FindingData } from "../domain/events.ts";
import type { BlockLine, EndLine, JournalLine, ParcelLine, RunLine, TransactionLine } from "../domain/journal.ts";
import type { Address, Hex, MicroUsd } from "../domain/primitives.ts";
import type { RuleMode, Verdict } from "../domain/rules.ts";
import { applyEvent, emptyState, type MarketState } from "./market-state.ts";

/** One try to change an item for money, and what became of it. */
export interface Attempt {
  /** Number of its transaction. */
  readonly n: number;
  readonly block: number;
  /** Unix seconds. */
  readonly time: number;
  /** Day of the run, from 0. */
  readonly day: number;
  readonly tokenId: bigint;
  readonly seller: Address;
  readonly buyer: Address;
  readonly price: MicroUsd;
  readonly orderHash: Hex;
  readonly outcome: "settled" | "held" | "rejected";
  /** Why it was held or rejected; the rule is empty where no rule refused but the market, a token or a wallet. */
  readonly finding?: FindingData;
  readonly fee: MicroUsd;
  readonly royalty: MicroUsd;
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
  readonly reason: string;
}

/** One rule's objection, enforced or shadow, to the attempt of transaction `n`. */
export interface RaisedFinding extends FindingData {
  readonly n: number;
  readonly mode: RuleMode;
  readonly verdict: Verdict;
}

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
  readonly accounts: ReadonlyMap<Address, Account>;
  readonly attempts: readonly Attempt[];
  readonly findings: readonly RaisedFinding[];
  readonly cases: ReadonlyMap<bigint, CaseOutcome>;
  readonly transfers: readonly ParcelTransfer[];
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
  const accounts = new Map<Address, Account>();
  const attempts: Attempt[] = [];
  const findings: RaisedFinding[] = [];
  const cases = new Map<bigint, CaseOutcome>();
  const transfers: ParcelTransfer[] = [];
  const blocks: BlockLine[] = [];
  const truths = new Map<number, Truth>();
  const final = emptyState();
  let pending: TransactionLine[] = [];

  for (const line of lines) {
    switch (line.k) {
      case "run":
        run = line;
        break;
      case "parcel":
        parcels.push(line);
        break;
      case "account":
        accounts.set(line.address, { address: line.address, agent: line.agent, role: line.role });
        break;
      case "truth":
        truths.set(line.n, line.truth);
        break;
      case "tx":
        pending.push(line);
        break;
      case "block":
        for (const transaction of pending) {
          for (const event of transaction.events) {
            applyEvent(final, event, line.time);
            collect(event, transaction, line);
          }
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
  return { run, parcels, accounts, attempts, findings, cases, transfers, blocks, truths, final, end };

  function collect(event: ChainEvent, { n, gas }: TransactionLine, { time, number, tick }: BlockLine): void {
    const base = { n, block: number, time, day: tick, gas: gas ?? 0, fee: 0n, royalty: 0n };
    switch (event.e) {
      case "TradeSettled":
        attempts.push({ ...base, ...tradeOf(event), outcome: "settled", fee: event.fee, royalty: event.royalty });
        return;
      case "TradeRejected":
        attempts.push({ ...base, ...tradeOf(event), outcome: "rejected", finding: findingOf(event) });
        return;
      case "TradeHeld": {
        const raised = findings.find((f) => f.n === n && f.verdict === "hold" && f.mode === "enforce");
        const finding = raised === undefined ? {} : { finding: findingOf(raised) };
        attempts.push({ ...base, ...tradeOf(event), outcome: "held", caseId: event.caseId, ...finding });
        return;
      }
      case "FindingRaised":
        findings.push({ n, mode: event.mode, verdict: event.verdict, ...findingOf(event) });
        return;
      case "CaseOpened":
        cases.set(event.caseId, { caseId: event.caseId, end: "open", openedAt: time, reason: "" });
        return;
      case "CaseReleased":
      case "CaseReversed": {
        const openedAt = cases.get(event.caseId)?.openedAt ?? time;
        const reversed = event.e === "CaseReversed" && event.expired ? "expired" : "reversed";
        const how = event.e === "CaseReleased" ? "released" : reversed;
        cases.set(event.caseId, { caseId: event.caseId, end: how, openedAt, closedAt: time, reason: event.reason });
        return;
      }
      case "ParcelTransferred":
        transfers.push({ n, time, tokenId: event.tokenId, from: event.from, to: event.to });
        return;
      default:
        return;
    }
  }
}

/** Day of the run for a time, from 0. */
export function dayOf(run: RunLine, time: number): number {
  return Math.floor((time - run.start) / DAY);
}

function tradeOf({ tokenId, seller, buyer, price, orderHash }: TradeFields): TradeFields {
  return { tokenId, seller, buyer, price, orderHash };
}

type TradeFields = Pick<Attempt, "tokenId" | "seller" | "buyer" | "price" | "orderHash">;

function findingOf({ rule, code, evidence }: FindingData): FindingData {
  return { rule, code, evidence };
}
