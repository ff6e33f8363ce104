import type { CaseDocument } from "./case-document.ts";

/** Documents that share most of their words: each text once, and its number wherever it stands. */
export interface PackedCases {
  readonly texts: readonly string[];
  readonly documents: Packed;
}

type Packed = number | readonly Packed[] | { readonly [key: string]: Packed };

/** References are numbers themselves: of three that follow one another as a list, none is a text. */
export function packCases(documents: readonly CaseDocument[]): PackedCases {
  const texts = new Map<string, number>();
  const numberOf = (text: string): number => {
    const known = texts.get(text) ?? texts.size;
    texts.set(text, known);
    return known;
  };
  const pack = (value: unknown): Packed => {
    if (typeof value === "string") return numberOf(value);
    // Below zero, so that they are no text's number.
    if (typeof value === "number") return -1 - value;
    if (value === true) return numberOf(TRUE);
    if (Array.isArray(value)) return value.map(pack);
    return Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, pack(inner)]));
  };
  return { documents: pack(documents), texts: [...texts.keys()] };
}

/** One document out of many. */
export function unpackCase({ texts, documents }: PackedCases, position: number): CaseDocument {
  const unpack = (value: Packed | undefined): unknown => {
    if (typeof value === "number") {
      if (value < 0) return -1 - value;
      return texts[value] === TRUE ? true : texts[value];
    }
    if (Array.isArray(value)) return value.map(unpack);
    return Object.fromEntries(Object.entries(value ?? {}).map(([key, inner]) => [key, unpack(inner)]));
  };
  // What was packed was a list of documents.
  return unpack((documents as readonly Packed[])[position]) as CaseDocument;
}

/** No text of a document: those have no control characters. */
const TRUE = "\u0001";
