import type { Address } from "../../src/domain/primitives.ts";
import { codeAndEvidence, type Finding, type Leg, ruleId, type Trade } from "./agreements.ts";
import type { LandModel } from "./land-model.ts";
import type { MoneyModel } from "./money-model.ts";
import type { RulesModel } from "./rules-model.ts";
import { refuse, type Stage } from "./stage.ts";

const MIN_REVIEW_PERIOD = 86_400n;
const MAX_REVIEW_PERIOD = 90n * 86_400n;
export const CASE_STATUSES = ["none", "open", "released", "reversed"] as const;

export interface Case {
  readonly deadline: bigint;
  readonly status: (typeof CASE_STATUSES)[number];
  readonly trade: Trade;
  readonly legs: readonly Leg[];
}

/** IEscrow: token and money of held trades. The parcels of this world never refuse to move, so none is ever pending. */
export class EscrowModel {
  state = {
    /** Case 1 is the first. */
    cases: [] as Case[],
    reviewPeriod: 0n,
  };
  readonly address: Address;
  readonly #stage: Stage;
  readonly #money: MoneyModel;
  readonly #land: LandModel;
  readonly #rules: RulesModel;

  constructor(stage: Stage, address: Address, money: MoneyModel, land: LandModel, rules: RulesModel) {
    this.#stage = stage;
    this.address = address;
    this.#money = money;
    this.#land = land;
    this.#rules = rules;
    stage.register(this);
  }

  held(): bigint {
    const open = this.state.cases.filter(({ status }) => status === "open");
    return open.reduce((sum, { trade }) => sum + trade.price, 0n);
  }

  /** Token and money are here already. @returns the case's number. */
  open(trade: Trade, legs: readonly Leg[], { rule, reason }: Finding): bigint {
    const deadline = this.#stage.now + this.state.reviewPeriod;
    this.state.cases.push({ deadline, status: "open", trade: { ...trade, settler: this.address }, legs });
    const caseId = BigInt(this.state.cases.length);
    const { code, evidence } = codeAndEvidence(reason ? this.#stage.encode(reason) : "0x");
    const { collection, tokenId } = trade;
    this.#stage.emit(
      "escrow",
      "CaseOpened",
      caseId,
      collection,
      tokenId,
      trade,
      deadline,
      ruleId(rule),
      code,
      evidence,
    );
    return caseId;
  }

  release(officer: Address, caseId: bigint, reason: string): void {
    const { trade, legs } = this.#openCase(caseId);
    this.#requireImpartial(officer, caseId, trade);
    this.#close(caseId, "released");
    this.#stage.emit("escrow", "CaseReleased", caseId, officer, reason);
    this.#rules.record(trade.tokenId, trade.seller, trade.buyer);
    this.#money.payLegs(this.address, this.address, legs);
    this.#land.move(this.address, this.address, trade.buyer, trade.tokenId);
  }

  reverse(officer: Address, caseId: bigint, reason: string): void {
    const { trade } = this.#openCase(caseId);
    this.#requireImpartial(officer, caseId, trade);
    this.#stage.emit("escrow", "CaseReversed", caseId, officer, false, reason);
    this.#undo(caseId, trade);
  }

  expire(caller: Address, caseId: bigint): void {
    const { trade, deadline } = this.#openCase(caseId);
    if (this.#stage.now < deadline) refuse("EscrowDeadlineAhead", caseId, deadline);
    this.#stage.emit("escrow", "CaseReversed", caseId, caller, true, "");
    this.#undo(caseId, trade);
  }

  deliver(caseId: bigint): void {
    refuse("EscrowNothingPending", caseId);
  }

  setReviewPeriod(period: bigint): void {
    if (period < MIN_REVIEW_PERIOD || period > MAX_REVIEW_PERIOD) refuse("EscrowReviewPeriodOutOfBounds", period);
    this.state.reviewPeriod = period;
    this.#stage.emit("escrow", "ReviewPeriodChanged", period);
  }

  #undo(caseId: bigint, trade: Trade): void {
    this.#close(caseId, "reversed");
    this.#money.transfer(this.address, trade.payer, trade.price);
    this.#land.move(this.address, this.address, trade.seller, trade.tokenId);
  }

  #openCase(caseId: bigint): Case {
    const found = this.state.cases[Number(caseId) - 1];
    if (found?.status === "open") return found;
    return refuse("EscrowCaseNotOpen", caseId, CASE_STATUSES.indexOf(found?.status ?? "none"));
  }

  #close(caseId: bigint, status: Case["status"]): void {
    this.state.cases = this.state.cases.map((known, i) => (BigInt(i) + 1n === caseId ? { ...known, status } : known));
  }

  /** Nobody decides a case to which the officer, or the officer's beneficial owner, is a party. */
  #requireImpartial(officer: Address, caseId: bigint, trade: Trade): void {
    const parties = [trade.seller, trade.buyer, trade.payer].map((party) => this.#rules.clusterOf(party));
    if (parties.includes(this.#rules.clusterOf(officer))) refuse("EscrowOwnCase", caseId, officer);
  }
}
