import { decodeBytes32String } from "ethers";

import { MODES, VERDICTS } from "./agreements.ts";
import type { Played } from "./agreement.ts";
import { AUCTION_STATUSES } from "./auction-model.ts";
import type { Emitted } from "./stage.ts";

const EXTENSION = 15n * 60n;

/** How often what happened. */
export class Census {
  readonly #counts = new Map<string, number>();

  add(played: readonly Played[]): void {
    for (const { planned, time, outcome, log } of played) {
      this.#count(`${planned.method}: ${outcome.done ? "done" : outcome.reason.error}`);
      if (!outcome.done && outcome.reason.error === "SettlementTradeRefused") this.#count(refusal(outcome.reason.args));
      for (const emitted of log) this.#count(nameOf(emitted, time));
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

/** Some events are several, by what they tell. */
function nameOf({ event, args }: Emitted, time: bigint): string {
  if (event === "AuctionEnded") return `auction: ${AUCTION_STATUSES[Number(args[1])]}`;
  if (event === "BidPlaced" && args[3] === time + EXTENSION) return "BidPlaced: late";
  if (event !== "FindingRaised") return event;
  const [rule, mode, verdict] = [String(args[0]), Number(args[6]), Number(args[7])];
  return `${decodeBytes32String(rule)}: ${MODES[mode]} ${VERDICTS[verdict]}`;
}

/** @param args Of the error SettlementTradeRefused. */
function refusal(args: readonly unknown[]): string {
  return `${decodeBytes32String(String(args[0]))}: refused`;
}
