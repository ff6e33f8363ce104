import { DAY } from "../../../src/domain/calendar.ts";
import { AuctionHouse__factory } from "../../../typechain-types/factories/auctions/AuctionHouse__factory.ts";
import type { AuctionHouse } from "../../../typechain-types/auctions/AuctionHouse.ts";
import type { GasRow, GasSection } from "../rows.ts";
import { PRICE } from "../stall.ts";
import { type Cast, seasonedParcel } from "./cast.ts";
import { approveHouse, openHouse, step } from "./house.ts";

const INCREMENT_BPS = 500;

/** An English auction from offer to settlement, in a house that has seen one before. */
export async function measureAuctions(cast: Cast): Promise<GasSection> {
  const house = await openHouse(cast, AuctionHouse__factory);
  await approveHouse(cast, house, [cast.seller, cast.buyer, cast.earlier]);
  await auction(cast, house);
  return { title: "Landslide: an English auction", rows: await auction(cast, house) };
}

async function auction(cast: Cast, house: AuctionHouse): Promise<GasRow[]> {
  const { bench, seller, buyer, earlier } = cast;
  const tokenId = await seasonedParcel(cast);
  const startsAt = await bench.now();
  const terms = {
    collection: bench.land,
    tokenId,
    currency: bench.settlementToken,
    reserve: PRICE / 2n,
    minIncrementBps: INCREMENT_BPS,
    startsAt,
    endsAt: startsAt + DAY,
  };
  const rows = [await step(cast, "create, the token into custody", () => house.connect(seller).create(terms))];
  const id = await house.auctionCount();
  rows.push(await step(cast, "first bid", () => house.connect(earlier).bid(id, PRICE / 2n)));
  rows.push(await step(cast, "outbid, the refund included", () => house.connect(buyer).bid(id, PRICE)));
  await bench.wait(2 * DAY);
  rows.push(await step(cast, "settle", () => house.connect(buyer).settle(id)));
  return rows;
}
