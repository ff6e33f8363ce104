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
  "ComplianceRuleFailed(address)",
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
      "The buyer let go of this very parcel less than a day before; a return within 7 days is stopped.",
    );
    expect(explain("RoundTripForReview(uint256,uint256,uint256)", words, [3, NOW - 9 * DAY, 30 * DAY])).to.equal(
      "The buyer let go of this very parcel 9 days before; a return within 30 days is held until an officer has looked.",
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
