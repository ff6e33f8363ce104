import { globSync } from "node:fs";
import path from "node:path";

import type { HardhatPlugin } from "hardhat/types/plugins";

export const OPTIMIZER = {
  enabled: true,
  runs: 1,
  details: { yul: true, yulDetails: { stackAllocation: true, optimizerSteps: "dhfoDgvulfnTUtnIfjTpeul" } },
};

/**
 * Compiles the code of the Solidity tests, which nobody deploys, in half the time. What tests deploy through the libraries
 * beside them has the project's settings. A plugin and not a line of the configuration, because Hardhat compiles files
 * together only where they share one object of settings.
 */
export const lightTests: HardhatPlugin = {
  id: "light-tests",
  npmPackage: null,
  hookHandlers: {
    config: async () => ({
      default: async () => ({
        async resolveUserConfig(userConfig, resolveVariable, next) {
          const config = await next(userConfig, resolveVariable);
          // Handlers too: the runner knows a contract that it plays with by its code, which a test compiles along with its own.
          const files = globSync(["test/contracts/**/*.t.sol", "test/contracts/invariant/*.sol"], {
            cwd: config.paths.root,
          });
          for (const profile of Object.values(config.solidity.profiles)) {
            const [compiler] = profile.compilers;
            if (compiler === undefined) continue;
            // A compiler's settings are its own business, and any to Hardhat.
            const settings = compiler.settings as Readonly<Record<string, unknown>>;
            const light = { ...compiler, settings: { ...settings, optimizer: OPTIMIZER } };
            for (const file of files) profile.overrides[file.split(path.sep).join("/")] = light;
          }
          return config;
        },
      }),
    }),
  },
};
