import { concat, Interface, keccak256, type Result, Signature, TypedDataEncoder } from "ethers";

import type { Address, Hex } from "../../src/domain/primitives.ts";
import {
  AuctionHouse__factory,
  Compliance__factory,
  Escrow__factory,
  Land__factory,
  Market__factory,
  MarketLens__factory,
  Membership__factory,
  Puppet__factory,
  SettlementToken__factory,
  MarketRules__factory,
} from "../../typechain-types/index.ts";
import { type Bundle, bundleStruct, type Order, orderStruct } from "./agreements.ts";
import type { Player } from "./cast.ts";
import type { Digests, Signature as Signed } from "./market-model.ts";
import type { ContractName, Emitted, Reason } from "./stage.ts";

export type Addresses = Readonly<Record<ContractName | "marketRules", Address>>;

export interface Log {
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
}

const ABIS: Readonly<Record<ContractName | "marketRules", Interface>> = {
  money: SettlementToken__factory.createInterface(),
  land: Land__factory.createInterface(),
  compliance: Compliance__factory.createInterface(),
  escrow: Escrow__factory.createInterface(),
  market: Market__factory.createInterface(),
  lens: MarketLens__factory.createInterface(),
  membership: Membership__factory.createInterface(),
  auctions: AuctionHouse__factory.createInterface(),
  marketRules: MarketRules__factory.createInterface(),
};
const PUPPET = Puppet__factory.createInterface();

export function encodeCall(contract: keyof typeof ABIS, method: string, args: readonly unknown[]): Hex {
  return ABIS[contract].encodeFunctionData(method, args) as Hex; // ethers types its hexadecimal strings as plain strings
}

export function encodeAnswer(contract: keyof typeof ABIS, method: string, values: readonly unknown[]): Hex {
  return ABIS[contract].encodeFunctionResult(method, values) as Hex; // as above
}

export function decodeAnswer(contract: keyof typeof ABIS, method: string, data: string): Result {
  return ABIS[contract].decodeFunctionResult(method, data);
}

export function encodeReason({ error, args }: Reason): Hex {
  const abi = Object.values(ABIS).find((candidate) => candidate.getError(error) !== null);
  if (abi === undefined) throw new RangeError(`no contract has an error ${error}`);
  return abi.encodeErrorResult(error, args) as Hex; // as above
}

export function encodeEvent({ contract, event, args }: Emitted, at: Addresses): Log {
  return { address: at[contract], ...ABIS[contract].encodeEventLog(event, args) };
}

/** For people. */
export function tellError(data: string): string {
  for (const abi of Object.values(ABIS)) {
    const error = data === "0x" ? null : abi.parseError(data);
    if (error !== null) return `${error.name}(${error.args.map(String).join(", ")})`;
  }
  return data;
}

/** For people. */
export function tellEvent(log: Log, at: Addresses): string {
  for (const [contract, abi] of Object.entries(ABIS)) {
    const event = at[contract as ContractName] === log.address ? abi.parseLog(log) : null; // a key of the table
    if (event !== null) return `${contract}.${event.name}(${event.args.map(String).join(", ")})`;
  }
  return JSON.stringify(log);
}

/** What an account sends to itself, so that it makes this call. */
export function encodeAct(target: Address, data: Hex): Hex {
  return `${ACT}${word(BigInt(target))}${word(64)}${bytesTail(data)}`;
}

/** `survey(Question[])` by hand: the general encoder would take half of the test's time. */
export function encodeSurvey(questions: readonly { readonly target: Address; readonly data: Hex }[]): Hex {
  const bodies = questions.map(({ target, data }) => word(BigInt(target)) + word(64) + bytesTail(data));
  return `${SURVEY}${word(32)}${arrayTail(bodies)}`;
}

/** The `bytes[]` that `survey` returns. */
export function decodeSurvey(data: Hex): readonly Hex[] {
  const wordAt = (place: number) => Number(`0x${data.slice(2 + place * 2, 66 + place * 2)}`);
  const list = wordAt(0);
  return Array.from({ length: wordAt(list) }, (_, i): Hex => {
    const start = list + 32 + wordAt(list + 32 + i * 32);
    return `0x${data.slice(66 + start * 2, 66 + (start + wordAt(start)) * 2)}`;
  });
}

function word(value: bigint | number): string {
  return value.toString(16).padStart(64, "0");
}

function bytesTail(bytes: Hex): string {
  const digits = bytes.slice(2);
  return word(digits.length / 2) + digits.padEnd(Math.ceil(digits.length / 64) * 64, "0");
}

/** Length, the place of each body, and the bodies. */
function arrayTail(bodies: readonly string[]): string {
  let place = bodies.length * 32;
  const places = bodies.map((body) => {
    const own = place;
    place += body.length / 2;
    return word(own);
  });
  return word(bodies.length) + places.join("") + bodies.join("");
}

/** `Answered(bool, bytes)`: how a puppet's call ended; undefined where the log is not a puppet's. */
export function readAnswer(log: Log): { readonly done: boolean; readonly answer: Hex } | undefined {
  if (log.topics[0] !== ANSWERED) return undefined;
  const digits = log.data.slice(2);
  const length = Number(`0x${digits.slice(128, 192)}`);
  return { done: digits.slice(0, 64).endsWith("1"), answer: `0x${digits.slice(192, 192 + length * 2)}` };
}

const ANSWERED = PUPPET.getEvent("Answered").topicHash;
const ACT = PUPPET.getFunction("act").selector as Hex; // as above
const SURVEY = PUPPET.getFunction("survey").selector as Hex; // as above

const TERMS = [
  { name: "taker", type: "address" },
  { name: "startsAt", type: "uint64" },
  { name: "expiresAt", type: "uint64" },
  { name: "counter", type: "uint256" },
  { name: "nonce", type: "uint256" },
];
const ORDER = TypedDataEncoder.from({
  Order: [
    { name: "side", type: "uint8" },
    { name: "scope", type: "uint8" },
    { name: "maker", type: "address" },
    { name: "collection", type: "address" },
    { name: "tokenId", type: "uint256" },
    { name: "fingerprint", type: "bytes32" },
    { name: "amount", type: "uint256" },
    { name: "currency", type: "address" },
    { name: "price", type: "uint256" },
    { name: "endPrice", type: "uint256" },
    ...TERMS,
  ],
});
const BUNDLE = TypedDataEncoder.from({
  Bundle: [
    { name: "side", type: "uint8" },
    { name: "maker", type: "address" },
    { name: "items", type: "BundleItem[]" },
    { name: "currency", type: "address" },
    ...TERMS,
  ],
  BundleItem: [
    { name: "collection", type: "address" },
    { name: "tokenId", type: "uint256" },
    { name: "fingerprint", type: "bytes32" },
    { name: "price", type: "uint256" },
  ],
});

/** EIP-712 digests by ethers, each made once. */
export function digestsFor(market: Address, chainId: bigint): Digests {
  const domain = { name: "Landslide Market", version: "2", chainId, verifyingContract: market };
  const prefix = concat(["0x1901", TypedDataEncoder.hashDomain(domain)]);
  const known = new WeakMap<object, Hex>();
  const digest = (agreed: object, hash: () => string): Hex => {
    const made = known.get(agreed) ?? (keccak256(concat([prefix, hash()])) as Hex); // as above
    known.set(agreed, made);
    return made;
  };
  return {
    ofOrder: (order: Order) => digest(order, () => ORDER.hash(orderStruct(order) as Order)), // a struct again
    ofBundle: (bundle: Bundle) => digest(bundle, () => BUNDLE.hash(bundleStruct(bundle) as Bundle)), // as above
  };
}

const GARBAGE = "0x1234";
const signatures = new Map<string, Hex>();

/** A model's signature as bytes; signing is slow, and a failing sequence is played many times. */
export function signatureBytes(signed: Signed, players: readonly Player[]): Hex {
  if (signed === "none") return "0x";
  if (signed === "garbage") return GARBAGE;
  const name = `${signed.by}/${signed.digest}`;
  const known = signatures.get(name);
  if (known !== undefined) return known;
  const signer = players.find(({ address }) => address === signed.by);
  if (signer === undefined) throw new RangeError(`no key for ${signed.by}`);
  const made = Signature.from(signer.key.sign(signed.digest)).serialized as Hex; // as above
  signatures.set(name, made);
  return made;
}
