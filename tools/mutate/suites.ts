import { globSync, readFileSync } from "node:fs";

import {
  type Artifact,
  CANCUN,
  EdrContext,
  L1_CHAIN_TYPE,
  l1GenesisState,
  l1HardforkFromString,
  l1SolidityTestRunnerFactory,
  type SuiteResult,
} from "@nomicfoundation/edr";

import type { Code } from "./compiler.ts";
import type { Deployer } from "./targets.ts";

/** What Hardhat writes beside each contract. */
interface HardhatArtifact {
  readonly contractName: string;
  readonly sourceName: string;
  readonly inputSourceName: string;
  readonly abi: readonly { readonly type: string; readonly name?: string }[];
  readonly bytecode: string;
  readonly deployedBytecode: string;
  readonly linkReferences: NonNullable<Artifact["contract"]["linkReferences"]>;
  readonly deployedLinkReferences: NonNullable<Artifact["contract"]["deployedLinkReferences"]>;
}

/** A compiled test contract, or a library that one needs. */
export interface Compiled {
  /** Its file, below the project's root. */
  readonly file: string;
  readonly isSuite: boolean;
  readonly artifact: Artifact;
}

/** Properties get this many cases: a fault that one case in sixteen does not show is for the whole run to find. */
const FUZZ_RUNS = 16;

/** Far above any test's need; a fault may loop for ever. */
const GAS = 300_000_000n;

/** Everything that the last build of the Solidity tests left. */
export function compiledTests(): Compiled[] {
  return globSync("cache/test-artifacts/test/contracts/**/*.json").map((path) => {
    const built = JSON.parse(readFileSync(path, "utf8")) as HardhatArtifact;
    return {
      file: built.sourceName,
      isSuite:
        built.bytecode !== "0x" && built.abi.some((f) => f.type === "function" && f.name?.startsWith("test") === true),
      artifact: {
        id: { name: built.contractName, solcVersion: "0.8.37", source: built.inputSourceName },
        contract: {
          abi: JSON.stringify(built.abi),
          bytecode: built.bytecode,
          linkReferences: built.linkReferences,
          deployedBytecode: built.deployedBytecode,
          deployedLinkReferences: built.deployedLinkReferences,
        },
      },
    };
  });
}

/** The same, where a library deploys other code. */
export function withCode(compiled: readonly Compiled[], deployer: Deployer, code: Code): Compiled[] {
  return compiled.map((item) => {
    const { id, contract } = item.artifact;
    if (item.file !== deployer.file || id.name !== deployer.library) return item;
    return {
      ...item,
      artifact: { id, contract: { ...contract, bytecode: code.creation, deployedBytecode: code.runtime } },
    };
  });
}

/** A test that failed, as `Contract.function`. */
export type RunSuites = (compiled: readonly Compiled[], suites: readonly Compiled[]) => Promise<string[]>;

/** Opens Hardhat's engine without Hardhat, which would look for something to compile before every run. */
export async function openRunner(): Promise<RunSuites> {
  const engine = new EdrContext();
  await engine.registerSolidityTestRunnerFactory(L1_CHAIN_TYPE, l1SolidityTestRunnerFactory());
  return async (compiled, suites) => {
    const needed = compiled.filter((item) => !item.isSuite || suites.some((s) => s.artifact.id === item.artifact.id));
    const results: SuiteResult[] = [];
    const reported = Promise.withResolvers<void>();
    await engine.runSolidityTests(
      L1_CHAIN_TYPE,
      needed.map((item) => item.artifact),
      suites.map((suite) => suite.artifact.id),
      {
        projectRoot: process.cwd(),
        hardfork: CANCUN,
        localPredeploys: l1GenesisState(l1HardforkFromString(CANCUN)),
        gasLimit: GAS,
        disableBlockGasLimit: true,
        disableTransactionGasCap: true,
        fuzz: { runs: FUZZ_RUNS, failurePersistDir: "cache/mutate", seed: "0x1" },
      },
      { buildInfos: [], ignoreContracts: false },
      (result) => {
        if (results.push(result) === suites.length) reported.resolve();
      },
    );
    // The last reports may come after the end.
    await reported.promise;
    return results.flatMap((suite) =>
      suite.testResults.filter((test) => test.status === "Failure").map((test) => `${suite.id.name}.${test.name}`),
    );
  };
}
