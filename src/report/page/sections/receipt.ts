import type { ReportData } from "../../report-data.ts";
import { el } from "../dom.ts";
import { copyButton } from "../figure.ts";

/** The receipt, and how to run it again. */
export function receipt({ receipt: data }: ReportData): HTMLElement {
  const text = data.entries.map(({ name, value }) => `${name}: ${value}`).join("\n");
  return el(
    "section",
    { id: "receipt", "aria-labelledby": "receipt-title" },
    el("h2", { id: "receipt-title" }, "The receipt"),
    el(
      "p",
      {},
      "The same scenario, prices, lock file, contracts and seed give these very figures on any machine, down to the last hash.",
    ),
    el(
      "div",
      { class: "sideways", tabindex: 0, role: "region", "aria-label": "The receipt" },
      el(
        "table",
        { class: "receipt" },
        el("caption", { class: "hidden" }, "The receipt"),
        el(
          "tbody",
          {},
          ...data.entries.map(({ name, value }) =>
            el("tr", {}, el("th", { scope: "row" }, name), el("td", {}, el("code", {}, value))),
          ),
        ),
      ),
    ),
    el(
      "div",
      { class: "tools" },
      copyButton("Copy the receipt", () => text),
    ),
    el("h3", { class: "sub" }, "Run it again"),
    el(
      "ul",
      { class: "commands" },
      ...data.commands.map(({ why, command }) =>
        el(
          "li",
          {},
          el("span", {}, why),
          el("pre", { tabindex: 0 }, el("code", {}, command)),
          copyButton("Copy", () => command),
        ),
      ),
    ),
  );
}
