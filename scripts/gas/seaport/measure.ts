import { ZeroAddress, ZeroHash } from "ethers";

import type { Workbench } from "../../../src/chain/workbench.ts";
import { hashOnce, merkleSet } from "../merkle.ts";
import type { GasRow, GasSection } from "../rows.ts";
import { BATCH, mintItems, SET_SIZE, type Stall } from "../stall.ts";
import { measureSweeps } from "./batch.ts";
import { type Booth, callSeaport, openBooth, signAsk, signBid } from "./booth.ts";
import { advanced, BASIC, basic, resolver } from "./forms.ts";
import { ITEM } from "./order.ts";

export interface SeaportGas {
  /** What our market aims at: a basic ERC-20 order with two fees and an empty zone, one that agrees to everything. */
  readonly aim: bigint;
  /** A sweep as ours, each. */
  readonly sweep: bigint;
  /** A sweep whose sellers are all that is paid, in ether, each. */
  readonly freeSweep: bigint;
  readonly sections: readonly GasSection[];
}

/**
 * Measures the real Seaport 1.6: everything approved to Seaport itself, two fees, every recipient and trader with a
 * balance already.
 */
export async function measureSeaport(stall: Stall): Promise<SeaportGas> {
  const booth = await openBooth(stall);
  const basicZone = await basicAsk(booth, "basic order with an empty zone", booth.zone);
  const asks: GasRow[] = [
    { ...(await basicAsk(booth, "basic order", ZeroAddress)), way: "ask" },
    basicZone,
    await advancedAsk(booth, "advanced order", ZeroAddress),
    await advancedAsk(booth, "advanced order with an empty zone", booth.zone),
    await fallingAsk(booth),
    await bundle(booth),
  ];
  const bids = [await basicBid(booth), await risingBid(booth), ...(await criteriaBids(booth))];
  const sweeps = await measureSweeps(booth);
  const title = `Seaport ${booth.domain.version}`;
  return {
    aim: basicZone.gas,
    sweep: sweeps.like.gas,
    freeSweep: sweeps.free.gas,
    sections: [
      { title: `${title}: a signed ask for a plain ERC-20, two fees, no check of anybody`, rows: asks },
      { title: `${title}: a signed bid, two fees`, rows: bids },
      { title: `${title}: ${BATCH} signed asks in one call, each`, rows: sweeps.rows },
    ],
  };
}

/** Beneath every market: the token alone. */
export async function measurePlainTransfer({ bench, items, seller, buyer, mintItem }: Stall): Promise<GasSection> {
  const id = await mintItem();
  const { gasUsed } = await bench.mine(() => items.connect(seller).transferFrom(seller, buyer, id));
  return {
    title: "OpenZeppelin's ERC-721, nothing else",
    rows: [{ name: "transferFrom by the owner", gas: gasUsed }],
  };
}

async function basicAsk(booth: Booth, name: string, zone: string): Promise<GasRow> {
  const order = await signAsk(booth, [await booth.mintItem()], { zone });
  const parameters = basic(order, BASIC.erc20ToErc721);
  return { name, gas: await callSeaport(booth, booth.buyer, "fulfillBasicOrder", parameters) };
}

async function basicBid(booth: Booth): Promise<GasRow> {
  const tokenId = await booth.mintItem();
  const order = await signBid(booth, { itemType: ITEM.erc721, identifierOrCriteria: tokenId });
  const parameters = basic(order, BASIC.erc721ToErc20);
  return {
    name: "basic order",
    gas: await callSeaport(booth, booth.seller, "fulfillBasicOrder", parameters),
    way: "bid",
  };
}

async function advancedAsk(booth: Booth, name: string, zone: string): Promise<GasRow> {
  const order = await signAsk(booth, [await booth.mintItem()], { zone });
  return { name, gas: await fulfil(booth, booth.buyer, advanced(order)) };
}

async function fallingAsk(booth: Booth): Promise<GasRow> {
  const order = await signAsk(booth, [await booth.mintItem()], { fall: 2n });
  return {
    name: "advanced order, price falling",
    gas: await fulfil(booth, booth.buyer, advanced(order)),
    way: "fallingAsk",
  };
}

async function bundle(booth: Booth): Promise<GasRow> {
  const order = await signAsk(booth, await mintItems(booth, BATCH));
  const gas = await fulfil(booth, booth.buyer, advanced(order));
  return { name: `advanced order for ${BATCH} items at one price, each`, gas: gas / BigInt(BATCH), way: "bundle" };
}

async function risingBid(booth: Booth): Promise<GasRow> {
  const tokenId = await booth.mintItem();
  const order = await signBid(booth, { itemType: ITEM.erc721, identifierOrCriteria: tokenId, rise: 2n });
  return {
    name: "advanced order, price rising",
    gas: await fulfil(booth, booth.seller, advanced(order)),
    way: "risingBid",
  };
}

async function criteriaBids(booth: Booth): Promise<GasRow[]> {
  const itemType = ITEM.erc721WithCriteria;
  const any = await signBid(booth, { itemType, identifierOrCriteria: 0n });
  const anyGas = await fulfil(booth, booth.seller, advanced(any), [resolver(await booth.mintItem())]);

  const chosen = await booth.mintItem();
  const ids = Array.from({ length: SET_SIZE }, (_, i) => chosen + BigInt(i));
  const { root, proofOf } = merkleSet(ids, hashOnce);
  const ofSet = await signBid(booth, { itemType, identifierOrCriteria: BigInt(root) });
  const setGas = await fulfil(booth, booth.seller, advanced(ofSet), [resolver(chosen, proofOf(chosen))]);

  const several = await signBid(booth, { itemType, identifierOrCriteria: 0n, count: BigInt(BATCH) });
  const part = { ...advanced(several), denominator: BATCH };
  await fulfil(booth, booth.seller, part, [resolver(await booth.mintItem())]);
  const partGas = await fulfil(booth, booth.seller, part, [resolver(await booth.mintItem())]);
  return [
    { name: "advanced order for any of the collection", gas: anyGas, way: "collectionBid" },
    { name: "advanced order for one of 1,024 tokens", gas: setGas, way: "setBid" },
    { name: `advanced order for ${BATCH} of the collection, its second part`, gas: partGas, way: "partBid" },
  ];
}

type Advanced = ReturnType<typeof advanced>;

function fulfil(
  booth: Booth,
  caller: Workbench["traders"][number],
  order: Advanced,
  resolvers: readonly ReturnType<typeof resolver>[] = [],
): Promise<bigint> {
  return callSeaport(booth, caller, "fulfillAdvancedOrder", order, resolvers, ZeroHash, ZeroAddress);
}
