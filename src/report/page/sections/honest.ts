import * as Plot from "@observablehq/plot";

import { SALE_KINDS } from "../../../domain/houses.ts";
import { formatCount, formatDay, formatQuantity, formatShare, formatUsd } from "../../format.ts";
import type { HonestData, ReportData, RuleScore, StoppedTrade } from "../../report-data.ts";
import { SALE_NAMES } from "../../sale-names.ts";
import { base, HALO, NARROW } from "../chart-style.ts";
import { button, el, scrollBox } from "../dom.ts";
import { copyButton, figure } from "../figure.ts";
import { showParcel } from "../parcel-link.ts";
import { saveText } from "../save.ts";
import { toCsv, toTabs, type Table } from "../table.ts";

/** What the rules cost the honest. */
export function honest(data: ReportData): HTMLElement {
  const { honest: costs } = data;
  const share = costs.attempted === 0 ? 0 : (costs.blocked + costs.held) / costs.attempted;
  return el(
    "section",
    { id: "honest", "aria-labelledby": "honest-title" },
    el("h2", { id: "honest-title" }, "What it cost the honest"),
    el(
      "p",
      {},
      `A rule that stops every cheat by stopping everybody is worth nothing. The market holds people who look like cheats and ` +
        `are none: they buy back what they sold, move land to a vault, give it away, lend money, or simply like dealing with a ` +
        `friend. Of all honest trades, ${formatShare(share)} met an objection.`,
    ),
    stoppedFigure(data, { id: "honest", title: costs.title, stopped: costs.stopped, by: "Stopped by" }),
    figure({
      id: "rules",
      title: costs.rulesTitle,
      subtitle:
        "Hit rate: the share of a rule’s objections that met a wash trade. The bar is the 95 % interval (Wilson); few objections make it long. Every objection counts, also where another rule decided. A hollow point on a dashed bar is a rule in shadow, which only watched.",
      draw: (width) => drawRules(costs, width),
      table: () => ({
        columns: [
          "rule",
          "mode",
          "held",
          "blocked",
          "would_hold",
          "would_block",
          "true_positives",
          "false_positives",
          "hit_rate",
          "low_95",
          "high_95",
        ],
        rows: costs.rules.map((r) => [
          r.id,
          r.mode,
          r.held,
          r.blocked,
          r.wouldHold,
          r.wouldBlock,
          r.truePositives,
          r.falsePositives,
          r.precision?.share ?? null,
          r.precision?.low ?? null,
          r.precision?.high ?? null,
        ]),
      }),
      ...(costs.otherRefusals === 0
        ? {}
        : {
            note: `${formatQuantity(costs.otherRefusals, "further honest attempt")} failed without any rule, on an order just taken for example, and are not counted.`,
          }),
    }),
    ...watchedOver(data),
  );
}

function watchedOver(data: ReportData): readonly HTMLElement[] {
  const { shadow } = data.honest;
  if (shadow === null) return [];
  return [
    el("h3", { class: "sub" }, "What the watching rules would have cost"),
    el(
      "p",
      {},
      "Nothing of this happened: these rules are in shadow, and the trades settled. It is the bill that honest people would get on " +
        "the day on which the rules are put in force.",
    ),
    stoppedFigure(data, { id: "honest-shadow", title: shadow.title, stopped: shadow.stopped, by: "Rule, in shadow" }),
  ];
}

interface StoppedOptions {
  readonly id: string;
  readonly title: string;
  readonly stopped: readonly StoppedTrade[];
  /** Heading of the column with the rule. */
  readonly by: string;
}

function stoppedFigure(data: ReportData, { id, title, stopped, by }: StoppedOptions): HTMLElement {
  const columns = ["Trade", "Price", "Seller → buyer", by, "Why", "What it was", "What became of it"];
  const table = (): Table => ({
    columns: [
      "date",
      "x",
      "y",
      "estate",
      "sold_by",
      "price_usd",
      "seller",
      "buyer",
      "rule",
      "code",
      "why",
      "what_it_was",
      "outcome",
    ],
    rows: stopped.map((row) => {
      const { date, parcel, estate, x, y, how, usd, seller, buyer, why } = read(data, row);
      const place = parcel < 0 ? [null, null, estate] : [x, y, null];
      return [date, ...place, how, usd, seller, buyer, row.rule, row.code, why, row.looksLike, row.end];
    }),
  });
  const save = button("CSV", () => saveText(`${id}.csv`, toCsv(table()), "text/csv"), {
    "data-save": "csv",
    "aria-label": `Save “${title}” as CSV`,
  });
  return el(
    "figure",
    { id: `figure-${id}` },
    el("h3", {}, title),
    stopped.length === 0
      ? el("p", { class: "hint" }, "There is nothing to list.")
      : scrollBox(
          title,
          el(
            "table",
            { class: "stopped-trades" },
            el("caption", { class: "hidden" }, title),
            el("thead", {}, el("tr", {}, ...columns.map((name) => el("th", { scope: "col" }, name)))),
            el("tbody", {}, ...stopped.map((row) => stoppedRow(data, row))),
          ),
        ),
    el(
      "figcaption",
      {},
      el(
        "div",
        { class: "tools" },
        save,
        copyButton("Copy numbers", () => toTabs(table())),
      ),
    ),
  );
}

function stoppedRow(data: ReportData, row: StoppedTrade): HTMLElement {
  const { date, parcel, estate, x, y, how, usd, seller, buyer, why } = read(data, row);
  return el(
    "tr",
    {},
    el(
      "td",
      { class: "nowrap" },
      date,
      el("br"),
      parcel < 0
        ? `estate ${estate}`
        : button(`(${x}, ${y})`, () => showParcel(parcel), { class: "link", title: "Show on the map" }),
    ),
    el("td", { class: "num" }, formatUsd(usd), el("br"), el("small", {}, how)),
    el("td", {}, `${seller} → ${buyer}`),
    el("td", {}, row.rule, el("br"), el("code", {}, row.code)),
    el("td", {}, why),
    el("td", {}, row.looksLike),
    el("td", {}, row.end),
  );
}

interface ReadRow {
  readonly date: string;
  readonly parcel: number;
  readonly x: number;
  readonly y: number;
  /** Where it was one; the parcel is -1 then. */
  readonly estate: number;
  readonly how: string;
  readonly usd: number;
  readonly seller: string;
  readonly buyer: string;
  readonly why: string;
}

function read({ trades, land, accounts, sentences, run }: ReportData, { trade, rule, why }: StoppedTrade): ReadRow {
  const parcel = trades.parcel[trade] ?? -1;
  const kind = SALE_KINDS[trades.kind[trade] ?? -1];
  return {
    date: formatDay(run.start, trades.day[trade] ?? 0),
    parcel,
    x: land.x[parcel] ?? 0,
    y: land.y[parcel] ?? 0,
    estate: trades.estate[trade] ?? 0,
    how: kind === undefined ? "" : SALE_NAMES[kind].way,
    usd: trades.usd[trade] ?? 0,
    seller: accounts[trades.seller[trade] ?? -1]?.name ?? "",
    buyer: accounts[trades.buyer[trade] ?? -1]?.name ?? "",
    why: (sentences[why] ?? "").replace(`${rule}: `, ""),
  };
}

function drawRules({ rules, rulesTitle }: HonestData, width: number): Element {
  const narrow = width < NARROW;
  const scored = rules.flatMap((rule) => (rule.precision === null ? [] : [{ ...rule, ...rule.precision }]));
  const silent = rules.filter(({ precision }) => precision === null);
  const low = Math.min(0.9, ...scored.map((rule) => Math.floor(rule.low * 10) / 10));
  const mode = (rule: RuleScore): string =>
    rule.mode === "enforce" ? rule.id : `${rule.id}, ${isShadow(rule) ? "in shadow" : "off"}`;
  const words = (rule: RuleScore): string =>
    rule.precision === null
      ? mode(rule)
      : `${mode(rule)}: ${formatCount(rule.truePositives)} right, ${formatCount(rule.falsePositives)} wrong`;
  return Plot.plot({
    ...base(width, rulesTitle),
    height: 70 + rules.length * 52,
    marginLeft: 20,
    marginRight: narrow ? 58 : 70,
    marginTop: 22,
    marginBottom: 32,
    x: { domain: [low, 1] },
    y: { axis: null, domain: rules.map(({ id }) => id), padding: 0.2 },
    marks: [
      Plot.gridX({ stroke: "var(--rule)", strokeOpacity: 1, ticks: 5 }),
      Plot.axisX({
        tickFormat: (share: number) => formatShare(share).replace(".0", ""),
        label: null,
        ticks: 5,
        color: "var(--muted)",
        tickSize: 0,
      }),
      interval(scored.filter((rule) => !isShadow(rule))),
      interval(scored.filter(isShadow), "5 4"),
      Plot.dot(
        scored.filter((rule) => !isShadow(rule)),
        { y: "id", x: "share", r: 5.5, fill: "var(--ink)", stroke: "var(--paper)" },
      ),
      Plot.dot(scored.filter(isShadow), {
        y: "id",
        x: "share",
        r: 5,
        fill: "var(--paper)",
        stroke: "var(--ink)",
        strokeWidth: 2,
      }),
      Plot.text(scored, {
        y: "id",
        x: 1,
        text: ({ share }: { share: number }) => formatShare(share),
        textAnchor: "start",
        dx: 10,
        fontWeight: 700,
        fill: "var(--ink)",
      }),
      Plot.text(rules, { y: "id", x: low, text: words, textAnchor: "start", dy: -17, fill: "var(--ink)", ...HALO }),
      Plot.text(silent, { y: "id", x: low, text: () => "no objection", textAnchor: "start", fill: "var(--muted)" }),
    ],
  });
}

function interval(rules: readonly RuleScore[], dash = "none"): Plot.Markish {
  return Plot.ruleY(rules, {
    y: "id",
    x1: "low",
    x2: "high",
    stroke: "var(--ink)",
    strokeWidth: 6,
    strokeOpacity: 0.25,
    strokeDasharray: dash,
  });
}

function isShadow({ mode }: Pick<RuleScore, "mode">): boolean {
  return mode === "shadow";
}
