import { formatList } from "../../format.ts";
import type { CaseFact, CaseSection } from "../case-document.ts";
import { told, type CaseView } from "../case-view.ts";

/** Who submits, and in which capacity. */
export function submitterSection(view: CaseView): CaseSection {
  const { history, opened, nameOf, outcome } = view;
  const { run } = history;
  const opening = outcome.steps[0];
  const venue = `${nameOf(opened.settler)}, of the simulated market “${run.scenario}”, seed ${run.seed}`;
  const escrow = run.contracts["escrow"];
  const rows: readonly CaseFact[] = [
    { name: "Name, position and contact of the person who signs", value: "to be filled in" },
    { name: "Venue", value: venue, ...told(view, opening?.n ?? -1) },
    {
      name: "Acting capacity",
      value: `operates the venue and keeps token and money of held trades${escrow === undefined ? "" : ` in ${nameOf(escrow)}`}; does not deal on its own account`,
    },
    { name: "Officers who decided", value: officersOf(view) },
    { name: "Relation to the parties", value: "they trade through the venue’s contracts; nothing else is on record" },
  ];
  return { title: "1. Who submits", parts: [{ kind: "facts", title: "", rows }] };
}

function officersOf({ outcome, nameOf }: CaseView): string {
  const officers = outcome.steps.flatMap(({ event }) => {
    if ("officer" in event) return [event.officer];
    return event.e === "CaseReversed" && !event.expired ? [event.by] : [];
  });
  return officers.length === 0 ? "none so far" : formatList([...new Set(officers)].map(nameOf));
}
