import { isAlias, isMap, isNode, isScalar, LineCounter, parseDocument, visit, type Document, type Node } from "yaml";
import { z } from "zod";

import { ScenarioError } from "./error.ts";

/** A YAML file with its positions, so that a complaint can point into it. */
export interface YamlFile {
  readonly file: string;
  readonly document: Document;
  readonly lines: LineCounter;
  /** What it says; its form is whatever its author wrote. */
  readonly content: Readonly<Record<string, unknown>>;
}

/** JSON is YAML, and YAML knows its lines: both are read here. */
export function readYaml(file: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const complain = (offset: number, problem: string, cause: unknown): ScenarioError => {
    const { line, col } = lines.linePos(offset);
    return new ScenarioError(
      `${file}:${line}:${col}`,
      `not ${file.endsWith(".json") ? "JSON" : "YAML"}: ${problem}`,
      cause,
    );
  };
  const problem = document.errors[0];
  if (problem !== undefined) throw complain(problem.pos[0], problem.message, problem);
  if (!isMap(document.contents)) throw new ScenarioError(`${file}:1:1`, "expected a mapping of keys to values");
  try {
    // A mapping's plain form is an object.
    return { file, document, lines, content: document.toJS() as Readonly<Record<string, unknown>> };
  } catch (cause) {
    // Aliases are followed only now: one may lead nowhere, or many may multiply without end.
    const problem = cause instanceof Error ? cause.message : "unreadable";
    throw complain(findLostAlias(document)?.range?.[0] ?? 0, problem, cause);
  }
}

/** Checks a value against a schema; the first complaint becomes the error. `files`, nearest first, tell where a key stands. */
export function check<T>(schema: z.ZodType<T>, value: unknown, files: readonly YamlFile[]): T {
  const result = schema.safeParse(value, { error: plainly });
  if (result.success) return result.data;
  const issues = result.error.issues.map(innermost);
  // A misspelt key is also a missing one: the spelling is what to mend.
  const issue = issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0];
  if (issue === undefined) throw result.error;
  if (issue.code === "unrecognized_keys") {
    const path = [...issue.path, ...issue.keys.slice(0, 1)];
    throw new ScenarioError(locateKey(files, path), `unknown key ${path.join(".")}, ${issue.message}`);
  }
  const place = issue.path.length === 0 ? "" : `${issue.path.join(".")}: `;
  const given = valueAt(value, issue.path);
  const shown = given === undefined ? "it is missing" : `got ${show(given)}`;
  throw new ScenarioError(locate(files, issue.path), `${place}${issue.message}, ${shown}`);
}

/** `file:line:column` of a value, or of the nearest parent that exists. A file's key replaces that of the file it extends. */
export function locate(files: readonly YamlFile[], path: readonly PropertyKey[]): string {
  const keys = path.map(String);
  const owner = ownerOf(files, keys[0]);
  if (owner === undefined) return "scenario:1:1";
  for (let depth = keys.length; depth > 0; depth--) {
    const node = owner.document.getIn(keys.slice(0, depth), true);
    if (isNode(node)) return positionOf(owner, node);
  }
  return `${owner.file}:1:1`;
}

/** The nearest file that has the top-level key, or else the nearest. */
export function ownerOf(files: readonly YamlFile[], key: string | undefined): YamlFile | undefined {
  return files.find(({ document }) => key !== undefined && document.has(key)) ?? files[0];
}

/** Of the key itself, not of its value. */
function locateKey(files: readonly YamlFile[], path: readonly PropertyKey[]): string {
  const keys = path.map(String);
  const owner = ownerOf(files, keys[0]);
  const parent = keys.length === 1 ? owner?.document.contents : owner?.document.getIn(keys.slice(0, -1), true);
  const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && key.value === keys.at(-1)) : undefined;
  return owner !== undefined && isNode(pair?.key) ? positionOf(owner, pair.key) : locate(files, path);
}

function positionOf({ file, lines }: YamlFile, node: Node): string {
  const { line, col } = lines.linePos(node.range?.[0] ?? 0);
  return `${file}:${line}:${col}`;
}

function findLostAlias(document: Document): Node | undefined {
  let lost: Node | undefined;
  visit(document, {
    Node: (_, node) => {
      if (!isAlias(node) || node.resolve(document) !== undefined) return undefined;
      lost = node;
      return visit.BREAK;
    },
  });
  return lost;
}

const TYPES: Readonly<Record<string, string>> = {
  string: "some text",
  number: "a number",
  int: "a whole number",
  array: "a list",
  object: "a mapping of keys to values",
  record: "a mapping of keys to values",
};

/** What was expected, where the schema does not say it in its own words. */
function plainly(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return `expected ${TYPES[issue.expected] ?? issue.expected}`;
    case "unrecognized_keys":
      return `expected one of ${keysOf(issue.inst).join(", ")}`;
    default:
      return undefined;
  }
}

function keysOf(schema: z.core.$ZodRawIssue["inst"]): readonly string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  if (schema instanceof z.ZodRecord && schema.keyType instanceof z.ZodEnum) return schema.keyType.options.map(String);
  return [];
}

/** Where one of two forms is allowed, the complaint about the form that was meant: the one that it got further into. */
function innermost(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== "invalid_union") return issue;
  const inner = issue.errors.map(([first]) => first).find((first) => first !== undefined && first.path.length > 0);
  const unknown = issue.errors.flat().find(({ code }) => code === "unrecognized_keys");
  const meant = unknown ?? inner;
  return meant === undefined ? issue : innermost({ ...meant, path: [...issue.path, ...meant.path] });
}

function show(value: unknown): string {
  // Not a number and infinity are no JSON.
  return typeof value === "number" ? String(value) : JSON.stringify(value);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined),
    value,
  );
}
