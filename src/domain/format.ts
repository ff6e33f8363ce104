import { isoDate } from "./calendar.ts";
import type { MicroUsd } from "./primitives.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** An amount to the cent, $1,234.56, and further only where it goes further, so that equal texts are equal amounts. */
export function formatAmount(amount: MicroUsd): string {
  const size = amount < 0n ? -amount : amount;
  const whole = (size / 1_000_000n).toString().replace(/\B(?=(\d{3})+$)/g, ",");
  const decimals = (size % 1_000_000n)
    .toString()
    .padStart(6, "0")
    .replace(/0{1,4}$/, "");
  return `${amount < 0n ? "-" : ""}$${whole}.${decimals}`;
}

/** 19 Nov 2021 12:00 UTC, without the last word. @param time Unix seconds. */
export function formatMoment(time: number): string {
  const date = isoDate(time);
  const minutes = Math.floor(time / 60);
  const clock = [Math.floor(minutes / 60) % 24, minutes % 60].map((part) => part.toString().padStart(2, "0"));
  return `${Number(date.slice(8))} ${MONTHS[Number(date.slice(5, 7)) - 1] ?? ""} ${date.slice(0, 4)} ${clock.join(":")}`;
}

/** The largest unit that counts and the one below it: 20 days 3 hours. */
export function formatDuration(seconds: number): string {
  const size = Math.abs(seconds);
  const largest = UNITS.findIndex(([, length]) => size >= length);
  if (largest === -1) return "no time";
  let rest = size;
  const parts = UNITS.slice(largest, largest + 2).map(([unit, length]) => {
    const count = Math.floor(rest / length);
    rest -= count * length;
    return count === 0 ? "" : `${count} ${unit}${count === 1 ? "" : "s"}`;
  });
  return parts.filter((part) => part !== "").join(" ");
}

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;
