import { mean, median } from "d3-array";

import { TRADER_KINDS, WASH_TRADERS, type TraderKind } from "../../domain/agents.ts";
import type { IsoMonth } from "../../domain/calendar.ts";
import { agentGains, type AgentGain } from "../../metrics/gains.ts";
import { holdingGains } from "../../metrics/holding-gains.ts";
import { formatMonth, formatUsd } from "../format.ts";
import type { GainsData, KindGain, MarketData } from "../report-data.ts";
import type { ReportInput } from "./report-input.ts";

/** Who gained, who lost: by kind of trader, by month of entry, by month of purchase. */
export function buildGains({ history, scenario }: ReportInput, market: MarketData): GainsData {
  const startUsd = market.index.find((usd) => usd !== null) ?? Number.NaN;
  const endUsd = market.index.findLast((usd) => usd !== null) ?? Number.NaN;
  const traders = agentGains(history, { startUsd, endUsd }).filter(
    (gain) => isTrader(gain.role) && (gain.bought > 0 || gain.sold > 0 || gain.endowed),
  );
  const kinds = byKind(traders, scenario.purchases[0]?.buyer);
  const cohorts = byCohort(traders);
  const holdings = holdingGains(history, endUsd).map((of) => ({
    ...of,
    averageUsd: wholeUsd(of.averageUsd),
    medianUsd: wholeUsd(of.medianUsd),
  }));
  return {
    kindsTitle: titleKinds(kinds),
    kinds,
    cohortsTitle: titleExtremes(
      "Traders who first bought in",
      cohorts.filter(({ traders: size }) => size >= FEW),
    ),
    cohorts,
    holdingsTitle: titleExtremes(
      "A parcel bought in",
      holdings.filter(({ purchases }) => purchases >= FEW),
    ),
    holdings,
  };
}

/** Averages of fewer make no title. */
const FEW = 5;

const NAMES: Readonly<Record<TraderKind, string>> = {
  fundamentalist: "Fundamentalists",
  momentum: "Momentum traders",
  flipper: "Flippers",
  collector: "Collectors",
  "loss-averse": "Loss-averse sellers",
  newcomer: "Newcomers",
  switcher: "Switchers",
  sweeper: "Sweepers",
  "floor-bidder": "Floor bidders",
  "estate-builder": "Estate builders",
  leveraged: "Leveraged buyers",
  financier: "Financiers",
  traveller: "Travellers",
  "market-maker": "Market makers",
  "scene-creator": "Creators",
  celebrity: "Celebrity",
  holder: "Holders from the start",
  "wash-ring": "Wash rings",
  "reward-farmer": "Reward farmers",
};

function isTrader(role: string): role is TraderKind {
  return TRADER_KINDS.some((kind) => kind === role);
}

function byKind(traders: readonly AgentGain[], celebrity: string | undefined): readonly KindGain[] {
  return TRADER_KINDS.flatMap((role) => {
    const gains = traders.filter((trader) => trader.role === role).map(({ gain }) => gain);
    if (gains.length === 0) return [];
    const kind = role === "celebrity" && gains.length === 1 && celebrity !== undefined ? celebrity : NAMES[role];
    return [
      {
        kind,
        traders: gains.length,
        totalUsd: wholeUsd(gains.reduce((a, b) => a + b, 0)),
        medianUsd: wholeUsd(median(gains) ?? 0),
        losers: gains.filter((gain) => gain < 0).length,
      },
    ];
  }).sort((a, b) => b.totalUsd - a.totalUsd);
}

/** Those with land from the start are no entrants; what a buyer of record did is given and no outcome. */
function byCohort(traders: readonly AgentGain[]): GainsData["cohorts"] {
  const cohorts = new Map<IsoMonth, number[]>();
  for (const { entry, endowed, gain, role } of traders) {
    if (entry === undefined || endowed || WASH_TRADERS.includes(role) || role === "celebrity") continue;
    const of = cohorts.get(entry);
    if (of === undefined) cohorts.set(entry, [gain]);
    else of.push(gain);
  }
  return [...cohorts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, gains]) => ({
      month,
      traders: gains.length,
      averageUsd: wholeUsd(mean(gains) ?? 0),
      medianUsd: wholeUsd(median(gains) ?? 0),
    }));
}

function titleKinds(kinds: readonly KindGain[]): string {
  const [best, worst] = [kinds[0], kinds.at(-1)];
  if (best === undefined || worst === undefined) return "Nobody traded";
  const verb = (usd: number): string => (usd < 0 ? `lost ${formatUsd(-usd)}` : `gained ${formatUsd(usd)}`);
  if (best === worst) return `${best.kind} ${verb(best.totalUsd)}`;
  return `${best.kind} ${verb(best.totalUsd)}; ${withinSentence(worst.kind)} ${verb(worst.totalUsd)}`;
}

/** A buyer's own name stays as it is. */
function withinSentence(kind: string): string {
  return Object.values(NAMES).includes(kind) ? lowerFirst(kind) : kind;
}

type Dated = { readonly month: IsoMonth; readonly averageUsd: number };

function titleExtremes(subject: string, months: readonly Dated[]): string {
  const sorted = months.toSorted((a, b) => b.averageUsd - a.averageUsd);
  const [best, worst] = [sorted[0], sorted.at(-1)];
  if (best === undefined || worst === undefined) return "Nobody bought";
  const result = (usd: number): string => (usd < 0 ? `lost ${formatUsd(-usd)}` : `gained ${formatUsd(usd)}`);
  return (
    `${subject} ${formatMonth(best.month)} ${result(best.averageUsd)} on average, ` +
    `in ${formatMonth(worst.month)} ${result(worst.averageUsd)}`
  );
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** Without the minus of a zero, which JSON does not know. */
function wholeUsd(usd: number): number {
  return Math.round(usd) + 0;
}
