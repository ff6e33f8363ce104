import * as Plot from "@observablehq/plot";

import { monthStart, nextMonth, type IsoMonth } from "../../domain/calendar.ts";
import { formatUsdShort } from "../format.ts";

/** Who is colour, what became of it is pattern: nothing rests on colour alone. */
export const FILLS = {
  honest: { settled: "var(--market)", held: "url(#dots-market)", blocked: "url(#hatch-market)" },
  wash: { settled: "var(--wash)", held: "url(#dots-wash)", blocked: "url(#hatch-wash)" },
} as const;

export const NARROW = 560;

/** What every chart shares; the frame around a plot is the page's. */
export function base(width: number, label: string): Plot.PlotOptions {
  return {
    width,
    ariaLabel: label,
    style: {
      fontSize: width < NARROW ? "12px" : "13.5px",
      fontFamily: "inherit",
      background: "transparent",
      overflow: "visible",
    },
  };
}

export function monthDate(month: IsoMonth): Date {
  return new Date(monthStart(month) * 1000);
}

export function monthEnd(month: IsoMonth): Date {
  return monthDate(nextMonth(month));
}

export function monthMiddle(month: IsoMonth): Date {
  return new Date((monthStart(month) + monthStart(nextMonth(month))) * 500);
}

/** Years with quarters between them. */
export function timeAxis(width: number): Plot.Markish {
  return Plot.axisX({
    ticks: width < NARROW ? "1 year" : "6 months",
    tickFormat: width < NARROW ? "%Y" : "%b\n%Y",
    label: null,
    tickSize: 4,
    color: "var(--muted)",
  });
}

export function moneyAxis(label: string | null, ticks?: readonly number[] | number): Plot.Markish[] {
  const at = ticks === undefined ? {} : { ticks: typeof ticks === "number" ? ticks : [...ticks] };
  return [
    Plot.gridY({ stroke: "var(--rule)", strokeOpacity: 1, ...at }),
    Plot.axisY({
      label,
      tickFormat: (usd: number) => formatUsdShort(usd),
      tickSize: 0,
      color: "var(--muted)",
      labelArrow: "none",
      ...at,
    }),
  ];
}

/** Round figures for a log axis, within what it shows. */
export function logTicks(values: readonly number[]): readonly number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return [1, 2, 3, 4, 5, 6]
    .flatMap((power) => [1, 2, 5].map((step) => step * 10 ** power))
    .filter((usd) => usd >= low && usd <= high);
}

/** A text that keeps its distance from the lines behind it. */
export const HALO = { stroke: "var(--paper)", strokeWidth: 4, strokeLinejoin: "round" } as const;
