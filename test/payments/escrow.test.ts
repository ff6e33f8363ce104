import { anyValue } from "@nomicfoundation/hardhat-ethers-chai-matchers/withArgs";
import { expect } from "chai";
import { network } from "hardhat";

import { logDecoder } from "../../src/chain/decode.ts";
import { ruleId } from "../../src/chain/deployment.ts";
import { orderStruct } from "../../src/chain/orders.ts";
import type { RawLog } from "../../src/chain/words.ts";
import { addressOf } from "../../src/chain/workbench.ts";
import { DAY } from "../../src/domain/calendar.ts";
import type { ChainEvent } from "../../src/domain/events.ts";
import { applyEvent, emptyState } from "../../src/replay/market-state.ts";
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
        anyValue,
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

  it("moves nothing when the officer refuses it, and lets the parties appeal for some days", async () => {
    const { bench } = await networkHelpers.loadFixture(held);
    const { escrow, staff } = bench;
    const refuse = escrow.connect(staff.officer).reverse(CASE, REASON);

    const appealUntil = BigInt(await timeOf(refuse)) + 3n * BigInt(DAY);
    await expect(refuse).to.emit(escrow, "CaseRefused").withArgs(CASE, staff.officer, appealUntil, REASON);
    await expect(refuse).to.changeTokenBalances(ethers, bench.settlementToken, [escrow], [0n]);
    expect(await escrow.held()).to.equal(PRICE);
  });

  it("gives both sides back what was theirs when nobody appeals", async () => {
    const { bench, seller, buyer, stranger, parcel } = await networkHelpers.loadFixture(refused);
    const { escrow } = bench;
    await bench.wait(3 * DAY);
    const conclude = escrow.connect(stranger).expire(CASE);

    await expect(conclude).to.emit(escrow, "CaseReversed").withArgs(CASE, stranger, true, "");
    await expect(conclude).to.changeTokenBalances(ethers, bench.settlementToken, [escrow, seller], [-PRICE, PRICE]);
    expect(await bench.land.ownerOf(parcel)).to.equal(buyer.address);
    expect(await escrow.held()).to.equal(0n);
  });

  it("puts a refused case before another officer on appeal, with the whole review period", async () => {
    const { bench, seller } = await networkHelpers.loadFixture(refused);
    const { escrow } = bench;
    const appeal = escrow.connect(seller).appeal(CASE, GROUNDS);

    const deadline = BigInt(await timeOf(appeal)) + 14n * BigInt(DAY);
    await expect(appeal).to.emit(escrow, "CaseAppealed").withArgs(CASE, seller, deadline, GROUNDS);
  });

  it("lets the other officer reverse or release it, and the first do neither", async () => {
    for (const [way, owner] of [
      ["reverse", "buyer"],
      ["release", "seller"],
    ] as const) {
      const world = await networkHelpers.loadFixture(appealed);
      const { bench, parcel } = world;
      const { escrow, staff } = bench;
      await expect(escrow.connect(staff.officer)[way](CASE, REASON))
        .to.be.revertedWithCustomError(escrow, "EscrowOwnRefusal")
        .withArgs(CASE, staff.officer);
      await bench.mine(() => escrow.connect(staff.appeals)[way](CASE, REASON));
      expect(await bench.land.ownerOf(parcel), way).to.equal(world[owner].address);
      expect(await escrow.held()).to.equal(0n);
    }
  });

  it("freezes a case, and its clock, but not the right to appeal", async () => {
    const { bench, seller, stranger } = await networkHelpers.loadFixture(refused);
    const { escrow, staff } = bench;
    const officer = escrow.connect(staff.officer);
    const { deadline } = await escrow.caseOf(CASE);
    const until = BigInt(await bench.now()) + 90n * BigInt(DAY);
    const freeze = officer.freeze(CASE, until, REASON);
    const stood = until - BigInt(await timeOf(freeze));
    await expect(freeze)
      .to.emit(escrow, "CaseFrozen")
      .withArgs(CASE, staff.officer, until, deadline + stood, REASON);

    await bench.wait(80 * DAY);
    await bench.mine(() => escrow.connect(seller).appeal(CASE, GROUNDS));
    for (const step of [
      escrow.connect(staff.appeals).release(CASE, REASON),
      escrow.connect(staff.appeals).reverse(CASE, REASON),
      escrow.connect(stranger).expire(CASE),
    ]) {
      await expect(step).to.be.revertedWithCustomError(escrow, "EscrowCaseFrozen").withArgs(CASE, until);
    }
    const unfreeze = officer.unfreeze(CASE, REASON);
    const heard = BigInt(await timeOf(unfreeze)) + 14n * BigInt(DAY);
    await expect(unfreeze).to.emit(escrow, "CaseUnfrozen").withArgs(CASE, staff.officer, heard, REASON);
    await bench.mine(() => escrow.connect(staff.appeals).release(CASE, REASON));
  });

  it("can be told from its events alone: who settled what for whom, why, and every step", async () => {
    const { bench, seller, buyer, parcel } = await networkHelpers.loadFixture(held);
    const { escrow, staff, deployment } = bench;
    await bench.mine(() => escrow.connect(staff.officer).reverse(CASE, REASON));
    const until = (await bench.now()) + 30 * DAY;
    await bench.mine(() => escrow.connect(staff.officer).freeze(CASE, until, "a court asks"));
    await bench.mine(() => escrow.connect(buyer).appeal(CASE, GROUNDS));
    const filter = { fromBlock: "0x0", address: deployment.escrow };
    const logs: readonly RawLog[] = await ethers.provider.send("eth_getLogs", [filter]);
    const decode = logDecoder(deployment);
    const steps: readonly ChainEvent[] = logs.flatMap((log) => decode(log) ?? []);

    const there = await escrow.caseOf(CASE);
    const opened = steps.find((step) => step.e === "CaseOpened");
    const trade = { seller: addressOf(buyer), buyer: addressOf(seller), payer: addressOf(seller), tokenId: parcel };
    expect(opened).to.deep.include({ settler: deployment.market, price: PRICE, rule: "RoundTrip", ...trade });
    expect(opened?.legs.map(({ to, amount }) => [to, amount])).to.deep.equal(
      there.legs.map(({ to, amount }) => [to.toLowerCase(), amount]),
    );
    const state = emptyState();
    for (const step of steps) applyEvent(state, step, Number(there.openedAt));
    expect(state.cases.get(CASE)).to.deep.include({
      status: "appealed",
      deadline: Number(there.deadline),
      frozenUntil: Number(there.frozenUntil),
    });
    expect(steps.find((step) => step.e === "CaseRefused")?.officer).to.equal(there.refusedBy.toLowerCase());
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

const GROUNDS = "We are two.";

/** Seconds at which it was mined. */
async function timeOf(sent: Promise<{ getBlock(): Promise<{ timestamp: number } | null> }>): Promise<number> {
  return (await (await sent).getBlock())?.timestamp ?? Number.NaN;
}

async function appealed(connection: { readonly ethers: typeof ethers }) {
  const world = await refused(connection);
  await world.bench.mine(() => world.bench.escrow.connect(world.seller).appeal(CASE, GROUNDS));
  return world;
}

async function refused(connection: { readonly ethers: typeof ethers }) {
  const world = await held(connection);
  await world.bench.mine(() => world.bench.escrow.connect(world.bench.staff.officer).reverse(CASE, REASON));
  return world;
}

async function held(connection: { readonly ethers: typeof ethers }) {
  const world = await boughtBackLater(connection);
  await world.bench.market.connect(world.seller).fill(world.order, world.signature, world.parcel);
  return world;
}
