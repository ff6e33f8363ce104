import { expect } from "chai";
import { AbiCoder, id } from "ethers";

import { explainReason, readReason, REASON_CODES } from "../../../src/domain/reasons.ts";
import type { Hex } from "../../../src/domain/primitives.ts";
import { DAY } from "../../../src/domain/calendar.ts";

const SIGNATURES = [
  "SelfTradeOneOwner(uint256)",
  "RoundTripTooSoon(uint256,uint256,uint256)",
  "RoundTripForReview(uint256,uint256,uint256)",
  "CommonFunderOneRoot(address)",
  "SelfFinancedBySeller(uint256,uint256,uint256)",
  "PriceBandLeft(uint256,uint256,uint256)",
  "VelocityOfToken(uint256,uint256)",
  "VelocityOfOwner(uint256,uint256,uint256)",
  "HoldingPeriodRunning(uint256,uint256)",
  "SameBlockTwice(uint256)",
  "SanctionsListed(address)",
  "IdentityMissing(address,uint256)",
  "ConcentrationTooHigh(uint256,uint256,uint256,uint256)",
  "ComplianceRuleFailed(address)",
  "ComplianceTradingStopped(uint40)",
];
const ALICE = "0xa11ce00000000000000000000000000000000001";
const NOW = 1_637_280_000; // 2021-11-19

describe("reasons", () => {
  it("know the selector of every error they name", () => {
    const selectors = SIGNATURES.map((signature) => [id(signature).slice(0, 10), signature.split("(")[0]]);
    expect(REASON_CODES).to.deep.equal(Object.fromEntries(selectors));
  });

  it("tell a registered owner from an account that stands for itself", () => {
    expect(explain("SelfTradeOneOwner(uint256)", ["uint256"], [17])).to.equal(
      "Seller and buyer are one owner: number 17 in the register of owners.",
    );
    expect(explain("SelfTradeOneOwner(uint256)", ["uint256"], [BigInt(ALICE)])).to.equal(
      "Seller and buyer are one owner: Alice.",
    );
  });

  it("say how long ago a token left its buyer, and what follows", () => {
    const words = ["uint256", "uint256", "uint256"];
    expect(explain("RoundTripTooSoon(uint256,uint256,uint256)", words, [3, NOW - 3_600, 7 * DAY])).to.equal(
      "The buyer's side let go of this very parcel less than a day before; a return within 7 days is stopped.",
    );
    expect(explain("RoundTripForReview(uint256,uint256,uint256)", words, [3, NOW - 9 * DAY, 30 * DAY])).to.equal(
      "The buyer's side let go of this very parcel 9 days before; a return within 30 days is held until an officer has looked.",
    );
  });

  it("name the common funder and the payment beside the trade", () => {
    expect(explain("CommonFunderOneRoot(address)", ["address"], [ALICE])).to.equal(
      "The first money of both sides came from one account: Alice.",
    );
    const words = ["uint256", "uint256", "uint256"];
    const evidence = [12_345_500_000n, NOW - DAY, 7 * DAY];
    expect(explain("SelfFinancedBySeller(uint256,uint256,uint256)", words, evidence)).to.equal(
      "The seller had paid the buyer $12,345.50 beside the trade, 1 day before; payments of the last 7 days count.",
    );
  });

  it("say what a price, a pace or a share is measured by", () => {
    const three = ["uint256", "uint256", "uint256"];
    expect(explain("PriceBandLeft(uint256,uint256,uint256)", three, [6_000_000n, 1_000_000n, 50_000n])).to.equal(
      "$6.00 is outside the band around the reference of $1.00, a factor of 5 either way.",
    );
    expect(explain("VelocityOfToken(uint256,uint256)", ["uint256", "uint256"], [3, 7 * DAY])).to.equal(
      "The token has changed owners 3 times within 7 days already; one more is held.",
    );
    expect(explain("VelocityOfOwner(uint256,uint256,uint256)", three, [BigInt(ALICE), 1, DAY])).to.equal(
      "The buyer, Alice, has bought 1 token within 1 day already; one more is held.",
    );
    expect(
      explain("ConcentrationTooHigh(uint256,uint256,uint256,uint256)", [...three, "uint256"], [9, 101, 1_000, 1_000]),
    ).to.equal(
      "The buyer, number 9 in the register of owners, would own 101 of 1000 tokens; one owner may buy up to 10 %.",
    );
  });

  it("say how long a token has to be kept", () => {
    const words = ["uint256", "uint256"];
    expect(explain("HoldingPeriodRunning(uint256,uint256)", words, [NOW - DAY, NOW + DAY])).to.equal(
      "The seller has had the token for 1 day and may sell it after 2 days.",
    );
    expect(explain("SameBlockTwice(uint256)", ["uint256"], [17])).to.equal(
      "The token changed owners in block 17, this very one.",
    );
  });

  it("name who is listed and who is unknown", () => {
    expect(explain("SanctionsListed(address)", ["address"], [ALICE])).to.equal("Alice is on the sanctions list.");
    expect(explain("IdentityMissing(address,uint256)", ["address", "uint256"], [ALICE, 1_000_000_000n])).to.equal(
      "Nobody has checked who Alice is, and the price is $1,000.00 or more.",
    );
  });

  it("say until when trading is stopped", () => {
    expect(explain("ComplianceTradingStopped(uint40)", ["uint40"], [NOW])).to.equal(
      "Trading is stopped until 19 Nov 2021 00:00 UTC.",
    );
  });

  it("do not guess at a code or at evidence that they do not know", () => {
    expect(readReason({ code: "0xdeadbeef", evidence: "0x" })).to.deep.equal({
      code: "unknown",
      selector: "0xdeadbeef",
    });
    expect(readReason({ code: "0x0eafd4e5", evidence: "0x" }).code).to.equal("unknown");
  });
});

function explain(signature: string, types: readonly string[], values: readonly unknown[]): string {
  // ethers writes hexadecimal strings, which is what Hex means.
  const code = id(signature).slice(0, 10) as Hex;
  const evidence = AbiCoder.defaultAbiCoder().encode(types, values) as Hex;
  return explainReason(readReason({ code, evidence }), NOW, (account) => (account === ALICE ? "Alice" : account));
}
