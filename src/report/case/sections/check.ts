import type { Address } from "../../../domain/primitives.ts";
import type { CaseSection } from "../case-document.ts";
import type { CaseView } from "../case-view.ts";

/** How each fact can be checked, and the accounts in full. */
export function checkSection(view: CaseView): CaseSection {
  const { history, opened } = view;
  const { run, end } = history;
  // Naming them for the list must not lengthen it.
  const accounts: readonly Address[] = [...view.named()];
  return {
    title: "7. How to check this page",
    parts: [
      {
        kind: "words",
        text:
          "Everything here is read from journal.ndjson, the record of the chain’s events; nothing was added. A reference names the " +
          "line of the journal, the block, and the number of the transaction in the run. The journal’s own hash is in receipt.json, and the same scenario, " +
          `seed and code write it again, byte for byte. Case ${opened.caseId} of the run “${run.scenario}” with seed ${run.seed}` +
          `${end === undefined ? "" : `, which ended with block hash ${end.finalBlockHash}`}.`,
      },
      {
        kind: "words",
        text:
          "The sections follow the template for suspicious transaction and order reports: Delegated Regulation (EU) 2016/957, annex. " +
          "All times are UTC; money is in US dollars of the settlement token.",
      },
      {
        kind: "table",
        title: "Accounts named on this page, in full",
        columns: ["Name", "Account"],
        rows: accounts.map((account) => ({ cells: [view.nameOf(account), account] })),
        empty: "",
      },
    ],
  };
}
