import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { network } from "hardhat";

import { basic, BASIC } from "../../scripts/gas/seaport/forms.ts";
import { ITEM, signSeaportOrder } from "../../scripts/gas/seaport/order.ts";
import { deploySeaport } from "../../scripts/gas/seaport/peer.ts";
import { Puppet__factory } from "../../typechain-types/factories/mocks/Puppet__factory.ts";
import {
  type Connection,
  deployStray,
  expectRefused,
  listAccount,
  openCollection,
  openWith,
  transferOf,
} from "../fixtures/creator-collection.ts";
import { ownCluster, PRICE } from "../fixtures/market.ts";

const { networkHelpers } = await network.create();

describe("CreatorTokenValidator: transfers round our houses", () => {
  it("refuses them where the policy is to refuse them", async () => {
    const { seller, buyer, transfer, validator, collection } = await networkHelpers.loadFixture(openCollection);
    await expect(transfer(seller, buyer))
      .to.be.revertedWithCustomError(validator, "CreatorTokenValidatorTransferRefused")
      .withArgs(collection, seller, buyer);
  });

  it("refuses what it should record and cannot, because it is asked in a STATICCALL", async () => {
    const { seller, buyer, transfer, validator, collection } = await openWith("recorded");
    await expect(transfer(seller, buyer))
      .to.be.revertedWithCustomError(validator, "CreatorTokenValidatorCannotRecord")
      .withArgs(collection, seller, buyer);
  });

  it("lets a gift be made as a sale at the least price, which is recorded", async () => {
    const { bench, seller, buyer, third, collection, tokenId, sell, ownerOf } = await openWith("recorded");
    await sell(seller, buyer, 1n);
    expect(await ownerOf()).to.equal(buyer.address);
    expect(await bench.marketRules.disposedAt(collection, tokenId, ownCluster(seller))).to.equal(await bench.now());
    await sell(buyer, third, 1n);
    await expectRefused(bench, sell(third, seller, 1n), "RoundTrip", "RoundTripTooSoon");
  });

  it("refuses everything of a collection that the engine does not know", async () => {
    const { bench, seller, buyer, validator, tokenId } = await networkHelpers.loadFixture(openCollection);
    const stray = await deployStray(bench, validator);
    await stray.getFunction("mint").send(seller, tokenId);
    await expect(transferOf(stray, tokenId)(seller, buyer))
      .to.be.revertedWithCustomError(validator, "CreatorTokenValidatorCollectionNotRegistered")
      .withArgs(stray);
  });

  it("lets them pass where they are open", async () => {
    const { seller, buyer, transfer, ownerOf } = await openWith("open");
    await transfer(seller, buyer);
    expect(await ownerOf()).to.equal(buyer.address);
  });

  it("refuses a listed account where they are open, on either side", async () => {
    const { bench, seller, buyer, third, transfer, validator, collection, ownerOf } = await openWith("open");
    await listAccount(bench, buyer);
    await expect(transfer(seller, buyer))
      .to.be.revertedWithCustomError(validator, "CreatorTokenValidatorMayNotHold")
      .withArgs(collection, buyer);
    await transfer(seller, third);
    await listAccount(bench, third);
    await expect(transfer(third, seller))
      .to.be.revertedWithCustomError(validator, "CreatorTokenValidatorMayNotHold")
      .withArgs(collection, third);
    expect(await ownerOf()).to.equal(third.address);
  });

  it("refuses an operator that its owner made for one transfer", async () => {
    const { seller, buyer, collection, tokenId, ownerOf } = await networkHelpers.loadFixture(openCollection);
    const operator = await new Puppet__factory(seller).deploy();
    await collection.connect(seller).getFunction("approve").send(operator, tokenId);
    const move = collection.interface.encodeFunctionData("transferFrom", [seller.address, buyer.address, tokenId]);
    await operator.act(collection, move);
    expect(await ownerOf()).to.equal(seller.address);
  });

  it("refuses a sale in the real Seaport, which asked nobody, and lets one pass once the validator is off", async () => {
    const { seller, buyer, validator, collection, ownerOf, sellInSeaport } =
      await networkHelpers.loadFixture(openInSeaport);
    await expect(sellInSeaport())
      .to.be.revertedWithCustomError(validator, "CreatorTokenValidatorTransferRefused")
      .withArgs(collection, seller, buyer);
    await collection.getFunction("setTransferValidator").send(ZeroAddress);
    await sellInSeaport();
    expect(await ownerOf()).to.equal(buyer.address);
  });

  it("lets nobody push a token into the custody of a house", async () => {
    const { bench, seller, transfer, validator, collection } = await openWith("open");
    await expect(transfer(seller, bench.auctionHouse))
      .to.be.revertedWithCustomError(validator, "CreatorTokenValidatorCustodyOnly")
      .withArgs(collection, bench.auctionHouse);
  });
});

/** The seller's token is on offer in the real Seaport, for the settlement token and without a zone. */
async function openInSeaport(connection: Connection) {
  const world = await openCollection(connection);
  const { bench, seller, buyer, collection, tokenId } = world;
  const { seaport, domain } = await deploySeaport(bench);
  await bench.mine(() => collection.connect(seller).getFunction("setApprovalForAll").send(seaport, true));
  await bench.mine(() => bench.settlementToken.connect(buyer).approve(seaport, PRICE));
  const token = await collection.getAddress();
  const money = await bench.settlementToken.getAddress();
  const amount = { startAmount: PRICE, endAmount: PRICE };
  const order = await signSeaportOrder(seller, {
    domain,
    zone: ZeroAddress,
    offer: [{ itemType: ITEM.erc721, token, identifierOrCriteria: tokenId, startAmount: 1n, endAmount: 1n }],
    consideration: [
      { itemType: ITEM.erc20, token: money, identifierOrCriteria: 0n, ...amount, recipient: seller.address },
    ],
    isPartial: false,
    startTime: await bench.now(),
    salt: 1n,
  });
  const fulfil = seaport.connect(buyer).getFunction("fulfillBasicOrder");
  return { ...world, sellInSeaport: () => fulfil.send(basic(order, BASIC.erc20ToErc721)) };
}
