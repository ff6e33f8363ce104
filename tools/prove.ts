// Proves properties of the contracts with the SMTChecker: `npm run prove`, or `npm run prove -- PricesProof`.
import { readFileSync } from "node:fs";

import { writePage } from "./page.ts";
import { type Answer, checkModel } from "./prove/model-checker.ts";
import { type Proof, PROOFS } from "./prove/proofs.ts";

interface Row {
  readonly proof: string;
  readonly property: string;
  readonly sentence: string;
  readonly proved: boolean;
  /** What the solver says of it where the contract has a fault. */
  readonly faulty: Answer;
}

/** The page keeps its words; the rows of its table are written here. */
const PAGE = "docs/proofs.md";

const wanted = process.argv.slice(2);
const rows = PROOFS.filter((proof) => wanted.length === 0 || wanted.includes(proof.name)).flatMap(run);
if (wanted.length === 0) await writeTable(rows);
process.exitCode = rows.every((row) => row.proved && row.faulty === "refuted") ? 0 : 1;

function run(proof: Proof): Row[] {
  const source = readFileSync(`test/proofs/${proof.name}.sol`, "utf8");
  const began = performance.now();
  const answers = checkModel(proof.name, proof.engine, []);
  const share = (performance.now() - began) / proof.faults.length;
  return [...source.matchAll(/\/\/\/ @notice (.+)\n\s*function (\w+)/g)].map(([, sentence = "", property = ""]) => {
    const start = performance.now();
    const fault = proof.faults.find((one) => one.property === property);
    const edits = fault === undefined ? [] : [fault];
    const faulty = checkModel(proof.name, proof.engine, edits).get(property) ?? "open";
    const proved = answers.get(property) === "proved";
    const seconds = (share + performance.now() - start) / 1000;
    const verdict = `${proved ? "proved" : "NOT PROVED"}, with the fault ${faulty}`;
    console.log(`${proof.name}.${property}: ${verdict} (${seconds.toFixed(1)} s)`);
    return { proof: proof.name, property, sentence, proved, faulty };
  });
}

async function writeTable(rows: readonly Row[]): Promise<void> {
  const lines = rows.map(
    ({ proof, property, sentence, proved, faulty }) =>
      `| ${sentence} | [\`${property}\`](../test/proofs/${proof}.sol) | ${proved ? "yes" : "no"} | ${faulty} |`,
  );
  await writePage(
    PAGE,
    readFileSync(PAGE, "utf8").replace(/(\| -{3,} .*\|\n)[^]*?(\n\n|$)/, `$1${lines.join("\n")}$2`),
  );
}
