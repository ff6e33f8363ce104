import { csvParseRows } from "d3-dsv";
import type { z } from "zod";

import { ScenarioError } from "./error.ts";

/**
 * The rows of a CSV table, each checked, with `file:line:column` of its beginning.
 * @param what Names the table in the complaint about one without rows.
 * @throws ScenarioError at the first thing that is wrong.
 */
export function readRows<T>(
  file: string,
  text: string,
  columns: readonly string[],
  schema: z.ZodType<T>,
  what: string,
): readonly { readonly where: string; readonly row: T }[] {
  const [heading, ...rows] = numberedRows(text);
  const given = heading?.cells ?? [];
  if (heading === undefined || rows.length === 0) {
    throw new ScenarioError(`${file}:1:1`, `${what} is empty, expected a heading and a row a month`);
  }
  if ([...given].sort().join() !== [...columns].sort().join()) {
    const problem = `expected the columns ${columns.join(", ")}, got ${given.join(", ")}`;
    throw new ScenarioError(`${file}:${heading.line}:1`, problem);
  }
  return rows.map(({ line, cells }) => {
    const where = `${file}:${line}:1`;
    if (cells.length !== given.length) {
      throw new ScenarioError(where, `expected ${given.length} columns, got ${cells.length}`);
    }
    const row = Object.fromEntries(given.map((column, i) => [column, cells[i]]));
    const result = schema.safeParse(row);
    if (result.success) return { where, row: result.data };
    const issue = result.error.issues[0];
    const column = String(issue?.path[0] ?? "row");
    const problem = `${column}: ${issue?.message ?? "unreadable"}, got ${JSON.stringify(row[column])}`;
    throw new ScenarioError(where, problem);
  });
}

/** Each row with the line on which it begins: a quoted cell may hold line breaks. Blank lines are no rows. */
function numberedRows(text: string): readonly { readonly line: number; readonly cells: readonly string[] }[] {
  let line = 1;
  return csvParseRows(text.replace(/^\uFEFF/, "")).flatMap((cells) => {
    const row = { line, cells };
    line += 1 + cells.reduce((breaks, cell) => breaks + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
    return cells.length === 1 && cells[0] === "" ? [] : [row];
  });
}
