import type { CaseDocument, CasePart, CasePlace } from "./case-document.ts";

/** A case as Markdown that reads well in a terminal too. */
export function caseText({ title, lead, sections }: CaseDocument): string {
  const blocks = [
    `# ${title}`,
    ...lead,
    ...sections.flatMap((section) => [`## ${section.title}`, ...section.parts.flatMap(writePart)]),
  ];
  return `${blocks.join("\n\n")}\n`;
}

/** `line 1234, block 56, transaction 789`. */
export function placeText([line, block, n]: CasePlace): string {
  return `line ${line}, block ${block}, transaction ${n}`;
}

function writePart(part: CasePart): readonly string[] {
  switch (part.kind) {
    case "words":
      return [part.text];
    case "facts": {
      const rows = part.rows.map(({ name, value, at }) => {
        return `- ${name}: ${value}${at === undefined ? "" : ` [${placeText(at)}]`}`;
      });
      return [...headingOf(part.title), rows.join("\n")];
    }
    case "table": {
      if (part.rows.length === 0) return [...headingOf(part.title), part.empty];
      const checked = part.rows.some(({ at }) => at !== undefined);
      const columns = checked ? [...part.columns, "Line / block / tx"] : part.columns;
      const rows = part.rows.map(({ cells, at, own }) => [
        ...cells.map((cell, i) => (own === true && i === 0 ? `**${cell}**` : cell)),
        ...(checked ? [at?.join(" / ") ?? ""] : []),
      ]);
      return [...headingOf(part.title), table(columns, rows)];
    }
  }
}

function headingOf(title: string): readonly string[] {
  return title === "" ? [] : [`### ${title}`];
}

/** Columns as wide as their widest cell, but for the last long one, which would push the rest off the screen. */
function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const clean = [columns, ...rows].map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = columns.map((_, i) => Math.min(WIDEST, Math.max(3, ...clean.map((row) => row[i]?.length ?? 0))));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = clean;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [line(head), rule, ...body.map(line)].join("\n");
}

const WIDEST = 44;
