import type { Fact, RealFigure } from "../metrics/realism/facts.ts";
import type { FactInRun } from "../metrics/realism/realism.ts";
import { formatCount, formatShare, formatUsd } from "./format.ts";

export const VERDICT_WORDS =
  "Inside: the real figure lies in the run’s 95 % interval, or the whole interval keeps a bound. " +
  "Near: the run’s figure is within 20 % of the real one, or keeps the bound.";

/** A figure in its unit: `55.2 %`, `23 days`, `3.49`, `$10,000`. */
export function formatFigure(unit: Fact["unit"], value: number): string {
  if (!Number.isFinite(value)) return "n/a";
  switch (unit) {
    case "share":
      return formatShare(value);
    case "days":
      return `${formatCount(Math.round(value))} days`;
    case "usd":
      return formatUsd(value);
    case "number":
      return value.toFixed(2).replace(/^-/, "\u2212");
    default:
      return unit satisfies never;
  }
}

export function intervalOf({ unit, low, high }: Pick<FactInRun, "unit" | "low" | "high">): string {
  return `${formatFigure(unit, low)} to ${formatFigure(unit, high)}`;
}

/** `BAYC 55.0 %`, `Decentraland above $10,000`. */
export function realOf(unit: Fact["unit"], { of, low, high }: RealFigure): string {
  return `${of} ${high === undefined ? "above " : ""}${formatFigure(unit, low)}`;
}
