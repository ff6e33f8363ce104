import { readFileSync } from "node:fs";
import path from "node:path";

import { type Compiled, compilePeer, packageOf } from "../compile.ts";

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

/** The contracts by name, out of the package's sources. */
export function compileLooksRare(): Readonly<Record<string, Compiled>> {
  const { home, version } = packageOf(PACKAGE);
  const files = Object.fromEntries(
    FILES.map((file) => [`${PACKAGE}/${file}`, readFileSync(path.join(home, file), "utf8")]),
  );
  return compilePeer({ name: "looksrare", version, files, settings: SETTINGS });
}
