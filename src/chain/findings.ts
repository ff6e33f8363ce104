import { decodeBytes32String, type ErrorFragment, Interface, type JsonFragment, type ParamType } from "ethers";

import {
  Compliance__factory,
  Escrow__factory,
  Land__factory,
  Market__factory,
  SettlementToken__factory,
  MarketRules__factory,
} from "../../typechain-types/index.ts";
import type { FindingData } from "../domain/events.ts";
import { formatAmount, formatDuration, formatMoment } from "../domain/format.ts";
import type { Address, Hex } from "../domain/primitives.ts";
import { explainReason, readReason } from "../domain/reasons.ts";

/** A finding or refusal for people: what its four bytes and its evidence say. */
export interface Explanation {
  /** Empty where the market, a token or a wallet refused and not a rule. */
  readonly rule: string;
  readonly code: Hex;
  /** Name of the custom error behind the code; empty where no contract of ours declares it. */
  readonly error: string;
  readonly args: readonly ExplainedArgument[];
  readonly sentence: string;
}

export interface ExplainedArgument {
  readonly name: string;
  readonly value: unknown;
  /** The value as people write it: an account's name, $1,234.56, a date, a duration. */
  readonly text: string;
}

export type NameOf = (account: Address) => string;

/** @param time Unix seconds at which the finding was made. */
export function explainFinding(finding: FindingData, time: number, nameOf: NameOf): Explanation {
  const { rule, code, evidence } = finding;
  const error = ERRORS.getError(code);
  const values = error === null ? undefined : decode(error, evidence);
  if (error === null || values === undefined) {
    const isSilent = /^0x0*$/.test(code);
    const sentence = isSilent ? "Failed without a reason." : `Refused with code ${code}, which no contract here knows.`;
    return { rule, code, error: "", args: [], sentence };
  }

  const args = error.inputs.map((input, i): ExplainedArgument => {
    const value: unknown = values[i];
    return { name: input.name, value, text: argumentText(input, value, time, nameOf) };
  });
  return { rule, code, error: error.name, args, sentence: sentenceFor(finding, error.name, args, time, nameOf) };
}

/** What a refused `fill` reverted with, as a finding: the rule's where a rule refused, else the bare error. */
export function findingOfRevert(data: Hex): FindingData {
  const refused = data.startsWith(REFUSED.selector) ? decode(REFUSED, `0x${data.slice(10)}`) : undefined;
  if (refused === undefined) return { rule: "", code: cut(data, 0, 10), evidence: `0x${data.slice(10)}` };
  const [ruleId, code, evidence] = refused.map(String);
  // ethers types its hexadecimal strings as plain strings.
  return { rule: decodeBytes32String(ruleId ?? "0x"), code: code as Hex, evidence: evidence as Hex };
}

const ERRORS = new Interface(
  uniqueErrors([
    MarketRules__factory.abi,
    Compliance__factory.abi,
    Market__factory.abi,
    Escrow__factory.abi,
    SettlementToken__factory.abi,
    Land__factory.abi,
  ]),
);
const REFUSED = requiredError("SettlementTradeRefused");

/** Sentences for the refusals that an honest trader meets; the findings of rules have theirs in the domain. */
const SENTENCES: Readonly<Record<string, (...texts: readonly (string | undefined)[]) => string>> = {
  MarketOrderNotStarted: (_hash, startsAt) => `The order may be filled from ${startsAt} on.`,
  MarketOrderExpired: (_hash, expiresAt) => `The order expired on ${expiresAt}.`,
  MarketOrderSpent: () => "The order was filled or cancelled before.",
  MarketCounterMismatch: (maker) => `${maker} cancelled all orders of that time.`,
  MarketSignatureInvalid: (_hash, maker) => `${maker} did not sign this order.`,
  MarketTakerMismatch: (taker) => `The order is for ${taker} alone.`,
  ERC20InsufficientBalance: (sender, balance, needed) => `${sender} has ${balance} and needs ${needed}.`,
  ERC20InsufficientAllowance: (spender, allowance, needed) =>
    `The payer lets ${spender} spend ${allowance} and the trade needs ${needed}.`,
  ERC721InsufficientApproval: (operator) => `The seller has not approved ${operator}.`,
  ERC7943InsufficientUnfrozenBalance: (account) => `An officer froze the parcel for ${account}.`,
  ERC721IncorrectOwner: (sender, _tokenId, owner) => `The parcel belongs to ${owner} and not to ${sender}.`,
};

function sentenceFor(
  finding: FindingData,
  error: string,
  args: readonly ExplainedArgument[],
  time: number,
  nameOf: NameOf,
): string {
  const reason = readReason(finding);
  if (reason.code !== "unknown") return explainReason(reason, time, nameOf);
  const sentence = SENTENCES[error];
  if (sentence !== undefined) return sentence(...args.map((argument) => argument.text));
  return `Refused with ${error}(${args.map(({ name, text }) => `${name}: ${text}`).join(", ")}).`;
}

/** By type and name: the contracts name amounts, moments and durations alike. */
function argumentText(input: ParamType, value: unknown, time: number, nameOf: NameOf): string {
  if (typeof value === "string" && input.type === "address") return nameOf(value.toLowerCase() as Address);
  if (typeof value !== "bigint") return String(value);
  if (input.name === "cluster") return ownerText(value, nameOf);
  if (AMOUNTS.has(input.name)) return formatAmount(value);
  if (input.name === "window") return formatDuration(Number(value));
  if (MOMENTS.has(input.name)) {
    const moment = Number(value);
    const span = formatDuration(time - moment);
    return `${formatMoment(moment)} (${moment > time ? `${span} later` : `${span} before`})`;
  }
  return value.toString();
}

const AMOUNTS = new Set(["paid", "price", "balance", "needed", "allowance", "royalty", "sum"]);
const MOMENTS = new Set(["disposedAt", "paidAt", "startsAt", "expiresAt", "deadline"]);

/** Below 2^32 a number of the register, else an account that nobody attested. */
function ownerText(cluster: bigint, nameOf: NameOf): string {
  if (cluster < 2n ** 32n) return `owner no. ${cluster}`;
  return nameOf(`0x${cluster.toString(16).padStart(40, "0")}`);
}

function decode(error: ErrorFragment, evidence: Hex): readonly unknown[] | undefined {
  try {
    const values: readonly unknown[] = ERRORS.getAbiCoder().decode(error.inputs, evidence);
    return [...values]; // reads each, and only then does a broken one throw
  } catch {
    return undefined; // evidence that is not this error's: foreign contracts may return anything
  }
}

function cut(data: Hex, from: number, to: number): Hex {
  return data.slice(from, to) as Hex; // starts with the 0x of its source
}

function requiredError(name: string): ErrorFragment {
  const error = ERRORS.getError(name);
  if (error === null) throw new TypeError(`No contract declares ${name}.`);
  return error;
}

/** Several contracts inherit the same errors. */
function uniqueErrors(abis: readonly (readonly JsonFragment[])[]): readonly JsonFragment[] {
  const errors = abis.flat().filter((fragment) => fragment.type === "error");
  return [...new Map(errors.map((fragment) => [JSON.stringify([fragment.name, fragment.inputs]), fragment])).values()];
}
