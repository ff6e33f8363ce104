import type { RingKind } from "../../domain/agents.ts";
import { isoDate } from "../../domain/calendar.ts";
import { ringRecords, type RingRecord } from "../../metrics/rings.ts";
import { formatCount, formatDate, formatQuantity, formatUsd } from "../format.ts";
import type { RingData, RingsData } from "../report-data.ts";
import type { AccountBook } from "./names.ts";
import type { ReportInput } from "./report-input.ts";
import type { TradeTable } from "./trade-columns.ts";

/** Each ring as the walk of its tokens. */
export function buildRings({ history }: ReportInput, book: AccountBook, table: TradeTable): RingsData {
  const rows = new Map(history.parcels.map(({ tokenId }, row) => [tokenId, row]));
  const records = ringRecords(history);
  return {
    title: titleRings(records),
    rings: records.map((record): RingData => {
      const number = /[\d.]+$/.exec(record.ring)?.[0] ?? record.ring;
      return {
        id: record.ring,
        name: record.kind === "farming" ? `Farmer ${number}` : `Ring ${number}`,
        kind: record.kind,
        description: describeKind(record.kind, record.wallets.length),
        conclusion: conclude(record),
        wallets: record.wallets.map((wallet) => book.row(wallet)),
        parcels: record.tokens.flatMap((tokenId) => rows.get(tokenId) ?? []),
        trades: record.attempts.map((attempt) => table.rowOf(attempt)),
        firstStopped: record.firstStopped,
        attemptedUsd: Math.round(record.attemptedUsd),
        settledUsd: Math.round(record.settledUsd),
      };
    }),
  };
}

function describeKind(kind: RingKind, wallets: number): string {
  switch (kind) {
    case "self":
      return `One owner, known to the register, sells to itself through ${wallets} wallets.`;
    case "ping-pong":
      return `${wallets} wallets pass a parcel to and fro.`;
    case "ring":
      return `${wallets} wallets pass a parcel round and round.`;
    case "self-financed":
      return "The seller first pays the buyer the price, beside the trade.";
    case "farming":
      return `One person's ${wallets} wallets trade for what the market pays for volume, while it pays more than the fee.`;
  }
}

function conclude({ attempts, completed, firstStopped, settledUsd, attemptedUsd }: RingRecord): string {
  const of = `${formatCount(completed)} of ${formatQuantity(attempts.length, "trade")} settled, ${formatUsd(settledUsd)} of ${formatUsd(attemptedUsd)}`;
  const stop = attempts[firstStopped];
  if (stop === undefined) return `never stopped; ${of}`;
  const which = firstStopped === 0 ? "at its first trade" : `at trade ${formatCount(firstStopped + 1)}`;
  const rule = stop.finding?.rule ?? "";
  const by = rule === "" ? "" : ` by ${rule}`;
  return `first stopped ${which}, on ${formatDate(isoDate(stop.time))}${by}; ${of}`;
}

function titleRings(records: readonly RingRecord[]): string {
  if (records.length === 0) return "No ring traded in this run";
  const neverStopped = records.filter(({ firstStopped }) => firstStopped === -1).length;
  const atOnce = records.filter(({ firstStopped }) => firstStopped === 0).length;
  const all = formatQuantity(records.length, "ring");
  if (neverStopped === records.length) return `${all}, and none was ever stopped`;
  const rest = neverStopped === 0 ? "every one was stopped sooner or later" : `${neverStopped} were never stopped`;
  return `${all}: ${atOnce} were stopped at their first trade, ${rest}`;
}
