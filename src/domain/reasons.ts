import type { FindingData } from "./events.ts";
import { formatAmount } from "./format.ts";
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
  | { readonly code: "ComplianceRuleFailed"; readonly ruleSet: Address }
  | { readonly code: "unknown"; readonly selector: string };

/** Selectors of the errors in IWashTrading.sol and ICompliance.sol; their arguments are static words. */
export const REASON_CODES: Readonly<Record<string, Exclude<Reason["code"], "unknown">>> = {
  "0x4212fc50": "SelfTradeOneOwner",
  "0x4a505487": "RoundTripTooSoon",
  "0x6f538263": "RoundTripForReview",
  "0x0eafd4e5": "CommonFunderOneRoot",
  "0x5f05b9d4": "SelfFinancedBySeller",
  "0x21cb12fc": "ComplianceRuleFailed",
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
    case "ComplianceRuleFailed":
      return { code: name, ruleSet: address(0) };
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
      const then = `The buyer let go of this very parcel ${daysBetween(reason.disposedAt, time)} before`;
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
  ComplianceRuleFailed: 1,
};

/** Registered owners have numbers below 2^32; an account that nobody attested stands for itself. */
function ownerOf(cluster: bigint): Owner {
  if (cluster < 2n ** 32n) return { registered: Number(cluster) };
  return { account: `0x${cluster.toString(16).padStart(40, "0")}` };
}

function describeOwner(owner: Owner, nameOf: (account: Address) => string): string {
  return "registered" in owner ? `number ${owner.registered} in the register of owners` : nameOf(owner.account);
}

function daysBetween(from: number, to: number): string {
  const days = Math.floor((to - from) / 86_400);
  if (days < 1) return "less than a day";
  return days === 1 ? "1 day" : `${days} days`;
}
