import type { ChainEvent } from "../domain/events.ts";
import type { CollectionName } from "../domain/houses.ts";
import type { CaseView } from "../domain/market-view.ts";
import type { Address, MicroUsd } from "../domain/primitives.ts";
import {
  changeEstate,
  dissolveEstate,
  emptyHouses,
  endAuction,
  endRental,
  noteBid,
  noteCredit,
  noteRentPaid,
  openAuction,
  startRental,
  type Houses,
} from "./houses.ts";
import { endPlan, noInstalments, noteInstalment, openPlan, type InstalmentBook } from "./instalments.ts";
import { emptyBook, noteFilled, notePartFilled, raiseCounter, type OrderBook } from "./orders.ts";
import { moveToken, noTokens, tokensOf, ZERO_ADDRESS, type Collections } from "./tokens.ts";

/** A held trade whose token and money are in escrow. */
export type OpenCase = CaseView;

/** The market as its events tell it; at the end of a run it equals the chain's getters. */
export interface MarketState extends OrderBook, Houses, InstalmentBook, Collections {
  readonly balances: Map<Address, MicroUsd>;
  readonly roots: Map<Address, Address>;
  readonly clusters: Map<Address, bigint>;
  readonly cases: Map<bigint, OpenCase>;
  /** How often a rule refused a token between two accounts, by `refusalKey`. */
  readonly refusals: Map<string, number>;
  supply: MicroUsd;
}

export function emptyState(): MarketState {
  return {
    land: noTokens(),
    estate: noTokens(),
    neighbours: new Map(),
    ...emptyBook(),
    ...emptyHouses(),
    ...noInstalments(),
    balances: new Map(),
    roots: new Map(),
    clusters: new Map(),
    cases: new Map(),
    refusals: new Map(),
    supply: 0n,
  };
}

/** The one reducer, for the live run and the replay. Changes the state in place: it holds a whole market. */
export function applyEvent(state: MarketState, event: ChainEvent, time: number): void {
  switch (event.e) {
    case "ParcelTransferred":
      moveToken(tokensOf(state, event.collection ?? "land"), event.tokenId, event.from, event.to);
      return;
    case "EstateTransferred":
      moveToken(state.estate, event.tokenId, event.from, event.to);
      return;
    case "EstateJoined":
    case "ParcelsAdded":
    case "ParcelsRemoved":
      changeEstate(state, event);
      return;
    case "EstateDissolved":
      dissolveEstate(state, event);
      return;
    case "MoneyTransferred":
      moveMoney(state, event.from, event.to, event.amount);
      return;
    case "FundingRootNoted":
      state.roots.set(event.account, event.root);
      return;
    case "ClusterAttested":
      state.clusters.set(event.account, event.cluster);
      return;
    case "OrderAuthorised": {
      const { orderHash, collection, order } = event;
      state.orders.set(orderHash, { collection, order, filled: 0n });
      return;
    }
    case "BundleAuthorised": {
      const { orderHash, collections, bundle } = event;
      state.bundles.set(orderHash, { collections, bundle });
      return;
    }
    case "OrderPartFilled":
      notePartFilled(state, event.orderHash, event.filled);
      return;
    case "CounterRaised":
      raiseCounter(state, event.house, event.maker, event.counter);
      return;
    case "OrderCancelled":
      state.orders.delete(event.orderHash);
      state.bundles.delete(event.orderHash);
      return;
    case "TradeSettled":
      noteFilled(state, event.orderHash);
      noteSale(state, event, time);
      return;
    case "TradeHeld":
      noteFilled(state, event.orderHash);
      return;
    case "AuctionCreated":
      openAuction(state, event);
      return;
    case "BidPlaced":
      noteBid(state, event);
      return;
    case "BidRefunded":
      if (event.credited) noteCredit(state, event.bidder, event.amount);
      return;
    case "CreditWithdrawn":
      noteCredit(state, event.account, -event.amount);
      return;
    case "AuctionEnded":
      endAuction(state, event);
      return;
    case "OfferAuthorised": {
      const { offerHash, collection, offer } = event;
      state.offers.set(offerHash, { collection, offer });
      return;
    }
    case "OfferCancelled":
      state.offers.delete(event.offerHash);
      return;
    case "RentalStarted":
      state.offers.delete(event.offerHash);
      startRental(state, event, time);
      return;
    case "RentPaid":
      noteRentPaid(state, event);
      return;
    case "RentalEnded":
      endRental(state, event);
      return;
    case "PlanOffered": {
      const { offerHash, collection, offer } = event;
      state.planOffers.set(offerHash, { collection, offer });
      return;
    }
    case "PlanOfferCancelled":
      state.planOffers.delete(event.offerHash);
      return;
    case "PlanOpened":
      openPlan(state, event, time);
      return;
    case "InstalmentPaid":
      noteInstalment(state, event);
      return;
    case "PlanSettled":
      endPlan(state, event.planId, { status: "settled", endedAt: time });
      return;
    case "PlanUnwound":
      endPlan(state, event.planId, { status: "unwound", endedAt: time });
      return;
    case "PlanForeclosed":
      endPlan(state, event.planId, { status: "foreclosed", endedAt: time, forfeited: event.forfeited });
      return;
    case "CaseOpened": {
      const { caseId, collection, tokenId, seller, buyer, price, deadline } = event;
      const trade = { collection, tokenId, seller, buyer, price };
      const standing = { status: "open", openedAt: time, since: time, deadline, frozenUntil: 0 } as const;
      state.cases.set(caseId, { caseId, ...standing, ...trade });
      tokensOf(state, collection).custody.set(tokenId, { house: "escrow", owner: seller });
      return;
    }
    case "CaseRefused":
      changeCase(state, event.caseId, { status: "refused", since: time, deadline: event.appealUntil });
      return;
    case "CaseAppealed":
      changeCase(state, event.caseId, { status: "appealed", since: time, deadline: event.deadline });
      return;
    case "CaseFrozen":
      changeCase(state, event.caseId, { frozenUntil: event.until, deadline: event.deadline });
      return;
    case "CaseUnfrozen":
      changeCase(state, event.caseId, { frozenUntil: 0, deadline: event.deadline });
      return;
    case "CaseReleased": {
      const released = state.cases.get(event.caseId);
      if (released !== undefined) noteSale(state, released, time);
      state.cases.delete(event.caseId);
      return;
    }
    case "CaseReversed":
      state.cases.delete(event.caseId);
      return;
    case "TradeRejected": {
      if (event.rule === "") return;
      const key = refusalKey(event.tokenId, event.seller, event.buyer, event.collection);
      state.refusals.set(key, (state.refusals.get(key) ?? 0) + 1);
      return;
    }
    case "OperatorNamed":
      noteScene(state, event, time);
      return;
    case "Frozen":
    case "ForcedTransfer":
    case "TokenUndeliverable":
    case "TokenDelivered":
    case "FindingRaised":
    case "SidePaymentNoted":
    case "AccountKindChanged":
    case "AccountListed":
    case "AccountIdentified":
    case "RuleModeChanged":
    case "WashLimitsChanged":
    case "ConductLimitsChanged":
    case "ReferencePriceSet":
    case "TransferPolicyChanged":
    case "TradingStopped":
    case "TradingResumed":
      return;
    default:
      event satisfies never;
  }
}

/** The same for both directions. */
export function refusalKey(tokenId: bigint, a: Address, b: Address, collection: CollectionName = "land"): string {
  const [first, second] = a < b ? [a, b] : [b, a];
  return `${collection}/${tokenId}/${first}/${second}`;
}

function changeCase({ cases }: MarketState, caseId: bigint, change: Partial<OpenCase>): void {
  const before = cases.get(caseId);
  if (before !== undefined) cases.set(caseId, { ...before, ...change });
}

/** Who takes the right to build away takes down nothing. */
function noteScene(
  state: MarketState,
  { collection, tokenId, operator }: Extract<ChainEvent, { e: "OperatorNamed" }>,
  time: number,
): void {
  if (operator !== ZERO_ADDRESS) tokensOf(state, collection).scenes.set(tokenId, { creator: operator, since: time });
}

function noteSale(
  state: MarketState,
  {
    collection,
    tokenId,
    price,
    seller,
    buyer,
  }: Pick<OpenCase, "collection" | "tokenId" | "price" | "seller" | "buyer">,
  time: number,
): void {
  tokensOf(state, collection).lastSales.set(tokenId, { time, price, seller, buyer });
}

function moveMoney(state: MarketState, from: Address, to: Address, amount: MicroUsd): void {
  if (from === ZERO_ADDRESS) state.supply += amount;
  else state.balances.set(from, (state.balances.get(from) ?? 0n) - amount);
  if (to === ZERO_ADDRESS) state.supply -= amount;
  else state.balances.set(to, (state.balances.get(to) ?? 0n) + amount);
}
