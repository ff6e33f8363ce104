import { csvParse } from "d3-dsv";

import type { PathPoint } from "../domain/price-path.ts";
import { ScenarioError } from "./error.ts";
import { pathRowSchema } from "./schema.ts";

const COLUMNS = ["month", "usd", "sales", "quality", "source"];

/** A price path from CSV text: at least one row, months in order. */
export function parsePath(file: string, text: string): readonly PathPoint[] {
  const rows = csvParse(text);
  if (COLUMNS.some((column) => !rows.columns.includes(column))) {
    throw new ScenarioError(
      `${file}:1:1`,
      `expected the columns ${COLUMNS.join(", ")}, got ${rows.columns.join(", ")}`,
    );
  }
  if (rows.length === 0) throw new ScenarioError(`${file}:1:1`, "the price path is empty, expected a row a month");

  const points: PathPoint[] = [];
  rows.forEach((row, i) => {
    // The heading is line 1.
    const where = `${file}:${i + 2}:1`;
    const result = pathRowSchema.safeParse(row);
    if (!result.success) {
      const issue = result.error.issues[0];
      const column = String(issue?.path[0] ?? "row");
      throw new ScenarioError(
        where,
        `${column}: ${issue?.message ?? "unreadable"}, got ${JSON.stringify(row[column])}`,
      );
    }
    const { month, usd, quality, source } = result.data;
    const previous = points.at(-1);
    if (previous !== undefined && month <= previous.month) {
      throw new ScenarioError(where, `month: expected a month after ${previous.month}, got ${month}`);
    }
    points.push({ month, usd, quality, source });
  });
  return points;
}
