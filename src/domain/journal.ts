import type { AccountRole, Truth } from "./agents.ts";
import type { ChainEvent } from "./events.ts";
import type { NeighbourLand } from "./houses.ts";
import type { Address, Hex } from "./primitives.ts";
import type { RuleMode } from "./rules.ts";
import type { Plot } from "./worlds/plot.ts";

/** Raised when a line changes its meaning. */
export const JOURNAL_FORMAT = 4;

/**
 * The lines of `journal.ndjson`, one JSON object each, in this order: one `run`; every `parcel`, and every `plot` of the
 * neighbours; then `account` and
 * `truth` lines before the first transaction they speak of, and each `block` after its transactions; last one `end`.
 * Whole numbers that may pass 2^53 are decimal strings.
 */
export type JournalLine =
  RunLine | ParcelLine | PlotLine | AccountLine | TruthLine | TransactionLine | BlockLine | EndLine;

export interface RunLine {
  readonly k: "run";
  readonly format: typeof JOURNAL_FORMAT;
  readonly scenario: string;
  readonly scenarioHash: Hex;
  readonly seed: number;
  readonly policy: RuleMode;
  /** Unix seconds of the first day. */
  readonly start: number;
  readonly days: number;
  readonly contracts: Readonly<Record<string, Address>>;
}

export interface ParcelLine {
  readonly k: "parcel";
  readonly tokenId: bigint;
  readonly x: number;
  readonly y: number;
  /** Location worth relative to the typical parcel. */
  readonly worth: number;
}

/** A parcel of a world beside the home world. */
export interface PlotLine extends Plot {
  readonly k: "plot";
  readonly land: NeighbourLand;
}

export interface AccountLine {
  readonly k: "account";
  readonly address: Address;
  /** `flipper/7`; several accounts may share one. */
  readonly agent: string;
  readonly role: AccountRole;
}

/** Ground truth about the trade attempted in the transaction that follows with this number. Only scores read it. */
export interface TruthLine {
  readonly k: "truth";
  readonly n: number;
  readonly truth: Truth;
}

export interface TransactionLine {
  readonly k: "tx";
  /** Number of the transaction in the run, from 0. */
  readonly n: number;
  readonly block: number;
  readonly from: Address;
  /** `take`, `deal`, `deploy`, `mint` ... */
  readonly do: string;
  /** False when it reverted. */
  readonly ok: boolean;
  /** Gas used; only for transactions that settled a trade. */
  readonly gas?: number;
  readonly events: readonly ChainEvent[];
}

export interface BlockLine {
  readonly k: "block";
  readonly number: number;
  /** Day of the run, from 0; -1 while the market is being set up. */
  readonly tick: number;
  /** Unix seconds. */
  readonly time: number;
  readonly transactions: number;
  readonly gas: number;
}

export interface EndLine {
  readonly k: "end";
  readonly blocks: number;
  readonly transactions: number;
  readonly finalBlockHash: Hex;
  readonly finalStateRoot: Hex;
}
