import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { type TypedDataDomain, ZeroAddress, ZeroHash } from "ethers";

import { DAY } from "../../src/domain/calendar.ts";
import { BPS, USD } from "../../src/domain/primitives.ts";

export interface SeaportAsk {
  readonly domain: TypedDataDomain;
  /** The zero address for an order that no zone restricts. */
  readonly zone: string;
  readonly collection: string;
  readonly tokenId: bigint;
  readonly currency: string;
  readonly treasury: string;
  readonly creator: string;
  /** Unix seconds. */
  readonly startTime: number;
}

export type SeaportOrder = Awaited<ReturnType<typeof signSeaportAsk>>;

const PRICE = 10_000n * USD;
const FEE = (PRICE * 250n) / BPS;
const ROYALTY = (PRICE * 500n) / BPS;

/** Enumerations of seaport-types, ConsiderationEnums.sol. */
const ERC20 = 1;
const ERC721 = 2;
const FULL_OPEN = 0;
const FULL_RESTRICTED = 2;

const ORDER_TYPES = {
  OrderComponents: [
    { name: "offerer", type: "address" },
    { name: "zone", type: "address" },
    { name: "offer", type: "OfferItem[]" },
    { name: "consideration", type: "ConsiderationItem[]" },
    { name: "orderType", type: "uint8" },
    { name: "startTime", type: "uint256" },
    { name: "endTime", type: "uint256" },
    { name: "zoneHash", type: "bytes32" },
    { name: "salt", type: "uint256" },
    { name: "conduitKey", type: "bytes32" },
    { name: "counter", type: "uint256" },
  ],
  OfferItem: [
    { name: "itemType", type: "uint8" },
    { name: "token", type: "address" },
    { name: "identifierOrCriteria", type: "uint256" },
    { name: "startAmount", type: "uint256" },
    { name: "endAmount", type: "uint256" },
  ],
  ConsiderationItem: [
    { name: "itemType", type: "uint8" },
    { name: "token", type: "address" },
    { name: "identifierOrCriteria", type: "uint256" },
    { name: "startAmount", type: "uint256" },
    { name: "endAmount", type: "uint256" },
    { name: "recipient", type: "address" },
  ],
};

/** One item for money, with a platform fee of 2.5 % and a royalty of 5 %, in the form that Seaport fulfils. */
export async function signSeaportAsk(seller: HardhatEthersSigner, ask: SeaportAsk) {
  const item = { itemType: ERC721, token: ask.collection, identifierOrCriteria: ask.tokenId };
  const money = { itemType: ERC20, token: ask.currency, identifierOrCriteria: 0n };
  const pay = (recipient: string, amount: bigint) => ({
    ...money,
    startAmount: amount,
    endAmount: amount,
    recipient,
  });
  const order = {
    offerer: seller.address,
    zone: ask.zone,
    offer: [{ ...item, startAmount: 1n, endAmount: 1n }],
    consideration: [pay(seller.address, PRICE - FEE - ROYALTY), pay(ask.treasury, FEE), pay(ask.creator, ROYALTY)],
    orderType: ask.zone === ZeroAddress ? FULL_OPEN : FULL_RESTRICTED,
    startTime: ask.startTime,
    endTime: ask.startTime + 30 * DAY,
    zoneHash: ZeroHash,
    salt: ask.tokenId,
    conduitKey: ZeroHash,
  };
  const signature = await seller.signTypedData(ask.domain, ORDER_TYPES, { ...order, counter: 0n });
  return { parameters: { ...order, totalOriginalConsiderationItems: order.consideration.length }, signature };
}
