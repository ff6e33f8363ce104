// Builds the contracts from scratch. Fails on a compiler warning, and where the build changed typechain-types: then
// they did not belong to these contracts.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import path from "node:path";

const TYPES = "typechain-types";
const HARDHAT = "node_modules/hardhat/dist/src/cli.js";

const before = readTypes();
const startedAtMs = Date.now();
const build = spawnSync(process.execPath, [HARDHAT, "build", "--force"], { encoding: "utf8" });
const output = build.stdout + build.stderr;
process.stdout.write(output);

if (build.status === 0) {
  removeUnwritten(startedAtMs);
  const complaints = [...findWarnings(output), ...findStale(before, readTypes())];
  for (const complaint of complaints) console.error(complaint);
  process.exitCode = complaints.length === 0 ? 0 : 1;
} else {
  process.exitCode = 1;
}

function findWarnings(text: string): string[] {
  const count = text.split("\n").filter((line) => /^\s*(Warning|Info)\b/.test(line)).length;
  return count === 0 ? [] : [`The compiler printed ${count} warning${count === 1 ? "" : "s"}: mend what it points at.`];
}

function findStale(old: ReadonlyMap<string, string>, fresh: ReadonlyMap<string, string>): string[] {
  const files = [...new Set([...old.keys(), ...fresh.keys()])].filter((file) => old.get(file) !== fresh.get(file));
  if (files.length === 0) return [];
  const names = files.length > 5 ? `${files.slice(0, 5).join(", ")}, ...` : files.join(", ");
  return [`${files.length} generated files were stale and are put right; commit them with the contracts: ${names}`];
}

/** TypeChain writes every file in each full build but never deletes one, so those of a deleted contract stay behind. */
function removeUnwritten(sinceMs: number): void {
  for (const file of readTypes().keys()) if (statSync(file).mtimeMs < sinceMs) rmSync(file);
}

function readTypes(): Map<string, string> {
  if (!existsSync(TYPES)) return new Map();
  const entries = readdirSync(TYPES, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map(({ parentPath, name }) => path.join(parentPath, name));
  return new Map(files.map((file) => [file, readFileSync(file, "utf8")]));
}
