// npx node tools/run-figures.ts [RUN [RUN_WITHOUT_RULES]]: puts the traders' habits into their cards, and the figures of a
// run's folder into README.md and docs, between the comments that name them. Neither is ever written by hand.
import { globSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";

import { format, resolveConfig } from "prettier";
import { parse } from "yaml";

import { summaryTable } from "../scripts/terminal.ts";
import { encodeLine } from "../src/domain/journal-codec.ts";
import type { JournalLine } from "../src/domain/journal.ts";
import { WASH_RULES } from "../src/domain/rules.ts";
import { readJournal } from "../src/journal/reader.ts";
import { ruleScores } from "../src/metrics/rules.ts";
import type { Summary } from "../src/metrics/summary.ts";
import { wilsonInterval } from "../src/metrics/wilson.ts";
import { replay, type History } from "../src/replay/history.ts";
import { formatCount, formatShare, formatUsd } from "../src/report/format.ts";
import { SALE_NAMES } from "../src/report/sale-names.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const [folder, folderWithout] = process.argv.slice(2);

await fillHabits();
if (folder !== undefined) await fillFigures(folder, folderWithout);

async function fillFigures(of: string, without: string | undefined): Promise<void> {
  const summary = readSummary(of);
  const lines = [...readJournal(path.join(of, "journal.ndjson"))];
  const history = replay(lines);

  await fill("README.md", "terminal", terminal(of, summary));
  await fill("README.md", "sales", sales(summary));
  await fill("docs/architecture.md", "journal", examples(lines));
  if (without !== undefined) await fill("README.md", "compare", compare(summary, readSummary(without)));
  for (const rule of WASH_RULES) {
    const card = `docs/rules/${rule.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase()}.md`;
    await fill(card, rule, ruleFigures(rule, summary, history));
  }
}

/** The two chances a day that calibration moves. */
async function fillHabits(): Promise<void> {
  const code = readFileSync(path.join(ROOT, "src/agents/traders.ts"), "utf8");
  const traders = code.matchAll(/^export function (\w+)\(.*?listing: ([\d.]+),\s+shopping: ([\d.]+),/gms);
  const habits = new Map(
    [...traders].map(([, name = "", listing = "", shopping = ""]) => [name, { listing, shopping }]),
  );
  for (const file of globSync("docs/agents/*.md", { cwd: ROOT })) {
    const text = readFileSync(path.join(ROOT, file), "utf8");
    const habit = habits.get(/Code:\s+`(\w+)`/.exec(text)?.[1] ?? "");
    if (habit === undefined) continue;
    const filled = text
      .replace(/(offers a parcel, chance a day +\| )`[\d.]+`/, `$1\`${habit.listing}\``)
      .replace(/(looks for one, chance a day +\| )`[\d.]+`/, `$1\`${habit.shopping}\``);
    await write(file, filled);
  }
}

function readSummary(of: string): Summary {
  // Written by `summarise`.
  return JSON.parse(readFileSync(path.join(of, "summary.json"), "utf8")) as Summary;
}

async function fill(file: string, block: string, content: string): Promise<void> {
  const place = path.join(ROOT, file);
  const [begin, end] = [`<!-- run:${block} -->`, `<!-- /run:${block} -->`];
  const text = readFileSync(place, "utf8");
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from === -1 || to < from) throw new RangeError(`${file} has no ${begin} ... ${end}`);
  const filled = `${text.slice(0, from + begin.length)}\n\n${content.replaceAll("\u00a0", " ")}\n\n${text.slice(to)}`;
  await write(file, filled);
}

async function write(file: string, text: string): Promise<void> {
  const place = path.join(ROOT, file);
  writeFileSync(place, await format(text, { ...(await resolveConfig(place)), filepath: place }));
}

function terminal(of: string, figures: Summary): string {
  const scenario = parse(readFileSync(path.join(of, "scenario.yaml"), "utf8")) as Readonly<Record<string, unknown>>;
  const table = stripVTControlCharacters(summaryTable(figures));
  const head = `${String(scenario["title"])}\n${String(scenario["start"])} to ${String(scenario["end"])}, seed ${figures.seed}`;
  return `\`\`\`text\n${head}\n...\n${table}\n\nReport  ${path.join(of, "report.html")}\n\`\`\``;
}

function compare(enforced: Summary, off: Summary): string {
  const row = (name: string, cell: (of: Summary) => string): string => `| ${name} | ${cell(enforced)} | ${cell(off)} |`;
  return [
    source(enforced),
    "",
    `| | rules: ${enforced.policy} | rules: ${off.policy} |`,
    "| --- | ---: | ---: |",
    row("wash volume attempted", ({ wash }) => formatUsd(wash.volumeAttemptedUsd)),
    row("wash volume settled", ({ wash }) => formatUsd(wash.volumeSettledUsd)),
    row("traded index at its peak", ({ index }) => formatUsd(index.maxUsd)),
    row("index off the path, median of the months", ({ index }) => formatShare(index.trackingErrorMedian ?? 0)),
    row("honest trades blocked", ({ honest }) => `${formatCount(honest.blocked)} of ${formatCount(honest.attempted)}`),
    row("honest trades held", ({ honest }) => formatCount(honest.held)),
  ].join("\n");
}

function sales({ sales: kinds, auctions, rentals, instalments, estates, trades }: Summary): string {
  const rows = kinds
    .toSorted((a, b) => b.settled - a.settled)
    .map(({ kind, settled, volumeUsd }) => {
      const { name, explanation } = SALE_NAMES[kind];
      const share = formatShare(trades.settled === 0 ? 0 : settled / trades.settled);
      return `| ${name}: ${explanation} | ${formatCount(settled)} | ${share} | ${formatUsd(volumeUsd)} |`;
    });
  return [
    "| how it was sold | sales | share | volume |",
    "| --- | ---: | ---: | ---: |",
    ...rows,
    "",
    `${formatCount(auctions.sold)} of ${formatCount(auctions.held)} auctions sold, with ${auctions.bidsPerAuction.toFixed(1)} bids each. ` +
      `${formatCount(rentals.started)} rentals of ${formatShare(rentals.shareOfParcels)} of the parcels brought ${formatUsd(rentals.rentUsd)}. ` +
      `${formatCount(instalments.foreclosed)} of ${formatCount(instalments.opened)} plans to pay in instalments were foreclosed. ` +
      `${formatCount(estates.joined)} estates were joined, ${formatCount(estates.dissolved)} dissolved.`,
  ].join("\n");
}

function ruleFigures(rule: string, figures: Summary, of: History): string {
  const { mode = "off" } = figures.rules.find(({ id }) => id === rule) ?? {};
  const [score] = ruleScores({ [rule]: mode }, of);
  if (score === undefined) throw new RangeError(`no score for ${rule}`);
  const { truePositives, falsePositives, blocked, held } = score;
  const raised = truePositives + falsePositives;
  const { share, low, high } = wilsonInterval(truePositives, raised);
  const right =
    raised === 0 ? "" : ` (${formatShare(share)}, 95 % interval ${formatShare(low)} to ${formatShare(high)})`;
  const truths = of.findings.filter((finding) => finding.rule === rule).map(({ n }) => of.truths.get(n));
  const kinds = tally(truths.map((truth) => (truth?.honest === false ? truth.kind : undefined)));
  const cases = tally(truths.map((truth) => (truth?.honest === true ? (truth.lookalike ?? "other") : undefined)));
  return [
    `**In a run.** ${source(figures)}`,
    "",
    "| | trades |",
    "| --- | --- |",
    `| objected to | ${formatCount(raised)} |`,
    `| of them wash | ${formatCount(truePositives)}${right}${kinds} |`,
    `| of them honest | ${formatCount(falsePositives)}${cases} |`,
    `| decided | ${formatCount(blocked)} blocked, ${formatCount(held)} held |`,
  ].join("\n");
}

function tally(names: readonly (string | undefined)[]): string {
  const counts = new Map<string, number>();
  for (const name of names) if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  const parts = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, n]) => `${name} ${formatCount(n)}`);
  return parts.length === 0 ? "" : `: ${parts.join(", ")}`;
}

function source({ scenario, seed }: Summary): string {
  return `Scenario \`${scenario}\`, seed ${seed}.`;
}

/** One line of each kind; long hexadecimal text and all events but the first are cut. */
function examples(of: readonly JournalLine[]): string {
  const wanted: readonly ((line: JournalLine) => boolean)[] = [
    ({ k }) => k === "run",
    ({ k }) => k === "parcel",
    ({ k }) => k === "account",
    (line) => line.k === "truth" && !line.truth.honest,
    (line) => line.k === "tx" && line.events.some(({ e }) => e === "TradeSettled"),
    (line) => line.k === "tx" && line.events.some((event) => event.e === "TradeRejected" && event.rule !== ""),
    (line) => line.k === "block" && line.tick >= 0,
    ({ k }) => k === "end",
  ];
  const found = wanted.flatMap((is) => of.find(is) ?? []);
  const short = found.map((line) => {
    const cut = line.k === "tx" ? { ...line, events: line.events.slice(0, 1) } : line;
    const text = encodeLine(cut).replace(/(0x[0-9a-f]{8})[0-9a-f]{8,}/g, "$1…");
    return line.k === "tx" && line.events.length > 1 ? text.replace(/\]\}$/, ",…]}") : text;
  });
  return `\`\`\`text\n${short.join("\n")}\n\`\`\``;
}
