/** One figure of the bench. */
export interface GasRow {
  readonly name: string;
  readonly gas: bigint;
}

export interface GasSection {
  readonly title: string;
  readonly rows: readonly GasRow[];
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
    .map(({ title, rows }) => {
      const nameWidth = Math.max(title.length, ...rows.map((row) => row.name.length));
      const gasWidth = Math.max(4, ...rows.map((row) => formatGas(row.gas).length));
      const line = (name: string, gas: string): string => `| ${name.padEnd(nameWidth)} | ${gas.padStart(gasWidth)} |`;
      const rule = `| ${"-".repeat(nameWidth)} | ${"-".repeat(gasWidth - 1)}: |`;
      return [line(title, "gas"), rule, ...rows.map((row) => line(row.name, formatGas(row.gas)))].join("\n");
    })
    .join("\n\n");
}
