import { isoMonth, monthsBetween, type IsoMonth } from "../domain/calendar.ts";
import { usdToNumber } from "../domain/primitives.ts";
import type { History } from "../replay/history.ts";
import { isBlocked } from "./honest.ts";

export interface VolumeCell {
  readonly trades: number;
  readonly usd: number;
}

export type VolumeOutcome = "settled" | "held" | "blocked";

/** What was tried in a month, by intent and by what became of it. */
export interface MonthlyVolume {
  readonly month: IsoMonth;
  readonly honest: Readonly<Record<VolumeOutcome, VolumeCell>>;
  readonly wash: Readonly<Record<VolumeOutcome, VolumeCell>>;
}

/**
 * Volume by month, by ground truth and by outcome.
 *
 * Definition: an attempt counts in the month in which it was tried, at its price; it is wash when its truth says so.
 * Formula: sums of price and of 1.
 * Limits: a score, since it reads ground truth; a held trade stays "held" here whatever the officer decides later, and a
 *   repeated attempt counts each time. What failed without a rule, on an order just taken for example, was never judged
 *   and is left out.
 * Source: as the public wash filters count it (hildobby's dashboards on Dune): attempted volume against all volume.
 */
export function monthlyVolumes({
  attempts,
  truths,
  run,
}: Pick<History, "attempts" | "truths" | "run">): MonthlyVolume[] {
  const last = isoMonth(run.start + (run.days - 1) * 86_400);
  const months = new Map(monthsBetween(isoMonth(run.start), last).map((month) => [month, emptyMonth()]));
  for (const attempt of attempts) {
    const { n, time, price } = attempt;
    if (attempt.outcome === "rejected" && !isBlocked(attempt)) continue;
    const outcome = attempt.outcome === "rejected" ? "blocked" : attempt.outcome;
    const cells = months.get(isoMonth(time));
    if (cells === undefined) continue;
    const cell = cells[truths.get(n)?.honest === false ? "wash" : "honest"][outcome];
    cell.trades += 1;
    cell.usd += usdToNumber(price);
  }
  return [...months].map(([month, cells]) => ({ month, ...cells }));
}

type Cells = Record<VolumeOutcome, { trades: number; usd: number }>;

function emptyMonth(): { honest: Cells; wash: Cells } {
  return { honest: emptyCells(), wash: emptyCells() };
}

function emptyCells(): Cells {
  return { settled: { trades: 0, usd: 0 }, held: { trades: 0, usd: 0 }, blocked: { trades: 0, usd: 0 } };
}
