import { expect } from "chai";
import { network } from "hardhat";

import { ruleId } from "../../src/chain/deployment.ts";
import { orderStruct } from "../../src/chain/orders.ts";
import { RULE_MODES, type RuleMode, WASH_RULES } from "../../src/domain/rules.ts";
import { codeOf, openMarket, PRICE, tradeOf } from "../fixtures/market.ts";

const { ethers, networkHelpers } = await network.create();
const OWNER = 17n;
const EVIDENCE = ethers.AbiCoder.defaultAbiCoder().encode(["uint256"], [OWNER]);
const ALLOW = 0n;
const BLOCK = 2n;

describe("Compliance: modes of a rule", () => {
  it("stops a trade that an enforced rule objects to", async () => {
    const { bench, fill } = await networkHelpers.loadFixture(withSelfTrade);
    await expect(fill()).to.be.revertedWithCustomError(bench.market, "SettlementTradeRefused");
  });

  it("tells of what a shadow rule would have stopped, and stops nothing", async () => {
    const { bench, seller, buyer, parcel, fill, code } = await networkHelpers.loadFixture(withSelfTrade);
    await bench.setRuleModes("shadow", ["SelfTrade"]);

    await expect(fill())
      .to.emit(bench.compliance, "FindingRaised")
      .withArgs(
        ruleId("SelfTrade"),
        bench.land,
        parcel,
        seller,
        buyer,
        PRICE,
        numberOf("shadow"),
        BLOCK,
        code,
        EVIDENCE,
      );
    expect(await bench.land.ownerOf(parcel)).to.equal(buyer.address);
  });

  it("says nothing at all of a rule that is off", async () => {
    const { bench, buyer, parcel, fill } = await networkHelpers.loadFixture(withSelfTrade);
    await bench.setRuleModes("off", ["SelfTrade"]);
    await expect(fill()).not.to.emit(bench.compliance, "FindingRaised");
    expect(await bench.land.ownerOf(parcel)).to.equal(buyer.address);
  });

  it("changes the mode of one rule and leaves the others", async () => {
    const { bench, seller, buyer, parcel, code } = await networkHelpers.loadFixture(withSelfTrade);
    const { compliance, staff } = bench;
    const trade = tradeOf(bench, seller.address, buyer.address, parcel, PRICE);
    for (const mode of ["shadow", "off", "enforce"] as const) {
      await expect(compliance.connect(staff.decision).setRuleMode(ruleId("SelfTrade"), numberOf(mode)))
        .to.emit(compliance, "RuleModeChanged")
        .withArgs(ruleId("SelfTrade"), numberOf(mode));
      const preview = await compliance.preview(trade);
      expect([preview.verdict, preview.code]).to.deep.equal(
        mode === "enforce" ? [BLOCK, code] : [ALLOW, "0x00000000"],
        mode,
      );
    }
    for (const rule of WASH_RULES) expect(await compliance.ruleMode(ruleId(rule))).to.equal(numberOf("enforce"));
  });

  it("emits every objection but lets the first enforced one decide", async () => {
    const { bench, seller, buyer, parcel, tryFill, code } = await networkHelpers.loadFixture(withSelfTrade);
    const { support } = bench.staff;
    await bench.settlementToken.connect(support).attestFundingRoot(buyer, seller);
    await bench.setRuleModes("shadow", ["SelfTrade"]);
    const tried = tryFill();

    const shadowed = [ruleId("SelfTrade"), bench.land, parcel, seller, buyer, PRICE, numberOf("shadow")];
    const enforced = [ruleId("CommonFunder"), bench.land, parcel, seller, buyer, PRICE, numberOf("enforce")];
    const root = ethers.AbiCoder.defaultAbiCoder().encode(["address"], [seller.address]);
    const oneRoot = codeOf(bench.marketRules.interface, "CommonFunderOneRoot");
    await expect(tried)
      .to.emit(bench.compliance, "FindingRaised")
      .withArgs(...shadowed, BLOCK, code, EVIDENCE);
    await expect(tried)
      .to.emit(bench.compliance, "FindingRaised")
      .withArgs(...enforced, BLOCK, oneRoot, root);
    expect(await bench.land.ownerOf(parcel)).to.equal(seller.address);
  });
});

function numberOf(mode: RuleMode): number {
  return RULE_MODES.indexOf(mode);
}

/** Seller and buyer are one owner, and the seller's ask is signed. */
async function withSelfTrade(connection: { readonly ethers: typeof ethers }) {
  const world = await openMarket(connection);
  const { bench, seller, buyer, parcel } = world;
  await bench.compliance.connect(bench.staff.support).attest([seller, buyer], OWNER);
  const order = await bench.ask(seller, parcel, PRICE);
  const signature = await bench.sign(seller, order);
  const market = bench.market.connect(buyer);
  return {
    ...world,
    code: codeOf(bench.marketRules.interface, "SelfTradeOneOwner"),
    fill: () => market.fill(orderStruct(order), signature, parcel),
    tryFill: () => market.tryFill(orderStruct(order), signature, parcel),
  };
}
