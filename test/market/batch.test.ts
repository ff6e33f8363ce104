import { expect } from "chai";
import { network } from "hardhat";

import { ruleId } from "../../src/chain/deployment.ts";
import { findingOfRevert } from "../../src/chain/findings.ts";
import { orderStruct } from "../../src/chain/orders.ts";
import { type Hex, USD } from "../../src/domain/primitives.ts";
import { IMarketRules__factory } from "../../typechain-types/index.ts";
import { codeOf, openMarket, PRICE, PROCEEDS } from "../fixtures/market.ts";

const { ethers, networkHelpers } = await network.create();
const RULES = IMarketRules__factory.createInterface();
const OWNER = 17n;

describe("Market: refusals leave a trace", () => {
  it("goes on after a blocked trade in the middle of a batch, which leaves rule, code and evidence", async () => {
    const { bench, seller, buyer, fills, blocked, others } = await networkHelpers.loadFixture(withThreeAsks);
    const { market, land } = bench;
    const batch = market.connect(buyer).fillBatch(fills, fills.length);

    await expect(batch)
      .to.emit(market, "TradeRejected")
      .withArgs(
        await market.hashOrder(blocked.order),
        land,
        blocked.tokenId,
        blocked.maker,
        buyer,
        PRICE,
        ruleId("SelfTrade"),
        codeOf(RULES, "SelfTradeOneOwner"),
        ethers.AbiCoder.defaultAbiCoder().encode(["uint256"], [OWNER]),
      );
    await expect(batch).to.changeTokenBalances(
      ethers,
      bench.settlementToken,
      [buyer, seller, blocked.maker],
      [-2n * PRICE, 2n * PROCEEDS, 0n],
    );
    for (const { tokenId } of others) expect(await land.ownerOf(tokenId)).to.equal(buyer.address);
    expect(await land.ownerOf(blocked.tokenId)).to.equal(blocked.maker.address);
  });

  it("tells the caller which trades of a batch settled", async () => {
    const { bench, buyer, fills } = await networkHelpers.loadFixture(withThreeAsks);
    expect(await bench.market.connect(buyer).fillBatch.staticCall(fills, fills.length)).to.deep.equal([
      true,
      false,
      true,
    ]);
  });

  it("leaves a blocked order open: nothing is spent", async () => {
    const { bench, buyer, stranger, fills, blocked } = await networkHelpers.loadFixture(withThreeAsks);
    await bench.market.connect(buyer).fillBatch(fills, fills.length);
    expect(await bench.market.isSpent(blocked.maker, blocked.order.nonce)).to.equal(false);

    await bench.mintMoney(stranger, PRICE);
    await bench.approveMarket(stranger);
    await bench.market.connect(stranger).fill(blocked.order, blocked.signature, blocked.tokenId);
    expect(await bench.land.ownerOf(blocked.tokenId)).to.equal(stranger.address);
  });

  it("reverts a plain fill with the same rule, code and evidence", async () => {
    const { bench, buyer, blocked } = await networkHelpers.loadFixture(withThreeAsks);
    const { market } = bench;
    const { order, signature, tokenId } = blocked;
    const code = codeOf(RULES, "SelfTradeOneOwner");
    const evidence = ethers.AbiCoder.defaultAbiCoder().encode(["uint256"], [OWNER]);

    await expect(market.connect(buyer).fill(order, signature, tokenId))
      .to.be.revertedWithCustomError(market, "SettlementTradeRefused")
      .withArgs(ruleId("SelfTrade"), code, evidence);
    const revert = market.interface.encodeErrorResult("SettlementTradeRefused", [ruleId("SelfTrade"), code, evidence]);
    expect(findingOfRevert(revert as Hex)).to.deep.equal({ rule: "SelfTrade", code, evidence });
  });

  it("names no rule where the payer simply has no money", async () => {
    const { bench, seller, stranger, parcel } = await networkHelpers.loadFixture(openMarket);
    await bench.mintMoney(stranger, USD);
    await bench.approveMarket(stranger);
    const order = await bench.ask(seller, parcel, PRICE);
    const signature = await bench.sign(seller, order);
    const code = codeOf(bench.settlementToken.interface, "ERC20InsufficientBalance");

    await expect(bench.market.connect(stranger).tryFill(orderStruct(order), signature, parcel))
      .to.emit(bench.market, "TradeRejected")
      .withArgs(
        await bench.market.hashOrder(orderStruct(order)),
        bench.land,
        parcel,
        seller,
        stranger,
        PRICE,
        ethers.ZeroHash,
        code,
        ethers.AbiCoder.defaultAbiCoder().encode(["address", "uint256", "uint256"], [stranger.address, USD, PRICE]),
      );
    expect(await bench.settlementToken.balanceOf(stranger)).to.equal(USD);
  });
});

/** Three asks for one buyer; the buyer and the second maker are one owner. */
async function withThreeAsks(connection: { readonly ethers: typeof ethers }) {
  const world = await openMarket(connection);
  const { bench, seller, buyer, third, parcel } = world;
  const asks = [
    { maker: seller, tokenId: parcel },
    { maker: third, tokenId: await bench.mintParcel(third, 2, 2) },
    { maker: seller, tokenId: await bench.mintParcel(seller, 3, 3) },
  ];
  await bench.compliance.connect(bench.staff.support).attest([buyer, third], OWNER);

  const signed = [];
  for (const { maker, tokenId } of asks) {
    const order = await bench.ask(maker, tokenId, PRICE);
    signed.push({ maker, tokenId, order: orderStruct(order), signature: await bench.sign(maker, order), proof: [] });
  }
  const [first, blocked, last] = signed;
  if (!first || !blocked || !last) throw new Error("Three asks were made.");
  const fills = signed.map(({ order, signature, tokenId, proof }) => ({ order, signature, tokenId, proof }));
  return { ...world, fills, blocked, others: [first, last] };
}
