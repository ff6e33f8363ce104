import { orderStruct } from "../../../src/chain/orders.ts";
import { DAY } from "../../../src/domain/calendar.ts";
import { USD } from "../../../src/domain/primitives.ts";
import type { GasRow, GasSection } from "../rows.ts";
import { PRICE } from "../stall.ts";
import { type Cast, freshParcel, seasonedParcel } from "./cast.ts";

/** What happens around trades: held ones, the upkeep of orders, transfers and payments outside trades. */
export async function measureUpkeep(cast: Cast): Promise<GasSection> {
  return {
    title: "Landslide: the rest",
    rows: [...(await measureCases(cast)), ...(await measureOrders(cast)), ...(await measureTransfers(cast))],
  };
}

async function measureCases(cast: Cast): Promise<GasRow[]> {
  const { bench, buyer } = cast;
  const { officer, appeals } = bench.staff;
  const as = (who: typeof officer) => bench.escrow.connect(who);
  const first = await holdTrade(cast);
  const released = await bench.mine(() => as(officer).release(first.caseId, "Looked into."));
  const second = await holdTrade(cast);
  const refused = await bench.mine(() => as(officer).reverse(second.caseId, "Looked into."));
  const appealed = await bench.mine(() => as(buyer).appeal(second.caseId, "Look again."));
  const reversed = await bench.mine(() => as(appeals).reverse(second.caseId, "Looked into again."));
  return [
    { name: "a trade held: token and money into escrow", gas: first.gas },
    { name: "the officer releases it", gas: released.gasUsed },
    { name: "the officer refuses it", gas: refused.gasUsed },
    { name: "the buyer appeals", gas: appealed.gasUsed },
    { name: "another officer reverses it", gas: reversed.gasUsed },
  ];
}

async function holdTrade(cast: Cast): Promise<{ readonly caseId: bigint; readonly gas: bigint }> {
  const { bench, buyer, seller } = cast;
  const tokenId = await freshParcel(cast, buyer);
  await bench.sell(buyer, seller, tokenId, PRICE);
  await bench.wait(20 * DAY);
  const held = await bench.sell(seller, buyer, tokenId, PRICE);
  return { caseId: await bench.escrow.caseCount(), gas: held.gasUsed };
}

async function measureOrders({ bench, seller }: Cast): Promise<GasRow[]> {
  const market = bench.market.connect(seller);
  const order = orderStruct(await bench.ask(seller, 1n, PRICE));
  const authorised = await bench.mine(() => market.authorise(order));
  const cancelled = await bench.mine(() => market.cancel([order]));
  const raised = await bench.mine(() => market.raiseCounter());
  return [
    { name: "authorise an order", gas: authorised.gasUsed },
    { name: "cancel an order", gas: cancelled.gasUsed },
    { name: "cancel all orders by the counter", gas: raised.gasUsed },
  ];
}

async function measureTransfers(cast: Cast): Promise<GasRow[]> {
  const { bench, seller, earlier } = cast;
  const tokenId = await seasonedParcel(cast);
  const given = await bench.mine(() => bench.land.connect(seller).transferFrom(seller, earlier, tokenId));
  const money = bench.settlementToken.connect(seller);
  const paid = await bench.mine(() => money.transfer(earlier, USD));
  const paidAgain = await bench.mine(() => money.transfer(earlier, USD));
  return [
    { name: "transfer of a parcel outside trades, recorded", gas: given.gasUsed },
    { name: "payment outside trades, the first of the pair", gas: paid.gasUsed },
    { name: "payment outside trades, again", gas: paidAgain.gasUsed },
  ];
}
