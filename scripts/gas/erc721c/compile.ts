import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

import { type Compiled, compilePeer, packageOf } from "../compile.ts";

const PACKAGE = "@limitbreak/creator-token-standards";
const COLLECTION = "CreatorCollection.sol";

/** The package's ERC721C, unmodified, as the collection beside this file. */
export function compileCreatorCollection(): Compiled {
  const { home, version } = packageOf(PACKAGE);
  // Its OpenZeppelin is older than ours.
  const openZeppelin = createRequire(path.join(home, "package.json")).resolve("@openzeppelin/contracts/package.json");
  const modules = path.resolve(home, "..", "..");
  const place = path.relative(modules, path.dirname(openZeppelin)).split(path.sep).join("/");
  const { CreatorCollection: compiled } = compilePeer({
    name: "erc721c",
    version,
    files: { [COLLECTION]: readFileSync(path.join(import.meta.dirname, COLLECTION), "utf8") },
    settings: {
      evmVersion: "london",
      optimizer: { enabled: true, runs: 20_000 },
      remappings: [`@openzeppelin/contracts/=${place}/`],
      outputSelection: { [COLLECTION]: { "*": ["abi", "evm.bytecode.object"] } },
    },
  });
  if (compiled === undefined) throw new Error("The compiler left the collection out.");
  return compiled;
}
