import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { MaxUint256, ZeroAddress } from "ethers";

import { EmptyZone__factory } from "../../../typechain-types/factories/mocks/EmptyZone__factory.ts";
import { FEE, PRICE, ROYALTY, type Stall } from "../stall.ts";
import { type ConsiderationItem, ITEM, type OfferItem, type SeaportOrder, signSeaportOrder } from "./order.ts";
import { deploySeaport, type Seaport } from "./peer.ts";

/** The stall with Seaport in it, both traders' money and the seller's items approved to Seaport itself. */
export interface Booth extends Stall, Seaport {
  /** A zone that agrees to everything. */
  readonly zone: string;
  /** Counts up: a short one is the cheapest for the peer. */
  readonly nextSalt: () => bigint;
}

export async function openBooth(stall: Stall): Promise<Booth> {
  const { bench, items, money, seller, buyer } = stall;
  const peer = await deploySeaport(bench);
  const { seaport } = peer;
  const zone = await bench.deploy(() => new EmptyZone__factory(bench.staff.deployer).deploy());
  await bench.mine(() => items.connect(seller).setApprovalForAll(seaport, true));
  await bench.mine(() => money.connect(seller).approve(seaport, MaxUint256));
  await bench.mine(() => money.connect(buyer).approve(seaport, MaxUint256));
  let salts = 0n;
  return {
    ...stall,
    ...peer,
    zone: await zone.getAddress(),
    nextSalt: () => ++salts,
  };
}

/** The gas of one call of Seaport. */
export async function callSeaport(
  { bench, seaport }: Booth,
  caller: HardhatEthersSigner,
  name: string,
  ...args: readonly unknown[]
): Promise<bigint> {
  const { gasUsed } = await bench.mine(() =>
    seaport
      .connect(caller)
      .getFunction(name)
      .send(...args),
  );
  return gasUsed;
}

export interface AskOptions {
  /** None unless given. */
  readonly zone?: string;
  /** By what the price is divided at its end. */
  readonly fall?: bigint;
  /** Who is paid beside the seller: a platform fee of 2.5 % and a royalty of 5 %, or nobody. */
  readonly dues?: "fee and royalty" | "none";
  readonly currency?: "money" | "ether";
}

/** The seller's ask for items, at the stall's price for each. */
export async function signAsk(
  booth: Booth,
  tokenIds: readonly bigint[],
  { zone = ZeroAddress, fall = 1n, dues = "fee and royalty", currency = "money" }: AskOptions = {},
): Promise<SeaportOrder> {
  const { seller } = booth;
  const token = await booth.items.getAddress();
  const offer = tokenIds.map((identifierOrCriteria): OfferItem => ({
    itemType: ITEM.erc721,
    token,
    identifierOrCriteria,
    startAmount: 1n,
    endAmount: 1n,
  }));
  const payment = currency === "ether" ? ETHER : await moneyOf(booth);
  const count = BigInt(tokenIds.length);
  const consideration =
    dues === "none"
      ? [pay(payment, seller.address, count * PRICE, fall)]
      : [
          pay(payment, seller.address, count * (PRICE - FEE - ROYALTY), fall),
          ...feeAndRoyalty(booth, payment, count, fall),
        ];
  return sign(booth, seller, { zone, offer, consideration, isPartial: false });
}

/** The buyer's bid; its fee and royalty come out of what the seller receives. */
export async function signBid(
  booth: Booth,
  {
    itemType,
    identifierOrCriteria,
    count = 1n,
    rise = 1n,
  }: {
    readonly itemType: number;
    /** The token, the root of a set, or 0 for any. */
    readonly identifierOrCriteria: bigint;
    readonly count?: bigint;
    readonly rise?: bigint;
  },
): Promise<SeaportOrder> {
  const { buyer } = booth;
  const payment = await moneyOf(booth);
  const wanted = {
    itemType,
    token: await booth.items.getAddress(),
    identifierOrCriteria,
    startAmount: count,
    endAmount: count,
    recipient: buyer.address,
  };
  return sign(booth, buyer, {
    zone: ZeroAddress,
    offer: [{ ...payment, startAmount: count * PRICE, endAmount: count * PRICE * rise }],
    consideration: [wanted, ...feeAndRoyalty(booth, payment, count, 1n)],
    isPartial: count > 1n,
  });
}

async function sign(
  booth: Booth,
  maker: HardhatEthersSigner,
  terms: Pick<Parameters<typeof signSeaportOrder>[1], "zone" | "offer" | "consideration" | "isPartial">,
): Promise<SeaportOrder> {
  return signSeaportOrder(maker, {
    ...terms,
    domain: booth.domain,
    startTime: await booth.bench.now(),
    salt: booth.nextSalt(),
  });
}

type Payment = Pick<OfferItem, "itemType" | "token" | "identifierOrCriteria">;

const ETHER: Payment = { itemType: ITEM.native, token: ZeroAddress, identifierOrCriteria: 0n };

async function moneyOf({ money }: Booth): Promise<Payment> {
  return { itemType: ITEM.erc20, token: await money.getAddress(), identifierOrCriteria: 0n };
}

function feeAndRoyalty({ bench }: Booth, payment: Payment, count: bigint, fall: bigint): ConsiderationItem[] {
  const { treasury, creator } = bench.staff;
  return [pay(payment, treasury.address, count * FEE, fall), pay(payment, creator.address, count * ROYALTY, fall)];
}

function pay(payment: Payment, recipient: string, startAmount: bigint, fall: bigint): ConsiderationItem {
  return { ...payment, startAmount, endAmount: startAmount / fall, recipient };
}
