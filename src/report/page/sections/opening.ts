import type { ReportData } from "../../report-data.ts";
import { el } from "../dom.ts";
import { copyButton } from "../figure.ts";

/** One sentence and four numbers, and the five words a reader needs. */
export function opening({ title, headline }: ReportData): HTMLElement {
  const copyText = [
    headline.sentence,
    ...headline.figures.map((f) => `${f.label}: ${f.value}${f.unit === undefined ? "" : ` ${f.unit}`}. ${f.note}.`),
  ].join("\n");
  return el(
    "section",
    { id: "opening", "aria-labelledby": "opening-title" },
    el("p", { class: "kicker" }, "Landslide · a wind tunnel for virtual land markets"),
    el("h1", { id: "opening-title" }, title),
    el("p", { class: "lead" }, headline.sentence),
    el(
      "dl",
      { class: "figures" },
      ...headline.figures.map(({ id, label, value, unit, note }) =>
        el(
          "div",
          { class: `figure-${id}` },
          el("dt", {}, label),
          el("dd", { class: "value" }, value, unit === undefined ? null : el("small", {}, ` ${unit}`)),
          el("dd", { class: "note" }, note),
        ),
      ),
    ),
    el(
      "div",
      { class: "tools" },
      copyButton("Copy sentence and numbers", () => copyText),
    ),
    el(
      "details",
      { class: "words" },
      el("summary", {}, "Five words that this page uses"),
      el("dl", {}, ...WORDS.flatMap(([word, meaning]) => [el("dt", {}, word), el("dd", {}, meaning)])),
    ),
  );
}

const WORDS: readonly (readonly [string, string])[] = [
  [
    "Wash trade",
    "a sale in which nothing really changes hands: one owner, or a ring, sells to itself to paint a price.",
  ],
  [
    "The hook",
    "a piece of contract code that runs inside the payment and decides, before anything moves, what may settle.",
  ],
  [
    "Settled, held, blocked",
    "paid and delivered; kept in escrow until an officer has looked; refused, so that nothing moved.",
  ],
  [
    "Typical parcel",
    "a parcel in an average place. A trade’s price, divided by what its place is worth, compares any two parcels.",
  ],
  [
    "Ground truth",
    "who in the simulation really was a wash trader. The rules never see it; only the scores on this page do.",
  ],
];
