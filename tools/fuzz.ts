// Plays every property of the compliance engine 100,000 times, or as often as FUZZ_RUNS says.
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
// The fixtures beside the tests hold libraries that the runner links.
const files = ["test/contracts/*.sol", "test/contracts/compliance/**/*.sol"].flatMap((pattern) =>
  globSync(pattern, { cwd: root }),
);
const { status } = spawnSync("npx", ["hardhat", "test", "solidity", ...files.toSorted()], {
  cwd: root,
  stdio: "inherit",
  // npx is a script of the shell on Windows.
  shell: process.platform === "win32",
  env: { FUZZ_RUNS: "100000", ...process.env },
});
process.exitCode = status ?? 1;
