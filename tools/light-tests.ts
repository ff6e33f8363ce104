import { globSync } from "node:fs";
import path from "node:path";

import type { HardhatPlugin } from "hardhat/types/plugins";
import type { CompilerInput } from "hardhat/types/solidity";

/** The old way of generating code, not optimised, takes a sixth of the time, and the code does the same. */
export const PLAIN = { viaIR: false, optimizer: { enabled: false } };

/** They hold contracts that the old way cannot compile. Tests link what these files make, and need no code of theirs. */
const NEW_WAY_ONLY = /^project\/test\/contracts\/(Deployers|World)\.sol$/;

/** Nobody deploys what the old way makes of a contract. */
const SIZE = /^Contract (init)?code size is/;

/**
 * Compiles the code of the Solidity tests, which nobody deploys, the old and fast way. What tests deploy through the
 * libraries beside them has the project's settings. A plugin and not a line of the configuration, because Hardhat compiles
 * files together only where they share one object of settings.
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
            const light = { ...compiler, settings: { ...settings, ...PLAIN } };
            for (const file of files) profile.overrides[file.split(path.sep).join("/")] = light;
          }
          return config;
        },
      }),
    }),
    solidity: async () => ({
      default: async () => ({
        async preprocessSolcInputBeforeBuilding(context, input, next) {
          return await next(context, isPlain(input) ? onlyTests(input) : input);
        },
        async invokeSolc(context, compiler, input, config, next) {
          const output = await next(context, compiler, input, config);
          if (!isPlain(input)) return output;
          // The runner reads the syntax tree of every file, to say where a test failed.
          for (const [file, source] of Object.entries(output.sources ?? {})) source.ast ??= emptyTree(file, source.id);
          return { ...output, errors: output.errors?.filter((error) => !SIZE.test(error.message)) ?? [] };
        },
      }),
    }),
  },
};

function isPlain({ settings }: CompilerInput): boolean {
  return settings.viaIR === PLAIN.viaIR;
}

function emptyTree(file: string, id: number): object {
  return { absolutePath: file, exportedSymbols: {}, id: -1 - id, nodeType: "SourceUnit", nodes: [], src: `0:0:${id}` };
}

/** Hardhat asks for all that a test imports, which the old way cannot compile; to ask for a syntax tree is to ask for code. */
function onlyTests(input: CompilerInput): CompilerInput {
  const { "*": everything = {} } = input.settings.outputSelection;
  const tests = Object.keys(input.sources).filter(
    (file) => file.startsWith("project/test/") && !NEW_WAY_ONLY.test(file),
  );
  const outputSelection = Object.fromEntries(tests.map((file) => [file, everything]));
  return { ...input, settings: { ...input.settings, outputSelection } };
}
