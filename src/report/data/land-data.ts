import { tokenIdAt } from "../../domain/land.ts";
import { usdToNumber } from "../../domain/primitives.ts";
import { dayOf, type Attempt, type History, type ParcelTransfer } from "../../replay/history.ts";
import { formatCount, formatQuantity, formatUsd } from "../format.ts";
import type { LandData, PurchaseData, TradeColumns } from "../report-data.ts";
import { SALE_NAMES } from "../sale-names.ts";
import type { AccountBook } from "./names.ts";
import type { ReportInput } from "./report-input.ts";
import type { TradeTable } from "./trade-columns.ts";

/** The map: where parcels are, who had them first, and every move that no settled trade explains. */
export function buildLand(
  { history, scenario }: ReportInput,
  book: AccountBook,
  { columns: trades, attempts }: TradeTable,
  purchases: readonly PurchaseData[],
): LandData {
  const { parcels, transfers, run } = history;
  const { city } = scenario.world;
  const rows = new Map(parcels.map(({ x, y }, row) => [tokenIdAt(x, y), row]));
  const settled = new Set(
    attempts
      .filter(({ outcome, collection }) => outcome === "settled" && collection === "land")
      .map((attempt) => `${attempt.n}/${attempt.tokenId}`),
  );
  const worth = new Map(parcels.map((parcel) => [parcel.tokenId, parcel.worth]));
  const notes = noteMoves(attempts, history.cases, worth);
  const firstOwner = parcels.map(() => -1);
  const moves: Record<keyof LandData["moves"], number[]> = {
    parcel: [],
    day: [],
    before: [],
    to: [],
    note: [],
    usd: [],
  };
  let next = 0;
  for (const transfer of transfers) {
    const { n, time, tokenId, to } = transfer;
    const row = rows.get(tokenId);
    if (row === undefined || settled.has(`${n}/${tokenId}`)) continue;
    if (time < run.start || n < (attempts[0]?.n ?? 0)) {
      firstOwner[row] = book.row(to);
      continue;
    }
    while ((attempts[next]?.n ?? Number.POSITIVE_INFINITY) <= n) next += 1;
    moves.parcel.push(row);
    moves.before.push(next);
    moves.day.push(dayOf(run, time));
    moves.to.push(book.row(to));
    moves.note.push(notes.rowOf(transfer));
    moves.usd.push(notes.usdOf(transfer));
  }
  const sold = new Set([
    ...trades.parcel.filter((parcel, i) => parcel >= 0 && trades.state[i] === 0),
    ...moves.parcel.filter((_, i) => moves.note[i] !== -1),
  ]);
  return {
    title: `${formatCount(sold.size)} of ${formatQuantity(parcels.length, "parcel")} changed hands for money at least once`,
    source: city.source,
    grid: city.grid,
    plazas: city.plazas,
    roads: city.roads,
    x: parcels.map(({ x }) => x),
    y: parcels.map(({ y }) => y),
    worth: parcels.map(({ worth }) => Math.round(worth * 1e4) / 1e4),
    firstOwner,
    moves,
    moveNotes: notes.sentences,
    suggestions: suggest(trades, purchases),
  };
}

/** Moves that were paid for although the parcel itself has no settled trade: with its estate, or by the officer's release. */
function noteMoves(
  attempts: readonly Attempt[],
  cases: History["cases"],
  worth: ReadonlyMap<bigint, number>,
): {
  readonly sentences: readonly string[];
  rowOf(transfer: ParcelTransfer): number;
  usdOf(transfer: ParcelTransfer): number;
} {
  const rows = new Map<string, number>();
  const shares = new Map<string, number>();
  const sentences: string[] = [];
  for (const { time, tokenId, parcels, outcome, price, kind, buyer, caseId } of attempts) {
    const end = caseId === undefined ? undefined : cases.get(caseId);
    const released = end?.end === "released" ? (end.closedAt ?? time) : undefined;
    const when = outcome === "settled" ? time : released;
    if (when === undefined || (parcels === undefined && released === undefined)) continue;
    for (const parcel of parcels ?? [tokenId]) rows.set(`${when}/${parcel}/${buyer}`, sentences.length);
    const all = (parcels ?? []).reduce((sum, parcel) => sum + (worth.get(parcel) ?? 0), 0);
    for (const parcel of parcels ?? []) {
      const share = (usdToNumber(price) * (worth.get(parcel) ?? 0)) / all;
      shares.set(`${when}/${parcel}/${buyer}`, Math.round(100 * share) / 100);
    }
    const whole =
      parcels === undefined ? "sold" : `sold with estate ${tokenId} (${formatQuantity(parcels.length, "parcel")})`;
    const how = `${whole} for ${formatUsd(usdToNumber(price))}, ${SALE_NAMES[kind].way}`;
    sentences.push(released === undefined ? how : `${how}, released from escrow`);
  }
  return {
    sentences,
    rowOf: ({ time, tokenId, to }) => rows.get(`${time}/${tokenId}/${to}`) ?? -1,
    usdOf: ({ time, tokenId, to }) => shares.get(`${time}/${tokenId}/${to}`) ?? 0,
  };
}

/** Parcels worth a first look: those of record, the most traded, the most washed. */
function suggest(trades: TradeColumns, purchases: readonly PurchaseData[]): LandData["suggestions"] {
  const ofRecord = purchases.flatMap(({ buyer, parcels, estate }) => [
    ...parcels
      .filter(({ parcel }) => parcel >= 0)
      .map(({ parcel, x, y }) => ({ parcel, why: `${buyer} (${x}, ${y})` })),
    ...[estate].flatMap((one) =>
      one === null || one.parcel < 0
        ? []
        : [{ parcel: one.parcel, why: `${buyer}’s estate of ${formatQuantity(one.parcels, "parcel")}` }],
    ),
  ]);
  const most = (counts: (i: number) => boolean): number | undefined => {
    const tally = new Map<number, number>();
    trades.parcel.forEach((parcel, i) => {
      if (parcel >= 0 && counts(i)) tally.set(parcel, (tally.get(parcel) ?? 0) + 1);
    });
    return [...tally].sort(([a, x], [b, y]) => y - x || a - b)[0]?.[0];
  };
  const traded = most((i) => trades.state[i] === 0 && trades.wash[i] === 0);
  const washed = most((i) => trades.wash[i] === 1);
  return [
    ...ofRecord,
    ...(traded === undefined ? [] : [{ parcel: traded, why: "Most traded" }]),
    ...(washed === undefined ? [] : [{ parcel: washed, why: "Most wash attempts" }]),
  ];
}
