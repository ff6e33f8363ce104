// Installs what is missing, then starts Landslide under the Node of its lock file. Nothing is installed when this file
// runs, so it is plain JavaScript for Node 20 and imports nothing but Node.
//
//   node bootstrap.mjs setup            only install
//   node bootstrap.mjs start [options]  the default run
//   node bootstrap.mjs test [options]   every test
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = path.dirname(fileURLToPath(import.meta.url));
const NODE = path.join(ROOT, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
const HARDHAT = path.join(ROOT, "node_modules", "hardhat", "dist", "src", "cli.js");

/** What each command asks of Hardhat; `setup` asks nothing. */
const COMMANDS = { setup: [], start: ["run", "scripts/simulate.ts"], test: ["test"] };

async function main([name = "", ...options]) {
  const task = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (task === undefined) {
    return fail(`Unknown command "${name}": use one of ${Object.keys(COMMANDS).join(", ")}.`);
  }

  const missing = findMissing();
  if (missing !== undefined) {
    console.error(`Landslide: installing its dependencies, because ${missing} (about a minute) ...`);
    const code = await install();
    if (code !== 0) return fail(`The installation failed: npm ci ended with exit code ${code}.`, code);

    const stillMissing = findMissing();
    if (stillMissing !== undefined) return fail(`The installation is incomplete: ${stillMissing}.`);
  }

  if (task.length === 0) return 0;
  // Hardhat would send usage data from a terminal; set the variable to "false" to let it.
  return await run(NODE, [HARDHAT, ...task, ...options], { HARDHAT_DISABLE_TELEMETRY: "true", ...process.env });
}

/** Why the installation cannot be used, in words, or undefined when it matches the lock file. */
function findMissing() {
  const wanted = readPackages("package-lock.json");
  const installed = readPackages("node_modules/.package-lock.json");
  if (wanted === undefined) throw new Error("package-lock.json is missing: restore it from the repository.");
  if (installed === undefined) return "nothing is installed yet";

  for (const [place, entry] of Object.entries(wanted)) {
    if (place === "") continue; // the project itself
    const found = installed[place];
    if (found === undefined && !mayBeAbsent(entry)) return `${place} is missing`;
    if (found !== undefined && found.integrity !== entry.integrity)
      return `${place} is not the version of the lock file`;
  }
  const extra = Object.keys(installed).find((place) => !Object.hasOwn(wanted, place));
  if (extra !== undefined) return `${extra} is not in the lock file`;

  return existsSync(NODE) ? undefined : "node_modules/node has no program in it";
}

function readPackages(file) {
  const place = path.join(ROOT, file);
  return existsSync(place) ? JSON.parse(readFileSync(place, "utf8")).packages : undefined;
}

/**
 * An optional package may be absent, unless it is the native part for this very machine: npm under a Node too old for
 * it leaves it out without a word.
 */
function mayBeAbsent({ optional, os, cpu, libc }) {
  if (optional !== true) return false;
  const isNative = os !== undefined || cpu !== undefined;
  const isForThisMachine =
    (os?.includes(process.platform) ?? true) &&
    (cpu?.includes(process.arch) ?? true) &&
    (libc?.includes(detectLibc()) ?? true);
  return !(isNative && isForThisMachine);
}

function detectLibc() {
  if (process.platform !== "linux") return undefined;
  process.report.excludeNetwork = true; // else the report looks up the names of open connections
  return process.report.getReport().header.glibcVersionRuntime === undefined ? "musl" : "glibc";
}

/** `npm ci` under the Node that the lock file names, fetched by npm for this one command. */
function install() {
  const node = `node@${readPackages("package-lock.json")["node_modules/node"].version}`;
  const ci = ["ci", "--include=dev", "--no-audit", "--no-fund"];
  const npm = findNpm();
  // Where npm's own file is known, call that: Windows can start neither npm nor npx without a shell, and its npm would
  // run on the Node beside it, not on the one fetched here.
  return npm === undefined
    ? run("npx", ["--yes", "-p", node, "npm", ...ci])
    : run(process.execPath, [npm, "exec", "--yes", `--package=${node}`, "--", "node", npm, ...ci]);
}

function findNpm() {
  const besideNode = path.join(path.dirname(process.execPath), "node_modules", "npm", "bin", "npm-cli.js");
  return [process.env.npm_execpath, besideNode].find((file) => file?.endsWith("npm-cli.js") && existsSync(file));
}

/** Runs a program in the foreground and resolves to its exit code. */
function run(program, args, env = process.env) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: ROOT, env, stdio: "inherit" });
    // A terminal sends Ctrl-C to the child too, and a second copy might ask it to drop everything; it decides when to end.
    process.on("SIGINT", () => process.stdin.isTTY || process.stdout.isTTY || child.kill("SIGINT"));
    process.on("SIGTERM", () => child.kill("SIGTERM"));
    child.on("error", (error) => resolve(fail(`${program} could not be started: ${error.message}.`)));
    child.on("exit", (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

function fail(sentence, code = 1) {
  console.error(sentence);
  return code;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = fail(error instanceof Error ? error.message : String(error));
}
