import type { Agent, Intent } from "../domain/agents.ts";
import type { CaseView, MarketView } from "../domain/market-view.ts";
import { DAY } from "../domain/calendar.ts";
import { usdToNumber, type Address } from "../domain/primitives.ts";
import type { OfficerTerms } from "../domain/scenario.ts";

/**
 * The compliance officer: looks at a held trade some days later and decides on public evidence alone. Refused before
 * between the same two, or back at the price it left at (no market risk): refused. Otherwise released. Sends back both sides
 * of what was refused and not appealed in time.
 */
export function complianceOfficer(account: Address, terms: OfficerTerms): Agent {
  const act = (view: MarketView): readonly Intent[] => [
    ...due(view, "open", terms).map((held) => decide(view, held, account, terms)),
    ...view.openCases
      .filter(({ status, deadline }) => status === "refused" && view.time >= deadline)
      .filter((held) => !isFrozen(view, held))
      .map(({ caseId }): Intent => ({ do: "expire", caller: account, caseId })),
  ];
  return { id: "officer/1", kind: "officer", accounts: [account], act };
}

/**
 * The second officer: hears appeals from the first one's refusals, on public evidence alone. A price that stood still proves
 * nothing where the market did too; so one is upheld that moved less than the market, and one between two who were refused
 * before.
 */
export function appealsOfficer(account: Address, terms: OfficerTerms): Agent {
  const act = (view: MarketView): readonly Intent[] =>
    due(view, "appealed", terms).map((held) => hear(view, held, account, terms));
  return { id: "officer/2", kind: "officer", accounts: [account], act };
}

function due(view: MarketView, status: CaseView["status"], terms: OfficerTerms): readonly CaseView[] {
  return view.openCases
    .filter((held) => held.status === status && !isFrozen(view, held))
    .filter(({ since }) => view.time - since >= terms.reviewAfterDays * DAY);
}

function isFrozen({ time }: MarketView, { frozenUntil }: CaseView): boolean {
  return time < frozenUntil;
}

function decide(view: MarketView, held: CaseView, officer: Address, { sameTradePct }: OfficerTerms): Intent {
  const { caseId } = held;
  const refused = refusalsOf(view, held);
  if (refused > 0) {
    return { do: "reverse", officer, caseId, reason: `the same two were refused this token ${refused} times before` };
  }
  if (priceChangePct(view, held) < sameTradePct) {
    return { do: "reverse", officer, caseId, reason: `returned within ${sameTradePct} % of the price it left at` };
  }
  const reason = "a return at a new price, between parties that were not refused before";
  return { do: "release", officer, caseId, reason };
}

function hear(view: MarketView, held: CaseView, officer: Address, { sameTradePct }: OfficerTerms): Intent {
  const { caseId } = held;
  const refused = refusalsOf(view, held);
  if (refused > 0) {
    return { do: "reverse", officer, caseId, reason: `upheld: the same two were refused ${refused} times before` };
  }
  if (priceChangePct(view, held) < sameTradePct && marketChangePct(view, held) >= sameTradePct) {
    return { do: "reverse", officer, caseId, reason: "upheld: the price stood still while the market moved" };
  }
  return { do: "release", officer, caseId, reason: "allowed: the price stood still because the market did" };
}

function refusalsOf(view: MarketView, { tokenId, seller, buyer, collection }: CaseView): number {
  return view.refusals(tokenId, seller, buyer, collection);
}

/** Between the sale before and the held one; a token that never sold has changed in every respect. */
function priceChangePct(view: MarketView, { tokenId, collection, price }: CaseView): number {
  const left = view.lastSale(tokenId, collection);
  return left === undefined ? Number.POSITIVE_INFINITY : changePct(usdToNumber(left.price), usdToNumber(price));
}

/** Of the typical value, over the same time. */
function marketChangePct(view: MarketView, { tokenId, collection, openedAt }: CaseView): number {
  const there = collection === "estate" || collection === view.land ? view : view.world(collection);
  const typicalAt = (time: number): number => there.typicalUsdBefore(Math.round((view.time - time) / DAY));
  const left = view.lastSale(tokenId, collection);
  return left === undefined ? 0 : changePct(typicalAt(left.time), typicalAt(openedAt));
}

function changePct(before: number, after: number): number {
  return 100 * Math.abs(Math.log(after / before));
}
