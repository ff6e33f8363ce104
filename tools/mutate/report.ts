import { wilsonInterval } from "../../src/metrics/wilson.ts";
import { writePage } from "../page.ts";
import type { Campaign } from "./campaign.ts";
import { EQUAL } from "./equal.ts";
import type { Mutant } from "./mutants.ts";
import type { Result } from "./results.ts";

/** What became of a mutant in the end; `equal`: nothing that anybody can do tells it from the contract, see `equal.ts`. */
type Fate = "killed" | "lived" | "equal" | "invalid" | "waiting";

interface Row {
  readonly mutant: Mutant;
  readonly fate: Fate;
  /** What noticed it: a test, or the bound that it went over, see `bounded.ts`. */
  readonly by: string | undefined;
}

/** Writes what is known of all mutants; results of changed code do not count, and what lived counts until a test kills it. */
export async function writeReport(campaigns: readonly Campaign[], results: ReadonlyMap<string, Result>): Promise<void> {
  const rows = campaigns.flatMap((campaign) =>
    campaign.mutants.map((mutant) => {
      const result = results.get(mutant.id);
      return { mutant, fate: fateOf(mutant, result), by: result?.by };
    }),
  );
  await writePage("docs/mutation.md", pageOf(rows));
  console.log(sentenceOf(rows));
}

function fateOf(mutant: Mutant, result: Result | undefined): Fate {
  if (result?.surroundings !== mutant.surroundings) return "waiting";
  if (result.outcome === "same") return "equal";
  if (result.outcome === "lived") return EQUAL[mutant.id] === undefined ? "lived" : "equal";
  return result.outcome;
}

function pageOf(rows: readonly Row[]): string {
  const files = Map.groupBy(rows, (row) => row.mutant.file);
  const table = [...files].map(([file, of]) => {
    const n = countsOf(of);
    return `| \`${file}\` | ${of.length} | ${n.run} | ${n.killed} | ${n.equal} | ${n.lived} | ${shareOf(n)} |`;
  });
  const folders = [...Map.groupBy(rows, (row) => folderOf(row.mutant.file))].map(([folder, of]) => {
    const n = countsOf(of);
    return `| \`${folder}\` | ${of.length} | ${n.run} | ${n.killed} | ${n.equal} | ${n.lived} | ${shareOf(n)} | ${intervalOf(of)} |`;
  });
  const n = countsOf(rows);
  const lived = rows.filter((row) => row.fate === "lived").map(({ mutant }) => `- ${describe(mutant)}`);
  const equal = rows
    .filter((row) => row.fate === "equal" && EQUAL[row.mutant.id] !== undefined)
    .map(({ mutant }) => `- ${describe(mutant)}: ${EQUAL[mutant.id]}`);
  return `# Faults that the tests notice

Written by \`npm run mutate\`: it puts one fault at a time into a contract (\`tools/mutate/mutants.ts\` lists the kinds) and runs the
Solidity tests of that contract until one fails. A fault that no test notices is a rule that nobody checks, unless nobody
could tell the difference: the compiler makes the same code of both, or the reason stands below.

${sentenceOf(rows)}${n.ended === 0 ? "" : ` Of those noticed, ${n.ended} by no test: no run of the tests would have ended.`}
Where not all were tried, chance said which, file by file, and the interval is Wilson's (95 %).

| folder | faults | tried | noticed | equal | lived | share | interval |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${folders.join("\n")}

| file | faults | tried | noticed | equal | lived | share |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
${table.join("\n")}
| all | ${rows.length} | ${n.run} | ${n.killed} | ${n.equal} | ${n.lived} | ${shareOf(n)} |

## Not noticed

${lived.join("\n") || "None."}

## Equal

${equal.join("\n") || "None but those of which the compiler makes the same code."}
`;
}

/** Faults that do not compile are no faults, and equal ones cannot be noticed. */
function sentenceOf(rows: readonly Row[]): string {
  const n = countsOf(rows);
  return `Of ${rows.length} faults ${n.run} were tried: ${n.killed} were noticed, ${n.lived} lived, ${n.equal} are equal (${shareOf(n)} noticed).`;
}

function countsOf(rows: readonly Row[]) {
  const count = (fate: Fate) => rows.filter((row) => row.fate === fate).length;
  const [killed, lived, equal] = [count("killed"), count("lived"), count("equal")];
  const ended = rows.filter(({ fate, by }) => fate === "killed" && by?.includes(".") === false).length;
  return { killed, lived, equal, ended, run: killed + lived + equal };
}

function folderOf(file: string): string {
  return `${file.split("/").slice(0, 2).join("/")}/`;
}

function intervalOf(rows: readonly Row[]): string {
  if (rows.every((row) => row.fate !== "waiting")) return "all tried";
  const { killed, lived } = countsOf(rows);
  if (killed + lived === 0) return "-";
  const { low, high } = wilsonInterval(killed, killed + lived);
  return `${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)} %`;
}

function shareOf({ killed, lived }: { readonly killed: number; readonly lived: number }): string {
  return killed + lived === 0 ? "-" : `${((100 * killed) / (killed + lived)).toFixed(1)} %`;
}

function describe({ id, file, line, was, becomes }: Mutant): string {
  const oneLine = (text: string) => text.replaceAll(/\s+/g, " ");
  const change =
    becomes === "" || becomes === "{}"
      ? `without \`${oneLine(was)}\``
      : `\`${oneLine(was)}\` as \`${oneLine(becomes)}\``;
  return `\`${id}\`, ${file.replace("contracts/", "")}:${line}, ${change}`;
}
