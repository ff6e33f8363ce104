import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";

import { announce } from "./bounded.ts";
import { type Code, compileDeployer, LIGHT, syntaxTrees, WAYS } from "./compiler.ts";
import { enumsIn, mutate, type Mutant, mutantsOf } from "./mutants.ts";
import type { Outcome, Result } from "./results.ts";
import { type Compiled, compiledTests, type RunSuites, withCode } from "./suites.ts";
import type { Deployer, Target } from "./targets.ts";

/** The mutants of a target's files, with what is needed to try them. */
export interface Campaign {
  readonly target: Target;
  readonly mutants: readonly Mutant[];
  readonly sources: ReadonlyMap<string, Buffer>;
  /** All that the tests are made of, and those of them that matter here. */
  readonly compiled: readonly Compiled[];
  readonly suites: readonly Compiled[];
  /** Digest of the tests. */
  readonly tests: string;
}

/** @returns A campaign for each target; everything in it is read, nothing has run. */
export function planCampaigns(targets: readonly Target[]): Campaign[] {
  const files = targets.map((target) => target.files.flatMap((file) => globSync(`contracts/${file}.sol`).sort()));
  const trees = syntaxTrees(files.flat());
  const enums = new Map([...trees.values()].flatMap(enumsIn));
  const compiled = compiledTests();
  return targets.map((target, i) => {
    const sources = new Map((files[i] ?? []).map((file) => [file, readFileSync(file)]));
    const mutants = [...sources].flatMap(([file, source]) => {
      const tree = trees.get(file);
      return tree === undefined ? [] : mutantsOf(file, source, tree, enums);
    });
    const suites = target.tests.flatMap((prefix) =>
      compiled.filter((item) => item.isSuite && item.file.startsWith(`test/contracts/${prefix}`)),
    );
    const distinct = [...new Set(suites)];
    return {
      target,
      mutants,
      sources,
      compiled,
      suites: distinct,
      tests: digestOf(...distinct.map((s) => s.artifact.contract.bytecode ?? "")),
    };
  });
}

/** Tries mutants one after the other: compiles the next while the tests of the last one run. */
export async function runCampaign(
  campaign: Campaign,
  mutants: readonly Mutant[],
  runSuites: RunSuites,
  report: (result: Result, mutant: Mutant) => void,
): Promise<void> {
  const { target, sources, compiled, tests } = campaign;
  const { settings, codes: original, ordered } = await baseline(campaign, runSuites);
  const kills = new Map<string, number>();
  let running = Promise.resolve();
  for (const mutant of mutants) {
    const source = sources.get(mutant.file);
    if (source === undefined) continue;
    const began = performance.now();
    const changed = new Map([[mutant.file, mutate(source, mutant)]]);
    const finish = (outcome: Outcome, by?: string) => {
      const seconds = Math.round((performance.now() - began) / 100) / 10;
      const result = { id: mutant.id, surroundings: mutant.surroundings, tests, outcome, seconds };
      report(by === undefined ? result : { ...result, by }, mutant);
      announce(undefined);
    };
    const codes = target.deployers.map((deployer) => compileDeployer(deployer, changed, settings));
    await running;
    if (!codes.every((code) => code !== undefined)) {
      finish("invalid");
    } else if (codes.every((code, i) => code.creation === original[i]?.creation)) {
      finish("same");
    } else {
      announce({ id: mutant.id, surroundings: mutant.surroundings, tests });
      running = firstFailure(ordered, mutant, patched(target, compiled, codes), kills, runSuites).then((by) => {
        if (by !== undefined) finish("killed", by);
        else finish(isSame(target, changed) ? "same" : "lived");
      });
    }
  }
  await running;
}

function digestOf(...parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex").slice(0, 16);
}

/** The fastest way to compile with which the contract as it is passes its tests; and these, the quickest first. */
async function baseline({ target, compiled, suites }: Campaign, runSuites: RunSuites) {
  let failures: string[] = [];
  for (const settings of WAYS) {
    failures = [];
    const codes = target.deployers.map((deployer) => compileDeployer(deployer, new Map(), settings));
    if (!codes.every((code) => code !== undefined)) continue;
    const code = patched(target, compiled, codes);
    const timed: { suite: Compiled; ms: number }[] = [];
    for (const suite of suites) {
      const began = performance.now();
      failures.push(...(await runSuites(code, [suite])));
      timed.push({ suite, ms: performance.now() - began });
    }
    if (failures.length === 0) {
      return { settings, codes, ordered: timed.sort((a, b) => a.ms - b.ms).map(({ suite }) => suite) };
    }
  }
  throw new Error(
    `The tests of ${target.files.join(", ")} fail without a fault: ${failures.join(", ") || "it does not compile"}.`,
  );
}

function patched(target: Target, compiled: readonly Compiled[], codes: readonly Code[]): Compiled[] {
  return target.deployers.reduce<Compiled[]>(
    (all, deployer, i) => {
      const code = codes[i];
      return code === undefined ? all : withCode(all, deployer, code);
    },
    [...compiled],
  );
}

/** Runs one suite after the other until one fails: those that killed most neighbours first, then the quick ones. */
async function firstFailure(
  suites: readonly Compiled[],
  mutant: Mutant,
  compiled: readonly Compiled[],
  kills: Map<string, number>,
  runSuites: RunSuites,
): Promise<string | undefined> {
  const key = (suite: Compiled) => `${mutant.scope}/${suite.file}`;
  for (const suite of suites.toSorted((a, b) => (kills.get(key(b)) ?? 0) - (kills.get(key(a)) ?? 0))) {
    const [failed] = await runSuites(compiled, [suite]);
    if (failed === undefined) continue;
    kills.set(key(suite), (kills.get(key(suite)) ?? 0) + 1);
    return failed;
  }
  return undefined;
}

/** Whether the optimiser makes the same of both. */
function isSame(target: Target, changed: ReadonlyMap<string, string>): boolean {
  return target.deployers.every((deployer) => {
    const before = optimised.get(deployer) ?? compileDeployer(deployer, new Map(), LIGHT);
    optimised.set(deployer, before);
    return before !== undefined && before.creation === compileDeployer(deployer, changed, LIGHT)?.creation;
  });
}

const optimised = new Map<Deployer, Code | undefined>();
