import { isMap, isNode, LineCounter, parseDocument, type Document } from "yaml";
import type { z } from "zod";

import { ScenarioError } from "./error.ts";

/** A YAML file with its positions, so that a complaint can point into it. */
export interface YamlFile {
  readonly file: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

export function readYaml(file: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problem = document.errors[0];
  if (problem !== undefined) {
    const { line, col } = lines.linePos(problem.pos[0]);
    throw new ScenarioError(`${file}:${line}:${col}`, `not YAML: ${problem.message}`, problem);
  }
  if (!isMap(document.contents)) throw new ScenarioError(`${file}:1:1`, "expected a mapping with a name, a seed, ...");
  return { file, document, lines };
}

/** Checks a value against a schema; the first complaint becomes the error. `files`, nearest first, tell where a key stands. */
export function check<T>(schema: z.ZodType<T>, value: unknown, files: readonly YamlFile[]): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  if (issue === undefined) throw result.error;
  if (issue.code === "unrecognized_keys") {
    const path = [...issue.path, ...issue.keys.slice(0, 1)];
    throw new ScenarioError(locate(files, path), `unknown key ${path.join(".")}`);
  }
  const place = issue.path.length === 0 ? "" : `${issue.path.join(".")}: `;
  const given = valueAt(value, issue.path);
  const shown = given === undefined ? "it is missing" : `got ${JSON.stringify(given)}`;
  throw new ScenarioError(locate(files, issue.path), `${place}${issue.message}, ${shown}`);
}

/** `file:line:column` of a key, or of the nearest parent that exists. */
export function locate(files: readonly YamlFile[], path: readonly PropertyKey[]): string {
  const keys = path.map((key) => (typeof key === "symbol" ? key.toString() : key));
  for (let depth = keys.length; depth > 0; depth--) {
    for (const { file, document, lines } of files) {
      const node = document.getIn(keys.slice(0, depth), true);
      if (isNode(node) && node.range) {
        const { line, col } = lines.linePos(node.range[0]);
        return `${file}:${line}:${col}`;
      }
    }
  }
  return `${files[0]?.file ?? "scenario"}:1:1`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined),
    value,
  );
}
