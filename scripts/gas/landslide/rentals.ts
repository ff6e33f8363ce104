import { ZeroAddress } from "ethers";

import { DAY } from "../../../src/domain/calendar.ts";
import { NO_FINGERPRINT } from "../../../src/domain/order.ts";
import { USD } from "../../../src/domain/primitives.ts";
import { Rentals__factory } from "../../../typechain-types/factories/rentals/Rentals__factory.ts";
import type { Rentals } from "../../../typechain-types/rentals/Rentals.ts";
import type { GasRow, GasSection } from "../rows.ts";
import { type Cast, LONG, seasonedParcel } from "./cast.ts";
import { approveHouse, openHouse, step } from "./house.ts";

const PRICE_PER_DAY = 20n * USD;
const TERM_DAYS = 14;

/** The order of the fields is that of contracts/rentals/IRentals.sol. */
const OFFER_TYPES = {
  Offer: [
    { name: "landlord", type: "address" },
    { name: "collection", type: "address" },
    { name: "tokenId", type: "uint256" },
    { name: "fingerprint", type: "bytes32" },
    { name: "currency", type: "address" },
    { name: "pricePerDay", type: "uint256" },
    { name: "minDays", type: "uint16" },
    { name: "maxDays", type: "uint16" },
    { name: "tenant", type: "address" },
    { name: "startsAt", type: "uint64" },
    { name: "expiresAt", type: "uint64" },
    { name: "counter", type: "uint256" },
    { name: "nonce", type: "uint256" },
  ],
};

/** A rental from a signed offer to its end, in a house that has seen one before and holds the rent of another. */
export async function measureRentals(cast: Cast): Promise<GasSection> {
  const house = await openHouse(cast, Rentals__factory);
  await approveHouse(cast, house, [cast.seller, cast.buyer]);
  await rental(cast, house, 0n);
  await rent(cast, house, 1n);
  return { title: "Landslide: a rental", rows: await rental(cast, house, 2n) };
}

async function rental(cast: Cast, house: Rentals, nonce: bigint): Promise<GasRow[]> {
  const { bench, seller } = cast;
  const rows = [await rent(cast, house, nonce)];
  const rentalId = await house.rentalCount();
  await bench.wait((TERM_DAYS * DAY) / 2);
  rows.push(await step(cast, "claim half of the rent", () => house.connect(seller).claim(rentalId)));
  await bench.wait(TERM_DAYS * DAY);
  rows.push(await step(cast, "end it, the rest of the rent paid", () => house.connect(seller).end(rentalId)));
  await bench.wait(LONG);
  return rows;
}

async function rent(cast: Cast, house: Rentals, nonce: bigint): Promise<GasRow> {
  const { bench, seller, buyer } = cast;
  const tokenId = await seasonedParcel(cast);
  const startsAt = await bench.now();
  const offer = {
    landlord: seller.address,
    collection: bench.deployment.land,
    tokenId,
    fingerprint: NO_FINGERPRINT,
    currency: bench.deployment.settlementToken,
    pricePerDay: PRICE_PER_DAY,
    minDays: 1,
    maxDays: 365,
    tenant: ZeroAddress,
    startsAt,
    expiresAt: startsAt + DAY,
    counter: 0n,
    nonce,
  };
  const domain = {
    name: "Landslide Rentals",
    version: "1",
    chainId: bench.chainId,
    verifyingContract: await house.getAddress(),
  };
  const signature = await seller.signTypedData(domain, OFFER_TYPES, offer);
  const send = () => house.connect(buyer).rent(offer, signature, TERM_DAYS, buyer);
  return step(cast, "rent by a signed offer, paid in advance", send);
}
