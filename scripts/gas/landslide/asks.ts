import { DAY } from "../../../src/domain/calendar.ts";
import type { GasSection } from "../rows.ts";
import { PRICE } from "../stall.ts";
import { type Cast, fillRow, freshParcel, LONG, seasonedParcel } from "./cast.ts";

/** The checked trade by the history of its token; the first row is the one with the limit. */
export async function measureAsks(cast: Cast): Promise<GasSection> {
  const usual = await fillRow(cast, "history in token and accounts, buyer new to it", await seasonedParcel(cast));
  return {
    title: "Landslide: a signed ask, fee 2.5 %, royalty 5 %, four rules enforcing",
    rows: [
      { ...usual, way: "ask" },
      await fillRow(cast, "third sale within a month", await hotParcel(cast, 2)),
      await fillRow(cast, "fourth sale within a month", await hotParcel(cast, 3)),
      await fillRow(cast, "buyer owned it before, long ago", await formerParcel(cast)),
      await fillRow(cast, "first sale of the token ever", await freshParcel(cast, cast.seller)),
    ],
  };
}

/** A parcel that reached the seller through so many sales within the review window. */
async function hotParcel(cast: Cast, sales: 2 | 3): Promise<bigint> {
  const { bench, seller, former, earlier, first } = cast;
  const owners = sales === 2 ? [earlier, former, seller] : [first, earlier, former, seller];
  const tokenId = await freshParcel(cast, owners[0] ?? seller);
  for (const [i, owner] of owners.slice(0, -1).entries()) {
    await bench.sell(owner, owners[i + 1] ?? seller, tokenId, PRICE);
    await bench.wait(2 * DAY);
  }
  return tokenId;
}

/** A parcel that the buyer once sold and now may buy back. */
async function formerParcel(cast: Cast): Promise<bigint> {
  const { bench, seller, buyer, former } = cast;
  const tokenId = await freshParcel(cast, buyer);
  await bench.sell(buyer, former, tokenId, PRICE);
  await bench.wait(DAY);
  await bench.sell(former, seller, tokenId, PRICE);
  await bench.wait(LONG);
  return tokenId;
}
