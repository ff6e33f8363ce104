import { DISPOSITIONS, type CaseDocument } from "../../case/case-document.ts";
import { caseText } from "../../case/case-text.ts";
import { caseTree, type Tree } from "../../case/case-tree.ts";
import { unpackCase, type PackedCases } from "../../case/pack-cases.ts";
import { formatCount, formatUsd } from "../../format.ts";
import type { CasesData, ReportData } from "../../report-data.ts";
import { button, el, scrollBox } from "../dom.ts";
import { copyButton } from "../figure.ts";
import { saveText } from "../save.ts";
import { toCsv, type Table } from "../table.ts";

/** The held trades as a list; a click opens the page of one. */
export function cases({ cases: data }: ReportData): HTMLElement {
  const body = el("tbody");
  const stage = el("div", { class: "case-stage", tabindex: -1 });
  const show = (disposition: number | undefined): void => {
    const shown = data.rows.flatMap((row, position) => {
      const fits = disposition === undefined || row.dispositions.includes(disposition);
      return fits ? [listRow(row, () => void open(position))] : [];
    });
    body.replaceChildren(...shown);
  };
  const open = async (position: number): Promise<void> => {
    const document_ = await readCase(position);
    stage.replaceChildren(...(document_ === undefined ? [unreadable()] : casePage(document_)));
    for (const row of body.querySelectorAll("tr")) {
      if (row.dataset["case"] === document_?.id) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
    stage.focus({ preventScroll: true });
    stage.scrollIntoView();
  };
  show(undefined);
  return el(
    "section",
    { id: "cases", "aria-labelledby": "cases-title" },
    el("h2", { id: "cases-title" }, "Cases"),
    el(
      "p",
      {},
      "A held trade waits in escrow, token and money, until an officer has looked. Each is a case, with a file that could be laid " +
        "before an authority: told by the chain’s events alone, without what only this simulation knows.",
    ),
    el("h3", {}, data.title),
    data.rows.length === 0 ? null : list(data, body, show),
    stage,
  );
}

function list(data: CasesData, body: HTMLElement, show: (disposition: number | undefined) => void): HTMLElement {
  const heads = COLUMNS.map((name) => el("th", { scope: "col" }, name));
  const save = button("CSV", () => saveText("cases.csv", toCsv(tableOf(data)), "text/csv"), {
    "data-save": "csv",
    "aria-label": "Save the list of cases as CSV",
  });
  return el(
    "div",
    { class: "case-list" },
    filter(data, show),
    scrollBox(
      data.title,
      el("table", {}, el("caption", { class: "hidden" }, data.title), el("thead", {}, el("tr", {}, ...heads)), body),
    ),
    el("div", { class: "tools" }, save),
    el("p", { class: "hint" }, "Choose a case to read its file here, copy it as text or print it."),
  );
}

const COLUMNS = ["Case", "Held on", "What", "Price", "By rule", "What became of it"];

function filter(data: CasesData, show: (disposition: number | undefined) => void): HTMLElement {
  const group = el("fieldset", { class: "choice" }, el("legend", { class: "hidden" }, "Show cases that were"));
  const add = (value: string, label: string, count: number, disposition: number | undefined): void => {
    if (count === 0) return;
    const input = el("input", { type: "radio", name: "case-filter", value, checked: disposition === undefined });
    input.addEventListener("change", () => show(disposition));
    group.append(el("label", {}, input, el("span", {}, `${label} ${formatCount(count)}`)));
  };
  add("all", "All", data.rows.length, undefined);
  DISPOSITIONS.forEach((disposition, position) => {
    const count = data.rows.filter(({ dispositions }) => dispositions.includes(position)).length;
    add(disposition, disposition.charAt(0).toUpperCase() + disposition.slice(1), count, position);
  });
  return group;
}

type Row = CasesData["rows"][number];

function listRow(row: Row, open: () => void): HTMLElement {
  const line = el(
    "tr",
    { "data-case": row.id },
    el("td", {}, button(`Case ${row.id}`, open, { class: "link" })),
    el("td", { class: "nowrap" }, row.opened),
    el("td", { class: "nowrap" }, row.what),
    el("td", { class: "num" }, formatUsd(row.usd)),
    el("td", {}, row.rule),
    el("td", {}, standing(row)),
  );
  line.addEventListener("click", (event) => {
    if (event.target instanceof HTMLButtonElement) return;
    open();
  });
  return line;
}

/** `released after 5 days: refused, appealed`. */
function standing({ dispositions, days }: Row): string {
  const [end = "", ...befell] = dispositions.map((position) => DISPOSITIONS[position] ?? "");
  const after = days === null ? "" : ` after ${days} ${days === 1 ? "day" : "days"}`;
  return `${end}${after}${befell.length === 0 ? "" : `: ${befell.join(", ")}`}`;
}

function tableOf({ rows }: CasesData): Table {
  return {
    columns: ["case", "held_on", "what", "price_usd", "rule", "days", "dispositions"],
    rows: rows.map((row) => [
      row.id,
      row.opened,
      row.what,
      row.usd,
      row.rule,
      row.days,
      row.dispositions.map((position) => DISPOSITIONS[position] ?? "").join(" "),
    ]),
  };
}

function casePage(document_: CaseDocument): readonly HTMLElement[] {
  const print = button("Print this case", () => {
    document.documentElement.dataset["print"] = "case";
    window.print();
    delete document.documentElement.dataset["print"];
  });
  const tools = el(
    "div",
    { class: "tools" },
    print,
    copyButton("Copy as text", () => caseText(document_)),
  );
  return [tools, elementOf(caseTree(document_))];
}

function unreadable(): HTMLElement {
  return el(
    "p",
    { class: "hint" },
    "This browser cannot unpack the files; npx hardhat case --run DIR --id N prints them.",
  );
}

/** A tree's root is an element. */
function elementOf(tree: Tree): HTMLElement {
  if (typeof tree === "string") return el("span", {}, tree);
  const children = tree.children.map((child) => (typeof child === "string" ? child : elementOf(child)));
  return el(tree.tag, tree.attributes, ...children);
}

let packed: Promise<PackedCases> | undefined;

async function readCase(position: number): Promise<CaseDocument | undefined> {
  if (!("DecompressionStream" in window)) return undefined;
  packed ??= unpackAll();
  return unpackCase(await packed, position);
}

async function unpackAll(): Promise<PackedCases> {
  const text = document.querySelector("#report-cases")?.textContent ?? "";
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  // Written by the same version of the program that bundled this page.
  return JSON.parse(await new Response(stream).text()) as PackedCases;
}
