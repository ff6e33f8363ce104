import { formatShare } from "../../format.ts";
import type { ReportData, RingData } from "../../report-data.ts";
import { el } from "../dom.ts";
import { figure, redrawFigure } from "../figure.ts";
import { drawWalk } from "../rings/ring-walk.ts";
import { walkControls, type WalkView } from "../rings/walk-controls.ts";
import { readTrades, ringSteps } from "../rings/ring-steps.ts";

/** Each ring as the walk of its tokens. */
export function rings(data: ReportData): HTMLElement {
  const { rings: all, title } = data.rings;
  const stage = el("div", { class: "ring" });
  const choose = (ring: RingData): void => stage.replaceChildren(...ringView(data, ring));
  // The one that shows most: how far it came, and how it was stopped.
  const first = all.toSorted((a, b) => b.settledUsd - a.settledUsd)[0];
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
    all.length === 0 ? null : choice(all, first, choose),
    stage,
  );
}

function choice(all: readonly RingData[], first: RingData | undefined, choose: (ring: RingData) => void): HTMLElement {
  const group = el("fieldset", { class: "choice rings" }, el("legend", { class: "hidden" }, "Ring"));
  for (const ring of all) {
    const share = ring.attemptedUsd === 0 ? 0 : ring.settledUsd / ring.attemptedUsd;
    const input = el("input", { type: "radio", name: "ring", value: ring.id, checked: ring === first });
    input.addEventListener("change", () => choose(ring));
    const words = el("small", {}, `${ring.kind}, ${formatShare(share)} settled`);
    group.append(el("label", {}, input, el("span", {}, ring.name, words)));
  }
  return group;
}

function ringView(data: ReportData, ring: RingData): readonly HTMLElement[] {
  const trades = readTrades(data, ring);
  // First the token that came furthest.
  const parcel = trades.find(({ done }) => done)?.parcel ?? trades[0]?.parcel ?? -1;
  const view: WalkView = { parcel, from: 0 };
  const walk = figure({
    id: "ring",
    title: `${ring.name}: ${ring.conclusion}`,
    subtitle: `${ring.description} A full arrow is a sale that settled; a dashed way that ends in a bar was stopped.`,
    legend: walkControls(trades, view, () => redrawFigure(walk)),
    draw: (width) => {
      const own = trades.filter((trade) => trade.parcel === view.parcel);
      return drawWalk(data, ring, own, view.from, width);
    },
    table: () => ({
      columns: ["date", "x", "y", "price_usd", "from", "to", "outcome", "why"],
      rows: trades.map((t) => [t.date, t.x, t.y, t.usd, t.from, t.to, t.state, t.why]),
    }),
  });
  return [walk, ringSteps(ring, trades)];
}
