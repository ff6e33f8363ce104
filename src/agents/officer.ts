import type { Agent, Intent } from "../domain/agents.ts";
import type { CaseView, MarketView } from "../domain/market-view.ts";
import { DAY } from "../domain/calendar.ts";
import { usdToNumber, type Address } from "../domain/primitives.ts";
import type { OfficerTerms } from "../domain/scenario.ts";

/**
 * The compliance officer: looks at a held trade some days later and decides on public evidence alone. Refused before
 * between the same two, or back at the price it left at (no market risk): reversed. Otherwise released.
 */
export function complianceOfficer(account: Address, terms: OfficerTerms): Agent {
  const act = (view: MarketView): readonly Intent[] =>
    view.openCases
      .filter(({ openedAt }) => view.time - openedAt >= terms.reviewAfterDays * DAY)
      .map((held) => dispose(view, held, terms));
  return { id: "officer/1", kind: "officer", accounts: [account], act };
}

function dispose(view: MarketView, held: CaseView, terms: OfficerTerms): Intent {
  const { caseId, collection, tokenId, seller, buyer, price } = held;
  const refused = view.refusals(tokenId, seller, buyer, collection);
  if (refused > 0) {
    return { do: "reverse", caseId, reason: `the same two were refused this token ${refused} times before` };
  }
  const left = view.lastSale(tokenId, collection);
  if (left !== undefined) {
    const changePct = 100 * Math.abs(Math.log(usdToNumber(price) / usdToNumber(left.price)));
    if (changePct < terms.sameTradePct) {
      return { do: "reverse", caseId, reason: `returned within ${terms.sameTradePct} % of the price it left at` };
    }
  }
  return { do: "release", caseId, reason: "a return at a new price, between parties that were not refused before" };
}
