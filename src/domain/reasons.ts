import type { FindingData } from "./events.ts";
import { formatAmount, formatDuration, formatMoment } from "./format.ts";
import type { Address, MicroUsd } from "./primitives.ts";

/** A beneficial owner: a number of the support layer's register, or an account that stands for itself. */
export type Owner = { readonly registered: number } | { readonly account: Address };

/** A finding's code and evidence, read. */
export type Reason =
  | { readonly code: "SelfTradeOneOwner"; readonly owner: Owner }
  | {
      readonly code: "RoundTripTooSoon" | "RoundTripForReview";
      readonly owner: Owner;
      /** Unix seconds. */
      readonly disposedAt: number;
      /** Seconds. */
      readonly window: number;
    }
  | { readonly code: "CommonFunderOneRoot"; readonly root: Address }
  | {
      readonly code: "SelfFinancedBySeller";
      readonly paid: MicroUsd;
      readonly paidAt: number;
      readonly window: number;
    }
  | {
      readonly code: "PriceBandLeft";
      readonly price: MicroUsd;
      readonly reference: MicroUsd;
      readonly bandBps: number;
    }
  | { readonly code: "VelocityOfToken"; readonly limit: number; readonly window: number }
  | { readonly code: "VelocityOfOwner"; readonly owner: Owner; readonly limit: number; readonly window: number }
  | {
      readonly code: "HoldingPeriodRunning";
      /** Unix seconds. */
      readonly since: number;
      readonly until: number;
    }
  | { readonly code: "SameBlockTwice"; readonly block: number }
  | { readonly code: "SanctionsListed"; readonly account: Address }
  | { readonly code: "IdentityMissing"; readonly account: Address; readonly threshold: MicroUsd }
  | {
      readonly code: "ConcentrationTooHigh";
      readonly owner: Owner;
      readonly tokens: bigint;
      readonly supply: bigint;
      readonly maxShareBps: number;
    }
  | { readonly code: "ComplianceRuleFailed"; readonly ruleSet: Address }
  | { readonly code: "ComplianceTradingStopped"; readonly until: number }
  | { readonly code: "unknown"; readonly selector: string };

/** Selectors of the errors in IWashTrading.sol, IConduct.sol and ICompliance.sol; their arguments are static words. */
export const REASON_CODES: Readonly<Record<string, Exclude<Reason["code"], "unknown">>> = {
  "0x4212fc50": "SelfTradeOneOwner",
  "0x4a505487": "RoundTripTooSoon",
  "0x6f538263": "RoundTripForReview",
  "0x0eafd4e5": "CommonFunderOneRoot",
  "0x5f05b9d4": "SelfFinancedBySeller",
  "0xe3992bf6": "PriceBandLeft",
  "0x04f47dc2": "VelocityOfToken",
  "0x03360701": "VelocityOfOwner",
  "0x488821f2": "HoldingPeriodRunning",
  "0x27faf0df": "SameBlockTwice",
  "0x05e53af4": "SanctionsListed",
  "0x242f96c0": "IdentityMissing",
  "0x521edbe4": "ConcentrationTooHigh",
  "0x21cb12fc": "ComplianceRuleFailed",
  "0x331bda10": "ComplianceTradingStopped",
};

export function readReason({ code, evidence }: Pick<FindingData, "code" | "evidence">): Reason {
  const name = REASON_CODES[code];
  const words = evidence.slice(2).match(/.{64}/g) ?? [];
  const uint = (i: number): bigint => BigInt(`0x${words[i] ?? "0"}`);
  const address = (i: number): Address => `0x${(words[i] ?? "").slice(24)}`;
  const expected = name === undefined ? undefined : WORDS[name];
  if (name === undefined || words.length !== expected) return { code: "unknown", selector: code };

  switch (name) {
    case "SelfTradeOneOwner":
      return { code: name, owner: ownerOf(uint(0)) };
    case "RoundTripTooSoon":
    case "RoundTripForReview":
      return { code: name, owner: ownerOf(uint(0)), disposedAt: Number(uint(1)), window: Number(uint(2)) };
    case "CommonFunderOneRoot":
      return { code: name, root: address(0) };
    case "SelfFinancedBySeller":
      return { code: name, paid: uint(0), paidAt: Number(uint(1)), window: Number(uint(2)) };
    case "PriceBandLeft":
      return { code: name, price: uint(0), reference: uint(1), bandBps: Number(uint(2)) };
    case "VelocityOfToken":
      return { code: name, limit: Number(uint(0)), window: Number(uint(1)) };
    case "VelocityOfOwner":
      return { code: name, owner: ownerOf(uint(0)), limit: Number(uint(1)), window: Number(uint(2)) };
    case "HoldingPeriodRunning":
      return { code: name, since: Number(uint(0)), until: Number(uint(1)) };
    case "SameBlockTwice":
      return { code: name, block: Number(uint(0)) };
    case "SanctionsListed":
      return { code: name, account: address(0) };
    case "IdentityMissing":
      return { code: name, account: address(0), threshold: uint(1) };
    case "ConcentrationTooHigh": {
      const owner = ownerOf(uint(0));
      return { code: name, owner, tokens: uint(1), supply: uint(2), maxShareBps: Number(uint(3)) };
    }
    case "ComplianceRuleFailed":
      return { code: name, ruleSet: address(0) };
    case "ComplianceTradingStopped":
      return { code: name, until: Number(uint(0)) };
  }
}

/**
 * A reason as a sentence for someone who has never seen the rules.
 * @param time Unix seconds of the trade.
 * @param nameOf What to call an account.
 */
export function explainReason(reason: Reason, time: number, nameOf: (account: Address) => string): string {
  switch (reason.code) {
    case "SelfTradeOneOwner":
      return `Seller and buyer are one owner: ${describeOwner(reason.owner, nameOf)}.`;
    case "RoundTripTooSoon":
    case "RoundTripForReview": {
      const then = `The buyer's side let go of this very parcel ${daysBetween(reason.disposedAt, time)} before`;
      const limit = daysBetween(0, reason.window);
      return reason.code === "RoundTripTooSoon"
        ? `${then}; a return within ${limit} is stopped.`
        : `${then}; a return within ${limit} is held until an officer has looked.`;
    }
    case "CommonFunderOneRoot":
      return `The first money of both sides came from one account: ${nameOf(reason.root)}.`;
    case "SelfFinancedBySeller": {
      const since = daysBetween(0, reason.window);
      return `The seller had paid the buyer ${formatAmount(reason.paid)} beside the trade, ${daysBetween(reason.paidAt, time)} before; payments of the last ${since} count.`;
    }
    case "PriceBandLeft": {
      const factor = reason.bandBps / 10_000;
      return `${formatAmount(reason.price)} is outside the band around the reference of ${formatAmount(reason.reference)}, a factor of ${factor} either way.`;
    }
    case "VelocityOfToken":
      return `The token has changed owners ${countOf(reason.limit, "time")} within ${daysBetween(0, reason.window)} already; one more is held.`;
    case "VelocityOfOwner": {
      const bought = `has bought ${countOf(reason.limit, "token")} within ${daysBetween(0, reason.window)} already`;
      return `The buyer, ${describeOwner(reason.owner, nameOf)}, ${bought}; one more is held.`;
    }
    case "HoldingPeriodRunning": {
      const held = daysBetween(reason.since, time);
      return `The seller has had the token for ${held} and may sell it after ${formatDuration(reason.until - reason.since)}.`;
    }
    case "SameBlockTwice":
      return `The token changed owners in block ${reason.block}, this very one.`;
    case "SanctionsListed":
      return `${nameOf(reason.account)} is on the sanctions list.`;
    case "IdentityMissing":
      return `Nobody has checked who ${nameOf(reason.account)} is, and the price is ${formatAmount(reason.threshold)} or more.`;
    case "ConcentrationTooHigh": {
      const share = `${reason.maxShareBps / 100} %`;
      return `The buyer, ${describeOwner(reason.owner, nameOf)}, would own ${reason.tokens} of ${reason.supply} tokens; one owner may buy up to ${share}.`;
    }
    case "ComplianceTradingStopped":
      return `Trading is stopped until ${formatMoment(reason.until)} UTC.`;
    case "ComplianceRuleFailed":
      return "A rule could not answer, and what cannot be checked does not settle.";
    case "unknown":
      return `Refused with code ${reason.selector}.`;
  }
}

/** Number of words in each error's arguments. */
const WORDS: Readonly<Record<Exclude<Reason["code"], "unknown">, number>> = {
  SelfTradeOneOwner: 1,
  RoundTripTooSoon: 3,
  RoundTripForReview: 3,
  CommonFunderOneRoot: 1,
  SelfFinancedBySeller: 3,
  PriceBandLeft: 3,
  VelocityOfToken: 2,
  VelocityOfOwner: 3,
  HoldingPeriodRunning: 2,
  SameBlockTwice: 1,
  SanctionsListed: 1,
  IdentityMissing: 2,
  ConcentrationTooHigh: 4,
  ComplianceRuleFailed: 1,
  ComplianceTradingStopped: 1,
};

/** Registered owners have numbers below 2^32; an account that nobody attested stands for itself. */
function ownerOf(cluster: bigint): Owner {
  if (cluster < 2n ** 32n) return { registered: Number(cluster) };
  return { account: `0x${cluster.toString(16).padStart(40, "0")}` };
}

function describeOwner(owner: Owner, nameOf: (account: Address) => string): string {
  return "registered" in owner ? `number ${owner.registered} in the register of owners` : nameOf(owner.account);
}

function countOf(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}

function daysBetween(from: number, to: number): string {
  const days = Math.floor((to - from) / 86_400);
  if (days < 1) return "less than a day";
  return days === 1 ? "1 day" : `${days} days`;
}
