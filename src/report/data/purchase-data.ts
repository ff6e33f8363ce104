import { DAY, isoDate } from "../../domain/calendar.ts";
import { tokenIdAt } from "../../domain/land.ts";
import type { Purchase } from "../../domain/scenario.ts";
import { portfolioOf } from "../../metrics/portfolio.ts";
import { completedTrades, tradedIndex } from "../../metrics/traded-index.ts";
import { formatDate, formatList, formatMonth, formatShare, formatUsd } from "../format.ts";
import type { MarketData, PurchaseData } from "../report-data.ts";
import { cents } from "./market-data.ts";
import type { ReportInput } from "./report-input.ts";

/** The purchases of record: what each parcel cost in the run's own trades, and what it would fetch at the traded index. */
export function buildPurchases(input: ReportInput, market: MarketData): readonly PurchaseData[] {
  return input.scenario.purchases.map((purchase) => buildPurchase(input, purchase, market));
}

function buildPurchase({ history, summary }: ReportInput, purchase: Purchase, market: MarketData): PurchaseData {
  const rows = new Map(history.parcels.map(({ tokenId }, row) => [tokenId, row]));
  const worth = new Map(history.parcels.map((parcel) => [parcel.tokenId, parcel.worth]));
  const index = tradedIndex(completedTrades(history), worth);
  const { costUsd, valueUsd, markDate, lossPct, parcels } =
    summary.portfolio?.id === purchase.id
      ? summary.portfolio
      : portfolioOf(purchase, history, index, isoDate(history.run.start + (history.run.days - 1) * DAY));
  const base = market.index[market.months.indexOf(purchase.date.slice(0, 7))] ?? null;
  const date = parcels[0]?.boughtOn ?? purchase.date;
  const places = formatList(purchase.parcels.map(({ x, y }) => `(${x}, ${y})`));
  return {
    buyer: purchase.buyer,
    date,
    title: `${purchase.buyer} paid ${formatUsd(costUsd)}; ${formatUsd(valueUsd)} was left`,
    story:
      `${formatDate(date)}: ${purchase.buyer} buys ${places} for ${formatUsd(costUsd)}, ` +
      `through the market, every rule asked. ${formatMonth(markDate.slice(0, 7))}: ${formatUsd(valueUsd)}, ` +
      `a loss of ${formatShare(lossPct / 100)}.`,
    costUsd,
    valueUsd,
    markDate,
    lossShare: lossPct / 100,
    reportedLaterUsd: purchase.laterUsd,
    values: market.months.flatMap((month, i) => {
      const usd = market.index[i] ?? null;
      if (month < purchase.date.slice(0, 7) || usd === null || base === null) return [];
      return [{ month, usd: Math.round((costUsd * usd) / base) }];
    }),
    parcels: purchase.parcels.map(({ x, y, note }) => {
      const bought = parcels.find((parcel) => parcel.x === x && parcel.y === y);
      const parcel = rows.get(tokenIdAt(x, y)) ?? -1;
      return { parcel, x, y, note, paidUsd: bought?.costUsd ?? null, valueUsd: cents(bought?.valueUsd) };
    }),
    source: purchase.source,
    readings: purchase.readings,
  };
}
