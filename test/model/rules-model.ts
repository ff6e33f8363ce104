import type { Address } from "../../src/domain/primitives.ts";
import {
  type Finding,
  MODES,
  NOTHING_FOUND,
  POLICIES,
  ruleId,
  type Trade,
  VERDICTS,
  codeAndEvidence,
} from "./agreements.ts";
import type { MoneyModel } from "./money-model.ts";
import { refuse, type Stage } from "./stage.ts";

export const RULES = ["SelfTrade", "RoundTrip", "CommonFunder", "SelfFinanced"] as const;
export type Rule = (typeof RULES)[number];
export type Mode = (typeof MODES)[number];
export type Policy = (typeof POLICIES)[number];

export interface Limits {
  /** Seconds. */
  readonly blockWindow: bigint;
  readonly reviewWindow: bigint;
  readonly financeWindow: bigint;
  readonly financeShareBps: bigint;
}

interface Disposal {
  readonly tokenId: bigint;
  readonly cluster: bigint;
  readonly time: bigint;
}

/** ICompliance, IBeneficialOwners and IWashTrading for one collection: every disposal is kept in one list. */
export class RulesModel {
  state = {
    clusters: new Map<Address, bigint>(),
    modes: new Map<Rule, Mode>(),
    disposals: [] as Disposal[],
    policy: "unlisted" as Policy,
  };
  limits: Limits;
  readonly #stage: Stage;
  readonly #money: MoneyModel;
  readonly #collection: Address;

  constructor(stage: Stage, money: MoneyModel, collection: Address, limits: Limits) {
    this.#stage = stage;
    this.#money = money;
    this.#collection = collection;
    this.limits = limits;
    stage.register(this);
  }

  /** The attested cluster, or the account's own address as a number. */
  clusterOf(account: Address): bigint {
    return this.state.clusters.get(account) ?? BigInt(account);
  }

  modeOf(rule: Rule): Mode {
    return this.state.modes.get(rule) ?? "off";
  }

  /** 0 for never. */
  disposedAt(tokenId: bigint, cluster: bigint): bigint {
    const own = this.state.disposals.filter((past) => past.tokenId === tokenId && past.cluster === cluster);
    return own.at(-1)?.time ?? 0n;
  }

  preview(trade: Trade): Finding {
    return this.state.policy === "unlisted" ? this.#unlisted() : this.#decide(this.#objections(trade));
  }

  onTrade(trade: Trade): Finding {
    if (this.state.policy === "unlisted") return this.#unlisted();
    const objections = this.#objections(trade);
    for (const objection of objections) this.#announce(trade, objection);
    const decisive = this.#decide(objections);
    if (decisive.verdict === "allow") this.record(trade.tokenId, trade.seller, trade.buyer);
    return decisive;
  }

  /** A transfer outside trades: a gift, or a deal that no house saw. */
  onTransfer(from: Address, to: Address, tokenId: bigint): void {
    if (this.#money.kindOf(to) === "settler") refuse("ComplianceCustodyOnly", to, this.#collection, tokenId);
    if (this.state.policy === "unlisted") refuse("ComplianceCollectionNotRegistered", this.#collection);
    if (this.state.policy === "refused") refuse("ComplianceTransferRefused", this.#collection, tokenId, from, to);
    if (this.state.policy === "recorded") this.record(tokenId, from, to);
  }

  /** A move between accounts of one owner disposes of nothing, and a rule that is off takes no notes. */
  record(tokenId: bigint, from: Address, to: Address): void {
    if (this.modeOf("RoundTrip") === "off") return;
    const [cluster, receiver] = [this.clusterOf(from), this.clusterOf(to)];
    if (cluster === receiver) return;
    this.state.disposals.push({ tokenId, cluster: this.#holderOf(from), time: this.#stage.now });
  }

  /** Whose disposal a transfer of the account's is: where nobody attested it, that of who gave it its first money. */
  #holderOf(account: Address): bigint {
    return this.clusterOf(this.state.clusters.has(account) ? account : this.#money.rootOf(account));
  }

  attest(accounts: readonly Address[], cluster: bigint): void {
    for (const account of accounts) {
      if (cluster === 0n) this.state.clusters.delete(account);
      else this.state.clusters.set(account, cluster);
      this.#stage.emit("compliance", "ClusterAttested", account, cluster);
    }
  }

  setMode(rule: Rule, mode: Mode): void {
    this.state.modes.set(rule, mode);
    this.#stage.emit("compliance", "RuleModeChanged", ruleId(rule), MODES.indexOf(mode));
  }

  /** Stricter at once; anything else is for the decision layer. */
  tightenPolicy(policy: Policy): void {
    const [current, next] = [POLICIES.indexOf(this.state.policy), POLICIES.indexOf(policy)];
    if (next < current) refuse("CompliancePolicyLoosened", this.#collection, BigInt(current), BigInt(next));
    this.setPolicy(policy);
  }

  setPolicy(policy: Policy): void {
    this.state.policy = policy;
    this.#stage.emit("compliance", "TransferPolicyChanged", this.#collection, POLICIES.indexOf(policy));
  }

  /** First Block wins, else the first Hold; only enforced rules count. */
  #decide(objections: readonly Finding[]): Finding {
    const counting = objections.filter(({ rule }) => this.modeOf(rule as Rule) === "enforce");
    const strictest = counting.find(({ verdict }) => verdict === "block") ?? counting[0];
    return strictest ?? NOTHING_FOUND;
  }

  /** Every rule that is not off, about the buyer and then about a payer who is somebody else. */
  #objections(trade: Trade): readonly Finding[] {
    const { tokenId, seller, buyer, payer, price } = trade;
    const about = (receiver: Address) => [
      this.#selfTrade(seller, receiver),
      this.#roundTrip(tokenId, receiver),
      this.#commonFunder(seller, receiver),
      this.#selfFinanced(seller, receiver, price),
    ];
    const all = payer === buyer ? about(buyer) : [...about(buyer), ...about(payer)];
    return all.filter((found) => found !== undefined).filter(({ rule }) => this.modeOf(rule as Rule) !== "off");
  }

  /** Seller and buyer are one beneficial owner. */
  #selfTrade(seller: Address, buyer: Address): Finding | undefined {
    const cluster = this.clusterOf(seller);
    if (cluster !== this.clusterOf(buyer)) return undefined;
    return found("block", "SelfTrade", "SelfTradeOneOwner", cluster);
  }

  /** The buyer, an account of the buyer's, or who gave the buyer its first money disposed of this very token a short time ago. */
  #roundTrip(tokenId: bigint, buyer: Address): Finding | undefined {
    const cluster = this.clusterOf(buyer);
    const accounts = [...this.state.clusters].filter(([, other]) => other === cluster).map(([account]) => account);
    const own = [cluster, ...[buyer, ...accounts].map(BigInt)].map((owner) => this.disposedAt(tokenId, owner));
    const funder = this.clusterOf(this.#money.rootOf(buyer));
    const byFunder = this.disposedAt(tokenId, funder);
    const byOwn = own.reduce((a, b) => (a > b ? a : b));
    const [owner, last] = byFunder > byOwn ? [funder, byFunder] : [cluster, byOwn];
    const age = this.#stage.now - last;
    const { blockWindow, reviewWindow } = this.limits;
    if (last === 0n || age >= reviewWindow) return undefined;
    return age < blockWindow
      ? found("block", "RoundTrip", "RoundTripTooSoon", owner, last, blockWindow)
      : found("hold", "RoundTrip", "RoundTripForReview", owner, last, reviewWindow);
  }

  /** The money of both sides comes from one account. */
  #commonFunder(seller: Address, buyer: Address): Finding | undefined {
    const root = this.#money.rootOf(seller);
    if (root !== this.#money.rootOf(buyer)) return undefined;
    return found("block", "CommonFunder", "CommonFunderOneRoot", root);
  }

  /** The seller paid the buyer a good part of the price beside the trade. */
  #selfFinanced(seller: Address, buyer: Address, price: bigint): Finding | undefined {
    const { paidAt, paid } = this.#money.sidePayment(seller, buyer);
    const { financeWindow, financeShareBps } = this.limits;
    const recent = paidAt !== 0n && this.#stage.now - paidAt < financeWindow;
    if (!recent || paid * 10_000n < price * financeShareBps) return undefined;
    return found("block", "SelfFinanced", "SelfFinancedBySeller", paid, paidAt, financeWindow);
  }

  #unlisted(): Finding {
    return found("block", "Compliance", "ComplianceCollectionNotRegistered", this.#collection);
  }

  #announce(trade: Trade, { verdict, rule, reason }: Finding): void {
    const { code, evidence } = codeAndEvidence(reason ? this.#stage.encode(reason) : "0x");
    this.#stage.emit(
      "compliance",
      "FindingRaised",
      ruleId(rule),
      trade.collection,
      trade.tokenId,
      trade.seller,
      trade.buyer,
      trade.price,
      MODES.indexOf(this.modeOf(rule as Rule)),
      VERDICTS.indexOf(verdict),
      code,
      evidence,
    );
  }
}

function found(verdict: Finding["verdict"], rule: string, error: string, ...args: readonly unknown[]): Finding {
  return { verdict, rule, reason: { error, args } };
}
