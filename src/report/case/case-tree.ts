import type { CaseDocument, CasePart, CasePlace } from "./case-document.ts";

/** A piece of a page, before somebody writes it as HTML or hangs it into a document. */
export type Tree = string | { readonly tag: Tag; readonly attributes: Attributes; readonly children: readonly Tree[] };

type Tag =
  | "article"
  | "header"
  | "section"
  | "h3"
  | "h4"
  | "h5"
  | "p"
  | "dl"
  | "div"
  | "dt"
  | "dd"
  | "table"
  | "caption"
  | "thead"
  | "tbody"
  | "tr"
  | "th"
  | "td"
  | "span"
  | "small";
type Attributes = Readonly<Record<string, string>>;

/** A case as a page's piece. */
export function caseTree({ id, title, lead, sections }: CaseDocument): Tree {
  return node("article", { class: "case", "data-case": id, "aria-label": title }, [
    node("header", {}, [node("h3", {}, [title]), ...lead.map((sentence) => node("p", {}, valueTrees(sentence)))]),
    ...sections.map((section) =>
      node("section", {}, [node("h4", {}, [section.title]), ...section.parts.flatMap(partTrees)]),
    ),
  ]);
}

function partTrees(part: CasePart): readonly Tree[] {
  switch (part.kind) {
    case "words":
      return [node("p", {}, valueTrees(part.text))];
    case "facts": {
      const rows = part.rows.map(({ name, value, at }) =>
        node("div", {}, [
          node("dt", {}, [name]),
          node("dd", {}, [
            ...valueTrees(value),
            ...(at === undefined ? [] : [" ", node("small", {}, [placeWords(at)])]),
          ]),
        ]),
      );
      return [...heading(part.title), node("dl", { class: "case-facts" }, rows)];
    }
    case "table":
      return part.rows.length === 0
        ? [...heading(part.title), node("p", { class: "note" }, [part.empty])]
        : [tableTree(part)];
  }
}

function heading(title: string): readonly Tree[] {
  return title === "" ? [] : [node("h5", {}, [title])];
}

function tableTree({ title, columns, rows }: Extract<CasePart, { kind: "table" }>): Tree {
  const checked = rows.some(({ at }) => at !== undefined);
  const names = checked ? [...columns, CHECK] : columns;
  const head = names.map((name) => node("th", { scope: "col" }, [name]));
  const body = rows.map(({ cells, at, own }) => {
    const last = checked ? [at === undefined ? "" : at.join(" / ")] : [];
    // On a narrow page each cell says what it is.
    const tds = [...cells, ...last].map((cell, i) => node("td", { "data-name": names[i] ?? "" }, valueTrees(cell)));
    return node("tr", own === true ? { class: "own" } : {}, tds);
  });
  return node("table", { class: "case-table" }, [
    node("caption", {}, [title]),
    node("thead", {}, [node("tr", {}, head)]),
    node("tbody", {}, body),
  ]);
}

const CHECK = "Line / block / tx";

const HEX = /^0x[0-9a-f]{20,}$/;

/** Addresses, hashes and evidence as what they are: letters that may break anywhere. */
function valueTrees(text: string): readonly Tree[] {
  return text
    .split(/(0x[0-9a-f]{20,})/)
    .filter((part) => part !== "")
    .map((part) => (HEX.test(part) ? node("span", { class: "hex" }, [part]) : part));
}

function placeWords([line, block, n]: CasePlace): string {
  return `line ${line} / block ${block} / tx ${n}`;
}

function node(tag: Tag, attributes: Attributes, children: readonly Tree[]): Tree {
  return { tag, attributes, children };
}
