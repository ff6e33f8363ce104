import { orderStruct } from "../../../src/chain/orders.ts";
import { DAY } from "../../../src/domain/calendar.ts";
import type { Order } from "../../../src/domain/order.ts";
import type { GasRow, GasSection } from "../rows.ts";
import { BATCH, FEE, PRICE } from "../stall.ts";
import { signBundle } from "./bundle.ts";
import { type Cast, seasonedParcel, seasonedParcels, tryFillRow } from "./cast.ts";

/** The other ways to sell by an ask in the market. */
export async function measureWays(cast: Cast): Promise<GasSection> {
  return {
    title: "Landslide: other ways to sell by an ask, history in token and accounts",
    rows: [
      await measureAuthorisedFill(cast),
      await tryFillRow(cast, "tryFill", await seasonedParcel(cast)),
      await measureFallingAsk(cast),
      ...(await measureMembers(cast)),
      await measureBundle(cast),
      await measureSweep(cast),
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

async function measureFallingAsk(cast: Cast): Promise<GasRow> {
  const { bench, seller, buyer } = cast;
  const tokenId = await seasonedParcel(cast);
  const order = { ...(await bench.ask(seller, tokenId, PRICE)), endPrice: PRICE / 2n };
  const signature = await bench.sign(seller, order);
  await bench.wait(DAY);
  const { gasUsed } = await bench.mine(() => bench.market.connect(buyer).fill(orderStruct(order), signature, tokenId));
  return { name: "Dutch ask", gas: gasUsed, way: "fallingAsk" };
}

/** A member who has bought before, so that there are points. */
async function measureMembers(cast: Cast): Promise<GasRow[]> {
  await fillAsMember(cast, 0n);
  return [
    { name: "as a member, earning points", gas: await fillAsMember(cast, 0n) },
    { name: "as a member, points spent and earned", gas: await fillAsMember(cast, FEE / 20n) },
  ];
}

async function fillAsMember(cast: Cast, points: bigint): Promise<bigint> {
  const { bench, seller, buyer } = cast;
  const tokenId = await seasonedParcel(cast);
  const order = await bench.ask(seller, tokenId, PRICE);
  const signature = await bench.sign(seller, order);
  const { gasUsed } = await bench.mine(() =>
    bench.market.connect(buyer).fillAsMember(orderStruct(order), signature, tokenId, points),
  );
  return gasUsed;
}

async function measureBundle(cast: Cast): Promise<GasRow> {
  const { bench, seller, buyer } = cast;
  const tokenIds = await seasonedParcels(cast, BATCH);
  const { bundle, signature } = await signBundle(bench, seller, tokenIds, PRICE);
  const { gasUsed } = await bench.mine(() => bench.market.connect(buyer).fillBundle(bundle, signature));
  return { name: `bundle of ${BATCH}, each`, gas: gasUsed / BigInt(BATCH), way: "bundle" };
}

async function measureSweep(cast: Cast): Promise<GasRow> {
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
