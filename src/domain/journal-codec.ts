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
  "filled",
  "auctionId",
  "reserve",
  "rentalId",
  "pricePerDay",
  "rent",
  "refund",
  "estateId",
  "identityThreshold",
  "planId",
  "downPayment",
  "instalment",
  "paidIn",
  "forfeited",
  "refunded",
]);

const BIG_LISTS: ReadonlySet<string> = new Set(["tokenIds"]);

/** One line of the journal, without its line break. */
export function encodeLine(line: JournalLine): string {
  return JSON.stringify(line, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
}

export function decodeLine(text: string): JournalLine {
  // The writer is `encodeLine`; the header's format number has been checked by the reader.
  return JSON.parse(text, (key: string, value: unknown) => {
    if (typeof value === "string" && BIG_FIELDS.has(key)) return BigInt(value);
    if (Array.isArray(value) && BIG_LISTS.has(key)) return value.map(BigInt);
    return value;
  }) as JournalLine;
}
