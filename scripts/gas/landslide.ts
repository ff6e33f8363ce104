import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import { orderStruct } from "../../src/chain/orders.ts";
import type { Workbench } from "../../src/chain/workbench.ts";
import { DAY } from "../../src/domain/calendar.ts";
import type { Order } from "../../src/domain/order.ts";
import { USD } from "../../src/domain/primitives.ts";
import type { GasRow, GasSection } from "./rows.ts";

export interface LandslideGas {
  /** The figure with the limit: a signed ask, all four rules enforcing, tokens and accounts with a history. */
  readonly headline: bigint;
  /** The same for tokens with other histories, the headline included. */
  readonly checked: readonly GasRow[];
  readonly sections: readonly GasSection[];
}

const PRICE = 10_000n * USD;
/** Longer than the review window: what happened before is history and stands against nobody. */
const LONG = 40 * DAY;
const BATCH = 5;

/** Measures every way through our own market. The traders have a history: money, parcels, a sale and a purchase each. */
export async function measureLandslide(bench: Workbench): Promise<LandslideGas> {
  const cast = await prepare(bench);
  const usual = await fillRow(cast, "history in token and accounts, buyer new to it", await seasonedParcel(cast));
  const checked: GasSection = {
    title: "Landslide: a signed ask, fee 2.5 %, royalty 5 %, four rules enforcing",
    rows: [
      usual,
      await fillRow(cast, "third sale within a month", await hotParcel(cast, 2)),
      await fillRow(cast, "fourth sale within a month", await hotParcel(cast, 3)),
      await fillRow(cast, "buyer owned it before, long ago", await formerParcel(cast)),
      await fillRow(cast, "first sale of the token ever", await bench.mintParcel(cast.seller, 0, cast.nextPlace())),
    ],
  };
  const ways: GasSection = {
    title: "Landslide: other ways to agree, history in token and accounts",
    rows: [
      await measureAuthorisedFill(cast),
      await measureTryFill(cast, "tryFill", await seasonedParcel(cast)),
      await measureBatch(cast),
      await measureBid(cast, "signed bid, filled by the seller", bench.bid.bind(bench)),
      await measureBid(cast, "signed bid for any of the collection", (buyer, _, price) =>
        bench.collectionBid(buyer, price),
      ),
    ],
  };
  const rules = await measureRules(cast);
  const rest: GasSection = {
    title: "Landslide: the rest",
    rows: [...(await measureCases(cast)), ...(await measureOrders(cast)), ...(await measureTransfers(cast))],
  };
  return { headline: usual.gas, checked: checked.rows, sections: [checked, ways, rules, rest] };
}

interface Cast {
  readonly bench: Workbench;
  readonly seller: HardhatEthersSigner;
  readonly buyer: HardhatEthersSigner;
  readonly former: HardhatEthersSigner;
  readonly earlier: HardhatEthersSigner;
  readonly first: HardhatEthersSigner;
  readonly nextPlace: () => number;
}

async function prepare(bench: Workbench): Promise<Cast> {
  const [seller, buyer, former, earlier, first] = bench.traders;
  if (!seller || !buyer || !former || !earlier || !first) throw new Error("The bench needs five traders.");
  const traders = [seller, buyer, former, earlier, first];
  for (const trader of traders) {
    await bench.mintMoney(trader, 1_000_000n * USD);
    await bench.approveMarket(trader);
  }
  // Everyone keeps a parcel of their own, has sold one and bought one.
  for (const [i, trader] of traders.entries()) {
    await bench.mintParcel(trader, 1, i);
    const parcel = await bench.mintParcel(trader, 2, i);
    await bench.sell(trader, traders[(i + 1) % traders.length] ?? seller, parcel, PRICE);
  }
  await bench.wait(LONG);
  let places = 0;
  return { bench, seller, buyer, former, earlier, first, nextPlace: () => places++ };
}

/** A parcel of the seller's that was sold once, long ago, by somebody else. */
async function seasonedParcel({ bench, seller, former, nextPlace }: Cast): Promise<bigint> {
  const tokenId = await bench.mintParcel(former, 0, nextPlace());
  await bench.sell(former, seller, tokenId, PRICE);
  await bench.wait(LONG);
  return tokenId;
}

/** A parcel that reached the seller through so many sales within the review window. */
async function hotParcel({ bench, seller, former, earlier, first, nextPlace }: Cast, sales: 2 | 3): Promise<bigint> {
  const owners = sales === 2 ? [earlier, former, seller] : [first, earlier, former, seller];
  const tokenId = await bench.mintParcel(owners[0] ?? seller, 0, nextPlace());
  for (const [i, owner] of owners.slice(0, -1).entries()) {
    await bench.sell(owner, owners[i + 1] ?? seller, tokenId, PRICE);
    await bench.wait(2 * DAY);
  }
  return tokenId;
}

/** A parcel that the buyer once sold and now may buy back. */
async function formerParcel({ bench, seller, buyer, former, nextPlace }: Cast): Promise<bigint> {
  const tokenId = await bench.mintParcel(buyer, 0, nextPlace());
  await bench.sell(buyer, former, tokenId, PRICE);
  await bench.wait(DAY);
  await bench.sell(former, seller, tokenId, PRICE);
  await bench.wait(LONG);
  return tokenId;
}

async function fillRow({ bench, seller, buyer }: Cast, name: string, tokenId: bigint): Promise<GasRow> {
  const { gasUsed } = await bench.sell(seller, buyer, tokenId, PRICE);
  return { name, gas: gasUsed };
}

async function measureAuthorisedFill(cast: Cast): Promise<GasRow> {
  const { bench, seller, buyer } = cast;
  const tokenId = await seasonedParcel(cast);
  const order = orderStruct(await bench.ask(seller, tokenId, PRICE));
  await bench.mine(() => bench.market.connect(seller).authorise(order));
  const { gasUsed } = await bench.mine(() => bench.market.connect(buyer).fill(order, "0x", tokenId));
  return { name: "ask authorised on chain before, not signed", gas: gasUsed };
}

async function measureTryFill({ bench, seller, buyer }: Cast, name: string, tokenId: bigint): Promise<GasRow> {
  const order = await bench.ask(seller, tokenId, PRICE);
  const signature = await bench.sign(seller, order);
  const { gasUsed } = await bench.mine(() =>
    bench.market.connect(buyer).tryFill(orderStruct(order), signature, tokenId),
  );
  return { name, gas: gasUsed };
}

async function measureBatch(cast: Cast): Promise<GasRow> {
  const { bench, seller, buyer } = cast;
  const signed: { order: Order; signature: string; tokenId: bigint }[] = [];
  const tokenIds: bigint[] = [];
  for (let i = 0; i < BATCH; i++) tokenIds.push(await seasonedParcel(cast));
  for (const tokenId of tokenIds) {
    const order = await bench.ask(seller, tokenId, PRICE);
    signed.push({ order, signature: await bench.sign(seller, order), tokenId });
  }
  const fills = signed.map((fill) => ({ ...fill, order: orderStruct(fill.order) }));
  const { gasUsed } = await bench.mine(() => bench.market.connect(buyer).fillBatch(fills));
  return { name: `fillBatch of ${BATCH}, each`, gas: gasUsed / BigInt(BATCH) };
}

async function measureBid(cast: Cast, name: string, makeBid: Workbench["bid"]): Promise<GasRow> {
  const { bench, seller, buyer } = cast;
  const tokenId = await seasonedParcel(cast);
  const order = await makeBid(buyer, tokenId, PRICE);
  const signature = await bench.sign(buyer, order);
  const { gasUsed } = await bench.mine(() => bench.market.connect(seller).fill(orderStruct(order), signature, tokenId));
  return { name, gas: gasUsed };
}

/** The rules share a contract, so that only their refusals can be measured one by one. */
async function measureRules(cast: Cast): Promise<GasSection> {
  const { bench, seller, buyer } = cast;
  const { support, decision } = bench.staff;
  const rows: GasRow[] = [];

  await bench.setRuleModes("off");
  rows.push(await fillRow(cast, "settled with all rules off", await seasonedParcel(cast)));
  await bench.mine(() => bench.compliance.connect(decision).removeRuleSet(bench.washTrading));
  rows.push(await fillRow(cast, "settled with no rule set in the engine", await seasonedParcel(cast)));
  await bench.mine(() => bench.compliance.connect(decision).addRuleSet(bench.washTrading));
  await bench.setRuleModes("enforce");

  const ownAsk = await seasonedParcel(cast);
  await bench.mine(() => bench.compliance.connect(support).attest([seller, buyer], 1));
  rows.push(await measureTryFill(cast, "refused by SelfTrade, leaving its trace", ownAsk));
  await bench.mine(() => bench.compliance.connect(support).attest([seller, buyer], 0));

  const soldYesterday = await bench.mintParcel(buyer, 0, cast.nextPlace());
  await bench.sell(buyer, seller, soldYesterday, PRICE);
  await bench.wait(DAY);
  rows.push(await measureTryFill(cast, "refused by RoundTrip", soldYesterday));

  const root = await bench.settlementToken.fundingRoot(buyer);
  await bench.mine(() => bench.settlementToken.connect(support).attestFundingRoot(buyer, seller));
  rows.push(await measureTryFill(cast, "refused by CommonFunder", await seasonedParcel(cast)));
  await bench.mine(() => bench.settlementToken.connect(support).attestFundingRoot(buyer, root));

  const financed = await seasonedParcel(cast);
  await bench.mine(() => bench.settlementToken.connect(seller).transfer(buyer, PRICE));
  rows.push(await measureTryFill(cast, "refused by SelfFinanced", financed));
  await bench.wait(LONG);
  return { title: "Landslide: what the rules cost", rows };
}

async function measureCases(cast: Cast): Promise<GasRow[]> {
  const { bench, buyer, seller } = cast;
  const escrow = bench.escrow.connect(bench.staff.officer);
  const rows: GasRow[] = [];
  for (const close of ["release", "reverse"] as const) {
    const tokenId = await bench.mintParcel(buyer, 0, cast.nextPlace());
    await bench.sell(buyer, seller, tokenId, PRICE);
    await bench.wait(20 * DAY);
    const held = await bench.sell(seller, buyer, tokenId, PRICE);
    if (close === "release") rows.push({ name: "a trade held: token and money into escrow", gas: held.gasUsed });
    const caseId = await bench.escrow.caseCount();
    const closed = await bench.mine(() => escrow[close](caseId, "Looked into."));
    rows.push({ name: `the officer ${close}s it`, gas: closed.gasUsed });
  }
  return rows;
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
