import { expect } from "chai";
import { decodeBytes32String, type Interface, type Result } from "ethers";

import { logDecoder } from "../../../src/chain/decode.ts";
import type { RawLog } from "../../../src/chain/words.ts";
import type { Contracts } from "../../../src/chain/deployment.ts";
import type { ChainEvent } from "../../../src/domain/events.ts";
import { AUCTION_STATUSES, COLLECTIONS } from "../../../src/domain/houses.ts";
import { SCOPES, SIDES } from "../../../src/domain/order.ts";
import type { Hex } from "../../../src/domain/primitives.ts";
import { randomStreams } from "../../../src/domain/random.ts";
import { RULE_MODES, TRANSFER_POLICIES, VERDICTS } from "../../../src/domain/rules.ts";
import {
  AuctionHouse__factory,
  Compliance__factory,
  Escrow__factory,
  Estate__factory,
  Instalments__factory,
  Land__factory,
  Market__factory,
  MarketRules__factory,
  Rentals__factory,
  SettlementToken__factory,
} from "../../../typechain-types/index.ts";
import { CONTRACTS as AT, valueFor } from "../../fixtures/abi-values.ts";

const ROUNDS = 40;

/** Every event of the journal, where it comes from and what it is called there. */
const EVENTS: readonly (readonly [contract: keyof Contracts, name: string, event: ChainEvent["e"]])[] = [
  ["settlementToken", "Transfer", "MoneyTransferred"],
  ["settlementToken", "AccountKindChanged", "AccountKindChanged"],
  ["settlementToken", "FundingRootNoted", "FundingRootNoted"],
  ["settlementToken", "SidePaymentNoted", "SidePaymentNoted"],
  ["settlementToken", "AccountListed", "AccountListed"],
  ["settlementToken", "AccountIdentified", "AccountIdentified"],
  ["land", "Transfer", "ParcelTransferred"],
  ["land", "OperatorNamed", "OperatorNamed"],
  ["land", "Frozen", "Frozen"],
  ["land", "ForcedTransfer", "ForcedTransfer"],
  ["estate", "Transfer", "EstateTransferred"],
  ["estate", "Frozen", "Frozen"],
  ["estate", "ForcedTransfer", "ForcedTransfer"],
  ["estate", "EstateJoined", "EstateJoined"],
  ["estate", "ParcelsAdded", "ParcelsAdded"],
  ["estate", "ParcelsRemoved", "ParcelsRemoved"],
  ["estate", "EstateDissolved", "EstateDissolved"],
  ["market", "OrderAuthorised", "OrderAuthorised"],
  ["market", "BundleAuthorised", "BundleAuthorised"],
  ["market", "OrderPartFilled", "OrderPartFilled"],
  ["market", "CounterRaised", "CounterRaised"],
  ["market", "OrderCancelled", "OrderCancelled"],
  ["market", "TradeSettled", "TradeSettled"],
  ["market", "TradeHeld", "TradeHeld"],
  ["market", "TradeRejected", "TradeRejected"],
  ["auctionHouse", "AuctionCreated", "AuctionCreated"],
  ["auctionHouse", "BidPlaced", "BidPlaced"],
  ["auctionHouse", "BidRefunded", "BidRefunded"],
  ["auctionHouse", "CreditWithdrawn", "CreditWithdrawn"],
  ["auctionHouse", "AuctionEnded", "AuctionEnded"],
  ["auctionHouse", "TokenUndeliverable", "TokenUndeliverable"],
  ["auctionHouse", "TokenDelivered", "TokenDelivered"],
  ["auctionHouse", "TradeSettled", "TradeSettled"],
  ["auctionHouse", "TradeHeld", "TradeHeld"],
  ["auctionHouse", "TradeRejected", "TradeRejected"],
  ["rentals", "OfferAuthorised", "OfferAuthorised"],
  ["rentals", "OfferCancelled", "OfferCancelled"],
  ["rentals", "CounterRaised", "CounterRaised"],
  ["rentals", "RentalStarted", "RentalStarted"],
  ["rentals", "RentPaid", "RentPaid"],
  ["rentals", "RentalEnded", "RentalEnded"],
  ["rentals", "TokenUndeliverable", "TokenUndeliverable"],
  ["rentals", "TokenDelivered", "TokenDelivered"],
  ["instalments", "OfferAuthorised", "PlanOffered"],
  ["instalments", "OfferCancelled", "PlanOfferCancelled"],
  ["instalments", "CounterRaised", "CounterRaised"],
  ["instalments", "PlanOpened", "PlanOpened"],
  ["instalments", "InstalmentPaid", "InstalmentPaid"],
  ["instalments", "PlanSettled", "PlanSettled"],
  ["instalments", "PlanUnwound", "PlanUnwound"],
  ["instalments", "PlanForeclosed", "PlanForeclosed"],
  ["instalments", "PlanTokenUndeliverable", "TokenUndeliverable"],
  ["instalments", "PlanTokenDelivered", "TokenDelivered"],
  ["instalments", "TradeSettled", "TradeSettled"],
  ["instalments", "TradeHeld", "TradeHeld"],
  ["instalments", "TradeRejected", "TradeRejected"],
  ["compliance", "FindingRaised", "FindingRaised"],
  ["compliance", "ClusterAttested", "ClusterAttested"],
  ["compliance", "RuleModeChanged", "RuleModeChanged"],
  ["compliance", "TransferPolicyChanged", "TransferPolicyChanged"],
  ["compliance", "TradingStopped", "TradingStopped"],
  ["compliance", "TradingResumed", "TradingResumed"],
  ["marketRules", "WashTradingLimitsChanged", "WashLimitsChanged"],
  ["marketRules", "ConductLimitsChanged", "ConductLimitsChanged"],
  ["marketRules", "ReferencePriceSet", "ReferencePriceSet"],
  ["escrow", "CaseOpened", "CaseOpened"],
  ["escrow", "CaseRefused", "CaseRefused"],
  ["escrow", "CaseAppealed", "CaseAppealed"],
  ["escrow", "CaseFrozen", "CaseFrozen"],
  ["escrow", "CaseUnfrozen", "CaseUnfrozen"],
  ["escrow", "CaseReleased", "CaseReleased"],
  ["escrow", "CaseReversed", "CaseReversed"],
  ["escrow", "TokenUndeliverable", "TokenUndeliverable"],
  ["escrow", "TokenDelivered", "TokenDelivered"],
];

const ABIS: Readonly<Partial<Record<keyof Contracts, Interface>>> = {
  settlementToken: SettlementToken__factory.createInterface(),
  land: Land__factory.createInterface(),
  estate: Estate__factory.createInterface(),
  auctionHouse: AuctionHouse__factory.createInterface(),
  rentals: Rentals__factory.createInterface(),
  instalments: Instalments__factory.createInterface(),
  market: Market__factory.createInterface(),
  compliance: Compliance__factory.createInterface(),
  marketRules: MarketRules__factory.createInterface(),
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
        const emitter = { ...houseOf(event, contract), ...collectionOf(event, contract) };
        expect(event).to.deep.equal({ e: kind, ...readAs(event, parsed.args), ...emitter });
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

  it("leaves out what happens to tokens of a collection that is not the run's", () => {
    const random = randomStreams(11)("foreign");
    for (const [contract, name] of [
      ["market", "OrderAuthorised"],
      ["market", "BundleAuthorised"],
      ["market", "TradeSettled"],
      ["market", "TradeHeld"],
      ["market", "TradeRejected"],
      ["auctionHouse", "AuctionCreated"],
      ["rentals", "OfferAuthorised"],
      ["rentals", "RentalStarted"],
      ["instalments", "OfferAuthorised"],
      ["instalments", "PlanOpened"],
      ["compliance", "FindingRaised"],
      ["compliance", "TransferPolicyChanged"],
      ["marketRules", "ReferencePriceSet"],
      ["escrow", "CaseOpened"],
    ] as const) {
      const log = emitted(contract, name, (param) => valueFor(param, random, AT.market));
      expect(logDecoder(AT)(log), name).to.equal(undefined);
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

function abiOf(contract: keyof Contracts): Interface {
  const abi = ABIS[contract];
  if (abi === undefined) throw new RangeError(`${contract} emits nothing`);
  return abi;
}

function emitted(contract: keyof Contracts, name: string, value: (param: Parameter) => unknown): RawLog {
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
  // Where a struct stands, a field that is not the event's own is the struct's: CaseOpened carries its trade, for example.
  const structs = ["trade", "terms", "order", "offer", "limits"].map((name) => nested(args, name));
  const flat: Record<string, unknown> = Object.assign({}, ...structs, args.toObject());
  const renamed: Readonly<Record<string, unknown>> = {
    rule: flat["ruleId"],
    amount: flat["amount"] ?? flat["value"],
    maker: flat["maker"] ?? flat["landlord"] ?? flat["seller"],
    collections: itemsOf(flat),
  };
  const source = (field: string): unknown => renamed[field] ?? flat[field];
  return Object.fromEntries(
    Object.entries(event)
      .filter(([field]) => field !== "e" && field !== "house")
      .map(([field, ours]) => [field, inOurWords(field, ours, source(field))]),
  );
}

/** The house that emitted an event which names one. */
function houseOf(event: object, contract: string): object {
  return "house" in event ? { house: contract === "auctionHouse" ? "auction" : contract } : {};
}

/** The collection that emitted an event of its own tokens. */
function collectionOf(event: object, contract: string): object {
  return "collection" in event && COLLECTIONS.some((name) => name === contract) ? { collection: contract } : {};
}

function itemsOf(flat: Readonly<Record<string, unknown>>): unknown {
  const bundle = flat["bundle"] as Result | undefined;
  return (bundle?.toObject()["items"] as readonly Result[] | undefined)?.map((item) => item["collection"] as unknown);
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
    outcome: AUCTION_STATUSES,
    policy: TRANSFER_POLICIES,
  };
  const list = lists[field];
  if (list !== undefined) return list[Number(theirs)];
  if (field === "rule") return decodeBytes32String(String(theirs));
  const isStruct = field === "order" || field === "bundle" || field === "offer" || /^\d+$/.test(field);
  if (isStruct && typeof ours === "object" && ours !== null) return readAs(ours, theirs as Result);
  if (Array.isArray(ours)) return [...(theirs as Result)].map((their, i) => inOurWords(`${i}`, ours[i], their));
  if (COLLECTIONS.some((name) => name === ours))
    return COLLECTIONS.find((name) => AT[name] === String(theirs).toLowerCase());
  if (typeof ours === "number") return Number(theirs);
  const isHex = typeof theirs === "string" && field !== "reason" && field !== "grounds";
  return isHex ? theirs.toLowerCase() : theirs;
}
