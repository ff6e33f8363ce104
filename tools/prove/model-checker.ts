import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

interface Message {
  readonly severity: string;
  readonly errorCode?: string;
  readonly message: string;
  readonly formattedMessage: string;
  readonly sourceLocation?: { readonly file: string; readonly start: number };
}

export type Answer = "proved" | "refuted" | "open";

/** A text in a file, which occurs there once, and what to read in its place. */
export interface Edit {
  readonly file: string;
  readonly was: string;
  readonly becomes: string;
}

/** What the solver is shown in the place of OpenZeppelin's code with assembly. */
const DOUBLES: Readonly<Record<string, string>> = {
  "@openzeppelin/contracts/utils/math/Math.sol": "test/proofs/doubles/Math.sol",
};

/**
 * Asks the SMTChecker of npm's compiler, with the Z3 inside it, about every assertion of a proof.
 * @param proof A contract of that name in `test/proofs`.
 * @returns For each function of the proof that asserts something the worst answer to its assertions.
 */
export function checkModel(proof: string, engine: "chc" | "bmc", edits: readonly Edit[]): Map<string, Answer> {
  const file = `test/proofs/${proof}.sol`;
  const input = {
    language: "Solidity",
    sources: { [file]: { content: readEdited(file, edits) } },
    settings: {
      evmVersion: "cancun",
      modelChecker: {
        engine,
        contracts: { [file]: [proof] },
        invariants: ["contract"],
        showProvedSafe: true,
        showUnproved: true,
        targets: ["assert"],
        // No timeout: the solver inside the compiler does not survive one.
      },
      outputSelection: { "*": { "*": [] } },
    },
  };
  const answer = loadSolc().compile(JSON.stringify(input), {
    import(wanted) {
      try {
        return { contents: readEdited(wanted, edits) };
      } catch (error) {
        return { error: String(error) };
      }
    },
  });
  const { errors = [] } = JSON.parse(answer) as { errors?: Message[] };
  const problem = errors.find((error) => error.severity === "error");
  if (problem !== undefined) throw new Error(problem.formattedMessage);
  return answersIn(errors, file, readFileSync(file));
}

function answersIn(messages: readonly Message[], file: string, source: Buffer): Map<string, Answer> {
  const answers = new Map<string, Answer>();
  for (const { message, sourceLocation } of messages) {
    const said = /^(?:CHC|BMC): Assertion violation (check is safe|happens here|might happen here)/.exec(message)?.[1];
    if (said === undefined || sourceLocation?.file !== file) continue;
    const before = source.toString("utf8", 0, sourceLocation.start);
    const name = [...before.matchAll(/function (\w+)/g)].at(-1)?.[1];
    if (name === undefined) continue;
    const answer = said === "happens here" ? "refuted" : said === "check is safe" ? "proved" : "open";
    const worst = [answers.get(name) ?? "proved", answer];
    answers.set(name, worst.includes("refuted") ? "refuted" : worst.includes("open") ? "open" : "proved");
  }
  return answers;
}

function readEdited(wanted: string, edits: readonly Edit[]): string {
  const double = DOUBLES[wanted];
  const file = double ?? (existsSync(wanted) ? wanted : path.join("node_modules", wanted));
  return edits
    .filter((edit) => edit.file === wanted)
    .reduce(
      (text, { was, becomes }) => {
        const parts = text.split(was);
        if (parts.length !== 2) throw new Error(`${wanted} must contain this once: ${was}`);
        return parts.join(becomes);
      },
      readFileSync(file, "utf8"),
    );
}

/** A fresh one every time: the solver's memory is not given back. */
function loadSolc() {
  const require = createRequire(import.meta.url);
  for (const file of Object.keys(require.cache)) Reflect.deleteProperty(require.cache, file);
  // A module in the old form, without types.
  return require("solc") as {
    compile(input: string, callbacks: { import(path: string): { contents: string } | { error: string } }): string;
  };
}
