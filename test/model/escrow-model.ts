import type { Address } from "../../src/domain/primitives.ts";
import { codeAndEvidence, type Finding, type Leg, ruleId, type Trade } from "./agreements.ts";
import type { LandModel } from "./land-model.ts";
import type { MoneyModel } from "./money-model.ts";
import type { RulesModel } from "./rules-model.ts";
import { refuse, type Stage } from "./stage.ts";

const MIN_REVIEW_PERIOD = 86_400n;
const MAX_REVIEW_PERIOD = 90n * 86_400n;
const MIN_APPEAL_PERIOD = 86_400n;
const MAX_APPEAL_PERIOD = 30n * 86_400n;
const MAX_CASE_AGE = 180n * 86_400n;
export const CASE_STATUSES = ["none", "open", "released", "reversed", "refused", "appealed"] as const;

export interface Case {
  readonly deadline: bigint;
  readonly openedAt: bigint;
  /** 0 where it is not frozen. */
  readonly frozenUntil: bigint;
  readonly status: (typeof CASE_STATUSES)[number];
  readonly refusedBy?: Address;
  readonly trade: Trade;
  readonly legs: readonly Leg[];
}

/** IEscrow: token and money of held trades. The parcels of this world never refuse to move, so none is ever pending. */
export class EscrowModel {
  state = {
    /** Case 1 is the first. */
    cases: [] as Case[],
    reviewPeriod: 0n,
    appealPeriod: 3n * 86_400n,
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
    return this.state.cases.filter(isUnfinished).reduce((sum, { trade }) => sum + trade.price, 0n);
  }

  /** Token and money are here already. @returns the case's number. */
  open(trade: Trade, legs: readonly Leg[], { rule, reason }: Finding): bigint {
    const deadline = this.#stage.now + this.state.reviewPeriod;
    const [openedAt, own] = [this.#stage.now, { ...trade, settler: this.address }];
    this.state.cases.push({ deadline, openedAt, frozenUntil: 0n, status: "open", trade: own, legs });
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
      legs,
    );
    return caseId;
  }

  release(officer: Address, caseId: bigint, reason: string): void {
    const { trade, legs } = this.#undecided(officer, caseId);
    this.#change(caseId, { status: "released" });
    this.#stage.emit("escrow", "CaseReleased", caseId, officer, reason);
    this.#rules.record(trade.tokenId, trade.seller, trade.buyer);
    this.#money.payLegs(this.address, this.address, legs);
    this.#land.move(this.address, this.address, trade.buyer, trade.tokenId);
  }

  reverse(officer: Address, caseId: bigint, reason: string): void {
    const { status, trade } = this.#undecided(officer, caseId);
    if (status === "open") {
      const deadline = this.#stage.now + this.state.appealPeriod;
      this.#change(caseId, { status: "refused", refusedBy: officer, deadline });
      this.#stage.emit("escrow", "CaseRefused", caseId, officer, deadline, reason);
      return;
    }
    this.#stage.emit("escrow", "CaseReversed", caseId, officer, false, reason);
    this.#undo(caseId, trade);
  }

  appeal(party: Address, caseId: bigint, grounds: string): void {
    const found = this.caseOf(caseId);
    if (found?.status !== "refused") {
      return refuse("EscrowCaseNotRefused", caseId, CASE_STATUSES.indexOf(found?.status ?? "none"));
    }
    const { seller, buyer, payer } = found.trade;
    const clock = this.#clockOf(found);
    if (clock >= found.deadline) refuse("EscrowAppealTooLate", caseId, found.deadline);
    if (![seller, buyer, payer].includes(party)) refuse("EscrowNotAParty", caseId, party);
    const deadline = clock + this.state.reviewPeriod;
    this.#change(caseId, { status: "appealed", deadline });
    this.#stage.emit("escrow", "CaseAppealed", caseId, party, deadline, grounds);
  }

  expire(caller: Address, caseId: bigint): void {
    const found = this.#unfinished(caseId);
    this.#requireNotFrozen(caseId, found);
    if (this.#stage.now < found.deadline) refuse("EscrowDeadlineAhead", caseId, found.deadline);
    this.#stage.emit("escrow", "CaseReversed", caseId, caller, true, "");
    this.#undo(caseId, found.trade);
  }

  freeze(officer: Address, caseId: bigint, until: bigint, reason: string): void {
    const found = this.#unfinished(caseId);
    this.#requireImpartial(officer, caseId, found.trade);
    const [clock, latest] = [this.#clockOf(found), found.openedAt + MAX_CASE_AGE];
    if (until <= clock || until > latest) refuse("EscrowFreezeOutOfBounds", caseId, until, latest);
    const deadline = found.deadline + until - clock;
    this.#change(caseId, { frozenUntil: until, deadline });
    this.#stage.emit("escrow", "CaseFrozen", caseId, officer, until, deadline, reason);
  }

  unfreeze(officer: Address, caseId: bigint, reason: string): void {
    const found = this.#unfinished(caseId);
    this.#requireImpartial(officer, caseId, found.trade);
    if (this.#stage.now >= found.frozenUntil) refuse("EscrowCaseNotFrozen", caseId);
    const deadline = found.deadline - (found.frozenUntil - this.#stage.now);
    this.#change(caseId, { frozenUntil: 0n, deadline });
    this.#stage.emit("escrow", "CaseUnfrozen", caseId, officer, deadline, reason);
  }

  deliver(caseId: bigint): void {
    refuse("EscrowNothingPending", caseId);
  }

  setReviewPeriod(period: bigint): void {
    if (period < MIN_REVIEW_PERIOD || period > MAX_REVIEW_PERIOD) refuse("EscrowReviewPeriodOutOfBounds", period);
    this.state.reviewPeriod = period;
    this.#stage.emit("escrow", "ReviewPeriodChanged", period);
  }

  setAppealPeriod(period: bigint): void {
    if (period < MIN_APPEAL_PERIOD || period > MAX_APPEAL_PERIOD) refuse("EscrowAppealPeriodOutOfBounds", period);
    this.state.appealPeriod = period;
    this.#stage.emit("escrow", "AppealPeriodChanged", period);
  }

  caseOf(caseId: bigint): Case | undefined {
    return this.state.cases[Number(caseId) - 1];
  }

  #undo(caseId: bigint, trade: Trade): void {
    this.#change(caseId, { status: "reversed" });
    this.#money.transfer(this.address, trade.payer, trade.price);
    this.#land.move(this.address, this.address, trade.seller, trade.tokenId);
  }

  /** Open, or appealed from the refusal of somebody who is not the officer's beneficial owner. */
  #undecided(officer: Address, caseId: bigint): Case {
    const found = this.caseOf(caseId);
    if (found?.status !== "open" && found?.status !== "appealed") return refuseStatus(caseId, found);
    this.#requireNotFrozen(caseId, found);
    this.#requireImpartial(officer, caseId, found.trade);
    const { refusedBy } = found;
    const isOwn = refusedBy !== undefined && this.#rules.clusterOf(refusedBy) === this.#rules.clusterOf(officer);
    if (isOwn) refuse("EscrowOwnRefusal", caseId, officer);
    return found;
  }

  #unfinished(caseId: bigint): Case {
    const found = this.caseOf(caseId);
    return found !== undefined && isUnfinished(found) ? found : refuseStatus(caseId, found);
  }

  #requireNotFrozen(caseId: bigint, { frozenUntil }: Case): void {
    if (this.#stage.now < frozenUntil) refuse("EscrowCaseFrozen", caseId, frozenUntil);
  }

  /** The time of a frozen case stands at the end of its freeze. */
  #clockOf({ frozenUntil }: Case): bigint {
    return this.#stage.now < frozenUntil ? frozenUntil : this.#stage.now;
  }

  #change(caseId: bigint, change: Partial<Case>): void {
    this.state.cases = this.state.cases.map((known, i) =>
      BigInt(i) + 1n === caseId ? { ...known, ...change } : known,
    );
  }

  /** Nobody decides a case to which the officer, or the officer's beneficial owner, is a party. */
  #requireImpartial(officer: Address, caseId: bigint, trade: Trade): void {
    const parties = [trade.seller, trade.buyer, trade.payer].map((party) => this.#rules.clusterOf(party));
    if (parties.includes(this.#rules.clusterOf(officer))) refuse("EscrowOwnCase", caseId, officer);
  }
}

export function isUnfinished({ status }: Case): boolean {
  return status === "open" || status === "refused" || status === "appealed";
}

function refuseStatus(caseId: bigint, found: Case | undefined): never {
  return refuse("EscrowCaseNotOpen", caseId, CASE_STATUSES.indexOf(found?.status ?? "none"));
}
