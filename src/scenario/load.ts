import path from "node:path";

import { parseDate } from "../domain/calendar.ts";
import type { City, Scenario } from "../domain/scenario.ts";
import { ScenarioError } from "./error.ts";
import { parsePath } from "./parse-path.ts";
import { check, locate, readYaml, type YamlFile } from "./parse-yaml.ts";
import { citySchema, scenarioSchema, type ScenarioFile } from "./schema.ts";

/** Reads a text file; throws when it is not there. */
export type ReadText = (file: string) => string;

/**
 * A scenario with everything its file names: the file it extends, the price path, the city.
 * @throws ScenarioError with file, line and column of the first thing that is wrong.
 */
export function loadScenario(file: string, readText: ReadText): Scenario {
  const files = readChain(file, readText);
  const merged = files.reduceRight<Record<string, unknown>>(
    (base, { document }) => ({ ...base, ...document.toJS() }),
    {},
  );
  delete merged["extends"];
  const written = check(scenarioSchema, merged, files);
  requireOrder(written, files);

  const beside = (key: readonly string[], name: string): { readonly file: string; readonly text: string } => {
    const owner = files.find(({ document }) => document.hasIn(key)) ?? files[0];
    const target = path.join(path.dirname(owner?.file ?? file), name);
    return { file: target, text: read(target, readText, locate(files, key)) };
  };
  const pathFile = beside(["path"], written.path);
  const cityFile = beside(["world", "city"], written.world.city);
  const first = written.start.slice(0, 7);
  const last = written.end.slice(0, 7);
  const points = parsePath(pathFile.file, pathFile.text).filter(({ month }) => first <= month && month <= last);
  if (points.length === 0) {
    throw new ScenarioError(pathFile.file, `the price path has no month between ${first} and ${last}`);
  }
  return { ...written, path: points, world: { ...written.world, city: parseCity(cityFile) } };
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
    const base: unknown = current.document.get("extends");
    if (base !== undefined && typeof base !== "string") {
      throw new ScenarioError(locate([current], ["extends"]), "extends: expected a file name");
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
  // JSON is YAML, and YAML knows its lines.
  const yaml = readYaml(file, text);
  return check(citySchema, yaml.document.toJS(), [yaml]);
}

/** Dates that only make sense together. */
function requireOrder(written: ScenarioFile, files: readonly YamlFile[]): void {
  const within = (key: readonly (string | number)[], date: string): void => {
    if (date < written.start || date > written.end) {
      const problem = `expected a date between ${written.start} and ${written.end}, got ${date}`;
      throw new ScenarioError(locate(files, key), `${key.join(".")}: ${problem}`);
    }
  };
  if (written.end <= written.start) {
    throw new ScenarioError(locate(files, ["end"]), `end: expected a date after ${written.start}, got ${written.end}`);
  }
  const { blockDays, reviewDays } = written.compliance;
  if (blockDays > reviewDays) {
    const problem = `expected at least the ${blockDays} days of blockDays, got ${reviewDays}`;
    throw new ScenarioError(locate(files, ["compliance", "reviewDays"]), `compliance.reviewDays: ${problem}`);
  }
  written.rings.forEach(({ from, until }, i) => {
    if (until <= from) {
      const problem = `expected a date after ${from}, got ${until}`;
      throw new ScenarioError(locate(files, ["rings", i, "until"]), `rings.${i}.until: ${problem}`);
    }
  });
  written.purchases.forEach(({ date }, i) => within(["purchases", i, "date"], date));
  written.events.forEach(({ date }, i) => {
    within(["events", i, "date"], date);
    const previous = written.events[i - 1]?.date;
    if (previous !== undefined && date < previous) {
      const problem = `expected a date not before ${previous}, got ${date}`;
      throw new ScenarioError(locate(files, ["events", i, "date"]), `events.${i}.date: ${problem}`);
    }
  });
}

/** First day in unix seconds and number of days, both ends included. */
export function calendarOf(scenario: Scenario): { readonly start: number; readonly days: number } {
  const [start, end] = [parseDate(scenario.start), parseDate(scenario.end)];
  if (start === undefined || end === undefined) throw new ScenarioError(scenario.name, "dates were not checked");
  return { start, days: Math.round((end - start) / 86_400) + 1 };
}
