import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { network } from "hardhat";

import { admit, send } from "../../scripts/gas/trex/suite.ts";
import { ruleId } from "../../src/chain/deployment.ts";
import { DAY } from "../../src/domain/calendar.ts";
import { codeOf, ownCluster, PRICE } from "../fixtures/market.ts";
import { openSecurities, REFUSED, SHARES, sharesOf, transfer } from "../fixtures/securities.ts";

const { networkHelpers } = await network.create();
const BLOCK = 2n;
const HOLD = 1n;
const ALLOW = 0n;

describe("ComplianceModule: real ERC-3643 securities", () => {
  it("lets shares go from hand to hand, and writes it down", async () => {
    const { bench, seller, buyer, third, acme } = await networkHelpers.loadFixture(openSecurities);
    await transfer(acme, seller, buyer, 10n);
    const soldAt = await bench.now();
    await transfer(acme, buyer, third, 10n);
    expect(await sharesOf(acme, third)).to.equal(SHARES + 10n);
    expect(await bench.marketRules.disposedAt(acme.compliance, 0, ownCluster(seller))).to.equal(soldAt);
  });

  it("lets a holder sell and sell, and another buy and buy", async () => {
    const { seller, buyer, acme } = await networkHelpers.loadFixture(openSecurities);
    for (let i = 0; i < 4; i++) await transfer(acme, seller, buyer);
    expect(await sharesOf(acme, buyer)).to.equal(SHARES + 4n);
  });

  it("refuses shares that come back, however many hands they went through", async () => {
    const { seller, buyer, third, acme } = await networkHelpers.loadFixture(openSecurities);
    await transfer(acme, seller, buyer);
    await expect(transfer(acme, buyer, seller)).to.be.revertedWith(REFUSED);
    await transfer(acme, buyer, third);
    await expect(transfer(acme, third, seller)).to.be.revertedWith(REFUSED);
  });

  it("refuses any share to a holder who sold one within the window, from whomever", async () => {
    const { bench, seller, buyer, third, acme, module } = await networkHelpers.loadFixture(openSecurities);
    await transfer(acme, seller, buyer, 1n);
    await expect(transfer(acme, third, seller, 500n)).to.be.revertedWith(REFUSED);
    const finding = await module.findingOf(third, seller, acme.compliance);
    const { interface: rules } = bench.marketRules;
    expect([finding.verdict, finding.ruleId, finding.code]).to.deep.equal([
      BLOCK,
      ruleId("RoundTrip"),
      codeOf(rules, "RoundTripTooSoon"),
    ]);
  });

  it("refuses what would be held, since nobody could hold the shares, and lets it pass after the window", async () => {
    const { bench, seller, buyer, acme, module } = await networkHelpers.loadFixture(openSecurities);
    await transfer(acme, seller, buyer);
    await bench.wait(10 * DAY);
    expect((await module.findingOf(buyer, seller, acme.compliance)).verdict).to.equal(HOLD);
    await expect(transfer(acme, buyer, seller)).to.be.revertedWith(REFUSED);
    await bench.wait(30 * DAY);
    expect((await module.findingOf(buyer, seller, acme.compliance)).verdict).to.equal(ALLOW);
    await transfer(acme, buyer, seller);
    expect(await sharesOf(acme, seller)).to.equal(SHARES);
  });

  it("takes the last transfer by anybody for the holder's own in rules about one token, which a security should not have", async () => {
    for (const [rule, wait] of [
      ["HoldingPeriod", DAY / 2],
      ["Velocity", 2 * DAY],
    ] as const) {
      const { bench, seller, buyer, third, acme } = await networkHelpers.loadFixture(openSecurities);
      await bench.setRuleModes("enforce", [rule]);
      for (let i = 0; i < 3; i++) {
        await transfer(acme, seller, buyer);
        if (rule === "HoldingPeriod") break;
      }
      await bench.wait(wait);
      await expect(transfer(acme, third, buyer), rule).to.be.revertedWith(REFUSED);
      await bench.setRuleModes("off", [rule]);
      await transfer(acme, third, buyer);
    }
  });

  it("refuses a transfer between wallets of one owner", async () => {
    const { bench, seller, buyer, acme } = await networkHelpers.loadFixture(openSecurities);
    await bench.compliance.connect(bench.staff.support).attest([seller, buyer], 17);
    await expect(transfer(acme, seller, buyer)).to.be.revertedWith(REFUSED);
  });

  it("refuses a receiver whom the sender funded", async () => {
    const { bench, seller, stranger, suite, acme } = await networkHelpers.loadFixture(openSecurities);
    await admit(suite, stranger);
    await bench.settlementToken.connect(seller).transfer(stranger, PRICE);
    await expect(transfer(acme, seller, stranger)).to.be.revertedWith(REFUSED);
  });

  it("refuses a receiver whom the sender paid beside it, however little: the price is not seen here", async () => {
    const { bench, seller, buyer, third, acme } = await networkHelpers.loadFixture(openSecurities);
    await bench.settlementToken.connect(seller).transfer(buyer, 1n);
    await expect(transfer(acme, seller, buyer)).to.be.revertedWith(REFUSED);
    await transfer(acme, seller, third);
    await bench.wait(8 * DAY);
    await transfer(acme, seller, buyer);
  });

  it("lets a buyer pay the seller by a plain transfer, and refuses the way back", async () => {
    const { bench, seller, buyer, acme } = await networkHelpers.loadFixture(openSecurities);
    await transfer(acme, seller, buyer);
    await bench.settlementToken.connect(buyer).transfer(seller, PRICE);
    await expect(transfer(acme, buyer, seller)).to.be.revertedWith(REFUSED);
  });

  it("works through an allowance as by the holder himself", async () => {
    const { seller, buyer, third, acme } = await networkHelpers.loadFixture(openSecurities);
    const spend = acme.token.connect(third).getFunction("transferFrom");
    for (const holder of [seller, buyer]) {
      await acme.token.connect(holder).getFunction("approve").send(third, MaxUint256);
    }
    await spend.send(seller, buyer, 1n);
    await expect(spend.send(buyer, seller, 1n)).to.be.revertedWith(REFUSED);
  });

  it("lets shares be issued to somebody who sold, and taken back, as no trade", async () => {
    const { bench, seller, buyer, acme } = await networkHelpers.loadFixture(openSecurities);
    await transfer(acme, seller, buyer);
    await send(bench, acme.token, "mint", seller, 5n);
    await send(bench, acme.token, "burn", buyer, SHARES);
    expect(await sharesOf(acme, seller)).to.equal(SHARES + 4n);
    expect(await bench.marketRules.disposedAt(acme.compliance, 0, ownCluster(buyer))).to.equal(0n);
  });

  it("issues nothing to an account that may not hold", async () => {
    const { bench, seller, acme } = await networkHelpers.loadFixture(openSecurities);
    await bench.setRuleModes("enforce", ["Sanctions"]);
    await bench.mine(() => bench.settlementToken.connect(bench.staff.support).setListed([seller], true));
    await expect(send(bench, acme.token, "mint", seller, 5n)).to.be.revertedWith("Compliance not followed");
  });

  it("stops transfers while trading is stopped, and neither issue nor force", async () => {
    const { bench, seller, buyer, acme } = await networkHelpers.loadFixture(openSecurities);
    const until = (await bench.now()) + DAY;
    await bench.mine(() => bench.compliance.connect(bench.staff.guardian).stopTrading(until));
    await expect(transfer(acme, seller, buyer)).to.be.revertedWith(REFUSED);
    await send(bench, acme.token, "mint", seller, 5n);
    await send(bench, acme.token, "forcedTransfer", seller, buyer, 5n);
    await bench.wait(2 * DAY);
    await transfer(acme, seller, buyer);
  });
});
