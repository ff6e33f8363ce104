import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import { orderStruct } from "../../../src/chain/orders.ts";
import type { Workbench } from "../../../src/chain/workbench.ts";
import { DAY } from "../../../src/domain/calendar.ts";
import { USD } from "../../../src/domain/primitives.ts";
import type { GasRow } from "../rows.ts";
import { PRICE } from "../stall.ts";

/** Longer than the review window: what happened before is history and stands against nobody. */
export const LONG = 40 * DAY;

export interface Cast {
  readonly bench: Workbench;
  readonly seller: HardhatEthersSigner;
  readonly buyer: HardhatEthersSigner;
  readonly former: HardhatEthersSigner;
  readonly earlier: HardhatEthersSigner;
  readonly first: HardhatEthersSigner;
  readonly nextPlace: () => number;
}

/** The traders have a history: money, parcels, a sale and a purchase each. */
export async function openCast(bench: Workbench): Promise<Cast> {
  const [seller, buyer, former, earlier, first] = bench.traders;
  if (!seller || !buyer || !former || !earlier || !first) throw new Error("The bench needs five traders.");
  const traders = [seller, buyer, former, earlier, first];
  for (const trader of traders) {
    await bench.mintMoney(trader, 10_000_000n * USD);
    await bench.approveMarket(trader);
  }
  // Everyone keeps a parcel of their own, has sold one and bought one.
  for (const [i, trader] of traders.entries()) {
    await bench.mintParcel(trader, 1, i);
    const parcel = await bench.mintParcel(trader, 2, i);
    await bench.sell(trader, traders[(i + 1) % traders.length] ?? seller, parcel, PRICE);
  }
  await bench.wait(LONG);
  let places = 0;
  return { bench, seller, buyer, former, earlier, first, nextPlace: () => places++ };
}

/** A parcel that nobody has sold yet. */
export function freshParcel({ bench, nextPlace }: Cast, owner: HardhatEthersSigner): Promise<bigint> {
  return bench.mintParcel(owner, 0, nextPlace());
}

/** A parcel of the seller's that was sold once, long ago, by somebody else. */
export async function seasonedParcel(cast: Cast): Promise<bigint> {
  const [tokenId = 0n] = await seasonedParcels(cast, 1);
  return tokenId;
}

export async function seasonedParcels(cast: Cast, count: number): Promise<bigint[]> {
  const { bench, seller, former } = cast;
  const tokenIds: bigint[] = [];
  for (let i = 0; i < count; i++) tokenIds.push(await freshParcel(cast, former));
  for (const tokenId of tokenIds) await bench.sell(former, seller, tokenId, PRICE);
  await bench.wait(LONG);
  return tokenIds;
}

export async function fillRow({ bench, seller, buyer }: Cast, name: string, tokenId: bigint): Promise<GasRow> {
  const { gasUsed } = await bench.sell(seller, buyer, tokenId, PRICE);
  return { name, gas: gasUsed };
}

export async function tryFillRow({ bench, seller, buyer }: Cast, name: string, tokenId: bigint): Promise<GasRow> {
  const order = await bench.ask(seller, tokenId, PRICE);
  const signature = await bench.sign(seller, order);
  const { gasUsed } = await bench.mine(() =>
    bench.market.connect(buyer).tryFill(orderStruct(order), signature, tokenId),
  );
  return { name, gas: gasUsed };
}
