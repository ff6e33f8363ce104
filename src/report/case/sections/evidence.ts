import type { ParcelTransfer } from "../../../replay/history.ts";
import { nearest } from "../attempt-rows.ts";
import type { CasePart, CaseRow, CaseSection } from "../case-document.ts";
import { money, moment, told, type CaseView } from "../case-view.ts";

/** What the suspicion rests on: payments beside trades, where the money came from, and the token's walk. */
export function evidenceSection(view: CaseView): CaseSection {
  return {
    title: "5. The evidence",
    parts: [
      sidePayments(view),
      funding(view),
      ...(view.opened.collection === "land" ? [walk(view)] : []),
      ordersOf(view),
    ],
  };
}

function sidePayments(view: CaseView): CasePart {
  const { history, parties, nameOf } = view;
  const own = history.evidence.sidePayments.filter(
    ({ event }) => parties.includes(event.from) && parties.includes(event.to),
  );
  return {
    kind: "table",
    title: "Payments between the parties, beside trades",
    columns: ["When", "From", "To", "Amount", "Together within the window"],
    rows: own.slice(-view.most).map(({ place, event }) => ({
      cells: [moment(place.time), nameOf(event.from), nameOf(event.to), money(event.amount), money(event.total)],
      ...told(view, place.n),
    })),
    empty: "None is on record.",
  };
}

/** From each party back to the account at the root of its money. */
function funding(view: CaseView): CasePart {
  const { index, parties, nameOf } = view;
  const register = parties.flatMap((party) => index.registerOf(party));
  const own = register.flatMap(({ place, event }): CaseRow[] => {
    // Who got its first money from a hub is its own root.
    if (event.e !== "FundingRootNoted" || event.root === event.account) return [];
    return [{ cells: [nameOf(event.account), nameOf(event.root), moment(place.time)], ...told(view, place.n) }];
  });
  return {
    kind: "table",
    title: "Where the money of the parties came from",
    columns: ["Account", "Root of its first money", "Noted"],
    rows: own,
    empty: "From hubs only, which fund many and prove nothing.",
  };
}

/** The parcel's owners one after the other. */
function walk(view: CaseView): CasePart {
  const { index, opened, nameOf } = view;
  const own = nearest(index.transfersOf(opened.tokenId), view.time, view.most);
  return {
    kind: "table",
    title: "The walk of the token from owner to owner",
    columns: ["When", "From", "To", "How"],
    rows: own.map((transfer) => ({
      cells: [moment(transfer.time), fromOf(view, transfer), nameOf(transfer.to), howOf(view, transfer)],
      ...told(view, transfer.n),
    })),
    empty: "It never left its first owner.",
  };
}

/** What an authority did to the token itself, which ERC-7943 tells of. */
function ordersOf(view: CaseView): CasePart {
  const { history, opened, nameOf } = view;
  const own = history.evidence.orders.filter(
    ({ event }) => event.collection === opened.collection && event.tokenId === opened.tokenId,
  );
  return {
    kind: "table",
    title: "Freezes and forced transfers of the token",
    columns: ["When", "What", "Account", "To"],
    rows: own.map(({ place, event }) => ({
      cells:
        event.e === "Frozen"
          ? [moment(place.time), event.frozenStatus ? "frozen" : "freeze ended", nameOf(event.account), ""]
          : [moment(place.time), "moved by force", nameOf(event.from), nameOf(event.to)],
      ...told(view, place.n),
    })),
    empty: "None.",
  };
}

function fromOf({ nameOf }: CaseView, { from }: ParcelTransfer): string {
  return /^0x0+$/.test(from) ? "nobody (minted)" : nameOf(from);
}

function howOf({ index, opened }: CaseView, { n, from }: ParcelTransfer): string {
  if (/^0x0+$/.test(from)) return "issued";
  const sold = index
    .triesOfToken("land", opened.tokenId)
    .find((attempt) => attempt.n === n && attempt.outcome === "settled");
  if (sold !== undefined) return `sold for ${money(sold.price)}`;
  const caseId = index.releases.get(n);
  return caseId === undefined ? "without a sale of its own" : `release of case ${caseId}`;
}
