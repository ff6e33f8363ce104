/** One held trade as a page: words made once, written as text, as HTML and on the report's page. Plain JSON. */
export interface CaseDocument {
  readonly id: string;
  readonly title: string;
  /** A few sentences for a reader who knows nothing. */
  readonly lead: readonly string[];
  readonly sections: readonly CaseSection[];
}

export interface CaseSection {
  readonly title: string;
  readonly parts: readonly CasePart[];
}

export type CasePart =
  | { readonly kind: "words"; readonly text: string }
  | { readonly kind: "facts"; readonly title: string; readonly rows: readonly CaseFact[] }
  | {
      readonly kind: "table";
      readonly title: string;
      readonly columns: readonly string[];
      readonly rows: readonly CaseRow[];
      /** What is said where there are no rows. */
      readonly empty: string;
    };

export interface CaseFact {
  readonly name: string;
  readonly value: string;
  /** Where it can be checked. */
  readonly at?: CasePlace;
}

export interface CaseRow {
  readonly cells: readonly string[];
  readonly at?: CasePlace;
  /** The row that the page is about. */
  readonly own?: true;
}

/** Line of the journal from 1, block, number of the transaction. */
export type CasePlace = readonly [line: number, block: number, n: number];

/** What became of a held trade; one may have been refused, appealed and frozen on its way. */
export const DISPOSITIONS = ["released", "reversed", "expired", "open", "refused", "appealed", "frozen"] as const;
export type Disposition = (typeof DISPOSITIONS)[number];
