import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";

import type { Scenario } from "../src/domain/scenario.ts";
import type { SimulationResult } from "../src/simulation.ts";

/** `receipt.json`: what went in and what came out. The same inputs give the same receipt on any machine. */
export interface Receipt {
  readonly scenario: string;
  readonly seed: number;
  readonly inputs: {
    /** sha256 of scenario.yaml as it stands in the run's folder. */
    readonly scenarioSha256: string;
    readonly pricePathSha256: string;
    /** sha256 of package-lock.json. */
    readonly lockFileSha256: string;
    /** sha256 of the contracts' creation code, in the order of their deployment. */
    readonly bytecodeSha256: string;
    readonly runtime: { readonly node: string; readonly hardhat: string; readonly edr: string };
  };
  readonly outputs: {
    readonly blocks: number;
    readonly transactions: number;
    readonly finalBlockHash: string;
    readonly finalStateRoot: string;
    readonly journalSha256: string;
  };
}

const ROOT = path.join(import.meta.dirname, "..");

export function receiptOf(
  scenario: Scenario,
  scenarioText: string,
  result: SimulationResult,
  journalSha256: string,
): Receipt {
  const { blocks, transactions, finalBlockHash, finalStateRoot } = result;
  return {
    scenario: scenario.name,
    seed: scenario.seed,
    inputs: {
      scenarioSha256: sha256(scenarioText),
      pricePathSha256: sha256(JSON.stringify(scenario.path)),
      lockFileSha256: sha256(readFileSync(path.join(ROOT, "package-lock.json"))),
      bytecodeSha256: sha256(result.creationCode.join("\n")),
      runtime: {
        node: process.versions.node,
        hardhat: versionOf("hardhat"),
        edr: versionOf("@nomicfoundation/edr"),
      },
    },
    outputs: { blocks, transactions, finalBlockHash, finalStateRoot, journalSha256 },
  };
}

export function sha256(data: string | Uint8Array): `0x${string}` {
  return `0x${createHash("sha256").update(data).digest("hex")}`;
}

function versionOf(name: string): string {
  const { packages } = JSON.parse(readFileSync(path.join(ROOT, "package-lock.json"), "utf8")) as {
    readonly packages: Readonly<Record<string, { readonly version: string }>>;
  };
  return packages[`node_modules/${name}`]?.version ?? "unknown";
}
