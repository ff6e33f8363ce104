import { DAY, isoDate } from "../../domain/calendar.ts";
import { placesBought, tokenIdAt } from "../../domain/land.ts";
import type { Purchase } from "../../domain/scenario.ts";
import { estateOfRecord, valuesOfRecord, type EstateOfRecord } from "../../metrics/estate-of-record.ts";
import { portfolioOf } from "../../metrics/portfolio.ts";
import { completedTrades, tradedIndex } from "../../metrics/traded-index.ts";
import { formatDate, formatList, formatMonth, formatQuantity, formatShare, formatUsd } from "../format.ts";
import type { MarketData, PurchaseData, PurchasedEstateData } from "../report-data.ts";
import { cents } from "./market-data.ts";
import type { ReportInput } from "./report-input.ts";

/** The purchases of record: what each parcel cost in the run's own trades, and what it would fetch at the traded index. */
export function buildPurchases(input: ReportInput, market: MarketData): readonly PurchaseData[] {
  return input.scenario.purchases.map((purchase) => buildPurchase(input, purchase, market));
}

function buildPurchase(input: ReportInput, purchase: Purchase, market: MarketData): PurchaseData {
  const { history, summary, scenario } = input;
  const rows = new Map(history.parcels.map(({ tokenId }, row) => [tokenId, row]));
  const worth = new Map(history.parcels.map((parcel) => [parcel.tokenId, parcel.worth]));
  const index = tradedIndex(completedTrades(history), worth);
  const { costUsd, valueUsd, markDate, lossPct, parcels } =
    summary.portfolio?.id === purchase.id
      ? summary.portfolio
      : portfolioOf(purchase, history, index, isoDate(history.run.start + (history.run.days - 1) * DAY));
  const indexOn = new Map(index.map(({ month, usd }) => [month, usd]));
  const base = indexOn.get(purchase.date.slice(0, 7));
  const estate = estateOfRecord(purchase, history, scenario);
  const date = estate?.boughtOn ?? parcels[0]?.boughtOn ?? purchase.date;
  const what = describe(purchase);
  const places = purchase.estate === undefined ? formatList(purchase.parcels.map(({ x, y }) => `(${x}, ${y})`)) : what;
  return {
    buyer: purchase.buyer,
    what,
    date,
    title: `${purchase.buyer} paid ${formatUsd(costUsd)}; ${formatUsd(valueUsd)} was left`,
    story:
      `${formatDate(date)}: ${purchase.buyer} buys ${places} for ${formatUsd(costUsd)}, ` +
      `through the market, every rule asked. ${formatMonth(markDate.slice(0, 7))}: ${formatUsd(valueUsd)}, ` +
      `a loss of ${formatShare(lossPct / 100)}.` +
      (estate === undefined ? "" : ` ${tellRecord(estate)}`),
    costUsd,
    valueUsd,
    markDate,
    lossShare: lossPct / 100,
    reportedLaterUsd: purchase.laterUsd ?? null,
    values: market.months.flatMap((month) => {
      const usd = indexOn.get(month);
      if (month < purchase.date.slice(0, 7) || usd === undefined || base === undefined) return [];
      return [{ month, usd: Math.round((costUsd * usd) / base) }];
    }),
    parcels: purchase.parcels.map(({ x, y, note }) => {
      const bought = parcels.find((parcel) => parcel.x === x && parcel.y === y);
      const parcel = rows.get(tokenIdAt(x, y)) ?? -1;
      return { parcel, x, y, note, paidUsd: bought?.costUsd ?? null, valueUsd: cents(bought?.valueUsd) };
    }),
    estate: estate === undefined ? null : buildEstate(input, purchase, estate),
    source: purchase.source,
    readings: purchase.readings,
  };
}

/** What was bought, in words: the scenario's own count, also where the run did not get to it. */
export function describe({ parcels, estate }: Pick<Purchase, "parcels" | "estate">): string {
  const count = formatQuantity(estate?.places.length ?? parcels.length, "parcel");
  return estate === undefined ? count : `${count} as one estate`;
}

function tellRecord({ boughtUsd, markUsd, sizeFactor }: EstateOfRecord): string {
  return (
    `By its parcels’ places at the price of record, ${formatShare(1 - sizeFactor)} off for its size, such an estate was ` +
    `worth ${formatUsd(boughtUsd)} in the month of the purchase and ${formatUsd(markUsd)} at the end.`
  );
}

function buildEstate(
  { history, scenario }: ReportInput,
  purchase: Purchase,
  estate: EstateOfRecord,
): PurchasedEstateData {
  const { x, y } = placesBought(purchase)[0] ?? { x: 0, y: 0 };
  const { estateId, parcels, worth, sizeFactor, boughtUsd, markUsd } = estate;
  return {
    number: estateId,
    parcels,
    parcel: history.parcels.findIndex(({ tokenId }) => tokenId === tokenIdAt(x, y)),
    x,
    y,
    note: purchase.estate?.note ?? "",
    sizeFactor,
    worth,
    recordBoughtUsd: boughtUsd,
    recordMarkUsd: markUsd,
    values: valuesOfRecord(estate, history, scenario).map(({ month, usd }) => ({ month, usd: Math.round(usd) })),
  };
}
