import { AbiCoder, parseEther, ZeroAddress } from "ethers";

import { hashOnce, merkleSet } from "../merkle.ts";
import type { GasRow, GasSection } from "../rows.ts";
import { BATCH, mintItems, PRICE, SET_SIZE, type Stall } from "../stall.ts";
import { type Booth, NO_TREE, openBooth, QUOTE, signMaker } from "./booth.ts";

type Signed = Awaited<ReturnType<typeof signMaker>>;

/** Measures LooksRare v2, whose sources npm has; its names for the two sides are those of the taker. */
export async function measureLooksRare(stall: Stall): Promise<GasSection[]> {
  const booth = await openBooth(stall);
  return [
    {
      title: "LooksRare v2: a plain ERC-721 for a plain ERC-20, two fees, no check of anybody",
      rows: [
        await takerBid(booth),
        await takerBidInEther(booth),
        await bundle(booth),
        await takerAsk(booth),
        ...(await collectionOffers(booth)),
        { name: `executeMultipleTakerBids of ${BATCH}, each`, gas: await sweep(booth, false), way: "sweep" },
        { name: "the same, all or none", gas: await sweep(booth, true) },
      ],
    },
  ];
}

async function takerBid(booth: Booth): Promise<GasRow> {
  const ask = await signAsk(booth, [await booth.mintItem()]);
  return { name: "taker bid on a signed ask", gas: await executeTakerBid(booth, ask), way: "ask" };
}

async function takerBidInEther(booth: Booth): Promise<GasRow> {
  const price = parseEther("1");
  const itemIds = [await booth.mintItem()];
  const ask = await signMaker(booth, booth.seller, { quoteType: QUOTE.ask, price, itemIds, currency: ZeroAddress });
  return { name: "taker bid on a signed ask, in ether", gas: await executeTakerBid(booth, ask, price) };
}

async function bundle(booth: Booth): Promise<GasRow> {
  const ask = await signAsk(booth, await mintItems(booth, BATCH));
  const gas = await executeTakerBid(booth, ask);
  return { name: `taker bid on ${BATCH} items at one price, each`, gas: gas / BigInt(BATCH), way: "bundle" };
}

async function takerAsk(booth: Booth): Promise<GasRow> {
  const itemIds = [await booth.mintItem()];
  const bid = await signMaker(booth, booth.buyer, { quoteType: QUOTE.bid, price: PRICE, itemIds });
  return { name: "taker ask on a signed bid", gas: await executeTakerAsk(booth, bid, "0x"), way: "bid" };
}

async function collectionOffers(booth: Booth): Promise<GasRow[]> {
  const abi = AbiCoder.defaultAbiCoder();
  const { strategies } = booth;
  const offer = { quoteType: QUOTE.bid, price: PRICE, itemIds: [] };
  const any = await signMaker(booth, booth.buyer, { ...offer, strategyId: strategies.collection });
  const anyGas = await executeTakerAsk(booth, any, abi.encode(["uint256"], [await booth.mintItem()]));

  const chosen = await booth.mintItem();
  const ids = Array.from({ length: SET_SIZE }, (_, i) => chosen + BigInt(i));
  const { root, proofOf } = merkleSet(ids, hashOnce);
  const ofSet = await signMaker(booth, booth.buyer, {
    ...offer,
    strategyId: strategies.collectionWithProof,
    additionalParameters: abi.encode(["bytes32"], [root]),
  });
  const proof = abi.encode(["uint256", "bytes32[]"], [chosen, proofOf(chosen)]);
  return [
    { name: "taker ask on a bid for any of the collection", gas: anyGas, way: "collectionBid" },
    {
      name: "taker ask on a bid for one of 1,024 tokens",
      gas: await executeTakerAsk(booth, ofSet, proof),
      way: "setBid",
    },
  ];
}

async function sweep(booth: Booth, isAtomic: boolean): Promise<bigint> {
  const asks: Signed[] = [];
  for (let i = 0; i < BATCH; i++) asks.push(await signAsk(booth, [await booth.mintItem()]));
  const gas = await execute(
    booth,
    "executeMultipleTakerBids",
    asks.map(() => taker("0x")),
    asks.map(({ order }) => order),
    asks.map(({ signature }) => signature),
    asks.map(() => NO_TREE),
    ZeroAddress,
    isAtomic,
  );
  return gas / BigInt(BATCH);
}

function signAsk(booth: Booth, itemIds: readonly bigint[]): Promise<Signed> {
  const price = PRICE * BigInt(itemIds.length);
  return signMaker(booth, booth.seller, { quoteType: QUOTE.ask, price, itemIds });
}

function executeTakerBid(booth: Booth, { order, signature }: Signed, value = 0n): Promise<bigint> {
  return execute(booth, "executeTakerBid", taker("0x"), order, signature, NO_TREE, ZeroAddress, { value });
}

async function executeTakerAsk(
  { bench, protocol, seller }: Booth,
  { order, signature }: Signed,
  additionalParameters: string,
): Promise<bigint> {
  const call = protocol.connect(seller).getFunction("executeTakerAsk");
  const { gasUsed } = await bench.mine(() =>
    call.send(taker(additionalParameters), order, signature, NO_TREE, ZeroAddress),
  );
  return gasUsed;
}

/** By the buyer. */
async function execute({ bench, protocol, buyer }: Booth, name: string, ...args: readonly unknown[]): Promise<bigint> {
  const { gasUsed } = await bench.mine(() =>
    protocol
      .connect(buyer)
      .getFunction(name)
      .send(...args),
  );
  return gasUsed;
}

/** The zero address receives for the taker. */
function taker(additionalParameters: string) {
  return { recipient: ZeroAddress, additionalParameters };
}
