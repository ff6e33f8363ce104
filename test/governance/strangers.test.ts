import { expect } from "chai";
import { network } from "hardhat";

import { ruleId } from "../../src/chain/deployment.ts";
import { RESERVED } from "../../src/chain/governance.ts";
import type { Staff } from "../../src/chain/workbench.ts";
import { type OpenMarket, openMarket } from "../fixtures/market.ts";

const { networkHelpers } = await network.create();

type Contract = Extract<
  keyof OpenMarket["bench"],
  | "compliance"
  | "marketRules"
  | "market"
  | "auctionHouse"
  | "rentals"
  | "instalments"
  | "escrow"
  | "land"
  | "estate"
  | "paymentSplits"
  | "settlementToken"
>;

/** Every function that planDeployment reserves, with the one layer that may call it. */
const RESERVED_CALLS: readonly (readonly [keyof Staff, Contract, string, (world: OpenMarket) => readonly unknown[]])[] =
  [
    ["decision", "compliance", "addRuleSet", ({ bench }) => [bench.deployment.marketRules]],
    ["decision", "compliance", "removeRuleSet", ({ bench }) => [bench.deployment.marketRules]],
    ["decision", "compliance", "setRuleMode", () => [ruleId("SelfTrade"), 0]],
    ["decision", "marketRules", "setLimits", () => [[86_400, 86_400, 3_600, 1]]],
    ["decision", "market", "setFee", ({ stranger }) => [stranger.address, 0]],
    ["decision", "auctionHouse", "setFee", ({ stranger }) => [stranger.address, 0]],
    ["decision", "rentals", "setFee", ({ stranger }) => [stranger.address, 0]],
    ["decision", "instalments", "setFee", ({ stranger }) => [stranger.address, 0]],
    ["officer", "instalments", "returnSurplus", ({ stranger }) => [stranger.address]],
    ["decision", "escrow", "setReviewPeriod", () => [86_400]],
    ["decision", "escrow", "setAppealPeriod", () => [86_400]],
    ["officer", "escrow", "freeze", () => [1n, 1n, ""]],
    ["officer", "escrow", "unfreeze", () => [1n, ""]],
    ["officer", "escrow", "release", () => [1n, ""]],
    ["officer", "escrow", "reverse", () => [1n, ""]],
    ["officer", "escrow", "returnSurplus", ({ stranger }) => [stranger.address]],
    ["officer", "land", "setFrozenTokens", ({ stranger }) => [stranger.address, 1n, true]],
    ["officer", "land", "forcedTransfer", ({ seller, stranger }) => [seller.address, stranger.address, 1n]],
    ["officer", "estate", "setFrozenTokens", ({ stranger }) => [stranger.address, 1n, true]],
    ["officer", "estate", "forcedTransfer", ({ seller, stranger }) => [seller.address, stranger.address, 1n]],
    ["guardian", "compliance", "stopTrading", () => [1n]],
    ["decision", "compliance", "loosenTransferPolicy", ({ bench }) => [bench.deployment.land, 1]],
    ["decision", "compliance", "resumeTrading", () => []],
    ["decision", "marketRules", "setConductLimits", () => [[11_000, 1, 1, 3_600, 1, 1, 60, 0, 10]]],
    ["support", "marketRules", "setReferencePrice", ({ bench }) => [bench.deployment.land, 1n]],
    ["support", "settlementToken", "setListed", ({ stranger }) => [[stranger.address], true]],
    ["support", "settlementToken", "setIdentified", ({ stranger }) => [[stranger.address], true]],
    ["platform", "settlementToken", "setSettler", ({ bench }) => [bench.deployment.land, true]],
    ["platform", "compliance", "setTransferPolicy", ({ bench }) => [bench.deployment.land, 1]],
    ["platform", "land", "mintBatch", ({ stranger }) => [stranger.address, [[7, 7]]]],
    ["platform", "land", "setRoyalty", ({ stranger }) => [stranger.address, 0]],
    ["platform", "estate", "setRoyalty", ({ stranger }) => [stranger.address, 0]],
    [
      "platform",
      "paymentSplits",
      "setSplit",
      ({ bench, stranger }) => [bench.deployment.land, [[stranger.address, 1]]],
    ],
    ["platform", "paymentSplits", "distribute", ({ bench }) => [bench.deployment.land, 0, 1]],
    ["support", "settlementToken", "setHub", ({ stranger }) => [stranger.address, true]],
    ["support", "settlementToken", "attestFundingRoot", ({ seller, stranger }) => [seller.address, stranger.address]],
    ["support", "compliance", "attest", ({ stranger }) => [[stranger.address], 1]],
    ["bank", "settlementToken", "mint", ({ stranger }) => [stranger.address, 1n]],
  ];
const LAYERS = ["decision", "officer", "platform", "support", "bank", "guardian"] as const;

describe("the deployed roles", () => {
  it("are all in this list", () => {
    const listed = RESERVED_CALLS.map(([, contract, name]) => `${contract}.${name}`);
    const reserved = Object.entries(RESERVED).flatMap(([contract, { functions }]) =>
      Object.entries(functions).flatMap(([role, names]: readonly [string, readonly string[]]) =>
        // What only the engine may tell the token has its test in Strangers.t.sol.
        role === "engine" ? [] : names.map((name) => `${contract}.${name}`),
      ),
    );
    expect(listed.toSorted()).to.deep.equal(reserved.toSorted());
  });

  for (const [layer, contract, name, args] of RESERVED_CALLS) {
    it(`reserve ${contract}.${name} for ${layer}: strangers and every other layer are refused`, async () => {
      const world = await networkHelpers.loadFixture(openMarket);
      const { bench, stranger } = world;
      const target = bench[contract];
      const others = LAYERS.filter((other) => other !== layer).map((other) => bench.staff[other]);
      for (const caller of [stranger, bench.staff.deployer, ...others]) {
        await expect(
          target
            .connect(caller)
            .getFunction(name)
            .send(...args(world)),
        )
          .to.be.revertedWithCustomError(target, "AccessManagedUnauthorized")
          .withArgs(caller);
      }
      // The layer itself comes past the lock: what it then meets is the function's own business.
      const own = target
        .connect(bench.staff[layer])
        .getFunction(name)
        .send(...args(world));
      await own.catch((error: unknown) => expect(String(error)).not.to.contain("AccessManagedUnauthorized"));
    });
  }
});
