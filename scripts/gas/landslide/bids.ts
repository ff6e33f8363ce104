import type { Order } from "../../../src/domain/order.ts";
import { orderStruct } from "../../../src/chain/orders.ts";
import { hashTwice, merkleSet } from "../merkle.ts";
import type { GasRow, GasSection, Way } from "../rows.ts";
import { BATCH, PRICE, SET_SIZE } from "../stall.ts";
import { type Cast, seasonedParcel, seasonedParcels } from "./cast.ts";

/** The buyer's offers, sold into by the seller. */
export async function measureBids(cast: Cast): Promise<GasSection> {
  const { bench, buyer } = cast;
  return {
    title: "Landslide: signed bids, history in token and accounts",
    rows: [
      await soldInto(cast, "bid", "for one token", (tokenId) => bench.bid(buyer, tokenId, PRICE)),
      await soldInto(cast, "risingBid", "for one token, price rising", async (tokenId) => ({
        ...(await bench.bid(buyer, tokenId, PRICE)),
        endPrice: PRICE * 2n,
      })),
      await soldInto(cast, "collectionBid", "for any of the collection", () => bench.collectionBid(buyer, PRICE)),
      await measureSetBid(cast),
      ...(await measureParts(cast)),
    ],
  };
}

async function soldInto(
  cast: Cast,
  way: Way,
  name: string,
  makeBid: (tokenId: bigint) => Promise<Order>,
): Promise<GasRow> {
  const tokenId = await seasonedParcel(cast);
  return { name, gas: await fill(cast, await makeBid(tokenId), tokenId), way };
}

async function measureSetBid(cast: Cast): Promise<GasRow> {
  const { bench, seller, buyer } = cast;
  const tokenId = await seasonedParcel(cast);
  const others = Array.from({ length: SET_SIZE - 1 }, (_, i) => BigInt(i) << 128n);
  const { root, proofOf } = merkleSet([tokenId, ...others], hashTwice);
  const order: Order = { ...(await bench.collectionBid(buyer, PRICE)), scope: "set", tokenId: BigInt(root) };
  const signature = await bench.sign(buyer, order);
  const { gasUsed } = await bench.mine(() =>
    bench.market.connect(seller).fillFromSet(orderStruct(order), signature, tokenId, proofOf(tokenId)),
  );
  return { name: "for one of 1,024 tokens, with its Merkle proof", gas: gasUsed, way: "setBid" };
}

/** The first part finds an empty count, the last one spends the order: the ones in the middle are the usual. */
async function measureParts(cast: Cast): Promise<GasRow[]> {
  const { bench, buyer } = cast;
  const tokenIds = await seasonedParcels(cast, BATCH);
  const order = { ...(await bench.collectionBid(buyer, PRICE)), amount: BigInt(BATCH) };
  const parts: bigint[] = [];
  for (const tokenId of tokenIds) parts.push(await fill(cast, order, tokenId));
  const name = `for ${BATCH} of the collection`;
  return [
    { name: `${name}, the first part`, gas: parts[0] ?? 0n },
    { name: `${name}, its second part`, gas: parts[1] ?? 0n, way: "partBid" },
    { name: `${name}, the last part`, gas: parts[BATCH - 1] ?? 0n },
  ];
}

async function fill({ bench, seller, buyer }: Cast, order: Order, tokenId: bigint): Promise<bigint> {
  const signature = await bench.sign(buyer, order);
  const { gasUsed } = await bench.mine(() => bench.market.connect(seller).fill(orderStruct(order), signature, tokenId));
  return gasUsed;
}
