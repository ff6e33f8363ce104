import { expect } from "chai";
import { id, ZeroAddress } from "ethers";
import { network } from "hardhat";

import { restrict } from "../../scripts/gas/landslide/house.ts";
import { openModule, register } from "../../scripts/gas/trex/module.ts";
import { keyOf, openSecurity, send } from "../../scripts/gas/trex/suite.ts";
import { DAY } from "../../src/domain/calendar.ts";
import { ComplianceModule__factory } from "../../typechain-types/factories/compliance/adapters/ComplianceModule__factory.ts";
import { functionsOf } from "../fixtures/abi-functions.ts";
import { ownCluster } from "../fixtures/market.ts";
import { openSecurities, REFUSED, SHARES, sharesOf, transfer } from "../fixtures/securities.ts";

const { ethers, networkHelpers } = await network.create();
const ABI = ComplianceModule__factory.createInterface();
const FUNCTIONS = functionsOf(ABI);
const DECISION_ROLE = 1n;
const DELAY = 3 * DAY;

/** The standard's functions and their selectors. */
const SELECTORS = {
  "moduleCheck(address,address,uint256,address)": "0x013b7ce4",
  "moduleTransferAction(address,address,uint256)": "0x2cb7e1ec",
  "moduleMintAction(address,uint256)": "0xf104a8c9",
  "moduleBurnAction(address,uint256)": "0x372491a2",
  "bindCompliance(address)": "0x4a932544",
  "unbindCompliance(address)": "0x0694a5fb",
  "isComplianceBound(address)": "0x4cf4d295",
  "canComplianceBind(address)": "0xbcc21053",
  "isPlugAndPlay()": "0xe6f5e807",
  "name()": "0x06fdde03",
} as const;

describe("ComplianceModule: pitfalls of the standard", () => {
  it("keeps the securities apart by their compliance, because no call names the token", async () => {
    const { bench, seller, buyer, acme, bolt } = await networkHelpers.loadFixture(openSecurities);
    await transfer(acme, seller, buyer);
    await transfer(bolt, buyer, seller);
    await expect(transfer(acme, buyer, seller)).to.be.revertedWith(REFUSED);
    await expect(transfer(bolt, seller, buyer)).to.be.revertedWith(REFUSED);
    expect(await bench.marketRules.disposedAt(bolt.compliance, 0, ownCluster(seller))).to.equal(0n);
  });

  it("lets a forced transfer pass that it would refuse, and writes it down", async () => {
    const { bench, seller, buyer, acme } = await networkHelpers.loadFixture(openSecurities);
    await transfer(acme, seller, buyer);
    await send(bench, acme.token, "forcedTransfer", buyer, seller, 1n);
    expect(await sharesOf(acme, seller)).to.equal(SHARES);
    expect(await bench.marketRules.disposedAt(acme.compliance, 0, ownCluster(buyer))).to.equal(await bench.now());
  });

  it("lets a forced transfer pass when it is no settler any more, and says that it went unrecorded", async () => {
    const { bench, seller, buyer, acme, module } = await networkHelpers.loadFixture(openSecurities);
    await bench.settlementToken.connect(bench.staff.platform).setSettler(module, false);
    await expect(transfer(acme, seller, buyer)).to.be.revertedWith(REFUSED);
    await expect(acme.token.getFunction("forcedTransfer").send(seller, buyer, 3n))
      .to.emit(module, "TransferUnrecorded")
      .withArgs(acme.compliance, seller, buyer, 3n);
    expect(await sharesOf(acme, buyer)).to.equal(SHARES + 3n);
  });

  it("lets the shares of a lost wallet be recovered", async () => {
    const { bench, seller, stranger, identities, acme } = await networkHelpers.loadFixture(openSecurities);
    const [identity] = identities;
    if (identity === undefined) throw new Error("The seller has no identity.");
    await identity.connect(seller).getFunction("addKey").send(keyOf(stranger), 1n, 1n);
    await send(bench, acme.token, "recoveryAddress", seller, stranger, identity);
    expect(await sharesOf(acme, stranger)).to.equal(SHARES);
  });

  it("never lets a transfer go unrecorded for want of gas", async () => {
    const { bench, seller, buyer, acme } = await networkHelpers.loadFixture(openSecurities);
    const send = acme.token.connect(seller).getFunction("transfer");
    const enough = await send.estimateGas(buyer, 1n);
    const before = await networkHelpers.takeSnapshot();
    const ends = { done: 0, undone: 0 };
    for (let gasLimit = enough - 60_000n; gasLimit <= enough + 1_000n; gasLimit += 500n) {
      const isDone = await send.send(buyer, 1n, { gasLimit }).then(
        () => true,
        () => false,
      );
      const disposedAt = await bench.marketRules.disposedAt(acme.compliance, 0, ownCluster(seller));
      expect(disposedAt !== 0n, `with ${gasLimit}`).to.equal(isDone);
      ends[isDone ? "done" : "undone"] += 1;
      await before.restore();
    }
    expect(Math.min(ends.done, ends.undone)).to.be.greaterThan(0);
  });

  it("is taken off by the owner of the compliance in one call", async () => {
    const { bench, seller, buyer, acme, module } = await networkHelpers.loadFixture(openSecurities);
    await transfer(acme, seller, buyer);
    await send(bench, acme.compliance, "removeModule", module);
    await transfer(acme, buyer, seller);
    expect(await module.isComplianceBound(acme.compliance)).to.equal(false);
  });

  it("is taken off only after the decision layer's delay where the Authority owns the compliance", async () => {
    const { bench, seller, buyer, acme, module } = await networkHelpers.loadFixture(openSecurities);
    const { deployer, decision } = bench.staff;
    const own = ["addModule", "removeModule", "callModuleFunction", "bindToken", "unbindToken", "transferOwnership"];
    await restrict({ bench }, acme.compliance, "decision", [...own, "renounceOwnership"]);
    await bench.mine(() => bench.authority.connect(deployer).grantRole(DECISION_ROLE, decision, DELAY));
    await send(bench, acme.compliance, "transferOwnership", bench.authority);
    const authority = bench.authority.connect(decision);
    const off = acme.compliance.interface.encodeFunctionData("removeModule", [await module.getAddress()]);

    await transfer(acme, seller, buyer);
    await authority.schedule(acme.compliance, off, 0);
    await expect(authority.execute(acme.compliance, off)).to.be.revertedWithCustomError(
      authority,
      "AccessManagerNotReady",
    );
    await expect(transfer(acme, buyer, seller)).to.be.revertedWith(REFUSED);
    await bench.wait(DELAY);
    await authority.execute(acme.compliance, off);
    await transfer(acme, buyer, seller);
  });

  it("refuses everything when the owner unbinds it behind the back of the compliance, until it is bound again", async () => {
    const { bench, seller, buyer, acme, module } = await networkHelpers.loadFixture(openSecurities);
    const address = await acme.compliance.getAddress();
    const unbind = ABI.encodeFunctionData("unbindCompliance", [address]);
    const bind = ABI.encodeFunctionData("bindCompliance", [address]);
    await send(bench, acme.compliance, "callModuleFunction", unbind, module);
    await expect(transfer(acme, seller, buyer)).to.be.revertedWith(REFUSED);
    await send(bench, acme.compliance, "callModuleFunction", bind, module);
    await transfer(acme, seller, buyer);
  });
});

describe("ComplianceModule: the interface", () => {
  it("has every function of the standard, with the standard's selectors", () => {
    for (const [signature, selector] of Object.entries(SELECTORS)) {
      expect(id(signature).slice(0, 10), signature).to.equal(selector);
      expect(FUNCTIONS.get(selector)?.format(), selector).to.equal(signature);
    }
  });

  it("has a name, and wants to be asked before it is bound", async () => {
    const { module } = await networkHelpers.loadFixture(openSecurities);
    expect(await module.name()).to.equal("LandslideComplianceModule");
    expect(await module.isPlugAndPlay()).to.equal(false);
  });

  it("is not bound by a compliance that is no registered collection", async () => {
    const { bench, suite, module } = await networkHelpers.loadFixture(openSecurities);
    const { compliance } = await openSecurity(suite, "CASK");
    expect(await module.canComplianceBind(compliance)).to.equal(false);
    await expect(send(bench, compliance, "addModule", module)).to.be.revertedWith(
      "compliance is not suitable for binding to the module",
    );
    const runner = await ethers.getImpersonatedSigner(await compliance.getAddress());
    await networkHelpers.setBalance(runner.address, 10n ** 18n);
    await expect(module.connect(runner).bindCompliance(compliance)).to.be.revertedWithCustomError(
      module,
      "ComplianceModuleNotRegistered",
    );
    await register(bench, compliance);
    await send(bench, compliance, "addModule", module);
  });

  it("is not bound before it is a registered settler", async () => {
    const { bench, suite } = await networkHelpers.loadFixture(openSecurities);
    const { compliance } = await openSecurity(suite, "CASK");
    await register(bench, compliance);
    const module = await openModule(bench);
    expect(await module.canComplianceBind(compliance)).to.equal(true);
    await bench.settlementToken.connect(bench.staff.platform).setSettler(module, false);
    expect(await module.canComplianceBind(compliance)).to.equal(false);
  });

  it("refuses whoever is not the compliance, or is not bound", async () => {
    const { stranger, seller, buyer, acme, module } = await networkHelpers.loadFixture(openSecurities);
    const asked = module.connect(stranger);
    for (const name of ["bindCompliance", "unbindCompliance"] as const) {
      await expect(asked[name](acme.compliance), name)
        .to.be.revertedWithCustomError(module, "ComplianceModuleCallerMismatch")
        .withArgs(stranger, acme.compliance);
    }
    const refuses = async (action: Promise<unknown>) =>
      expect(action).to.be.revertedWithCustomError(module, "ComplianceModuleNotBound").withArgs(stranger);
    await refuses(asked.moduleTransferAction(seller, buyer, 1n));
    await refuses(asked.moduleMintAction.staticCall(seller, 1n));
    await refuses(asked.moduleBurnAction.staticCall(seller, 1n));
  });

  it("answers no, and never reverts, whatever it is asked", async () => {
    const { seller, acme, module } = await networkHelpers.loadFixture(openSecurities);
    const accounts = [ZeroAddress, seller.address, await acme.compliance.getAddress(), await module.getAddress()];
    for (const from of accounts) {
      for (const to of accounts) {
        for (const compliance of accounts) await module.moduleCheck(from, to, 2n ** 256n - 1n, compliance);
        expect(await module.moduleCheck(from, to, 1n, ZeroAddress)).to.equal(false);
      }
    }
  });
});
