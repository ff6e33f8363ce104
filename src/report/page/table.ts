/** The numbers behind a chart. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** RFC 4180. */
export function toCsv({ columns, rows }: Table): string {
  const quote = (cell: string | number | null): string => {
    const text = cell === null ? "" : String(cell);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns, ...rows].map((row) => row.map(quote).join(",")).join("\r\n") + "\r\n";
}

/** For pasting into a spreadsheet. */
export function toTabs({ columns, rows }: Table): string {
  return [columns, ...rows]
    .map((row) => row.map((cell) => String(cell ?? "").replaceAll(/\s+/g, " ")).join("\t"))
    .join("\n");
}
