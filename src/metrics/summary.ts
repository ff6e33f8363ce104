import { max } from "d3-array";

import { monthlyMeans } from "../domain/price-path.ts";
import type { Purchase, Scenario } from "../domain/scenario.ts";
import { homePath } from "../domain/worlds/typical.ts";
import type { History } from "../replay/history.ts";
import { auctionScore, type AuctionScore } from "./auctions.ts";
import { dispositionScores, type DispositionScore } from "./disposition.ts";
import { estateOfRecord } from "./estate-of-record.ts";
import { estateScore, type EstateScore } from "./estates.ts";
import { honestScore, isBlocked, type HonestScore } from "./honest.ts";
import { instalmentScore, type InstalmentScore } from "./instalments.ts";
import { portfolioOf, type Portfolio } from "./portfolio.ts";
import { realismScore, type RealismScore } from "./realism/realism.ts";
import { rentalScore, type RentalScore } from "./rentals.ts";
import { ruleScores, type RuleScore } from "./rules.ts";
import { salesByKind, type SalesOfKind } from "./sales-by-kind.ts";
import { completedTrades, trackingError, tradedIndex } from "./traded-index.ts";
import { worldScores, type WorldScore } from "./worlds.ts";
import { washByKind, washScore, type WashOfKind, type WashScore } from "./wash.ts";

/** `summary.json`; its JSON Schema is docs/summary.schema.json. Money in US dollars. */
export interface Summary {
  readonly scenario: string;
  readonly seed: number;
  readonly policy: string;
  /** Absent in a scenario without a purchase of record. */
  readonly portfolio?: Portfolio;
  readonly index: {
    readonly maxUsd: number;
    readonly minUsdAfterMax: number;
    /** Median over months of |index / path - 1|; null where there is no path. */
    readonly trackingErrorMedian: number | null;
  };
  readonly trades: {
    readonly settled: number;
    readonly held: number;
    readonly blocked: number;
    readonly released: number;
    readonly reversed: number;
  };
  /** Every kind, also those of which there was none; they add up to `trades`. */
  readonly sales: readonly SalesOfKind[];
  readonly auctions: AuctionScore;
  readonly rentals: RentalScore;
  readonly instalments: InstalmentScore;
  readonly estates: EstateScore;
  readonly wash: WashScore;
  /** Kinds of ring that tried something; they add up to `wash`. */
  readonly washKinds: readonly WashOfKind[];
  readonly honest: HonestScore;
  readonly rules: readonly RuleScore[];
  /** Kinds that sold something that they had bought. */
  readonly disposition: readonly DispositionScore[];
  readonly realism: RealismScore;
  /** Worlds whose floor was given; empty where there is none. */
  readonly worlds: readonly WorldScore[];
  readonly engine: { readonly transactions: number; readonly seconds: number; readonly blocks: number };
}

/** @param seconds Wall time of the run, the one figure that does not come from the journal. */
export function summarise(history: History, scenario: Scenario, seconds: number): Summary {
  const { run, parcels, cases, blocks, attempts } = history;
  const worth = new Map(parcels.map((parcel) => [parcel.tokenId, parcel.worth]));
  const index = tradedIndex(completedTrades(history), worth);
  const peak = index.reduce((best, { usd }, i) => (usd > (index[best]?.usd ?? 0) ? i : best), 0);
  const path = homePath(scenario, parcels, run.start, run.days);
  const [purchase] = scenario.purchases;
  const ends = [...cases.values()].map(({ end }) => end);
  const portfolioIn = (bought: Purchase): Portfolio => {
    const estate = estateOfRecord(bought, history, scenario);
    const portfolio = portfolioOf(bought, history, index, scenario.end);
    return estate === undefined ? portfolio : { ...portfolio, estate };
  };
  return {
    scenario: run.scenario,
    seed: run.seed,
    policy: run.policy,
    ...(purchase === undefined ? {} : { portfolio: portfolioIn(purchase) }),
    index: {
      maxUsd: max(index, ({ usd }) => usd) ?? 0,
      minUsdAfterMax: Math.min(...index.slice(peak).map(({ usd }) => usd)),
      trackingErrorMedian: path.length === 0 ? null : trackingError(index, monthlyMeans(path, run.start)),
    },
    trades: {
      settled: attempts.filter(({ outcome }) => outcome === "settled").length,
      held: attempts.filter(({ outcome }) => outcome === "held").length,
      blocked: attempts.filter(isBlocked).length,
      released: ends.filter((end) => end === "released").length,
      reversed: ends.filter((end) => end === "reversed" || end === "expired").length,
    },
    sales: salesByKind(history),
    auctions: auctionScore(history),
    rentals: rentalScore(history),
    instalments: instalmentScore(history),
    estates: estateScore(history),
    wash: washScore(history),
    washKinds: washByKind(history),
    honest: honestScore(history),
    worlds: worldScores(history, scenario),
    rules: ruleScores(scenario.compliance.rules, history),
    disposition: dispositionScores(history),
    realism: realismScore(history),
    engine: {
      transactions: blocks.reduce((sum, block) => sum + block.transactions, 0),
      seconds,
      blocks: blocks.length,
    },
  };
}
