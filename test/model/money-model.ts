import type { Address } from "../../src/domain/primitives.ts";
import { type Leg, NOBODY } from "./agreements.ts";
import { refuse, type Stage } from "./stage.ts";

const PERIOD = 30n * 86_400n;
/** Less than a dollar says nothing about where an account's money comes from. */
const MIN_FUNDING = 1_000_000n;
const MAX_SUM = 2n ** 64n - 1n;
const UNLIMITED = 2n ** 256n - 1n;
export const KINDS = ["person", "hub", "settler"] as const;
export type Kind = (typeof KINDS)[number];

interface SidePayment {
  readonly from: Address;
  readonly to: Address;
  readonly amount: bigint;
  readonly time: bigint;
}

/** ISettlementToken: balances, where each account's first money came from, and every payment outside trades. */
export class MoneyModel {
  state = {
    balances: new Map<Address, bigint>(),
    allowances: new Map<string, bigint>(),
    kinds: new Map<Address, Kind>(),
    roots: new Map<Address, Address>(),
    sidePayments: [] as SidePayment[],
  };
  readonly #stage: Stage;

  constructor(stage: Stage) {
    this.#stage = stage;
    stage.register(this);
  }

  balanceOf(account: Address): bigint {
    return this.state.balances.get(account) ?? 0n;
  }

  kindOf(account: Address): Kind {
    return this.state.kinds.get(account) ?? "person";
  }

  /** The account itself where nothing is known. */
  rootOf(account: Address): Address {
    return this.state.roots.get(account) ?? account;
  }

  allowance(owner: Address, spender: Address): bigint {
    return this.state.allowances.get(`${owner}>${spender}`) ?? 0n;
  }

  /** Time of the last payment outside trades, and the sum of those in the running period and the one before. */
  sidePayment(from: Address, to: Address): { readonly paidAt: bigint; readonly paid: bigint } {
    const all = this.state.sidePayments.filter((payment) => payment.from === from && payment.to === to);
    const sumOf = (period: bigint): bigint => {
      const sum = all.reduce((total, { amount, time }) => (time / PERIOD === period ? total + amount : total), 0n);
      return sum > MAX_SUM ? MAX_SUM : sum;
    };
    const running = this.#stage.now / PERIOD;
    return { paidAt: all.at(-1)?.time ?? 0n, paid: sumOf(running) + sumOf(running - 1n) };
  }

  mint(to: Address, amount: bigint): void {
    this.#credit(to, amount, to);
    this.#stage.emit("money", "Transfer", NOBODY, to, amount);
  }

  burn(from: Address, amount: bigint): void {
    this.#debit(from, amount);
    this.#stage.emit("money", "Transfer", from, NOBODY, amount);
  }

  /** A hub's customers, and a settler's, are roots of their own; what a person pays carries the person's root. */
  transfer(from: Address, to: Address, amount: bigint): void {
    this.#debit(from, amount);
    this.#credit(to, amount, this.kindOf(from) === "person" ? this.rootOf(from) : to);
    this.#stage.emit("money", "Transfer", from, to, amount);
    this.#noteSidePayment(from, to, amount);
  }

  approve(owner: Address, spender: Address, amount: bigint): void {
    this.state.allowances.set(`${owner}>${spender}`, amount);
    this.#stage.emit("money", "Approval", owner, spender, amount);
  }

  /** A trade's payment: it hands on no root and is no side payment. */
  payLegs(settler: Address, payer: Address, legs: readonly Leg[]): void {
    const sum = legs.reduce((total, { amount }) => total + amount, 0n);
    if (settler !== payer) this.#spendAllowance(payer, settler, sum);
    this.#debit(payer, sum);
    for (const { to, amount } of legs.filter((leg) => leg.amount > 0n)) {
      this.#credit(to, amount, to);
      this.#stage.emit("money", "Transfer", payer, to, amount);
    }
  }

  /** A payment outside trades that went through a settler's custody counts as a direct one. */
  notePayment(from: Address, to: Address, amount: bigint): void {
    this.#noteRoot(to, amount, this.kindOf(from) === "person" ? this.rootOf(from) : to);
    this.#noteSidePayment(from, to, amount);
  }

  setKind(account: Address, kind: Kind): void {
    this.state.kinds.set(account, kind);
    this.#stage.emit("money", "AccountKindChanged", account, KINDS.indexOf(kind));
  }

  attestRoot(account: Address, root: Address): void {
    this.state.roots.set(account, root);
    this.#stage.emit("money", "FundingRootNoted", account, root);
  }

  #debit(from: Address, amount: bigint): void {
    const balance = this.balanceOf(from);
    if (balance < amount) refuse("ERC20InsufficientBalance", from, balance, amount);
    this.state.balances.set(from, balance - amount);
  }

  #credit(to: Address, amount: bigint, root: Address): void {
    this.#noteRoot(to, amount, root);
    this.state.balances.set(to, this.balanceOf(to) + amount);
  }

  /** The money that first makes a dollar decides. */
  #noteRoot(account: Address, amount: bigint, root: Address): void {
    const isDust = this.balanceOf(account) + amount < MIN_FUNDING;
    if (!isDust && !this.state.roots.has(account)) this.attestRoot(account, root);
  }

  #noteSidePayment(from: Address, to: Address, amount: bigint): void {
    const betweenPersons = this.kindOf(from) === "person" && this.kindOf(to) === "person";
    if (!betweenPersons || from === to || amount === 0n) return;
    this.state.sidePayments.push({ from, to, amount, time: this.#stage.now });
    this.#stage.emit("money", "SidePaymentNoted", from, to, amount, this.sidePayment(from, to).paid);
  }

  #spendAllowance(owner: Address, spender: Address, amount: bigint): void {
    const allowed = this.allowance(owner, spender);
    if (allowed === UNLIMITED) return;
    if (allowed < amount) refuse("ERC20InsufficientAllowance", spender, allowed, amount);
    this.state.allowances.set(`${owner}>${spender}`, allowed - amount);
  }
}
