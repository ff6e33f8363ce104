import type { ChainEvent } from "../domain/events.ts";
import type { Order } from "../domain/order.ts";
import type { Address, Hex, MicroUsd } from "../domain/primitives.ts";

const ZERO_ADDRESS = "0x0000000000000000000000000000000000000000";

export interface Sale {
  readonly time: number;
  readonly price: MicroUsd;
  readonly seller: Address;
  readonly buyer: Address;
}

export interface OpenCase {
  readonly caseId: bigint;
  readonly openedAt: number;
  readonly tokenId: bigint;
  readonly seller: Address;
  readonly buyer: Address;
  readonly price: MicroUsd;
  readonly deadline: number;
}

/** The market as its events tell it; at the end of a run it equals the chain's getters. */
export interface MarketState {
  readonly owners: Map<bigint, Address>;
  readonly holdings: Map<Address, Set<bigint>>;
  readonly balances: Map<Address, MicroUsd>;
  readonly roots: Map<Address, Address>;
  readonly clusters: Map<Address, bigint>;
  /** Open public orders by hash, in the order of their authorisation. */
  readonly orders: Map<Hex, Order>;
  readonly cases: Map<bigint, OpenCase>;
  readonly lastSales: Map<bigint, Sale>;
  /** How often a rule refused a token between two accounts, by `refusalKey`. */
  readonly refusals: Map<string, number>;
  supply: MicroUsd;
}

export function emptyState(): MarketState {
  return {
    owners: new Map(),
    holdings: new Map(),
    balances: new Map(),
    roots: new Map(),
    clusters: new Map(),
    orders: new Map(),
    cases: new Map(),
    lastSales: new Map(),
    refusals: new Map(),
    supply: 0n,
  };
}

/** The one reducer, for the live run and the replay. Changes the state in place: it holds a whole market. */
export function applyEvent(state: MarketState, event: ChainEvent, time: number): void {
  switch (event.e) {
    case "ParcelTransferred":
      moveParcel(state, event.tokenId, event.from, event.to);
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
    case "OrderAuthorised":
      state.orders.set(event.orderHash, event.order);
      return;
    case "CounterRaised":
      for (const [orderHash, { maker, counter }] of state.orders) {
        if (maker === event.maker && counter < event.counter) state.orders.delete(orderHash);
      }
      return;
    case "OrderCancelled":
      state.orders.delete(event.orderHash);
      return;
    case "TradeSettled":
      state.orders.delete(event.orderHash);
      noteSale(state, event, time);
      return;
    case "TradeHeld":
      state.orders.delete(event.orderHash);
      return;
    case "CaseOpened": {
      const { caseId, tokenId, seller, buyer, price, deadline } = event;
      state.cases.set(caseId, { caseId, openedAt: time, tokenId, seller, buyer, price, deadline });
      return;
    }
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
      const key = refusalKey(event.tokenId, event.seller, event.buyer);
      state.refusals.set(key, (state.refusals.get(key) ?? 0) + 1);
      return;
    }
    case "FindingRaised":
    case "SidePaymentNoted":
    case "AccountKindChanged":
    case "RuleModeChanged":
      return;
    default:
      event satisfies never;
  }
}

/** The same for both directions. */
export function refusalKey(tokenId: bigint, a: Address, b: Address): string {
  return a < b ? `${tokenId}/${a}/${b}` : `${tokenId}/${b}/${a}`;
}

/** Drops the orders that nobody can fill any more; the chain keeps them and refuses them. */
export function expireOrders(state: MarketState, time: number): void {
  for (const [orderHash, order] of state.orders) if (order.expiresAt <= time) state.orders.delete(orderHash);
}

function noteSale(
  state: MarketState,
  { tokenId, price, seller, buyer }: { tokenId: bigint; price: MicroUsd; seller: Address; buyer: Address },
  time: number,
): void {
  state.lastSales.set(tokenId, { time, price, seller, buyer });
}

function moveParcel(state: MarketState, tokenId: bigint, from: Address, to: Address): void {
  state.owners.set(tokenId, to);
  state.holdings.get(from)?.delete(tokenId);
  const held = state.holdings.get(to);
  if (held === undefined) state.holdings.set(to, new Set([tokenId]));
  else held.add(tokenId);
}

function moveMoney(state: MarketState, from: Address, to: Address, amount: MicroUsd): void {
  if (from === ZERO_ADDRESS) state.supply += amount;
  else state.balances.set(from, (state.balances.get(from) ?? 0n) - amount);
  if (to === ZERO_ADDRESS) state.supply -= amount;
  else state.balances.set(to, (state.balances.get(to) ?? 0n) + amount);
}
