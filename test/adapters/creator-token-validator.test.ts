import { anyValue } from "@nomicfoundation/hardhat-ethers-chai-matchers/withArgs";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { expect } from "chai";
import {
  type BaseContract,
  ContractFactory,
  type ContractTransactionResponse,
  id,
  MaxUint256,
  ZeroAddress,
} from "ethers";
import { network } from "hardhat";

import { type ListedPolicy, openCreatorCollection } from "../../scripts/gas/erc721c/collection.ts";
import { compileCreatorCollection } from "../../scripts/gas/erc721c/compile.ts";
import { restrict } from "../../scripts/gas/landslide/house.ts";
import { ruleId } from "../../src/chain/deployment.ts";
import { orderStruct } from "../../src/chain/orders.ts";
import type { Workbench } from "../../src/chain/workbench.ts";
import { DAY } from "../../src/domain/calendar.ts";
import type { Address } from "../../src/domain/primitives.ts";
import { CreatorTokenValidator__factory } from "../../typechain-types/factories/compliance/adapters/CreatorTokenValidator__factory.ts";
import { Puppet__factory } from "../../typechain-types/factories/mocks/Puppet__factory.ts";
import { functionsOf } from "../fixtures/abi-functions.ts";
import { codeOf, openMarket, PRICE } from "../fixtures/market.ts";

const { ethers, networkHelpers } = await network.create();
const CASE = 1n;
const AUCTION = 1n;
const DECISION_ROLE = 1n;
const DELAY = 3 * DAY;
const POLICIES = ["open", "recorded", "refused"] as const satisfies readonly ListedPolicy[];

const ABI = CreatorTokenValidator__factory.createInterface();
const FUNCTIONS = functionsOf(ABI);

/** The standard's functions and their selectors. */
const SELECTORS = {
  "validateTransfer(address,address,address,uint256)": "0xcaee23ea",
  "validateTransfer(address,address,address)": "0x7c1e14b4",
  "validateTransfer(address,address,address,uint256,uint256)": "0x1854b241",
  "applyCollectionTransferPolicy(address,address,address)": "0x285fb8c8",
  "beforeAuthorizedTransfer(address,address,uint256)": "0xdb5f30a8",
  "beforeAuthorizedTransfer(address,address)": "0x50793315",
  "beforeAuthorizedTransfer(address,uint256)": "0x3a0e3160",
  "afterAuthorizedTransfer(address,uint256)": "0xb89c4b0d",
  "afterAuthorizedTransfer(address)": "0x0ad38899",
  "beforeAuthorizedTransferWithAmount(address,uint256,uint256)": "0x28cc1131",
  "afterAuthorizedTransferWithAmount(address,uint256)": "0xb6e39ba1",
  "setTokenTypeOfCollection(address,uint16)": "0xfb2de5d7",
} as const;

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

  it("lets nobody push a token into the custody of a house", async () => {
    const { bench, seller, transfer, validator, collection } = await openWith("open");
    await expect(transfer(seller, bench.auctionHouse))
      .to.be.revertedWithCustomError(validator, "CreatorTokenValidatorCustodyOnly")
      .withArgs(collection, bench.auctionHouse);
  });
});

describe("CreatorTokenValidator: pitfalls of the standard", () => {
  it("is asked in a STATICCALL, by the function that the collection announces as a view", async () => {
    const { collection } = await networkHelpers.loadFixture(openCollection);
    const [selector, isView] = (await collection.getFunction("getTransferValidationFunction")()) as [string, boolean];
    expect(selector).to.equal(SELECTORS["validateTransfer(address,address,address,uint256)"]);
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

describe("CreatorTokenValidator: the interfaces", () => {
  it("has every function of the standard, with the standard's selectors", () => {
    for (const [signature, selector] of Object.entries(SELECTORS)) {
      expect(id(signature).slice(0, 10), signature).to.equal(selector);
      expect(FUNCTIONS.get(selector)?.format(), signature).to.equal(signature);
    }
  });

  it("says so by ERC-165", async () => {
    const { validator } = await networkHelpers.loadFixture(openCollection);
    const { "setTokenTypeOfCollection(address,uint16)": setTokenType, ...validation } = SELECTORS;
    const interfaceId = Object.values(validation).reduce((sum, selector) => sum ^ BigInt(selector), 0n);
    expect(await validator.supportsInterface(ethers.toBeHex(interfaceId, 4))).to.equal(true);
    expect(await validator.supportsInterface(setTokenType)).to.equal(true);
    expect(await validator.supportsInterface("0x01ffc9a7")).to.equal(true);
    expect(await validator.supportsInterface("0xffffffff")).to.equal(false);
  });

  it("is taken up by a real collection, which tells it the token's type without a revert", async () => {
    const { seller, collection, validator } = await networkHelpers.loadFixture(openCollection);
    await validator.connect(seller).setTokenTypeOfCollection(collection, 721);
    await expect(collection.getFunction("setTransferValidator").send(validator))
      .to.emit(collection, "TransferValidatorUpdated")
      .withArgs(validator, validator);
  });

  it("judges a transfer without a token's number as one outside trades", async () => {
    const { bench, seller, buyer, collection, validator, ethers: own } = await openWith("open");
    const runner = await own.getImpersonatedSigner(await collection.getAddress());
    const asked = validator.connect(runner);
    const forms = ["validateTransfer(address,address,address)", "applyCollectionTransferPolicy"] as const;
    for (const form of forms) {
      await asked.getFunction(form)(seller, seller, buyer);
      await asked.getFunction(form)(seller, bench.escrow, buyer);
      await expect(asked.getFunction(form)(seller, seller, bench.escrow)).to.be.revertedWithCustomError(
        validator,
        "CreatorTokenValidatorCustodyOnly",
      );
    }
  });

  it("refuses tokens with amounts and authorizers, and says which it was", async () => {
    const { seller, buyer, collection, validator } = await networkHelpers.loadFixture(openCollection);
    const amounts = validator.getFunction("validateTransfer(address,address,address,uint256,uint256)");
    await expect(amounts(seller, seller, buyer, 1n, 5n)).to.be.revertedWithCustomError(
      validator,
      "CreatorTokenValidatorAmountsNotSupported",
    );
    for (const form of Object.keys(SELECTORS).filter((signature) => signature.includes("AuthorizedTransfer"))) {
      const call = validator.getFunction(form);
      const values = call.fragment.inputs.map(({ type }) => (type === "address" ? collection : 1n));
      await expect(call.staticCall(...values), form).to.be.revertedWithCustomError(
        validator,
        "CreatorTokenValidatorAuthorizersNotSupported",
      );
    }
  });
});

type Account = HardhatEthersSigner | BaseContract;

/** One token of the seller's; transfers outside trades are refused. */
async function openCollection(connection: { readonly ethers: typeof ethers }) {
  return openCollectionWith(connection, "refused");
}

/** A fresh chain for a policy that few tests need. */
async function openWith(policy: ListedPolicy) {
  return openCollectionWith(await network.create(), policy);
}

async function openCollectionWith(connection: { readonly ethers: typeof ethers }, policy: ListedPolicy) {
  const market = await openMarket(connection);
  const { bench, seller } = market;
  const { collection, mint, validator } = await openCreatorCollection(bench, policy);
  const tokenId = await mint(seller);
  const approve = async (owner: HardhatEthersSigner) => {
    for (const house of [bench.market, bench.auctionHouse]) {
      await bench.mine(() => collection.connect(owner).getFunction("setApprovalForAll").send(house, true));
      await bench.mine(() => bench.settlementToken.connect(owner).approve(house, MaxUint256));
    }
  };
  for (const trader of [seller, market.buyer, market.third]) await approve(trader);
  return {
    ...market,
    collection,
    validator,
    tokenId,
    ownerOf: async () => String(await collection.getFunction("ownerOf")(tokenId)),
    transfer: transferOf(collection, tokenId),
    sell: (from: HardhatEthersSigner, to: HardhatEthersSigner) => sell(bench, collection, tokenId, from, to),
    auction: (from: HardhatEthersSigner) => auction(bench, collection, tokenId, from),
  };
}

/** The former owner buys the token back when a purchase is looked into: token and money wait in the escrow. */
async function heldTrade(connection: { readonly ethers: typeof ethers }) {
  const world = await openCollection(connection);
  const { bench, sell: sellTo, seller, buyer } = world;
  await sellTo(seller, buyer);
  await bench.wait(10 * DAY);
  await sellTo(buyer, seller);
  return world;
}

/** The token is in the auction house, a former owner looks on. */
async function auctioned(connection: { readonly ethers: typeof ethers }) {
  const world = await openCollection(connection);
  const { bench, seller, third } = world;
  await world.sell(seller, third);
  await bench.wait(40 * DAY);
  await world.sell(third, seller);
  await world.auction(seller);
  return { ...world, former: third };
}

/** As a collection should be owned: to set its validator, or to give it to another owner, takes the decision layer's delay. */
async function ownedByAuthority(connection: { readonly ethers: typeof ethers }) {
  const world = await openCollection(connection);
  const { bench, collection } = world;
  const { deployer, decision } = bench.staff;
  const owners = ["setTransferValidator", "setAutomaticApprovalOfTransfersFromValidator", "transferOwnership"];
  await restrict(world, collection, "decision", [...owners, "renounceOwnership"]);
  await bench.mine(() => bench.authority.connect(deployer).grantRole(DECISION_ROLE, decision, DELAY));
  await bench.mine(() => collection.getFunction("transferOwnership").send(bench.authority));
  return world;
}

function transferOf(collection: BaseContract, tokenId: bigint) {
  return (from: HardhatEthersSigner, to: Account): Promise<ContractTransactionResponse> =>
    collection.connect(from).getFunction("transferFrom").send(from, to, tokenId);
}

async function sell(
  bench: Workbench,
  collection: BaseContract,
  tokenId: bigint,
  from: HardhatEthersSigner,
  to: HardhatEthersSigner,
) {
  // ethers types it as a plain string.
  const address = (await collection.getAddress()).toLowerCase() as Address;
  const order = { ...(await bench.ask(from, tokenId, PRICE)), collection: address };
  const signature = await bench.sign(from, order);
  return bench.market.connect(to).fill(orderStruct(order), signature, tokenId);
}

async function auction(bench: Workbench, collection: BaseContract, tokenId: bigint, from: HardhatEthersSigner) {
  const startsAt = await bench.now();
  await bench.mine(() =>
    bench.auctionHouse.connect(from).create({
      collection,
      tokenId,
      currency: bench.settlementToken,
      reserve: PRICE,
      minIncrementBps: 500,
      startsAt,
      endsAt: startsAt + DAY,
    }),
  );
}

/** A collection of the same kind that nobody registered. */
async function deployStray(bench: Workbench, validator: BaseContract): Promise<BaseContract> {
  const { abi, bytecode } = compileCreatorCollection();
  const stray = await new ContractFactory(abi, bytecode, bench.staff.deployer).deploy();
  await stray.getFunction("setTransferValidator").send(validator);
  return stray;
}

async function listAccount(bench: Workbench, account: HardhatEthersSigner): Promise<void> {
  await bench.setRuleModes("enforce", ["Sanctions"]);
  await bench.mine(() => bench.settlementToken.connect(bench.staff.support).setListed([account], true));
}

async function stopTrading(bench: Workbench): Promise<void> {
  const until = (await bench.now()) + 14 * DAY;
  await bench.mine(() => bench.compliance.connect(bench.staff.guardian).stopTrading(until));
}

async function expectRefused(
  bench: Workbench,
  trade: Promise<ContractTransactionResponse>,
  rule: string,
  error: string,
): Promise<void> {
  const code = codeOf(bench.marketRules.interface, error);
  await expect(trade)
    .to.be.revertedWithCustomError(bench.market, "SettlementTradeRefused")
    .withArgs(ruleId(rule), code, anyValue);
}
