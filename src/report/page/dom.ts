import type { Table } from "./table.ts";

export type Child = Node | string | null | readonly Child[];
export type Attributes = Readonly<Record<string, string | number | boolean | null>>;

/** An element with attributes and children; `false` and `null` leave an attribute out. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  append(element, children);
  return element;
}

/** The same for SVG. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  setAttributes(element, attributes);
  append(element, children);
  return element;
}

export function button(label: string, onClick: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const element = el("button", { type: "button", ...attributes }, label);
  element.addEventListener("click", onClick);
  return element;
}

/** Numbers stand right-aligned, in tabular figures. */
export function tableElement({ columns, rows }: Table, caption: string): HTMLTableElement {
  const numeric = columns.map((_, i) => rows.some((row) => typeof row[i] === "number"));
  return el(
    "table",
    {},
    el("caption", {}, caption),
    el(
      "thead",
      {},
      el("tr", {}, ...columns.map((name, i) => el("th", { scope: "col", class: numeric[i] ? "num" : null }, name))),
    ),
    el(
      "tbody",
      {},
      ...rows.map((row) =>
        el(
          "tr",
          {},
          ...row.map((cell, i) => el("td", { class: numeric[i] ? "num" : null }, cell === null ? "" : String(cell))),
        ),
      ),
    ),
  );
}

/** A wide table that scrolls inside its own box, with the keyboard too. */
export function scrollBox(label: string, ...children: readonly Child[]): HTMLElement {
  return el("div", { class: "scroll", role: "region", "aria-label": label, tabindex: 0 }, ...children);
}

function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
}

function append(element: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null) continue;
    if (typeof child === "string" || child instanceof Node) element.append(child);
    else append(element, child);
  }
}
