import { monthlySales } from "../../metrics/sales-by-kind.ts";
import { formatCount, formatQuantity, formatShare, formatUsd } from "../format.ts";
import type { FactsData, SalesData, SalesRow } from "../report-data.ts";
import { SALE_NAMES } from "../sale-names.ts";
import { cents } from "./market-data.ts";
import type { ReportInput } from "./report-input.ts";

/** How it was sold: by kind, and in words what auctions, rentals, instalments and estates came to. */
export function buildSales({ history, summary }: ReportInput): SalesData {
  const months = monthlySales(history);
  const settled = summary.sales.reduce((sum, row) => sum + row.settled, 0);
  const kinds = summary.sales
    .map((row): SalesRow => {
      const { name, explanation } = SALE_NAMES[row.kind];
      return {
        kind: row.kind,
        name,
        explanation,
        settled: row.settled,
        usd: Math.round(row.volumeUsd),
        share: settled === 0 ? 0 : row.settled / settled,
        held: row.held,
        blocked: row.blocked,
        months: months
          .filter(({ kind }) => kind === row.kind)
          .map((of) => ({ month: of.month, settled: of.settled, usd: Math.round(of.usd) })),
      };
    })
    .sort((a, b) => b.settled - a.settled);
  return {
    title: titleSales(kinds, settled),
    kinds,
    facts: [auctionFacts(summary), rentalFacts(summary), ...instalmentFacts(summary), estateFacts(summary)],
  };
}

type Summary = ReportInput["summary"];

function titleSales(kinds: readonly SalesRow[], settled: number): string {
  const [first, second] = kinds.filter((row) => row.settled > 0);
  if (first === undefined) return "Nothing was sold";
  const of = formatQuantity(settled, "sale");
  if (second === undefined) return `All of ${of} ${SALE_NAMES[first.kind].did}`;
  const [most, next] = [formatShare(first.share), formatShare(second.share)];
  return `${most} of ${of} ${SALE_NAMES[first.kind].did}, ${next} ${SALE_NAMES[second.kind].did}`;
}

function auctionFacts({ auctions }: Summary): FactsData {
  const { held, sold, unsold, cancelled, blocked, unwound, open, bids, bidsPerAuction, volumeUsd } = auctions;
  const ratio = cents(auctions.priceToTypicalMedian);
  const ended = [
    ...(cancelled > 0 ? [`${formatCount(cancelled)} were called off`] : []),
    ...(blocked > 0 ? [`a rule refused the winner of ${formatCount(blocked)}`] : []),
    ...(unwound > 0 ? [`${formatCount(unwound)} could not be settled in time`] : []),
    ...(open > 0 ? [`${formatCount(open)} were still open at the end`] : []),
  ];
  return {
    id: "auctions",
    title: held === 0 ? "Nobody held an auction" : `${formatCount(sold)} of ${formatQuantity(held, "auction")} sold`,
    words:
      held === 0
        ? "No item was put up for auction in this run."
        : `${formatCount(unsold)} found no bidder${ended.map((part) => `; ${part}`).join("")}. Each drew ${bidsPerAuction.toFixed(1)} bids on average.${comparePrice(ratio, "The auctioned parcel brought", "what its place was worth by the month’s index")}`,
    figures: [
      figureOf("Sold at auction", formatUsd(volumeUsd), "sales that settled at once"),
      figureOf("Bids per auction", bidsPerAuction.toFixed(1), `${formatCount(bids)} bids in all`),
      figureOf("Price against typical", ratio === null ? "n/a" : timesOf(ratio), "median; 1 is the month’s index"),
    ],
    rows: [
      ["held", held],
      ["sold", sold],
      ["unsold", unsold],
      ["cancelled", cancelled],
      ["blocked", blocked],
      ["unwound", unwound],
      ["open", open],
      ["bids", bids],
      ["bids_per_auction", cents(bidsPerAuction)],
      ["volume_usd", Math.round(volumeUsd)],
      ["price_to_typical_median", ratio],
    ],
  };
}

function rentalFacts({ rentals }: Summary): FactsData {
  const { started, refunded, parcelDays, rentUsd, feeUsd, tenants, parcels, shareOfParcels } = rentals;
  const perDay = parcelDays === 0 ? null : cents(rentUsd / parcelDays);
  return {
    id: "rentals",
    title:
      started === 0
        ? "Nobody rented land"
        : `Tenants paid ${formatUsd(rentUsd)} in ${formatQuantity(started, "rental")}`,
    words:
      started === 0
        ? "No parcel was let in this run."
        : `${formatQuantity(tenants, "tenant")} used ${formatQuantity(parcels, "parcel")} for ${formatQuantity(parcelDays, "day")} in all, at ${formatUsd(perDay ?? Number.NaN)} per parcel and day. ${endings(refunded)}`,
    figures: [
      figureOf("Rent paid", formatUsd(rentUsd), `refunds taken off; ${formatUsd(feeUsd)} of it fees`),
      figureOf("Parcel-days let", formatCount(parcelDays), `in ${formatQuantity(started, "rental")}`),
      figureOf(
        "Parcels ever let",
        formatShare(shareOfParcels),
        `${formatCount(parcels)} of them, alone or in an estate`,
      ),
    ],
    rows: [
      ["started", started],
      ["refunded", refunded],
      ["parcel_days", parcelDays],
      ["rent_usd", Math.round(rentUsd)],
      ["fee_usd", Math.round(feeUsd)],
      ["tenants", tenants],
      ["parcels", parcels],
      ["share_of_parcels", shareOfParcels],
    ],
  };
}

function endings(refunded: number): string {
  if (refunded === 0) return "No landlord ended a rental early.";
  return `${formatQuantity(refunded, "rental was", "rentals were")} ended early by the landlord, and the rest refunded.`;
}

/** Only where somebody bought so. */
function instalmentFacts({ instalments }: Summary): readonly FactsData[] {
  const { opened, completed, foreclosed, unwound, open, paidUsd, lostUsd, owedUsd, resold } = instalments;
  if (opened === 0) return [];
  const ratio = cents(instalments.resalePriceToTypicalMedian);
  const others = [
    ...(unwound > 0 ? [`${formatCount(unwound)} could not settle and went back`] : []),
    ...(open > 0 ? [`${formatQuantity(open, "plan was", "plans were")} still being paid at the end`] : []),
  ];
  return [
    {
      id: "instalments",
      title: `${formatCount(foreclosed)} of ${formatQuantity(opened, "plan")} to pay in instalments ended in foreclosure`,
      words: `Buyers kept ${formatCount(completed)} of them to the last payment${others.map((part) => `; ${part}`).join("")}. Foreclosures cost buyers ${formatUsd(lostUsd)} of what they had paid.${comparePrice(ratio, "Sold again, a foreclosed parcel brought", "what its place was worth by the month’s index")}`,
      figures: [
        figureOf(
          "Paid in parts",
          formatUsd(paidUsd),
          `down payments and instalments; ${formatUsd(owedUsd)} still owed`,
        ),
        figureOf("Lost by buyers", formatUsd(lostUsd), `in ${formatQuantity(foreclosed, "foreclosure")}`),
        figureOf(
          "Price after foreclosure",
          ratio === null ? "n/a" : timesOf(ratio),
          `median of ${formatQuantity(resold, "sale")}; 1 is the month’s index`,
        ),
      ],
      rows: [
        ["opened", opened],
        ["completed", completed],
        ["foreclosed", foreclosed],
        ["unwound", unwound],
        ["open", open],
        ["paid_usd", Math.round(paidUsd)],
        ["lost_usd", Math.round(lostUsd)],
        ["owed_usd", Math.round(owedUsd)],
        ["resold", resold],
        ["resale_price_to_typical_median", ratio],
      ],
    },
  ];
}

function estateFacts({ estates }: Summary): FactsData {
  const { joined, dissolved, standing, parcels, sizeMedian, sizeLargest, sold, volumeUsd } = estates;
  const ratio = cents(estates.priceToPartsMedian);
  return {
    id: "estates",
    title:
      joined === 0
        ? "Nobody joined an estate"
        : `${formatQuantity(joined, "estate")} joined, ${formatCount(dissolved)} dissolved again`,
    words:
      joined === 0
        ? "No neighbouring parcels were made one token in this run."
        : `The usual estate had ${formatQuantity(sizeMedian, "parcel")}, the largest ${formatCount(sizeLargest)}. ${formatCount(standing)} stood at the end, with ${formatQuantity(parcels, "parcel")} in them.${comparePrice(ratio, "Sold as a whole, an estate brought", "the value of its parcels by place")}`,
    figures: [
      figureOf("Sold as a whole", formatUsd(volumeUsd), `${formatQuantity(sold, "sale")} that settled at once`),
      figureOf("Parcels in an estate", formatCount(sizeMedian), `median; the largest had ${formatCount(sizeLargest)}`),
      figureOf(
        "Price against its parts",
        ratio === null ? "n/a" : timesOf(ratio),
        "median; 1 is the sum of the parcels",
      ),
    ],
    rows: [
      ["joined", joined],
      ["dissolved", dissolved],
      ["standing", standing],
      ["parcels", parcels],
      ["size_median", sizeMedian],
      ["size_largest", sizeLargest],
      ["sold", sold],
      ["volume_usd", Math.round(volumeUsd)],
      ["price_to_parts_median", ratio],
    ],
  };
}

function figureOf(label: string, value: string, note: string): FactsData["figures"][number] {
  return { label, value, note };
}

function comparePrice(ratio: number | null, subject: string, measure: string): string {
  return ratio === null ? "" : ` ${subject} ${timesOf(ratio)} ${measure}.`;
}

/** `1.05 ×`. */
function timesOf(ratio: number): string {
  return `${ratio.toFixed(2)}\u00a0×`;
}
