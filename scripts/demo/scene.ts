import type { Explanation } from "../../src/chain/findings.ts";

/** How a trade or a case ended; `error` is the name behind the finding's code. */
export type Ending =
  | { readonly kind: "settled" | "released" }
  | { readonly kind: "held" | "stopped"; readonly rule: string; readonly error: string };

/** One line of a story, told from the events of one transaction. */
export interface Step {
  /** Unix seconds of its block. */
  readonly time: number;
  readonly text: string;
  /** Figures that belong to it: who got which share, when a case ends. */
  readonly details: readonly string[];
  readonly outcome?: Outcome;
  readonly explanation?: Explanation;
}

/** How a trade or case ended on the chain, how the story said it would, and what a dry run before had said. */
export interface Outcome {
  readonly ending: Ending;
  readonly announced: Ending;
  readonly dryRun?: Ending;
}

export interface Scene {
  readonly title: string;
  /** What the scene shows, in words that need no figures. */
  readonly intro: string;
  readonly steps: readonly Step[];
}

export function isAsAnnounced({ ending, announced, dryRun }: Outcome): boolean {
  const words = describeEnding(ending);
  return words === describeEnding(announced) && (dryRun === undefined || words === describeEnding(dryRun));
}

export function describeEnding(ending: Ending): string {
  return "rule" in ending ? `${ending.kind} by ${ending.rule} (${ending.error})` : ending.kind;
}
