import { median } from "d3-array";

import { isoMonth } from "../../domain/calendar.ts";
import type { Purchase, Scenario } from "../../domain/scenario.ts";
import type { History } from "../../replay/history.ts";
import { formatCount, formatList, formatLongMonth, formatQuantity, formatShare, formatUsd } from "../format.ts";
import type { Headline, HeadlineFigure, MarketData } from "../report-data.ts";
import type { ReportInput } from "./report-input.ts";

/** One sentence and four numbers. */
export function writeHeadline({ history, scenario, summary }: ReportInput, market: MarketData): Headline {
  return {
    sentence: writeSentence(history, scenario, summary.rules),
    figures: [
      lossFigure(summary, scenario.purchases[0], market),
      washFigure(summary.wash),
      honestFigure(summary.honest),
      gasFigure(history),
    ],
  };
}

type Summary = ReportInput["summary"];

function writeSentence(history: History, { world, neighbours }: Scenario, rules: Summary["rules"]): string {
  const { run, attempts, accounts, parcels, plots } = history;
  const first = formatLongMonth(isoMonth(run.start));
  const last = formatLongMonth(isoMonth(run.start + (run.days - 1) * 86_400));
  const traders = new Set(attempts.flatMap(({ seller, buyer }) => [seller, buyer]).map((a) => accounts.get(a)?.agent));
  const settled = attempts.filter(({ outcome }) => outcome === "settled").length;
  return (
    `From ${first} to ${last}, ${formatQuantity(traders.size, "simulated trader")} dealt in ` +
    `${formatQuantity(parcels.length + plots.length, "parcel")} of ${formatList([world.name, ...neighbours.map(({ facts }) => facts.name)])} through real contracts on a local chain, along the prices of ` +
    `record: ${formatQuantity(settled, "trade")} settled, ${describeRules(rules)}, seed ${run.seed}.`
  );
}

function describeRules(rules: Summary["rules"]): string {
  const named = (mode: string): readonly string[] => rules.filter((rule) => rule.mode === mode).map(({ id }) => id);
  const [enforced, shadow] = [named("enforce"), named("shadow")];
  if (enforced.length === 0 && shadow.length === 0) return "with no rule in force";
  const parts = [
    ...(enforced.length > 0 ? [`under the ${enforced.length === 1 ? "rule" : "rules"} ${formatList(enforced)}`] : []),
    ...(shadow.length > 0 ? [`with ${formatList(shadow)} only watching`] : []),
  ];
  return parts.join(" and ");
}

function lossFigure({ portfolio }: Summary, purchase: Purchase | undefined, market: MarketData): HeadlineFigure {
  if (portfolio === undefined) {
    const values = market.index.filter((usd) => usd !== null);
    const [peak, end] = [Math.max(...values), values.at(-1) ?? Number.NaN];
    const note = `The typical parcel, from its peak of ${formatUsd(peak)} to ${formatUsd(end)}`;
    return { id: "loss", label: "Fall from the peak", value: formatShare(end / peak - 1), note };
  }
  const { costUsd, valueUsd, estate } = portfolio;
  const whose = purchase === undefined ? "the" : `${purchase.buyer}’s`;
  const what = estate === undefined ? "parcels" : `estate of ${formatQuantity(estate.parcels, "parcel")}`;
  return {
    id: "loss",
    label: `Loss on ${whose} ${what}`,
    value: formatShare(valueUsd / costUsd - 1),
    note: `Bought ${estate === undefined ? "" : "as one "}for ${formatUsd(costUsd)}, worth ${formatUsd(valueUsd)} at the end, by the trades of this run`,
  };
}

function washFigure({ attempted, settled, volumeAttemptedUsd, volumeSettledUsd }: Summary["wash"]): HeadlineFigure {
  return {
    id: "wash",
    label: "Wash volume that settled",
    value: attempted === 0 ? "none tried" : formatShare(volumeSettledUsd / volumeAttemptedUsd),
    note:
      `${formatUsd(volumeSettledUsd)} of ${formatUsd(volumeAttemptedUsd)} tried; ` +
      `${formatCount(settled)} of ${formatQuantity(attempted, "trade")}`,
  };
}

function honestFigure({ attempted, blocked, held }: Summary["honest"]): HeadlineFigure {
  return {
    id: "honest",
    label: "Honest trades stopped",
    value: formatCount(blocked + held),
    note: `${formatCount(blocked)} blocked and ${formatCount(held)} held, of ${formatQuantity(attempted, "honest trade")}`,
  };
}

function gasFigure({ attempts, run }: History): HeadlineFigure {
  const gas = median(attempts.filter((a) => a.outcome === "settled" && a.gas > 0).map((a) => a.gas));
  return {
    id: "gas",
    label: run.policy === "off" ? "Price of an unchecked trade" : "Price of a checked trade",
    value: gas === undefined ? "n/a" : formatCount(gas),
    unit: "gas",
    note: "Median of the settled trades: payment, fee, transfer and every rule in one transaction",
  };
}
