import type { HypeCycle } from "../src/metrics/hype-cycle.ts";

/** One seed's boom and bust. */
export interface SeedRow extends HypeCycle {
  readonly seed: number;
  readonly trades: number;
  readonly newcomers: number;
  readonly seconds: number;
  /** Of each month, rounded to the dollar. */
  readonly index: readonly number[];
}

/** What stands in the file between seeds, so that an interruption loses one of them at most. */
export interface HypeFile {
  readonly scenario: string;
  readonly hype: string;
  /** Of the resolved scenario: rows of another one are not added to. */
  readonly scenarioSha256: string;
  readonly rows: readonly SeedRow[];
}

/** How many seeds showed what. */
export function verdict(rows: readonly SeedRow[]): string {
  const count = (is: (row: SeedRow) => boolean): number => rows.filter(is).length;
  const both = count(({ isBoom, isBust }) => isBoom && isBust);
  return `${both} of ${rows.length} seeds show a boom above 3 times and a fall of more than 70 %; ${count(({ isBoom }) => isBoom)} the boom, ${count(({ isBust }) => isBust)} the fall`;
}
