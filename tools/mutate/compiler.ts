import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";

import type { Deployer } from "./targets.ts";
import { PLAIN } from "../light-tests.ts";
import type { SyntaxNode } from "./mutants.ts";

/** npm's compiler is a module in the old form, without types. */
interface Solc {
  compile(input: string, callbacks: { import(path: string): { contents: string } | { error: string } }): string;
}

const require = createRequire(import.meta.url);
/** Its memory only grows: after so many uses a fresh one is loaded. */
const USES = 100;
let uses = 0;

export interface Code {
  readonly creation: string;
  readonly runtime: string;
}

/** The new way of generating code, optimised a little; also for the question whether two sources mean the same. */
export const LIGHT = {
  viaIR: true,
  optimizer: {
    enabled: true,
    runs: 1,
    details: { yul: true, yulDetails: { stackAllocation: true, optimizerSteps: "dhfoDgvulfnTUtnIfjTpeul" } },
  },
};
/** The ways to compile, the fastest first: the old one does not know all of the language. */
export const WAYS = [PLAIN, LIGHT] as const;

interface Output {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[];
  readonly sources?: Readonly<Record<string, { readonly ast: SyntaxNode }>>;
  readonly contracts?: Readonly<
    Record<string, Record<string, { evm: { bytecode: { object: string }; deployedBytecode: { object: string } } }>>
  >;
}

/**
 * Compiles one library with the contract that it deploys.
 * @param replaced Files that are read from here and not from the disk.
 * @returns Nothing where it does not compile.
 */
export function compileDeployer(
  deployer: Deployer,
  replaced: ReadonlyMap<string, string>,
  settings: object,
): Code | undefined {
  const selection = { [deployer.file]: { [deployer.library]: ["evm.bytecode.object", "evm.deployedBytecode.object"] } };
  const output = run([deployer.file], replaced, settings, selection);
  if (output.errors?.some((error) => error.severity === "error") === true) return undefined;
  const evm = output.contracts?.[deployer.file]?.[deployer.library]?.evm;
  return evm && { creation: `0x${evm.bytecode.object}`, runtime: `0x${evm.deployedBytecode.object}` };
}

/** The syntax trees of some files and of all that they import. */
export function syntaxTrees(
  files: readonly string[],
  replaced: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, SyntaxNode> {
  const output = run(files, replaced, PLAIN, { "*": { "": ["ast"] } });
  const problem = output.errors?.find((error) => error.severity === "error");
  if (problem !== undefined) throw new Error(problem.formattedMessage);
  return new Map(Object.entries(output.sources ?? {}).map(([file, { ast }]) => [file, ast]));
}

function run(
  files: readonly string[],
  replaced: ReadonlyMap<string, string>,
  settings: object,
  outputSelection: object,
) {
  const sources = Object.fromEntries(files.map((file) => [file, { content: readSource(file, replaced) }]));
  const input = {
    language: "Solidity",
    sources,
    settings: {
      evmVersion: "cancun",
      metadata: { appendCBOR: false, bytecodeHash: "none" },
      ...settings,
      outputSelection,
    },
  };
  const answer = freshSolc().compile(JSON.stringify(input), {
    import(path) {
      try {
        return { contents: readSource(path, replaced) };
      } catch (error) {
        return { error: String(error) };
      }
    },
  });
  return JSON.parse(answer) as Output;
}

function freshSolc(): Solc {
  if (uses++ % USES === 0) for (const path of Object.keys(require.cache)) Reflect.deleteProperty(require.cache, path);
  return require("solc") as Solc;
}

function readSource(path: string, replaced: ReadonlyMap<string, string>): string {
  const text = replaced.get(path);
  if (text !== undefined) return text;
  return readFileSync(existsSync(path) ? path : `node_modules/${path}`, "utf8");
}
