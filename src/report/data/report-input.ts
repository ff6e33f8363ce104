import type { Scenario } from "../../domain/scenario.ts";
import type { Summary } from "../../metrics/summary.ts";
import type { History } from "../../replay/history.ts";

/** A run as the report reads it. */
export interface ReportInput {
  readonly history: History;
  readonly scenario: Scenario;
  readonly summary: Summary;
  /** `receipt.json`; the report prints what it finds. */
  readonly receipt: object;
  /** The same scenario under another policy. */
  readonly compare?: { readonly history: History; readonly summary: Summary } | undefined;
}
