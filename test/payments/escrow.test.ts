import { anyValue } from "@nomicfoundation/hardhat-ethers-chai-matchers/withArgs";
import { expect } from "chai";
import { network } from "hardhat";

import { ruleId } from "../../src/chain/deployment.ts";
import { orderStruct } from "../../src/chain/orders.ts";
import { DAY } from "../../src/domain/calendar.ts";
import { codeOf, FEE, openMarket, ownCluster, PRICE, PROCEEDS, ROYALTY } from "../fixtures/market.ts";

const { ethers, networkHelpers } = await network.create();
const CASE = 1n;
const REASON = "Looked into.";

describe("Escrow: held trades", () => {
  it("takes parcel and money of a held trade in, under a case number with its evidence", async () => {
    const { bench, seller, buyer, parcel, soldAt, order, signature } =
      await networkHelpers.loadFixture(boughtBackLater);
    const fill = bench.market.connect(seller).fill(order, signature, parcel);

    await expect(fill)
      .to.emit(bench.market, "TradeHeld")
      .withArgs(anyValue, bench.land, parcel, buyer, seller, PRICE, CASE);
    await expect(fill)
      .to.emit(bench.escrow, "CaseOpened")
      .withArgs(
        CASE,
        bench.land,
        parcel,
        anyValue,
        anyValue,
        ruleId("RoundTrip"),
        codeOf(bench.marketRules.interface, "RoundTripForReview"),
        ethers.AbiCoder.defaultAbiCoder().encode(Array(3).fill("uint256"), [ownCluster(seller), soldAt, 30 * DAY]),
      );
    await expect(fill).to.changeTokenBalances(
      ethers,
      bench.settlementToken,
      [seller, bench.escrow, buyer],
      [-PRICE, PRICE, 0n],
    );
    expect(await bench.land.ownerOf(parcel)).to.equal(await bench.escrow.getAddress());
    expect(await bench.escrow.held()).to.equal(PRICE);
  });

  it("completes the trade when the officer releases it", async () => {
    const { bench, seller, buyer, parcel } = await networkHelpers.loadFixture(held);
    const { escrow, staff } = bench;
    const release = escrow.connect(staff.officer).release(CASE, REASON);

    await expect(release).to.emit(escrow, "CaseReleased").withArgs(CASE, staff.officer, REASON);
    await expect(release).to.changeTokenBalances(
      ethers,
      bench.settlementToken,
      [escrow, buyer, staff.treasury, staff.creator],
      [-PRICE, PROCEEDS, FEE, ROYALTY],
    );
    expect(await bench.land.ownerOf(parcel)).to.equal(seller.address);
    expect(await escrow.held()).to.equal(0n);
  });

  it("makes a released trade part of the parcel's history", async () => {
    const { bench, buyer, parcel } = await networkHelpers.loadFixture(held);
    await bench.escrow.connect(bench.staff.officer).release(CASE, REASON);
    expect(await bench.marketRules.disposedAt(bench.land, parcel, ownCluster(buyer))).to.equal(await bench.now());
  });

  it("gives both sides back what was theirs when the officer reverses it", async () => {
    const { bench, seller, buyer, parcel } = await networkHelpers.loadFixture(held);
    const { escrow, staff } = bench;
    const reverse = escrow.connect(staff.officer).reverse(CASE, REASON);

    await expect(reverse).to.emit(escrow, "CaseReversed").withArgs(CASE, staff.officer, false, REASON);
    await expect(reverse).to.changeTokenBalances(
      ethers,
      bench.settlementToken,
      [escrow, seller, buyer, staff.treasury],
      [-PRICE, PRICE, 0n, 0n],
    );
    expect(await bench.land.ownerOf(parcel)).to.equal(buyer.address);
    expect(await escrow.held()).to.equal(0n);
  });

  it("lets anyone undo a case past its deadline, and nobody before", async () => {
    const { bench, seller, buyer, stranger, parcel } = await networkHelpers.loadFixture(held);
    const { escrow } = bench;
    const { deadline } = await escrow.caseOf(CASE);
    const expire = () => escrow.connect(stranger).expire(CASE);

    await expect(expire()).to.be.revertedWithCustomError(escrow, "EscrowDeadlineAhead").withArgs(CASE, deadline);
    await networkHelpers.time.increaseTo(deadline);
    const expired = expire();
    await expect(expired).to.emit(escrow, "CaseReversed").withArgs(CASE, stranger, true, "");
    await expect(expired).to.changeTokenBalances(ethers, bench.settlementToken, [escrow, seller], [-PRICE, PRICE]);
    expect(await bench.land.ownerOf(parcel)).to.equal(buyer.address);
  });

  it("closes a case once", async () => {
    const { bench } = await networkHelpers.loadFixture(held);
    const escrow = bench.escrow.connect(bench.staff.officer);
    await escrow.release(CASE, REASON);
    for (const again of [escrow.reverse(CASE, REASON), escrow.expire(CASE), escrow.release(CASE, REASON)]) {
      await expect(again).to.be.revertedWithCustomError(escrow, "EscrowCaseNotOpen");
    }
  });
});

/** The seller sold to the buyer 20 days ago; the buyer now asks the same price for it. */
async function boughtBackLater(connection: { readonly ethers: typeof ethers }) {
  const world = await openMarket(connection);
  const { bench, seller, buyer, parcel } = world;
  await bench.sell(seller, buyer, parcel, PRICE);
  const soldAt = await bench.now();
  await bench.wait(20 * DAY);
  const order = await bench.ask(buyer, parcel, PRICE);
  return { ...world, soldAt, order: orderStruct(order), signature: await bench.sign(buyer, order) };
}

async function held(connection: { readonly ethers: typeof ethers }) {
  const world = await boughtBackLater(connection);
  await world.bench.market.connect(world.seller).fill(world.order, world.signature, world.parcel);
  return world;
}
