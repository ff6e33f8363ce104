import { isoMonth, type IsoMonth } from "../domain/calendar.ts";
import type { AccountRole } from "../domain/agents.ts";
import { usdToNumber, type Address } from "../domain/primitives.ts";
import type { History } from "../replay/history.ts";
import { belongsTo } from "../replay/tokens.ts";
import { completedTrades } from "./traded-index.ts";

/** One agent's result over the run, in US dollars. */
export interface AgentGain {
  readonly agent: string;
  readonly role: AccountRole;
  /** Month of the first purchase; undefined for who never bought. */
  readonly entry: IsoMonth | undefined;
  /** Whether it owned land before the first trade. */
  readonly endowed: boolean;
  readonly bought: number;
  readonly sold: number;
  /** Sales, purchases and rent together. */
  readonly cash: number;
  /** Received as a landlord after the fee, less what was paid as a tenant. */
  readonly rent: number;
  readonly startValue: number;
  readonly endValue: number;
  readonly gain: number;
}

/**
 * Who gained and who lost.
 *
 * Definition: cash received for land and for its use less cash paid for them, plus the value of the land held at the end, less that of the
 *   land held before the first trade. All accounts of an agent count together, so a move to a vault changes nothing.
 * Formula: gain = sum of proceeds (price - fee - royalty) - sum of prices paid + rent received (less its fee) - rent paid (less
 *   refunds) + what a foreclosure gave the seller or took from the buyer + marked end - marked start, where land is marked at its location worth x the typical parcel's value, of the
 *   first and of the last month. Land belongs to whom it is for: one's parcels in an auction, a rental, escrow or an estate are
 *   one's own, and an estate is worth its parcels.
 * Limits: a gift loses the giver and gains the receiver the whole parcel; a held trade that the officer released counts at
 *   its full price, without the fee; rent that has not been claimed by the end is nobody's;
 *   payments into an open plan count when it ends; marks are no offers.
 * Source: marked-to-index gains as in Kawai et al., arXiv 2501.09601.
 */
export function agentGains(
  history: History,
  marks: { readonly startUsd: number; readonly endUsd: number },
): readonly AgentGain[] {
  const { attempts, accounts, parcels, transfers, rentals, final } = history;
  const books = new Map<string, Book>();
  const agentOf = (address: Address): Book | undefined => {
    const account = accounts.get(address);
    if (account === undefined) return undefined;
    const known = books.get(account.agent);
    if (known !== undefined) return known;
    const book = { agent: account.agent, role: account.role, ...EMPTY };
    books.set(account.agent, book);
    return book;
  };

  const firstTrade = attempts[0]?.n ?? Number.POSITIVE_INFINITY;
  const startOwners = new Map<bigint, Address>();
  for (const { n, tokenId, to } of transfers) if (n < firstTrade) startOwners.set(tokenId, to);
  for (const { tokenId, worth } of parcels) {
    const first = startOwners.get(tokenId);
    const last = belongsTo(final, tokenId);
    const starter = first === undefined ? undefined : agentOf(first);
    const keeper = last === undefined ? undefined : agentOf(last);
    if (starter !== undefined) starter.startValue += worth * marks.startUsd;
    if (keeper !== undefined) keeper.endValue += worth * marks.endUsd;
  }
  for (const attempt of completedTrades(history)) {
    const [seller, buyer] = [agentOf(attempt.seller), agentOf(attempt.buyer)];
    const price = usdToNumber(attempt.price);
    if (seller !== undefined) {
      seller.sold += 1;
      seller.cash += price - usdToNumber(attempt.fee + attempt.royalty);
    }
    if (buyer !== undefined) {
      buyer.bought += 1;
      buyer.cash -= price;
      buyer.entry ??= isoMonth(attempt.time);
    }
  }
  for (const { landlord, tenant, rent, paid, fee, refund } of rentals.values()) {
    payRent(agentOf(landlord), usdToNumber(paid - fee));
    payRent(agentOf(tenant), -usdToNumber(rent - refund));
  }
  for (const { seller, buyer, forfeited } of final.plans.values()) {
    const [kept, lost] = [agentOf(seller), agentOf(buyer)];
    if (kept !== undefined) kept.cash += usdToNumber(forfeited);
    if (lost !== undefined) lost.cash -= usdToNumber(forfeited);
  }
  return [...books.values()].map((book) => ({
    ...book,
    endowed: book.startValue > 0,
    gain: book.cash + book.endValue - book.startValue,
  }));
}

function payRent(book: Book | undefined, usd: number): void {
  if (book === undefined) return;
  book.rent += usd;
  book.cash += usd;
}

interface Book {
  readonly agent: string;
  readonly role: AccountRole;
  entry: IsoMonth | undefined;
  bought: number;
  sold: number;
  cash: number;
  rent: number;
  startValue: number;
  endValue: number;
}

const EMPTY = { entry: undefined, bought: 0, sold: 0, cash: 0, rent: 0, startValue: 0, endValue: 0 };
