import { DAY } from "../../../src/domain/calendar.ts";
import { NO_FINGERPRINT } from "../../../src/domain/order.ts";
import { ConditionalPayments__factory } from "../../../typechain-types/factories/payments/ConditionalPayments__factory.ts";
import type { ConditionalPayments } from "../../../typechain-types/payments/ConditionalPayments.ts";
import type { GasRow, GasSection } from "../rows.ts";
import { PRICE } from "../stall.ts";
import { type Cast, LONG, seasonedParcel } from "./cast.ts";
import { approveHouse, openHouse, step } from "./house.ts";

/** A payment that waits for its token, in a house that keeps the money of another. */
export async function measureDeliveries(cast: Cast): Promise<GasSection> {
  const house = await openHouse(cast, ConditionalPayments__factory);
  await approveHouse(cast, house, [cast.seller, cast.buyer]);
  await pay(cast, house, await seasonedParcel(cast));
  await cast.bench.wait(LONG);
  const rows = [await pay(cast, house, await seasonedParcel(cast))];
  const paymentId = await house.paymentCount();
  rows.push(
    await step(cast, "deliver the token, fee and royalty paid", () => house.connect(cast.seller).deliver(paymentId)),
  );
  await cast.bench.wait(LONG);
  return { title: "Landslide: a payment on delivery", rows };
}

async function pay(cast: Cast, house: ConditionalPayments, tokenId: bigint): Promise<GasRow> {
  const { bench, seller, buyer } = cast;
  const terms = {
    payee: seller,
    collection: bench.deployment.land,
    tokenId,
    fingerprint: NO_FINGERPRINT,
    currency: bench.deployment.settlementToken,
    amount: PRICE,
    deadline: (await bench.now()) + 7 * DAY,
  };
  return step(cast, "pay for a token in advance", () => house.connect(buyer).payOnDelivery(terms));
}
