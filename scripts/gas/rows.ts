/** What the markets are compared in, in the words of the page. */
export const WAYS = {
  ask: "signed ask, bought",
  bid: "signed bid, sold into",
  collectionBid: "bid for any of a collection",
  setBid: "bid for one of 1,024 tokens (Merkle)",
  partBid: "bid for 5 of a collection, a part in the middle",
  fallingAsk: "Dutch ask",
  risingBid: "rising bid",
  bundle: "bundle of 5, each",
  sweep: "sweep of 5 that goes on past a failure, each",
} as const;

export type Way = keyof typeof WAYS;

/** One figure of the bench. */
export interface GasRow {
  readonly name: string;
  readonly gas: bigint;
  /** Set where the figure is the market's own in the comparison. */
  readonly way?: Way;
}

export interface GasSection {
  readonly title: string;
  readonly rows: readonly GasRow[];
}

export interface Column {
  readonly title: string;
  readonly sections: readonly GasSection[];
}

/** With a separator every three digits: 146,349. */
export function formatGas(gas: bigint): string {
  return gas.toString().replace(/\B(?=(\d{3})+$)/g, ",");
}

/** For the terminal: names to the left, figures right-aligned. */
export function formatText(sections: readonly GasSection[]): string {
  const rows = sections.flatMap((section) => section.rows);
  const nameWidth = Math.max(...rows.map((row) => row.name.length));
  const gasWidth = Math.max(...rows.map((row) => formatGas(row.gas).length));
  const line = (row: GasRow): string => `  ${row.name.padEnd(nameWidth)}  ${formatGas(row.gas).padStart(gasWidth)}`;
  return sections.map(({ title, rows: own }) => [title, ...own.map(line)].join("\n")).join("\n\n");
}

export function formatMarkdown(sections: readonly GasSection[]): string {
  return sections
    .map(({ title, rows }) =>
      formatTable(
        [title, "gas"],
        rows.map((row) => [row.name, formatGas(row.gas)]),
      ),
    )
    .join("\n\n");
}

/** The markets side by side; a dash where one does not know a way, or its package does not carry it. */
export function formatComparison(columns: readonly Column[]): string {
  const figures = columns.map(({ sections }) => sections.flatMap(({ rows }) => rows));
  const lines = Object.entries(WAYS).map(([way, name]) => [
    name,
    ...figures.map((rows) => {
      const row = rows.find((candidate) => candidate.way === way);
      return row === undefined ? "-" : formatGas(row.gas);
    }),
  ]);
  return formatTable(["gas", ...columns.map(({ title }) => title)], lines);
}

/** Names to the left, everything else to the right, as Prettier writes it. */
function formatTable(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => Math.max(3, title.length, ...lines.map((line) => line[i]?.length ?? 0)));
  const pad = (text: string, i: number): string =>
    i === 0 ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0);
  const rule = widths.map((width, i) => (i === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return [head.map(pad), rule, ...lines.map((line) => line.map(pad))]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}
