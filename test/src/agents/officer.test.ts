import { expect } from "chai";

import { complianceOfficer } from "../../../src/agents/officer.ts";
import type { Intent } from "../../../src/domain/agents.ts";
import type { CaseView } from "../../../src/domain/market-view.ts";
import { USD } from "../../../src/domain/primitives.ts";
import { ALICE, aTrade, BOB, NOON, OFFICER } from "../../fixtures/journal-lines.ts";
import { aView, type Scene } from "../../fixtures/market-view.ts";

const DAY = 86_400;
const HELD: CaseView = { caseId: 9n, openedAt: NOON - 2 * DAY, ...aTrade() };

describe("the compliance officer", () => {
  it("looks at a case after some days, not before", () => {
    expect(decide({ cases: [{ ...HELD, openedAt: NOON - 2 * DAY + 1 }] })).to.deep.equal([]);
    expect(decide({ cases: [HELD] })).to.have.length(1);
  });

  it("reverses what the same two were refused before", () => {
    expect(decide({ cases: [HELD], refusals: 3, lastSale: soldFor(5_000n) })).to.deep.equal([
      { do: "reverse", caseId: 9n, reason: "the same two were refused this token 3 times before" },
    ]);
  });

  it("reverses a return at the price it left at, up or down", () => {
    for (const left of [1_000n, 960n, 1_040n]) {
      expect(decide({ cases: [HELD], lastSale: soldFor(left) }), `${left}`).to.deep.equal([
        { do: "reverse", caseId: 9n, reason: "returned within 5 % of the price it left at" },
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
    const cases = [HELD, { ...HELD, caseId: 10n }, { ...HELD, caseId: 11n, openedAt: NOON }];
    expect(decide({ cases }).map((intent) => ("caseId" in intent ? intent.caseId : 0n))).to.deep.equal([9n, 10n]);
  });
});

function decide(scene: Scene): readonly Intent[] {
  return complianceOfficer(OFFICER, { reviewAfterDays: 2, sameTradePct: 5 }).act(aView(scene));
}

function soldFor(usd: bigint) {
  return { time: NOON - 20 * DAY, price: usd * USD, seller: BOB, buyer: ALICE };
}
