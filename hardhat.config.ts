import { createRequire } from "node:module";
import path from "node:path";

import hardhatEthers from "@nomicfoundation/hardhat-ethers";
import hardhatEthersChaiMatchers from "@nomicfoundation/hardhat-ethers-chai-matchers";
import hardhatMocha from "@nomicfoundation/hardhat-mocha";
import hardhatNetworkHelpers from "@nomicfoundation/hardhat-network-helpers";
import hardhatTypechain from "@nomicfoundation/hardhat-typechain";
import { defineConfig } from "hardhat/config";

import { tasks } from "./scripts/tasks.ts";

import { lightTests } from "./tools/light-tests.ts";
import { orderedArtifacts } from "./tools/ordered-artifacts.ts";

/** npm's compiler: nothing is downloaded outside `npm ci`. */
const solc = createRequire(import.meta.url).resolve("solc/soljson.js");

/** Properties get a small budget at a desk and a large one in CI. */
const inCi = process.env["CI"] === "true";
const fuzzRuns = Number(process.env["FUZZ_RUNS"] ?? (inCi ? 10_000 : 256));

export default defineConfig({
  tasks,
  plugins: [
    hardhatEthers,
    hardhatEthersChaiMatchers,
    hardhatMocha,
    hardhatNetworkHelpers,
    lightTests,
    orderedArtifacts, // must come before TypeChain, which takes them in the order they have then
    hardhatTypechain,
  ],
  solidity: {
    profiles: {
      default: {
        compilers: [
          {
            version: "0.8.37",
            path: solc,
            settings: {
              evmVersion: "cancun",
              viaIR: true,
              optimizer: { enabled: true, runs: 20_000 },
              // A comment must not change the code: receipts and golden runs name its hash.
              metadata: { bytecodeHash: "none" },
            },
          },
        ],
      },
    },
    splitTestsCompilation: true,
  },
  networks: {
    default: {
      type: "edr-simulated",
      chainType: "l1",
      hardfork: "cancun",
      allowUnlimitedContractSize: false,
      blockGasLimit: 60_000_000n,
    },
  },
  test: {
    solidity: {
      fuzz: { runs: fuzzRuns },
      invariant: { runs: inCi ? 50 : 5, depth: 200 },
    },
    mocha: { forbidOnly: inCi },
  },
  coverage: { skipFiles: ["contracts/mocks/**"] },
  paths: { tests: { solidity: "test/contracts", mocha: "test" } },
  typechain: { outDir: path.join(import.meta.dirname, "typechain-types"), tsNocheck: true },
});
