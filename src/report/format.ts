import { isoDate, type IsoDate, type IsoMonth } from "../domain/calendar.ts";

/** Between a number and its unit, so that they stay on one line. */
const NBSP = "\u00a0";
const MINUS = "\u2212";
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const LONG_MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** Money as people write it: `$4.20`, `$722`, `$123,000`, `$2.43 M`, `$1.20 bn`. */
export function formatUsd(usd: number): string {
  if (!Number.isFinite(usd)) return "n/a";
  const size = Math.abs(usd);
  if (size >= 999_995_000) return signed(usd, `$${(size / 1e9).toFixed(2)}${NBSP}bn`);
  if (size >= 999_999.5) return signed(usd, `$${(size / 1e6).toFixed(2)}${NBSP}M`);
  // Cents only where they are read.
  const cents = size > 0 && size < 9.995;
  return signed(usd, `$${cents ? size.toFixed(2) : groupThousands(size.toFixed(0))}`);
}

/** For the ticks of an axis: `$500`, `$10k`, `$2.5M`. */
export function formatUsdShort(usd: number): string {
  const size = Math.abs(usd);
  if (size >= 1e9) return signed(usd, `$${trim(size / 1e9)}bn`);
  if (size >= 1e6) return signed(usd, `$${trim(size / 1e6)}M`);
  if (size >= 1e3) return signed(usd, `$${trim(size / 1e3)}k`);
  return signed(usd, `$${trim(size)}`);
}

/** A whole number with separators: `12,034`. */
export function formatCount(count: number): string {
  if (!Number.isFinite(count)) return "n/a";
  return signed(count, groupThousands(Math.abs(count).toFixed(0)));
}

/** A share of 1 as a percentage: `91.5 %`; two digits below one percent, so that a small share is not a zero. */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return "n/a";
  const pct = share * 100;
  const size = Math.abs(pct);
  const digits = size === 0 || size >= 99.95 ? 0 : size < 0.995 ? 2 : 1;
  return signed(pct, `${size.toFixed(digits)}${NBSP}%`);
}

/** `2021-11-19` as `19 Nov 2021`. */
export function formatDate(date: IsoDate): string {
  return `${Number(date.slice(8, 10))} ${formatMonth(date.slice(0, 7))}`;
}

/** Day of the run as `19 Nov 2021`. @param start Unix seconds of day 0. */
export function formatDay(start: number, day: number): string {
  return formatDate(isoDate(start + day * 86_400));
}

/** `2021-11` as `Nov 2021`. */
export function formatMonth(month: IsoMonth): string {
  return `${MONTHS[Number(month.slice(5, 7)) - 1] ?? month} ${month.slice(0, 4)}`;
}

/** `2021-11` as `November 2021`. */
export function formatLongMonth(month: IsoMonth): string {
  return `${LONG_MONTHS[Number(month.slice(5, 7)) - 1] ?? month} ${month.slice(0, 4)}`;
}

/** `1 trade`, `12,034 trades`. */
export function formatQuantity(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** `SelfTrade`, `RoundTrip and SelfTrade`, `A, B and C`. */
export function formatList(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1) ?? ""}`;
}

/** `0x1234…cdef`. */
export function formatAddress(address: string): string {
  return address.length > 12 ? `${address.slice(0, 6)}…${address.slice(-4)}` : address;
}

function signed(value: number, text: string): string {
  const isZero = /^[^1-9]*$/.test(text);
  return value < 0 && !isZero ? MINUS + text : text;
}

/** At most one digit after the point, and none where it is zero. */
function trim(value: number): string {
  return value.toFixed(1).replace(/\.0$/, "");
}

function groupThousands(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ",");
}
