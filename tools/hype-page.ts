// npx node tools/hype-page.ts ON.json OFF.json: puts what `npx hardhat hype` collected, with hype and without, into
// docs/endogenous.md, between the comments that name it. The table is never written by hand.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { format, resolveConfig } from "prettier";

import { verdict, type HypeFile, type SeedRow } from "../scripts/hype-task.ts";

const PAGE = path.resolve(import.meta.dirname, "../docs/endogenous.md");
const [on, off] = process.argv.slice(2).map(
  // Written by the task.
  (file) => JSON.parse(readFileSync(file, "utf8")) as HypeFile,
);
if (on === undefined || off === undefined) throw new RangeError("expected two files: with hype, and without");

const text = readFileSync(PAGE, "utf8");
const [begin, end] = ["<!-- seeds -->", "<!-- /seeds -->"];
const [from, to] = [text.indexOf(begin), text.indexOf(end)];
if (from === -1 || to < from) throw new RangeError(`${PAGE} has no ${begin} ... ${end}`);
const filled = `${text.slice(0, from + begin.length)}\n\n${table(on, off)}\n\n${text.slice(to)}`;
writeFileSync(PAGE, await format(filled, { ...(await resolveConfig(PAGE)), filepath: PAGE }));

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
    "| seed | rise | peak | fall | newcomers | without hype: rise | peak | fall | newcomers |",
    "| ---: | ---: | --- | ---: | ---: | ---: | --- | ---: | ---: |",
    ...rows,
    `| median | ${medians(hyped.rows)} | ${medians(quiet.rows)} |`,
    "",
    `Scenarios by the hash of their resolved form: ${sources.join(", ")}.`,
  ].join("\n");
}

function cells({ rise, peakMonth, fall, newcomers }: SeedRow): string {
  return `${rise.toFixed(2)} | ${peakMonth} | ${(100 * fall).toFixed(1)} % | ${newcomers}`;
}

function medians(rows: readonly SeedRow[]): string {
  const middle = (of: (row: SeedRow) => number): number =>
    rows.map(of).sort((a, b) => a - b)[Math.floor(rows.length / 2)] ?? Number.NaN;
  const fall = `${(100 * middle((row) => row.fall)).toFixed(1)} %`;
  return `${middle((row) => row.rise).toFixed(2)} | | ${fall} | ${middle((row) => row.newcomers)}`;
}
