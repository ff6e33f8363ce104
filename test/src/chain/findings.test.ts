import { expect } from "chai";
import { AbiCoder, id, Interface } from "ethers";

import { explainFinding, findingOfRevert } from "../../../src/chain/findings.ts";
import { ruleId } from "../../../src/chain/deployment.ts";
import { DAY } from "../../../src/domain/calendar.ts";
import type { FindingData } from "../../../src/domain/events.ts";
import type { Address, Hex } from "../../../src/domain/primitives.ts";
import { IMarket__factory } from "../../../typechain-types/index.ts";

const ALICE = "0xa11ce00000000000000000000000000000000001";
const NOW = Date.UTC(2021, 10, 21, 12) / 1000;
const SOLD = NOW - 2 * DAY;

describe("explainFinding", () => {
  it("names the error behind a rule's code, its arguments and what they mean", () => {
    const finding = findingOf("RoundTrip", "RoundTripTooSoon(uint256,uint256,uint256)", [BigInt(ALICE), SOLD, 7 * DAY]);
    const { rule, error, args, sentence } = explain(finding);
    expect([rule, error]).to.deep.equal(["RoundTrip", "RoundTripTooSoon"]);
    expect(args).to.deep.equal([
      { name: "cluster", value: BigInt(ALICE), text: "Alice" },
      { name: "disposedAt", value: BigInt(SOLD), text: "19 Nov 2021 12:00 (2 days before)" },
      { name: "window", value: BigInt(7 * DAY), text: "7 days" },
    ]);
    expect(sentence).to.match(/^The buyer's side let go of this very parcel 2 days before/);
  });

  it("writes owners, accounts and amounts as people do", () => {
    const texts = (finding: FindingData): string[] => explain(finding).args.map(({ text }) => text);
    expect(texts(findingOf("SelfTrade", "SelfTradeOneOwner(uint256)", [17]))).to.deep.equal(["owner no. 17"]);
    expect(texts(findingOf("CommonFunder", "CommonFunderOneRoot(address)", [ALICE]))).to.deep.equal(["Alice"]);
    const financed = findingOf("SelfFinanced", "SelfFinancedBySeller(uint256,uint256,uint256)", [
      9_000_500_000n,
      SOLD,
      7 * DAY,
    ]);
    expect(texts(financed)).to.deep.equal(["$9,000.50", "19 Nov 2021 12:00 (2 days before)", "7 days"]);
  });

  it("explains refusals of the market and of tokens, which have no rule", () => {
    const poor = findingOf("", "ERC20InsufficientBalance(address,uint256,uint256)", [ALICE, 1_000_000, 2_500_000]);
    expect(explain(poor).sentence).to.equal("Alice has $1.00 and needs $2.50.");
    const frozen = findingOf("", "ERC7943InsufficientUnfrozenBalance(address,uint256)", [ALICE, 7]);
    expect(explain(frozen).sentence).to.equal("An officer froze the parcel for Alice.");
    const early = findingOf("", "MarketOrderNotStarted(bytes32,uint64)", [id("order"), NOW + DAY]);
    expect(explain(early).sentence).to.equal("The order may be filled from 22 Nov 2021 12:00 (1 day later) on.");
  });

  it("falls back to the error and its arguments where nobody wrote a sentence", () => {
    const locked = findingOf("", "NonReentrantCall()", []);
    expect(explain(locked).sentence).to.equal("Refused with NonReentrantCall().");
    const stranger = findingOf("", "AccessManagedUnauthorized(address)", [ALICE]);
    expect(explain(stranger).sentence).to.equal("Refused with AccessManagedUnauthorized(caller: Alice).");
  });

  it("does not guess at a code or evidence that no contract knows", () => {
    const foreign: FindingData = { rule: "", code: "0xdeadbeef", evidence: "0x" };
    expect(explain(foreign)).to.deep.include({ error: "", args: [] });
    expect(explain({ ...foreign, code: "0x00000000" }).sentence).to.equal("Failed without a reason.");
    expect(
      explain({ ...findingOf("CommonFunder", "CommonFunderOneRoot(address)", [ALICE]), evidence: "0x01" }).error,
    ).to.equal("");
  });
});

describe("findingOfRevert", () => {
  it("unwraps a rule's refusal", () => {
    const finding = findingOf("SelfTrade", "SelfTradeOneOwner(uint256)", [17]);
    const market = IMarket__factory.createInterface();
    const { rule, code, evidence } = finding;
    const data = market.encodeErrorResult("SettlementTradeRefused", [ruleId(rule), code, evidence]);
    // ethers types its hexadecimal strings as plain strings.
    expect(findingOfRevert(data as Hex)).to.deep.equal(finding);
  });

  it("keeps any other error as it is, without a rule", () => {
    const data = new Interface(["error SomeError(uint256)"]).encodeErrorResult("SomeError", [5]);
    expect(findingOfRevert(data as Hex)).to.deep.equal({
      rule: "",
      code: data.slice(0, 10),
      evidence: `0x${data.slice(10)}`,
    });
    expect(findingOfRevert("0x")).to.deep.equal({ rule: "", code: "0x", evidence: "0x" });
  });
});

function explain(finding: FindingData) {
  return explainFinding(finding, NOW, (account: Address) => (account === ALICE ? "Alice" : account));
}

function findingOf(rule: string, signature: string, values: readonly unknown[]): FindingData {
  const types = signature
    .slice(signature.indexOf("(") + 1, -1)
    .split(",")
    .filter((type) => type !== "");
  // ethers types its hexadecimal strings as plain strings.
  const code = id(signature).slice(0, 10) as Hex;
  const evidence = AbiCoder.defaultAbiCoder().encode(types, values) as Hex;
  return { rule, code, evidence };
}
