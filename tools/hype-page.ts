// npx node tools/hype-page.ts FILE...: puts what `npx hardhat hype` collected, with hype and without, into
// docs/endogenous.md, between the comments that name it. The table is never written by hand.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { format, resolveConfig } from "prettier";

import { verdict, type HypeFile, type SeedRow } from "../scripts/hype-rows.ts";

const PAGE = path.resolve(import.meta.dirname, "../docs/endogenous.md");
// Written by the task.
const files = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, "utf8")) as HypeFile);
const [on, off] = ["on", "off"].map((hype) => together(files.filter((file) => file.hype === hype)));
if (on === undefined || off === undefined) throw new RangeError("expected files of runs with hype, and without");

const text = readFileSync(PAGE, "utf8");
const [begin, end] = ["<!-- seeds -->", "<!-- /seeds -->"];
const [from, to] = [text.indexOf(begin), text.indexOf(end)];
if (from === -1 || to < from) throw new RangeError(`${PAGE} has no ${begin} ... ${end}`);
const filled = `${text.slice(0, from + begin.length)}\n\n${table(on, off)}\n\n${text.slice(to)}`;
writeFileSync(PAGE, await format(filled, { ...(await resolveConfig(PAGE)), filepath: PAGE }));

/** Files of the same scenario, each with other seeds. */
function together([first, ...others]: readonly HypeFile[]): HypeFile | undefined {
  if (first === undefined) return undefined;
  if (others.some(({ scenarioSha256 }) => scenarioSha256 !== first.scenarioSha256)) {
    throw new RangeError("expected files of one scenario with hype, and of one without");
  }
  const rows = [first, ...others].flatMap((file) => file.rows).sort((a, b) => a.seed - b.seed);
  return { ...first, rows };
}

function table(hyped: HypeFile, quiet: HypeFile): string {
  const seeds = hyped.rows.filter(({ seed }) => quiet.rows.some((row) => row.seed === seed));
  const rows = seeds.map((row) => {
    const other = quiet.rows.find(({ seed }) => seed === row.seed);
    return `| ${row.seed} | ${cells(row)} | ${other === undefined ? "" : cells(other)} |`;
  });
  const sources = [hyped, quiet].map(
    ({ scenario, scenarioSha256 }) => `\`${scenario}\` \`${scenarioSha256.slice(0, 10)}\``,
  );
  return [
    `With hype, ${verdict(hyped.rows)}. Without, ${verdict(quiet.rows)}.`,
    "",
    "| seed | rise | peak, US$ | in | fall | newcomers | without hype: rise | peak, US$ | in | fall | newcomers |",
    "| ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: | --- | ---: | ---: |",
    ...rows,
    `| median | ${medians(hyped.rows)} | ${medians(quiet.rows)} |`,
    "",
    `Scenarios by the hash of their resolved form: ${sources.join(", ")}.`,
  ].join("\n");
}

function cells({ rise, peakUsd, peakMonth, fall, newcomers }: SeedRow): string {
  return `${rise.toFixed(2)} | ${Math.round(peakUsd)} | ${peakMonth} | ${(100 * fall).toFixed(1)} % | ${newcomers}`;
}

function medians(rows: readonly SeedRow[]): string {
  const middle = (of: (row: SeedRow) => number): number =>
    rows.map(of).sort((a, b) => a - b)[Math.floor(rows.length / 2)] ?? Number.NaN;
  const fall = `${(100 * middle((row) => row.fall)).toFixed(1)} %`;
  const peak = Math.round(middle(({ peakUsd }) => peakUsd));
  return `${middle((row) => row.rise).toFixed(2)} | ${peak} | | ${fall} | ${middle((row) => row.newcomers)}`;
}
