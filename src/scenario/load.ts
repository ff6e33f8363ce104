import path from "node:path";

import { stringify } from "yaml";

import { parseDate } from "../domain/calendar.ts";
import type { PathPoint } from "../domain/price-path.ts";
import type { RuleMode } from "../domain/rules.ts";
import type { City, Hedonics, Neighbour, NewsEvent, Scenario } from "../domain/scenario.ts";
import type { CoinPoint } from "../domain/worlds/currencies.ts";
import type { FloorPoint, PlotWorldFacts } from "../domain/worlds/world-facts.ts";
import { requireAscending, requireCoins, requireDrive, requireNews, requireOrder, requirePlaces } from "./coherence.ts";
import { ScenarioError } from "./error.ts";
import { parsePath } from "./parse-path.ts";
import { parseCoins, parseFloor, parsePlotWorldFacts } from "./parse-world.ts";
import { check, locate, ownerOf, readYaml, type YamlFile } from "./parse-yaml.ts";
import { layOutEstates } from "./estate-places.ts";
import { citySchema, hedonicsSchema } from "./land-schema.ts";
import { newsSchema, scenarioSchema, type ScenarioFile } from "./schema.ts";

/** Reads a text file; throws when it is not there. */
export type ReadText = (file: string) => string;

/**
 * A scenario with everything its file names: the file it extends, the price path, the city, the hedonics.
 * @throws ScenarioError with file, line and column of the first thing that is wrong.
 */
export function loadScenario(file: string, readText: ReadText): Scenario {
  const files = readChain(file, readText);
  const merged: Record<string, unknown> = {};
  // The nearest file last, so that its keys win.
  for (const { content } of files.toReversed()) Object.assign(merged, content);
  delete merged["extends"];
  forgetOtherDrive(merged, files);
  const written = check(scenarioSchema, merged, files);
  requireDrive(written, files);
  requireOrder(written, files);

  const beside = (
    key: readonly (string | number)[],
    name: string,
  ): { readonly file: string; readonly text: string } => {
    const target = path.join(path.dirname(ownerOf(files, key[0]?.toString())?.file ?? file), name);
    return { file: target, text: read(target, readText, locate(files, key)) };
  };
  const { city, hedonics } = written.world;
  if (typeof written.path === "object") requireAscending(written.path, files);
  const { floor, ...others } = written;
  const map = typeof city === "string" ? parseCity(beside(["world", "city"], city)) : city;
  const scenario = {
    ...others,
    path: written.path === undefined ? [] : withinRun(written, readPath(written.path, beside), locate(files, ["path"])),
    ...(floor === undefined ? {} : { floor: readFloor(floor, ["floor"], beside) }),
    coins: readCoins(written, beside),
    neighbours: written.neighbours.map((neighbour, i) => readNeighbour(neighbour, i, beside)),
    news: { ...written.news, events: readNews(written, beside) },
    world: {
      ...written.world,
      city: map,
      hedonics: typeof hedonics === "string" ? parseHedonics(beside(["world", "hedonics"], hedonics)) : hedonics,
    },
    purchases: layOutEstates(written.purchases, map, files),
  };
  requirePlaces(scenario, files);
  requireCoins(scenario, files);
  requireNews(scenario.news, files);
  return scenario;
}

type Beside = (key: readonly (string | number)[], name: string) => { readonly file: string; readonly text: string };

/** A file that sets the drive does not inherit what only the other drive has. */
function forgetOtherDrive(merged: Record<string, unknown>, files: readonly YamlFile[]): void {
  const setsDrive = files.findIndex(({ content }) => "drive" in content);
  const others = merged["drive"] === "endogenous" ? ["path"] : ["fundamental", "hype", "diffusion"];
  for (const key of others) if (files.findIndex(({ content }) => key in content) > setsDrive) delete merged[key];
}

function readPath(given: NonNullable<ScenarioFile["path"]>, beside: Beside): readonly PathPoint[] {
  if (typeof given !== "string") return given;
  const { file, text } = beside(["path"], given);
  return parsePath(file, text);
}

/** Points outside the run would pull on its ends. */
function withinRun({ start, end }: ScenarioFile, points: readonly PathPoint[], where: string): readonly PathPoint[] {
  const [first, last] = [start.slice(0, 7), end.slice(0, 7)];
  const within = points.filter(({ month }) => first <= month && month <= last);
  if (within.length === 0) throw new ScenarioError(where, `the price path has no month between ${first} and ${last}`);
  return within;
}

function readNeighbour(written: ScenarioFile["neighbours"][number], i: number, beside: Beside): Neighbour {
  const key = ["neighbours", i] as const;
  return {
    ...written,
    facts: readFacts(written.facts, [...key, "facts"], beside),
    floor: readFloor(written.floor, [...key, "floor"], beside),
  };
}

function readFacts(given: string | PlotWorldFacts, key: readonly (string | number)[], beside: Beside): PlotWorldFacts {
  if (typeof given !== "string") return given;
  const { file, text } = beside(key, given);
  return parsePlotWorldFacts(file, text);
}

function readFloor(
  given: string | readonly FloorPoint[],
  key: readonly (string | number)[],
  beside: Beside,
): readonly FloorPoint[] {
  if (typeof given !== "string") return given;
  const { file, text } = beside(key, given);
  return parseFloor(file, text);
}

function readCoins({ coins }: ScenarioFile, beside: Beside): readonly CoinPoint[] {
  if (typeof coins !== "string") return coins;
  const { file, text } = beside(["coins"], coins);
  return parseCoins(file, text);
}

function readNews({ news }: ScenarioFile, beside: Beside): readonly NewsEvent[] {
  if (typeof news.events !== "string") return news.events;
  const { file, text } = beside(["news", "events"], news.events);
  const yaml = readYaml(file, text);
  return check(newsSchema, yaml.content, [yaml]).events;
}

/** The file and those it extends, nearest first. */
function readChain(file: string, readText: ReadText): readonly YamlFile[] {
  const files: YamlFile[] = [];
  let next: string | undefined = file;
  let namedAt = "scenario";
  while (next !== undefined) {
    const name: string = next;
    if (files.some((seen) => seen.file === name)) throw new ScenarioError(namedAt, `${name} extends itself`);
    const current = readYaml(name, read(name, readText, namedAt));
    files.push(current);
    const base = current.content["extends"];
    if (base !== undefined && typeof base !== "string") {
      const problem = `extends: expected a file name, got ${JSON.stringify(base)}`;
      throw new ScenarioError(locate([current], ["extends"]), problem);
    }
    namedAt = locate([current], ["extends"]);
    next = base === undefined ? undefined : path.join(path.dirname(name), base);
  }
  return files;
}

function read(file: string, readText: ReadText, namedAt: string): string {
  try {
    return readText(file);
  } catch (cause) {
    throw new ScenarioError(namedAt, `cannot read ${file}, expected a file there`, cause);
  }
}

function parseCity({ file, text }: { readonly file: string; readonly text: string }): City {
  const yaml = readYaml(file, text);
  return check(citySchema, yaml.content, [yaml]);
}

function parseHedonics({ file, text }: { readonly file: string; readonly text: string }): Hedonics {
  const yaml = readYaml(file, text);
  return check(hedonicsSchema, yaml.content, [yaml]);
}

/** The same scenario under another seed, or with every rule in one mode. */
export function override(
  scenario: Scenario,
  { seed, policy }: { readonly seed: number | undefined; readonly policy: RuleMode | undefined },
): Scenario {
  const { compliance } = scenario;
  const rules = Object.fromEntries(Object.entries(compliance.rules).map(([rule, mode]) => [rule, policy ?? mode]));
  return { ...scenario, seed: seed ?? scenario.seed, compliance: { ...compliance, rules } };
}

/** The resolved scenario as a file that `loadScenario` reads again. */
export function writeScenario(scenario: Scenario): string {
  const { path: points, ...rest } = scenario;
  return stringify(points.length === 0 ? rest : scenario, { lineWidth: 120 });
}

/** First day in unix seconds and number of days, both ends included. */
export function calendarOf(scenario: Scenario): { readonly start: number; readonly days: number } {
  const [start, end] = [parseDate(scenario.start), parseDate(scenario.end)];
  if (start === undefined || end === undefined) throw new ScenarioError(scenario.name, "dates were not checked");
  return { start, days: Math.round((end - start) / 86_400) + 1 };
}
