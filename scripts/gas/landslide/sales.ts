import { DAY } from "../../../src/domain/calendar.ts";
import { PrimarySale__factory } from "../../../typechain-types/factories/sales/PrimarySale__factory.ts";
import type { PrimarySale } from "../../../typechain-types/sales/PrimarySale.ts";
import type { GasRow, GasSection } from "../rows.ts";
import { PRICE } from "../stall.ts";
import { type Cast, LONG } from "./cast.ts";
import { approveHouse, openHouse, restrict, step } from "./house.ts";

const PLATFORM_FUNCTIONS = ["createSale", "addLots", "withdrawUnsold"];
const LOT = 4;

interface Offer {
  readonly name: string;
  readonly endPrice: bigint;
  /** Tokens for each owner; 0 for no limit. */
  readonly walletCap: number;
  /** Tokens in the lot. */
  readonly size: number;
}

/** Purchases of new parcels by a buyer who has bought in the same sale before. */
export async function measureSales(cast: Cast): Promise<GasSection> {
  const house = await openHouse(cast, PrimarySale__factory);
  await restrict(cast, house, "platform", PLATFORM_FUNCTIONS);
  await approveHouse(cast, house, [cast.buyer]);
  const offers: Offer[] = [
    { name: "buy at a fixed price", endPrice: PRICE, walletCap: 0, size: 1 },
    { name: "buy at a falling price", endPrice: PRICE / 2n, walletCap: 0, size: 1 },
    { name: "buy at a fixed price, so many for each owner", endPrice: PRICE, walletCap: 10, size: 1 },
    { name: `buy a lot of ${LOT}, each`, endPrice: PRICE, walletCap: 0, size: LOT },
  ];
  const rows: GasRow[] = [];
  for (const offer of offers) rows.push(await purchase(cast, house, offer));
  return { title: "Landslide: a primary sale, each token's first", rows };
}

async function purchase(cast: Cast, house: PrimarySale, { name, endPrice, walletCap, size }: Offer): Promise<GasRow> {
  const { bench, buyer, first } = cast;
  const { platform } = bench.staff;
  const startsAt = await bench.now();
  const sale = {
    collection: bench.land,
    proceeds: first,
    currency: bench.settlementToken,
    startsAt,
    endsAt: startsAt + DAY,
    walletCap,
    tiers: [{ startPrice: PRICE * BigInt(size), endPrice: endPrice * BigInt(size) }],
  };
  await bench.mine(() => house.connect(platform).createSale(sale));
  const saleId = await house.saleCount();
  const lots = [await mintTo(cast, house, size), await mintTo(cast, house, size)];
  await bench.mine(() => house.connect(platform).addLots(saleId, 0, lots));
  const lotId = await house.lotCount();
  const limit = PRICE * BigInt(size);
  await bench.mine(() => house.connect(buyer).buy([lotId - 1n], limit));
  const { gas } = await step(cast, name, () => house.connect(buyer).buy([lotId], limit));
  await bench.wait(LONG);
  return { name, gas: gas / BigInt(size) };
}

async function mintTo({ bench, nextPlace }: Cast, house: PrimarySale, count: number): Promise<bigint[]> {
  const places = Array.from({ length: count }, () => ({ x: 3, y: nextPlace() }));
  await bench.mine(() => bench.land.connect(bench.staff.platform).mintBatch(house, places));
  return Promise.all(places.map(({ x, y }) => bench.land.tokenIdAt(x, y)));
}
