import { expect } from "chai";

import { appellant } from "../../../src/agents/appellant.ts";
import type { Agent, Intent } from "../../../src/domain/agents.ts";
import type { CaseView } from "../../../src/domain/market-view.ts";
import { ALICE, BOB, CAROL, NOON } from "../../fixtures/journal-lines.ts";
import { aHeldTrade, aView } from "../../fixtures/market-view.ts";

const REFUSED = aHeldTrade({ status: "refused" });
const WITHDRAWAL = { do: "withdraw", account: BOB, amount: 1n } as const;

describe("an honest buyer", () => {
  it("appeals what was refused to it, besides what it does anyway", () => {
    const grounds = "seller and buyer are two, and the price is what the parcel is worth";
    expect(act(BOB, [REFUSED])).to.deep.equal([WITHDRAWAL, { do: "appeal", party: BOB, caseId: 9n, grounds }]);
  });

  it("appeals for each of its accounts", () => {
    expect(act(CAROL, [REFUSED], BOB)).to.have.length(2);
  });

  it("appeals nothing that is not refused, or not any more to be appealed", () => {
    const others = [aHeldTrade(), aHeldTrade({ status: "appealed" }), { ...REFUSED, deadline: NOON }];
    expect(act(BOB, others)).to.deep.equal([WITHDRAWAL]);
  });

  it("leaves the appeal to the buyer where it was the seller", () => {
    expect(act(ALICE, [REFUSED])).to.deep.equal([WITHDRAWAL]);
  });
});

function act(account: typeof BOB, cases: readonly CaseView[], ...more: readonly (typeof BOB)[]): readonly Intent[] {
  const agent: Agent = { id: "test/1", kind: "collector", accounts: [account, ...more], act: () => [WITHDRAWAL] };
  return appellant(agent).act(aView({ cases }));
}
