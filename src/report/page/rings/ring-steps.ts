import { formatDay, formatUsd } from "../../format.ts";
import { TRADE_STATES, type ReportData, type RingData, type TradeState } from "../../report-data.ts";
import { button, el } from "../dom.ts";
import { showParcel } from "../parcel-link.ts";

export interface RingTrade {
  readonly day: number;
  readonly date: string;
  readonly parcel: number;
  readonly x: number;
  readonly y: number;
  readonly usd: number;
  /** Rows of `accounts`. */
  readonly seller: number;
  readonly buyer: number;
  readonly from: string;
  readonly to: string;
  readonly state: TradeState;
  readonly done: boolean;
  readonly why: string;
}

export function readTrades(
  { trades, land, accounts, sentences, run }: ReportData,
  ring: RingData,
): readonly RingTrade[] {
  return ring.trades.map((row) => {
    const [parcel, day] = [trades.parcel[row] ?? -1, trades.day[row] ?? 0];
    const [seller, buyer] = [trades.seller[row] ?? -1, trades.buyer[row] ?? -1];
    const state = TRADE_STATES[trades.state[row] ?? -1] ?? "failed";
    return {
      day,
      date: formatDay(run.start, day),
      parcel,
      x: land.x[parcel] ?? 0,
      y: land.y[parcel] ?? 0,
      usd: trades.usd[row] ?? 0,
      seller,
      buyer,
      from: accounts[seller]?.name ?? "",
      to: accounts[buyer]?.name ?? "",
      state,
      done: state === "settled" || state === "released",
      why: sentences[trades.reason[row] ?? -1] ?? "",
    };
  });
}

/** The steps that tell the story: up to and including the first stop, and how it went on. */
export function ringSteps({ firstStopped }: RingData, trades: readonly RingTrade[]): HTMLElement {
  const end = firstStopped === -1 ? Math.min(trades.length, MOST) : firstStopped + 1;
  const from = Math.max(0, end - MOST);
  const rest = trades.length - end;
  return el(
    "ol",
    { class: "steps", start: from + 1 },
    ...trades.slice(from, end).map((trade) => step(trade)),
    rest === 0 ? null : el("li", { class: "rest" }, restOf(trades.slice(end))),
  );
}

const MOST = 6;

function step({ date, parcel, x, y, usd, from, to, state, done, why }: RingTrade): HTMLElement {
  return el(
    "li",
    { class: done ? "done" : "stopped" },
    el("time", {}, date),
    ` ${from} sells `,
    button(`(${x}, ${y})`, () => showParcel(parcel), { class: "link", title: "Show on the map" }),
    ` to ${to} for ${formatUsd(usd)}: `,
    el("b", {}, state),
    why === "" ? "." : `. ${why}`,
  );
}

function restOf(trades: readonly RingTrade[]): string {
  const settled = trades.filter(({ done }) => done).length;
  return `Then ${trades.length} more tries, of which ${settled} settled; “Numbers” under the chart lists them all.`;
}
