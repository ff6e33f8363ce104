import { priceAt } from "../../../domain/order.ts";
import type { Published } from "../../../replay/evidence.ts";
import type { Attempt } from "../../../replay/history.ts";
import { formatQuantity } from "../../format.ts";
import { SALE_NAMES } from "../../sale-names.ts";
import { attemptTable, outcomeOf } from "../attempt-rows.ts";
import type { CaseFact, CasePart, CaseSection } from "../case-document.ts";
import { money, moment, told, type CaseView } from "../case-view.ts";

/** The instrument, the order, the trade, and what else was tried with this token and between these two. */
export function tradeSection(view: CaseView): CaseSection {
  const { index, opened, attempt } = view;
  const { collection, tokenId, seller, buyer } = opened;
  const tried = index.triesOfToken(collection, tokenId);
  const token = tried.filter(isJudged);
  const between = view.parties
    .flatMap((party) => index.triesOfAccount(party).filter((one) => one.buyer === party))
    .filter((one) => !tried.includes(one) && view.parties.includes(one.seller) && isJudged(one))
    .sort((a, b) => a.n - b.n);
  const refused = [...token, ...between].filter((one) => one.outcome === "rejected").length;
  const lost = tried.length - token.length;
  const legs: CasePart = {
    kind: "table",
    title: "What a release pays",
    columns: ["To", "Amount"],
    rows: opened.legs.map(({ to, amount }) => ({ cells: [view.nameOf(to), money(amount)] })),
    empty: "Nobody.",
  };
  return {
    title: "2. The instrument, the order and the trade",
    parts: [
      { kind: "facts", title: "Instrument", rows: instrument(view) },
      { kind: "facts", title: "The trade that was held", rows: [...trade(view), ...orderOf(view)] },
      legs,
      attemptTable(view, {
        title: `Every try to trade this token, before and after`,
        attempts: token,
        own: attempt,
        withItem: false,
        empty: "No house told of one.",
      }),
      attemptTable(view, {
        title: "Other trades of these parties with each other",
        attempts: between,
        own: undefined,
        withItem: true,
        empty: seller === buyer ? "Seller and buyer are one account." : "None: nothing else was tried between them.",
      }),
      {
        kind: "words",
        text: countTries(token.length + between.length, refused, lost),
      },
    ],
  };
}

function countTries(tries: number, refused: number, lost: number): string {
  const all = formatQuantity(tries, "try", "tries");
  const judged = refused === 0 ? `No rule refused any of these ${all}.` : `A rule refused ${refused} of these ${all}.`;
  if (lost === 0) return judged;
  const further = formatQuantity(lost, "further try for this token", "further tries for this token");
  return `${judged} ${further} failed without a rule, mostly on an order that was just taken, and ${lost === 1 ? "is" : "are"} left out.`;
}

/** Not a race that was lost, which says nothing about anybody. */
function isJudged({ outcome, finding }: Attempt): boolean {
  return outcome !== "rejected" || (finding !== undefined && finding.rule !== "");
}

function instrument(view: CaseView): readonly CaseFact[] {
  const { opened, history, attempt } = view;
  const { collection, tokenId } = opened;
  const contract = history.run.contracts[collection];
  const item = view.itemOf(collection, tokenId);
  const parcels = attempt?.parcels?.map((parcel) => view.itemOf("land", parcel)) ?? [];
  return [
    {
      name: "What it is",
      value:
        collection === "land"
          ? `${item} of virtual land: x and y are its place in the city`
          : `${item} of virtual land: adjoining parcels that are one token${parcels.length === 0 ? "" : `, ${parcels.join(", ")}`}`,
    },
    { name: "Collection", value: contract === undefined ? collection : view.nameOf(contract) },
    { name: "Token number", value: tokenId.toString() },
    { name: "Type and codes", value: "non-fungible token (ERC-721), quantity 1; no ISIN, no CFI code" },
  ];
}

function trade(view: CaseView): readonly CaseFact[] {
  const { opened, time, attempt, outcome } = view;
  const at = told(view, outcome.steps[0]?.n ?? -1);
  return [
    { name: "Tried on", value: moment(time), ...at },
    { name: "Seller", value: opened.seller },
    { name: "Buyer", value: opened.buyer },
    { name: "Payer", value: opened.payer === opened.buyer ? "the buyer" : opened.payer },
    { name: "Price", value: `${money(opened.price)}, in the venue’s settlement token` },
    { name: "How", value: attempt === undefined ? "not told" : SALE_NAMES[attempt.kind].name },
    { name: "What became of it", value: attempt === undefined ? outcome.end : outcomeOf(view, attempt) },
  ];
}

function orderOf(view: CaseView): readonly CaseFact[] {
  const { attempt, history, nameOf } = view;
  if (attempt === undefined) return [];
  const name = attempt.house === "auction" ? "Auction" : attempt.house === "instalments" ? "Plan" : "Order";
  const hash = { name, value: attempt.orderHash };
  const published = history.evidence.published.get(attempt.orderHash);
  if (published === undefined) {
    const private_ = "signed by its maker and shown only when it was taken";
    return name !== "Order" ? [hash] : [hash, { name: "Made public", value: `no: ${private_}` }];
  }
  const { place, event } = published;
  return [
    hash,
    { name: "Made public", value: `${moment(place.time)} by ${nameOf(makerOf(event))}`, ...told(view, place.n) },
    ...termsOf(event, attempt.time),
  ];
}

function makerOf(event: Published) {
  return event.e === "OrderAuthorised" ? event.order.maker : event.bundle.maker;
}

function termsOf(event: Published, time: number): readonly CaseFact[] {
  if (event.e === "BundleAuthorised") {
    const { items, expiresAt } = event.bundle;
    return [{ name: "Terms", value: `a bundle of ${items.length} items, all or none, until ${moment(expiresAt)}` }];
  }
  const { order } = event;
  const falls =
    order.price === order.endPrice
      ? ""
      : `, to ${money(order.endPrice)} at its end, ${money(priceAt(order, time))} when it was taken`;
  const many = order.amount === 1n ? "" : ` for each of up to ${order.amount}`;
  return [
    {
      name: "Terms",
      value: `${order.side} at ${money(order.price)}${many}${falls}; valid until ${moment(order.expiresAt)}`,
    },
  ];
}
