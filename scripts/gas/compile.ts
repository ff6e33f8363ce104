// Peers whose packages have sources and no bytecode are compiled here, as their authors would, and not by Hardhat: they
// want an older compiler, and the project's build, coverage and types are about its own contracts.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

import type { InterfaceAbi } from "ethers";

export interface Compiled {
  readonly abi: InterfaceAbi;
  readonly bytecode: string;
}

export interface PeerSources {
  /** Of the file in the cache. */
  readonly name: string;
  /** Of the package. */
  readonly version: string;
  /** What is compiled, by the path as which it is imported. What these import is found in node_modules. */
  readonly files: Readonly<Record<string, string>>;
  readonly settings: Readonly<Record<string, unknown>>;
}

interface CompilerOutput {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[];
  readonly contracts: Readonly<
    Record<
      string,
      Record<string, { readonly abi: InterfaceAbi; readonly evm: { readonly bytecode: { object: string } } }>
    >
  >;
}

const CACHE = path.join(import.meta.dirname, "..", "..", "cache", "peers");

/** The contracts by name. They take seconds to compile, so that the outcome is kept beside Hardhat's cache. */
export function compilePeer({ name, version, files, settings }: PeerSources): Readonly<Record<string, Compiled>> {
  const compiler = createRequire(import.meta.url).resolve("solc-0.8.17/solc.js");
  const sources = Object.fromEntries(Object.entries(files).map(([file, content]) => [file, { content }]));
  const input = JSON.stringify({ language: "Solidity", sources, settings });
  const fingerprint = createHash("sha256").update(version).update(input).digest("hex");
  const kept = path.join(CACHE, `${name}-${fingerprint.slice(0, 16)}.json`);

  if (!existsSync(kept)) {
    mkdirSync(CACHE, { recursive: true });
    const output = compile(name, compiler, input);
    writeFileSync(kept, JSON.stringify(byName(output)));
  }
  return JSON.parse(readFileSync(kept, "utf8")) as Readonly<Record<string, Compiled>>; // written above
}

/** Where a package is, and which version. */
export function packageOf(name: string): { readonly home: string; readonly version: string } {
  const file = createRequire(import.meta.url).resolve(`${name}/package.json`);
  const { version } = JSON.parse(readFileSync(file, "utf8")) as { readonly version: string };
  return { home: path.dirname(file), version };
}

/** In a process of its own: this compiler catches every exception of the process that loads it. */
function compile(name: string, compiler: string, input: string): CompilerOutput {
  const modules = path.dirname(path.dirname(compiler));
  // Not through a pipe: it exits before a pipe has taken all of its output.
  const place = path.join(CACHE, `${name}-${process.pid}.out`);
  const file = openSync(place, "w");
  try {
    const args = [compiler, "--standard-json", "--base-path", modules];
    execFileSync(process.execPath, args, { input, stdio: ["pipe", file, "inherit"] });
    const text = readFileSync(place, "utf8");
    // A line about its SMT solver comes first.
    return JSON.parse(text.slice(text.indexOf("{"))) as CompilerOutput;
  } finally {
    closeSync(file);
    rmSync(place);
  }
}

function byName({ errors = [], contracts }: CompilerOutput): Record<string, Compiled> {
  const failures = errors.filter(({ severity }) => severity === "error");
  if (failures.length > 0) throw new Error(failures.map((failure) => failure.formattedMessage).join("\n"));
  return Object.fromEntries(
    Object.values(contracts)
      .flatMap((file) => Object.entries(file))
      .map(([name, { abi, evm }]) => [name, { abi, bytecode: `0x${evm.bytecode.object}` }]),
  );
}
