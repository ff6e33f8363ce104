import { expect } from "chai";
import { network } from "hardhat";

import type { BaseContract, ContractTransactionResponse } from "ethers";

import { ruleId } from "../../src/chain/deployment.ts";
import { DELAYED_ROLES, RESERVED, ROLE_IDS } from "../../src/chain/governance.ts";
import { orderStruct } from "../../src/chain/orders.ts";
import { openWorkbench, type Workbench } from "../../src/chain/workbench.ts";
import { DAY } from "../../src/domain/calendar.ts";
import { openMarket, PRICE, tradeOf } from "../fixtures/market.ts";

const DELAY = 2 * DAY;
const OFF = 0;
const ENFORCE = 2;
const OPEN = 1;
const REFUSED = 3;
const BLOCK = 2n;

const { networkHelpers } = await network.create();

/** The market as a run deploys it: what is decided waits two days. */
async function openGovernedMarket({ ethers }: Parameters<typeof openMarket>[0]) {
  return openMarket({ ethers, options: { decisionDelay: DELAY } });
}

/** Calls of a contract as the account that must announce them. */
function decide(bench: Workbench, target: BaseContract, method: string, args: readonly unknown[]) {
  const data = target.interface.encodeFunctionData(method, [...args]);
  const authority = bench.authority.connect(bench.staff.decision);
  return {
    data,
    announce: () => bench.mine(() => authority.schedule(target, data, 0)),
    execute: (): Promise<ContractTransactionResponse> => authority.execute(target, data),
  };
}

describe("governance", () => {
  const load = () => networkHelpers.loadFixture(openGovernedMarket);

  describe("what waits", () => {
    const decisions = [
      ["switching a rule off", "compliance", "setRuleMode", () => [ruleId("SelfTrade"), OFF]],
      ["switching a rule on", "compliance", "setRuleMode", () => [ruleId("PriceBand"), ENFORCE]],
      ["loosening a limit", "marketRules", "setLimits", () => [[DAY, DAY, 3_600, 10_000]]],
      ["removing the rules", "compliance", "removeRuleSet", (bench) => [bench.deployment.marketRules]],
      ["opening a collection", "compliance", "loosenTransferPolicy", (bench) => [bench.deployment.land, OPEN]],
      ["raising the fee", "market", "setFee", (bench) => [bench.staff.treasury.address, 1_000]],
      ["handing out the power to decide", "authority", "grantRole", (bench) => [1n, bench.staff.bank.address, DELAY]],
      [
        "taking a function from its layer",
        "authority",
        "setTargetFunctionRole",
        (bench) => [bench.deployment.compliance, ["0x12345678"], 3n],
      ],
    ] as const satisfies readonly (readonly [
      string,
      keyof Workbench,
      string,
      (bench: Workbench) => readonly unknown[],
    ])[];
    for (const [what, contract, method, args] of decisions) {
      it(`${what} takes two days, and can be cancelled by the guardian`, async () => {
        const { bench } = await load();
        const call = decide(bench, bench[contract], method, args(bench));
        await expect(call.execute()).to.be.revertedWithCustomError(bench.authority, "AccessManagerNotScheduled");

        await call.announce();
        await bench.wait(DELAY - 60);
        await expect(call.execute()).to.be.revertedWithCustomError(bench.authority, "AccessManagerNotReady");
        await bench.wait(60);
        const undo = await networkHelpers.takeSnapshot();
        await call.execute();
        await undo.restore();

        const guardian = bench.authority.connect(bench.staff.guardian);
        const cancel = guardian.cancel(bench.staff.decision, bench[contract], call.data);
        await cancel;
        await expect(call.execute()).to.be.revertedWithCustomError(bench.authority, "AccessManagerNotScheduled");
      });
    }

    it("dismissing the guardian takes two days, and only whoever announced it can cancel it", async () => {
      const { bench } = await load();
      const { authority, staff } = bench;
      const dismiss = decide(bench, authority, "revokeRole", [ROLE_IDS.guardian, staff.guardian.address]);
      await dismiss.announce();
      await expect(
        authority.connect(staff.guardian).cancel(staff.decision, authority, dismiss.data),
      ).to.be.revertedWithCustomError(authority, "AccessManagerUnauthorizedCancel");
      await bench.wait(DELAY);
      await bench.mine(dismiss.execute);
      expect((await authority.hasRole(ROLE_IDS.guardian, staff.guardian)).isMember).to.equal(false);
    });

    it("a new settler takes two days: it could move tokens without asking", async () => {
      const { bench } = await load();
      const token = bench.settlementToken.connect(bench.staff.platform);
      await expect(token.setSettler(bench.land, true)).to.be.revertedWithCustomError(
        bench.authority,
        "AccessManagerNotScheduled",
      );
    });

    it("tightening a collection's policy does not wait, loosening it is not the platform's", async () => {
      const { bench } = await load();
      const compliance = bench.compliance.connect(bench.staff.platform);
      await compliance.setTransferPolicy(bench.land, REFUSED);
      await expect(compliance.setTransferPolicy(bench.land, OPEN))
        .to.be.revertedWithCustomError(compliance, "CompliancePolicyLoosened")
        .withArgs(bench.land, REFUSED, OPEN);
    });
  });

  describe("what nobody can do", () => {
    it("shorten the delay, even in time", async () => {
      const { bench } = await load();
      const { authority, staff } = bench;
      for (const role of DELAYED_ROLES) {
        const grant = decide(bench, authority, "grantRole", [ROLE_IDS[role], staff.decision.address, DELAY - 1]);
        await grant.announce();
        await bench.wait(DELAY);
        await expect(grant.execute())
          .to.be.revertedWithCustomError(authority, "AuthorityDelayTooShort")
          .withArgs(ROLE_IDS[role], DELAY - 1, DELAY);
      }
    });

    it("replace the guardian of what waits by another role", async () => {
      const { bench } = await load();
      const replace = decide(bench, bench.authority, "setRoleGuardian", [ROLE_IDS.decision, ROLE_IDS.decision]);
      await replace.announce();
      await bench.wait(DELAY);
      await expect(replace.execute()).to.be.revertedWithCustomError(bench.authority, "AccessManagerLockedRole");
    });

    it("pass the bounds of a rule, even in time", async () => {
      const { bench } = await load();
      const loosen = decide(bench, bench.marketRules, "setLimits", [[DAY, 181 * DAY, 3_600, 1]]);
      await loosen.announce();
      await bench.wait(DELAY);
      await expect(loosen.execute()).to.be.revertedWithCustomError(bench.marketRules, "WashTradingLimitsOutOfBounds");
    });

    it("act as the deployer, who keeps nothing", async () => {
      const { bench } = await load();
      const { deployer } = bench.staff;
      for (const role of Object.values(ROLE_IDS)) {
        expect((await bench.authority.hasRole(role, deployer)).isMember, `role ${role}`).to.equal(false);
      }
      for (const [name, { functions }] of Object.entries(RESERVED)) {
        for (const [role, methods] of Object.entries(functions)) {
          expect(methods.length, `${name}: ${role}`).to.be.greaterThan(0);
        }
      }
    });
  });

  describe("the emergency stop", () => {
    it("freezes trading at once and never withdrawals", async () => {
      const { bench, seller, buyer, parcel } = await load();
      const { compliance, escrow, market } = bench;
      // A return within the review window is held: the case is open when trading stops.
      await bench.sell(seller, buyer, parcel, PRICE);
      await bench.wait(8 * DAY);
      await bench.sell(buyer, seller, parcel, PRICE);
      const until = (await bench.now()) + 14 * DAY;
      await bench.mine(() => compliance.connect(bench.staff.guardian).stopTrading(until));

      const other = await bench.mintParcel(seller, 9, 9);
      const order = await bench.ask(seller, other, PRICE);
      const signature = await bench.sign(seller, order);
      await expect(market.connect(buyer).fill(orderStruct(order), signature, other)).to.be.revertedWithCustomError(
        market,
        "SettlementTradeRefused",
      );
      const finding = await compliance.preview(tradeOf(bench, seller.address, buyer.address, other, PRICE));
      expect([finding.verdict, finding.code]).to.deep.equal([
        BLOCK,
        compliance.interface.getError("ComplianceTradingStopped")?.selector,
      ]);

      await expect(escrow.connect(bench.staff.officer).release(1n, "")).to.be.revertedWithCustomError(
        escrow,
        "EscrowTradingStopped",
      );
      await bench.mine(() => escrow.connect(bench.staff.officer).reverse(1n, "stopped"));
      await bench.wait(4 * DAY);
      await bench.mine(() => escrow.connect(buyer).expire(1n));
      expect(await bench.land.ownerOf(parcel)).to.equal(buyer.address);
    });

    it("ends by itself within 14 days, and the guardian cannot make it longer", async () => {
      const { bench, seller, buyer, parcel } = await load();
      const compliance = bench.compliance.connect(bench.staff.guardian);
      const now = await bench.now();
      await expect(compliance.stopTrading(now + 15 * DAY)).to.be.revertedWithCustomError(
        compliance,
        "ComplianceStopOutOfBounds",
      );
      await bench.mine(() => compliance.stopTrading(now + 14 * DAY));
      await bench.wait(14 * DAY);
      await bench.sell(seller, buyer, parcel, PRICE);
      expect(await bench.land.ownerOf(parcel)).to.equal(buyer.address);
    });

    it("is ended early by the decision layer, in its time", async () => {
      const { bench, seller, buyer, parcel } = await load();
      const now = await bench.now();
      await bench.mine(() => bench.compliance.connect(bench.staff.guardian).stopTrading(now + 14 * DAY));
      const resume = decide(bench, bench.compliance, "resumeTrading", []);
      await resume.announce();
      await bench.wait(DELAY);
      await bench.mine(resume.execute);
      await bench.sell(seller, buyer, parcel, PRICE);
      expect(await bench.compliance.tradingStoppedUntil()).to.equal(0n);
    });

    it("is the guardian's alone", async () => {
      const { bench, stranger } = await load();
      const until = (await bench.now()) + DAY;
      for (const caller of [stranger, bench.staff.decision, bench.staff.officer, bench.staff.platform]) {
        await expect(bench.compliance.connect(caller).stopTrading(until)).to.be.revertedWithCustomError(
          bench.compliance,
          "AccessManagedUnauthorized",
        );
      }
    });
  });

  it("leaves an unsealed market to its deployer only where no delay is asked for", async () => {
    const { ethers } = await network.create();
    const bench = await openWorkbench(ethers);
    expect((await bench.authority.hasRole(ROLE_IDS.admin, bench.staff.deployer)).isMember).to.equal(true);
    expect(await bench.authority.DECISION_DELAY()).to.equal(0n);
  });
});
