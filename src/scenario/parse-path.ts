import type { PathPoint } from "../domain/price-path.ts";
import { ScenarioError } from "./error.ts";
import { readRows } from "./parse-csv.ts";
import { pathRowSchema } from "./schema.ts";

const COLUMNS = ["month", "usd", "sales", "quality", "source"];

/** A price path from CSV text: at least one row, months in order. */
export function parsePath(file: string, text: string): readonly PathPoint[] {
  const points: PathPoint[] = [];
  for (const { where, row } of readRows(file, text, COLUMNS, pathRowSchema, "the price path")) {
    const { month, usd, quality, source } = row;
    const previous = points.at(-1);
    if (previous !== undefined && month <= previous.month) {
      throw new ScenarioError(where, `month: expected a month after ${previous.month}, got ${month}`);
    }
    points.push({ month, usd, quality, source });
  }
  return points;
}
