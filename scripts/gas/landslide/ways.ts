import { orderStruct } from "../../../src/chain/orders.ts";
import type { Workbench } from "../../../src/chain/workbench.ts";
import type { Order } from "../../../src/domain/order.ts";
import type { GasRow, GasSection, Way } from "../rows.ts";
import { BATCH, PRICE } from "../stall.ts";
import { type Cast, seasonedParcel, seasonedParcels, tryFillRow } from "./cast.ts";

/** The other ways to agree on a sale in the market. */
export async function measureWays(cast: Cast): Promise<GasSection> {
  return {
    title: "Landslide: other ways to agree, history in token and accounts",
    rows: [
      await measureAuthorisedFill(cast),
      await tryFillRow(cast, "tryFill", await seasonedParcel(cast)),
      await measureBatch(cast),
      await measureBid(cast, "bid", "signed bid, filled by the seller", cast.bench.bid.bind(cast.bench)),
      await measureBid(cast, "collectionBid", "signed bid for any of the collection", (buyer, _, price) =>
        cast.bench.collectionBid(buyer, price),
      ),
    ],
  };
}

async function measureAuthorisedFill(cast: Cast): Promise<GasRow> {
  const { bench, seller, buyer } = cast;
  const tokenId = await seasonedParcel(cast);
  const order = orderStruct(await bench.ask(seller, tokenId, PRICE));
  await bench.mine(() => bench.market.connect(seller).authorise(order));
  const { gasUsed } = await bench.mine(() => bench.market.connect(buyer).fill(order, "0x", tokenId));
  return { name: "ask authorised on chain before, not signed", gas: gasUsed };
}

async function measureBatch(cast: Cast): Promise<GasRow> {
  const { bench, seller, buyer } = cast;
  const signed: { order: Order; signature: string; tokenId: bigint }[] = [];
  for (const tokenId of await seasonedParcels(cast, BATCH)) {
    const order = await bench.ask(seller, tokenId, PRICE);
    signed.push({ order, signature: await bench.sign(seller, order), tokenId });
  }
  const fills = signed.map((fill) => ({ ...fill, order: orderStruct(fill.order), proof: [] }));
  const { gasUsed } = await bench.mine(() => bench.market.connect(buyer).fillBatch(fills, BATCH));
  return { name: `fillBatch of ${BATCH}, each`, gas: gasUsed / BigInt(BATCH), way: "sweep" };
}

async function measureBid(cast: Cast, way: Way, name: string, makeBid: Workbench["bid"]): Promise<GasRow> {
  const { bench, seller, buyer } = cast;
  const tokenId = await seasonedParcel(cast);
  const order = await makeBid(buyer, tokenId, PRICE);
  const signature = await bench.sign(buyer, order);
  const { gasUsed } = await bench.mine(() => bench.market.connect(seller).fill(orderStruct(order), signature, tokenId));
  return { name, gas: gasUsed, way };
}
