// LooksRare's package has sources and no bytecode. They are compiled here, with the settings of their authors, and not
// by Hardhat: they want an older compiler, and the project's build, coverage and types are about its own contracts.
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

interface CompilerOutput {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[];
  readonly contracts: Readonly<
    Record<
      string,
      Record<string, { readonly abi: InterfaceAbi; readonly evm: { readonly bytecode: { object: string } } }>
    >
  >;
}

const PACKAGE = "@looksrare/contracts-exchange-v2";
const FILES = [
  "contracts/LooksRareProtocol.sol",
  "contracts/TransferManager.sol",
  "contracts/CreatorFeeManagerWithRoyalties.sol",
  "contracts/executionStrategies/StrategyCollectionOffer.sol",
  // Stands for the royalty registry of LooksRare's first version, which the second one asks first.
  "test/mock/MockRoyaltyFeeRegistry.sol",
];

/** As in foundry.toml and hardhat.config.ts of github.com/LooksRare/contracts-exchange-v2; the IR pipeline stays off. */
const SETTINGS = {
  evmVersion: "london",
  optimizer: { enabled: true, runs: 888_888 },
  outputSelection: { "*": { "*": ["abi", "evm.bytecode.object"] } },
};

const CACHE = path.join(import.meta.dirname, "..", "..", "..", "cache", "peers");

/** The contracts by name. They take seconds to compile, so that the outcome is kept beside Hardhat's cache. */
export function compileLooksRare(): Readonly<Record<string, Compiled>> {
  const { resolve } = createRequire(import.meta.url);
  const home = path.dirname(resolve(`${PACKAGE}/package.json`));
  const compiler = resolve("solc-0.8.17/solc.js");
  const sources = Object.fromEntries(
    FILES.map((file) => [`${PACKAGE}/${file}`, { content: readFileSync(path.join(home, file), "utf8") }]),
  );
  const input = JSON.stringify({ language: "Solidity", sources, settings: SETTINGS });
  const { version } = JSON.parse(readFileSync(path.join(home, "package.json"), "utf8")) as { readonly version: string };
  const fingerprint = createHash("sha256").update(version).update(input).digest("hex");
  const kept = path.join(CACHE, `looksrare-${fingerprint.slice(0, 16)}.json`);

  if (!existsSync(kept)) {
    mkdirSync(CACHE, { recursive: true });
    const output = compile(compiler, path.join(home, "..", ".."), input);
    writeFileSync(kept, JSON.stringify(byName(output)));
  }
  return JSON.parse(readFileSync(kept, "utf8")) as Readonly<Record<string, Compiled>>; // written above
}

/** In a process of its own: this compiler catches every exception of the process that loads it. */
function compile(compiler: string, modules: string, input: string): CompilerOutput {
  // Not through a pipe: it exits before a pipe has taken all of its output.
  const place = path.join(CACHE, `looksrare-${process.pid}.out`);
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
