import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { network } from "hardhat";

import { DAY } from "../../src/domain/calendar.ts";
import { CreatorTokenValidator__factory } from "../../typechain-types/factories/compliance/adapters/CreatorTokenValidator__factory.ts";
import { functionsOf } from "../fixtures/abi-functions.ts";
import {
  AUCTION,
  auctioned,
  CASE,
  DELAY,
  heldTrade,
  listAccount,
  openCollection,
  ownedByAuthority,
  stopTrading,
} from "../fixtures/creator-collection.ts";

const { networkHelpers } = await network.create();
const ABI = CreatorTokenValidator__factory.createInterface();
const FUNCTIONS = functionsOf(ABI);
const VALIDATE = "0xcaee23ea";

describe("CreatorTokenValidator: pitfalls of the standard", () => {
  it("is asked in a STATICCALL, by the function that the collection announces as a view", async () => {
    const { collection } = await networkHelpers.loadFixture(openCollection);
    const [selector, isView] = (await collection.getFunction("getTransferValidationFunction")()) as [string, boolean];
    expect(selector).to.equal(VALIDATE);
    expect(isView).to.equal(true);
    expect(FUNCTIONS.get(selector)?.stateMutability).to.equal("view");
  });

  it("is not asked when tokens are minted or burnt", async () => {
    const { bench, buyer, collection, validator, tokenId, seller } = await networkHelpers.loadFixture(openCollection);
    await listAccount(bench, buyer);
    await collection.getFunction("mint").send(buyer, 99n);
    await collection.connect(seller).getFunction("burn").send(tokenId);
    expect(await collection.getFunction("balanceOf")(buyer)).to.equal(1n);
    expect(await collection.getFunction("balanceOf")(seller)).to.equal(0n);
    expect(await collection.getFunction("getTransferValidator")()).to.equal(await validator.getAddress());
  });

  it("is let through by the collection when it moves a token itself, so it can make no call that changes anything", () => {
    const mutabilities = new Set([...FUNCTIONS.values()].map(({ stateMutability }) => stateMutability));
    expect([...mutabilities].toSorted()).to.deep.equal(["pure", "view"]);
    expect([ABI.fallback, ABI.receive]).to.deep.equal([null, false]);
  });

  it("gains nothing from being approved for everyone's tokens", async () => {
    const { seller, buyer, transfer, validator, collection } = await networkHelpers.loadFixture(openCollection);
    await collection.getFunction("setAutomaticApprovalOfTransfersFromValidator").send(true);
    expect(await collection.getFunction("isApprovedForAll")(seller, validator)).to.equal(true);
    await expect(transfer(seller, buyer)).to.be.revertedWithCustomError(
      validator,
      "CreatorTokenValidatorTransferRefused",
    );
  });

  it("is switched off by the collection's owner in one call", async () => {
    const { seller, buyer, transfer, collection, ownerOf } = await networkHelpers.loadFixture(openCollection);
    await collection.getFunction("setTransferValidator").send(ZeroAddress);
    await transfer(seller, buyer);
    expect(await ownerOf()).to.equal(buyer.address);
  });

  it("is switched off only after the decision layer's delay where the Authority owns the collection", async () => {
    const { bench, seller, buyer, transfer, validator, collection, ownerOf } =
      await networkHelpers.loadFixture(ownedByAuthority);
    const { deployer, decision } = bench.staff;
    const authority = bench.authority.connect(decision);
    const off = collection.interface.encodeFunctionData("setTransferValidator", [ZeroAddress]);

    await expect(collection.connect(deployer).getFunction("setTransferValidator").send(ZeroAddress)).to.be.revertedWith(
      "Ownable: caller is not the owner",
    );
    await expect(bench.authority.connect(seller).execute(collection, off)).to.be.revertedWithCustomError(
      authority,
      "AccessManagerUnauthorizedCall",
    );
    await expect(authority.execute(collection, off)).to.be.revertedWithCustomError(
      authority,
      "AccessManagerNotScheduled",
    );
    await authority.schedule(collection, off, 0);
    await expect(authority.execute(collection, off)).to.be.revertedWithCustomError(authority, "AccessManagerNotReady");
    await expect(transfer(seller, buyer)).to.be.revertedWithCustomError(
      validator,
      "CreatorTokenValidatorTransferRefused",
    );

    await bench.wait(DELAY);
    await authority.execute(collection, off);
    await transfer(seller, buyer);
    expect(await ownerOf()).to.equal(buyer.address);
  });

  it("gives tokens back also while trading is stopped", async () => {
    const { bench, buyer, stranger, ownerOf } = await networkHelpers.loadFixture(heldTrade);
    await stopTrading(bench);
    await bench.wait(60 * DAY);
    await stopTrading(bench);
    await bench.escrow.connect(stranger).expire(CASE);
    expect(await ownerOf()).to.equal(buyer.address);
  });

  it("gives tokens back to an account that may not hold any more", async () => {
    const { bench, seller, ownerOf } = await networkHelpers.loadFixture(auctioned);
    await listAccount(bench, seller);
    await bench.auctionHouse.connect(seller).cancel(AUCTION);
    expect(await ownerOf()).to.equal(seller.address);
  });

  it("gives tokens back that came into custody before the collection asked it", async () => {
    const { bench, auction, seller, collection, validator, ownerOf } = await networkHelpers.loadFixture(openCollection);
    await collection.getFunction("setTransferValidator").send(ZeroAddress);
    await auction(seller);
    await collection.getFunction("setTransferValidator").send(validator);
    await bench.auctionHouse.connect(seller).cancel(AUCTION);
    expect(await ownerOf()).to.equal(seller.address);
  });
});
