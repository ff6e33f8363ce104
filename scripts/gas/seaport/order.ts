import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { type TypedDataDomain, ZeroAddress, ZeroHash } from "ethers";

import { DAY } from "../../../src/domain/calendar.ts";

/** What a maker gives. */
export interface OfferItem {
  readonly itemType: number;
  readonly token: string;
  readonly identifierOrCriteria: bigint;
  readonly startAmount: bigint;
  readonly endAmount: bigint;
}

/** What a maker asks for, and for whom. */
export interface ConsiderationItem extends OfferItem {
  readonly recipient: string;
}

export interface OrderTerms {
  readonly domain: TypedDataDomain;
  /** The zero address for an order that no zone restricts. */
  readonly zone: string;
  readonly offer: readonly OfferItem[];
  readonly consideration: readonly ConsiderationItem[];
  readonly isPartial: boolean;
  /** Unix seconds. */
  readonly startTime: number;
  readonly salt: bigint;
}

export interface SeaportOrder extends Awaited<ReturnType<typeof signSeaportOrder>> {}

/** Enumerations of seaport-types, ConsiderationEnums.sol. */
export const ITEM = { native: 0, erc20: 1, erc721: 2, erc721WithCriteria: 4 } as const;
const PARTIAL = 1;
const RESTRICTED = 2;

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

/** An order in the form that Seaport fulfils. */
export async function signSeaportOrder(maker: HardhatEthersSigner, terms: OrderTerms) {
  const { domain, zone, offer, consideration, startTime, salt } = terms;
  const order = {
    offerer: maker.address,
    zone,
    offer,
    consideration,
    orderType: (terms.isPartial ? PARTIAL : 0) + (zone === ZeroAddress ? 0 : RESTRICTED),
    startTime,
    endTime: startTime + 30 * DAY,
    zoneHash: ZeroHash,
    salt,
    conduitKey: ZeroHash,
  };
  const signature = await maker.signTypedData(domain, ORDER_TYPES, { ...order, counter: 0n });
  return { parameters: { ...order, totalOriginalConsiderationItems: consideration.length }, signature };
}
