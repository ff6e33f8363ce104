import { expect } from "chai";
import { decodeBytes32String, type Interface, type Result } from "ethers";

import { logDecoder } from "../../../src/chain/decode.ts";
import type { RawLog } from "../../../src/chain/words.ts";
import type { Deployment } from "../../../src/chain/deployment.ts";
import type { ChainEvent } from "../../../src/domain/events.ts";
import { SCOPES, SIDES } from "../../../src/domain/order.ts";
import type { Hex } from "../../../src/domain/primitives.ts";
import { randomStreams } from "../../../src/domain/random.ts";
import { RULE_MODES, VERDICTS } from "../../../src/domain/rules.ts";
import { Compliance__factory } from "../../../typechain-types/factories/compliance/Compliance__factory.ts";
import { Land__factory } from "../../../typechain-types/factories/land/Land__factory.ts";
import { Market__factory } from "../../../typechain-types/factories/market/Market__factory.ts";
import { Escrow__factory } from "../../../typechain-types/factories/payments/Escrow__factory.ts";
import { SettlementToken__factory } from "../../../typechain-types/factories/payments/SettlementToken__factory.ts";
import { CONTRACTS as AT, valueFor } from "../../fixtures/abi-values.ts";

const ROUNDS = 40;

/** Every event of the journal, where it comes from and what it is called there. */
const EVENTS: readonly (readonly [contract: keyof Deployment, name: string, event: ChainEvent["e"]])[] = [
  ["settlementToken", "Transfer", "MoneyTransferred"],
  ["settlementToken", "AccountKindChanged", "AccountKindChanged"],
  ["settlementToken", "FundingRootNoted", "FundingRootNoted"],
  ["settlementToken", "SidePaymentNoted", "SidePaymentNoted"],
  ["land", "Transfer", "ParcelTransferred"],
  ["market", "OrderAuthorised", "OrderAuthorised"],
  ["market", "OrderCancelled", "OrderCancelled"],
  ["market", "TradeSettled", "TradeSettled"],
  ["market", "TradeHeld", "TradeHeld"],
  ["market", "TradeRejected", "TradeRejected"],
  ["compliance", "FindingRaised", "FindingRaised"],
  ["compliance", "ClusterAttested", "ClusterAttested"],
  ["compliance", "RuleModeChanged", "RuleModeChanged"],
  ["escrow", "CaseOpened", "CaseOpened"],
  ["escrow", "CaseReleased", "CaseReleased"],
  ["escrow", "CaseReversed", "CaseReversed"],
];

const ABIS: Readonly<Partial<Record<keyof Deployment, Interface>>> = {
  settlementToken: SettlementToken__factory.createInterface(),
  land: Land__factory.createInterface(),
  market: Market__factory.createInterface(),
  compliance: Compliance__factory.createInterface(),
  escrow: Escrow__factory.createInterface(),
};

describe("logDecoder", () => {
  for (const [contract, name, kind] of EVENTS) {
    it(`reads ${name} of ${contract} as ethers does`, () => {
      const random = randomStreams(11)(`${contract}/${name}`);
      const decode = logDecoder(AT);
      for (let round = 0; round < ROUNDS; round++) {
        const log = emitted(contract, name, (param) => valueFor(param, random));
        const event = decode(log);
        const parsed = abiOf(contract).parseLog(log);
        if (event === undefined || parsed === null) throw new RangeError(`${name} was not read`);
        expect(event.e).to.equal(kind);
        expect(event).to.deep.equal({ e: kind, ...readAs(event, parsed.args) });
      }
    });
  }

  it("leaves out what the journal does not keep", () => {
    const random = randomStreams(11)("left out");
    for (const [contract, name] of [
      ["settlementToken", "Approval"],
      ["land", "ApprovalForAll"],
      ["market", "FeeChanged"],
    ] as const) {
      expect(logDecoder(AT)(emitted(contract, name, (param) => valueFor(param, random)))).to.equal(undefined);
    }
  });

  it("does not listen to a stranger that speaks like one of its contracts", () => {
    const random = randomStreams(11)("stranger");
    const log = emitted("market", "TradeSettled", (param) => valueFor(param, random));
    expect(logDecoder(AT)({ ...log, address: AT.land })).to.equal(undefined);
    expect(logDecoder(AT)({ ...log, topics: [] })).to.equal(undefined);
  });

  it("refuses a member that no list has", () => {
    const log = emitted("settlementToken", "AccountKindChanged", ({ type }) => (type === "uint8" ? 3 : AT.land));
    expect(() => logDecoder(AT)(log)).to.throw("no member 3 among person, hub, settler");
  });
});

function abiOf(contract: keyof Deployment): Interface {
  const abi = ABIS[contract];
  if (abi === undefined) throw new RangeError(`${contract} emits nothing`);
  return abi;
}

function emitted(contract: keyof Deployment, name: string, value: (param: Parameter) => unknown): RawLog {
  const event = abiOf(contract).getEvent(name);
  if (event === null) throw new RangeError(`there is no event ${name}`);
  const { data, topics } = abiOf(contract).encodeEventLog(event, event.inputs.map(value));
  // ethers types its hexadecimal strings as plain strings.
  return {
    address: AT[contract],
    topics: topics as Hex[],
    data: data as Hex,
    transactionHash: "0x",
    logIndex: "0x0",
  };
}

type Parameter = Parameters<typeof valueFor>[0];

/** The event's fields as ethers reads them, in the journal's words. */
function readAs(event: object, args: Result): Record<string, unknown> {
  // CaseOpened carries its trade as a struct; the parcel stands in both.
  const flat: Record<string, unknown> = { ...nested(args, "trade"), ...args.toObject() };
  const source = (field: string): unknown =>
    ({ rule: flat["ruleId"], amount: flat["amount"] ?? flat["value"] })[field] ?? flat[field];
  return Object.fromEntries(
    Object.entries(event)
      .filter(([field]) => field !== "e")
      .map(([field, ours]) => [field, inOurWords(field, ours, source(field))]),
  );
}

function nested(args: Result, name: string): Record<string, unknown> {
  const struct = (args.toObject() as Record<string, Result | undefined>)[name];
  return struct === undefined ? {} : struct.toObject();
}

function inOurWords(field: string, ours: unknown, theirs: unknown): unknown {
  const lists: Readonly<Record<string, readonly string[]>> = {
    mode: RULE_MODES,
    verdict: VERDICTS,
    side: SIDES,
    scope: SCOPES,
    kind: ["person", "hub", "settler"],
  };
  const list = lists[field];
  if (list !== undefined) return list[Number(theirs)];
  if (field === "rule") return decodeBytes32String(String(theirs));
  if (field === "order" && typeof ours === "object" && ours !== null) return readAs(ours, theirs as Result);
  if (typeof ours === "number") return Number(theirs);
  const isHex = typeof theirs === "string" && field !== "reason";
  return isHex ? theirs.toLowerCase() : theirs;
}
