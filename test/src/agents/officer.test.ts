import { expect } from "chai";

import { appealsOfficer, complianceOfficer } from "../../../src/agents/officer.ts";
import type { Intent } from "../../../src/domain/agents.ts";
import { USD } from "../../../src/domain/primitives.ts";
import { ALICE, BOB, CAROL, NOON, OFFICER } from "../../fixtures/journal-lines.ts";
import { aHeldTrade, aView, type Scene } from "../../fixtures/market-view.ts";

const DAY = 86_400;
const TERMS = { reviewAfterDays: 2, sameTradePct: 5 } as const;
const HELD = aHeldTrade();
const REFUSED = aHeldTrade({ status: "refused", since: NOON - 3 * DAY, deadline: NOON });
const APPEALED = aHeldTrade({ status: "appealed" });

describe("the compliance officer", () => {
  it("looks at a case after some days, not before", () => {
    expect(decide({ cases: [aHeldTrade({ since: NOON - 2 * DAY + 1 })] })).to.deep.equal([]);
    expect(decide({ cases: [HELD] })).to.have.length(1);
  });

  it("refuses what the same two were refused before", () => {
    const reason = "the same two were refused this token 3 times before";
    expect(decide({ cases: [HELD], refusals: 3, lastSale: soldFor(5_000n) })).to.deep.equal([
      { do: "reverse", officer: OFFICER, caseId: 9n, reason },
    ]);
  });

  it("refuses a return at the price it left at, up or down", () => {
    const reason = "returned within 5 % of the price it left at";
    for (const left of [1_000n, 960n, 1_040n]) {
      expect(decide({ cases: [HELD], lastSale: soldFor(left) }), `${left}`).to.deep.equal([
        { do: "reverse", officer: OFFICER, caseId: 9n, reason },
      ]);
    }
  });

  it("releases a return at a new price, and one of a parcel that never sold", () => {
    for (const lastSale of [soldFor(900n), soldFor(1_100n), undefined]) {
      const scene = { cases: [HELD], ...(lastSale === undefined ? {} : { lastSale }) };
      expect(decide(scene).map((intent) => intent.do)).to.deep.equal(["release"]);
    }
  });

  it("decides every case that is due", () => {
    const cases = [HELD, aHeldTrade({ caseId: 10n }), aHeldTrade({ caseId: 11n, since: NOON })];
    expect(decide({ cases }).map((intent) => ("caseId" in intent ? intent.caseId : 0n))).to.deep.equal([9n, 10n]);
  });

  it("sends back what it refused once nobody can appeal any more, and leaves appeals to another", () => {
    const early = { ...REFUSED, deadline: NOON + 1 };
    expect(decide({ cases: [early, APPEALED] })).to.deep.equal([]);
    expect(decide({ cases: [REFUSED] })).to.deep.equal([{ do: "expire", caller: OFFICER, caseId: 9n }]);
  });

  it("leaves a frozen case alone until the freeze is over", () => {
    for (const held of [HELD, REFUSED]) {
      expect(decide({ cases: [{ ...held, frozenUntil: NOON + 1 }] })).to.deep.equal([]);
      expect(decide({ cases: [{ ...held, frozenUntil: NOON }] })).to.have.length(1);
    }
  });
});

describe("the second officer", () => {
  it("hears appeals after some days, and nothing else", () => {
    expect(hear({ cases: [HELD, REFUSED, { ...APPEALED, since: NOON - 2 * DAY + 1 }] })).to.deep.equal([]);
    expect(hear({ cases: [{ ...APPEALED, frozenUntil: NOON + 1 }] })).to.deep.equal([]);
    expect(hear({ cases: [APPEALED] })).to.have.length(1);
  });

  it("upholds the refusal of two who were refused before", () => {
    const reason = "upheld: the same two were refused 1 times before";
    expect(hear({ cases: [APPEALED], refusals: 1 })).to.deep.equal([
      { do: "reverse", officer: CAROL, caseId: 9n, reason },
    ]);
  });

  it("upholds that of a price that stood still while the market moved", () => {
    const reason = "upheld: the price stood still while the market moved";
    const moved = (days: number): number => (days >= 20 ? 9_000 : 10_000);
    expect(hear({ cases: [APPEALED], lastSale: soldFor(1_000n) }, moved)).to.deep.equal([
      { do: "reverse", officer: CAROL, caseId: 9n, reason },
    ]);
  });

  it("allows a price that stood still because the market did, also where the market moved afterwards", () => {
    const reason = "allowed: the price stood still because the market did";
    const since = (days: number): number => (days >= 2 ? 10_000 : 5_000);
    for (const typical of [() => 10_000, since]) {
      expect(hear({ cases: [APPEALED], lastSale: soldFor(1_000n) }, typical)).to.deep.equal([
        { do: "release", officer: CAROL, caseId: 9n, reason },
      ]);
    }
  });

  it("allows what never sold before", () => {
    expect(hear({ cases: [APPEALED] }).map((intent) => intent.do)).to.deep.equal(["release"]);
  });
});

function decide(scene: Scene): readonly Intent[] {
  return complianceOfficer(OFFICER, TERMS).act(aView(scene));
}

function hear(scene: Scene, typicalUsdBefore: (days: number) => number = () => 10_000): readonly Intent[] {
  return appealsOfficer(CAROL, TERMS).act({ ...aView(scene), typicalUsdBefore });
}

function soldFor(usd: bigint) {
  return { time: NOON - 20 * DAY, price: usd * USD, seller: BOB, buyer: ALICE };
}
