import { isoDate } from "../../domain/calendar.ts";
import { tokenIdAt } from "../../domain/land.ts";
import { usdToNumber } from "../../domain/primitives.ts";
import type { Purchase } from "../../domain/scenario.ts";
import { changedHands } from "../../metrics/gains.ts";
import { formatDate, formatList, formatMonth, formatShare, formatUsd } from "../format.ts";
import type { MarketData, PurchaseData, PurchasedParcelData } from "../report-data.ts";
import { cents } from "./market-data.ts";
import type { ReportInput } from "./report-input.ts";

/** The purchases of record: what each parcel cost in the run's own trades, and what it would fetch at the traded index. */
export function buildPurchases(input: ReportInput, market: MarketData): readonly PurchaseData[] {
  return input.scenario.purchases.map((purchase) => buildPurchase(input, purchase, market));
}

function buildPurchase({ history, summary }: ReportInput, purchase: Purchase, market: MarketData): PurchaseData {
  const rows = new Map(history.parcels.map(({ tokenId }, row) => [tokenId, row]));
  const lastIndex = market.index.findLast((usd) => usd !== null) ?? null;
  const buyer = [...history.accounts.values()].find(({ agent }) => agent.endsWith(`/${purchase.id}`))?.address;
  const parcels = purchase.parcels.map(({ x, y, note }): PurchasedParcelData => {
    const parcel = rows.get(tokenIdAt(x, y)) ?? -1;
    const bought = history.attempts.find(
      (attempt) =>
        attempt.tokenId === tokenIdAt(x, y) &&
        changedHands(attempt, history.cases) &&
        (buyer === undefined || attempt.buyer === buyer),
    );
    const worth = history.parcels[parcel]?.worth;
    return {
      parcel,
      x,
      y,
      note,
      paidUsd: bought === undefined ? null : usdToNumber(bought.price),
      valueUsd: worth === undefined || lastIndex === null ? null : cents(worth * lastIndex),
    };
  });
  const worth = parcels.reduce((sum, { parcel }) => sum + (history.parcels[parcel]?.worth ?? 0), 0);
  const paid = parcels.reduce((sum, { paidUsd }) => sum + (paidUsd ?? 0), 0);
  const marked = parcels.reduce((sum, { valueUsd }) => sum + (valueUsd ?? 0), 0);
  const costUsd = summary.portfolio?.costUsd ?? paid;
  const valueUsd = summary.portfolio?.valueUsd ?? marked;
  const markDate = summary.portfolio?.markDate ?? isoDate(history.run.start + (history.run.days - 1) * 86_400);
  const places = formatList(purchase.parcels.map(({ x, y }) => `(${x}, ${y})`));
  return {
    buyer: purchase.buyer,
    date: purchase.date,
    title: `${purchase.buyer} paid ${formatUsd(costUsd)}; ${formatUsd(valueUsd)} was left`,
    story:
      `${formatDate(purchase.date)}: ${purchase.buyer} buys ${places} for ${formatUsd(costUsd)}, ` +
      `through the market, every rule asked. ${formatMonth(markDate.slice(0, 7))}: ${formatUsd(valueUsd)}, ` +
      `a loss of ${formatShare(1 - valueUsd / costUsd)}.`,
    costUsd,
    valueUsd,
    markDate,
    lossShare: 1 - valueUsd / costUsd,
    reportedLaterUsd: purchase.laterUsd,
    values: market.months.flatMap((month, i) => {
      const usd = market.index[i] ?? null;
      return month < purchase.date.slice(0, 7) || usd === null ? [] : [{ month, usd: Math.round(usd * worth) }];
    }),
    parcels,
    source: purchase.source,
    readings: purchase.readings,
  };
}
