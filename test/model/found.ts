import type { Step } from "./steps.ts";

/** A sequence on which the model and the contracts once differed, as fast-check shrank it. */
export interface Found {
  /** What the difference was about; the end of a sentence that begins with "agrees on". */
  readonly title: string;
  readonly seed: number;
  readonly steps: readonly Step[];
}

export const FOUND: readonly Found[] = [];
