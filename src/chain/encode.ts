import {
  Compliance__factory,
  Escrow__factory,
  Land__factory,
  Market__factory,
  MarketRules__factory,
  Plots__factory,
  SettlementToken__factory,
} from "../../typechain-types/index.ts";
import type { CollectionName, LandName, NeighbourLand } from "../domain/houses.ts";
import { SCOPES, SIDES, type Bundle, type Order } from "../domain/order.ts";
import type { Address, Hex } from "../domain/primitives.ts";
import { addressOf, type Contracts, type Deployment } from "./deployment.ts";
import { houseCalls } from "./encode-houses.ts";
import { bundleStruct, orderStruct } from "./orders.ts";

/** A transaction before it has a nonce. */
export interface Call {
  readonly from: Address;
  readonly to?: Address;
  readonly data: Hex;
  readonly gas: number;
}

/** Contracts that take money or tokens of others, which these must have approved. */
export type Spender = Extract<keyof Contracts, "market" | "auctionHouse" | "rentals" | "instalments" | "estate">;

const MAX_UINT256 = 2n ** 256n - 1n;
const market = Market__factory.createInterface();
const rules = MarketRules__factory.createInterface();
const token = SettlementToken__factory.createInterface();
const land = Land__factory.createInterface();
const plots = Plots__factory.createInterface();
const compliance = Compliance__factory.createInterface();
const escrow = Escrow__factory.createInterface();

/** Gas limits far above what the calls use; a call that reaches its limit is a bug. */
const GAS = {
  small: 200_000,
  order: 250_000,
  fill: 900_000,
  dispose: 600_000,
  perParcel: 160_000,
  perItem: 20_000,
} as const;

/** Calls of the contracts, one function each, as transactions. */
export function callsFor(at: Deployment) {
  const call = (from: Address, to: Address, data: string, gas: number): Call => ({ from, to, data: data as Hex, gas });
  return {
    transfer: (from: Address, to: Address, amount: bigint): Call =>
      call(from, at.settlementToken, SELECTOR.transfer + word(BigInt(to)) + word(amount), GAS.small),
    mint: (bank: Address, to: Address, amount: bigint): Call =>
      call(bank, at.settlementToken, token.encodeFunctionData("mint", [to, amount]), GAS.small),
    approveMoney: (owner: Address, spender: Spender = "market"): Call =>
      call(owner, at.settlementToken, token.encodeFunctionData("approve", [at[spender], MAX_UINT256]), GAS.small),
    approveTokens: (owner: Address, collection: CollectionName = "land", spender: Spender = "market"): Call =>
      call(
        owner,
        addressOf(at, collection),
        land.encodeFunctionData("setApprovalForAll", [at[spender], true]),
        GAS.small,
      ),
    setHub: (support: Address, hub: Address): Call =>
      call(support, at.settlementToken, token.encodeFunctionData("setHub", [hub, true]), GAS.small),
    setReferencePrice: (support: Address, collection: CollectionName, price: bigint): Call => {
      const data = rules.encodeFunctionData("setReferencePrice", [addressOf(at, collection), price]);
      return call(support, at.marketRules, data, GAS.small);
    },
    attest: (support: Address, accounts: readonly Address[], cluster: number): Call =>
      call(support, at.compliance, compliance.encodeFunctionData("attest", [[...accounts], cluster]), GAS.fill),
    mintLand: (platform: Address, to: Address, places: readonly { x: number; y: number }[]): Call => {
      const data = land.encodeFunctionData("mintBatch", [to, [...places]]);
      return call(platform, at.land, data, GAS.small + GAS.perParcel * places.length);
    },
    mintPlots: (platform: Address, to: Address, collection: NeighbourLand, tokenIds: readonly bigint[]): Call => {
      const data = plots.encodeFunctionData("mintBatch", [to, [...tokenIds]]);
      return call(platform, addressOf(at, collection), data, GAS.small + GAS.perParcel * tokenIds.length);
    },
    give: (from: Address, to: Address, tokenId: bigint, collection: LandName = "land"): Call => {
      const data = SELECTOR.transferFrom + word(BigInt(from)) + word(BigInt(to)) + word(tokenId);
      return call(from, addressOf(at, collection), data, GAS.order);
    },
    nameOperator: (owner: Address, tokenId: bigint, operator: Address, collection: LandName = "land"): Call =>
      call(owner, addressOf(at, collection), land.encodeFunctionData("setOperator", [tokenId, operator]), GAS.small),
    authorise: (order: Order): Call => call(order.maker, at.market, SELECTOR.authorise + orderWords(order), GAS.order),
    cancel: (order: Order): Call =>
      call(order.maker, at.market, SELECTOR.cancel + word(32n) + word(1n) + orderWords(order), GAS.order),
    tryFill: (taker: Address, order: Order, signature: Hex, tokenId: bigint): Call => {
      const head = orderWords(order) + word(BigInt(ORDER_WORDS + 2) * 32n) + word(tokenId);
      return call(taker, at.market, SELECTOR.tryFill + head + bytesTail(signature), GAS.fill);
    },
    fillBatch: (taker: Address, orders: readonly Order[], limit: number): Call => {
      const fills = orders.map((order) => ({
        order: orderStruct(order),
        signature: "0x",
        tokenId: order.tokenId,
        proof: [],
      }));
      return call(taker, at.market, market.encodeFunctionData("fillBatch", [fills, limit]), GAS.fill * fills.length);
    },
    authoriseBundle: (bundle: Bundle): Call => {
      const data = market.encodeFunctionData("authoriseBundle", [bundleStruct(bundle)]);
      return call(bundle.maker, at.market, data, GAS.order + GAS.perItem * bundle.items.length);
    },
    cancelBundle: (bundle: Bundle): Call => {
      const data = market.encodeFunctionData("cancelBundle", [bundleStruct(bundle)]);
      return call(bundle.maker, at.market, data, GAS.order + GAS.perItem * bundle.items.length);
    },
    fillBundle: (taker: Address, bundle: Bundle): Call => {
      const data = market.encodeFunctionData("fillBundle", [bundleStruct(bundle), "0x"]);
      return call(taker, at.market, data, GAS.fill * bundle.items.length);
    },
    ...houseCalls(at),
    release: (officer: Address, caseId: bigint, reason: string): Call =>
      call(officer, at.escrow, escrow.encodeFunctionData("release", [caseId, reason]), GAS.dispose),
    reverse: (officer: Address, caseId: bigint, reason: string): Call =>
      call(officer, at.escrow, escrow.encodeFunctionData("reverse", [caseId, reason]), GAS.dispose),
    appeal: (party: Address, caseId: bigint, grounds: string): Call =>
      call(party, at.escrow, escrow.encodeFunctionData("appeal", [caseId, grounds]), GAS.small),
    expire: (caller: Address, caseId: bigint): Call =>
      call(caller, at.escrow, escrow.encodeFunctionData("expire", [caseId]), GAS.dispose),
  };
}

export type Calls = ReturnType<typeof callsFor>;

const ORDER_WORDS = 15;
const SELECTOR = {
  transfer: token.getFunction("transfer").selector,
  transferFrom: land.getFunction("transferFrom").selector,
  authorise: market.getFunction("authorise").selector,
  cancel: market.getFunction("cancel").selector,
  tryFill: market.getFunction("tryFill").selector,
} as const;

/** The order's words in the order of the struct. By hand: the general encoder takes a third of a small run's time. */
function orderWords(order: Order): string {
  return (
    word(BigInt(SIDES.indexOf(order.side))) +
    word(BigInt(SCOPES.indexOf(order.scope))) +
    word(BigInt(order.maker)) +
    word(BigInt(order.collection)) +
    word(order.tokenId) +
    order.fingerprint.slice(2) +
    word(order.amount) +
    word(BigInt(order.currency)) +
    word(order.price) +
    word(order.endPrice) +
    word(BigInt(order.taker)) +
    word(BigInt(order.startsAt)) +
    word(BigInt(order.expiresAt)) +
    word(order.counter) +
    word(order.nonce)
  );
}

function word(value: bigint): string {
  return value.toString(16).padStart(64, "0");
}

function bytesTail(bytes: Hex): string {
  const digits = bytes.slice(2);
  return word(BigInt(digits.length / 2)) + digits.padEnd(Math.ceil(digits.length / 64) * 64, "0");
}
