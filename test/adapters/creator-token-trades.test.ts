import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { network } from "hardhat";

import { DAY } from "../../src/domain/calendar.ts";
import {
  AUCTION,
  auctioned,
  CASE,
  expectRefused,
  heldTrade,
  openCollection,
  openWith,
} from "../fixtures/creator-collection.ts";
import { PRICE } from "../fixtures/market.ts";

const { networkHelpers } = await network.create();
const POLICIES = ["open", "recorded", "refused"] as const;

describe("CreatorTokenValidator: a real ERC721-C collection in our houses", () => {
  it("is sold in the market, from hand to hand", async () => {
    const { sell, seller, buyer, third, ownerOf } = await networkHelpers.loadFixture(openCollection);
    await sell(seller, buyer);
    await sell(buyer, third);
    expect(await ownerOf()).to.equal(third.address);
  });

  it("does not come back to a former owner within the window", async () => {
    const { bench, sell, seller, buyer, third } = await networkHelpers.loadFixture(openCollection);
    await sell(seller, buyer);
    await sell(buyer, third);
    await expectRefused(bench, sell(third, seller), "RoundTrip", "RoundTripTooSoon");
  });

  it("is not sold between accounts of one owner", async () => {
    const { bench, sell, seller, buyer } = await networkHelpers.loadFixture(openCollection);
    await bench.compliance.connect(bench.staff.support).attest([seller, buyer], 17);
    await expectRefused(bench, sell(seller, buyer), "SelfTrade", "SelfTradeOneOwner");
  });

  it("is not sold to somebody whom the seller funded", async () => {
    const { bench, sell, seller, stranger } = await networkHelpers.loadFixture(openCollection);
    await bench.settlementToken.connect(seller).transfer(stranger, PRICE);
    await bench.settlementToken.connect(stranger).approve(bench.market, MaxUint256);
    await expectRefused(bench, sell(seller, stranger), "CommonFunder", "CommonFunderOneRoot");
  });

  it("is not sold to somebody whom the seller paid beside the trade", async () => {
    const { bench, sell, seller, buyer } = await networkHelpers.loadFixture(openCollection);
    await bench.settlementToken.connect(seller).transfer(buyer, PRICE);
    await expectRefused(bench, sell(seller, buyer), "SelfFinanced", "SelfFinancedBySeller");
  });

  it("waits in the escrow when a trade is held, and goes to the buyer when it is released", async () => {
    const { bench, seller, ownerOf } = await networkHelpers.loadFixture(heldTrade);
    expect(await ownerOf()).to.equal(await bench.escrow.getAddress());
    await bench.escrow.connect(bench.staff.officer).release(CASE, "An honest purchase.");
    expect(await ownerOf()).to.equal(seller.address);
  });

  it("goes back to its seller out of the escrow when a held trade is reversed", async () => {
    const { bench, buyer, stranger, ownerOf } = await networkHelpers.loadFixture(heldTrade);
    await bench.wait(60 * DAY);
    await bench.escrow.connect(stranger).expire(CASE);
    expect(await ownerOf()).to.equal(buyer.address);
    expect((await bench.escrow.caseOf(CASE)).tokenPending).to.equal(false);
  });

  it("is auctioned", async () => {
    const { bench, buyer, stranger, ownerOf } = await networkHelpers.loadFixture(auctioned);
    await bench.auctionHouse.connect(buyer).bid(AUCTION, PRICE);
    await bench.wait(DAY);
    await bench.auctionHouse.connect(stranger).settle(AUCTION);
    expect(await ownerOf()).to.equal(buyer.address);
  });

  it("refuses a bid that would make an auction a round trip", async () => {
    const { bench, former } = await networkHelpers.loadFixture(auctioned);
    await expect(bench.auctionHouse.connect(former).bid(AUCTION, PRICE)).to.be.revertedWithCustomError(
      bench.auctionHouse,
      "AuctionBidRefused",
    );
  });

  it("comes back to its seller out of an auction without bids", async () => {
    const { bench, seller, ownerOf } = await networkHelpers.loadFixture(auctioned);
    expect(await ownerOf()).to.equal(await bench.auctionHouse.getAddress());
    await bench.auctionHouse.connect(seller).cancel(AUCTION);
    expect(await ownerOf()).to.equal(seller.address);
  });

  for (const policy of POLICIES) {
    it(`goes through market, escrow and auction house where transfers are ${policy}`, async () => {
      const { bench, sell, auction, seller, buyer, third, stranger, ownerOf } = await openWith(policy);
      await sell(seller, buyer);
      await sell(buyer, third);
      await bench.wait(10 * DAY);
      await sell(third, seller);
      expect(await ownerOf()).to.equal(await bench.escrow.getAddress());
      await bench.wait(60 * DAY);
      await bench.escrow.connect(stranger).expire(CASE);
      await auction(third);
      await bench.auctionHouse.connect(seller).bid(AUCTION, PRICE);
      await bench.wait(DAY);
      await bench.auctionHouse.connect(stranger).settle(AUCTION);
      expect(await ownerOf()).to.equal(seller.address);
    });
  }
});
