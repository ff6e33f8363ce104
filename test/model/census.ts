import { decodeBytes32String } from "ethers";

import { MODES, VERDICTS } from "./agreements.ts";
import type { Played } from "./agreement.ts";

/** How often what happened. */
export class Census {
  readonly #counts = new Map<string, number>();

  add(played: readonly Played[]): void {
    for (const { planned, outcome, log } of played) {
      this.#count(`${planned.method}: ${outcome.done ? "done" : outcome.reason.error}`);
      if (!outcome.done && outcome.reason.error === "SettlementTradeRefused") this.#count(refusal(outcome.reason.args));
      for (const { event, args } of log) this.#count(event === "FindingRaised" ? finding(args) : event);
    }
  }

  of(what: string): number {
    return this.#counts.get(what) ?? 0;
  }

  toString(): string {
    const lines = [...this.#counts].map(([what, count]) => `${String(count).padStart(8)} ${what}`);
    return lines.sort((a, b) => (a.slice(9) < b.slice(9) ? -1 : 1)).join("\n");
  }

  #count(what: string): void {
    this.#counts.set(what, this.of(what) + 1);
  }
}

/** @param args Of the event FindingRaised. */
function finding(args: readonly unknown[]): string {
  const [rule, mode, verdict] = [String(args[0]), Number(args[6]), Number(args[7])];
  return `${decodeBytes32String(rule)}: ${MODES[mode]} ${VERDICTS[verdict]}`;
}

/** @param args Of the error SettlementTradeRefused. */
function refusal(args: readonly unknown[]): string {
  return `${decodeBytes32String(String(args[0]))}: refused`;
}
