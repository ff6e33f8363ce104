import { ZeroAddress } from "ethers";

import { DAY } from "../../../src/domain/calendar.ts";
import { NO_FINGERPRINT } from "../../../src/domain/order.ts";
import { Instalments__factory } from "../../../typechain-types/factories/payments/Instalments__factory.ts";
import type { Instalments } from "../../../typechain-types/payments/Instalments.ts";
import type { GasRow, GasSection } from "../rows.ts";
import { PRICE } from "../stall.ts";
import { type Cast, LONG, seasonedParcel } from "./cast.ts";
import { approveHouse, openHouse, step } from "./house.ts";

const COUNT = 3;
const PERIOD = 30 * DAY;
/** What the last payment must come with; the rest of it comes back. */
const LAST_GAS = 5_000_000n;

/** The order of the fields is that of contracts/payments/IInstalments.sol. */
const OFFER_TYPES = {
  InstalmentOffer: [
    { name: "seller", type: "address" },
    { name: "buyer", type: "address" },
    { name: "collection", type: "address" },
    { name: "tokenId", type: "uint256" },
    { name: "fingerprint", type: "bytes32" },
    { name: "currency", type: "address" },
    { name: "downPayment", type: "uint128" },
    { name: "instalment", type: "uint128" },
    { name: "count", type: "uint32" },
    { name: "period", type: "uint32" },
    { name: "graceSeconds", type: "uint32" },
    { name: "forfeitBps", type: "uint16" },
    { name: "expiresAt", type: "uint64" },
    { name: "counter", type: "uint256" },
    { name: "nonce", type: "uint256" },
  ],
};

/** A sale in four parts, in a house that keeps the payments of another. */
export async function measureInstalments(cast: Cast): Promise<GasSection> {
  const { bench, buyer, seller } = cast;
  const house = await openHouse(cast, Instalments__factory);
  await approveHouse(cast, house, [seller, buyer]);
  await accept(cast, house, 0n);
  const rows = [await accept(cast, house, 1n)];
  const planId = await house.planCount();
  await bench.wait(PERIOD);
  rows.push(await step(cast, "pay an instalment", () => house.connect(buyer).pay(planId, 1)));
  await bench.wait(PERIOD);
  await bench.mine(() => house.connect(buyer).pay(planId, 1));
  await bench.wait(PERIOD);
  const last = () => house.connect(buyer).pay(planId, 1, { gasLimit: LAST_GAS });
  rows.push(await step(cast, "pay the last one, the sale settles", last));
  await bench.wait(LONG);
  return { title: "Landslide: a sale in instalments", rows };
}

async function accept(cast: Cast, house: Instalments, nonce: bigint): Promise<GasRow> {
  const { bench, seller, buyer } = cast;
  const offer = {
    seller: seller.address,
    buyer: ZeroAddress,
    collection: bench.deployment.land,
    tokenId: await seasonedParcel(cast),
    fingerprint: NO_FINGERPRINT,
    currency: bench.deployment.settlementToken,
    downPayment: PRICE / 4n,
    instalment: PRICE / 4n,
    count: COUNT,
    period: PERIOD,
    graceSeconds: 7 * DAY,
    forfeitBps: 1_000,
    expiresAt: (await bench.now()) + DAY,
    counter: 0n,
    nonce,
  };
  const domain = {
    name: "Landslide Instalments",
    version: "1",
    chainId: bench.chainId,
    verifyingContract: await house.getAddress(),
  };
  const signature = await seller.signTypedData(domain, OFFER_TYPES, offer);
  return step(cast, "accept a signed offer: down payment, the token into custody", () =>
    house.connect(buyer).accept(offer, signature),
  );
}
