import { randomStreams, type RandomStream } from "../../domain/random.ts";
import type { History } from "../../replay/history.ts";
import type { Estimate } from "./bootstrap.ts";
import { FACTS, type Fact, type FactId, type RealFigure } from "./facts.ts";
import { earlyGain, lateGain, newEntrants } from "./gain-facts.ts";
import { openLedger } from "./ledger.ts";
import { marketSales } from "./market-sales.ts";
import { priceGini, priceTail, roundPrices } from "./price-facts.ts";
import { dailyReturns, returnKurtosis, returnMemory, returnTail, volatilityMemory } from "./return-facts.ts";
import { saleOfWinners } from "./seller-facts.ts";
import { concentration, daysBetweenSales, resale } from "./trading-facts.ts";

/**
 * Inside: the real figure is in the run's interval. Near: the run's figure is within 20 % of the real one. Unknown: too few
 * trades to tell.
 */
export type Verdict = "inside" | "near" | "off" | "unknown";

/** One fact of real markets, as it is in a run. */
export interface FactInRun extends Fact, Estimate {
  readonly verdict: Verdict;
}

/** How much of what real markets show a run shows. */
export interface RealismScore {
  /** Facts that are inside or near, of those that could be told. */
  readonly credible: number;
  readonly of: number;
  readonly facts: readonly FactInRun[];
}

/**
 * How real a run's market is.
 *
 * Definition: each fact of `facts.ts`, with its figure in the run, a 95 % bootstrap interval, the real figures and a verdict.
 * Formula: those of the facts; see `judge`.
 * Limits: the interval says what chance does to the figure within this run, not what another seed would give.
 * Source: beside each fact.
 */
export function realismScore(history: History): RealismScore {
  const estimates = estimatesOf(history, randomStreams(history.run.seed));
  const facts = FACTS.map((fact) => {
    const estimate = estimates[fact.id]();
    return { ...fact, ...estimate, verdict: judge(estimate, fact.real) };
  });
  const told = facts.filter(({ verdict }) => verdict !== "unknown");
  return { credible: told.filter(({ verdict }) => verdict !== "off").length, of: told.length, facts };
}

function estimatesOf(
  history: History,
  streams: (label: string) => RandomStream,
): Readonly<Record<FactId, () => Estimate>> {
  const sales = marketSales(history);
  const worths = new Map(history.parcels.map(({ tokenId, worth }) => [tokenId, worth]));
  const returns = dailyReturns(sales, (tokenId) => worths.get(tokenId) ?? 1);
  const ledger = openLedger(history);
  const random = (id: FactId): RandomStream => streams(`realism/${id}`);
  return {
    concentration: () => concentration(sales, random("concentration")),
    resale: () => resale(sales, random("resale")),
    daysBetweenSales: () => daysBetweenSales(sales, random("daysBetweenSales")),
    priceGini: () => priceGini(sales, random("priceGini")),
    priceTail: () => priceTail(sales, random("priceTail")),
    roundPrices: () => roundPrices(sales, random("roundPrices")),
    returnKurtosis: () => returnKurtosis(returns, random("returnKurtosis")),
    returnTail: () => returnTail(returns, random("returnTail")),
    returnMemory: () => returnMemory(returns, random("returnMemory")),
    volatilityMemory: () => volatilityMemory(returns, random("volatilityMemory")),
    earlyGain: () => earlyGain(ledger, random("earlyGain")),
    lateGain: () => lateGain(ledger, random("lateGain")),
    newEntrants: () => newEntrants(ledger, history.run.start, random("newEntrants")),
    saleOfWinners: () => saleOfWinners(ledger, random("saleOfWinners")),
  };
}

/** How far a figure may be from the real one and still be near. */
const NEARLY = 0.2;

/**
 * The best verdict over the real figures that are checked. Where only a bound is known, the whole interval must keep it to
 * be inside, and the figure itself to be near.
 */
export function judge(estimate: Estimate, real: readonly RealFigure[]): Verdict {
  if (![estimate.value, estimate.low, estimate.high].every(Number.isFinite)) return "unknown";
  const verdicts = real.filter(({ use }) => use === "checked").map((figure) => judgeOne(estimate, figure));
  return (["inside", "near"] as const).find((verdict) => verdicts.includes(verdict)) ?? "off";
}

function judgeOne({ value, low, high }: Estimate, real: RealFigure): Verdict {
  const { low: least, high: most = Number.POSITIVE_INFINITY } = real;
  const isNumber = least === most;
  if (isNumber ? low <= least && least <= high : least <= low && high <= most) return "inside";
  const slack = isNumber ? NEARLY * Math.abs(least) : 0;
  return value >= least - slack && value <= most + slack ? "near" : "off";
}
