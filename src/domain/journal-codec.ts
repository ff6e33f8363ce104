import type { JournalLine } from "./journal.ts";

/** Fields that are whole numbers beyond 2^53 somewhere: decimal strings in the file, bigint inside. */
const BIG_FIELDS: ReadonlySet<string> = new Set([
  "tokenId",
  "price",
  "endPrice",
  "fee",
  "royalty",
  "amount",
  "total",
  "caseId",
  "cluster",
  "nonce",
  "counter",
]);

/** One line of the journal, without its line break. */
export function encodeLine(line: JournalLine): string {
  return JSON.stringify(line, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
}

export function decodeLine(text: string): JournalLine {
  // The writer is `encodeLine`; the header's format number has been checked by the reader.
  return JSON.parse(text, (key: string, value: unknown) =>
    BIG_FIELDS.has(key) && typeof value === "string" ? BigInt(value) : value,
  ) as JournalLine;
}
