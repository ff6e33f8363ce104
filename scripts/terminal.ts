import { styleText } from "node:util";

import { isoDate } from "../src/domain/calendar.ts";
import type { Summary } from "../src/metrics/summary.ts";
import { formatCount, formatShare, formatUsd } from "../src/report/format.ts";
import type { Progress } from "../src/simulation.ts";

/** Draws a run's progress: one line that renews itself on a terminal, a plain line a quarter elsewhere. */
export function progressPrinter(out: NodeJS.WriteStream): { tick(progress: Progress): void; done(): void } {
  const live = out.isTTY;
  let drawnAt = -Infinity;
  let quarter = "";
  return {
    tick(progress) {
      const last = progress.tick === progress.days - 1;
      if (live) {
        // A redraw every eight ticks is smooth enough and costs nothing.
        if (!last && progress.tick - drawnAt < 8) return;
        drawnAt = progress.tick;
        out.write(`\r\u001B[2K${fit(progress, out.columns || NARROW)}`);
        return;
      }
      const now = isoDate(progress.time).slice(0, 7);
      const isQuarter = ["01", "04", "07", "10"].includes(now.slice(5));
      if (last || (isQuarter && now !== quarter)) out.write(`${figures(progress)}\n`);
      if (isQuarter) quarter = now;
    },
    done() {
      if (live) out.write("\r\u001B[2K");
    },
  };
}

const BAR_WIDTH = 24;
/** For a terminal that does not tell its width, as of a container. */
const NARROW = 80;

/** Bar and figures where they fit into one line, else as much of the figures as does: a wrapped line cannot renew itself. */
function fit(progress: Progress, columns: number): string {
  const text = figures(progress);
  return text.length + BAR_WIDTH + 1 < columns ? `${bar(progress)} ${text}` : text.slice(0, columns - 1);
}

function bar({ tick, days }: Progress): string {
  const filled = Math.round((BAR_WIDTH * (tick + 1)) / days);
  return paint("cyan", "\u2588".repeat(filled)) + paint("gray", "\u2591".repeat(BAR_WIDTH - filled));
}

function figures({ time, typicalUsd, settled, held, refused }: Progress): string {
  const parcel = formatUsd(typicalUsd).padStart(7);
  return [
    `${isoDate(time)}  typical parcel ${parcel}`,
    `${formatCount(settled)} trades`,
    `${formatCount(held)} held`,
    `${formatCount(refused)} blocked`,
  ].join(" · ");
}

/** What a run came to, for a person. */
function nameTracking(error: number | null): string {
  return error === null
    ? "the traders' own: there is no path"
    : `${formatShare(error)} off the real path, median of the months`;
}

export function summaryTable(summary: Summary): string {
  const { portfolio, index, trades, wash, honest, rules, realism, engine } = summary;
  const rows: [string, string][] = [];
  if (portfolio !== undefined) {
    const change = `a ${portfolio.lossPct < 0 ? "gain" : "loss"} of ${formatShare(Math.abs(portfolio.lossPct) / 100)}`;
    const { estate, parcels, id } = portfolio;
    rows.push([
      estate === undefined ? `${parcels.length} parcels of ${id}` : `Estate of ${estate.parcels}, ${id}`,
      `${formatUsd(portfolio.costUsd)} paid → ${formatUsd(portfolio.valueUsd)} on ${portfolio.markDate}, ${change}`,
    ]);
  }
  rows.push(
    ["Traded index", `${formatUsd(index.maxUsd)} at its peak → ${formatUsd(index.minUsdAfterMax)} at its lowest after`],
    ["", nameTracking(index.trackingErrorMedian)],
    [
      "Trades",
      `${formatCount(trades.settled)} settled, ${formatCount(trades.held)} held, ${formatCount(trades.blocked)} blocked`,
    ],
    ["Held trades", `${formatCount(trades.released)} released, ${formatCount(trades.reversed)} reversed`],
    [
      "Wash trades",
      `${formatUsd(wash.volumeSettledUsd)} of ${formatUsd(wash.volumeAttemptedUsd)} attempted got through (${formatShare(
        share(wash.volumeSettledUsd, wash.volumeAttemptedUsd),
      )})`,
    ],
    [
      "Honest trades",
      `${formatCount(honest.blocked)} of ${formatCount(honest.attempted)} blocked (${formatShare(
        share(honest.blocked, honest.attempted),
      )}), ${formatCount(honest.held)} held`,
    ],
  );
  for (const rule of rules) rows.push([`  ${rule.id}`, describeRule(rule)]);
  if (realism.of > 0) {
    rows.push(["Realism", `${realism.credible} of ${realism.of} facts of real markets are in the run, or near`]);
  }
  const perSecond = formatCount(Math.round(engine.transactions / engine.seconds));
  rows.push([
    "Engine",
    `${formatCount(engine.transactions)} transactions in ${formatCount(engine.blocks)} blocks, ${engine.seconds.toFixed(1)} s (${perSecond}/s)`,
  ]);
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `${paint("bold", name.padEnd(width))}  ${text}`).join("\n");
}

function describeRule(rule: Summary["rules"][number]): string {
  const { mode, blocked, held, wouldBlock, wouldHold, wouldStopUsd, wouldStopHonest } = rule;
  const objected = `objected ${formatCount(rule.truePositives)} rightly, ${formatCount(rule.falsePositives)} wrongly`;
  if (mode === "off") return "off";
  if (mode === "enforce") return `${formatCount(blocked)} blocked, ${formatCount(held)} held; ${objected}`;
  if (wouldBlock + wouldHold === 0) return `in shadow, would have stopped nothing more; ${objected}`;
  const more = `${formatCount(wouldBlock)} more blocked, ${formatCount(wouldHold)} more held`;
  const price = `${formatUsd(wouldStopUsd)}, ${formatCount(wouldStopHonest)} of them honest`;
  return `in shadow, would have had ${more} (${price}); ${objected}`;
}

/** Styles text where the stream shows it; `styleText` minds NO_COLOR and pipes. */
export function paint(
  style: "bold" | "cyan" | "gray" | "green" | "red",
  text: string,
  stream: NodeJS.WriteStream = process.stdout,
): string {
  return styleText(style, text, { stream });
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
