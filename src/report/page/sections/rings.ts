import { formatQuantity, formatShare, formatUsd } from "../../format.ts";
import type { ReportData, RingData } from "../../report-data.ts";
import { el } from "../dom.ts";
import { figure, legend } from "../figure.ts";
import { FILLS } from "../chart-style.ts";
import { drawWalk } from "../rings/ring-walk.ts";
import { readTrades, ringSteps } from "../rings/ring-steps.ts";

/** Each ring as the walk of its tokens. */
export function rings(data: ReportData): HTMLElement {
  const { rings: all, title } = data.rings;
  const stage = el("div", { class: "ring", "aria-live": "polite" });
  const choose = (ring: RingData): void => stage.replaceChildren(...ringView(data, ring));
  const first = all[0];
  if (first !== undefined) choose(first);
  return el(
    "section",
    { id: "rings", "aria-labelledby": "rings-title" },
    el("h2", { id: "rings-title" }, "Rings"),
    el("h3", { class: "sub" }, title),
    el(
      "p",
      {},
      "A token has one owner at a time, so a ring’s history is a walk from wallet to wallet. Who belongs to which ring is ground " +
        "truth, known to this page and not to the rules.",
    ),
    all.length === 0 ? null : choice(all, choose),
    stage,
  );
}

function choice(all: readonly RingData[], choose: (ring: RingData) => void): HTMLElement {
  const group = el("fieldset", { class: "choice rings" }, el("legend", { class: "hidden" }, "Ring"));
  all.forEach((ring, i) => {
    const share = ring.attemptedUsd === 0 ? 0 : ring.settledUsd / ring.attemptedUsd;
    const input = el("input", { type: "radio", name: "ring", value: ring.id, checked: i === 0 });
    input.addEventListener("change", () => choose(ring));
    const words = el("small", {}, `${ring.kind}, ${formatShare(share)} settled`);
    group.append(el("label", {}, input, el("span", {}, ring.name, words)));
  });
  return group;
}

function ringView(data: ReportData, ring: RingData): readonly HTMLElement[] {
  const trades = readTrades(data, ring);
  return [
    figure({
      id: "ring",
      title: `${ring.name}: ${ring.conclusion}`,
      subtitle: `${ring.description} ${formatQuantity(ring.parcels.length, "parcel")}, ${formatUsd(ring.attemptedUsd)} attempted. Each arrow is a sale, from the seller’s line to the buyer’s.`,
      legend: legend(
        [FILLS.wash.settled, "settled: arrow arrives"],
        [FILLS.wash.blocked, "stopped: arrow ends in a bar"],
      ),
      draw: (width) => drawWalk(data, ring, trades, width),
      table: () => ({
        columns: ["date", "x", "y", "price_usd", "from", "to", "outcome", "why"],
        rows: trades.map((t) => [t.date, t.x, t.y, t.usd, t.from, t.to, t.state, t.why]),
      }),
    }),
    ringSteps(ring, trades),
  ];
}
