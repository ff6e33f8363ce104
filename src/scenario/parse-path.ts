import { csvParseRows } from "d3-dsv";

import type { PathPoint } from "../domain/price-path.ts";
import { ScenarioError } from "./error.ts";
import { pathRowSchema } from "./schema.ts";

const COLUMNS = ["month", "usd", "sales", "quality", "source"];

/** A price path from CSV text: at least one row, months in order. */
export function parsePath(file: string, text: string): readonly PathPoint[] {
  const [heading, ...rows] = numberedRows(text);
  const columns = heading?.cells ?? [];
  if (heading === undefined || rows.length === 0) {
    throw new ScenarioError(`${file}:1:1`, "the price path is empty, expected a heading and a row a month");
  }
  if ([...columns].sort().join() !== [...COLUMNS].sort().join()) {
    const problem = `expected the columns ${COLUMNS.join(", ")}, got ${columns.join(", ")}`;
    throw new ScenarioError(`${file}:${heading.line}:1`, problem);
  }

  const points: PathPoint[] = [];
  for (const { line, cells } of rows) {
    const where = `${file}:${line}:1`;
    if (cells.length !== columns.length) {
      throw new ScenarioError(where, `expected ${columns.length} columns, got ${cells.length}`);
    }
    const row = Object.fromEntries(columns.map((column, i) => [column, cells[i]]));
    const result = pathRowSchema.safeParse(row);
    if (!result.success) {
      const issue = result.error.issues[0];
      const column = String(issue?.path[0] ?? "row");
      const problem = `${column}: ${issue?.message ?? "unreadable"}, got ${JSON.stringify(row[column])}`;
      throw new ScenarioError(where, problem);
    }
    const { month, usd, quality, source } = result.data;
    const previous = points.at(-1);
    if (previous !== undefined && month <= previous.month) {
      throw new ScenarioError(where, `month: expected a month after ${previous.month}, got ${month}`);
    }
    points.push({ month, usd, quality, source });
  }
  return points;
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
