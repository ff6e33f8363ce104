import type { RingKind } from "../domain/agents.ts";
import type { IsoDate, IsoMonth } from "../domain/calendar.ts";
import type { SaleKind } from "../domain/houses.ts";
import type { RuleMode } from "../domain/rules.ts";
import type { Plaza } from "../domain/scenario.ts";
import type { Coin } from "../domain/worlds/world-facts.ts";

/**
 * Everything the page shows, as plain JSON: words and sums are made here, in Node, where they are tested; the page draws.
 * Long tables are columns, since they compress to a third of the same rows as objects.
 */
export interface ReportData {
  readonly title: string;
  readonly run: RunData;
  readonly headline: Headline;
  readonly market: MarketData;
  /** Absent in a run of one world whose floor nobody gave. */
  readonly worlds?: WorldsData;
  readonly purchases: readonly PurchaseData[];
  readonly hook: HookData;
  readonly honest: HonestData;
  readonly cases: CasesData;
  readonly sales: SalesData;
  readonly land: LandData;
  readonly gains: GainsData;
  readonly rings: RingsData;
  readonly realism: RealismData;
  readonly receipt: ReceiptData;
  readonly accounts: readonly AccountData[];
  /** Sentences that columns point into. */
  readonly sentences: readonly string[];
  readonly trades: TradeColumns;
}

export interface RunData {
  /** Unix seconds of day 0. */
  readonly start: number;
  readonly days: number;
  readonly seed: number;
  readonly policy: RuleMode;
  readonly rules: readonly { readonly id: string; readonly mode: RuleMode }[];
}

/** The facts of real markets, one row each; places are from 0 to 1 on the row's own scale. */
export interface RealismData {
  readonly title: string;
  readonly rows: readonly RealismRow[];
}

export interface RealismRow {
  readonly name: string;
  readonly verdict: "inside" | "near" | "off" | "unknown";
  /** The run's figure with its interval, in words; and the real ones that the verdict rests on. */
  readonly run: string;
  readonly reality: string;
  readonly figure: { readonly value: number; readonly low: number; readonly high: number } | undefined;
  readonly marks: readonly {
    readonly at: number;
    readonly words: string;
    readonly isBound: boolean;
    readonly isChecked: boolean;
  }[];
}

export interface Headline {
  readonly sentence: string;
  readonly figures: readonly HeadlineFigure[];
}

export interface HeadlineFigure {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly unit?: string;
  readonly note: string;
}

/** Month by month; a month without the figure is null. */
export interface MarketData {
  readonly title: string;
  readonly subtitle: string;
  readonly volumeTitle: string;
  readonly months: readonly IsoMonth[];
  readonly path: readonly (number | null)[];
  readonly index: readonly (number | null)[];
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
  readonly volume: readonly VolumeRow[];
  readonly events: readonly EventData[];
}

/** Floors of several worlds, month by month, in dollars. */
export interface WorldsData {
  readonly title: string;
  readonly subtitle: string;
  readonly months: readonly IsoMonth[];
  readonly rows: readonly WorldRow[];
  /** Dollars per coin in each month, to read values in other money. */
  readonly coins: Readonly<Record<Coin, readonly (number | null)[]>>;
}

export interface WorldRow {
  readonly name: string;
  readonly coin: Coin;
  readonly parcels: number;
  readonly trades: number;
  readonly volumeUsd: number;
  /** Median over months of the traded floor's distance from the path, in percent. */
  readonly errorPct: number;
  /** In ETH, and the falls in percent; null where nothing was traded about one of the days. */
  readonly peakEth: number | null;
  readonly endEth: number | null;
  readonly fallPct: number | null;
  readonly pathFallPct: number;
  readonly path: readonly (number | null)[];
  readonly traded: readonly (number | null)[];
}

export interface VolumeRow {
  readonly month: IsoMonth;
  readonly outcome: "settled" | "held" | "blocked";
  readonly wash: boolean;
  readonly trades: number;
  readonly usd: number;
}

export interface EventData {
  readonly date: IsoDate;
  readonly label: string;
  readonly source: string;
}

export interface PurchaseData {
  readonly buyer: string;
  /** `3 parcels`, `116 parcels as one estate`. */
  readonly what: string;
  readonly date: IsoDate;
  readonly title: string;
  readonly story: string;
  readonly costUsd: number;
  readonly valueUsd: number;
  readonly markDate: IsoDate;
  readonly lossShare: number;
  /** Null where no source gives it. */
  readonly reportedLaterUsd: number | null;
  /** What the parcels were worth at each month's traded index, from the purchase on. */
  readonly values: readonly { readonly month: IsoMonth; readonly usd: number }[];
  /** Those bought each by itself. */
  readonly parcels: readonly PurchasedParcelData[];
  /** Null where none was bought. */
  readonly estate: PurchasedEstateData | null;
  readonly source: string;
  readonly readings: readonly string[];
}

/** An estate as a whole, followed at the price of record too: the worth of its parcels, less what size takes off. */
export interface PurchasedEstateData {
  readonly number: number;
  readonly parcels: number;
  /** Row of its first parcel in `land`; -1 where it is not there. */
  readonly parcel: number;
  readonly x: number;
  readonly y: number;
  readonly note: string;
  readonly sizeFactor: number;
  readonly worth: number;
  readonly recordBoughtUsd: number;
  readonly recordMarkUsd: number;
  readonly values: readonly { readonly month: IsoMonth; readonly usd: number }[];
}

export interface PurchasedParcelData {
  readonly parcel: number;
  readonly x: number;
  readonly y: number;
  readonly note: string;
  readonly paidUsd: number | null;
  readonly valueUsd: number | null;
}

export interface HookData {
  readonly title: string;
  readonly byRuleTitle: string;
  readonly attemptedUsd: number;
  readonly settledUsd: number;
  readonly months: readonly {
    readonly month: IsoMonth;
    readonly attempted: number;
    readonly attemptedUsd: number;
    readonly settled: number;
    readonly settledUsd: number;
  }[];
  /** What reward farmers tried and got through; null where there were none. */
  readonly farming: string | null;
  readonly byRule: readonly {
    readonly rule: string;
    readonly explanation: string;
    readonly held: number;
    readonly blocked: number;
    readonly usd: number;
  }[];
  /** Null where no rule is in shadow. */
  readonly shadow: ShadowData | null;
  readonly compare: CompareData | null;
}

/** What the rules in shadow would have stopped of the trades that settled. */
export interface ShadowData {
  readonly title: string;
  readonly words: string;
  /** Only those that would have stopped something, most trades first. */
  readonly rules: readonly {
    readonly rule: string;
    readonly explanation: string;
    readonly wash: Stopped;
    readonly honest: Stopped;
    /** Trades to which no other rule in shadow objected. */
    readonly alone: number;
    readonly usd: number;
    readonly honestUsd: number;
  }[];
}

interface Stopped {
  readonly held: number;
  readonly blocked: number;
}

/** The same scenario under another policy. */
export interface CompareData {
  readonly title: string;
  readonly volumeTitle: string;
  readonly policy: RuleMode;
  readonly months: readonly IsoMonth[];
  readonly stood: readonly (number | null)[];
  readonly painted: readonly (number | null)[];
  readonly volume: readonly {
    readonly month: IsoMonth;
    readonly withRules: number;
    readonly without: number;
  }[];
  readonly attemptedUsd: number;
  readonly settledUsd: number;
  readonly settledTrades: number;
}

export interface HonestData {
  readonly title: string;
  readonly attempted: number;
  readonly blocked: number;
  readonly held: number;
  readonly stopped: readonly StoppedTrade[];
  /** What rules in shadow would have stopped; null where none is. */
  readonly shadow: { readonly title: string; readonly stopped: readonly StoppedTrade[] } | null;
  /** Attempts that failed without any rule, an order already taken for one. */
  readonly otherRefusals: number;
  readonly rulesTitle: string;
  readonly rules: readonly RuleScore[];
}

export interface StoppedTrade {
  /** Row of `trades`. */
  readonly trade: number;
  readonly rule: string;
  readonly code: string;
  /** Row of `sentences`. */
  readonly why: number;
  readonly looksLike: string;
  readonly end: string;
}

export interface RuleScore {
  readonly id: string;
  readonly mode: RuleMode;
  readonly held: number;
  readonly blocked: number;
  readonly wouldHold: number;
  readonly wouldBlock: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  /** Share of its objections that met a wash trade, with the 95 % interval; null where it never objected. */
  readonly precision: { readonly share: number; readonly low: number; readonly high: number } | null;
}

/** The held trades; the page of each is packed beside the data, in the same order. */
export interface CasesData {
  readonly title: string;
  readonly rows: readonly {
    readonly id: number;
    readonly opened: string;
    readonly what: string;
    readonly usd: number;
    readonly rule: string;
    /** From opening to end; null while open. */
    readonly days: number | null;
    /** Positions in DISPOSITIONS; the first is how it ended. */
    readonly dispositions: readonly number[];
  }[];
}

export interface SalesData {
  readonly title: string;
  /** Most sales first. */
  readonly kinds: readonly SalesRow[];
  /** Auctions, rentals, estates. */
  readonly facts: readonly FactsData[];
}

export interface SalesRow {
  readonly kind: SaleKind | "estate";
  readonly name: string;
  readonly explanation: string;
  readonly settled: number;
  readonly usd: number;
  /** Of all settled sales, by their number. */
  readonly share: number;
  readonly held: number;
  readonly blocked: number;
  /** Only those with a sale. */
  readonly months: readonly { readonly month: IsoMonth; readonly settled: number; readonly usd: number }[];
}

/** A conclusion, a few sentences, a few large numbers, and all of them as a table. */
export interface FactsData {
  readonly id: string;
  readonly title: string;
  readonly words: string;
  readonly figures: readonly { readonly label: string; readonly value: string; readonly note: string }[];
  readonly rows: readonly (readonly [name: string, value: number | null])[];
}

export interface LandData {
  readonly title: string;
  readonly source: string;
  readonly grid: Plaza;
  readonly plazas: readonly Plaza[];
  readonly roads: { readonly x: readonly number[]; readonly y: readonly number[] };
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly worth: readonly number[];
  /** Owner before the first trade, as a row of `accounts`; -1 for nobody. */
  readonly firstOwner: readonly number[];
  /** Changes of owner that no settled trade of the parcel explains: gifts, escrow, moves to a vault, the sale of its estate. */
  readonly moves: {
    readonly parcel: readonly number[];
    readonly day: readonly number[];
    /** Row of the next attempt in `trades`. */
    readonly before: readonly number[];
    readonly to: readonly number[];
    /** Row of `moveNotes`; -1 where nobody paid. */
    readonly note: readonly number[];
    /** The parcel's share, by its worth, of the price of the estate that it was sold with; 0 for other moves. */
    readonly usd: readonly number[];
  };
  /** What moves that were paid for came from: the sale of an estate, the release of a held trade. */
  readonly moveNotes: readonly string[];
  /** Rows worth a first look. */
  readonly suggestions: readonly { readonly parcel: number; readonly why: string }[];
}

export interface GainsData {
  readonly kindsTitle: string;
  readonly kinds: readonly KindGain[];
  readonly cohortsTitle: string;
  readonly cohorts: readonly {
    readonly month: IsoMonth;
    readonly traders: number;
    readonly averageUsd: number;
    readonly medianUsd: number;
  }[];
  readonly holdingsTitle: string;
  readonly holdings: readonly {
    readonly month: IsoMonth;
    readonly purchases: number;
    readonly resold: number;
    readonly averageUsd: number;
    readonly medianUsd: number;
  }[];
}

export interface KindGain {
  readonly kind: string;
  readonly traders: number;
  readonly totalUsd: number;
  readonly medianUsd: number;
  readonly losers: number;
}

export interface RingsData {
  readonly title: string;
  readonly rings: readonly RingData[];
}

export interface RingData {
  readonly id: string;
  readonly name: string;
  readonly kind: RingKind;
  readonly description: string;
  readonly conclusion: string;
  /** Rows of `accounts`. */
  readonly wallets: readonly number[];
  /** Rows of `land`. */
  readonly parcels: readonly number[];
  /** Rows of `trades`. */
  readonly trades: readonly number[];
  /** Position in `trades` of the first that did not settle; -1 where all did. */
  readonly firstStopped: number;
  readonly attemptedUsd: number;
  readonly settledUsd: number;
}

export interface ReceiptData {
  readonly entries: readonly { readonly name: string; readonly value: string }[];
  readonly commands: readonly { readonly why: string; readonly command: string }[];
}

export interface AccountData {
  readonly name: string;
  readonly address: string;
  /** Position in OWNER_GROUPS. */
  readonly group: number;
}

/** The attempts that rules judged and all of the rings’, in the order of the journal. */
export interface TradeColumns {
  /** Rows of `land`; -1 for an estate. */
  readonly parcel: readonly number[];
  /** Number of the estate; 0 for a parcel. */
  readonly estate: readonly number[];
  /** Position in SALE_KINDS. */
  readonly kind: readonly number[];
  readonly day: readonly number[];
  readonly usd: readonly number[];
  /** Rows of `accounts`. */
  readonly seller: readonly number[];
  readonly buyer: readonly number[];
  /** Position in TRADE_STATES. */
  readonly state: readonly number[];
  /** 1 where ground truth says wash. */
  readonly wash: readonly number[];
  /** Row of `sentences`; -1 where nothing spoke against it. */
  readonly reason: readonly number[];
}

export const TRADE_STATES = ["settled", "released", "reversed", "expired", "held", "blocked", "failed"] as const;
export type TradeState = (typeof TRADE_STATES)[number];

/** Kinds of owner that the map tells apart: more colours than these nobody can. */
export const OWNER_GROUPS = [
  "Holders",
  "Collectors, estate builders, fundamentalists",
  "Momentum traders, flippers, sweepers, floor bidders",
  "Loss-averse sellers",
  "Newcomers",
  "Wash rings",
  "Celebrity",
  "Escrow, market, others",
] as const;
