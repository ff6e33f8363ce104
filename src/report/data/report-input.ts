import type { RuleMode } from "../../domain/rules.ts";
import type { Scenario } from "../../domain/scenario.ts";
import type { History } from "../../replay/history.ts";

/** A run as the report reads it. */
export interface ReportInput {
  readonly history: History;
  readonly scenario: Scenario;
  readonly summary: ReportSummary;
  /** `receipt.json`; the report prints what it finds. */
  readonly receipt: Readonly<Record<string, unknown>>;
  /** The same scenario under another policy. */
  readonly compare?: { readonly history: History; readonly summary: ReportSummary };
}

/** What the report takes from `summary.json`, so that both say the same. */
export interface ReportSummary {
  readonly portfolio?:
    | {
        readonly costUsd: number;
        readonly markDate: string;
        readonly valueUsd: number;
        readonly lossPct: number;
      }
    | null
    | undefined;
  readonly wash: {
    readonly attempted: number;
    readonly settled: number;
    readonly volumeAttemptedUsd: number;
    readonly volumeSettledUsd: number;
  };
  readonly honest: { readonly attempted: number; readonly blocked: number; readonly held: number };
  readonly rules: readonly {
    readonly id: string;
    readonly mode: RuleMode;
    readonly held: number;
    readonly blocked: number;
    readonly truePositives: number;
    readonly falsePositives: number;
  }[];
}
