import type { Configuration, Ending, Stage } from "./stage.ts";

/** What a play came to but for its gas, as people write it. */
export interface Expected {
  readonly outcome: Ending["outcome"];
  readonly reasons: readonly string[];
  readonly volume: string;
  readonly isHome: boolean;
  readonly lost: string;
  readonly capital: string;
  readonly days: number;
}

/** One way round the rules, played with real contracts. */
export interface Way {
  readonly title: string;
  /** What is done, for the table's reader. */
  readonly done: string;
  /** What closes it, or what it needs that no rule can see. */
  readonly closed: string;
  readonly play: (stage: Stage) => Promise<void>;
  readonly expected: Readonly<Record<Configuration, Expected>>;
}
